//! Whose shop it is.

use async_trait::async_trait;
use kernel::{SellerId, Timestamp, UserId};
use notification::Shop;
use platform::{Inbox, StoreError};

/// Keeps the copy of who owns which shop.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait ShopDirectory: Send + Sync {
    /// Who owns a shop; `None` when nobody does, or the shop is unknown.
    async fn owner(&self, shop: SellerId) -> Result<Option<UserId>, StoreError>;

    /// Stores a shop as it is, unless what is stored is newer ([`Shop::as_of`]). With an inbox entry that was handled
    /// before it changes nothing. `now` is when the event was handled.
    async fn record(&self, shop: &Shop, inbox: Option<Inbox>, now: Timestamp) -> Result<(), StoreError>;
}
