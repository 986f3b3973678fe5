//! What delivery costs.

use async_trait::async_trait;
use kernel::{Money, SellerId};
use order::Country;
use platform::BoxError;
use thiserror::Error;

/// What one seller sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parcel {
    /// Who sends it.
    pub seller: SellerId,
    /// What the goods in it cost.
    pub subtotal: Money,
    /// How many pieces are in it.
    pub item_count: u32,
}

/// Why there is no rate.
#[derive(Debug, Error)]
pub enum ShippingError {
    /// Nobody delivers there, or not for goods of this currency.
    #[error("delivery to this country is not offered")]
    NotDelivered,
    /// Whoever knows the rates does not answer.
    #[error("shipping rates are not available at the moment")]
    Unavailable(#[source] BoxError),
}

/// Knows what delivery costs.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait ShippingRates: Send + Sync {
    /// What each parcel costs, in the order of the parcels, each in its subtotal's currency. Without a destination it
    /// is an estimate.
    ///
    /// # Errors
    /// [`ShippingError::NotDelivered`] when one of them is not delivered.
    async fn rates(&self, destination: Option<Country>, parcels: &[Parcel]) -> Result<Vec<Money>, ShippingError>;
}
