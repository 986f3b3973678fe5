//! The order context holds goods for a checkout.

use std::sync::Arc;

use async_trait::async_trait;
use kernel::{CheckoutId, Timestamp};
use order_ports::{AskError, HeldLine, HoldOutcome, Shortage, StockHolds};
use product_app::{HoldStockError, ProductApp};

use crate::failure::{failure, store_failure};

/// The stock of this process.
#[derive(Clone)]
pub struct InProcessStock {
    products: Arc<ProductApp>,
}

impl InProcessStock {
    /// Asks these use cases.
    #[must_use]
    pub const fn new(products: Arc<ProductApp>) -> Self {
        Self { products }
    }
}

#[async_trait]
impl StockHolds for InProcessStock {
    async fn hold(
        &self,
        checkout: CheckoutId,
        lines: &[HeldLine],
        expires_at: Timestamp,
    ) -> Result<HoldOutcome, AskError> {
        let lines: Vec<_> = lines.iter().map(|line| (line.variant_id, line.quantity)).collect();
        match self.products.hold.execute(checkout, &lines, expires_at).await {
            Ok(hold) => Ok(HoldOutcome::Held { until: hold.snapshot().expires_at }),
            Err(HoldStockError::Short(shortages)) => Ok(HoldOutcome::Insufficient(
                shortages
                    .into_iter()
                    .map(|shortage| Shortage {
                        variant_id: shortage.variant,
                        available: u32::try_from(shortage.available).unwrap_or(u32::MAX),
                    })
                    .collect(),
            )),
            Err(HoldStockError::Mismatch | HoldStockError::Ended(_)) => Ok(HoldOutcome::Refused),
            Err(error) => Err(failure(error)),
        }
    }

    async fn release(&self, checkout: CheckoutId) -> Result<(), AskError> {
        self.products.settle.release(checkout, None).await.map(drop).map_err(store_failure)
    }
}
