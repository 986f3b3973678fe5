//! What the OpenAPI document says of the routes.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::shop::Shop;

/// Every operation as `(method path, operation)`.
fn operations(document: &Value) -> Vec<(String, Value)> {
    let paths = document["paths"].as_object().unwrap().iter();
    paths
        .flat_map(|(path, item)| {
            let operations = item.as_object().unwrap().iter();
            operations.map(move |(method, operation)| (format!("{method} {path}"), operation.clone()))
        })
        .collect()
}

/// Every `$ref` below a value.
fn references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get("$ref") {
                found.insert(reference.clone());
            }
            members.values().for_each(|member| references(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

#[test]
fn every_route_is_described() {
    let document = Shop::describe();
    let described: BTreeSet<_> = operations(&document)
        .into_iter()
        .map(|(route, operation)| format!("{route} {}", operation["operationId"].as_str().unwrap()))
        .collect();
    let expected = [
        "delete /api/order/cart/items/{variant_id} cart_remove_item",
        "delete /api/order/public/cart/items/{variant_id} guest_cart_remove_item",
        "get /api/order/cart cart_show",
        "get /api/order/checkouts/{id} checkout_show",
        "get /api/order/orders order_list",
        "get /api/order/orders/{id} order_show",
        "get /api/order/public/cart guest_cart_show",
        "get /api/order/seller/orders seller_order_list",
        "get /api/order/seller/orders/{id} seller_order_show",
        "patch /api/order/cart/items/{variant_id} cart_set_item",
        "patch /api/order/public/cart/items/{variant_id} guest_cart_set_item",
        "post /api/order/cart/acknowledge cart_acknowledge",
        "post /api/order/cart/items cart_add_item",
        "post /api/order/cart/merge cart_merge",
        "post /api/order/checkouts checkout_place",
        "post /api/order/checkouts/preview checkout_preview",
        "post /api/order/checkouts/{id}/cancel checkout_cancel",
        "post /api/order/checkouts/{id}/retry-payment checkout_retry_payment",
        "post /api/order/orders/{id}/cancel order_cancel",
        "post /api/order/public/cart/acknowledge guest_cart_acknowledge",
        "post /api/order/public/cart/items guest_cart_add_item",
        "post /api/order/public/webhooks/{provider} webhook_receive",
        "post /api/order/seller/orders/{id}/cancel seller_order_cancel",
        "post /api/order/seller/orders/{id}/confirm seller_order_confirm",
        "post /api/order/seller/orders/{id}/deliver seller_order_deliver",
        "post /api/order/seller/orders/{id}/ship seller_order_ship",
    ];
    assert_eq!(described, expected.map(str::to_owned).into());
}

#[test]
fn a_token_is_asked_for_where_one_is_needed() {
    for (route, operation) in operations(&Shop::describe()) {
        assert_eq!(operation["tags"], json!(["order"]), "{route}");
        assert!(operation["summary"].as_str().is_some_and(|summary| !summary.is_empty()), "{route}");
        let public = route.contains("/public/");
        let security = if public { json!(null) } else { json!([{"bearer": []}]) };
        assert_eq!(operation["security"], security, "{route}");
        assert_eq!(operation["responses"].get("401").is_none(), public, "{route}");
    }
}

#[test]
fn problems_are_problems() {
    for (route, operation) in operations(&Shop::describe()) {
        for (status, response) in operation["responses"].as_object().unwrap() {
            assert!(response["description"].as_str().is_some_and(|text| !text.is_empty()), "{route} {status}");
            if status.starts_with('4') {
                let content = json!({"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}});
                assert_eq!(response["content"], content, "{route} {status}");
            }
        }
    }
}

#[test]
fn every_schema_that_is_named_is_there() {
    let document = Shop::describe();
    let mut named = BTreeSet::new();
    references(&document, &mut named);
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let known: BTreeSet<_> = schemas.keys().map(|name| format!("#/components/schemas/{name}")).collect();
    assert_eq!(named, known);
    assert!(schemas.keys().all(|name| !name.ends_with("Dto")), "{:?}", schemas.keys());
    let statuses =
        json!(["pending_payment", "placed", "paid", "confirmed", "shipped", "delivered", "cancelled", "expired",]);
    assert_eq!(schemas["OrderStatus"]["enum"], statuses);
    assert_eq!(schemas["PaymentMethod"]["enum"], json!(["card", "cash_on_delivery"]));
}

#[test]
fn what_is_answered_is_always_there() {
    let document = Shop::describe();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    // What the shared page says of itself is not ours.
    let asked = ["CheckoutPreviewRequest", "OrderCancellationRequest", "PageDto_OrderSummary", "Problem"];
    for (name, schema) in schemas.iter().filter(|(name, _)| !asked.contains(&name.as_str())) {
        let Some(properties) = schema["properties"].as_object() else { continue };
        let required: BTreeSet<_> = schema["required"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        assert_eq!(properties.keys().map(String::as_str).collect::<BTreeSet<_>>(), required, "{name}");
    }
}
