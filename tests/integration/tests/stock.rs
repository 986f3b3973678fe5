//! Nothing is oversold, whoever comes at the same time.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use futures::future::join_all;
use serde_json::json;
use tradepost_integration::seed::{Goods, add_to_cart, address, goods, key, pieces_become, shopper};
use tradepost_integration::{Answer, Shop, Visitor};

/// Shoppers with one piece each in their cart, and their addresses.
async fn ready(shop: &Shop, goods: &Goods, count: usize) -> Vec<(Visitor, String)> {
    let mut shoppers = Vec::with_capacity(count);
    for _ in 0..count {
        let shopper = shopper(shop).await;
        add_to_cart(&shopper, &goods.variant, 1).await;
        let address = address(&shopper).await;
        shoppers.push((shopper, address));
    }
    shoppers
}

async fn all_check_out(shoppers: &[(Visitor, String)]) -> Vec<Answer> {
    join_all(shoppers.iter().map(|(shopper, address)| async move {
        let body = json!({"address_id": address, "payment_method": "cash_on_delivery"});
        shopper.post_once("/api/order/checkouts", &key(), &body).await
    }))
    .await
}

#[tokio::test]
async fn of_two_who_want_the_last_piece_one_buys_and_one_is_told() {
    let shop = Shop::open();
    let goods = goods(&shop, 1_000, 1).await;
    let shoppers = ready(&shop, &goods, 2).await;
    let answers = all_check_out(&shoppers).await;
    let (sold, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.status == 201);
    assert_eq!((sold.len(), refused.len()), (1, 1));
    refused[0].clone().expect_problem(409, "insufficient_stock");
    pieces_become(&goods, (0, 0, 1)).await;
}

#[tokio::test]
async fn two_hundred_at_once_buy_exactly_the_fifty_pieces() {
    let shop = Shop::open();
    let goods = goods(&shop, 1_000, 50).await;
    let shoppers = ready(&shop, &goods, 200).await;
    let answers = all_check_out(&shoppers).await;
    let (sold, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.status == 201);
    assert_eq!((sold.len(), refused.len()), (50, 150));
    for answer in refused {
        answer.expect_problem(409, "insufficient_stock");
    }
    let (stock, held, done) = goods.pieces().await;
    assert_eq!(stock + held + done, 50);
    pieces_become(&goods, (0, 0, 50)).await;
}
