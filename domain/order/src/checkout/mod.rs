//! The checkout: one act of buying, with all that must add up.

mod cancel;
mod check;
mod fulfil;
mod pay;
mod place;

use std::ops::Deref;

use kernel::{CheckoutId, Money, OrderId, PaymentId, RefundId, Timestamp, UserId};
use thiserror::Error;

pub use self::check::CorruptCheckout;
pub use self::pay::{PaymentReport, RefundReport};
pub use self::place::{NewOrder, PlaceCheckout, PlaceError};
use crate::{
    DeliveryAddress, IllegalTransition, Order, OrderEvent, OrderRef, OrderState, OrderStatus, OrderedLine, Payment,
    PaymentMethod, PaymentState, Refund, RefundReason, RefundRef, RefundState, Totals,
};

/// How a checkout stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckoutState {
    /// The shopper has not paid yet; the goods are held for them.
    AwaitingPayment,
    /// The money is there.
    Paid {
        /// Since when.
        at: Timestamp,
    },
    /// To be paid on delivery.
    Placed,
    /// The shopper did not pay in time.
    Expired {
        /// Since when.
        at: Timestamp,
    },
    /// Cancelled before it was paid.
    Cancelled {
        /// Since when.
        at: Timestamp,
    },
}

named! {
    /// How a checkout stands, by name.
    CheckoutStatus {
        /// The shopper has not paid yet.
        AwaitingPayment = "awaiting_payment",
        /// The last payment failed; another can be tried while the goods are held.
        PaymentFailed = "payment_failed",
        /// The money is there.
        Paid = "paid",
        /// To be paid on delivery.
        Placed = "placed",
        /// The shopper did not pay in time.
        Expired = "expired",
        /// Cancelled before it was paid.
        Cancelled = "cancelled",
    }
}

/// What a checkout consists of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckoutParts {
    /// Its id, by which the goods are held, too.
    pub id: CheckoutId,
    /// Who buys.
    pub user_id: UserId,
    /// How it is paid.
    pub method: PaymentMethod,
    /// Where the goods go.
    pub address: DeliveryAddress,
    /// One order per seller; at least one.
    pub orders: Vec<Order>,
    /// What all orders cost: the charge.
    pub totals: Totals,
    /// The tries to get the money, the latest last; at least one.
    pub payments: Vec<Payment>,
    /// Money on its way back.
    pub refunds: Vec<Refund>,
    /// How it stands.
    pub state: CheckoutState,
    /// When it was made.
    pub placed_at: Timestamp,
    /// Until when it must be paid.
    pub hold_expires_at: Timestamp,
    /// When it changed last.
    pub updated_at: Timestamp,
    /// How often it has changed.
    pub version: u64,
}

/// One act of buying. Its parts can be read, and changed by its rules alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkout(CheckoutParts);

/// A change that the rules allow: the next state, and the events that tell of it. Only the domain makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckoutDecision {
    checkout: Checkout,
    events: Vec<OrderEvent>,
}

impl CheckoutDecision {
    /// The next state. Its version is one more than that of the state which was decided on; 1 is a new one's.
    #[must_use]
    pub const fn checkout(&self) -> &Checkout {
        &self.checkout
    }

    /// What tells of it, in order.
    #[must_use]
    pub fn events(&self) -> &[OrderEvent] {
        &self.events
    }

    /// The next state, for whoever goes on with it.
    #[must_use]
    pub fn into_checkout(self) -> Checkout {
        self.checkout
    }
}

/// What follows from something that was reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reaction {
    /// Something new.
    Changed(Box<CheckoutDecision>),
    /// Nothing: it was known, or comes too late to matter.
    Unchanged(Box<Checkout>),
}

