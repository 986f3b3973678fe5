//! A seller changes what they offer.

use std::sync::Arc;

use kernel::{Actor, CategoryId, Currency, ImageId, ProductId};
use platform::{Clock, IdSource};
use product::{
    Description, ListingStatus, OptionGroup, OptionValue, Price, Product, ProductDecision, Revision, Sku,
    Specification, StockChange, StockCount, Title, VariantDraft,
};
use product_ports::{CategoryStore, ProductStore};

use crate::commit::{change, variant_ids};
use crate::create::known_category;
use crate::{Access, EditError};

/// What a variant shall be; the SKU says which one it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VariantUpdate {
    /// Which one.
    pub sku: Sku,
    /// One value of each option group.
    pub options: Vec<OptionValue>,
    /// What a piece costs.
    pub price: Price,
    /// What it cost before.
    pub list_price: Option<Price>,
    /// How many pieces are for sale; left out, the stock of a known variant stays.
    pub stock: Option<StockCount>,
    /// The picture that shows it.
    pub image: Option<ImageId>,
}

/// What shall change; what is left out stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UpdateProductCommand {
    /// Only if the product is at this version.
    pub version: Option<u64>,
    /// The title.
    pub title: Option<Title>,
    /// The description; `Some(None)` takes it away.
    pub description: Option<Option<Description>>,
    /// The category.
    pub category: Option<CategoryId>,
    /// The status.
    pub status: Option<ListingStatus>,
    /// The option groups.
    pub option_groups: Option<Vec<OptionGroup>>,
    /// The specifications.
    pub specifications: Option<Vec<Specification>>,
    /// All variants: one whose SKU is missing is no longer sold.
    pub variants: Option<Vec<VariantUpdate>>,
}

/// A seller changes what they offer.
pub struct UpdateProduct {
    pub(crate) products: Arc<dyn ProductStore>,
    pub(crate) categories: Arc<dyn CategoryStore>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdSource>,
    pub(crate) currency: Currency,
}

impl UpdateProduct {
    /// Changes the product and gives it as it is stored.
    ///
    /// # Errors
    /// [`EditError`]; [`EditError::VersionConflict`] when the command names another version than the product's.
    pub async fn execute(
        &self,
        actor: Actor,
        id: ProductId,
        command: UpdateProductCommand,
    ) -> Result<Product, EditError> {
        let seller = Access::seller(actor)?;
        let now = self.clock.now();
        let current = self.products.find_owned(seller, id).await?.ok_or(EditError::ProductNotFound)?;
        known_category(self.categories.as_ref(), command.category.unwrap_or(current.snapshot().category)).await?;
        change(
            self.products.as_ref(),
            &self.ids,
            || self.products.find_owned(seller, id),
            |product| self.decide(product, &command, now),
        )
        .await
    }

    fn decide(
        &self,
        product: Product,
        command: &UpdateProductCommand,
        now: kernel::Timestamp,
    ) -> Result<Option<ProductDecision>, EditError> {
        if command.version.is_some_and(|version| version != product.snapshot().version) {
            return Err(EditError::VersionConflict);
        }
        let mut draft = product.draft();
        let set = command.clone();
        draft.title = set.title.unwrap_or(draft.title);
        draft.description = set.description.unwrap_or(draft.description);
        draft.category = set.category.unwrap_or(draft.category);
        draft.option_groups = set.option_groups.unwrap_or(draft.option_groups);
        draft.specifications = set.specifications.unwrap_or(draft.specifications);
        if let Some(variants) = set.variants {
            draft.variants = variants.into_iter().map(VariantDraft::from).collect();
        }
        match product.revise(self.currency, draft, None, set.status, variant_ids(&self.ids), now)? {
            Revision::Unchanged(_) => Ok(None),
            Revision::Changed(decision) => Ok(Some(*decision)),
        }
    }
}

impl From<VariantUpdate> for VariantDraft {
    fn from(update: VariantUpdate) -> Self {
        Self {
            sku: update.sku,
            options: update.options,
            price: update.price,
            list_price: update.list_price,
            stock: update.stock.map_or(StockChange::Keep, StockChange::Set),
            image: update.image,
        }
    }
}
