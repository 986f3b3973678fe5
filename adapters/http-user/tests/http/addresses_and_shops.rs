//! Delivery addresses and shops over HTTP.
use crate::site::{Sender, Site};
use http::Method;
use serde_json::{Value, json};

const ADDRESSES: &str = "/api/user/addresses";

/// All that an address can say.
fn full() -> Value {
    json!({
        "full_name": "Ada Lovelace", "phone": "+44 20 7946 0000", "line1": "12 St James's Square", "line2": "Flat 3",
        "city": "London", "region": "Greater London", "postal_code": "SW1Y 4JH", "country": "GB",
        "latitude": 51.507_222, "longitude": -0.127_5, "is_default": true,
    })
}

/// All that an address must say.
fn bare() -> Value {
    json!({"full_name": "Ada", "phone": "112", "line1": "x", "city": "Panamá", "country": "PA", "is_default": false})
}

fn with(mut body: Value, field: &str, value: Value) -> Value {
    body[field] = value;
    body
}

#[tokio::test]
async fn an_address_comes_back_as_it_was_given() {
    let site = Site::new();
    let ada = site.somebody("ada@example.com").await;
    let first = site.post(&ada, ADDRESSES, &full()).await.expect(201);
    let id = first.text("/id");
    assert!(id.starts_with("adr_"), "{id}");
    assert_eq!(first.body, with(full(), "id", json!(id)));
    let second = site.post(&ada, ADDRESSES, &bare()).await.expect(201);
    let expected = json!({
        "id": second.text("/id"), "full_name": "Ada", "phone": "112", "line1": "x", "line2": null, "city": "Panamá",
        "region": null, "postal_code": null, "country": "PA", "latitude": null, "longitude": null, "is_default": false,
    });
    assert_eq!(second.body, expected);
    let list = site.get(&ada, ADDRESSES).await.expect(200);
    assert_eq!(list.body, json!({"items": [first.body, second.body]}));
}

#[tokio::test]
async fn there_is_always_one_default() {
    let site = Site::new();
    let ada = site.somebody("ada@example.com").await;
    let first = site.post(&ada, ADDRESSES, &bare()).await.expect(201);
    assert_eq!(first.body["is_default"], true);
    let second = site.post(&ada, ADDRESSES, &full()).await.expect(201);
    let defaults = async || {
        let list = site.get(&ada, ADDRESSES).await.expect(200);
        list.body["items"].as_array().unwrap().iter().map(|a| a["is_default"] == true).collect::<Vec<_>>()
    };
    assert_eq!(defaults().await, [false, true]);
    let first = format!("{ADDRESSES}/{}", first.text("/id"));
    let second = format!("{ADDRESSES}/{}", second.text("/id"));
    let answer = site.send(&ada, Method::PUT, &second, &with(full(), "is_default", json!(false))).await.expect(200);
    assert_eq!(answer.body["is_default"], true);
    site.send(&ada, Method::PUT, &first, &with(bare(), "is_default", json!(true))).await.expect(200);
    assert_eq!(defaults().await, [true, false]);
    site.send(&ada, Method::DELETE, &first, &Value::Null).await.expect(204);
    assert_eq!(defaults().await, [true]);
    site.send(&ada, Method::DELETE, &second, &Value::Null).await.expect(204);
    assert_eq!(site.get(&ada, ADDRESSES).await.expect(200).body, json!({"items": []}));
}

#[tokio::test]
async fn an_address_that_breaks_rules_names_each() {
    let site = Site::new();
    let ada = site.somebody("ada@example.com").await;
    let check = async |body: Value, fields: &[(&str, &str)]| {
        site.post(&ada, ADDRESSES, &body).await.expect_invalid(fields);
    };
    let all = json!({
        "full_name": "", "phone": "call me", "line1": "x".repeat(201), "line2": "a\u{7}", "city": " ",
        "region": "x".repeat(101), "postal_code": "x".repeat(17), "country": "ZZ", "latitude": 90.000_001,
        "longitude": -181, "is_default": true,
    });
    check(
        all,
        &[
            ("full_name", "empty"),
            ("phone", "invalid_phone"),
            ("line1", "too_long"),
            ("line2", "control_character"),
            ("city", "empty"),
            ("region", "too_long"),
            ("postal_code", "too_long"),
            ("country", "unknown_country"),
            ("latitude", "out_of_range"),
            ("longitude", "out_of_range"),
        ],
    )
    .await;
    for country in ["gb", "GBR", "UK", "", "G\u{0}"] {
        check(with(full(), "country", json!(country)), &[("country", "unknown_country")]).await;
    }
    check(with(full(), "latitude", Value::Null), &[("latitude", "required")]).await;
    check(with(full(), "longitude", Value::Null), &[("longitude", "required")]).await;
    check(with(full(), "latitude", json!(1e300)), &[("latitude", "out_of_range")]).await;
    check(with(full(), "latitude", json!("51.5")), &[("latitude", "invalid_type")]).await;
    check(with(full(), "is_default", json!("yes")), &[("is_default", "invalid_type")]).await;
    check(with(full(), "owner", json!("usr_1")), &[("owner", "unknown_field")]).await;
    assert_eq!(site.get(&ada, ADDRESSES).await.expect(200).body, json!({"items": []}));
}