/// Why a checkout cannot be changed as wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CheckoutError {
    /// The order's state does not allow it.
    #[error(transparent)]
    Illegal(#[from] IllegalTransition),
    /// The order is not part of this checkout.
    #[error("the order is not part of this checkout")]
    NoSuchOrder,
    /// The payment is not one of this checkout's.
    #[error("the payment is not part of this checkout")]
    NoSuchPayment,
    /// The refund is not one of this checkout's.
    #[error("the refund is not part of this checkout")]
    NoSuchRefund,
    /// The checkout is paid, placed or cancelled already.
    #[error("a checkout that is {0} cannot be paid or cancelled any more")]
    NotAwaitingPayment(CheckoutStatus),
    /// The time to pay is over.
    #[error("the time to pay for this checkout is over")]
    Over,
    /// The time to pay is not over yet.
    #[error("the time to pay for this checkout is not over yet")]
    NotDue,
    /// A payment of another amount than asked for is being looked at.
    #[error("a payment for this checkout is in review")]
    InReview,
    /// More would go back than was captured: a defect.
    #[error("more would be refunded than was captured")]
    RefundExceedsCapture,
}

impl CheckoutError {
    /// A stable code for machines.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Illegal(error) => error.code(),
            Self::NoSuchOrder => "order_not_found",
            Self::NoSuchPayment => "payment_not_found",
            Self::NoSuchRefund => "refund_not_found",
            Self::NotAwaitingPayment(_) => "checkout_not_awaiting_payment",
            Self::Over => "checkout_expired",
            Self::NotDue => "checkout_not_due",
            Self::InReview => "payment_in_review",
            Self::RefundExceedsCapture => "refund_exceeds_capture",
        }
    }
}

impl Deref for Checkout {
    type Target = CheckoutParts;

    fn deref(&self) -> &CheckoutParts {
        &self.0
    }
}

impl Checkout {
    /// How it stands, by name.
    #[must_use]
    pub fn status(&self) -> CheckoutStatus {
        match self.state {
            CheckoutState::AwaitingPayment if self.payment().is_some_and(|last| !can_still_pay(last)) => {
                CheckoutStatus::PaymentFailed
            }
            CheckoutState::AwaitingPayment => CheckoutStatus::AwaitingPayment,
            CheckoutState::Paid { .. } => CheckoutStatus::Paid,
            CheckoutState::Placed => CheckoutStatus::Placed,
            CheckoutState::Expired { .. } => CheckoutStatus::Expired,
            CheckoutState::Cancelled { .. } => CheckoutStatus::Cancelled,
        }
    }

    /// The payment to show: the one that brought the money, or else the latest try. There always is one.
    #[must_use]
    pub fn payment(&self) -> Option<&Payment> {
        self.paying().or_else(|| self.payments.last())
    }

    /// An order of this checkout.
    #[must_use]
    pub fn order(&self, id: OrderId) -> Option<&Order> {
        self.orders.iter().find(|order| order.id == id)
    }

    /// The refund for an order of this checkout.
    #[must_use]
    pub fn refund_of(&self, id: OrderId) -> Option<&Refund> {
        self.refunds.iter().find(|refund| refund.order_id == Some(id))
    }

    /// Payments that the provider may still take money for although nothing waits for it: to be cancelled there.
    pub fn payments_to_close(&self) -> impl Iterator<Item = &Payment> {
        let over = self.state != CheckoutState::AwaitingPayment;
        let latest = self.payments.last().map(|payment| payment.id);
        self.payments.iter().filter(move |payment| {
            payment.opened.is_some()
                && match payment.state {
                    PaymentState::Expired | PaymentState::Cancelled => true,
                    // A page where a card was declined takes another one; when another try was begun, it must not.
                    PaymentState::Failed { .. } => over || Some(payment.id) != latest,
                    _ => false,
                }
        })
    }

    fn event_ref(&self, order: &Order) -> OrderRef {
        OrderRef {
            order_id: order.id,
            checkout_id: self.id,
            number: order.number,
            user_id: self.user_id,
            seller_id: order.seller.id,
            total: order.totals.total(),
        }
    }

    fn refund_ref(&self, refund: &Refund) -> RefundRef {
        RefundRef {
            refund_id: refund.id,
            payment_id: refund.payment_id,
            checkout_id: self.id,
            order: refund.order_id.and_then(|id| self.order(id)).map(|order| (order.id, order.number)),
            user_id: self.user_id,
            amount: refund.amount,
        }
    }

