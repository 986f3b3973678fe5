//! Goods on their way out.

use std::sync::Arc;

use platform::StoreError;
use product::ExternalRef;
use product_ports::{ExchangeReader, ExchangedProduct};

/// Reads all goods in the order of their references, so that the same goods give the same file.
pub struct ExportProducts {
    pub(crate) exchange: Arc<dyn ExchangeReader>,
}

impl ExportProducts {
    /// Up to `limit` products after a reference; fewer than `limit` when there are no more.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn page(&self, after: Option<&ExternalRef>, limit: u32) -> Result<Vec<ExchangedProduct>, StoreError> {
        self.exchange.page(after, limit).await
    }
}
