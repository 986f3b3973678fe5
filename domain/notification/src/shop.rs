//! Whose shop it is: a copy of what the user context says.

use kernel::{SellerId, Timestamp, UserId};

/// Who owns a shop, as far as is known here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shop {
    /// The shop.
    pub id: SellerId,
    /// Its owner; nobody while it is unclaimed.
    pub owner: Option<UserId>,
    /// When it came to be so. What is older never replaces what is newer, in whatever order it arrives.
    pub as_of: Timestamp,
}
