//! Bad input gets a typed problem, and nothing has changed.

use axum::body::Body;
use fixtures::product::AProduct;
use http::{Method, Request};
use serde_json::{Value, json};

use crate::shop::Shop;

const PRODUCTS: &str = "/api/product/products";

async fn check_nothing_made(shop: &Shop) {
    let list = shop.get_as("red", PRODUCTS).await.expect(200);
    assert_eq!(list["items"], json!([]));
}

/// A new product with one member changed is refused for these fields.
async fn check_refused(shop: &Shop, pointer: &str, value: Value, errors: &[(&str, &str)]) {
    let mut body = shop.new_product().await;
    let (parent, member) = pointer.rsplit_once('/').unwrap();
    body.pointer_mut(parent).unwrap()[member] = value;
    shop.post("red", PRODUCTS, &body).await.expect_problem(422, "validation_failed", errors);
}

#[tokio::test]
async fn content_that_breaks_a_rule_names_the_field() {
    let shop = Shop::open().await;
    let check = |pointer: &'static str, value: Value, errors: &'static [(&'static str, &'static str)]| {
        check_refused(&shop, pointer, value, errors)
    };
    check("/title", json!(""), &[("title", "empty")]).await;
    check("/title", json!("x".repeat(301)), &[("title", "too_long")]).await;
    check("/title", json!("a\u{0}b"), &[("title", "control_character")]).await;
    check("/title", json!("a\u{1b}[31mb"), &[("title", "control_character")]).await;
    check("/title", json!(5), &[("title", "invalid_type")]).await;
    check("/title", Value::Null, &[("title", "invalid_type")]).await;
    check("/description", json!("x".repeat(20_001)), &[("description", "too_long")]).await;
    check("/description", json!("a\u{7}b"), &[("description", "control_character")]).await;
    check("/category_id", json!("cat_x"), &[("category_id", "invalid_id")]).await;
    check("/category_id", json!("prd_00000000000000000000000001"), &[("category_id", "invalid_id")]).await;
    check("/category_id", json!("cat_00000000000000000000000009"), &[("category_id", "unknown_category")]).await;
    check("/status", json!("archived"), &[("status", "unknown_value")]).await;
    check("/status", json!("disabled"), &[("status", "unknown_value")]).await;
    check("/colour", json!(1), &[("colour", "unknown_field")]).await;
    check("/variants", json!([]), &[("variants", "too_few")]).await;
    check("/variants/0/sku", json!("B"), &[("variants[1].sku", "repeated")]).await;
    check("/variants/0/options", json!({"Colour": "Green"}), &[("variants[0].options", "options_mismatch")]).await;
    check("/variants/0/options", json!({}), &[("variants[0].options", "options_mismatch")]).await;
    check("/variants/0/weight", json!(1), &[("variants[0].weight", "unknown_field")]).await;
    check("/variants/0/price/amount", json!(0), &[("variants[0].price.amount", "out_of_range")]).await;
    check("/variants/0/price/amount", json!(-1), &[("variants[0].price.amount", "out_of_range")]).await;
    check("/variants/0/price/amount", json!(1_u64 << 63), &[("variants[0].price.amount", "out_of_range")]).await;
    check("/variants/0/price/amount", json!(i64::MAX), &[("variants[0].price.amount", "out_of_range")]).await;
    check("/variants/0/price/amount", json!(19.99), &[("variants[0].price.amount", "invalid_type")]).await;
    check("/variants/0/price/amount", json!("1999"), &[("variants[0].price.amount", "invalid_type")]).await;
    check("/variants/0/price/currency", json!("EUR"), &[("variants[0].price.currency", "currency_mismatch")]).await;
    check("/variants/0/price/currency", json!("XXX"), &[("variants[0].price.currency", "unknown_currency")]).await;
    check("/variants/0/list_price/amount", json!(1999), &[("variants[0].list_price", "list_price_too_low")]).await;
    check("/variants/0/stock", json!(-1), &[("variants[0].stock", "out_of_range")]).await;
    check("/variants/0/stock", json!(1_u64 << 63), &[("variants[0].stock", "out_of_range")]).await;
    check("/variants/0/stock", Value::Null, &[("variants[0].stock", "required")]).await;
    check(
        "/variants/0/image_id",
        json!("img_00000000000000000000000001"),
        &[("variants[0].image_id", "unknown_image")],
    )
    .await;
    check("/option_groups/0/values", json!(["Red", "Red", "Blue"]), &[("option_groups[0].values[1]", "repeated")])
        .await;
    check("/specifications/0/value", json!(""), &[("specifications[0].value", "empty")]).await;
    check_refused(
        &shop,
        "/option_groups",
        (0..4).map(|n| json!({"name": format!("G{n}"), "values": ["a"]})).collect(),
        &[("option_groups", "too_many")],
    )
    .await;
    check_refused(
        &shop,
        "/specifications",
        (0..101).map(|n| json!({"name": format!("n{n}"), "value": "v"})).collect(),
        &[("specifications", "too_many")],
    )
    .await;
    check_nothing_made(&shop).await;
}

