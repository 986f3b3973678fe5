//! What must hold of a checkout, checked when a store gives one back.

use kernel::Money;
use thiserror::Error;

use super::{Checkout, CheckoutParts, CheckoutState, fits};
use crate::{OrderNumber, PaymentMethod, PaymentState, Totals};

/// The parts are no checkout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CorruptCheckout {
    /// No orders, or no payment.
    #[error("there is no order or no payment")]
    Incomplete,
    /// The lines do not add up to their order, or the orders to the charge.
    #[error("the amounts do not add up")]
    Totals,
    /// An order's state does not fit its checkout's, its timeline, or its id.
    #[error("an order does not fit its checkout")]
    Order,
    /// The payments do not fit the checkout's state.
    #[error("the payments do not fit the checkout")]
    Payments,
    /// More goes back than was captured, or twice for one order.
    #[error("the refunds do not fit the payments")]
    Refunds,
    /// The version is none.
    #[error("the version is not positive")]
    Version,
}

impl Checkout {
    /// A checkout from what a store kept.
    ///
    /// # Errors
    /// [`CorruptCheckout`] names the rule that the parts break.
    pub fn rehydrate(parts: CheckoutParts) -> Result<Self, CorruptCheckout> {
        if parts.orders.is_empty() || parts.payments.is_empty() {
            return Err(CorruptCheckout::Incomplete);
        }
        if parts.version == 0 {
            return Err(CorruptCheckout::Version);
        }
        check_totals(&parts)?;
        check_orders(&parts)?;
        check_payments(&parts)?;
        let checkout = Self(parts);
        check_refunds(&checkout)?;
        Ok(checkout)
    }
}

fn check_totals(parts: &CheckoutParts) -> Result<(), CorruptCheckout> {
    for order in &parts.orders {
        for line in &order.lines {
            if line.unit_price.times(line.quantity) != Ok(line.line_total) {
                return Err(CorruptCheckout::Totals);
            }
        }
        if Totals::of_lines(&order.lines, order.totals.shipping()) != Ok(order.totals) {
            return Err(CorruptCheckout::Totals);
        }
    }
    let sum = Totals::sum(parts.orders.iter().map(|order| order.totals));
    if sum == Ok(parts.totals) { Ok(()) } else { Err(CorruptCheckout::Totals) }
}

fn check_orders(parts: &CheckoutParts) -> Result<(), CorruptCheckout> {
    let good = parts.orders.iter().all(|order| {
        fits(parts.state, &order.state)
            && order.number == OrderNumber::of(order.id)
            && order.timeline.last().is_some_and(|entry| entry.status == order.status())
    });
    if good { Ok(()) } else { Err(CorruptCheckout::Order) }
}

fn check_payments(parts: &CheckoutParts) -> Result<(), CorruptCheckout> {
    let captured = |state: &PaymentState| matches!(state, PaymentState::Captured { .. });
    let cash = |state: &PaymentState| *state == PaymentState::DueOnDelivery;
    let mut states = parts.payments.iter().map(|payment| &payment.state);
    let good = match (parts.method, parts.state) {
        (PaymentMethod::CashOnDelivery, CheckoutState::Placed) => states.all(cash),
        (PaymentMethod::Card, CheckoutState::Paid { .. }) => states.any(captured),
        (PaymentMethod::Card, CheckoutState::AwaitingPayment) => !states.any(|state| captured(state) || cash(state)),
        // Money that came late is there, and goes back.
        (PaymentMethod::Card, CheckoutState::Expired { .. } | CheckoutState::Cancelled { .. }) => !states.any(cash),
        (PaymentMethod::CashOnDelivery, _) | (PaymentMethod::Card, CheckoutState::Placed) => false,
    };
    let amounts = parts.payments.iter().all(|payment| payment.amount == parts.totals.total());
    if good && amounts { Ok(()) } else { Err(CorruptCheckout::Payments) }
}

fn check_refunds(checkout: &Checkout) -> Result<(), CorruptCheckout> {
    for (index, refund) in checkout.refunds.iter().enumerate() {
        let doubled = checkout.refunds[..index]
            .iter()
            .any(|earlier| earlier.payment_id == refund.payment_id && earlier.order_id == refund.order_id);
        let left = checkout.refundable(refund.payment_id).map(Money::minor);
        if doubled || refund.amount.minor() < 0 || !left.is_ok_and(|left| left >= 0) {
            return Err(CorruptCheckout::Refunds);
        }
    }
    Ok(())
}
