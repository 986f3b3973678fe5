//! The order context asks the catalogue what goods are and cost.

use std::sync::Arc;

use async_trait::async_trait;
use kernel::VariantId;
use order::{Picture, Quote, SellerRef};
use order_ports::{AskError, CatalogQuotes};
use product_app::{ProductApp, Quote as CatalogueQuote};

use crate::failure::store_failure;

/// The catalogue of this process.
#[derive(Clone)]
pub struct InProcessCatalog {
    products: Arc<ProductApp>,
}

impl InProcessCatalog {
    /// Asks these use cases.
    #[must_use]
    pub const fn new(products: Arc<ProductApp>) -> Self {
        Self { products }
    }
}

#[async_trait]
impl CatalogQuotes for InProcessCatalog {
    async fn quotes(&self, variants: &[VariantId]) -> Result<Vec<Quote>, AskError> {
        let found = self.products.quote.execute(variants).await.map_err(store_failure)?;
        Ok(found.into_iter().map(quote).collect())
    }
}

fn quote(CatalogueQuote { view, image_url }: CatalogueQuote) -> Quote {
    let title = view.title.to_string();
    let alt =
        view.image.as_ref().and_then(|image| image.alt.as_ref()).map_or_else(|| title.clone(), ToString::to_string);
    Quote {
        variant_id: view.variant,
        product_id: view.product,
        product_slug: view.product_slug.to_string(),
        options: view.options.iter().map(|option| (option.name.to_string(), option.value.to_string())).collect(),
        sku: view.sku.to_string(),
        image: image_url.map(|url| Picture { url, alt }),
        seller: SellerRef { id: view.seller.id, name: view.seller.name.to_string() },
        unit_price: view.price.money(),
        // More than a line can have is as good as the most that it can.
        available: u32::try_from(view.available).unwrap_or(u32::MAX),
        on_sale: view.on_sale,
        title,
    }
}
