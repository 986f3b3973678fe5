//! A shopper's orders.

use fixtures::order::{at, product_id};
use order::OrderNumber;
use serde_json::{Value, json};

use crate::shop::{Shop, image, options, shop as seller, text, usd, variant};

fn path(checkout: &Value) -> String {
    format!("/api/order/orders/{}", text(checkout, "/orders/0/id"))
}

/// The order of two lamps 11, as it is when it was just made.
fn pending(checkout: &Value) -> Value {
    let id = text(checkout, "/orders/0/id");
    json!({
        "id": id,
        "number": OrderNumber::of(id.parse().unwrap()).to_string(),
        "checkout_id": checkout["id"],
        "status": "pending_payment",
        "seller": seller(1),
        "items": [{
            "variant_id": variant(11),
            "product_id": product_id(1_011).to_string(),
            "title": "Lamp 11",
            "options": options(),
            "sku": "L-11",
            "image": image(11),
            "quantity": 2,
            "unit_price": usd(1_100),
            "line_total": usd(2_200),
        }],
        "subtotal": usd(2_200),
        "shipping": usd(499),
        "total": usd(2_699),
        "address": {
            "full_name": "Nguyễn An", "phone": "+84 24 3825 3536", "line1": "57 Phố Huế", "line2": "Floor 3",
            "city": "Hà Nội", "region": "Hai Bà Trưng", "postal_code": "11600", "country": "VN",
            "latitude": 21.0175, "longitude": 105.8512,
        },
        "payment": {"id": checkout["payment"]["id"], "method": "card", "status": "open"},
        "refund": null,
        "shipment": null,
        "cancellation": null,
        "can_cancel": true,
        "timeline": [{"status": "pending_payment", "at": at(0).to_string(), "by": "shopper", "note": null}],
        "placed_at": at(0).to_string(),
        "updated_at": at(0).to_string(),
    })
}

#[tokio::test]
async fn an_order_is_shown_whole() {
    let shop = Shop::open();
    let checkout = shop.buy("card").await;
    assert_eq!(shop.get(&path(&checkout)).by("shopper-1").send().await.expect(200), pending(&checkout));
}

#[tokio::test]
async fn an_order_that_was_paid_is_refunded_when_it_is_cancelled() {
    let shop = Shop::open();
    let checkout = shop.buy("card").await;
    shop.clock.set(10);
    let paid = shop.told(&checkout, "succeeded 5298 USD").await;
    assert_eq!(paid["status"], "paid");
    shop.clock.set(20);
    let cancel = format!("{}/cancel", path(&checkout));
    let body = json!({"reason": "  Changed my mind  "});
    let cancelled = shop.post(&cancel).by("shopper-1").json(&body).send().await.expect(200);
    let mut expected = pending(&checkout);
    expected["status"] = json!("cancelled");
    expected["payment"]["status"] = json!("captured");
    expected["refund"] = json!({"id": cancelled["refund"]["id"], "status": "requested", "amount": usd(2_699)});
    expected["cancellation"] = json!({"by": "shopper", "reason": "Changed my mind"});
    expected["can_cancel"] = json!(false);
    expected["updated_at"] = json!(at(20).to_string());
    let timeline = expected["timeline"].as_array_mut().unwrap();
    timeline.push(json!({"status": "paid", "at": at(10).to_string(), "by": "payment_provider", "note": null}));
    let note = "Changed my mind";
    timeline.push(json!({"status": "cancelled", "at": at(20).to_string(), "by": "shopper", "note": note}));
    assert_eq!(cancelled, expected);
    assert!(text(&cancelled, "/refund/id").starts_with("rfd_"));
    assert_eq!(shop.get(&path(&checkout)).by("shopper-1").send().await.expect(200), expected);
    shop.post(&cancel).by("shopper-1").json(&body).send().await.problem(409, "illegal_transition");
}

#[tokio::test]
async fn a_reason_may_be_left_out() {
    for body in [None, Some("null"), Some("{}"), Some(r#"{"reason": null}"#)] {
        let shop = Shop::open();
        let checkout = shop.buy("card").await;
        let call = shop.post(&format!("{}/cancel", path(&checkout))).by("shopper-1");
        let call = match body {
            Some(body) => call.text(body),
            None => call,
        };
        let cancelled = call.send().await.expect(200);
        assert_eq!(cancelled["cancellation"], json!({"by": "shopper", "reason": null}), "{body:?}");
        // Nothing was paid, so the whole checkout is cancelled.
        let checkout = format!("/api/order/checkouts/{}", text(&checkout, "/id"));
        assert_eq!(shop.get(&checkout).by("shopper-1").send().await.expect(200)["status"], "cancelled");
    }
}

#[tokio::test]
async fn a_reason_that_is_no_line_of_text_is_refused() {
    let shop = Shop::open();
    let checkout = shop.buy("card").await;
    let post =
        async |body: Value| shop.post(&format!("{}/cancel", path(&checkout))).by("shopper-1").json(&body).send().await;
    post(json!({"reason": " "})).await.invalid(&[("reason", "empty")]);
    post(json!({"reason": "x".repeat(201)})).await.invalid(&[("reason", "too_long")]);
    post(json!({"reason": "a\u{0}b"})).await.invalid(&[("reason", "control_character")]);
    post(json!({"reason": 1})).await.invalid(&[("reason", "invalid_type")]);
    post(json!({"why": "x"})).await.invalid(&[("why", "unknown_field")]);
    let malformed = shop.post(&format!("{}/cancel", path(&checkout))).by("shopper-1").text("{").send().await;
    malformed.problem(400, "malformed_json");
    let untyped = shop.post(&format!("{}/cancel", path(&checkout))).by("shopper-1").raw("{}").send().await;
    untyped.problem(415, "unsupported_media_type");
    assert_eq!(shop.get(&path(&checkout)).by("shopper-1").send().await.expect(200), pending(&checkout));
}

#[tokio::test]
async fn somebody_elses_order_is_not_found() {
    let shop = Shop::open();
    let checkout = shop.buy("card").await;
    let owned = text(&checkout, "/orders/0/id");
    for id in [owned.as_str(), "ord_00000000000000000000000000", "1", "%FF"] {
        let path = format!("/api/order/orders/{id}");
        let cancel = format!("{path}/cancel");
        // A seller of the goods is not their shopper either.
        for token in ["shopper-2", "seller-1"] {
            shop.get(&path).by(token).send().await.problem(404, "not_found");
            shop.post(&cancel).by(token).send().await.problem(404, "not_found");
        }
        shop.get(&path).send().await.problem(401, "unauthenticated");
        shop.post(&cancel).send().await.problem(401, "unauthenticated");
    }
    assert_eq!(shop.get(&path(&checkout)).by("shopper-1").send().await.expect(200), pending(&checkout));
}
