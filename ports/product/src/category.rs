//! The tree in which products are found.

use async_trait::async_trait;
use kernel::CategoryId;
use platform::StoreError;
use product::Category;

/// Categories to add, each after the one that it is part of.
pub type NewCategories<'a> = &'a [Category];

/// Keeps categories.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait CategoryStore: Send + Sync {
    /// All categories, in any order.
    async fn all(&self) -> Result<Vec<Category>, StoreError>;

    /// A category.
    async fn find(&self, id: CategoryId) -> Result<Option<Category>, StoreError>;

    /// Adds categories, all or none.
    ///
    /// # Errors
    /// [`StoreError::AlreadyExists`] of `name` (among siblings) or `slug`.
    async fn add<'a>(&self, categories: NewCategories<'a>) -> Result<(), StoreError>;
}
