//! Buying.

use fixtures::order::{Fault, at, quote, usd as cents};
use order::{OrderNumber, Quote};
use serde_json::{Value, json};

use crate::shop::{ANTARCTICA, Shop, home, image, options, shop as seller, text, usd, variant};

const PREVIEW: &str = "/api/order/checkouts/preview";
const CHECKOUTS: &str = "/api/order/checkouts";

fn card() -> Value {
    json!({"address_id": home(1).to_string(), "payment_method": "card"})
}

/// What is told of an order of a checkout just made.
fn summary(checkout: &Value, index: usize, status: &str, lamp: u128, quantity: i64) -> Value {
    let id = text(checkout, &format!("/orders/{index}/id"));
    json!({
        "id": id,
        "number": OrderNumber::of(id.parse().unwrap()).to_string(),
        "checkout_id": checkout["id"],
        "status": status,
        "seller": seller(lamp / 10),
        "items": [{
            "title": format!("Lamp {lamp}"), "quantity": quantity, "image": image(lamp), "options": options(),
        }],
        "item_count": quantity,
        "total": usd(i64::try_from(lamp).unwrap() * 100 * quantity + 499),
        "placed_at": at(0).to_string(),
        "updated_at": at(0).to_string(),
    })
}

#[tokio::test]
async fn a_preview_shows_the_costs_by_seller() {
    let shop = Shop::open();
    for (lamp, quantity) in [(11, 2), (21, 1), (12, 1)] {
        shop.fill("shopper-1", lamp, quantity).await;
    }
    let item = |lamp: u128, quantity: i64, total: i64| {
        json!({
            "variant_id": variant(lamp), "title": format!("Lamp {lamp}"), "quantity": quantity,
            "line_total": usd(total),
        })
    };
    let expected = json!({
        "groups": [
            {
                "seller": seller(1), "items": [item(11, 2, 2_200), item(12, 1, 1_200)],
                "subtotal": usd(3_400), "shipping": usd(499), "total": usd(3_899),
            },
            {
                "seller": seller(2), "items": [item(21, 1, 2_100)],
                "subtotal": usd(2_100), "shipping": usd(499), "total": usd(2_599),
            },
        ],
        "subtotal": usd(5_500), "shipping": usd(998), "total": usd(6_498),
    });
    for body in [json!({"address_id": home(1).to_string()}), json!({"address_id": null}), json!({})] {
        assert_eq!(shop.post(PREVIEW).by("shopper-1").json(&body).send().await.expect(200), expected, "{body}");
    }
}

#[tokio::test]
async fn a_preview_that_cannot_be_made_says_why() {
    let shop = Shop::open();
    let post = async |body: Value| shop.post(PREVIEW).by("shopper-1").json(&body).send().await;
    post(json!({})).await.problem(409, "cart_empty");
    shop.fill("shopper-1", 11, 1).await;
    post(json!({"address_id": ANTARCTICA.to_string()})).await.problem(409, "not_delivered");
    post(json!({"address_id": home(2).to_string()})).await.problem(404, "address_not_found");
    post(json!({"address_id": "home"})).await.invalid(&[("address_id", "invalid_id")]);
    post(json!({"address_id": 1})).await.invalid(&[("address_id", "invalid_type")]);
    post(json!({"country": "US"})).await.invalid(&[("country", "unknown_field")]);
    shop.post(PREVIEW).by("shopper-1").text("{").send().await.problem(400, "malformed_json");
    shop.post(PREVIEW).json(&json!({})).send().await.problem(401, "unauthenticated");
    shop.goods.put(Quote { available: 0, ..quote(11) });
    let problem = post(json!({})).await.problem(409, "insufficient_stock");
    assert_eq!(problem["items"], json!([{"variant_id": variant(11), "available": 0}]));
}

