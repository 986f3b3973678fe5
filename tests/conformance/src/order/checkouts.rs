use fixtures::order::{
    at, carrier, checkout_id, event_id, order_id, payment_id, pieces, placed, quote, reason, refund_id, seller_id,
    tracking, usd, user_id,
};
use order::{CartOwner, Checkout, Party, PaymentMethod, PaymentReport, RefundReport, RefundState};
use order_ports::{CheckoutClaim, CheckoutCommit, CommitOutcome, PlaceCommit, PlaceOutcome, ProviderEventId};
use platform::{Inbox, StoreError};

use super::{Stores, events};

async fn opened(stores: &Stores, checkout: Checkout, payment: u128, second: u64) -> Checkout {
    let reference = format!("ref-{payment}");
    let url = format!("https://pay.example/{payment}");
    stores.react(checkout.payment_opened(payment_id(payment), reference, url, at(second)).unwrap()).await
}

async fn reported(stores: &Stores, checkout: Checkout, payment: u128, report: PaymentReport, second: u64) -> Checkout {
    let reference = format!("ref-{payment}");
    let refund = refund_id(payment + 500);
    let reaction = checkout.payment_reported(payment_id(payment), Some(&reference), report, refund, at(second));
    stores.react(reaction.unwrap()).await
}

/// Each state is read back with every field as it was decided.
pub async fn every_state_is_kept_as_it_is(stores: Stores) {
    declined_then_paid_then_delivered(&stores).await;
    expired_then_paid(&stores).await;
    cancelled_with_a_wrong_amount(&stores).await;
    paid_on_delivery(&stores).await;
}

async fn declined_then_paid_then_delivered(stores: &Stores) {
    let new = stores.place(&placed(1, PaymentMethod::Card)).await;
    assert_eq!(stores.checkouts.find(new.id).await.unwrap().as_ref(), Some(&new));
    let total = new.totals.total();
    let checkout = opened(stores, new, 1_001, 1).await;
    let declined = PaymentReport::Failed { reason: "no money".to_owned() };
    let checkout = reported(stores, checkout, 1_001, declined, 2).await;
    let checkout = stores.react(checkout.retry_payment(payment_id(1_009), at(3)).unwrap()).await;
    let checkout = opened(stores, checkout, 1_009, 4).await;
    let checkout = reported(stores, checkout, 1_009, PaymentReport::Succeeded { amount: total }, 5).await;
    // The first try succeeds after all: its money goes back.
    let checkout = reported(stores, checkout, 1_001, PaymentReport::Succeeded { amount: total }, 6).await;
    let checkout = stores.keep(checkout.confirm(order_id(1_002), at(7)).unwrap()).await;
    let shipped = checkout.ship(order_id(1_002), carrier("Bưu điện"), tracking("VN-1"), at(8)).unwrap();
    let checkout = stores.keep(shipped).await;
    let checkout = stores.keep(checkout.deliver(order_id(1_002), at(9)).unwrap()).await;
    let why = reason("too dear");
    let cancelled =
        checkout.cancel_order(order_id(1_003), Party::Shopper, Some(&why), refund_id(1_004), at(10)).unwrap();
    let checkout = stores.keep(cancelled).await;
    let failed = RefundReport::Failed { reason: "closed".to_owned() };
    let checkout = stores.react(checkout.refund_reported(refund_id(1_004), failed, at(11)).unwrap()).await;
    let succeeded = checkout.refund_reported(refund_id(1_004), RefundReport::Succeeded, at(12)).unwrap();
    let checkout = stores.react(succeeded).await;
    assert_eq!(checkout.refunds.len(), 2);
    assert_eq!(checkout.refunds[1].state, RefundState::Succeeded { at: at(12) });
}

async fn expired_then_paid(stores: &Stores) {
    let checkout = stores.place(&placed(2, PaymentMethod::Card)).await;
    let total = checkout.totals.total();
    let checkout = stores.keep(checkout.expire(at(900)).unwrap()).await;
    let checkout = reported(stores, checkout, 2_001, PaymentReport::Succeeded { amount: total }, 901).await;
    assert_eq!(checkout.refunds[0].amount, total);
}

