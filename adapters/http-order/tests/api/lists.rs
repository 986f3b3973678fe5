//! Lists of orders.

use serde_json::{Value, json};

use crate::shop::{Shop, text};

const ORDERS: &str = "/api/order/orders";
const SELLER_ORDERS: &str = "/api/order/seller/orders";

fn ids(page: &Value) -> Vec<String> {
    page["items"].as_array().unwrap().iter().map(|item| text(item, "/id")).collect()
}

/// Three checkouts of two orders each, the second one paid; gives them.
async fn shop_with_orders() -> (Shop, Vec<Value>) {
    let shop = Shop::open();
    let mut checkouts = Vec::new();
    for (second, method) in [(0, "card"), (1, "card"), (2, "cash_on_delivery")] {
        shop.clock.set(second);
        checkouts.push(shop.buy(method).await);
    }
    shop.told(&checkouts[1], "succeeded 5298 USD").await;
    (shop, checkouts)
}

#[tokio::test]
async fn orders_are_listed_page_by_page_the_newest_first() {
    let (shop, checkouts) = shop_with_orders().await;
    let get = |query: String| shop.get(&format!("{ORDERS}{query}")).by("shopper-1").send();
    let all = get(String::new()).await.expect(200);
    assert_eq!(all["next_cursor"], json!(null));
    let mut expected: Vec<_> = checkouts
        .iter()
        .rev()
        .flat_map(|checkout| [text(checkout, "/orders/1/id"), text(checkout, "/orders/0/id")])
        .collect();
    assert_eq!(ids(&all), expected);
    // Each is what its checkout tells of it.
    assert_eq!(all["items"][0], checkouts[2]["orders"][1]);

    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = get(format!("?limit=4{cursor}")).await.expect(200);
        assert!(page["items"].as_array().unwrap().len() <= 4);
        seen.extend(ids(&page));
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(seen, expected);
    let paid = get("?status=paid".to_owned()).await.expect(200);
    expected.drain(..2);
    expected.truncate(2);
    assert_eq!(ids(&paid), expected);
    let nobody = shop.get(ORDERS).by("shopper-2").send().await.expect(200);
    assert_eq!(nobody, json!({"items": [], "next_cursor": null}));
}

#[tokio::test]
async fn a_seller_sees_what_was_bought_of_them() {
    let (shop, checkouts) = shop_with_orders().await;
    let get = |query: &str| shop.get(&format!("{SELLER_ORDERS}{query}")).by("seller-1").send();
    let bought = [text(&checkouts[2], "/orders/0/id"), text(&checkouts[1], "/orders/0/id")];
    assert_eq!(ids(&get("").await.expect(200)), bought);
    let first = get("?limit=1").await.expect(200);
    assert_eq!(ids(&first), bought[..1]);
    let next = get(&format!("?limit=1&cursor={}", text(&first, "/next_cursor"))).await.expect(200);
    assert_eq!((ids(&next), &next["next_cursor"]), (bought[1..].to_vec(), &json!(null)));
    assert_eq!(ids(&get("?status=placed").await.expect(200)), bought[..1]);
    assert_eq!(ids(&get("?status=shipped").await.expect(200)), Vec::<String>::new());
}

#[tokio::test]
async fn a_cursor_that_was_changed_or_is_another_lists_is_refused() {
    let (shop, _) = shop_with_orders().await;
    let first = shop.get(&format!("{ORDERS}?limit=1")).by("shopper-1").send().await.expect(200);
    let cursor = text(&first, "/next_cursor");
    let letter = if cursor.starts_with('A') { "B" } else { "A" };
    let get = |path: &str, token: &str| shop.get(path).by(token).send();
    for wrong in [format!("{letter}{}", &cursor[1..]), cursor[1..].to_owned(), "x".to_owned(), "%00".to_owned()] {
        get(&format!("{ORDERS}?cursor={wrong}"), "shopper-1").await.problem(400, "invalid_cursor");
        get(&format!("{SELLER_ORDERS}?cursor={wrong}"), "seller-1").await.problem(400, "invalid_cursor");
    }
    get(&format!("{ORDERS}?status=paid&cursor={cursor}"), "shopper-1").await.problem(400, "invalid_cursor");
    get(&format!("{SELLER_ORDERS}?cursor={cursor}"), "seller-1").await.problem(400, "invalid_cursor");
}

#[tokio::test]
async fn a_query_that_breaks_a_rule_names_the_parameter() {
    let shop = Shop::open();
    for (list, token) in [(ORDERS, "shopper-1"), (SELLER_ORDERS, "seller-1")] {
        let get = |query: &str| shop.get(&format!("{list}?{query}")).by(token).send();
        get("limit=0").await.invalid(&[("limit", "out_of_range")]);
        get("limit=101").await.invalid(&[("limit", "out_of_range")]);
        get("limit=many").await.invalid(&[("limit", "invalid_type")]);
        get("status=lost").await.invalid(&[("status", "unknown_value")]);
        get("page=2").await.invalid(&[("page", "unknown_field")]);
        get("limit=100&status=pending_payment").await.expect(200);
        shop.get(list).send().await.problem(401, "unauthenticated");
    }
}
