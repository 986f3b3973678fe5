//! What sellers and administrators do.

use fixtures::product::{AProduct, pieces};
use kernel::{CheckoutId, Uuid};
use serde_json::{Value, json};

use crate::shop::Shop;

const PRODUCTS: &str = "/api/product/products";

#[tokio::test]
async fn a_seller_offers_something_and_shoppers_see_it() {
    let shop = Shop::open().await;
    let made = shop.post("red", PRODUCTS, &shop.new_product().await).await.expect(201);
    assert_eq!(
        (&made["status"], &made["version"], &made["disabled_reason"]),
        (&json!("active"), &json!(1), &Value::Null)
    );
    assert_eq!(made["seller"]["slug"], "red-shop");
    assert_eq!(made["category"]["path"].as_array().unwrap().len(), 2);
    let variant = &made["variants"][0];
    assert_eq!((&variant["stock"], &variant["held"], &variant["sold"]), (&json!(5), &json!(0), &json!(0)));
    assert_eq!(variant["options"], json!({"Colour": "Red"}));
    let id = made["id"].as_str().unwrap();
    let public = shop.get(&format!("/api/product/public/products/{id}")).await.expect(200);
    assert_eq!(public["title"], "Running shoe");
    assert_eq!(shop.get_as("red", &format!("{PRODUCTS}/{id}")).await.expect(200), made);
}

#[tokio::test]
async fn a_sellers_list_is_their_own() {
    let shop = Shop::open().await;
    let ids = [shop.create().await, shop.create().await, shop.create().await];
    shop.delete("red", &format!("{PRODUCTS}/{}", ids[1])).await.expect(204);
    shop.make(AProduct::new(1, "Of another").of_seller(2)).await;
    let list = |query: &'static str| {
        let shop = &shop;
        async move { shop.get_as("red", &format!("{PRODUCTS}{query}")).await.expect(200) }
    };
    let found = |page: &Value| page["items"].as_array().unwrap().iter().map(|p| p["id"].clone()).collect::<Vec<_>>();
    assert_eq!(found(&list("").await), [&ids[2], &ids[1], &ids[0]].map(|id| json!(id)));
    assert_eq!(found(&list("?status=archived").await), [json!(ids[1])]);
    let first = list("?limit=2").await;
    let cursor = first["next_cursor"].as_str().unwrap();
    let second = shop.get_as("red", &format!("{PRODUCTS}?limit=2&cursor={cursor}")).await.expect(200);
    assert_eq!(found(&second), [json!(ids[0])]);
    shop.get_as("blue", &format!("{PRODUCTS}?cursor={cursor}")).await.expect_problem(400, "invalid_cursor", &[]);
}

#[tokio::test]
async fn a_change_changes_what_it_names_and_nothing_else() {
    let shop = Shop::open().await;
    let id = shop.create().await;
    let path = format!("{PRODUCTS}/{id}");
    let before = shop.get_as("red", &path).await.expect(200);
    let after =
        shop.patch("red", &path, &json!({"title": "Faster shoe", "description": "", "version": 1})).await.expect(200);
    assert_eq!(
        (&after["title"], &after["description"], &after["version"]),
        (&json!("Faster shoe"), &json!(""), &json!(2))
    );
    assert_eq!((&after["variants"], &after["slug"]), (&before["variants"], &before["slug"]));
    let checkout = CheckoutId::from_uuid(Uuid::from_u128(1));
    let variant = before["variants"][0]["id"].as_str().unwrap().parse().unwrap();
    shop.app.hold.execute(checkout, &[(variant, pieces(2))], fixtures::product::at(2000)).await.unwrap();
    let variants = json!([
        {"sku": "R", "options": {"Colour": "Red"}, "price": {"amount": 1500, "currency": "USD"}},
        {"sku": "G", "options": {"Colour": "Green"}, "price": {"amount": 1600, "currency": "USD"}, "stock": 3}
    ]);
    let groups = json!([{"name": "Colour", "values": ["Red", "Green"]}]);
    let after = shop.patch("red", &path, &json!({"variants": variants, "option_groups": groups})).await.expect(200);
    let red = &after["variants"][0];
    assert_eq!(red["id"], before["variants"][0]["id"]);
    assert_eq!((&red["stock"], &red["held"], &red["available"]), (&json!(3), &json!(2), &json!(3)));
    assert_eq!((&red["price"]["amount"], &red["list_price"]), (&json!(1500), &Value::Null));
    assert_eq!(after["variants"][1]["stock"], 3);
    assert_eq!(after["version"], 3);
    let same = shop.patch("red", &path, &json!({})).await.expect(200);
    assert_eq!(same, after);
    shop.patch("red", &path, &json!({"title": "x", "version": 1})).await.expect_problem(409, "version_conflict", &[]);
}

