//! Loading a checkout, deciding, keeping the decision; again when somebody else was faster.

use std::sync::Arc;

use kernel::{CheckoutId, EventId, OrderId, PaymentId, SellerId, UserId};
use order::{Checkout, Reaction};
use order_ports::{CheckoutCommit, CheckoutStore, CommitOutcome, ProviderEventId};
use platform::{IdSource, Inbox, StoreError};

/// How often a decision is tried. Who changes one checkout at the same time is few: its shopper, its sellers, its
/// payment.
const ATTEMPTS: usize = 16;

/// Which checkout, and who asks.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Which {
    /// A shopper's checkout.
    OfUser(UserId, CheckoutId),
    /// The checkout of a shopper's order.
    OrderOfUser(UserId, OrderId),
    /// The checkout of a seller's order.
    OrderOfSeller(SellerId, OrderId),
    /// Any, for the system.
    Any(CheckoutId),
    /// A payment's, for the system.
    OfPayment(PaymentId),
}

/// What a decision is the effect of.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cause {
    pub(crate) inbox: Option<Inbox>,
    pub(crate) provider_event: Option<ProviderEventId>,
}

#[derive(Clone)]
pub(crate) struct Ledger {
    pub(crate) store: Arc<dyn CheckoutStore>,
    pub(crate) ids: Arc<dyn IdSource>,
}

impl Ledger {
    pub(crate) async fn load(&self, which: Which) -> Result<Option<Checkout>, StoreError> {
        match which {
            Which::OfUser(user, id) => self.store.find_for_user(user, id).await,
            Which::OrderOfUser(user, id) => self.store.find_by_order_for_user(user, id).await,
            Which::OrderOfSeller(seller, id) => self.store.find_by_order_for_seller(seller, id).await,
            Which::Any(id) => self.store.find(id).await,
            Which::OfPayment(id) => self.store.find_by_payment(id).await,
        }
    }

    /// The checkout after a decision about it is kept; `None` when there is none.
    pub(crate) async fn change<E: From<StoreError>>(
        &self,
        which: Which,
        cause: &Cause,
        mut decide: impl FnMut(Checkout) -> Result<Reaction, E> + Send,
    ) -> Result<Option<Checkout>, E> {
        for _ in 0..ATTEMPTS {
            let Some(checkout) = self.load(which).await? else { return Ok(None) };
            let decision = match decide(checkout)? {
                Reaction::Unchanged(checkout) => return Ok(Some(*checkout)),
                Reaction::Changed(decision) => *decision,
            };
            let commit = CheckoutCommit::new(decision, || EventId::from_uuid(self.ids.uuid()))
                .caused_by(cause.inbox, cause.provider_event.clone());
            match self.store.commit(&commit).await {
                Ok(CommitOutcome::Committed) => return Ok(Some(commit.into_checkout())),
                Ok(CommitOutcome::Duplicate) => return Ok(self.load(which).await?),
                Err(StoreError::VersionConflict) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(StoreError::VersionConflict.into())
    }
}
