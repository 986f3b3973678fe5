//! How a checkout begins.

use kernel::{CheckoutId, Money, OrderId, PaymentId, Timestamp, UserId};
use thiserror::Error;

use super::{Checkout, CheckoutDecision, CheckoutParts, CheckoutState, ordered};
use crate::{
    DeliveryAddress, Order, OrderEvent, OrderLine, OrderNumber, OrderState, Party, Payment, PaymentMethod,
    PaymentState, SellerRef, TimelineEntry, Totals, TotalsError,
};

/// What one seller is to deliver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOrder {
    /// The order's id.
    pub id: OrderId,
    /// Who sells.
    pub seller: SellerRef,
    /// What is sold.
    pub lines: Vec<OrderLine>,
    /// What its delivery costs.
    pub shipping: Money,
}

/// What is to be bought. The goods are held by the checkout's id already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceCheckout {
    /// The checkout's id.
    pub id: CheckoutId,
    /// Who buys.
    pub user_id: UserId,
    /// How it is paid.
    pub method: PaymentMethod,
    /// The first payment's id.
    pub payment_id: PaymentId,
    /// Where the goods go.
    pub address: DeliveryAddress,
    /// One order per seller.
    pub orders: Vec<NewOrder>,
    /// Until when it must be paid.
    pub hold_expires_at: Timestamp,
}

/// Why nothing can be bought like this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PlaceError {
    /// The amounts do not add up.
    #[error(transparent)]
    Totals(#[from] TotalsError),
    /// A card cannot be charged nothing.
    #[error("there is nothing to charge")]
    NothingToCharge,
    /// Two orders are of one seller.
    #[error("a seller has two orders")]
    DoubledSeller,
}

impl PlaceError {
    /// A stable code for machines.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Totals(error) => error.code(),
            Self::NothingToCharge => "nothing_to_charge",
            Self::DoubledSeller => "doubled_seller",
        }
    }
}

impl Checkout {
    /// Begins a checkout: one order per seller, and one payment for all.
    ///
    /// # Errors
    /// [`PlaceError`].
    pub fn place(command: PlaceCheckout, now: Timestamp) -> Result<CheckoutDecision, PlaceError> {
        let PlaceCheckout { id, user_id, method, payment_id, address, orders, hold_expires_at } = command;
        for (index, order) in orders.iter().enumerate() {
            if orders[..index].iter().any(|earlier| earlier.seller.id == order.seller.id) {
                return Err(PlaceError::DoubledSeller);
            }
        }
        let (state, payment_state, order_state, by) = match method {
            PaymentMethod::Card => {
                (CheckoutState::AwaitingPayment, PaymentState::Requested, OrderState::PendingPayment, Party::Shopper)
            }
            PaymentMethod::CashOnDelivery => {
                (CheckoutState::Placed, PaymentState::DueOnDelivery, OrderState::Placed, Party::Shopper)
            }
        };
        let orders = orders
            .into_iter()
            .map(|order| {
                Ok(Order {
                    id: order.id,
                    number: OrderNumber::of(order.id),
                    totals: Totals::of_lines(&order.lines, order.shipping)?,
                    seller: order.seller,
                    lines: order.lines,
                    timeline: vec![TimelineEntry { status: order_state.status(), at: now, by, note: None }],
                    state: order_state.clone(),
                    updated_at: now,
                })
            })
            .collect::<Result<Vec<_>, TotalsError>>()?;
        let totals = Totals::sum(orders.iter().map(|order| order.totals))?;
        if method == PaymentMethod::Card && !totals.total().is_positive() {
            return Err(PlaceError::NothingToCharge);
        }
        let payment = Payment {
            id: payment_id,
            amount: totals.total(),
            state: payment_state,
            opened: None,
            requested_at: now,
            updated_at: now,
        };
        let checkout = Self(CheckoutParts {
            id,
            user_id,
            method,
            address,
            orders,
            totals,
            payments: vec![payment],
            refunds: Vec::new(),
            state,
            placed_at: now,
            hold_expires_at,
            updated_at: now,
            version: 0,
        });
        let mut events: Vec<_> = checkout
            .orders
            .iter()
            .map(|order| OrderEvent::Placed { order: checkout.event_ref(order), method, lines: ordered(order) })
            .collect();
        events.push(match method {
            PaymentMethod::Card => checkout.payment_requested(payment_id),
            PaymentMethod::CashOnDelivery => OrderEvent::CheckoutPlaced { checkout_id: id, user_id },
        });
        Ok(checkout.decide(events, now))
    }

    pub(super) fn payment_requested(&self, payment_id: PaymentId) -> OrderEvent {
        OrderEvent::PaymentRequested {
            checkout_id: self.id,
            user_id: self.user_id,
            payment_id,
            amount: self.totals.total(),
            expires_at: self.hold_expires_at,
        }
    }
}
