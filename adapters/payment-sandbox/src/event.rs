//! What a webhook says.

use serde::{Deserialize, Serialize};

/// The body of a webhook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Event {
    /// Unique; the same in every copy.
    pub(crate) id: String,
    #[serde(rename = "type")]
    pub(crate) kind: Kind,
    /// When it happened, RFC 3339.
    pub(crate) created_at: String,
    /// The shop's name for the payment.
    pub(crate) payment_id: String,
    /// The provider's name for the payment.
    pub(crate) reference: String,
    /// The shop's name for the refund, when it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) refund_id: Option<String>,
    /// Of the payment or the refund, in minor units.
    pub(crate) amount: i64,
    pub(crate) currency: String,
}

/// What happened. A receiver takes note of kinds that it does not know, and does nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Kind {
    /// The shopper agreed; the money is on its way. Always followed by a capture.
    #[serde(rename = "payment.authorised")]
    Authorised,
    #[serde(rename = "payment.captured")]
    Captured,
    #[serde(rename = "payment.declined")]
    Declined,
    #[serde(rename = "payment.expired")]
    Expired,
    #[serde(rename = "payment.cancelled")]
    Cancelled,
    #[serde(rename = "refund.succeeded")]
    Refunded,
    /// Something of a later release.
    #[serde(other)]
    Unknown,
}