#[tokio::test]
async fn a_card_checkout_waits_for_its_payment() {
    let shop = Shop::open();
    let checkout = shop.buy("card").await;
    let payment = text(&checkout, "/payment/id");
    let expected = json!({
        "id": checkout["id"],
        "status": "awaiting_payment",
        "orders": [
            summary(&checkout, 0, "pending_payment", 11, 2),
            summary(&checkout, 1, "pending_payment", 21, 1),
        ],
        "subtotal": usd(4_300),
        "shipping": usd(998),
        "total": usd(5_298),
        "hold_expires_at": at(900).to_string(),
        "payment": {
            "id": payment, "method": "card", "status": "open", "redirect_url": format!("/pay/ref-{payment}"),
        },
    });
    assert_eq!(checkout, expected);
    assert!(text(&checkout, "/id").starts_with("chk_") && payment.starts_with("pay_"), "{checkout}");
    let path = format!("{CHECKOUTS}/{}", text(&checkout, "/id"));
    assert_eq!(shop.get(&path).by("shopper-1").send().await.expect(200), expected);
    let return_url = &shop.provider.opened()[0].return_url;
    assert_eq!(*return_url, format!("https://shop.example/checkout/{}/result", text(&checkout, "/id")));
    assert_eq!(shop.get("/api/order/cart").by("shopper-1").send().await.expect(200)["items"], json!([]));
}

#[tokio::test]
async fn cash_on_delivery_is_placed_at_once() {
    let shop = Shop::open();
    let checkout = shop.buy("cash_on_delivery").await;
    assert_eq!(checkout["status"], "placed");
    assert_eq!(checkout["orders"][1], summary(&checkout, 1, "placed", 21, 1));
    let payment = json!({
        "id": text(&checkout, "/payment/id"), "method": "cash_on_delivery", "status": "due_on_delivery",
        "redirect_url": null,
    });
    assert_eq!(checkout["payment"], payment);
}

#[tokio::test]
async fn a_provider_that_does_not_answer_stops_nobody() {
    let shop = Shop::open();
    shop.provider.faults.once("open", Fault::Before);
    let checkout = shop.buy("card").await;
    let payment = text(&checkout, "/payment/id");
    let expected = json!({"id": payment, "method": "card", "status": "requested", "redirect_url": null});
    assert_eq!((&checkout["status"], &checkout["payment"]), (&json!("awaiting_payment"), &expected));
}

#[tokio::test]
async fn the_same_key_buys_once() {
    let shop = Shop::open();
    shop.fill("shopper-1", 11, 2).await;
    let send = |key: &str, body: &Value| shop.post(CHECKOUTS).by("shopper-1").key(key).json(body).send();
    let first = send("a", &card()).await.expect(201);
    assert_eq!(send("a", &card()).await.expect(201), first);
    let other = json!({"address_id": home(1).to_string(), "payment_method": "cash_on_delivery"});
    send("a", &other).await.problem(422, "idempotency_key_reused");
    // Another key means another act of buying, and there is nothing left to buy.
    send("b", &card()).await.problem(409, "cart_empty");
    assert_eq!(shop.store.checkouts().len(), 1);
}

#[tokio::test]
async fn buying_needs_a_key() {
    let shop = Shop::open();
    shop.fill("shopper-1", 11, 2).await;
    let call = || shop.post(CHECKOUTS).by("shopper-1").json(&card());
    call().send().await.problem(400, "idempotency_key_required");
    for wrong in ["", " ", "a b", "ä", &"x".repeat(256)] {
        call().key(wrong).send().await.problem(400, "invalid_idempotency_key");
    }
    shop.post(CHECKOUTS).key("a").json(&card()).send().await.problem(401, "unauthenticated");
    assert_eq!(shop.store.checkouts(), []);
    call().key(&"x".repeat(255)).send().await.expect(201);
}

