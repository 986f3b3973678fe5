//! Keeps checkouts with their orders, payments and refunds.

use async_trait::async_trait;
use kernel::{CheckoutId, EventId, OrderId, PaymentId, SellerId, Timestamp, UserId};
use order::{CartOwner, Checkout, CheckoutDecision, OrderEvent, TakenLine};
use platform::{Inbox, StoreError};

/// The promise that a request with an idempotency key makes one checkout at most: it is kept before anything is done,
/// so that whoever comes back with the key goes on with the same checkout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckoutClaim {
    /// Whose key it is.
    pub user_id: UserId,
    /// The key.
    pub key: String,
    /// What was asked for, in one text: the same request gives the same.
    pub fingerprint: String,
    /// The checkout that the key stands for.
    pub checkout_id: CheckoutId,
    /// When the key came first.
    pub claimed_at: Timestamp,
}

/// A claim as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingClaim {
    /// The claim: the first one by its key.
    pub claim: CheckoutClaim,
    /// Whether its checkout was placed.
    pub placed: bool,
}

/// An event with the id by which consumers know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedEvent {
    /// Its id.
    pub id: EventId,
    /// What happened.
    pub event: OrderEvent,
}

fn record(decision: &CheckoutDecision, mut id: impl FnMut() -> EventId) -> Vec<RecordedEvent> {
    decision.events().iter().map(|event| RecordedEvent { id: id(), event: event.clone() }).collect()
}

/// A new checkout, to be kept. It is made of a decision alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceCommit {
    decision: CheckoutDecision,
    events: Vec<RecordedEvent>,
    key: String,
    bought: Vec<TakenLine>,
}

impl PlaceCommit {
    /// A decision, with the idempotency key that it is made for. `id` gives an id for each event.
    #[must_use]
    pub fn new(decision: CheckoutDecision, key: String, id: impl FnMut() -> EventId) -> Self {
        let lines = decision.checkout().orders.iter().flat_map(|order| &order.lines);
        let bought = lines.map(|line| TakenLine { variant_id: line.variant_id, quantity: line.quantity }).collect();
        Self { events: record(&decision, id), decision, key, bought }
    }

    /// The checkout.
    #[must_use]
    pub const fn checkout(&self) -> &Checkout {
        self.decision.checkout()
    }

    /// What tells of it, in order.
    #[must_use]
    pub fn events(&self) -> &[RecordedEvent] {
        &self.events
    }

    /// The idempotency key.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The cart that it was made from.
    #[must_use]
    pub fn cart(&self) -> CartOwner {
        CartOwner::Account(self.checkout().user_id)
    }

    /// What is taken out of the cart.
    #[must_use]
    pub fn bought(&self) -> &[TakenLine] {
        &self.bought
    }
}

/// What became of a new checkout. Only [`PlaceOutcome::Placed`] has changed anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceOutcome {
    /// It is kept.
    Placed,
    /// It was kept before, by another request with the same key.
    AlreadyPlaced,
    /// The key does not stand for this checkout any more.
    ClaimLost,
    /// What was bought is not in the cart any more: another checkout has bought it.
    CartChanged,
}

/// The identity of a provider's event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProviderEventId {
    /// The provider's name.
    pub provider: &'static str,
    /// The provider's id of the event.
    pub id: String,
}

/// A change of a checkout, to be kept. It is made of a decision alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckoutCommit {
    decision: CheckoutDecision,
    events: Vec<RecordedEvent>,
    /// The event of another context that this is the effect of.
    pub inbox: Option<Inbox>,
    /// The provider's event that this is the effect of.
    pub provider_event: Option<ProviderEventId>,
}

impl CheckoutCommit {
    /// A decision. `id` gives an id for each event.
    #[must_use]
    pub fn new(decision: CheckoutDecision, id: impl FnMut() -> EventId) -> Self {
        Self { events: record(&decision, id), decision, inbox: None, provider_event: None }
    }

    /// The same change as the effect of an event: of another context, of the provider.
    #[must_use]
    pub fn caused_by(self, inbox: Option<Inbox>, provider_event: Option<ProviderEventId>) -> Self {
        Self { inbox, provider_event, ..self }
    }

    /// The next state. The stored version must be one less than its version.
    #[must_use]
    pub const fn checkout(&self) -> &Checkout {
        self.decision.checkout()
    }

    /// What tells of it, in order.
    #[must_use]
    pub fn events(&self) -> &[RecordedEvent] {
        &self.events
    }

    /// The next state, for whoever goes on with it.
    #[must_use]
    pub fn into_checkout(self) -> Checkout {
        self.decision.into_checkout()
    }
}

/// What became of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommitOutcome {
    /// It is kept.
    Committed,
    /// The event that it is the effect of had its effect before; nothing has changed.
    Duplicate,
}

/// Keeps checkouts with their orders, payments and refunds. State, events, claim, cart, inbox: what belongs together
/// is kept in one transaction.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait CheckoutStore: Send + Sync {
    /// Keeps a claim unless there is one by its key; gives the one that stands.
    async fn claim(&self, claim: &CheckoutClaim) -> Result<StandingClaim, StoreError>;

    /// Gives a key free again whose checkout came to nothing, and tells whether it did: not when the checkout was
    /// placed, or the key stands for another one.
    async fn abandon(&self, user: UserId, key: &str, checkout: CheckoutId) -> Result<bool, StoreError>;

    /// Keeps a new checkout with its events, marks its claim as placed, and takes what was bought out of the cart.
    ///
    /// # Errors
    /// [`StoreError::AlreadyExists`] of `order_number`: other ids give other numbers.
    async fn place(&self, commit: &PlaceCommit) -> Result<PlaceOutcome, StoreError>;

    /// Keeps a change with its events.
    ///
    /// # Errors
    /// [`StoreError::VersionConflict`] when the stored version is not the one that was decided on.
    async fn commit(&self, commit: &CheckoutCommit) -> Result<CommitOutcome, StoreError>;

    /// A shopper's checkout.
    async fn find_for_user(&self, user: UserId, id: CheckoutId) -> Result<Option<Checkout>, StoreError>;

    /// The checkout that a shopper's order is part of.
    async fn find_by_order_for_user(&self, user: UserId, id: OrderId) -> Result<Option<Checkout>, StoreError>;

    /// The checkout that a seller's order is part of, once the order is bought: until then it is not the seller's
    /// business. The other orders in it are not theirs to see.
    async fn find_by_order_for_seller(&self, seller: SellerId, id: OrderId) -> Result<Option<Checkout>, StoreError>;

    /// Any checkout: for the system itself, never for a person.
    async fn find(&self, id: CheckoutId) -> Result<Option<Checkout>, StoreError>;

    /// The checkout that a payment is for: for the system itself.
    async fn find_by_payment(&self, id: PaymentId) -> Result<Option<Checkout>, StoreError>;

    /// The checkout and payment that a provider knows by this reference: for the system itself.
    async fn find_by_reference(&self, reference: &str) -> Result<Option<(Checkout, PaymentId)>, StoreError>;

    /// Checkouts that are unpaid although their time was over at `now`, the oldest first.
    async fn due(&self, now: Timestamp, limit: u32) -> Result<Vec<CheckoutId>, StoreError>;

    /// Forgets claims from before `before`, `limit` at most, and tells how many: a key is remembered that long.
    async fn remove_old_claims(&self, before: Timestamp, limit: u32) -> Result<u64, StoreError>;
}
