//! What has changed in the catalogue since the shopper looked last.

use fixtures::order::quote;
use order::Quote;
use serde_json::{Value, json};

use crate::shop::{Shop, usd};

fn changes(cart: &Value) -> Value {
    cart["items"].as_array().unwrap().iter().map(|item| item["changes"].clone()).collect()
}

#[tokio::test]
async fn changes_are_told_until_they_are_taken_note_of() {
    let shop = Shop::open();
    for (lamp, quantity) in [(11, 4), (12, 1), (21, 1)] {
        shop.fill("shopper-1", lamp, quantity).await;
    }
    shop.goods.put(Quote { unit_price: fixtures::order::usd(1_300), available: 3, ..quote(11) });
    shop.goods.put(Quote { on_sale: false, ..quote(12) });
    let seen = shop.get("/api/order/cart").by("shopper-1").send().await.expect(200);
    let price = json!({"kind": "price_changed", "previous": usd(1_100)});
    let quantity = json!({"kind": "quantity_reduced", "previous": 4});
    let gone = json!({"kind": "unavailable"});
    assert_eq!(changes(&seen), json!([[price, quantity], [gone], []]));
    assert_eq!((&seen["items"][0]["quantity"], &seen["items"][0]["line_total"]), (&json!(3), &usd(3_900)));
    // What is not on sale is not available, however many pieces there are.
    assert_eq!((&seen["items"][1]["available"], &seen["items"][1]["line_total"]), (&json!(0), &usd(0)));
    assert_eq!((&seen["subtotal"], &seen["can_check_out"]), (&usd(6_000), &json!(false)));
    assert_eq!(shop.get("/api/order/cart").by("shopper-1").send().await.expect(200), seen);

    let noted = shop.post("/api/order/cart/acknowledge").by("shopper-1").send().await.expect(200);
    assert_eq!(changes(&noted), json!([[], [gone], []]));
    assert_eq!(shop.get("/api/order/cart").by("shopper-1").send().await.expect(200), noted);
}

#[tokio::test]
async fn a_write_tells_changes_once_more() {
    let shop = Shop::open();
    shop.fill("shopper-1", 11, 1).await;
    shop.goods.put(Quote { unit_price: fixtures::order::usd(1_300), ..quote(11) });
    let body = json!({"variant_id": crate::shop::variant(21), "quantity": 1});
    let written = shop.post("/api/order/cart/items").by("shopper-1").json(&body).send().await.expect(200);
    assert_eq!(changes(&written), json!([[{"kind": "price_changed", "previous": usd(1_100)}], []]));
    let after = shop.get("/api/order/cart").by("shopper-1").send().await.expect(200);
    assert_eq!(changes(&after), json!([[], []]));
}