#[tokio::test]
async fn a_form_sends_empty_texts_for_what_is_left_out() {
    let site = Site::new();
    let ada = site.somebody("ada@example.com").await;
    let body = with(with(with(full(), "line2", json!("")), "region", json!(" ")), "postal_code", json!(""));
    let answer = site.post(&ada, ADDRESSES, &body).await.expect(201);
    assert_eq!(
        (&answer.body["line2"], &answer.body["region"], &answer.body["postal_code"]),
        (&Value::Null, &Value::Null, &Value::Null)
    );
}

#[tokio::test]
async fn another_shoppers_address_is_not_found() {
    let site = Site::new();
    let ada = site.somebody("ada@example.com").await;
    let thief = site.somebody("bob@example.com").await;
    let id = site.post(&ada, ADDRESSES, &full()).await.expect(201).text("/id");
    for path in
        [format!("{ADDRESSES}/{id}"), format!("{ADDRESSES}/adr_00000000000000000000000001"), format!("{ADDRESSES}/x")]
    {
        site.send(&thief, Method::PUT, &path, &bare()).await.expect_problem(404, "not_found");
        site.send(&thief, Method::DELETE, &path, &Value::Null).await.expect_problem(404, "not_found");
    }
    assert_eq!(site.get(&thief, ADDRESSES).await.expect(200).body, json!({"items": []}));
    let list = site.get(&ada, ADDRESSES).await.expect(200);
    assert_eq!(list.body["items"], json!([with(full(), "id", json!(id))]));
}

#[tokio::test]
async fn fifty_addresses_are_enough() {
    let site = Site::new();
    let ada = site.somebody("ada@example.com").await;
    for _ in 0..50 {
        site.post(&ada, ADDRESSES, &bare()).await.expect(201);
    }
    site.post(&ada, ADDRESSES, &bare()).await.expect_problem(409, "too_many_addresses");
}

#[tokio::test]
async fn a_shopper_opens_one_shop_and_may_sell_with_the_new_token() {
    let site = Site::new();
    let ada = site.somebody("ada@example.com").await;
    let answer = site.post(&ada, "/api/user/shop", &json!({"name": "Ada's Mugs"})).await.expect(201);
    let shop = json!({"id": answer.text("/shop/id"), "name": "Ada's Mugs", "slug": "adas-mugs"});
    assert_eq!((&answer.body["shop"], &answer.body["expires_in"]), (&shop, &json!(900)));
    let seller = Sender::with_token(answer.text("/access_token"));
    assert!(site.world.actor(&answer.text("/access_token")).selling().is_some());
    let me = site.get(&seller, "/api/user/me").await.expect(200).body;
    assert_eq!((&me["roles"], &me["shop"]), (&json!(["shopper", "seller"]), &shop));
    let again = site.post(&seller, "/api/user/shop", &json!({"name": "Another"})).await;
    again.expect_problem(409, "shop_exists");
}

#[tokio::test]
async fn a_shop_needs_a_name() {
    let site = Site::new();
    let ada = site.somebody("ada@example.com").await;
    for (name, code) in
        [(json!(""), "empty"), (json!("x".repeat(101)), "too_long"), (json!("a\tb"), "control_character")]
    {
        let answer = site.post(&ada, "/api/user/shop", &json!({"name": name})).await;
        answer.expect_invalid(&[("name", code)]);
    }
    assert_eq!(site.get(&ada, "/api/user/me").await.expect(200).body["shop"], Value::Null);
}
