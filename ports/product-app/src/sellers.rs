//! What the user context says of shops.

use std::sync::Arc;

use platform::{Clock, Inbox, StoreError};
use product::Seller;
use product_ports::SellerStore;

/// Keeps the copy of the shops up to date: from the user context's events, or from an import that has just made them.
pub struct RecordSellers {
    pub(crate) sellers: Arc<dyn SellerStore>,
    pub(crate) clock: Arc<dyn Clock>,
}

impl RecordSellers {
    /// Records shops as they are now. With an inbox entry, once for each event.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn execute(&self, sellers: &[Seller], inbox: Option<Inbox>) -> Result<(), StoreError> {
        self.sellers.record(sellers, inbox, self.clock.now()).await
    }
}
