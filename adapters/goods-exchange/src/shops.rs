//! Who sells what is imported.

use async_trait::async_trait;
use kernel::SellerId;
use platform::{BoxError, StoreError};
use product::{Seller, SellerName};

/// A shop that goods come from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct WantedShop {
    /// What the shop is called where the goods come from; at most 200 characters.
    pub reference: String,
    /// Its name.
    pub name: SellerName,
}

/// Knows the shops of this marketplace. The binary answers it with the user context.
#[async_trait]
pub trait ShopDirectory: Send + Sync {
    /// The shops of these references, in their order; those that are missing are opened, without an owner.
    ///
    /// # Errors
    /// [`StoreError`]; no shop was opened then.
    async fn ensure(&self, shops: &[WantedShop]) -> Result<Vec<Seller>, StoreError>;

    /// What shops are called where they come from, in the order of the ids; what was opened here has a reference, too.
    /// Giving a reference to [`ShopDirectory::ensure`] finds the same shop.
    ///
    /// # Errors
    /// When the store fails, or there is no such shop.
    async fn references(&self, shops: &[SellerId]) -> Result<Vec<String>, BoxError>;
}
