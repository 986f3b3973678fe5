//! What the order context's stores owe.
//!
//! A test gives [`Stores`] on an empty store to each function.
#![expect(clippy::unwrap_used, reason = "a contract that is broken fails its test")]

mod carts;
mod checkouts;
mod lists;

use std::sync::Arc;

use fixtures::order::{add, at, event_id, quote};
use kernel::EventId;
use order::{CartOwner, Checkout, CheckoutDecision, Reaction};
use order_ports::{
    CartStore, CheckoutClaim, CheckoutCommit, CheckoutStore, CommitOutcome, OrderReader, PlaceCommit, PlaceOutcome,
};

pub use self::carts::{
    a_guests_cart_is_merged_once, carts_are_kept_as_they_are, concurrent_adds_are_all_had, stale_guests_are_removed,
};
pub use self::checkouts::{
    a_checkout_is_found_by_those_whose_it_is, a_claim_stands_for_one_checkout, an_effect_is_had_once,
    due_checkouts_are_found, every_state_is_kept_as_it_is, old_claims_are_forgotten, placing_is_all_or_nothing,
    what_was_decided_on_an_old_state_is_refused,
};
pub use self::lists::{lists_are_paged_by_position, lists_show_what_is_there};

/// The stores under test.
#[derive(Clone)]
pub struct Stores {
    /// Carts.
    pub carts: Arc<dyn CartStore>,
    /// Checkouts.
    pub checkouts: Arc<dyn CheckoutStore>,
    /// Lists.
    pub orders: Arc<dyn OrderReader>,
}

impl Stores {
    /// Keeps a new checkout, with the claim and the cart that it needs.
    async fn place(&self, decision: &CheckoutDecision) -> Checkout {
        let checkout = decision.checkout();
        let key = self.prepare(decision).await;
        let commit = PlaceCommit::new(decision.clone(), key, events(checkout.id.uuid().as_u128()));
        assert_eq!(self.checkouts.place(&commit).await.unwrap(), PlaceOutcome::Placed);
        checkout.clone()
    }

    /// Claims a key for a checkout, and fills the cart that it takes from; gives the key.
    async fn prepare(&self, decision: &CheckoutDecision) -> String {
        let checkout = decision.checkout();
        let key = format!("key-{}", checkout.id);
        let claim = CheckoutClaim {
            user_id: checkout.user_id,
            key: key.clone(),
            fingerprint: "all of it".to_owned(),
            checkout_id: checkout.id,
            claimed_at: at(0),
        };
        self.checkouts.claim(&claim).await.unwrap();
        for line in checkout.orders.iter().flat_map(|order| &order.lines) {
            let quote = quote(line.variant_id.uuid().as_u128());
            let update = add(&quote, i64::from(line.quantity.get()));
            self.carts.update(CartOwner::Account(checkout.user_id), &update, at(0)).await.unwrap().unwrap();
        }
        key
    }

    /// Keeps a change, and sees that it is there as it was decided.
    async fn keep(&self, decision: CheckoutDecision) -> Checkout {
        let checkout = decision.checkout();
        let from = (u128::from(checkout.version) << 64) + checkout.id.uuid().as_u128();
        let commit = CheckoutCommit::new(decision, events(from));
        assert_eq!(self.checkouts.commit(&commit).await.unwrap(), CommitOutcome::Committed);
        let kept = self.checkouts.find(commit.checkout().id).await.unwrap();
        assert_eq!(kept.as_ref(), Some(commit.checkout()));
        commit.into_checkout()
    }

    async fn react(&self, reaction: Reaction) -> Checkout {
        match reaction {
            Reaction::Changed(decision) => self.keep(*decision).await,
            Reaction::Unchanged(checkout) => panic!("nothing changed: {checkout:?}"),
        }
    }
}

fn events(from: u128) -> impl FnMut() -> EventId {
    let mut next = from << 8;
    move || {
        next += 1;
        event_id(next)
    }
}
