//! Payments: one try to get the money for a checkout.

use kernel::{Money, PaymentId, Timestamp};

named! {
    /// How a shopper pays.
    PaymentMethod {
        /// At a payment provider, before the goods are sent.
        Card = "card",
        /// To the carrier, when the goods arrive.
        CashOnDelivery = "cash_on_delivery",
    }
}

named! {
    /// How a payment stands, by name.
    PaymentStatus {
        /// It is wanted; the provider does not know of it yet.
        Requested = "requested",
        /// The shopper can pay at the provider's page.
        Open = "open",
        /// The provider declined it.
        Failed = "failed",
        /// The shopper did not pay in time.
        Expired = "expired",
        /// It is not wanted any more.
        Cancelled = "cancelled",
        /// Another amount than asked for was paid: somebody has to look.
        InReview = "in_review",
        /// The money is there.
        Captured = "captured",
        /// The carrier collects it.
        DueOnDelivery = "due_on_delivery",
    }
}

/// Where a payment is at the provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// The provider's own name for it.
    pub reference: String,
    /// Where the shopper pays; unknown when the provider told of the money before it told of the page.
    pub redirect_url: Option<String>,
}

/// How a payment stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaymentState {
    /// It is wanted; the provider does not know of it yet.
    Requested,
    /// The shopper can pay at the provider's page.
    Open,
    /// The provider declined it.
    Failed {
        /// What the provider said.
        reason: String,
    },
    /// The shopper did not pay in time.
    Expired,
    /// It is not wanted any more: the checkout was cancelled, or paid by another try.
    Cancelled,
    /// Another amount than asked for was paid.
    InReview {
        /// What was paid.
        captured: Money,
    },
    /// What was asked for was paid.
    Captured {
        /// When we learned of it.
        at: Timestamp,
    },
    /// The carrier collects it.
    DueOnDelivery,
}

impl PaymentState {
    /// The state's name.
    #[must_use]
    pub const fn status(&self) -> PaymentStatus {
        match self {
            Self::Requested => PaymentStatus::Requested,
            Self::Open => PaymentStatus::Open,
            Self::Failed { .. } => PaymentStatus::Failed,
            Self::Expired => PaymentStatus::Expired,
            Self::Cancelled => PaymentStatus::Cancelled,
            Self::InReview { .. } => PaymentStatus::InReview,
            Self::Captured { .. } => PaymentStatus::Captured,
            Self::DueOnDelivery => PaymentStatus::DueOnDelivery,
        }
    }

    /// The rung of the ladder: a payment never goes down, whatever order reports come in.
    pub(crate) const fn rung(&self) -> u8 {
        match self {
            Self::Requested => 0,
            Self::Open => 1,
            Self::Failed { .. } => 2,
            Self::Expired => 3,
            Self::Cancelled => 4,
            Self::InReview { .. } => 5,
            Self::Captured { .. } => 6,
            // Nobody reports on it.
            Self::DueOnDelivery => 7,
        }
    }
}

/// One try to get the money for a checkout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// Its id, which is the provider's idempotency key too.
    pub id: PaymentId,
    /// What is asked for.
    pub amount: Money,
    /// How it stands.
    pub state: PaymentState,
    /// Where it is at the provider, once known.
    pub opened: Option<Opened>,
    /// When it was wanted.
    pub requested_at: Timestamp,
    /// When it changed last.
    pub updated_at: Timestamp,
}

impl Payment {
    /// What was paid by it.
    #[must_use]
    pub const fn captured(&self) -> Option<Money> {
        match &self.state {
            PaymentState::Captured { .. } => Some(self.amount),
            PaymentState::InReview { captured } => Some(*captured),
            _ => None,
        }
    }

    /// Whether the shopper may still pay by it as far as we know.
    #[must_use]
    pub const fn is_pending(&self) -> bool {
        matches!(self.state, PaymentState::Requested | PaymentState::Open)
    }

    /// The page where the shopper pays, while they can.
    #[must_use]
    pub fn redirect_url(&self) -> Option<&str> {
        let opened = self.opened.as_ref().filter(|_| self.state == PaymentState::Open)?;
        opened.redirect_url.as_deref()
    }

    /// Climbs to a higher state; `false` when this payment stands there or higher already.
    pub(crate) fn climb(&mut self, state: PaymentState, now: Timestamp) -> bool {
        let higher = state.rung() > self.state.rung();
        if higher {
            self.state = state;
            self.updated_at = now;
        }
        higher
    }
}
