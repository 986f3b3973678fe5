//! A seller looks at their own products.

use std::collections::HashMap;
use std::sync::Arc;

use kernel::{Actor, ProductId, SellerId};
use platform::{Limit, Page, StoreError};
use product::{CategoryTree, Product};
use product_ports::{CategoryRef, CategoryStore, OwnPosition, ProductStore, ProductView, SellerRef, SellerStore};

use crate::{Access, EditError};

/// A seller looks at their own products.
pub struct OwnProducts {
    pub(crate) products: Arc<dyn ProductStore>,
    pub(crate) categories: Arc<dyn CategoryStore>,
    pub(crate) sellers: Arc<dyn SellerStore>,
}

impl OwnProducts {
    /// One of them.
    ///
    /// # Errors
    /// [`EditError::NotASeller`], [`EditError::ProductNotFound`] (also for another seller's), [`EditError::Store`].
    pub async fn get(&self, actor: Actor, id: ProductId) -> Result<Product, EditError> {
        let seller = Access::seller(actor)?;
        self.products.find_owned(seller, id).await?.ok_or(EditError::ProductNotFound)
    }

    /// All of them, or those whose status has the name, newest first.
    ///
    /// # Errors
    /// [`EditError::NotASeller`], [`EditError::Store`].
    pub async fn list(
        &self,
        actor: Actor,
        status: Option<&str>,
        after: Option<OwnPosition>,
        limit: Limit,
    ) -> Result<Page<Product, OwnPosition>, EditError> {
        let seller = Access::seller(actor)?;
        Ok(self.products.list_owned(seller, status, after, limit).await?)
    }

    /// The products with the names of what they refer to.
    ///
    /// # Errors
    /// [`EditError::Store`].
    pub async fn views(&self, products: Vec<Product>) -> Result<Vec<ProductView>, EditError> {
        let tree = CategoryTree::new(self.categories.all().await?);
        let mut known: HashMap<SellerId, SellerRef> = HashMap::new();
        let mut views = Vec::with_capacity(products.len());
        for product in products {
            let id = product.snapshot().seller;
            let seller = match known.get(&id) {
                Some(seller) => seller.clone(),
                None => {
                    let missing = || StoreError::Corrupt { what: "seller", source: format!("{id} is missing").into() };
                    let seller = self.sellers.find(id).await?.ok_or_else(missing)?;
                    let seller = SellerRef { id, name: seller.name, slug: seller.slug };
                    known.insert(id, seller.clone());
                    seller
                }
            };
            let category_path = tree.path(product.snapshot().category).into_iter().map(CategoryRef::from).collect();
            views.push(ProductView { product, seller, category_path });
        }
        Ok(views)
    }
}
