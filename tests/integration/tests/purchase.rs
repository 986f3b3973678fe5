//! A purchase from the first look to the delivery, and each way in which it ends early.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use serde_json::{Value, json};
use tradepost_integration::seed::{
    add_to_cart, address, check_out, checkout_in_status, goods, key, pieces_become, shopper,
};
use tradepost_integration::{Options, Shop, Visitor, text, wait_for};

/// The kinds of the visitor's notifications, oldest first.
async fn notified(visitor: &Visitor) -> Vec<String> {
    let body = visitor.get("/api/notification/notifications?limit=100").await.expect(200);
    body["items"].as_array().unwrap().iter().rev().map(|item| text(item, "/kind")).collect()
}

async fn notified_of(visitor: &Visitor, expected: &[&str]) {
    wait_for(&format!("notifications {expected:?}"), || async { (notified(visitor).await == expected).then_some(()) })
        .await;
}

fn statuses(order: &Value) -> Vec<String> {
    order["timeline"].as_array().unwrap().iter().map(|step| text(step, "/status")).collect()
}

#[tokio::test]
async fn a_guest_signs_up_on_the_way_pays_and_gets_the_goods() {
    let shop = Shop::open();
    let goods = goods(&shop, 1999, 10).await;

    // A guest finds the product and puts two pieces into the cart.
    let mut guest = shop.visitor();
    let found = guest.get("/api/product/public/products?q=enamel").await.expect(200);
    assert_eq!(found["items"][0]["id"], json!(goods.product));
    assert_eq!(found["items"][0]["price"], json!({"amount": 1999, "currency": "USD"}));
    let body = json!({"variant_id": goods.variant, "quantity": 2});
    let cart = guest.post("/api/order/public/cart/items", &body).await;
    assert!(matches!(cart.status, 200 | 201), "{}", cart.body);
    assert_eq!(cart.body["subtotal"], json!({"amount": 3998, "currency": "USD"}));

    // They sign up; the cart comes along, once.
    guest.register("grace@example.com", "a long password", "Grace Hopper").await;
    for _ in 0..2 {
        let cart = guest.post_empty("/api/order/cart/merge").await.expect(200);
        assert_eq!(cart["items"][0]["quantity"], json!(2));
    }

    // What is shown is what is charged: 2 × 19.99 and a parcel at 4.99.
    let checkout = check_out(&guest, "card").await;
    assert_eq!(checkout["status"], "awaiting_payment");
    assert_eq!(checkout["subtotal"], json!({"amount": 3998, "currency": "USD"}));
    assert_eq!(checkout["shipping"], json!({"amount": 499, "currency": "USD"}));
    assert_eq!(checkout["total"], json!({"amount": 4497, "currency": "USD"}));
    assert_eq!(goods.pieces().await, (8, 2, 0));
    assert_eq!(guest.get("/api/order/cart").await.expect(200)["items"], json!([]));

    let id = text(&checkout, "/id");
    let back = guest.on_payment_page(&text(&checkout, "/payment/redirect_url"), "approve").await;
    assert!(back.headers["location"].to_str().unwrap().ends_with(&format!("/checkout/{id}/result")));
    let paid = checkout_in_status(&guest, &id, "paid").await;
    pieces_become(&goods, (8, 0, 2)).await;

    // The seller sends it, and the shopper is told of each step.
    let order = text(&paid, "/orders/0/id");
    let seller = &goods.seller;
    notified_of(seller, &["new_order"]).await;
    seller.post_empty(&format!("/api/order/seller/orders/{order}/confirm")).await.expect(200);
    let parcel = json!({"carrier": "DHL", "tracking_code": "JD0146"});
    seller.post(&format!("/api/order/seller/orders/{order}/ship"), &parcel).await.expect(200);
    seller.post_empty(&format!("/api/order/seller/orders/{order}/deliver")).await.expect(200);
    let order = guest.get(&format!("/api/order/orders/{order}")).await.expect(200);
    assert_eq!(order["status"], "delivered");
    assert_eq!(statuses(&order), ["pending_payment", "paid", "confirmed", "shipped", "delivered"]);
    assert_eq!(order["shipment"]["tracking_code"], "JD0146");
    assert_eq!(order["can_cancel"], json!(false));
    notified_of(&guest, &["order_placed", "order_paid", "order_confirmed", "order_shipped", "order_delivered"]).await;
    assert_eq!(guest.get("/api/notification/unread-count").await.expect(200), json!({"count": 5}));
    assert_eq!(guest.post("/api/notification/read", &json!({"up_to_seq": 4})).await.expect(200), json!({"count": 1}));
}