#[tokio::test]
async fn a_product_lives_as_its_seller_decides() {
    let shop = Shop::open().await;
    let mut draft = shop.new_product().await;
    draft["status"] = json!("draft");
    let made = shop.post("red", PRODUCTS, &draft).await.expect(201);
    let (id, path) = (made["id"].as_str().unwrap(), format!("{PRODUCTS}/{}", made["id"].as_str().unwrap()));
    let public = format!("/api/product/public/products/{id}");
    shop.get(&public).await.expect_problem(404, "not_found", &[]);
    shop.patch("red", &path, &json!({"status": "active"})).await.expect(200);
    shop.get(&public).await.expect(200);
    for _ in 0..2 {
        shop.delete("red", &path).await.expect(204);
    }
    shop.get(&public).await.expect_problem(404, "not_found", &[]);
    assert_eq!(shop.get_as("red", &path).await.expect(200)["status"], "archived");
}

#[tokio::test]
async fn an_administrator_disables_and_enables() {
    let shop = Shop::open().await;
    let id = shop.create().await;
    let (disable, enable) = (format!("{PRODUCTS}/{id}/disable"), format!("{PRODUCTS}/{id}/enable"));
    let disabled = shop.post("admin", &disable, &json!({"reason": "Counterfeit"})).await.expect(200);
    assert_eq!((&disabled["status"], &disabled["disabled_reason"]), (&json!("disabled"), &json!("Counterfeit")));
    shop.get(&format!("/api/product/public/products/{id}")).await.expect_problem(404, "not_found", &[]);
    shop.post("admin", &disable, &json!({"reason": "x"})).await.expect_problem(409, "illegal_transition", &[]);
    let path = format!("{PRODUCTS}/{id}");
    shop.patch("red", &path, &json!({"status": "active"})).await.expect_problem(409, "illegal_transition", &[]);
    shop.delete("red", &path).await.expect_problem(409, "illegal_transition", &[]);
    let enabled = shop.call("admin", http::Method::POST, &enable, None).await.expect(200);
    assert_eq!((&enabled["status"], &enabled["disabled_reason"]), (&json!("active"), &Value::Null));
    shop.call("admin", http::Method::POST, &enable, None).await.expect_problem(409, "illegal_transition", &[]);
    shop.post("admin", &disable, &json!({"reason": " "})).await.expect_problem(
        422,
        "validation_failed",
        &[("reason", "empty")],
    );
    let nobody = format!("{PRODUCTS}/prd_00000000000000000000000009/disable");
    shop.post("admin", &nobody, &json!({"reason": "x"})).await.expect_problem(404, "not_found", &[]);
}

#[tokio::test]
async fn an_administrator_adds_categories() {
    let shop = Shop::open().await;
    let path = "/api/product/categories";
    let parent = shop.category_number(1).await.to_string();
    let made = shop.post("admin", path, &json!({"name": "Hats", "parent_id": parent})).await.expect(201);
    assert_eq!(
        (&made["slug"], &made["parent_id"], &made["product_count"]),
        (&json!("hats"), &json!(parent), &json!(0))
    );
    let tree = shop.get("/api/product/public/categories").await.expect(200);
    assert_eq!(tree["items"][2]["name"], "Hats");
    let again = json!({"name": "Hats", "parent_id": parent});
    shop.post("admin", path, &again).await.expect_problem(409, "name_taken", &[]);
    for (body, errors) in [
        (json!({"name": ""}), [("name", "empty")]),
        (json!({"name": "x".repeat(101)}), [("name", "too_long")]),
        (json!({"name": "x", "parent_id": "cat_x"}), [("parent_id", "invalid_id")]),
        (json!({"name": "x", "parent_id": "cat_00000000000000000000000009"}), [("parent_id", "unknown_category")]),
        (json!({"name": "x", "colour": 1}), [("colour", "unknown_field")]),
    ] {
        shop.post("admin", path, &body).await.expect_problem(422, "validation_failed", &errors);
    }
}
