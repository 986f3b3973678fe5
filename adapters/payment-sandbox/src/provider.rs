//! The order context's payment provider.

use async_trait::async_trait;
use http::HeaderValue;
use kernel::{Money, Timestamp};
use order_ports::{
    OpenPayment, PaymentProvider, ProviderError, ProviderEvent, ProviderEventKind, ProviderPayment, RefundOutcome,
    RefundRequest, WebhookError, WebhookRequest,
};

use crate::event::{Event, Kind};
use crate::ledger::{Opening, Refused};
use crate::record::{Line, Reference};
use crate::sandbox::{Sandbox, SandboxFailure};
use crate::signature::{SIGNATURE_HEADER, SignatureError};

#[async_trait]
impl PaymentProvider for Sandbox {
    fn name(&self) -> &'static str {
        "sandbox"
    }

    async fn open(&self, payment: &OpenPayment) -> Result<ProviderPayment, ProviderError> {
        if !is_way_back(&payment.return_url) {
            return Err(ProviderError::Refused("the return address must begin with http://, https:// or /".into()));
        }
        let lines = payment.lines.iter();
        let opening = Opening {
            id: payment.payment_id,
            amount: payment.amount,
            lines: lines.map(|line| Line { label: line.description.clone(), amount: line.amount }).collect(),
            return_url: payment.return_url.clone(),
            expires_at: payment.expires_at,
        };
        let payment = self.open_payment(opening).map_err(provider_error)?;
        Ok(ProviderPayment { redirect_url: self.page_url(&payment.reference), reference: payment.reference.0 })
    }

    async fn cancel(&self, reference: &str) -> Result<(), ProviderError> {
        self.cancel_payment(&Reference(reference.to_owned())).map_err(provider_error)
    }

    async fn refund(&self, refund: &RefundRequest) -> Result<RefundOutcome, ProviderError> {
        let reference = Reference(refund.reference.clone());
        match self.refund_payment(refund.refund_id, &reference, refund.amount) {
            Ok(_) => Ok(RefundOutcome::Succeeded),
            Err(SandboxFailure::Refused(reason @ (Refused::Amount | Refused::Settled(_)))) => {
                Ok(RefundOutcome::Failed { reason: reason.to_string() })
            }
            Err(failure) => Err(provider_error(failure)),
        }
    }

    fn verify_webhook(&self, request: &WebhookRequest, now: Timestamp) -> Result<ProviderEvent, WebhookError> {
        let signature = request.header(SIGNATURE_HEADER).ok_or(WebhookError::BadSignature)?;
        self.config.secret.verify(signature, &request.body, now).map_err(|error| match error {
            SignatureError::Malformed | SignatureError::Mismatch => WebhookError::BadSignature,
            SignatureError::OutOfTime => WebhookError::Stale,
        })?;
        let event: Event = serde_json::from_slice(&request.body).map_err(|_| WebhookError::Malformed)?;
        provider_event(event)
    }
}

/// Where a browser may be sent after a form, as a `Location`.
fn is_way_back(url: &str) -> bool {
    let absolute = url.starts_with("http://") || url.starts_with("https://");
    let local = url.starts_with('/') && !url.starts_with("//");
    (absolute || local) && HeaderValue::from_str(url).is_ok()
}

fn provider_error(failure: SandboxFailure) -> ProviderError {
    match failure {
        SandboxFailure::Refused(refusal) => ProviderError::Refused(refusal.into()),
        SandboxFailure::Journal(error) => ProviderError::Unavailable(error.into()),
    }
}

fn provider_event(event: Event) -> Result<ProviderEvent, WebhookError> {
    let refund_id = || event.refund_id.as_deref().and_then(|id| id.parse().ok()).ok_or(WebhookError::Malformed);
    let kind = match event.kind {
        Kind::Captured => {
            let currency = event.currency.parse().map_err(|_| WebhookError::Malformed)?;
            ProviderEventKind::Succeeded { amount: Money::new(event.amount, currency) }
        }
        Kind::Declined => ProviderEventKind::Failed { reason: "The payment was declined.".to_owned() },
        Kind::Expired => ProviderEventKind::Expired,
        Kind::Refunded => ProviderEventKind::RefundSucceeded { refund_id: refund_id()? },
        // A promise of money is no money, and what the shop cancelled it knows.
        Kind::Authorised | Kind::Cancelled | Kind::Unknown => return Err(WebhookError::Ignored),
    };
    Ok(ProviderEvent {
        occurred_at: event.created_at.parse().map_err(|_| WebhookError::Malformed)?,
        payment_id: event.payment_id.parse().ok(),
        id: event.id,
        reference: event.reference,
        kind,
    })
}
