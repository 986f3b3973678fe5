//! Carts against a catalogue that changes.

use fixtures::order::{Fault, World, cart_id, pieces, quote, usd, user_id, variant_id};
use kernel::{CartId, Money};
use order::{CartError, CartOwner, LineChange, Quote};
use platform::{AppError, ErrorKind};
use tradepost_order_app::{CartAnswer, CartUseError};

const GUEST: CartOwner = CartOwner::Guest(cart_id(1));

fn lines(cart: &CartAnswer) -> Vec<(u128, u32, i64)> {
    let line = |line: &order::CartLineView| {
        (line.quote.variant_id.uuid().as_u128(), line.quantity.get(), line.line_total.minor())
    };
    cart.view.lines.iter().map(line).collect()
}

fn changes(cart: &CartAnswer) -> Vec<&[LineChange]> {
    cart.view.lines.iter().map(|line| line.changes.as_slice()).collect()
}

#[tokio::test]
async fn a_cart_shows_present_goods_and_what_they_cost_together() {
    let world = World::default();
    let carts = &world.app.carts;
    let empty = carts.view(GUEST).await.unwrap();
    assert_eq!((lines(&empty), empty.shipping, empty.total), (vec![], None, usd(0)));
    carts.add(GUEST, variant_id(11), pieces(1)).await.unwrap();
    carts.add(GUEST, variant_id(21), pieces(1)).await.unwrap();
    let cart = carts.add(GUEST, variant_id(11), pieces(2)).await.unwrap();
    assert_eq!(lines(&cart), [(11, 3, 3_300), (21, 1, 2_100)]);
    assert_eq!(cart.view.lines[0].quote, quote(11));
    // A parcel of each shop.
    assert_eq!((cart.view.subtotal, cart.shipping, cart.total), (usd(5_400), Some(usd(998)), usd(6_398)));
    assert_eq!(carts.view(GUEST).await.unwrap(), cart);
    let cart = carts.set(GUEST, variant_id(11), pieces(1)).await.unwrap();
    assert_eq!(lines(&cart), [(11, 1, 1_100), (21, 1, 2_100)]);
    let cart = carts.remove(GUEST, variant_id(11)).await.unwrap();
    assert_eq!(lines(&cart), [(21, 1, 2_100)]);
}

#[tokio::test]
async fn what_cannot_be_had_is_told() {
    let world = World::default();
    let carts = &world.app.carts;
    let unknown = carts.add(GUEST, variant_id(99), pieces(1)).await.unwrap_err();
    assert_eq!((unknown.kind(), unknown.code()), (ErrorKind::NotFound, "variant_not_found"));
    world.goods.put(Quote { on_sale: false, ..quote(12) });
    let withdrawn = carts.add(GUEST, variant_id(12), pieces(1)).await.unwrap_err();
    assert_eq!(withdrawn.code(), "variant_not_found");
    let too_many = carts.add(GUEST, variant_id(11), pieces(11)).await.unwrap_err();
    assert!(matches!(too_many, CartUseError::Rule(CartError::InsufficientStock { available: 10 })));
    assert_eq!((too_many.kind(), too_many.code()), (ErrorKind::Conflict, "insufficient_stock"));
    let not_there = carts.set(GUEST, variant_id(11), pieces(1)).await.unwrap_err();
    assert_eq!((not_there.kind(), not_there.code()), (ErrorKind::NotFound, "line_not_found"));
    world.goods.put(Quote { unit_price: Money::new(5, "VND".parse().unwrap()), ..quote(21) });
    carts.add(GUEST, variant_id(11), pieces(1)).await.unwrap();
    let mixed = carts.add(GUEST, variant_id(21), pieces(1)).await.unwrap_err();
    assert_eq!((mixed.kind(), mixed.code()), (ErrorKind::Conflict, "mixed_currencies"));
    world.goods.faults.once("quotes", Fault::Before);
    let down = carts.view(GUEST).await.unwrap_err();
    assert_eq!((down.kind(), down.code()), (ErrorKind::Unavailable, "unavailable"));
}

#[tokio::test]
async fn changes_are_told_until_the_next_write() {
    let world = World::default();
    let carts = &world.app.carts;
    carts.add(GUEST, variant_id(11), pieces(5)).await.unwrap();
    world.goods.put(Quote { unit_price: usd(900), available: 2, ..quote(11) });
    let told = [LineChange::PriceChanged { previous: usd(1_100) }, LineChange::QuantityReduced { previous: pieces(5) }];
    for _ in 0..2 {
        let cart = carts.view(GUEST).await.unwrap();
        assert_eq!((lines(&cart), changes(&cart)), (vec![(11, 2, 1_800)], vec![&told[..]]));
    }
    // Whoever writes is told once more, and has taken note.
    let cart = carts.add(GUEST, variant_id(12), pieces(1)).await.unwrap();
    assert_eq!(changes(&cart), [&told[..], &[]]);
    let cart = carts.view(GUEST).await.unwrap();
    assert_eq!((lines(&cart), changes(&cart)), (vec![(11, 2, 1_800), (12, 1, 1_200)], vec![&[][..], &[]]));

    world.goods.put(Quote { available: 1, ..quote(12) });
    world.goods.put(Quote { unit_price: usd(1), available: 2, ..quote(11) });
    let cart = carts.acknowledge(GUEST).await.unwrap();
    assert_eq!((lines(&cart), changes(&cart)), (vec![(11, 2, 2), (12, 1, 1_200)], vec![&[][..], &[]]));
}

#[tokio::test]
async fn a_guests_cart_becomes_the_accounts_once() {
    let world = World::default();
    let carts = &world.app.carts;
    let guest: CartId = carts.new_guest();
    carts.add(CartOwner::Guest(guest), variant_id(11), pieces(1)).await.unwrap();
    world.fill(1, 11, 2).await;
    for _ in 0..2 {
        let cart = carts.merge(World::shopper(1), guest).await.unwrap();
        assert_eq!(lines(&cart), [(11, 3, 3_300)]);
    }
    assert_eq!(lines(&carts.view(CartOwner::Guest(guest)).await.unwrap()), []);
    assert_eq!(lines(&carts.view(CartOwner::Account(user_id(1))).await.unwrap()), [(11, 3, 3_300)]);
    // Somebody without a cart who had none as a guest has an empty one.
    assert_eq!(lines(&carts.merge(World::shopper(2), guest).await.unwrap()), []);
}