async fn cancelled_with_a_wrong_amount(stores: &Stores) {
    let checkout = stores.place(&placed(3, PaymentMethod::Card)).await;
    let checkout = stores.keep(checkout.cancel(Party::Shopper, Some(&reason("no")), at(1)).unwrap()).await;
    let wrong = kernel::Money::new(5, "VND".parse().unwrap());
    let checkout = reported(stores, checkout, 3_001, PaymentReport::Succeeded { amount: wrong }, 2).await;
    assert_eq!(checkout.payments[0].captured(), Some(wrong));
    let expired = stores.place(&placed(4, PaymentMethod::Card)).await;
    reported(stores, expired, 4_001, PaymentReport::Expired, 3).await;
}

async fn paid_on_delivery(stores: &Stores) {
    let checkout = stores.place(&placed(5, PaymentMethod::CashOnDelivery)).await;
    assert_eq!(stores.checkouts.find(checkout.id).await.unwrap().as_ref(), Some(&checkout));
    let cancelled = checkout.cancel_order(order_id(5_002), Party::Seller, None, refund_id(5_004), at(1)).unwrap();
    let checkout = stores.keep(cancelled).await;
    assert_eq!(checkout.refunds, []);
}

/// A checkout is given to its shopper, to the sellers of what is bought in it, and to the system.
pub async fn a_checkout_is_found_by_those_whose_it_is(stores: Stores) {
    let checkouts = &stores.checkouts;
    let checkout = stores.place(&placed(1, PaymentMethod::Card)).await;
    stores.place(&placed(2, PaymentMethod::Card)).await;
    let (id, order, me, other) = (checkout.id, order_id(1_002), user_id(1), user_id(2));
    assert_eq!(checkouts.find_for_user(me, id).await.unwrap().as_ref(), Some(&checkout));
    assert_eq!(checkouts.find_for_user(other, id).await.unwrap(), None);
    assert_eq!(checkouts.find_by_order_for_user(me, order).await.unwrap().as_ref(), Some(&checkout));
    assert_eq!(checkouts.find_by_order_for_user(other, order).await.unwrap(), None);
    assert_eq!(checkouts.find_by_payment(payment_id(1_001)).await.unwrap().as_ref(), Some(&checkout));
    assert_eq!(checkouts.find_by_payment(payment_id(1_000)).await.unwrap(), None);
    assert_eq!(checkouts.find(checkout_id(9)).await.unwrap(), None);

    // Until it is bought, it is not the seller's business.
    assert_eq!(checkouts.find_by_order_for_seller(seller_id(1), order).await.unwrap(), None);
    let total = checkout.totals.total();
    let checkout = opened(&stores, checkout, 1_001, 1).await;
    assert_eq!(checkouts.find_by_reference("ref-1001").await.unwrap(), Some((checkout.clone(), payment_id(1_001))));
    assert_eq!(checkouts.find_by_reference("ref-2001").await.unwrap(), None);
    let checkout = reported(&stores, checkout, 1_001, PaymentReport::Succeeded { amount: total }, 2).await;
    assert_eq!(checkouts.find_by_order_for_seller(seller_id(1), order).await.unwrap(), Some(checkout));
    assert_eq!(checkouts.find_by_order_for_seller(seller_id(2), order).await.unwrap(), None);
}

/// The first claim of a key stands, for each account its own, until it is abandoned; a placed one for good.
pub async fn a_claim_stands_for_one_checkout(stores: Stores) {
    let checkouts = &stores.checkouts;
    let claim = |user: u128, checkout: u128, fingerprint: &str| CheckoutClaim {
        user_id: user_id(user),
        key: "k".to_owned(),
        fingerprint: fingerprint.to_owned(),
        checkout_id: checkout_id(checkout),
        claimed_at: at(7),
    };
    let first = checkouts.claim(&claim(1, 10, "a")).await.unwrap();
    assert_eq!((first.claim, first.placed), (claim(1, 10, "a"), false));
    let again = CheckoutClaim { claimed_at: at(8), ..claim(1, 11, "b") };
    assert_eq!(checkouts.claim(&again).await.unwrap().claim, claim(1, 10, "a"));
    assert_eq!(checkouts.claim(&claim(2, 12, "c")).await.unwrap().claim, claim(2, 12, "c"));

    assert!(!checkouts.abandon(user_id(1), "k", checkout_id(11)).await.unwrap());
    assert!(!checkouts.abandon(user_id(2), "k", checkout_id(10)).await.unwrap());
    assert!(checkouts.abandon(user_id(1), "k", checkout_id(10)).await.unwrap());
    assert!(!checkouts.abandon(user_id(1), "k", checkout_id(10)).await.unwrap());
    assert_eq!(checkouts.claim(&claim(1, 13, "d")).await.unwrap().claim, claim(1, 13, "d"));

    let decision = placed(3, PaymentMethod::Card);
    let id = stores.place(&decision).await.id;
    let key = format!("key-{id}");
    assert!(!checkouts.abandon(user_id(3), &key, id).await.unwrap());
    let again = CheckoutClaim { key, checkout_id: checkout_id(99), ..claim(3, 0, "e") };
    let standing = checkouts.claim(&again).await.unwrap();
    assert_eq!((standing.claim.checkout_id, standing.placed), (id, true));
}

