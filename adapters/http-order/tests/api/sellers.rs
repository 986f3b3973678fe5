//! Orders as their seller sees and changes them.

use fixtures::order::at;
use serde_json::{Value, json};

use crate::shop::{Call, Shop, text};

fn path(checkout: &Value) -> String {
    format!("/api/order/seller/orders/{}", text(checkout, "/orders/0/id"))
}

fn parcel() -> Value {
    json!({"carrier": "DHL", "tracking_code": "JD0146"})
}

/// All that a seller can do to an order.
fn steps(shop: &Shop, order: &str) -> Vec<Call> {
    let step = |name: &str| shop.post(&format!("{order}/{name}"));
    vec![
        step("confirm"),
        step("ship").json(&parcel()),
        step("deliver"),
        step("cancel").json(&json!({"reason": "Broken"})),
    ]
}

#[tokio::test]
async fn an_order_goes_from_the_seller_to_the_shopper() {
    let shop = Shop::open();
    let checkout = shop.buy("cash_on_delivery").await;
    let order = path(&checkout);
    let by_seller = |call: Call| call.by("seller-1").send();
    shop.clock.set(1);
    let confirmed = by_seller(shop.post(&format!("{order}/confirm"))).await.expect(200);
    assert_eq!((&confirmed["status"], &confirmed["can_cancel"]), (&json!("confirmed"), &json!(true)));
    shop.clock.set(2);
    let shipped = by_seller(shop.post(&format!("{order}/ship")).json(&parcel())).await.expect(200);
    assert_eq!((&shipped["status"], &shipped["can_cancel"]), (&json!("shipped"), &json!(false)));
    let shipment = json!({"carrier": "DHL", "tracking_code": "JD0146", "shipped_at": at(2).to_string()});
    assert_eq!(shipped["shipment"], shipment);
    shop.clock.set(3);
    let delivered = by_seller(shop.post(&format!("{order}/deliver"))).await.expect(200);
    let entry = |second: u64, status: &str, by: &str, note: Value| json!({"status": status, "at": at(second).to_string(), "by": by, "note": note});
    assert_eq!(
        delivered["timeline"],
        json!([
            entry(0, "placed", "shopper", json!(null)),
            entry(1, "confirmed", "seller", json!(null)),
            entry(2, "shipped", "seller", json!("DHL JD0146")),
            entry(3, "delivered", "seller", json!(null)),
        ])
    );
    assert_eq!((&delivered["shipment"], &delivered["updated_at"]), (&shipment, &json!(at(3).to_string())));
    assert_eq!(delivered["payment"]["status"], "due_on_delivery");
    // Both see the same order.
    assert_eq!(by_seller(shop.get(&order)).await.expect(200), delivered);
    let shoppers = format!("/api/order/orders/{}", text(&delivered, "/id"));
    assert_eq!(shop.get(&shoppers).by("shopper-1").send().await.expect(200), delivered);
    for call in steps(&shop, &order) {
        call.by("seller-1").send().await.problem(409, "illegal_transition");
    }
    let cancel = shop.post(&format!("{shoppers}/cancel")).by("shopper-1").send().await;
    cancel.problem(409, "illegal_transition");
}

#[tokio::test]
async fn a_seller_who_cannot_deliver_says_why() {
    let shop = Shop::open();
    let checkout = shop.buy("card").await;
    shop.told(&checkout, "succeeded 5298 USD").await;
    let cancel = format!("{}/cancel", path(&checkout));
    let post = async |body: &Value| shop.post(&cancel).by("seller-1").json(body).send().await;
    post(&json!({})).await.invalid(&[("reason", "required")]);
    post(&json!({"reason": ""})).await.invalid(&[("reason", "empty")]);
    post(&json!({"reason": "x", "refund": false})).await.invalid(&[("refund", "unknown_field")]);
    shop.post(&cancel).by("seller-1").send().await.problem(415, "unsupported_media_type");
    let cancelled = post(&json!({"reason": "Broken in the warehouse"})).await.expect(200);
    assert_eq!(cancelled["cancellation"], json!({"by": "seller", "reason": "Broken in the warehouse"}));
    assert_eq!(cancelled["refund"]["status"], "requested");
    // The other seller's order goes on.
    let after = shop.get(&format!("/api/order/checkouts/{}", text(&checkout, "/id"))).by("shopper-1").send().await;
    assert_eq!(after.expect(200)["orders"][1]["status"], "paid");
}

#[tokio::test]
async fn a_parcel_has_a_carrier_and_a_number() {
    let shop = Shop::open();
    let order = path(&shop.buy("cash_on_delivery").await);
    shop.post(&format!("{order}/confirm")).by("seller-1").send().await.expect(200);
    let ship = async |body: Value| shop.post(&format!("{order}/ship")).by("seller-1").json(&body).send().await;
    ship(json!({"carrier": "DHL"})).await.invalid(&[("tracking_code", "required")]);
    ship(json!({"carrier": "", "tracking_code": "x".repeat(61)}))
        .await
        .invalid(&[("carrier", "empty"), ("tracking_code", "too_long")]);
    let unknown = json!({"carrier": "DHL", "tracking_code": "1", "shipped_at": at(0).to_string()});
    ship(unknown).await.invalid(&[("shipped_at", "unknown_field")]);
    shop.post(&format!("{order}/ship")).by("seller-1").text("[").send().await.problem(400, "malformed_json");
    assert_eq!(shop.get(&order).by("seller-1").send().await.expect(200)["status"], "confirmed");
}

#[tokio::test]
async fn a_shopper_is_no_seller() {
    let shop = Shop::open();
    let order = path(&shop.buy("cash_on_delivery").await);
    let calls = || {
        let mut calls = steps(&shop, &order);
        calls.extend([shop.get(&order), shop.get("/api/order/seller/orders")]);
        calls
    };
    for call in calls() {
        call.by("shopper-1").send().await.problem(403, "forbidden");
    }
    for call in calls() {
        call.send().await.problem(401, "unauthenticated");
    }
    assert_eq!(shop.get(&order).by("seller-1").send().await.expect(200)["status"], "placed");
}

#[tokio::test]
async fn an_order_of_another_shop_or_not_bought_yet_is_not_found() {
    let shop = Shop::open();
    let (placed, unpaid) = (shop.buy("cash_on_delivery").await, shop.buy("card").await);
    let none = "/api/order/seller/orders/ord_00000000000000000000000000".to_owned();
    let garbage = "/api/order/seller/orders/1".to_owned();
    for (order, token) in
        [(path(&placed), "seller-2"), (path(&unpaid), "seller-1"), (none, "seller-1"), (garbage, "seller-1")]
    {
        shop.get(&order).by(token).send().await.problem(404, "not_found");
        for call in steps(&shop, &order) {
            call.by(token).send().await.problem(404, "not_found");
        }
    }
    let shoppers = shop.get("/api/order/orders").by("shopper-1").send().await.expect(200);
    let statuses: Vec<_> = shoppers["items"].as_array().unwrap().iter().map(|order| &order["status"]).collect();
    assert_eq!(statuses.iter().filter(|status| **status == "placed").count(), 2);
    assert_eq!(statuses.iter().filter(|status| **status == "pending_payment").count(), 2);
}
