//! Whether a product can be seen and bought.

use std::fmt;
use std::str::FromStr;

use crate::DisableReason;

/// The states that the seller decides about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ListingStatus {
    /// Only the seller sees it.
    Draft,
    /// Everybody sees it and can buy it.
    Active,
    /// The seller took it away; it is kept for the orders that tell of it.
    Archived,
}

impl ListingStatus {
    /// Every one, in the order of a product's life.
    pub const ALL: [Self; 3] = [Self::Draft, Self::Active, Self::Archived];

    /// The name on the wire and in stores.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Active => "active",
            Self::Archived => "archived",
        }
    }
}

impl fmt::Display for ListingStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for ListingStatus {
    /// The text that names no status.
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|status| status.as_str() == text).ok_or_else(|| text.to_owned())
    }
}

/// Whether a product can be seen and bought, and why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// As the seller decided.
    Listed(ListingStatus),
    /// An administrator took it off the marketplace. The seller may mend it, but not bring it back.
    Disabled {
        /// Why.
        reason: DisableReason,
        /// What it was, and will be again when it is enabled.
        previous: ListingStatus,
    },
}

impl Status {
    /// Drafted by its seller.
    pub const DRAFT: Self = Self::Listed(ListingStatus::Draft);
    /// On sale.
    pub const ACTIVE: Self = Self::Listed(ListingStatus::Active);
    /// Taken away by its seller.
    pub const ARCHIVED: Self = Self::Listed(ListingStatus::Archived);

    /// The name on the wire and in stores.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Listed(status) => status.as_str(),
            Self::Disabled { .. } => "disabled",
        }
    }

    /// Whether everybody sees it and can buy it.
    #[must_use]
    pub const fn is_active(&self) -> bool {
        matches!(self, Self::Listed(ListingStatus::Active))
    }
}
