//! Who sells: a copy of what the user context says.

use async_trait::async_trait;
use kernel::{SellerId, Timestamp};
use platform::{Inbox, StoreError};
use product::Seller;

/// Keeps the copy of the shops.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait SellerStore: Send + Sync {
    /// A shop.
    async fn find(&self, id: SellerId) -> Result<Option<Seller>, StoreError>;

    /// Stores shops as they are now, new ones and known ones, all or none. With an inbox entry that was handled before
    /// it changes nothing. Bumps the catalogue's generation when a name or a slug changes.
    async fn record(&self, sellers: &[Seller], inbox: Option<Inbox>, now: Timestamp) -> Result<(), StoreError>;
}