#[tokio::test]
async fn all_that_is_wrong_is_told_at_once() {
    let shop = Shop::open().await;
    let mut body = shop.new_product().await;
    body["title"] = json!("");
    body["variants"][1]["price"]["amount"] = json!(0);
    body["variants"][1]["stock"] = json!(-5);
    shop.post("red", PRODUCTS, &body).await.expect_problem(
        422,
        "validation_failed",
        &[("title", "empty"), ("variants[1].price.amount", "out_of_range"), ("variants[1].stock", "out_of_range")],
    );
}

#[tokio::test]
async fn a_body_that_cannot_be_read_is_refused() {
    let shop = Shop::open().await;
    let send = |content_type: &'static str, body: Vec<u8>| {
        let request = Request::builder()
            .method(Method::POST)
            .uri(PRODUCTS)
            .header("authorization", "Bearer red")
            .header("content-type", content_type)
            .body(Body::from(body))
            .unwrap();
        shop.send(request)
    };
    send("application/json", b"{\"title\": ".to_vec()).await.expect_problem(400, "malformed_json", &[]);
    send("application/json", Vec::new()).await.expect_problem(400, "malformed_json", &[]);
    send("application/json", b"{\"title\": \"\xff\"}".to_vec()).await.expect_problem(400, "malformed_json", &[]);
    send("text/plain", b"{}".to_vec()).await.expect_problem(415, "unsupported_media_type", &[]);
    send("application/json", vec![b' '; 11 * 1024 * 1024]).await.expect_problem(413, "body_too_large", &[]);
    send("application/json", b"{}".to_vec()).await.expect_problem(422, "validation_failed", &[("title", "required")]);
    check_nothing_made(&shop).await;
}

#[tokio::test]
async fn nobody_else_gets_at_a_sellers_products() {
    let shop = Shop::open().await;
    let id = shop.create().await;
    let path = format!("{PRODUCTS}/{id}");
    let images = format!("{path}/images");
    let image = format!("{images}/img_00000000000000000000000001");
    let order = json!({"image_ids": []});
    let change = json!({"title": "Mine now"});
    let (reason, category) = (json!({"reason": "x"}), json!({"name": "x"}));
    let (get, post, put, patch, delete) = (Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE);
    let own: Vec<(&Method, String, Option<&Value>)> = vec![
        (&get, path.clone(), None),
        (&patch, path.clone(), Some(&change)),
        (&delete, path.clone(), None),
        (&post, images.clone(), None),
        (&delete, image, None),
        (&put, format!("{images}/order"), Some(&order)),
    ];
    for (method, path, body) in &own {
        for (who, status, code) in [
            ("blue", 404, "not_found"),
            ("shopper", 403, "not_a_seller"),
            ("admin", 403, "not_a_seller"),
            ("", 401, "unauthenticated"),
            ("old", 401, "token_expired"),
            ("forged", 401, "invalid_token"),
        ] {
            shop.call(who, (*method).clone(), path, *body).await.expect_problem(status, code, &[]);
        }
    }
    let new = shop.new_product().await;
    shop.get_as("shopper", PRODUCTS).await.expect_problem(403, "not_a_seller", &[]);
    shop.post("shopper", PRODUCTS, &new).await.expect_problem(403, "not_a_seller", &[]);
    // Before anything else: who may not is not told what would be wrong.
    shop.post("shopper", PRODUCTS, &{
        let mut bad = new.clone();
        bad["title"] = json!("");
        bad
    })
    .await
    .expect_problem(403, "not_a_seller", &[]);
    for who in ["red", "shopper"] {
        shop.post(who, &format!("{path}/disable"), &reason).await.expect_problem(403, "forbidden", &[]);
        shop.call(who, Method::POST, &format!("{path}/enable"), None).await.expect_problem(403, "forbidden", &[]);
        shop.post(who, "/api/product/categories", &category).await.expect_problem(403, "forbidden", &[]);
    }
    let after = shop.get_as("red", &path).await.expect(200);
    assert_eq!((&after["title"], &after["version"]), (&json!("Running shoe"), &json!(1)));
}

