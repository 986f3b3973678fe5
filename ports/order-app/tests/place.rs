//! Buying: once per key, all or nothing, whatever breaks in between.
#![expect(clippy::unwrap_used, reason = "what is not as expected fails the test")]

use fixtures::order::{Fault, World, address, address_id, at, pieces, quote, usd, user_id, variant_id};
use order::{CartOwner, Checkout, CheckoutStatus, OrderEvent, OrderStatus, PaymentMethod, Quote};
use platform::{AppError, ErrorKind};
use tradepost_order_app::{PlaceCommand, PlaceUseError};

const CARD: PaymentMethod = PaymentMethod::Card;

/// The world after user 1 put two lamps 11 and one lamp 21 into their cart.
async fn ready() -> World {
    let world = World::default();
    world.fill(1, 11, 2).await;
    world.fill(1, 21, 1).await;
    world
}

/// Exactly one checkout was made, with all that belongs to it, and nothing else was held.
async fn check_bought_once(world: &World, checkout: &Checkout) {
    let all = world.stores.checkouts();
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].id, checkout.id);
    assert_eq!((world.goods.available(variant_id(11)), world.goods.available(variant_id(21))), (8, 9));
    assert_eq!(world.goods.active_holds(), 1);
    assert_eq!(world.provider.opened().len(), 1);
    assert!(checkout.payments[0].redirect_url().is_some());
    let placed = |event: &&OrderEvent| matches!(event, OrderEvent::Placed { .. });
    assert_eq!(world.stores.events().iter().filter(placed).count(), 2);
    let cart = world.app.carts.view(CartOwner::Account(user_id(1))).await.unwrap();
    assert_eq!(cart.view.lines, []);
}

fn check_nothing_bought(world: &World) {
    assert_eq!(world.stores.checkouts(), []);
    assert_eq!((world.goods.available(variant_id(11)), world.goods.available(variant_id(21))), (10, 10));
    assert_eq!((world.goods.active_holds(), world.provider.opened().len()), (0, 0));
}

#[tokio::test]
async fn a_cart_becomes_one_order_per_seller_and_one_payment() {
    let world = ready().await;
    let checkout = world.buy(1, "k", CARD).await.unwrap();
    check_bought_once(&world, &checkout).await;
    assert_eq!(checkout.orders.iter().map(|order| order.totals.total()).collect::<Vec<_>>(), [usd(2_699), usd(2_599)]);
    assert_eq!((checkout.totals.total(), checkout.address.clone()), (usd(5_298), address()));
    assert_eq!((checkout.status(), checkout.hold_expires_at), (CheckoutStatus::AwaitingPayment, at(15 * 60)));
    let opened = &world.provider.opened()[0];
    assert_eq!((opened.amount, opened.expires_at), (usd(5_298), at(15 * 60)));
    assert_eq!(opened.return_url, format!("https://shop.example/checkout/{}/result", checkout.id));
    assert_eq!(opened.lines.iter().map(|line| line.amount).collect::<Vec<_>>(), [usd(2_699), usd(2_599)]);
}

#[tokio::test]
async fn cash_on_delivery_asks_no_provider() {
    let world = ready().await;
    let checkout = world.buy(1, "k", PaymentMethod::CashOnDelivery).await.unwrap();
    assert_eq!(checkout.status(), CheckoutStatus::Placed);
    assert!(checkout.orders.iter().all(|order| order.status() == OrderStatus::Placed));
    assert_eq!(world.provider.opened(), []);
}

