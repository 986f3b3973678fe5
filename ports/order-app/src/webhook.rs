//! What payment providers tell.

use std::sync::Arc;

use kernel::{PaymentId, RefundId};
use order::{PaymentReport, PaymentState, RefundReport};
use order_ports::{PaymentProvider, ProviderEvent, ProviderEventId, ProviderEventKind, WebhookError, WebhookRequest};
use platform::{Clock, IdSource, StoreError};

use crate::WebhookUseError;
use crate::ledger::{Cause, Ledger, Which};

/// A reason as providers give it, cut to what is worth keeping.
const REASON: usize = 200;

/// Receives what payment providers tell. Whatever arrives, however often and in whichever order, ends the same.
pub struct ReceiveWebhook {
    pub(crate) ledger: Ledger,
    pub(crate) provider: Arc<dyn PaymentProvider>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdSource>,
}

impl ReceiveWebhook {
    /// Handles a webhook that came in at the provider's address. What is authentic but of no interest is handled, too.
    ///
    /// # Errors
    /// [`WebhookUseError`]; nothing has changed.
    pub async fn execute(&self, provider: &str, request: &WebhookRequest) -> Result<(), WebhookUseError> {
        if provider != self.provider.name() {
            return Err(WebhookUseError::UnknownProvider);
        }
        let now = self.clock.now();
        let event = match self.provider.verify_webhook(request, now) {
            Ok(event) => event,
            Err(WebhookError::Ignored) => return Ok(()),
            Err(error) => return Err(WebhookUseError::Refused(error)),
        };
        let payment_id = self.payment(&event).await?.ok_or(WebhookUseError::PaymentNotFound)?;
        let refund_id = RefundId::from_uuid(self.ids.uuid());
        let cause = Cause {
            inbox: None,
            provider_event: Some(ProviderEventId { provider: self.provider.name(), id: event.id }),
        };
        let (reference, kind) = (event.reference, event.kind);
        let checkout = self
            .ledger
            .change(Which::OfPayment(payment_id), &cause, |checkout| -> Result<_, WebhookUseError> {
                let report = |report| (payment_id, Some(reference.as_str()), report, refund_id, now);
                let (payment_id, reference, report, refund_id, now) = match kind.clone() {
                    ProviderEventKind::Succeeded { amount } => report(PaymentReport::Succeeded { amount }),
                    ProviderEventKind::Failed { reason } => report(PaymentReport::Failed { reason: cut(&reason) }),
                    ProviderEventKind::Expired => report(PaymentReport::Expired),
                    ProviderEventKind::RefundSucceeded { refund_id } => {
                        return Ok(checkout.refund_reported(refund_id, RefundReport::Succeeded, now)?);
                    }
                    ProviderEventKind::RefundFailed { refund_id, reason } => {
                        let report = RefundReport::Failed { reason: cut(&reason) };
                        return Ok(checkout.refund_reported(refund_id, report, now)?);
                    }
                };
                Ok(checkout.payment_reported(payment_id, reference, report, refund_id, now)?)
            })
            .await?
            .ok_or(WebhookUseError::PaymentNotFound)?;
        let payment = checkout.payments.iter().find(|payment| payment.id == payment_id);
        if let Some(PaymentState::InReview { captured }) = payment.map(|payment| &payment.state) {
            let wanted = checkout.totals.total();
            tracing::error!(payment = %payment_id, %captured, %wanted, "a payment of another amount is in review");
        }
        Ok(())
    }

    async fn payment(&self, event: &ProviderEvent) -> Result<Option<PaymentId>, StoreError> {
        match event.payment_id {
            Some(id) => Ok(Some(id)),
            None => Ok(self.ledger.store.find_by_reference(&event.reference).await?.map(|(_, payment)| payment)),
        }
    }
}

fn cut(reason: &str) -> String {
    reason.chars().filter(|c| !c.is_control()).take(REASON).collect()
}
