//! Goods on their way out.

use async_trait::async_trait;
use platform::StoreError;
use product::{CategoryName, ExternalRef, ProductSnapshot, Seller};

/// A product with the names of what it refers to, so that another marketplace can take it in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExchangedProduct {
    /// The product; `product.reference` identifies it.
    pub product: ProductSnapshot,
    /// Who sells it.
    pub seller: Seller,
    /// The names of its category's path, from the top.
    pub category_path: Vec<CategoryName>,
}

/// Reads all goods, in the order of their references: the same goods give the same sequence.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait ExchangeReader: Send + Sync {
    /// Up to `limit` products of any status whose reference comes after `after`.
    async fn page<'a>(&self, after: Option<&'a ExternalRef>, limit: u32) -> Result<Vec<ExchangedProduct>, StoreError>;
}
