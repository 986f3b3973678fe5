//! What the order context asks other contexts.

use async_trait::async_trait;
use kernel::{AddressId, CheckoutId, Quantity, Timestamp, UserId, VariantId};
use order::{DeliveryAddress, Quote};
use platform::{BoxError, ErrorKind};
use thiserror::Error;

/// Another context could not be asked.
#[derive(Debug, Error)]
pub enum AskError {
    /// It does not answer, or answers that it cannot now.
    #[error("another part of the shop does not answer")]
    Unavailable(#[source] BoxError),
    /// It answers what cannot be understood: a defect.
    #[error("another part of the shop gave an answer that makes no sense")]
    Nonsense(#[source] BoxError),
}

impl AskError {
    /// The kind that a use case reports.
    #[must_use]
    pub const fn kind(&self) -> ErrorKind {
        match self {
            Self::Unavailable(_) => ErrorKind::Unavailable,
            Self::Nonsense(_) => ErrorKind::Internal,
        }
    }

    /// The code that a use case reports.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unavailable(_) => "unavailable",
            Self::Nonsense(_) => "internal",
        }
    }
}

/// What the catalogue says of variants now.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait CatalogQuotes: Send + Sync {
    /// A quote for each variant that there is, in any order; those that are not on sale at present included.
    async fn quotes(&self, variants: &[VariantId]) -> Result<Vec<Quote>, AskError>;
}

/// So many pieces of a variant, to be held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeldLine {
    /// The variant.
    pub variant_id: VariantId,
    /// How many.
    pub quantity: Quantity,
}

/// A variant of which there are fewer pieces than are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shortage {
    /// The variant.
    pub variant_id: VariantId,
    /// How many there are.
    pub available: u32,
}

/// What became of the wish to hold goods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HoldOutcome {
    /// All of it is held. Asking again with the same lines answers this, too, with the time that was agreed on first.
    Held {
        /// Until when.
        until: Timestamp,
    },
    /// Nothing is held, because of these.
    Insufficient(Vec<Shortage>),
    /// Nothing is held by this answer: other lines were held by this checkout, or its hold is over.
    Refused,
}

/// Holds goods for a checkout: all of them or none.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait StockHolds: Send + Sync {
    /// Holds all lines until `expires_at`, idempotent by checkout.
    async fn hold(
        &self,
        checkout: CheckoutId,
        lines: &[HeldLine],
        expires_at: Timestamp,
    ) -> Result<HoldOutcome, AskError>;

    /// Gives back what is held; giving back twice, or what was never held, is no error.
    async fn release(&self, checkout: CheckoutId) -> Result<(), AskError>;
}

/// Knows the addresses of accounts.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait DeliveryAddresses: Send + Sync {
    /// The account's address; `None` when it has none by this id.
    async fn address(&self, user: UserId, address: AddressId) -> Result<Option<DeliveryAddress>, AskError>;
}