    /// What was captured by a payment and is not promised back yet.
    fn refundable(&self, payment_id: PaymentId) -> Result<Money, CheckoutError> {
        let payment = self.payments.iter().find(|payment| payment.id == payment_id);
        let captured = payment.and_then(Payment::captured).ok_or(CheckoutError::RefundExceedsCapture)?;
        self.refunds
            .iter()
            .filter(|refund| refund.payment_id == payment_id)
            .try_fold(captured, |left, refund| left.checked_sub(refund.amount))
            .map_err(|_| CheckoutError::RefundExceedsCapture)
    }

    /// Promises money back. All of the rules about how much are here.
    fn request_refund(
        &mut self,
        id: RefundId,
        payment_id: PaymentId,
        for_what: (Option<OrderId>, Money, RefundReason),
        now: Timestamp,
    ) -> Result<OrderEvent, CheckoutError> {
        let (order_id, amount, reason) = for_what;
        let left = self.refundable(payment_id)?.checked_sub(amount).map_err(|_| CheckoutError::RefundExceedsCapture)?;
        if left.minor() < 0 || (order_id.is_some() && self.refunds.iter().any(|refund| refund.order_id == order_id)) {
            return Err(CheckoutError::RefundExceedsCapture);
        }
        let state = RefundState::Requested;
        let refund = Refund { id, payment_id, order_id, amount, reason, state, requested_at: now, updated_at: now };
        let event = OrderEvent::RefundRequested(self.refund_ref(&refund));
        self.0.refunds.push(refund);
        Ok(event)
    }

    /// Replaces an order by what it becomes.
    fn step(
        &mut self,
        id: OrderId,
        step: impl FnOnce(Order) -> Result<Order, IllegalTransition>,
    ) -> Result<(), CheckoutError> {
        let place = self.0.orders.iter_mut().find(|order| order.id == id).ok_or(CheckoutError::NoSuchOrder)?;
        *place = step(place.clone())?;
        Ok(())
    }

    fn decide(mut self, events: Vec<OrderEvent>, now: Timestamp) -> CheckoutDecision {
        self.0.version += 1;
        self.0.updated_at = now;
        CheckoutDecision { checkout: self, events }
    }

    fn changed(self, events: Vec<OrderEvent>, now: Timestamp) -> Reaction {
        Reaction::Changed(Box::new(self.decide(events, now)))
    }

    fn unchanged(self) -> Reaction {
        Reaction::Unchanged(Box::new(self))
    }
}

/// Whether this try can still bring the money, as far as the shopper is concerned.
const fn can_still_pay(payment: &Payment) -> bool {
    payment.is_pending() || matches!(payment.state, PaymentState::InReview { .. })
}

fn ordered(order: &Order) -> Vec<OrderedLine> {
    order.lines.iter().map(|line| OrderedLine { variant_id: line.variant_id, quantity: line.quantity }).collect()
}

fn only_awaiting(checkout: &Checkout) -> Result<(), CheckoutError> {
    match checkout.state {
        CheckoutState::AwaitingPayment => Ok(()),
        CheckoutState::Expired { .. } => Err(CheckoutError::Over),
        CheckoutState::Paid { .. } | CheckoutState::Placed | CheckoutState::Cancelled { .. } => {
            Err(CheckoutError::NotAwaitingPayment(checkout.status()))
        }
    }
}

/// What an order must be for a checkout's state; used to check what stores give back.
const fn fits(state: CheckoutState, order: &OrderState) -> bool {
    match state {
        CheckoutState::AwaitingPayment => matches!(order.status(), OrderStatus::PendingPayment),
        CheckoutState::Expired { .. } => matches!(order.status(), OrderStatus::Expired),
        CheckoutState::Cancelled { .. } => matches!(order.status(), OrderStatus::Cancelled),
        CheckoutState::Paid { .. } => {
            !matches!(order.status(), OrderStatus::PendingPayment | OrderStatus::Expired | OrderStatus::Placed)
        }
        CheckoutState::Placed => {
            !matches!(order.status(), OrderStatus::PendingPayment | OrderStatus::Expired | OrderStatus::Paid)
        }
    }
}

#[cfg(test)]
mod tests;
