//! Products, as their sellers edit them.

use async_trait::async_trait;
use kernel::{EventId, ProductId, SellerId, Timestamp};
use platform::{Limit, Page, StoreError};
use product::{ExternalRef, PictureKey, Product, ProductDecision, ProductEvent};

/// An event with the identity under which it is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded<E> {
    /// Unique.
    pub id: EventId,
    /// When it happened.
    pub at: Timestamp,
    /// What happened.
    pub event: E,
}

/// What a product's change consists of: it is stored wholly or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductCommit {
    decision: ProductDecision,
    events: Vec<Recorded<ProductEvent>>,
}

impl ProductCommit {
    /// The change that was decided on. `next_id` gives each event its identity.
    pub fn new(decision: ProductDecision, mut next_id: impl FnMut() -> EventId) -> Self {
        let at = decision.product().snapshot().updated_at;
        let events =
            decision.events().iter().map(|event| Recorded { id: next_id(), at, event: event.clone() }).collect();
        Self { decision, events }
    }

    /// The next state, and the version that it was decided on.
    #[must_use]
    pub const fn decision(&self) -> &ProductDecision {
        &self.decision
    }

    /// The events.
    #[must_use]
    pub fn events(&self) -> &[Recorded<ProductEvent>] {
        &self.events
    }
}

/// Where a page of a seller's own products ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnPosition {
    /// When the last product was made.
    pub created_at: Timestamp,
    /// The last product.
    pub id: ProductId,
}

/// Keeps products.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait ProductStore: Send + Sync {
    /// A product, whoever sells it: for administrators.
    async fn find(&self, id: ProductId) -> Result<Option<Product>, StoreError>;

    /// A seller's product; another seller's is not found.
    async fn find_owned(&self, seller: SellerId, id: ProductId) -> Result<Option<Product>, StoreError>;

    /// The products of these references, in any order; those that do not exist are left out.
    async fn find_by_reference(&self, references: &[ExternalRef]) -> Result<Vec<Product>, StoreError>;

    /// A seller's products, newest first; all of them, or those whose status has the name (`draft`, `disabled`, …).
    async fn list_owned<'a>(
        &self,
        seller: SellerId,
        status: Option<&'a str>,
        after: Option<OwnPosition>,
        limit: Limit,
    ) -> Result<Page<Product, OwnPosition>, StoreError>;

    /// Stores changes with their events in one transaction, all or none, and bumps the catalogue's generation.
    ///
    /// Only the stock that a decision sets is written: pieces that were held or sold since the product was read stay so.
    /// Variants that are no longer in the product are kept for the holds that name them, but are not sold any more.
    ///
    /// # Errors
    /// [`StoreError::VersionConflict`] when a product is not at the expected version; [`StoreError::AlreadyExists`] of
    /// `reference` or `slug`.
    async fn commit(&self, commits: &[ProductCommit]) -> Result<(), StoreError>;

    /// Whether a picture's files belong to any product.
    async fn picture_in_use(&self, key: &PictureKey) -> Result<bool, StoreError>;
}
