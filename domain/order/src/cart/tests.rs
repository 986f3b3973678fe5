use kernel::{ProductId, SellerId, Uuid};

use super::*;
use crate::{Quote, SellerRef};

fn now() -> Timestamp {
    Timestamp::from_unix_millis(5_000).unwrap()
}

fn usd(minor: i64) -> Money {
    Money::new(minor, Currency::USD)
}

fn pieces(number: i64) -> Quantity {
    Quantity::new(number).unwrap()
}

fn variant(number: u128) -> VariantId {
    VariantId::from_uuid(Uuid::from_u128(number))
}

fn goods(number: u128, price: i64, available: u32) -> Observed {
    Observed { variant_id: variant(number), unit_price: usd(price), available }
}

fn quote(goods: Observed) -> Quote {
    Quote {
        variant_id: goods.variant_id,
        product_id: ProductId::from_uuid(Uuid::from_u128(9)),
        product_slug: "lamp".to_owned(),
        title: "Lamp".to_owned(),
        options: Vec::new(),
        sku: "L".to_owned(),
        image: None,
        seller: SellerRef { id: SellerId::from_uuid(Uuid::from_u128(8)), name: "Lights".to_owned() },
        unit_price: goods.unit_price,
        available: goods.available,
        on_sale: true,
    }
}

fn owner() -> CartOwner {
    CartOwner::Guest(CartId::from_uuid(Uuid::from_u128(7)))
}

fn wish(wish: Wish) -> CartUpdate {
    CartUpdate { wish, observed: Vec::new() }
}

/// A cart with these goods, `quantity` of each.
fn cart(all: &[(Observed, i64)]) -> Cart {
    all.iter().fold(Cart::empty(owner(), now()), |cart, &(goods, quantity)| {
        cart.apply(&wish(Wish::Add(goods, pieces(quantity))), now()).unwrap()
    })
}

fn contents(cart: &Cart) -> Vec<(VariantId, u32)> {
    cart.lines.iter().map(|line| (line.variant_id, line.quantity.get())).collect()
}

#[test]
fn adding_twice_adds_up() {
    let lamp = goods(1, 500, 10);
    assert_eq!(contents(&cart(&[(lamp, 2), (goods(2, 1, 1), 1), (lamp, 3)])), [(variant(1), 5), (variant(2), 1)]);
}

#[test]
fn more_than_there_is_cannot_be_added() {
    let lamp = goods(1, 500, 4);
    let error = cart(&[(lamp, 2)]).apply(&wish(Wish::Add(lamp, pieces(3))), now()).unwrap_err();
    assert_eq!(error, CartError::InsufficientStock { available: 4 });
    let endless = goods(1, 500, u32::MAX);
    let error = cart(&[(endless, 10_000)]).apply(&wish(Wish::Add(endless, pieces(1))), now()).unwrap_err();
    assert_eq!(error, CartError::InsufficientStock { available: u32::MAX });
}

#[test]
fn a_quantity_is_set_only_where_there_is_a_line() {
    let lamp = goods(1, 500, 4);
    let set = cart(&[(lamp, 2)]).apply(&wish(Wish::Set(lamp, pieces(4))), now()).unwrap();
    assert_eq!(contents(&set), [(variant(1), 4)]);
    assert_eq!(set.clone().apply(&wish(Wish::Set(goods(2, 1, 1), pieces(1))), now()), Err(CartError::LineNotFound));
    assert_eq!(set.clone().apply(&wish(Wish::Remove(variant(2))), now()), Err(CartError::LineNotFound));
    assert_eq!(contents(&set.apply(&wish(Wish::Remove(variant(1))), now()).unwrap()), []);
}

#[test]
fn a_hundred_lines_are_the_most() {
    let all: Vec<_> = (1..=100).map(|number| (goods(number, 1, 9), 1)).collect();
    let full = cart(&all);
    assert_eq!(full.lines.len(), 100);
    let another = wish(Wish::Add(goods(101, 1, 9), pieces(1)));
    assert_eq!(full.clone().apply(&another, now()), Err(CartError::TooManyLines));
    assert!(full.apply(&wish(Wish::Add(goods(100, 1, 9), pieces(1))), now()).is_ok());
}

#[test]
fn currencies_do_not_mix() {
    let dong = Observed { unit_price: Money::new(5, "VND".parse().unwrap()), ..goods(2, 0, 9) };
    let lamps = cart(&[(goods(1, 500, 9), 1)]);
    assert_eq!(lamps.clone().apply(&wish(Wish::Add(dong, pieces(1))), now()), Err(CartError::MixedCurrencies));
    let view = lamps.view(&[quote(Observed { variant_id: variant(1), ..dong })], Currency::USD).unwrap();
    assert_eq!(view.lines[0].changes, [LineChange::Unavailable]);
    assert!(!view.can_check_out());
}

