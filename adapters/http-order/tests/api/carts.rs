//! Accounts' carts.

use fixtures::order::{product_id, quote, user_id};
use order::CartOwner;
use serde_json::{Value, json};

use crate::shop::{Shop, image, options, shop as seller, usd, variant};

const CART: &str = "/api/order/cart";
const ITEMS: &str = "/api/order/cart/items";

fn cart_id(user: u128) -> String {
    CartOwner::Account(user_id(user)).cart_id().to_string()
}

/// A line of so many lamps of a number, of which ten are there.
fn line(lamp: u128, quantity: i64) -> Value {
    let price = i64::try_from(lamp).unwrap() * 100;
    json!({
        "variant_id": variant(lamp),
        "product_id": product_id(lamp + 1_000).to_string(),
        "product_slug": format!("lamp-{lamp}"),
        "title": format!("Lamp {lamp}"),
        "options": options(),
        "sku": format!("L-{lamp}"),
        "image": image(lamp),
        "seller": seller(lamp / 10),
        "quantity": quantity,
        "unit_price": usd(price),
        "line_total": usd(price * quantity),
        "available": 10,
        "changes": [],
    })
}

fn empty(user: u128) -> Value {
    json!({
        "id": cart_id(user), "items": [], "item_count": 0, "subtotal": usd(0), "shipping": null, "total": usd(0),
        "can_check_out": false,
    })
}

#[tokio::test]
async fn a_cart_with_nothing_in_it_is_in_the_shops_currency() {
    let shop = Shop::open();
    assert_eq!(shop.get(CART).by("shopper-1").send().await.expect(200), empty(1));
}

#[tokio::test]
async fn pieces_are_added_set_and_taken_out() {
    let shop = Shop::open();
    let one = json!({"variant_id": variant(11), "quantity": 1});
    shop.post(ITEMS).by("shopper-1").json(&one).send().await.expect(200);
    let two = shop.post(ITEMS).by("shopper-1").json(&one).send().await.expect(200);
    assert_eq!(
        two,
        json!({
            "id": cart_id(1), "items": [line(11, 2)], "item_count": 2, "subtotal": usd(2_200), "shipping": usd(499),
            "total": usd(2_699), "can_check_out": true,
        })
    );
    shop.fill("shopper-1", 21, 1).await;
    let path = format!("{ITEMS}/{}", variant(11));
    let set = shop.patch(&path).by("shopper-1").json(&json!({"quantity": 5})).send().await.expect(200);
    assert_eq!(
        set,
        json!({
            "id": cart_id(1), "items": [line(11, 5), line(21, 1)], "item_count": 6, "subtotal": usd(7_600),
            "shipping": usd(998), "total": usd(8_598), "can_check_out": true,
        })
    );
    assert_eq!(shop.get(CART).by("shopper-1").send().await.expect(200), set);
    let left = shop.delete(&path).by("shopper-1").send().await.expect(200);
    assert_eq!(left["items"], json!([line(21, 1)]));
    // Nobody else has any of it.
    assert_eq!(shop.get(CART).by("shopper-2").send().await.expect(200), empty(2));
}

#[tokio::test]
async fn goods_without_a_picture_have_none() {
    let shop = Shop::open();
    shop.goods.put(order::Quote { image: None, options: Vec::new(), ..quote(11) });
    shop.fill("shopper-1", 11, 1).await;
    let item = &shop.get(CART).by("shopper-1").send().await.expect(200)["items"][0];
    assert_eq!((&item["image"], &item["options"]), (&Value::Null, &json!({})));
}

