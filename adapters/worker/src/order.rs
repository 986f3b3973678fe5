//! The order context's consumers and jobs: payments are opened and closed, refunds sent, unpaid checkouts expire.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use kernel::{CheckoutId, RefundId};
use kit_events::WireEvent;
use kit_events::order::{
    CheckoutCancelledV1, CheckoutExpiredV1, CheckoutPaidV1, PaymentRequestedV1, RefundRequestedV1,
};
use kit_events::product::HoldLapsedV1;
use order_app::OrderApp;
use platform::{BoxError, Envelope, EventHandler, HandleError, Inbox};

use crate::Job;
use crate::consume::{failed, open, read};

/// The consumers of the order context.
#[must_use]
pub fn consumers(app: &Arc<OrderApp>) -> Vec<Arc<dyn EventHandler>> {
    vec![
        Arc::new(OpenPayments { app: Arc::clone(app) }),
        Arc::new(ClosePayments { app: Arc::clone(app) }),
        Arc::new(SendRefunds { app: Arc::clone(app) }),
        Arc::new(CancelLapsed { app: Arc::clone(app) }),
    ]
}

/// How often unpaid checkouts are looked for whose time is over.
const EXPIRE_EVERY: Duration = Duration::from_secs(2);
/// How many end in one run.
const EXPIRE_PORTION: u32 = 200;
/// How often what nobody will come back for is removed.
const TIDY_EVERY: Duration = Duration::from_secs(10 * 60);
/// How much of each kind is removed in one run.
const TIDY_PORTION: u32 = 1_000;

/// The jobs of the order context.
#[must_use]
pub fn jobs(app: &Arc<OrderApp>) -> Vec<Job> {
    let (expiring, tidying) = (Arc::clone(app), Arc::clone(app));
    vec![
        Job::new("order.expire_checkouts", EXPIRE_EVERY, move || {
            let app = Arc::clone(&expiring);
            async move {
                let expired = app.upkeep.expire_checkouts(EXPIRE_PORTION).await.map_err(BoxError::from)?;
                if expired > 0 {
                    tracing::info!(expired, "unpaid checkouts expired");
                }
                Ok(())
            }
        }),
        Job::new("order.tidy", TIDY_EVERY, move || {
            let app = Arc::clone(&tidying);
            async move { app.upkeep.tidy(TIDY_PORTION).await.map(drop).map_err(BoxError::from) }
        }),
    ]
}

/// Opens payments that a crash, or a provider that did not answer, left unopened.
struct OpenPayments {
    app: Arc<OrderApp>,
}

#[async_trait]
impl EventHandler for OpenPayments {
    fn name(&self) -> &'static str {
        "order.open_payments"
    }

    fn event_types(&self) -> &'static [&'static str] {
        &[PaymentRequestedV1::TYPE]
    }

    // Opening is idempotent at the provider and in the store, so it needs no inbox; nor do the two below.
    async fn handle(&self, envelope: &Envelope) -> Result<(), HandleError> {
        let event: PaymentRequestedV1 = open(envelope)?;
        let checkout: CheckoutId = read(envelope, &event.checkout_id)?;
        self.app.upkeep.open_payment(checkout).await.map_err(failed)
    }
}

/// Tells the provider to take no more money for what is paid, expired or cancelled.
struct ClosePayments {
    app: Arc<OrderApp>,
}

#[async_trait]
impl EventHandler for ClosePayments {
    fn name(&self) -> &'static str {
        "order.close_payments"
    }

    fn event_types(&self) -> &'static [&'static str] {
        &[CheckoutPaidV1::TYPE, CheckoutExpiredV1::TYPE, CheckoutCancelledV1::TYPE]
    }

    async fn handle(&self, envelope: &Envelope) -> Result<(), HandleError> {
        let checkout = match envelope.event_type.as_str() {
            CheckoutPaidV1::TYPE => open::<CheckoutPaidV1>(envelope)?.checkout_id,
            CheckoutExpiredV1::TYPE => open::<CheckoutExpiredV1>(envelope)?.checkout_id,
            _ => open::<CheckoutCancelledV1>(envelope)?.checkout_id,
        };
        let checkout: CheckoutId = read(envelope, &checkout)?;
        self.app.upkeep.close_payments(checkout).await.map_err(failed)
    }
}

/// Sends back money that is owed.
struct SendRefunds {
    app: Arc<OrderApp>,
}

#[async_trait]
impl EventHandler for SendRefunds {
    fn name(&self) -> &'static str {
        "order.send_refunds"
    }

    fn event_types(&self) -> &'static [&'static str] {
        &[RefundRequestedV1::TYPE]
    }

    async fn handle(&self, envelope: &Envelope) -> Result<(), HandleError> {
        let event: RefundRequestedV1 = open(envelope)?;
        let checkout: CheckoutId = read(envelope, &event.checkout_id)?;
        let refund: RefundId = read(envelope, &event.refund_id)?;
        self.app.upkeep.send_refund(checkout, refund).await.map_err(failed)
    }
}

/// Cancels, and refunds, what was bought although its goods are gone.
struct CancelLapsed {
    app: Arc<OrderApp>,
}

#[async_trait]
impl EventHandler for CancelLapsed {
    fn name(&self) -> &'static str {
        "order.cancel_lapsed"
    }

    fn event_types(&self) -> &'static [&'static str] {
        &[HoldLapsedV1::TYPE]
    }

    async fn handle(&self, envelope: &Envelope) -> Result<(), HandleError> {
        let event: HoldLapsedV1 = open(envelope)?;
        let checkout: CheckoutId = read(envelope, &event.checkout_id)?;
        let inbox = Inbox { event: envelope.id, consumer: self.name() };
        self.app.upkeep.hold_lapsed(checkout, inbox).await.map_err(failed)
    }
}

#[cfg(test)]
mod tests;