#[test]
fn changes_are_told_until_they_are_taken_note_of() {
    let (lamp, chair) = (goods(1, 500, 9), goods(2, 900, 9));
    let cart = cart(&[(lamp, 5), (chair, 1)]);
    let dearer = Observed { unit_price: usd(600), available: 3, ..lamp };
    let gone = Observed { available: 0, ..chair };
    let quotes = [quote(dearer), quote(gone)];

    let view = cart.view(&quotes, Currency::USD).unwrap();
    assert_eq!(
        view.lines[0].changes,
        [LineChange::PriceChanged { previous: usd(500) }, LineChange::QuantityReduced { previous: pieces(5) }]
    );
    assert_eq!((view.lines[0].quantity, view.lines[0].line_total), (pieces(3), usd(1_800)));
    assert_eq!(view.lines[1].changes, [LineChange::Unavailable]);
    assert_eq!((view.lines[1].quantity, view.lines[1].line_total), (pieces(1), usd(0)));
    assert_eq!((view.item_count, view.subtotal), (3, usd(1_800)));
    assert!(!view.can_check_out() && !view.is_as_seen());

    let update = CartUpdate { wish: Wish::Acknowledge, observed: vec![dearer, gone] };
    let cart = cart.apply(&update, now()).unwrap();
    assert_eq!(contents(&cart), [(variant(1), 3), (variant(2), 1)]);
    let view = cart.view(&quotes, Currency::USD).unwrap();
    assert_eq!(view.lines[0].changes, []);
    // What cannot be bought stays in the way until it is taken out.
    assert_eq!(view.lines[1].changes, [LineChange::Unavailable]);
    let cart = cart.apply(&wish(Wish::Remove(variant(2))), now()).unwrap();
    assert!(cart.view(&quotes, Currency::USD).unwrap().can_check_out());
}

#[test]
fn what_is_not_on_sale_is_unavailable() {
    let lamp = goods(1, 500, 9);
    let view = cart(&[(lamp, 1)]).view(&[Quote { on_sale: false, ..quote(lamp) }], Currency::USD).unwrap();
    assert_eq!(view.lines[0].changes, [LineChange::Unavailable]);
}

#[test]
fn an_empty_cart_has_the_shops_currency_and_nothing_to_buy() {
    let dong = "VND".parse().unwrap();
    let view = Cart::empty(owner(), now()).view(&[], dong).unwrap();
    assert_eq!(view.subtotal, Money::zero(dong));
    assert!(!view.can_check_out());
}

#[test]
fn a_guests_lines_are_added_to_the_accounts() {
    let (lamp, chair) = (goods(1, 500, 20_000), goods(2, 900, 9));
    let account = cart(&[(lamp, 9_999)]);
    let guest = cart(&[(chair, 2), (lamp, 5)]);
    assert_eq!(contents(&account.merge(&guest, now())), [(variant(1), 10_000), (variant(2), 2)]);
}

#[test]
fn a_merged_cart_is_still_a_cart() {
    let half = |from: u128| (from..from + 60).map(|number| (goods(number, 1, 9), 1)).collect::<Vec<_>>();
    let merged = cart(&half(0)).merge(&cart(&half(100)), now());
    assert_eq!(merged.lines.len(), 100);
    let dong = Observed { unit_price: Money::new(5, "VND".parse().unwrap()), ..goods(500, 0, 9) };
    let merged = cart(&[(goods(1, 1, 9), 1)]).merge(&cart(&[(dong, 1)]), now());
    assert_eq!(contents(&merged), [(variant(1), 1)]);
    assert_eq!(Cart::rehydrate((*merged).clone()), Ok(merged));
}

#[test]
fn what_was_bought_is_taken_out_once() {
    let (lamp, chair) = (goods(1, 500, 9), goods(2, 900, 9));
    let bought = [
        TakenLine { variant_id: variant(1), quantity: pieces(2) },
        TakenLine { variant_id: variant(2), quantity: pieces(1) },
    ];
    // One lamp was added while the checkout was under way.
    let left = cart(&[(lamp, 3), (chair, 1)]).take_out(&bought, now()).unwrap();
    assert_eq!(contents(&left), [(variant(1), 1)]);
    assert_eq!(left.take_out(&bought, now()), Err(CartError::Changed));
}

#[test]
fn parts_that_are_no_cart_are_refused() {
    let line = CartLine { variant_id: variant(1), quantity: pieces(1), seen_price: usd(1) };
    let other = CartLine { variant_id: variant(2), seen_price: Money::new(1, "VND".parse().unwrap()), ..line };
    let parts = |lines| CartParts { owner: owner(), lines, updated_at: now() };
    assert_eq!(Cart::rehydrate(parts(vec![line, line])), Err(CorruptCart::DoubledVariant));
    assert_eq!(Cart::rehydrate(parts(vec![line, other])), Err(CorruptCart::MixedCurrencies));
    assert_eq!(Cart::rehydrate(parts(vec![line; 101])), Err(CorruptCart::TooManyLines));
}

#[test]
fn an_account_has_one_cart() {
    let user = UserId::from_uuid(Uuid::from_u128(3));
    assert_eq!(CartOwner::Account(user).cart_id().uuid(), user.uuid());
    assert_eq!(CartOwner::Account(user).user(), Some(user));
    assert_eq!(owner().user(), None);
}