#[tokio::test]
async fn the_same_key_buys_once() {
    let world = ready().await;
    let first = world.buy(1, "k", CARD).await.unwrap();
    world.fill(1, 12, 1).await;
    let again = world.buy(1, "k", CARD).await.unwrap();
    assert_eq!(again, first);
    assert_eq!(world.stores.checkouts().len(), 1);

    let other = world.buy(1, "k", PaymentMethod::CashOnDelivery).await.unwrap_err();
    assert_eq!((other.kind(), other.code()), (ErrorKind::Invalid, "idempotency_key_reused"));
    // A key is its account's own.
    world.fill(2, 12, 1).await;
    assert_ne!(world.buy(2, "k", CARD).await.unwrap().id, first.id);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_key_at_the_same_time_buys_once() {
    for _ in 0..20 {
        let world = std::sync::Arc::new(ready().await);
        let tasks: Vec<_> = (0..8)
            .map(|_| {
                let world = world.clone();
                tokio::spawn(async move { world.buy(1, "k", CARD).await.unwrap().id })
            })
            .collect();
        for task in tasks {
            assert_eq!(task.await.unwrap(), world.stores.checkouts()[0].id);
        }
        check_bought_once(&world, &world.stores.checkouts()[0]).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_keys_at_the_same_time_buy_the_cart_once() {
    for _ in 0..20 {
        let world = std::sync::Arc::new(ready().await);
        let tasks: Vec<_> = (0..4)
            .map(|key| {
                let world = world.clone();
                tokio::spawn(async move { world.buy(1, &key.to_string(), CARD).await })
            })
            .collect();
        let mut bought = Vec::new();
        for task in tasks {
            match task.await.unwrap() {
                Ok(checkout) => bought.push(checkout),
                Err(error) => assert_eq!(error.code(), "cart_empty"),
            }
        }
        assert_eq!(bought.len(), 1);
        check_bought_once(&world, &bought[0]).await;
    }
}

/// Something breaks at a step; whoever comes back with the key buys exactly once.
async fn check_crash(method: &'static str, fault: Fault, of_goods: bool) {
    let world = ready().await;
    let faults = if of_goods { &world.goods.faults } else { &world.stores.faults };
    faults.once(method, fault);
    let error = world.buy(1, "k", CARD).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unavailable, "{method} {fault:?}");
    let checkout = world.buy(1, "k", CARD).await.unwrap();
    check_bought_once(&world, &checkout).await;
}

#[tokio::test]
async fn a_crash_at_any_step_is_gone_on_with() {
    for fault in [Fault::Before, Fault::After] {
        check_crash("claim", fault, false).await;
        check_crash("hold", fault, true).await;
        check_crash("place", fault, false).await;
    }
    check_crash("quotes", Fault::Before, true).await;
}

#[tokio::test]
async fn a_provider_that_does_not_answer_does_not_undo_the_checkout() {
    for fault in [Fault::Before, Fault::After] {
        let world = ready().await;
        world.provider.faults.once("open", fault);
        let checkout = world.buy(1, "k", CARD).await.unwrap();
        assert_eq!(checkout.payments[0].redirect_url(), None);
        let again = world.buy(1, "k", CARD).await.unwrap();
        check_bought_once(&world, &again).await;
    }
    // The answer came, and was not kept.
    let world = ready().await;
    world.stores.faults.once("commit", Fault::Before);
    world.buy(1, "k", CARD).await.unwrap();
    let again = world.buy(1, "k", CARD).await.unwrap();
    check_bought_once(&world, &again).await;
}

#[tokio::test]
async fn a_provider_that_refuses_makes_the_payment_fail() {
    let world = ready().await;
    world.provider.faults.once("open_for_good", Fault::Before);
    let checkout = world.buy(1, "k", CARD).await.unwrap();
    assert_eq!(checkout.status(), CheckoutStatus::PaymentFailed);
    let retried = world.app.checkouts.retry_payment(World::shopper(1), checkout.id).await.unwrap();
    assert_eq!((retried.status(), retried.payments.len()), (CheckoutStatus::AwaitingPayment, 2));
    assert!(retried.payments[1].redirect_url().is_some());
}

#[tokio::test]
async fn a_hold_that_outlived_a_crash_gives_less_time_to_pay() {
    let world = ready().await;
    world.stores.faults.once("place", Fault::Before);
    world.buy(1, "k", CARD).await.unwrap_err();
    world.clock.set(5 * 60);
    // Goods are held until 25 minutes, of which the last 10 are a margin.
    let checkout = world.buy(1, "k", CARD).await.unwrap();
    assert_eq!(checkout.hold_expires_at, at(15 * 60));

    let world = ready().await;
    world.stores.faults.once("place", Fault::Before);
    world.buy(1, "k", CARD).await.unwrap_err();
    world.clock.set(15 * 60);
    // No time is left of that hold: there is a new one.
    let checkout = world.buy(1, "k", CARD).await.unwrap();
    assert_eq!(checkout.hold_expires_at, at(30 * 60));
    check_bought_once(&world, &checkout).await;
}

#[tokio::test]
async fn a_cart_that_changed_after_a_crash_is_bought_as_it_is_now() {
    let world = ready().await;
    world.stores.faults.once("place", Fault::Before);
    world.buy(1, "k", CARD).await.unwrap_err();
    world.app.carts.remove(CartOwner::Account(user_id(1)), variant_id(21)).await.unwrap();
    let checkout = world.buy(1, "k", CARD).await.unwrap();
    assert_eq!(checkout.totals.total(), usd(2_699));
    assert_eq!((world.goods.available(variant_id(11)), world.goods.available(variant_id(21))), (8, 10));
    assert_eq!(world.goods.active_holds(), 1);
}

async fn check_refused(world: &World, code: &str, kind: ErrorKind) -> PlaceUseError {
    let error = world.buy(1, "k", CARD).await.unwrap_err();
    assert_eq!((error.code(), error.kind()), (code, kind));
    check_nothing_bought_but_stock(world);
    error
}

fn check_nothing_bought_but_stock(world: &World) {
    assert_eq!(world.stores.checkouts(), []);
    assert_eq!((world.goods.active_holds(), world.provider.opened().len()), (0, 0));
}

#[tokio::test]
async fn what_cannot_be_bought_is_refused_and_the_key_stays_free() {
    let world = World::default();
    check_refused(&world, "cart_empty", ErrorKind::Conflict).await;
    world.fill(1, 11, 2).await;
    world.goods.put(Quote { unit_price: usd(1_101), ..quote(11) });
    check_refused(&world, "cart_changed", ErrorKind::Conflict).await;
    world.goods.put(Quote { available: 1, ..quote(11) });
    let short = check_refused(&world, "insufficient_stock", ErrorKind::Conflict).await;
    assert!(matches!(short, PlaceUseError::InsufficientStock(lines) if lines[0].available == 1));
    world.goods.put(Quote { on_sale: false, ..quote(11) });
    let gone = check_refused(&world, "insufficient_stock", ErrorKind::Conflict).await;
    assert!(matches!(gone, PlaceUseError::InsufficientStock(lines) if lines[0].available == 0));
    world.goods.put(quote(11));
    // Another shopper's address is none.
    let theirs = PlaceCommand { key: "k".to_owned(), address_id: address_id(2), method: CARD };
    let error = world.app.place.execute(World::shopper(1), &theirs).await.unwrap_err();
    assert_eq!((error.code(), error.kind()), ("address_not_found", ErrorKind::NotFound));
    let antarctica = order::DeliveryAddress { country: "AQ".parse().unwrap(), ..address() };
    world.addresses.put(user_id(1), address_id(1), antarctica);
    check_refused(&world, "not_delivered", ErrorKind::Conflict).await;
    world.addresses.put(user_id(1), address_id(1), address());
    check_nothing_bought(&world);
    // None of this used up the key.
    assert_eq!(world.buy(1, "k", CARD).await.unwrap().totals.total(), usd(2_699));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_shoppers_do_not_both_get_the_last_piece() {
    for _ in 0..20 {
        let world = std::sync::Arc::new(World::default());
        world.goods.put(Quote { available: 1, ..quote(11) });
        world.fill(1, 11, 1).await;
        world.fill(2, 11, 1).await;
        let buy = |shopper| {
            let world = world.clone();
            tokio::spawn(async move { world.buy(shopper, "k", CARD).await })
        };
        let both = [buy(1), buy(2)];
        let mut bought = 0;
        for one in both {
            match one.await.unwrap() {
                Ok(_) => bought += 1,
                Err(error) => assert_eq!(error.code(), "insufficient_stock"),
            }
        }
        assert_eq!((bought, world.goods.available(variant_id(11)), world.goods.active_holds()), (1, 0, 1));
    }
}

#[tokio::test]
async fn a_preview_shows_the_charge_and_takes_note_of_changes() {
    let world = ready().await;
    let preview = &world.app.preview;
    world.goods.put(Quote { unit_price: usd(1_000), available: 1, ..quote(11) });
    world.buy(1, "k", CARD).await.unwrap_err();
    let shown = preview.execute(World::shopper(1), Some(address_id(1))).await.unwrap();
    assert_eq!(shown.groups.iter().map(|group| group.totals.total()).collect::<Vec<_>>(), [usd(1_499), usd(2_599)]);
    assert_eq!(shown.groups[0].lines[0].quantity, pieces(1));
    assert_eq!(world.buy(1, "k", CARD).await.unwrap().totals, shown.totals);

    let empty = preview.execute(World::shopper(1), None).await.unwrap_err();
    assert_eq!(empty.code(), "cart_empty");
    world.fill(1, 12, 1).await;
    assert!(preview.execute(World::shopper(1), None).await.is_ok());
    let theirs = preview.execute(World::shopper(1), Some(address_id(2))).await.unwrap_err();
    assert_eq!(theirs.code(), "address_not_found");
    world.goods.put(Quote { available: 0, ..quote(12) });
    let gone = preview.execute(World::shopper(1), None).await.unwrap_err();
    assert_eq!(gone.code(), "insufficient_stock");
}
