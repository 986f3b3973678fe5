//! What bad input gets: a typed problem, and nothing has changed.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::io::Write;

use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};
use tradepost_integration::seed::{
    Goods, PASSWORD, add_to_cart, address, category, check_out, goods, key, product_body, seller, shopper,
};
use tradepost_integration::{Answer, Shop, Visitor, text};

async fn raw(visitor: &Visitor, path: &str, body: impl Into<reqwest::Body>) -> Answer {
    visitor.send(visitor.request(Method::POST, path).header("content-type", "application/json").body(body)).await
}

#[tokio::test]
async fn a_body_that_is_no_json_of_the_right_shape() {
    let shop = Shop::open();
    let visitor = shop.visitor();
    let path = "/api/user/public/register";
    for text in ["", "{", "[1,", "{\"email\": \"a@example.com\"} x", "\u{0}"] {
        raw(&visitor, path, text).await.expect_problem(400, "malformed_json");
    }
    raw(&visitor, path, r#"{"email": 7, "password": "x", "name": "x"}"#).await.expect_invalid("email", "invalid_type");
    raw(&visitor, path, r#"{"email": "a@example.com", "password": "long enough"}"#)
        .await
        .expect_invalid("name", "required");
    let unknown = json!({"email": "a@example.com", "password": "long enough", "name": "A", "roles": ["administrator"]});
    visitor.post(path, &unknown).await.expect_invalid("roles", "unknown_field");
    let form = visitor.request(Method::POST, path).header("content-type", "text/plain").body("{}");
    visitor.send(form).await.expect_problem(415, "unsupported_media_type");
    // None of them made an account.
    let login = json!({"email": "a@example.com", "password": "long enough"});
    visitor.post("/api/user/public/login", &login).await.expect_problem(401, "invalid_credentials");
}

#[tokio::test]
async fn a_body_that_is_too_large() {
    let shop = Shop::open();
    let visitor = shop.visitor();
    let huge = format!(r#"{{"email": "a@example.com", "password": "x", "name": "{}"}}"#, "x".repeat(11 << 20));
    raw(&visitor, "/api/user/public/register", huge).await.expect_problem(413, "body_too_large");
}

#[tokio::test]
async fn text_that_is_too_long_or_holds_control_characters() {
    let shop = Shop::open();
    let visitor = shop.visitor();
    let register = async |name: &str| {
        let body = json!({"email": "a@example.com", "password": "long enough", "name": name});
        visitor.post("/api/user/public/register", &body).await
    };
    register(&"x".repeat(10_000)).await.expect_invalid("name", "too_long");
    register("a\u{0}b").await.expect_invalid("name", "control_character");
    register("a\u{1b}[31mb").await.expect_invalid("name", "control_character");
    register("  ").await.expect_invalid("name", "empty");
    let (category, seller) = (category(&shop).await, seller(&shop).await);
    let mut product = product_body(&category, 100, 1);
    product["title"] = json!("x".repeat(301));
    seller.post("/api/product/products", &product).await.expect_invalid("title", "too_long");
    product["title"] = json!("line\nbreak");
    seller.post("/api/product/products", &product).await.expect_invalid("title", "control_character");
    assert_eq!(seller.get("/api/product/products").await.expect(200)["items"], json!([]));
}

#[tokio::test]
async fn a_price_or_a_quantity_out_of_range() {
    let shop = Shop::open();
    let goods = goods(&shop, 1_000, 5).await;
    let shopper = shopper(&shop).await;
    let category = category(&shop).await;
    for wrong in ["0", "-1", "9223372036854775808"] {
        let body =
            product_body(&category, 100, 1).to_string().replace("\"amount\":100", &format!("\"amount\":{wrong}"));
        raw(&goods.seller, "/api/product/products", body).await.expect_problem(422, "validation_failed");
        let body = format!(r#"{{"variant_id": "{}", "quantity": {wrong}}}"#, goods.variant);
        raw(&shopper, "/api/order/cart/items", body).await.expect_problem(422, "validation_failed");
    }
    assert_eq!(shopper.get("/api/order/cart").await.expect(200)["items"], json!([]));
    assert_eq!(goods.seller.get("/api/product/products").await.expect(200)["items"].as_array().unwrap().len(), 1);
    let too_many = json!({"variant_id": goods.variant, "quantity": 6});
    let problem = shopper.post("/api/order/cart/items", &too_many).await.expect_problem(409, "insufficient_stock");
    assert_eq!(problem["available"], json!(5));
}

#[tokio::test]
async fn what_belongs_to_another_shopper() {
    let shop = Shop::open();
    let goods = goods(&shop, 1_000, 5).await;
    let (owner, thief) = (shopper(&shop).await, shopper(&shop).await);
    add_to_cart(&owner, &goods.variant, 1).await;
    let checkout = check_out(&owner, "card").await;
    let (order, id) = (text(&checkout, "/orders/0/id"), text(&checkout, "/id"));
    let owned = text(&owner.get("/api/user/addresses").await.expect(200), "/items/0/id");

    let wanted = json!({
        "full_name": "Thief", "phone": "1", "line1": "x", "city": "x", "country": "GB", "is_default": true,
    });
    thief.put(&format!("/api/user/addresses/{owned}"), &wanted).await.expect_problem(404, "not_found");
    thief.delete(&format!("/api/user/addresses/{owned}")).await.expect_problem(404, "not_found");
    thief.get(&format!("/api/order/orders/{order}")).await.expect_problem(404, "not_found");
    thief.post(&format!("/api/order/orders/{order}/cancel"), &json!({})).await.expect_problem(404, "not_found");
    thief.get(&format!("/api/order/checkouts/{id}")).await.expect_problem(404, "not_found");
    add_to_cart(&thief, &goods.variant, 1).await;
    let body = json!({"address_id": owned, "payment_method": "card"});
    assert_eq!(thief.post_once("/api/order/checkouts", &key(), &body).await.status, 404);

    // Marking somebody else's notification as read does nothing.
    tradepost_integration::wait_for("the owner's notification", || async {
        (owner.get("/api/notification/unread-count").await.expect(200)["count"] == 1).then_some(())
    })
    .await;
    let notification = text(&owner.get("/api/notification/notifications").await.expect(200), "/items/0/id");
    thief.post("/api/notification/read", &json!({"ids": [notification]})).await.expect(200);
    assert_eq!(owner.get("/api/notification/unread-count").await.expect(200), json!({"count": 1}));

    assert_eq!(owner.get(&format!("/api/order/orders/{order}")).await.expect(200)["status"], "pending_payment");
    assert_eq!(text(&owner.get("/api/user/addresses").await.expect(200), "/items/0/full_name"), "Ada Lovelace");
    assert_eq!(goods.pieces().await, (4, 1, 0));
}

#[tokio::test]
async fn what_belongs_to_another_seller() {
    let shop = Shop::open();
    let goods = goods(&shop, 1_000, 5).await;
    let (buyer, other) = (shopper(&shop).await, seller(&shop).await);
    add_to_cart(&buyer, &goods.variant, 1).await;
    let order = text(&check_out(&buyer, "cash_on_delivery").await, "/orders/0/id");

    let product = format!("/api/product/products/{}", goods.product);
    other.get(&product).await.expect_problem(404, "not_found");
    other.patch(&product, &json!({"title": "Mine now"})).await.expect_problem(404, "not_found");
    other.delete(&product).await.expect_problem(404, "not_found");
    for step in ["confirm", "deliver"] {
        other.post_empty(&format!("/api/order/seller/orders/{order}/{step}")).await.expect_problem(404, "not_found");
    }
    // A shopper is no seller at all, and no administrator.
    let product_body = product_body("cat_00000000000000000000000000", 1, 1);
    for refused in [
        buyer.post("/api/product/products", &product_body).await,
        buyer.get("/api/product/products").await,
        buyer.get("/api/order/seller/orders").await,
        buyer.post("/api/product/categories", &json!({"name": "Mine"})).await,
    ] {
        assert_eq!(refused.status, 403, "{}", refused.body);
        let code = text(&refused.body, "/code");
        refused.expect_problem(403, &code);
    }
    assert_eq!(buyer.get(&format!("/api/order/orders/{order}")).await.expect(200)["status"], "placed");
    goods.seller.get(&product).await.expect(200);
}

#[tokio::test]
async fn a_token_that_is_forged_or_for_nobody() {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let shop = Shop::open();
    let shopper = shopper(&shop).await;
    let parts: Vec<&str> = shopper.token().split('.').collect();
    let none = URL_SAFE_NO_PAD.encode(br#"{"alg":"none","typ":"JWT"}"#);
    let claims = String::from_utf8(URL_SAFE_NO_PAD.decode(parts[1]).unwrap()).unwrap();
    let administrator = URL_SAFE_NO_PAD.encode(claims.replace("shopper", "administrator"));
    let forged = [
        format!("{none}.{}.", parts[1]),
        format!("{none}.{}.{}", parts[1], parts[2]),
        format!("{}.{administrator}.{}", parts[0], parts[2]),
        format!("{}.{}.", parts[0], parts[1]),
        "x".to_owned(),
    ];
    for token in forged {
        shopper.with_token(token).get("/api/user/me").await.expect_problem(401, "invalid_token");
    }
    shop.visitor().get("/api/user/me").await.expect_problem(401, "unauthenticated");
    let spoofed = shop
        .visitor()
        .request(Method::GET, "/api/user/me")
        .header("x-user-id", "usr_1")
        .header("x-user-roles", "administrator");
    shop.visitor().send(spoofed).await.expect_problem(401, "unauthenticated");
    assert_eq!(shopper.get("/api/user/public/verify").await.status, 200);
    assert_eq!(shop.visitor().get("/api/user/public/verify").await.status, 401);
}

#[tokio::test]
async fn a_refresh_token_that_is_used_twice_ends_the_session() {
    let shop = Shop::open();
    let visitor = shop.visitor();
    let body = json!({"email": "ada@example.com", "password": PASSWORD, "name": "Ada"});
    let answer = visitor.post("/api/user/public/register", &body).await;
    let cookie = answer.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    visitor.post_empty("/api/user/public/refresh").await.expect(200);
    // Somebody who stole the first cookie comes with it.
    let thief = shop.visitor();
    let request = thief.request(Method::POST, "/api/user/public/refresh").header("cookie", &cookie);
    thief.send(request).await.expect_problem(401, "session_revoked");
    // The whole family is over, the owner's newer token too.
    visitor.post_empty("/api/user/public/refresh").await.expect_problem(401, "session_revoked");
}

#[tokio::test]
async fn guessing_passwords_is_slowed_down() {
    let shop = Shop::open();
    let mut owner = shop.visitor();
    owner.register("ada@example.com", PASSWORD, "Ada").await;
    let guess = json!({"email": "ada@example.com", "password": "not this one"});
    for _ in 0..10 {
        shop.visitor().post("/api/user/public/login", &guess).await.expect_problem(401, "invalid_credentials");
    }
    let answer = shop.visitor().post("/api/user/public/login", &guess).await;
    assert!(answer.headers.contains_key("retry-after"), "{:?}", answer.headers);
    answer.expect_problem(429, "too_many_requests");
}

#[tokio::test]
async fn a_webhook_that_is_not_the_providers() {
    let shop = Shop::open();
    let visitor = shop.visitor();
    let path = "/api/order/public/webhooks/sandbox";
    let event = r#"{"id":"evt","type":"payment.succeeded"}"#;
    raw(&visitor, path, event).await.expect_problem(400, "invalid_signature");
    let signed = visitor.request(Method::POST, path).header("sandbox-signature", "t=1,v1=00").body(event);
    visitor.send(signed).await.expect_problem(400, "invalid_signature");
    assert_eq!(raw(&visitor, "/api/order/public/webhooks/nobody", event).await.status, 404);
}

#[tokio::test]
async fn webhooks_that_come_late_twice_and_out_of_order_have_one_effect() {
    let shop = Shop::open();
    let goods = goods(&shop, 1_000, 5).await;
    let shopper = shopper(&shop).await;
    add_to_cart(&shopper, &goods.variant, 2).await;
    let checkout = check_out(&shopper, "card").await;
    let page = text(&checkout, "/payment/redirect_url");
    let visitor = shop.visitor();
    let approve = visitor.request(Method::POST, &format!("{page}/approve")).form(&[
        ("delay_ms", "50"),
        ("copies", "3"),
        ("order", "reversed"),
    ]);
    assert_eq!(visitor.send(approve).await.status, 303);
    tradepost_integration::seed::checkout_in_status(&shopper, &text(&checkout, "/id"), "paid").await;
    tradepost_integration::seed::pieces_become(&goods, (3, 0, 2)).await;
    let told = tradepost_integration::wait_for("the shopper to be told of the payment", || async {
        let body = shopper.get("/api/notification/notifications").await.expect(200);
        let kinds: Vec<String> = body["items"].as_array().unwrap().iter().map(|item| text(item, "/kind")).collect();
        kinds.contains(&"order_paid".to_owned()).then_some(kinds)
    })
    .await;
    assert_eq!(told, ["order_paid", "order_placed"]);
}

/// A PNG that says it has 50,000 × 50,000 pixels, in some hundred bytes.
fn bomb() -> Vec<u8> {
    fn chunk(out: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
        out.extend_from_slice(&u32::try_from(data.len()).unwrap().to_be_bytes());
        let mut crc = !0_u32;
        for &byte in kind.iter().chain(data) {
            crc ^= u32::from(byte);
            for _ in 0..8 {
                crc = if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
            }
        }
        out.extend_from_slice(kind);
        out.extend_from_slice(data);
        out.extend_from_slice(&(!crc).to_be_bytes());
    }
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut header = Vec::new();
    header.write_all(&50_000_u32.to_be_bytes()).unwrap();
    header.write_all(&50_000_u32.to_be_bytes()).unwrap();
    header.write_all(&[8, 2, 0, 0, 0]).unwrap();
    chunk(&mut png, b"IHDR", &header);
    chunk(&mut png, b"IDAT", &[0x78, 0x9c, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01]);
    chunk(&mut png, b"IEND", &[]);
    png
}

async fn upload(goods: &Goods, name: &str, bytes: Vec<u8>) -> Answer {
    let path = format!("/api/product/products/{}/images", goods.product);
    let form = Form::new().part("file", Part::bytes(bytes).file_name(name.to_owned()));
    goods.seller.send(goods.seller.request(Method::POST, &path).multipart(form)).await
}

#[tokio::test]
async fn a_picture_that_is_none() {
    let shop = Shop::open();
    let goods = goods(&shop, 1_000, 5).await;
    let svg = br#"<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>"#;
    for (name, bytes) in
        [("zip.png", b"PK\x03\x04rest of an archive".to_vec()), ("script.jpg", svg.to_vec()), ("empty.webp", vec![])]
    {
        let answer = upload(&goods, name, bytes).await;
        assert!(matches!(answer.status, 415 | 422), "{name}: {} {}", answer.status, answer.body);
    }
    let answer = upload(&goods, "bomb.png", bomb()).await;
    assert!(matches!(answer.status, 413 | 422), "{} {}", answer.status, answer.body);
    let product = goods.seller.get(&format!("/api/product/products/{}", goods.product)).await.expect(200);
    assert_eq!(product["images"], json!([]));
    // The connection ends with this one: the shop does not read on.
    upload(&goods, "huge.png", vec![0; 11 << 20]).await.expect_problem(413, "body_too_large");
}

#[tokio::test]
async fn search_text_that_is_a_query_language() {
    let shop = Shop::open();
    let goods = goods(&shop, 1_000, 5).await;
    let visitor = shop.visitor();
    for text in [
        "' or 1=1 --",
        "\"",
        "enamel\"",
        "NEAR(a b)",
        "title:x OR *",
        "a AND",
        "(",
        "*",
        "{a b} : c",
        "%",
        "\\",
        "x^2",
        "-mug",
        "'; drop table products; --",
    ] {
        let request = visitor.request(Method::GET, "/api/product/public/products").query(&[("q", text)]);
        let answer = visitor.send(request).await;
        assert_eq!(answer.status, 200, "{text}: {}", answer.body);
    }
    let found = visitor.get("/api/product/public/products?q=enamel").await.expect(200);
    assert_eq!(found["items"][0]["id"], Value::from(goods.product));
    let long = visitor.request(Method::GET, "/api/product/public/products").query(&[("q", "x".repeat(5_000))]);
    assert_eq!(visitor.send(long).await.status, 422);
}

#[tokio::test]
async fn a_cursor_that_was_tampered_with() {
    let shop = Shop::open();
    let category = category(&shop).await;
    let goods = goods(&shop, 1_000, 5).await;
    for _ in 0..2 {
        goods.seller.post("/api/product/products", &product_body(&category, 500, 1)).await.expect(201);
    }
    let visitor = shop.visitor();
    let page = visitor.get("/api/product/public/products?limit=1&sort=newest").await.expect(200);
    let cursor = text(&page, "/next_cursor");
    visitor.get(&format!("/api/product/public/products?limit=1&sort=newest&cursor={cursor}")).await.expect(200);
    let path = "/api/product/public/products?limit=1";
    let flipped = format!("{}{}", if cursor.starts_with('A') { "B" } else { "A" }, &cursor[1..]);
    visitor.get(&format!("{path}&sort=newest&cursor={flipped}")).await.expect_problem(400, "invalid_cursor");
    visitor.get(&format!("{path}&sort=price_asc&cursor={cursor}")).await.expect_problem(400, "invalid_cursor");
    visitor.get(&format!("{path}&cursor=%27%3B--")).await.expect_problem(400, "invalid_cursor");
    visitor.get("/api/product/public/products?limit=0").await.expect_invalid("limit", "out_of_range");
    visitor.get("/api/product/public/products?limit=101").await.expect_invalid("limit", "out_of_range");
    visitor.get("/api/product/public/products?colour=red").await.expect_invalid("colour", "unknown_field");
}

#[tokio::test]
async fn nothing_is_at_an_unknown_address() {
    let shop = Shop::open();
    let visitor = shop.visitor();
    visitor.get("/api/product/public/nothing").await.expect_problem(404, "not_found");
    visitor.delete("/api/product/public/products").await.expect_problem(405, "method_not_allowed");
    visitor.get("/api/product/public/products/prd_00000000000000000000000000").await.expect_problem(404, "not_found");
    let shopper = shopper(&shop).await;
    let _ = address(&shopper).await;
    shopper.delete("/api/user/addresses/ord_00000000000000000000000000").await.expect_problem(404, "not_found");
}
