//! A seller takes something away.

use std::sync::Arc;

use kernel::{Actor, ProductId};
use platform::{Clock, IdSource};
use product::Status;
use product_ports::ProductStore;

use crate::commit::change;
use crate::{Access, EditError};

/// A seller takes something away. Orders that tell of it keep it.
pub struct ArchiveProduct {
    pub(crate) products: Arc<dyn ProductStore>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdSource>,
}

impl ArchiveProduct {
    /// Archives the product; doing so again is no error.
    ///
    /// # Errors
    /// [`EditError`]; [`EditError::Transition`] for a product that an administrator disabled.
    pub async fn execute(&self, actor: Actor, id: ProductId) -> Result<(), EditError> {
        let seller = Access::seller(actor)?;
        let now = self.clock.now();
        change(
            self.products.as_ref(),
            &self.ids,
            || self.products.find_owned(seller, id),
            |product| {
                if product.snapshot().status == Status::ARCHIVED {
                    return Ok(None);
                }
                Ok(Some(product.archive(now)?))
            },
        )
        .await
        .map(drop)
    }
}