#[tokio::test]
async fn a_checkout_of_another_shape_is_refused() {
    let shop = Shop::open();
    shop.fill("shopper-1", 11, 2).await;
    let post = async |body: &str| shop.post(CHECKOUTS).by("shopper-1").key("a").text(body).send().await;
    post("{").await.problem(400, "malformed_json");
    post("{}").await.invalid(&[("address_id", "required")]);
    post(r#"{"address_id": "x", "payment_method": "gold"}"#).await.invalid(&[("payment_method", "unknown_value")]);
    post(r#"{"address_id": "x", "payment_method": "card"}"#).await.invalid(&[("address_id", "invalid_id")]);
    let mut body = card();
    body["total"] = usd(1);
    post(&body.to_string()).await.invalid(&[("total", "unknown_field")]);
    let others = json!({"address_id": home(2).to_string(), "payment_method": "card"});
    post(&others.to_string()).await.problem(404, "address_not_found");
    let antarctica = json!({"address_id": ANTARCTICA.to_string(), "payment_method": "card"});
    post(&antarctica.to_string()).await.problem(409, "not_delivered");
    assert_eq!(shop.store.checkouts(), []);
}

#[tokio::test]
async fn goods_that_are_gone_are_named() {
    let shop = Shop::open();
    shop.fill("shopper-1", 11, 4).await;
    shop.fill("shopper-1", 21, 2).await;
    shop.goods.put(Quote { available: 3, ..quote(11) });
    let place = || shop.post(CHECKOUTS).by("shopper-1").key("a").json(&card()).send();
    let problem = place().await.problem(409, "insufficient_stock");
    let short = json!({"variant_id": variant(11), "available": 3});
    assert_eq!((&problem["available"], &problem["items"]), (&json!(3), &json!([short])));
    shop.goods.put(Quote { available: 0, ..quote(21) });
    let problem = place().await.problem(409, "insufficient_stock");
    let items = json!([short, {"variant_id": variant(21), "available": 0}]);
    assert_eq!((problem.get("available"), &problem["items"]), (None, &items));
    assert_eq!((shop.store.checkouts(), shop.goods.active_holds()), (vec![], 0));
}

#[tokio::test]
async fn nobody_pays_another_price_than_they_saw() {
    let shop = Shop::open();
    shop.fill("shopper-1", 11, 1).await;
    shop.goods.put(Quote { unit_price: cents(1_300), ..quote(11) });
    let place = || shop.post(CHECKOUTS).by("shopper-1").key("a").json(&card()).send();
    place().await.problem(409, "cart_changed");
    shop.post(PREVIEW).by("shopper-1").json(&json!({})).send().await.expect(200);
    assert_eq!(place().await.expect(201)["subtotal"], usd(1_300));
}

#[tokio::test]
async fn somebody_elses_checkout_is_not_found() {
    let shop = Shop::open();
    let checkout = shop.buy("card").await;
    let owned = text(&checkout, "/id");
    for id in [owned.as_str(), "chk_00000000000000000000000000", "1", "%FF"] {
        let path = format!("{CHECKOUTS}/{id}");
        for call in [shop.get(&path), shop.post(&format!("{path}/retry-payment")), shop.post(&format!("{path}/cancel"))]
        {
            call.by("shopper-2").send().await.problem(404, "not_found");
        }
        for call in [shop.get(&path), shop.post(&format!("{path}/retry-payment")), shop.post(&format!("{path}/cancel"))]
        {
            call.send().await.problem(401, "unauthenticated");
        }
    }
    assert_eq!(shop.get(&format!("{CHECKOUTS}/{owned}")).by("shopper-1").send().await.expect(200), checkout);
}

#[tokio::test]
async fn a_declined_payment_can_be_tried_again_while_the_goods_are_held() {
    let shop = Shop::open();
    let checkout = shop.buy("card").await;
    let retry = format!("{CHECKOUTS}/{}/retry-payment", text(&checkout, "/id"));
    // A payment that can still be made is the answer.
    assert_eq!(shop.post(&retry).by("shopper-1").send().await.expect(200), checkout);
    let declined = shop.told(&checkout, "failed").await;
    assert_eq!((&declined["status"], &declined["payment"]["status"]), (&json!("payment_failed"), &json!("failed")));
    assert_eq!(declined["payment"]["redirect_url"], json!(null));
    let again = shop.post(&retry).by("shopper-1").send().await.expect(200);
    let payment = text(&again, "/payment/id");
    assert_ne!(payment, text(&checkout, "/payment/id"));
    let expected = json!({
        "id": payment, "method": "card", "status": "open", "redirect_url": format!("/pay/ref-{payment}"),
    });
    assert_eq!((&again["status"], &again["payment"]), (&json!("awaiting_payment"), &expected));
    shop.clock.set(900);
    shop.post(&retry).by("shopper-1").send().await.problem(410, "checkout_expired");
}

#[tokio::test]
async fn an_unpaid_checkout_is_given_up_once() {
    let shop = Shop::open();
    let checkout = shop.buy("card").await;
    let path = format!("{CHECKOUTS}/{}", text(&checkout, "/id"));
    let cancelled = shop.post(&format!("{path}/cancel")).by("shopper-1").send().await.expect(200);
    assert_eq!((&cancelled["status"], &cancelled["payment"]["status"]), (&json!("cancelled"), &json!("cancelled")));
    assert_eq!(cancelled["orders"][0]["status"], "cancelled");
    for step in ["cancel", "retry-payment"] {
        let again = shop.post(&format!("{path}/{step}")).by("shopper-1").send().await;
        again.problem(409, "checkout_not_awaiting_payment");
    }
}