#[tokio::test]
async fn cash_on_delivery_needs_no_payment_page() {
    let shop = Shop::open();
    let goods = goods(&shop, 6_000, 3).await;
    let shopper = shopper(&shop).await;
    add_to_cart(&shopper, &goods.variant, 1).await;
    let checkout = check_out(&shopper, "cash_on_delivery").await;
    assert_eq!(checkout["status"], "placed");
    assert_eq!(checkout["payment"]["redirect_url"], Value::Null);
    assert_eq!(checkout["total"], json!({"amount": 6_000, "currency": "USD"}));
    pieces_become(&goods, (2, 0, 1)).await;
    notified_of(&goods.seller, &["new_order"]).await;
}

#[tokio::test]
async fn a_declined_payment_can_be_tried_again() {
    let shop = Shop::open();
    let goods = goods(&shop, 1_000, 1).await;
    let shopper = shopper(&shop).await;
    add_to_cart(&shopper, &goods.variant, 1).await;
    let checkout = check_out(&shopper, "card").await;
    let id = text(&checkout, "/id");
    shopper.on_payment_page(&text(&checkout, "/payment/redirect_url"), "decline").await;
    wait_for("the decline to arrive", || async {
        let body = shopper.get(&format!("/api/order/checkouts/{id}")).await.expect(200);
        (body["payment"]["status"] != checkout["payment"]["status"]).then_some(())
    })
    .await;
    assert_eq!(goods.pieces().await, (0, 1, 0));
    let again = shopper.post_empty(&format!("/api/order/checkouts/{id}/retry-payment")).await.expect(200);
    shopper.on_payment_page(&text(&again, "/payment/redirect_url"), "approve").await;
    checkout_in_status(&shopper, &id, "paid").await;
    pieces_become(&goods, (0, 0, 1)).await;
}

#[tokio::test]
async fn an_unpaid_checkout_expires_and_its_stock_returns() {
    let shop = Shop::open_with(Options::default().with("TRADEPOST_CHECKOUT__HOLD_SECONDS", "1"));
    let goods = goods(&shop, 1_000, 5).await;
    let shopper = shopper(&shop).await;
    add_to_cart(&shopper, &goods.variant, 5).await;
    let checkout = check_out(&shopper, "card").await;
    let id = text(&checkout, "/id");
    checkout_in_status(&shopper, &id, "expired").await;
    pieces_become(&goods, (5, 0, 0)).await;
    // Whoever pays now is not charged: the page is over, and nothing changes.
    let page = text(&checkout, "/payment/redirect_url");
    shop.visitor().post_empty(&format!("{page}/approve")).await;
    assert_eq!(shopper.get(&format!("/api/order/checkouts/{id}")).await.expect(200)["status"], "expired");
    assert_eq!(goods.pieces().await, (5, 0, 0));
}

