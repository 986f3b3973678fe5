//! Who sells, as this context needs to know it.

use kernel::{SellerId, Slug, Timestamp, UserId};

use crate::SellerName;

/// A shop: a copy of what the user context says of it, kept up to date by that context's events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seller {
    /// The shop.
    pub id: SellerId,
    /// The account that runs it; `None` for a shop that was imported and that nobody has claimed.
    pub owner: Option<UserId>,
    /// What it is called.
    pub name: SellerName,
    /// Its address.
    pub slug: Slug,
    /// Since when it sells here.
    pub opened_at: Timestamp,
}
