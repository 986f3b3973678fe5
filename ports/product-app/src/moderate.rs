//! An administrator keeps the marketplace clean.

use std::sync::Arc;

use kernel::{Actor, ProductId};
use platform::{Clock, IdSource};
use product::{DisableReason, Product};
use product_ports::ProductStore;

use crate::commit::change;
use crate::{Access, EditError};

/// An administrator takes products off the marketplace, and puts them back.
pub struct ModerateProduct {
    pub(crate) products: Arc<dyn ProductStore>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdSource>,
}

impl ModerateProduct {
    /// Takes a product off the marketplace.
    ///
    /// # Errors
    /// [`EditError`]; [`EditError::Transition`] when it is disabled already.
    pub async fn disable(&self, actor: Actor, id: ProductId, reason: DisableReason) -> Result<Product, EditError> {
        Access::administrator(actor)?;
        let now = self.clock.now();
        change(
            self.products.as_ref(),
            &self.ids,
            || self.products.find(id),
            |product| Ok(Some(product.disable(reason.clone(), now)?)),
        )
        .await
    }

    /// Puts it back to what it was.
    ///
    /// # Errors
    /// [`EditError`]; [`EditError::Transition`] when it is not disabled.
    pub async fn enable(&self, actor: Actor, id: ProductId) -> Result<Product, EditError> {
        Access::administrator(actor)?;
        let now = self.clock.now();
        change(self.products.as_ref(), &self.ids, || self.products.find(id), |product| Ok(Some(product.enable(now)?)))
            .await
    }
}
