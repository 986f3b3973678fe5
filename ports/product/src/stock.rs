//! Stock that is held, sold and put back.

use async_trait::async_trait;
use kernel::{CheckoutId, EventId, OrderId, Quantity, Timestamp, VariantId};
use platform::{Inbox, StoreError};
use product::{Hold, HoldState, StockLevel};

/// A variant of which fewer pieces are for sale than somebody wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Shortage {
    /// The variant.
    pub variant: VariantId,
    /// How many are wanted.
    pub wanted: Quantity,
    /// How many are for sale; none when the variant is unknown or not on sale.
    pub available: u64,
}

/// What became of a hold that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HoldOutcome {
    /// The pieces are set aside, now or since the same hold was asked for before.
    Held(Hold),
    /// Nothing is set aside, since of these variants there is not enough.
    Short(Vec<Shortage>),
    /// The checkout has a hold of other pieces.
    Mismatch,
    /// The checkout had this hold, and it has ended.
    Ended(HoldState),
}

/// What became of a confirmation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ConfirmOutcome {
    /// The pieces are sold, now or since an earlier confirmation.
    Sold,
    /// The hold had ended and the pieces are gone; the event says so to who must give the money back.
    Lapsed,
    /// The checkout has no hold.
    Unknown,
}

/// What became of a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReleaseOutcome {
    /// The pieces are for sale again.
    Released,
    /// The hold was not active any more.
    NoEffect,
    /// The checkout has no hold.
    Unknown,
}

/// The pieces of a cancelled order go back on sale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restock {
    /// The order; it is restocked once.
    pub order: OrderId,
    /// Its checkout, whose hold the pieces come from.
    pub checkout: CheckoutId,
    /// The pieces.
    pub lines: Vec<(VariantId, Quantity)>,
}

/// Moves stock. Each operation is one transaction; of each variant, available + held + sold stays what it was.
///
/// A variant that becomes available, or ceases to be, bumps the catalogue's generation.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait StockStore: Send + Sync {
    /// Sets all pieces of a hold aside, or none. Idempotent by checkout. Only variants of active products can be held.
    async fn hold(&self, hold: &Hold) -> Result<HoldOutcome, StoreError>;

    /// A checkout's hold.
    async fn find_hold(&self, checkout: CheckoutId) -> Result<Option<Hold>, StoreError>;

    /// Sells what a checkout holds, as [`Hold::confirm`] says. `lapsed` is the identity of the event
    /// [`product::HoldLapsed`], should it happen; it happens once for a checkout.
    async fn confirm(
        &self,
        checkout: CheckoutId,
        lapsed: EventId,
        inbox: Option<Inbox>,
        now: Timestamp,
    ) -> Result<ConfirmOutcome, StoreError>;

    /// Puts what a checkout holds back on sale, as [`Hold::release`] says.
    async fn release(
        &self,
        checkout: CheckoutId,
        inbox: Option<Inbox>,
        now: Timestamp,
    ) -> Result<ReleaseOutcome, StoreError>;

    /// Puts the pieces of a cancelled order back on sale, as [`Hold::cancel`] says; `false` when that happened before,
    /// or when the checkout has no hold.
    async fn restock(&self, restock: &Restock, inbox: Option<Inbox>, now: Timestamp) -> Result<bool, StoreError>;

    /// Ends up to `limit` holds that are due, oldest first; gives how many.
    async fn expire(&self, now: Timestamp, limit: u32) -> Result<u32, StoreError>;

    /// Where a variant's pieces are.
    async fn level(&self, variant: VariantId) -> Result<Option<StockLevel>, StoreError>;
}