#[tokio::test]
async fn a_paid_order_that_is_cancelled_is_refunded_and_restocked() {
    let shop = Shop::open();
    let goods = goods(&shop, 1_000, 5).await;
    let shopper = shopper(&shop).await;
    add_to_cart(&shopper, &goods.variant, 3).await;
    let checkout = check_out(&shopper, "card").await;
    shopper.on_payment_page(&text(&checkout, "/payment/redirect_url"), "approve").await;
    let paid = checkout_in_status(&shopper, &text(&checkout, "/id"), "paid").await;
    pieces_become(&goods, (2, 0, 3)).await;
    let order = text(&paid, "/orders/0/id");
    let cancel = format!("/api/order/orders/{order}/cancel");
    let cancelled = shopper.post(&cancel, &json!({"reason": "Changed my mind"})).await.expect(200);
    assert_eq!(cancelled["status"], "cancelled");
    assert_eq!(cancelled["cancellation"], json!({"by": "shopper", "reason": "Changed my mind"}));
    assert_eq!(cancelled["refund"]["amount"], json!({"amount": 3_499, "currency": "USD"}));
    pieces_become(&goods, (5, 0, 0)).await;
    wait_for("the refund", || async {
        let body = shopper.get(&format!("/api/order/orders/{order}")).await.expect(200);
        (body["refund"]["status"] == "succeeded").then_some(())
    })
    .await;
    assert_eq!(shopper.post(&cancel, &json!({})).await.status, 409);
}

#[tokio::test]
async fn one_checkout_makes_an_order_for_each_seller() {
    let shop = Shop::open();
    let (one, other) = (goods(&shop, 1_000, 5).await, goods(&shop, 7_000, 5).await);
    let shopper = shopper(&shop).await;
    add_to_cart(&shopper, &one.variant, 1).await;
    add_to_cart(&shopper, &other.variant, 1).await;
    let checkout = check_out(&shopper, "card").await;
    let orders = checkout["orders"].as_array().unwrap();
    let mut totals: Vec<i64> = orders.iter().map(|order| order["total"]["amount"].as_i64().unwrap()).collect();
    totals.sort_unstable();
    // The dearer parcel is free.
    assert_eq!(totals, [1_499, 7_000]);
    assert_eq!(checkout["total"], json!({"amount": 8_499, "currency": "USD"}));
}

#[tokio::test]
async fn a_change_under_an_open_cart_is_told() {
    let shop = Shop::open();
    let goods = goods(&shop, 1_000, 5).await;
    let shopper = shopper(&shop).await;
    add_to_cart(&shopper, &goods.variant, 4).await;
    let variant = json!({"sku": "MUG-1", "options": {}, "price": {"amount": 1_200, "currency": "USD"}, "stock": 3});
    let path = format!("/api/product/products/{}", goods.product);
    goods.seller.patch(&path, &json!({"variants": [variant]})).await.expect(200);
    let cart = shopper.get("/api/order/cart").await.expect(200);
    let item = &cart["items"][0];
    assert_eq!(item["unit_price"], json!({"amount": 1_200, "currency": "USD"}));
    assert_eq!(item["quantity"], json!(3));
    let price = json!({"kind": "price_changed", "previous": {"amount": 1_000, "currency": "USD"}});
    assert_eq!(item["changes"], json!([price, {"kind": "quantity_reduced", "previous": 4}]));
}

#[tokio::test]
async fn the_same_key_buys_once() {
    let shop = Shop::open();
    let goods = goods(&shop, 1_000, 5).await;
    let shopper = shopper(&shop).await;
    add_to_cart(&shopper, &goods.variant, 2).await;
    let body = json!({"address_id": address(&shopper).await, "payment_method": "card"});
    let key = key();
    let send = || shopper.post_once("/api/order/checkouts", &key, &body);
    let answers = futures::future::join_all((0..8).map(|_| send())).await;
    let first = answers[0].clone().expect(201);
    for answer in answers {
        assert_eq!(answer.expect(201)["id"], first["id"]);
    }
    assert_eq!(goods.pieces().await, (3, 2, 0));
    let other = json!({"address_id": body["address_id"], "payment_method": "cash_on_delivery"});
    shopper.post_once("/api/order/checkouts", &key, &other).await.expect_problem(422, "idempotency_key_reused");
    shopper.post("/api/order/checkouts", &body).await.expect_problem(400, "idempotency_key_required");
    assert_eq!(goods.pieces().await, (3, 2, 0));
}
