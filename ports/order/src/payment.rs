//! Whoever moves the money.

use async_trait::async_trait;
use kernel::{CheckoutId, Money, PaymentId, RefundId, Timestamp};
use platform::BoxError;
use thiserror::Error;

/// A line that the shopper sees on the provider's page. Lines add up to the amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentLine {
    /// What it is: one order at one seller.
    pub description: String,
    /// What it costs, delivery included.
    pub amount: Money,
}

/// A payment to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenPayment {
    /// The payment's id: the idempotency key. Opening one twice opens one.
    pub payment_id: PaymentId,
    /// The checkout that is paid.
    pub checkout_id: CheckoutId,
    /// What is to be paid.
    pub amount: Money,
    /// What for.
    pub lines: Vec<PaymentLine>,
    /// Until when it may be paid. A provider may round up to what it can do: money that comes late is refunded.
    pub expires_at: Timestamp,
    /// Where the shopper goes afterwards, whatever came of it; absolute.
    pub return_url: String,
}

/// A payment as the provider knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProviderPayment {
    /// The provider's own name for it, unique with this provider.
    pub reference: String,
    /// Where the shopper pays; absolute, or starting with `/`.
    pub redirect_url: String,
}

/// Money to be sent back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefundRequest {
    /// The refund's id: the idempotency key. Refunding twice refunds once.
    pub refund_id: RefundId,
    /// The payment that the money came by.
    pub payment_id: PaymentId,
    /// The provider's name for that payment.
    pub reference: String,
    /// How much of it.
    pub amount: Money,
}

/// What a provider answers to a wish for a refund.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefundOutcome {
    /// It took it on.
    Succeeded,
    /// It will tell by a webhook.
    Pending,
    /// It refuses for good.
    Failed {
        /// Why.
        reason: String,
    },
}

/// What a provider tells by a webhook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProviderEventKind {
    /// The money is there.
    Succeeded {
        /// How much.
        amount: Money,
    },
    /// The payment was declined.
    Failed {
        /// Why, for the shopper and the log.
        reason: String,
    },
    /// The payment was not made in time.
    Expired,
    /// A refund went through.
    RefundSucceeded {
        /// Which.
        refund_id: RefundId,
    },
    /// A refund did not go through.
    RefundFailed {
        /// Which.
        refund_id: RefundId,
        /// Why.
        reason: String,
    },
}

/// An authentic event of a provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProviderEvent {
    /// The provider's id of the event: the same for each delivery of it, by which it is deduped.
    pub id: String,
    /// The provider's name for the payment.
    pub reference: String,
    /// The payment, where the provider carries it along. It is looked for by this first, since the event may be
    /// faster than the answer that tells the reference.
    pub payment_id: Option<PaymentId>,
    /// What happened.
    pub kind: ProviderEventKind,
    /// When, by the provider's clock.
    pub occurred_at: Timestamp,
}

/// A webhook as it came in.
#[derive(Clone, PartialEq, Eq)]
pub struct WebhookRequest {
    /// Names in lower case, with their values; those that are not text are left out.
    pub headers: Vec<(String, String)>,
    /// The body, byte for byte: that is what was signed.
    pub body: Vec<u8>,
}

impl WebhookRequest {
    /// The first header of this name, given in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Bodies and signatures stay out of logs.
impl std::fmt::Debug for WebhookRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "WebhookRequest({} headers, {} bytes)", self.headers.len(), self.body.len())
    }
}

/// Why a webhook is not handled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum WebhookError {
    /// The signature is missing or wrong: it is not from the provider.
    #[error("the signature is not valid")]
    BadSignature,
    /// It was signed too long ago, or in the future: it may be replayed.
    #[error("the signature is too old")]
    Stale,
    /// The signature is good, the body makes no sense.
    #[error("the webhook cannot be read")]
    Malformed,
    /// It is authentic, and of a kind that nobody here wants. It is answered as if it were handled.
    #[error("the webhook is of no interest")]
    Ignored,
}

/// Why a provider did not do what it was asked.
#[derive(Debug, Error)]
pub enum ProviderError {
    /// It does not answer, or answers that it cannot now. The same may work later.
    #[error("the payment provider does not answer")]
    Unavailable(#[source] BoxError),
    /// It will never do this.
    #[error("the payment provider refuses")]
    Refused(#[source] BoxError),
}

/// Moves money.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait PaymentProvider: Send + Sync {
    /// The provider's name, as in its webhooks' address: `sandbox`.
    fn name(&self) -> &'static str;

    /// Makes a page where the shopper pays. Idempotent by the payment's id, for ever: whatever became of the payment
    /// since, it answers with the same reference.
    async fn open(&self, payment: &OpenPayment) -> Result<ProviderPayment, ProviderError>;

    /// Takes no more money for a payment. What is paid, over or cancelled already stays as it is: no error.
    async fn cancel(&self, reference: &str) -> Result<(), ProviderError>;

    /// Sends money back. Idempotent by the refund's id.
    async fn refund(&self, refund: &RefundRequest) -> Result<RefundOutcome, ProviderError>;

    /// What a webhook says, once it is certain that the provider sent it, and not long before `now`.
    ///
    /// # Errors
    /// [`WebhookError`].
    fn verify_webhook(&self, request: &WebhookRequest, now: Timestamp) -> Result<ProviderEvent, WebhookError>;
}
