//! What variants are and cost at this moment, for carts and checkouts.

use std::sync::Arc;

use kernel::VariantId;
use platform::StoreError;
use product_ports::{CatalogueReader, VariantQuote};

use crate::PictureUrls;

/// What a variant is and costs at this moment, with its picture's address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The variant.
    pub view: VariantQuote,
    /// Where a browser finds its picture, about 480 pixels wide.
    pub image_url: Option<String>,
}

/// Tells what variants are and cost at this moment.
pub struct QuoteVariants {
    pub(crate) catalogue: Arc<dyn CatalogueReader>,
    pub(crate) pictures: PictureUrls,
}

impl QuoteVariants {
    /// The variants that exist, in the order in which they were asked for. A variant that is not on sale any more is
    /// among them, with none available.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn execute(&self, variants: &[VariantId]) -> Result<Vec<Quote>, StoreError> {
        if variants.is_empty() {
            return Ok(Vec::new());
        }
        let mut found = self.catalogue.quote(variants).await?;
        found.sort_by_key(|quote| variants.iter().position(|&id| id == quote.variant));
        Ok(found
            .into_iter()
            .map(|view| Quote { image_url: view.image.as_ref().map(|image| self.pictures.thumbnail(image)), view })
            .collect())
    }
}