/// A checkout is kept with its claim and its cart, or not at all.
pub async fn placing_is_all_or_nothing(stores: Stores) {
    let decision = placed(1, PaymentMethod::Card);
    let checkout = decision.checkout().clone();
    let owner = CartOwner::Account(checkout.user_id);
    let commit = |key: &str| PlaceCommit::new(decision.clone(), key.to_owned(), events(1));

    assert_eq!(stores.checkouts.place(&commit("unknown")).await.unwrap(), PlaceOutcome::ClaimLost);
    let key = stores.prepare(&decision).await;
    // Somebody adds a piece of what is being bought, and something else.
    stores.carts.update(owner, &fixtures::order::add(&quote(11), 1), at(1)).await.unwrap().unwrap();
    stores.carts.update(owner, &fixtures::order::add(&quote(31), 1), at(1)).await.unwrap().unwrap();
    assert_eq!(stores.checkouts.place(&commit(&key)).await.unwrap(), PlaceOutcome::Placed);
    let left = stores.carts.find(owner).await.unwrap().unwrap();
    let left: Vec<_> = left.lines.iter().map(|line| (line.variant_id, line.quantity)).collect();
    assert_eq!(left, [(quote(11).variant_id, pieces(1)), (quote(31).variant_id, pieces(1))]);

    assert_eq!(stores.checkouts.place(&commit(&key)).await.unwrap(), PlaceOutcome::AlreadyPlaced);
    // The same cart by another key: it is bought already.
    let again = order::PlaceCheckout {
        id: checkout_id(77),
        payment_id: payment_id(77),
        ..fixtures::order::purchase(1, PaymentMethod::Card)
    };
    let again = Checkout::place(again, at(2)).unwrap();
    let claim = CheckoutClaim {
        user_id: checkout.user_id,
        key: "another".to_owned(),
        fingerprint: String::new(),
        checkout_id: checkout_id(77),
        claimed_at: at(2),
    };
    stores.checkouts.claim(&claim).await.unwrap();
    let commit = PlaceCommit::new(again.clone(), "another".to_owned(), events(2));
    assert_eq!(stores.checkouts.place(&commit).await.unwrap(), PlaceOutcome::CartChanged);
    assert_eq!(stores.checkouts.find(checkout_id(77)).await.unwrap(), None);

    // A number that is taken is told, and the cart stays.
    stores.carts.update(owner, &fixtures::order::add(&quote(11), 1), at(3)).await.unwrap().unwrap();
    for (lamp, quantity) in [(12, 1), (21, 3)] {
        stores.carts.update(owner, &fixtures::order::add(&quote(lamp), quantity), at(3)).await.unwrap().unwrap();
    }
    let full = stores.carts.find(owner).await.unwrap();
    let error = stores.checkouts.place(&commit).await.unwrap_err();
    assert!(matches!(error, StoreError::AlreadyExists { what: "order_number" }), "{error:?}");
    assert_eq!(stores.carts.find(owner).await.unwrap(), full);
}

/// A change that was decided on an older state is refused, and changes nothing.
pub async fn what_was_decided_on_an_old_state_is_refused(stores: Stores) {
    let checkout = stores.place(&placed(1, PaymentMethod::CashOnDelivery)).await;
    let stale = checkout.clone().deliver(order_id(1_002), at(1));
    assert!(stale.is_err());
    let stale = checkout.clone().confirm(order_id(1_003), at(2)).unwrap();
    let current = stores.keep(checkout.confirm(order_id(1_002), at(1)).unwrap()).await;
    let error = stores.checkouts.commit(&CheckoutCommit::new(stale, events(9))).await.unwrap_err();
    assert!(matches!(error, StoreError::VersionConflict), "{error:?}");
    assert_eq!(stores.checkouts.find(current.id).await.unwrap(), Some(current));
}

