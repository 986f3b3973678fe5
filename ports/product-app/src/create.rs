//! A seller offers something new.

use std::sync::Arc;

use kernel::{Actor, CategoryId, Currency, ProductId};
use platform::{Clock, IdSource};
use product::{ListingStatus, NewProduct, Product, ProductDraft, ProductRule, Violations};
use product_ports::{CategoryStore, ProductStore};

use crate::commit::{variant_ids, with_events};
use crate::{Access, EditError};

/// What is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateProductCommand {
    /// The content. Each variant's stock must be set, not kept.
    pub draft: ProductDraft,
    /// Whether everybody sees it at once.
    pub status: ListingStatus,
}

/// A seller offers something new.
pub struct CreateProduct {
    pub(crate) products: Arc<dyn ProductStore>,
    pub(crate) categories: Arc<dyn CategoryStore>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdSource>,
    pub(crate) currency: Currency,
}

impl CreateProduct {
    /// Makes the product and gives it as it is stored.
    ///
    /// # Errors
    /// [`EditError::NotASeller`], [`EditError::Invalid`], [`EditError::Store`].
    pub async fn execute(&self, actor: Actor, command: CreateProductCommand) -> Result<Product, EditError> {
        let seller = Access::seller(actor)?;
        let now = self.clock.now();
        known_category(self.categories.as_ref(), command.draft.category).await?;
        let new = NewProduct {
            id: ProductId::from_uuid(self.ids.uuid()),
            seller,
            reference: None,
            status: command.status,
            currency: self.currency,
            images: Vec::new(),
        };
        let decision = Product::create(new, command.draft, variant_ids(&self.ids), now)?;
        let product = decision.product().clone();
        self.products.commit(&[with_events(decision, &self.ids)]).await?;
        Ok(product)
    }
}

pub(crate) async fn known_category(categories: &dyn CategoryStore, id: CategoryId) -> Result<(), EditError> {
    match categories.find(id).await? {
        Some(_) => Ok(()),
        None => Err(Violations::one("category_id", ProductRule::UnknownCategory).into()),
    }
}
