//! The process dies at any moment of a checkout, and nothing is lost or done twice.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::task::JoinSet;
use tradepost_integration::seed::{Goods, add_to_cart, address, goods, key, shopper};
use tradepost_integration::{Options, Shop, Visitor, text, wait_for};

/// How often the process is killed.
const KILLS: u64 = 25;
/// How many shoppers buy at the same time.
const SHOPPERS: usize = 4;
/// Pieces on sale: more than all can buy.
const STOCK: i64 = 5_000;

/// Moments that look random and are the same in every run (SplitMix64).
struct Moments(u64);

impl Moments {
    fn next(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % below
    }
}

/// Buys again and again until the shop cannot be reached. Errors end it: the shop was killed.
async fn buy_until_killed(shopper: Visitor, address: String, variant: String) {
    loop {
        let item = json!({"variant_id": variant, "quantity": 1});
        let add = shopper.request(reqwest::Method::POST, "/api/order/cart/items").json(&item);
        if shopper.try_send(add).await.is_err() {
            return;
        }
        let body = json!({"address_id": address, "payment_method": "card"});
        let order =
            shopper.request(reqwest::Method::POST, "/api/order/checkouts").header("idempotency-key", key()).json(&body);
        let Ok(answer) = shopper.try_send(order).await else { return };
        // An empty cart is no failure: the last checkout was committed when its answer was lost.
        if let Some(page) = answer.body["payment"]["redirect_url"].as_str() {
            let approve = shopper.request(reqwest::Method::POST, &format!("{page}/approve"));
            if shopper.try_send(approve).await.is_err() {
                return;
            }
        }
    }
}

/// All of a list.
async fn all(visitor: &Visitor, path: &str) -> Vec<Value> {
    let (mut items, mut cursor) = (Vec::new(), None);
    loop {
        let more = cursor.map_or(String::new(), |cursor: String| format!("&cursor={cursor}"));
        let page = visitor.get(&format!("{path}?limit=100{more}")).await.expect(200);
        items.extend(page["items"].as_array().unwrap().iter().cloned());
        match page["next_cursor"].as_str() {
            Some(next) => cursor = Some(next.to_owned()),
            None => return items,
        }
    }
}

/// How often each order was told of in each way.
async fn told(visitor: &Visitor) -> BTreeMap<(String, String), usize> {
    let mut told = BTreeMap::new();
    for item in all(visitor, "/api/notification/notifications").await {
        *told.entry((text(&item, "/data/order_id"), text(&item, "/kind"))).or_default() += 1;
    }
    told
}

/// Waits until no order waits for its payment and nothing is held.
async fn settled(shoppers: &[Visitor], goods: &Goods) {
    wait_for("every checkout to be complete or expired", || async {
        for shopper in shoppers {
            let orders = all(shopper, "/api/order/orders").await;
            if orders.iter().any(|order| order["status"] == "pending_payment") {
                return None;
            }
        }
        (goods.pieces().await.1 == 0).then_some(())
    })
    .await;
}

#[tokio::test]
async fn killed_at_any_moment_a_checkout_is_complete_or_expired() {
    let options = Options::default().with("TRADEPOST_CHECKOUT__HOLD_SECONDS", "4");
    let mut shop = Shop::open_with(options);
    let mut goods = goods(&shop, 1_000, STOCK).await;
    let mut shoppers = Vec::new();
    for _ in 0..SHOPPERS {
        let shopper = shopper(&shop).await;
        let address = address(&shopper).await;
        shoppers.push((shopper, address));
    }
    // One purchase before anything dies, so that the run is about something.
    add_to_cart(&shoppers[0].0, &goods.variant, 1).await;

    let mut moments = Moments(7);
    for _ in 0..KILLS {
        let mut buying = JoinSet::new();
        for (shopper, address) in &shoppers {
            buying.spawn(buy_until_killed(shopper.at(shop.url()), address.clone(), goods.variant.clone()));
        }
        tokio::time::sleep(Duration::from_millis(20 + moments.next(400))).await;
        shop.kill();
        buying.join_all().await;
        shop.restart();
    }

    goods = goods.at(shop.url());
    let shoppers: Vec<Visitor> = shoppers.iter().map(|(shopper, _)| shopper.at(shop.url())).collect();
    settled(&shoppers, &goods).await;

    // Every piece is in stock or sold, and every sold piece is in a paid order.
    let (mut paid, mut sold) = (Vec::new(), 0);
    for shopper in &shoppers {
        for order in all(shopper, "/api/order/orders").await {
            match order["status"].as_str() {
                Some("paid") => {
                    paid.push(text(&order, "/id"));
                    // A piece that was in the cart when the shop died is bought with the next one.
                    sold += order["item_count"].as_i64().unwrap();
                }
                Some("expired") => {}
                other => panic!("an order is {other:?}: {order}"),
            }
        }
    }
    assert!(sold > 0, "nothing was bought");
    wait_for("every sold piece to be in a paid order", || async {
        (goods.pieces().await == (STOCK - sold, 0, sold)).then_some(())
    })
    .await;

    // Every event had its effect, once.
    for shopper in &shoppers {
        let orders = all(shopper, "/api/order/orders").await;
        let expected: BTreeMap<(String, String), usize> = orders
            .iter()
            .flat_map(|order| {
                let end = if order["status"] == "paid" { "order_paid" } else { "order_expired" };
                ["order_placed", end].map(|kind| ((text(order, "/id"), kind.to_owned()), 1))
            })
            .collect();
        wait_for("every notification, once", || async { (told(shopper).await == expected).then_some(()) }).await;
    }
    let expected: BTreeMap<_, _> = paid.into_iter().map(|order| ((order, "new_order".to_owned()), 1)).collect();
    wait_for("the seller to be told of every order, once", || async {
        (told(&goods.seller).await == expected).then_some(())
    })
    .await;
}