/// The same event, of another context or of the provider, has its effect once.
pub async fn an_effect_is_had_once(stores: Stores) {
    let checkout = stores.place(&placed(1, PaymentMethod::CashOnDelivery)).await;
    let commit = |checkout: Checkout, order: u128| {
        CheckoutCommit::new(checkout.confirm(order_id(order), at(1)).unwrap(), events(order))
    };
    let inbox = Some(Inbox { event: event_id(1), consumer: "order.test" });
    let first = commit(checkout, 1_002).caused_by(inbox, None);
    assert_eq!(stores.checkouts.commit(&first).await.unwrap(), CommitOutcome::Committed);
    let confirmed = first.into_checkout();
    let again = commit(confirmed.clone(), 1_003).caused_by(inbox, None);
    assert_eq!(stores.checkouts.commit(&again).await.unwrap(), CommitOutcome::Duplicate);
    assert_eq!(stores.checkouts.find(confirmed.id).await.unwrap().as_ref(), Some(&confirmed));

    let provider_event = Some(ProviderEventId { provider: "fake", id: "evt".to_owned() });
    let first = commit(confirmed, 1_003).caused_by(None, provider_event.clone());
    assert_eq!(stores.checkouts.commit(&first).await.unwrap(), CommitOutcome::Committed);
    let confirmed = first.into_checkout();
    let shipped = confirmed.clone().ship(order_id(1_003), carrier("Post"), tracking("1"), at(2)).unwrap();
    let again = CheckoutCommit::new(shipped.clone(), events(3)).caused_by(None, provider_event);
    assert_eq!(stores.checkouts.commit(&again).await.unwrap(), CommitOutcome::Duplicate);
    assert_eq!(stores.checkouts.find(confirmed.id).await.unwrap(), Some(confirmed));
    // Another provider's event of that id, and another consumer, are others.
    let inbox = Inbox { event: event_id(1), consumer: "order.other" };
    let provider_event = ProviderEventId { provider: "other", id: "evt".to_owned() };
    let other = CheckoutCommit::new(shipped, events(4)).caused_by(Some(inbox), Some(provider_event));
    assert_eq!(stores.checkouts.commit(&other).await.unwrap(), CommitOutcome::Committed);
}

/// Unpaid checkouts whose time is over are found, the oldest first.
pub async fn due_checkouts_are_found(stores: Stores) {
    for (number, expires) in [(1, 300), (2, 200), (3, 100), (4, 400)] {
        let mut purchase = fixtures::order::purchase(number, PaymentMethod::Card);
        purchase.hold_expires_at = at(expires);
        stores.place(&Checkout::place(purchase, at(0)).unwrap()).await;
    }
    stores.place(&placed(5, PaymentMethod::CashOnDelivery)).await;
    let due = |second, limit| {
        let checkouts = stores.checkouts.clone();
        async move { checkouts.due(at(second), limit).await.unwrap() }
    };
    assert_eq!(due(99, 10).await, []);
    assert_eq!(due(300, 10).await, [checkout_id(3_000), checkout_id(2_000), checkout_id(1_000)]);
    assert_eq!(due(300, 2).await, [checkout_id(3_000), checkout_id(2_000)]);
    let third = stores.checkouts.find(checkout_id(3_000)).await.unwrap().unwrap();
    stores.keep(third.expire(at(300)).unwrap()).await;
    let second = stores.checkouts.find(checkout_id(2_000)).await.unwrap().unwrap();
    let amount = second.totals.total();
    reported(&stores, second, 2_001, PaymentReport::Succeeded { amount }, 300).await;
    assert_eq!(due(300, 10).await, [checkout_id(1_000)]);
    assert_eq!(amount, usd(fixtures::order::PURCHASE_TOTAL));
}

/// A key is remembered for a time.
pub async fn old_claims_are_forgotten(stores: Stores) {
    let claim = |number: u128, second| CheckoutClaim {
        user_id: user_id(1),
        key: number.to_string(),
        fingerprint: "f".to_owned(),
        checkout_id: checkout_id(number),
        claimed_at: at(second),
    };
    for (number, second) in [(1, 10), (2, 20), (3, 30)] {
        stores.checkouts.claim(&claim(number, second)).await.unwrap();
    }
    assert_eq!(stores.checkouts.remove_old_claims(at(30), 1).await.unwrap(), 1);
    assert_eq!(stores.checkouts.claim(&claim(1, 99)).await.unwrap().claim, claim(1, 99));
    assert_eq!(stores.checkouts.remove_old_claims(at(30), 10).await.unwrap(), 1);
    assert_eq!(stores.checkouts.claim(&claim(3, 99)).await.unwrap().claim, claim(3, 30));
}
