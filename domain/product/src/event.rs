//! What happened, for other contexts.

use kernel::{CheckoutId, ProductId, SellerId, Slug, Timestamp};

use crate::Title;

/// Why a product can no longer be bought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WithdrawalReason {
    /// Its seller is working on it again.
    Unpublished,
    /// Its seller took it away.
    Archived,
    /// An administrator took it off the marketplace.
    Disabled,
}

impl WithdrawalReason {
    /// The name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unpublished => "unpublished",
            Self::Archived => "archived",
            Self::Disabled => "disabled",
        }
    }
}

/// What happened to a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProductEvent {
    /// It can be seen and bought from now on.
    Published {
        /// The product.
        product: ProductId,
        /// Who sells it.
        seller: SellerId,
        /// What it is called.
        title: Title,
        /// Its address.
        slug: Slug,
    },
    /// It can no longer be seen and bought.
    Withdrawn {
        /// The product.
        product: ProductId,
        /// Who sells it.
        seller: SellerId,
        /// Why.
        reason: WithdrawalReason,
    },
}

/// A checkout was paid after its hold had ended, and the goods were gone by then: the buyer must get their money back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HoldLapsed {
    /// The checkout.
    pub checkout: CheckoutId,
    /// When the goods were looked for.
    pub at: Timestamp,
}
