//! The product context's consumers and jobs: orders settle holds, shops become known, holds expire.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use kernel::{CheckoutId, Line, Quantity, Slug, VariantId};
use kit_events::order::{
    CheckoutCancelledV1, CheckoutExpiredV1, CheckoutPaidV1, CheckoutPlacedV1, Line as WireLine, OrderCancelledV1,
};
use kit_events::user::{ShopChangedV1, ShopOpenedV1};
use kit_events::{WireEvent, schema_error};
use platform::{BoxError, Envelope, EventHandler, HandleError, Inbox, StoreError};
use product::Seller;
use product_app::{ConfirmOutcome, ProductApp, Restock};

use crate::Job;
use crate::consume::{open, poison, read};

/// The consumers of the product context.
#[must_use]
pub fn consumers(app: &Arc<ProductApp>) -> Vec<Arc<dyn EventHandler>> {
    vec![Arc::new(SettleHolds { app: Arc::clone(app) }), Arc::new(KnowShops { app: Arc::clone(app) })]
}

/// How often holds that are due are looked for. Checkouts expire by themselves first; this is the net below them.
const SWEEP_EVERY: Duration = Duration::from_secs(2);
/// How many holds end in one transaction.
const SWEEP_PORTION: u32 = 100;

/// The jobs of the product context.
#[must_use]
pub fn jobs(app: &Arc<ProductApp>) -> Vec<Job> {
    let app = Arc::clone(app);
    vec![Job::new("product.expire_holds", SWEEP_EVERY, move || {
        let app = Arc::clone(&app);
        async move {
            let ended = app.settle.expire_due(SWEEP_PORTION).await.map_err(BoxError::from)?;
            if ended > 0 {
                tracing::info!(ended, "holds expired");
            }
            Ok(())
        }
    })]
}

/// What a store's failure means for an event: all but damage may be gone later.
fn store_failed(error: StoreError) -> HandleError {
    match error {
        StoreError::Corrupt { .. } => HandleError::Poison(Box::new(error)),
        StoreError::AlreadyExists { .. } | StoreError::VersionConflict | StoreError::Unavailable(_) => {
            HandleError::Retry(Box::new(error))
        }
    }
}

/// Sells what is held once the checkout is paid or placed, and puts it back on sale when it is not.
struct SettleHolds {
    app: Arc<ProductApp>,
}

impl SettleHolds {
    fn inbox(&self, envelope: &Envelope) -> Option<Inbox> {
        Some(Inbox { event: envelope.id, consumer: self.name() })
    }

    async fn confirm(&self, envelope: &Envelope, checkout: &str) -> Result<(), HandleError> {
        let checkout: CheckoutId = read(envelope, checkout)?;
        match self.app.settle.confirm(checkout, self.inbox(envelope)).await.map_err(store_failed)? {
            ConfirmOutcome::Sold => Ok(()),
            ConfirmOutcome::Lapsed => {
                tracing::warn!(%checkout, "a checkout was paid after its goods were gone");
                Ok(())
            }
            // A checkout holds its goods before it exists, so somebody must look at this.
            ConfirmOutcome::Unknown => {
                Err(poison(schema_error(&envelope.event_type, format!("{checkout} has no hold"))))
            }
        }
    }

    async fn release(&self, envelope: &Envelope, checkout: &str) -> Result<(), HandleError> {
        let checkout: CheckoutId = read(envelope, checkout)?;
        self.app.settle.release(checkout, self.inbox(envelope)).await.map(drop).map_err(store_failed)
    }

    async fn restock(&self, envelope: &Envelope, event: &OrderCancelledV1) -> Result<(), HandleError> {
        if !event.restock {
            return Ok(());
        }
        let restock = Restock {
            order: read(envelope, &event.order.order_id)?,
            checkout: read(envelope, &event.order.checkout_id)?,
            lines: event.lines.iter().map(|line| pieces(envelope, line)).collect::<Result<_, _>>()?,
        };
        self.app.settle.restock(&restock, self.inbox(envelope)).await.map(drop).map_err(store_failed)
    }
}

fn pieces(envelope: &Envelope, line: &WireLine) -> Result<(VariantId, Quantity), HandleError> {
    let quantity =
        Quantity::new(i64::from(line.quantity)).map_err(|error| poison(schema_error(&envelope.event_type, error)))?;
    Ok((read(envelope, &line.variant_id)?, quantity))
}

#[async_trait]
impl EventHandler for SettleHolds {
    fn name(&self) -> &'static str {
        "product.settle_holds"
    }

    fn event_types(&self) -> &'static [&'static str] {
        &[
            CheckoutPaidV1::TYPE,
            CheckoutPlacedV1::TYPE,
            CheckoutExpiredV1::TYPE,
            CheckoutCancelledV1::TYPE,
            OrderCancelledV1::TYPE,
        ]
    }

    async fn handle(&self, envelope: &Envelope) -> Result<(), HandleError> {
        match envelope.event_type.as_str() {
            CheckoutPaidV1::TYPE => self.confirm(envelope, &open::<CheckoutPaidV1>(envelope)?.checkout_id).await,
            CheckoutPlacedV1::TYPE => self.confirm(envelope, &open::<CheckoutPlacedV1>(envelope)?.checkout_id).await,
            CheckoutExpiredV1::TYPE => self.release(envelope, &open::<CheckoutExpiredV1>(envelope)?.checkout_id).await,
            CheckoutCancelledV1::TYPE => {
                self.release(envelope, &open::<CheckoutCancelledV1>(envelope)?.checkout_id).await
            }
            _ => self.restock(envelope, &open(envelope)?).await,
        }
    }
}

/// Keeps the copy of the shops up to date.
struct KnowShops {
    app: Arc<ProductApp>,
}

#[async_trait]
impl EventHandler for KnowShops {
    fn name(&self) -> &'static str {
        "product.know_shops"
    }

    fn event_types(&self) -> &'static [&'static str] {
        &[ShopOpenedV1::TYPE, ShopChangedV1::TYPE]
    }

    async fn handle(&self, envelope: &Envelope) -> Result<(), HandleError> {
        let shop = match envelope.event_type.as_str() {
            ShopOpenedV1::TYPE => {
                let ShopOpenedV1 { seller_id, owner_id, name, slug, opened_at } = open(envelope)?;
                ShopChangedV1 { seller_id, owner_id, name, slug, opened_at }
            }
            _ => open(envelope)?,
        };
        let wrong = |error: BoxError| poison(schema_error(&envelope.event_type, error));
        let seller = Seller {
            id: read(envelope, &shop.seller_id)?,
            owner: shop.owner_id.map(|owner| read(envelope, &owner)).transpose()?,
            name: Line::new(&shop.name).map_err(|error| wrong(error.into()))?,
            slug: Slug::new(&shop.slug).map_err(|error| wrong(error.into()))?,
            opened_at: read(envelope, &shop.opened_at)?,
        };
        let inbox = Inbox { event: envelope.id, consumer: self.name() };
        self.app.sellers.execute(&[seller], Some(inbox)).await.map_err(store_failed)
    }
}

#[cfg(test)]
mod tests;
