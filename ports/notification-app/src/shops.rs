//! Who owns which shop.

use std::sync::Arc;

use notification::Shop;
use notification_ports::ShopDirectory;
use platform::{Clock, Inbox};

use crate::NotificationAppError;

/// Keeps the copy of who owns which shop.
#[derive(Clone)]
pub struct RecordShop {
    shops: Arc<dyn ShopDirectory>,
    clock: Arc<dyn Clock>,
}

impl RecordShop {
    pub(crate) const fn new(shops: Arc<dyn ShopDirectory>, clock: Arc<dyn Clock>) -> Self {
        Self { shops, clock }
    }

    /// Stores a shop as the event in `inbox` says it is.
    ///
    /// # Errors
    /// [`NotificationAppError::Store`].
    pub async fn execute(&self, inbox: Inbox, shop: Shop) -> Result<(), NotificationAppError> {
        Ok(self.shops.record(&shop, Some(inbox), self.clock.now()).await?)
    }
}