#[tokio::test]
async fn a_quantity_out_of_range_changes_nothing() {
    let shop = Shop::open();
    shop.fill("shopper-1", 11, 2).await;
    for quantity in ["0", "-1", "10001", "9223372036854775807", "9223372036854775808", "-9223372036854775808"] {
        let add = format!(r#"{{"variant_id": "{}", "quantity": {quantity}}}"#, variant(11));
        let set = format!(r#"{{"quantity": {quantity}}}"#);
        let path = format!("/{}", variant(11));
        for items in [ITEMS, "/api/order/public/cart/items"] {
            let added = shop.post(items).by("shopper-1").text(&add).send().await;
            added.invalid(&[("quantity", "out_of_range")]);
            let set = shop.patch(&format!("{items}{path}")).by("shopper-1").text(&set).send().await;
            set.invalid(&[("quantity", "out_of_range")]);
        }
    }
    assert_eq!(shop.get(CART).by("shopper-1").send().await.expect(200)["items"], json!([line(11, 2)]));
}

#[tokio::test]
async fn a_body_of_another_shape_is_refused() {
    let shop = Shop::open();
    for items in [ITEMS, "/api/order/public/cart/items"] {
        let post = async |body: &str| shop.post(items).by("shopper-1").text(body).send().await;
        for body in ["", "{", "{]", r#"{"variant_id": "x", "quantity": 1} x"#] {
            post(body).await.problem(400, "malformed_json");
        }
        post(r#"{"quantity": 1}"#).await.invalid(&[("variant_id", "required")]);
        post(r#"{"variant_id": 1, "quantity": 1}"#).await.invalid(&[("variant_id", "invalid_type")]);
        post(r#"{"variant_id": "x", "quantity": 1.5}"#).await.invalid(&[("quantity", "invalid_type")]);
        // All that is wrong is told at once.
        post(r#"{"variant_id": "var_x", "quantity": 0}"#)
            .await
            .invalid(&[("variant_id", "invalid_id"), ("quantity", "out_of_range")]);
        let unknown = json!({"variant_id": variant(11), "quantity": 1, "unit_price": usd(1)}).to_string();
        post(&unknown).await.invalid(&[("unit_price", "unknown_field")]);
        let form = shop.post(items).by("shopper-1").header("content-type", "text/plain").raw("{}").send().await;
        form.problem(415, "unsupported_media_type");
        let huge = format!(r#"{{"variant_id": "{}", "quantity": 1}}"#, "x".repeat(64 * 1024));
        post(&huge).await.problem(413, "body_too_large");
        let path = format!("{items}/{}", variant(11));
        let patch = shop.patch(&path).by("shopper-1").json(&json!({"quantity": 1, "note": ""})).send().await;
        patch.invalid(&[("note", "unknown_field")]);
    }
    assert_eq!(shop.get(CART).by("shopper-1").send().await.expect(200), empty(1));
}

#[tokio::test]
async fn what_there_is_not_is_not_found() {
    let shop = Shop::open();
    shop.goods.put(order::Quote { on_sale: false, ..quote(12) });
    for lamp in [12, 99] {
        let body = json!({"variant_id": variant(lamp), "quantity": 1});
        shop.post(ITEMS).by("shopper-1").json(&body).send().await.problem(404, "variant_not_found");
        let path = format!("{ITEMS}/{}", variant(lamp));
        shop.delete(&path).by("shopper-1").send().await.problem(404, "line_not_found");
    }
    let one = json!({"quantity": 1});
    let path = |id: &str| format!("{ITEMS}/{id}");
    shop.patch(&path(&variant(99))).by("shopper-1").json(&one).send().await.problem(404, "variant_not_found");
    shop.patch(&path(&variant(11))).by("shopper-1").json(&one).send().await.problem(404, "line_not_found");
    for id in ["11", "var_", "prd_00000000000000000000000000", "%FF", "%00"] {
        shop.patch(&path(id)).by("shopper-1").json(&one).send().await.problem(404, "not_found");
        shop.delete(&path(id)).by("shopper-1").send().await.problem(404, "not_found");
    }
}

#[tokio::test]
async fn more_than_there_is_says_how_many_there_are() {
    let shop = Shop::open();
    shop.fill("shopper-1", 11, 2).await;
    let items = json!([{"variant_id": variant(11), "available": 10}]);
    let nine = json!({"variant_id": variant(11), "quantity": 9});
    let problem = shop.post(ITEMS).by("shopper-1").json(&nine).send().await.problem(409, "insufficient_stock");
    assert_eq!((&problem["available"], &problem["items"]), (&json!(10), &items));
    assert_eq!(problem["errors"], json!([]));
    let path = format!("{ITEMS}/{}", variant(11));
    let eleven = json!({"quantity": 11});
    let problem = shop.patch(&path).by("shopper-1").json(&eleven).send().await.problem(409, "insufficient_stock");
    assert_eq!((&problem["available"], &problem["items"]), (&json!(10), &items));
    assert_eq!(shop.get(CART).by("shopper-1").send().await.expect(200)["item_count"], json!(2));
}

#[tokio::test]
async fn an_accounts_cart_needs_a_valid_token() {
    let shop = Shop::open();
    let path = format!("{ITEMS}/{}", variant(11));
    let calls = || {
        [
            shop.get(CART),
            shop.post(ITEMS).json(&json!({"variant_id": variant(11), "quantity": 1})),
            shop.patch(&path).json(&json!({"quantity": 1})),
            shop.delete(&path),
            shop.post("/api/order/cart/acknowledge"),
            shop.post("/api/order/cart/merge"),
        ]
    };
    for call in calls() {
        call.send().await.problem(401, "unauthenticated");
    }
    for call in calls() {
        call.by("old-1").send().await.problem(401, "token_expired");
    }
    for call in calls() {
        call.by("forged").send().await.problem(401, "invalid_token");
    }
}