#[tokio::test]
async fn a_list_is_asked_for_properly() {
    let shop = Shop::open().await;
    for (query, errors) in [
        ("min_price=-1", vec![("min_price", "out_of_range")]),
        ("max_price=9223372036854775807", vec![("max_price", "out_of_range")]),
        ("min_price=2&max_price=1", vec![("max_price", "out_of_range")]),
        ("limit=0", vec![("limit", "out_of_range")]),
        ("limit=101", vec![("limit", "out_of_range")]),
        ("option=Colour", vec![("option", "malformed")]),
        ("option=:Red", vec![("option", "empty")]),
        ("sort=cheapest", vec![("sort", "unknown_value")]),
        ("colour=red", vec![("colour", "unknown_field")]),
        ("q=a%00b", vec![("q", "control_character")]),
        (&format!("q={}", "x".repeat(201)), vec![("q", "too_long")]),
    ] {
        let answer = shop.get(&format!("/api/product/public/products?{query}")).await;
        answer.expect_problem(422, "validation_failed", &errors);
    }
    for query in ["min_price=cheap", "min_price=9223372036854775808", "limit=-1", "in_stock=maybe"] {
        let answer = shop.get(&format!("/api/product/public/products?{query}")).await;
        assert_eq!(
            (answer.expect(422)["code"].clone(), answer.json()["errors"][0]["field"].clone()),
            (json!("validation_failed"), json!(query.split('=').next()))
        );
    }
    let too_many = "option=a:b&".repeat(51);
    let answer = shop.get(&format!("/api/product/public/products?{too_many}")).await;
    answer.expect_problem(422, "validation_failed", &[("option", "too_many")]);
}

#[tokio::test]
async fn search_syntax_is_only_ever_data() {
    let shop = Shop::open().await;
    shop.make(AProduct::new(1, "Red shoe")).await;
    for text in [
        "%22",
        "%22%22%22",
        "*",
        "NEAR(a%20b)",
        "title:red",
        "red%20AND",
        "-red",
        "(((",
        "%27;drop%20table%20products;--",
        "%27%20or%201=1%20--",
        "%25",
        "_",
        "%5C",
        "red%20OR%20blue",
    ] {
        for path in ["products", "suggestions"] {
            shop.get(&format!("/api/product/public/{path}?q={text}")).await.expect(200);
        }
    }
    let listing = shop.get("/api/product/public/products?q=red").await.expect(200);
    assert_eq!(listing["total"], 1);
}

#[tokio::test]
async fn a_cursor_that_was_changed_or_belongs_elsewhere_is_refused() {
    let shop = Shop::open().await;
    for n in 1..=3 {
        shop.make(AProduct::new(n, "Shoe")).await;
    }
    let list = "/api/product/public/products";
    let page = shop.get(&format!("{list}?limit=1&q=shoe&sort=newest")).await.expect(200);
    let cursor = page["next_cursor"].as_str().unwrap();
    shop.get(&format!("{list}?limit=2&q=shoe&sort=newest&cursor={cursor}")).await.expect(200);
    for query in [
        format!("q=shoe&sort=newest&cursor={}x", cursor),
        format!("q=shoe&sort=newest&cursor=A{}", &cursor[1..]),
        format!("q=shoe&sort=price_asc&cursor={cursor}"),
        format!("q=boot&sort=newest&cursor={cursor}"),
        format!("q=shoe&sort=newest&in_stock=true&cursor={cursor}"),
        "cursor=".to_owned(),
        "cursor=%27%20or%201=1".to_owned(),
    ] {
        shop.get(&format!("{list}?{query}")).await.expect_problem(400, "invalid_cursor", &[]);
    }
}
