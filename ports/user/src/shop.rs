//! Shops.

use async_trait::async_trait;
use kernel::{EventId, SellerId, Slug, Timestamp, UserId};
use platform::StoreError;
use user::{Shop, ShopDecision, ShopReference};

use crate::Recorded;

/// The change of a shop with its events: stored wholly or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShopCommit {
    decision: ShopDecision,
    events: Vec<Recorded>,
}

impl ShopCommit {
    /// The change that was decided on. `next_id` gives each event its identity.
    pub fn new(decision: ShopDecision, now: Timestamp, mut next_id: impl FnMut() -> EventId) -> Self {
        let events = Recorded::all(decision.events(), now, &mut next_id);
        Self { decision, events }
    }

    /// The next state, and the version that it was decided on.
    #[must_use]
    pub const fn decision(&self) -> &ShopDecision {
        &self.decision
    }

    /// The events.
    #[must_use]
    pub fn events(&self) -> &[Recorded] {
        &self.events
    }
}

/// Keeps shops.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait ShopStore: Send + Sync {
    /// A shop.
    async fn find(&self, id: SellerId) -> Result<Option<Shop>, StoreError>;

    /// The shop at an address.
    async fn find_by_slug(&self, slug: &Slug) -> Result<Option<Shop>, StoreError>;

    /// The shop that somebody runs.
    async fn find_by_owner(&self, owner: UserId) -> Result<Option<Shop>, StoreError>;

    /// The shops of these references, in any order; those that do not exist are left out.
    async fn find_by_reference(&self, references: &[ShopReference]) -> Result<Vec<Shop>, StoreError>;

    /// Which of these addresses belong to a shop, in any order.
    async fn taken_slugs(&self, slugs: &[Slug]) -> Result<Vec<Slug>, StoreError>;

    /// Stores changes with their events in one transaction, all or none.
    ///
    /// # Errors
    /// [`StoreError::VersionConflict`] when a shop is not at the expected version; [`StoreError::AlreadyExists`] of
    /// `slug`, `shop_owner` or `shop_reference`.
    async fn commit(&self, commits: &[ShopCommit]) -> Result<(), StoreError>;
}
