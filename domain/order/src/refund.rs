//! Refunds: money on its way back.

use kernel::{Money, OrderId, PaymentId, RefundId, Timestamp};

named! {
    /// Why money goes back.
    RefundReason {
        /// A paid order was cancelled.
        OrderCancelled = "order_cancelled",
        /// The money came when the checkout had expired or was cancelled.
        LatePayment = "late_payment",
        /// The checkout was paid by another try already.
        DuplicatePayment = "duplicate_payment",
    }
}

named! {
    /// How a refund stands, by name.
    RefundStatus {
        /// It is owed.
        Requested = "requested",
        /// The provider took it on.
        Succeeded = "succeeded",
        /// The provider refused it: somebody has to look. It is still owed.
        Failed = "failed",
    }
}

/// How a refund stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefundState {
    /// It is owed.
    Requested,
    /// The provider refused it. It is still owed.
    Failed {
        /// What the provider said.
        reason: String,
    },
    /// The provider took it on.
    Succeeded {
        /// When we learned of it.
        at: Timestamp,
    },
}

impl RefundState {
    /// The state's name.
    #[must_use]
    pub const fn status(&self) -> RefundStatus {
        match self {
            Self::Requested => RefundStatus::Requested,
            Self::Failed { .. } => RefundStatus::Failed,
            Self::Succeeded { .. } => RefundStatus::Succeeded,
        }
    }

    pub(crate) const fn rung(&self) -> u8 {
        match self {
            Self::Requested => 0,
            Self::Failed { .. } => 1,
            Self::Succeeded { .. } => 2,
        }
    }
}

/// Money on its way back: all of a payment, or what one order cost. There is at most one for each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refund {
    /// Its id, which is the provider's idempotency key too.
    pub id: RefundId,
    /// The payment that the money came by.
    pub payment_id: PaymentId,
    /// The order that it is for; `None` when the whole payment goes back.
    pub order_id: Option<OrderId>,
    /// How much.
    pub amount: Money,
    /// Why.
    pub reason: RefundReason,
    /// How it stands.
    pub state: RefundState,
    /// When it was decided.
    pub requested_at: Timestamp,
    /// When it changed last.
    pub updated_at: Timestamp,
}
