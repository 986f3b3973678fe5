//! The order context's events as its stores write them.

use kernel::{EventId, Timestamp};
use order::{OrderEvent, OrderRef, OrderedLine, RefundRef};
use platform::Envelope;

use super::{
    CheckoutCancelledV1, CheckoutExpiredV1, CheckoutPaidV1, CheckoutPlacedV1, Line, OrderCancelledV1, OrderConfirmedV1,
    OrderDeliveredV1, OrderExpiredV1, OrderHeader, OrderPaidV1, OrderPlacedV1, OrderShippedV1, PaymentRequestedV1,
    RefundRequestedV1, RefundedV1,
};
use crate::{SchemaError, seal};

impl From<&OrderRef> for OrderHeader {
    fn from(order: &OrderRef) -> Self {
        Self {
            order_id: order.order_id.to_string(),
            checkout_id: order.checkout_id.to_string(),
            number: order.number.to_string(),
            user_id: order.user_id.to_string(),
            seller_id: order.seller_id.to_string(),
            total: order.total.into(),
        }
    }
}

fn lines(lines: &[OrderedLine]) -> Vec<Line> {
    lines.iter().map(|line| Line { variant_id: line.variant_id.to_string(), quantity: line.quantity.get() }).collect()
}

macro_rules! refund {
    ($type:ident, $refund:expr) => {{
        let refund: &RefundRef = $refund;
        $type {
            refund_id: refund.refund_id.to_string(),
            payment_id: refund.payment_id.to_string(),
            checkout_id: refund.checkout_id.to_string(),
            order_id: refund.order.map(|(id, _)| id.to_string()),
            number: refund.order.map(|(_, number)| number.to_string()),
            user_id: refund.user_id.to_string(),
            amount: refund.amount.into(),
        }
    }};
}

/// An event in its envelope, keyed by its checkout.
///
/// # Errors
/// [`SchemaError`] when it cannot be written as JSON, which is a defect of its schema.
pub fn order_envelope(id: EventId, at: Timestamp, event: &OrderEvent) -> Result<Envelope, SchemaError> {
    match event {
        OrderEvent::Placed { order, method, lines: ordered } => {
            let event = OrderPlacedV1 {
                order: order.into(),
                payment_method: method.as_str().to_owned(),
                lines: lines(ordered),
            };
            seal(id, order.checkout_id, at, &event)
        }
        OrderEvent::Paid { order, lines: ordered } => {
            seal(id, order.checkout_id, at, &OrderPaidV1 { order: order.into(), lines: lines(ordered) })
        }
        OrderEvent::Confirmed { order } => seal(id, order.checkout_id, at, &OrderConfirmedV1 { order: order.into() }),
        OrderEvent::Shipped { order, shipment } => {
            let event = OrderShippedV1 {
                order: order.into(),
                carrier: shipment.carrier.to_string(),
                tracking_code: shipment.tracking_code.to_string(),
            };
            seal(id, order.checkout_id, at, &event)
        }
        OrderEvent::Delivered { order } => seal(id, order.checkout_id, at, &OrderDeliveredV1 { order: order.into() }),
        OrderEvent::Cancelled { order, by, reason, was_paid, restock, lines: ordered } => {
            let event = OrderCancelledV1 {
                order: order.into(),
                by: by.as_str().to_owned(),
                reason: reason.as_ref().map(ToString::to_string),
                was_paid: *was_paid,
                restock: *restock,
                lines: lines(ordered),
            };
            seal(id, order.checkout_id, at, &event)
        }
        OrderEvent::Expired { order } => seal(id, order.checkout_id, at, &OrderExpiredV1 { order: order.into() }),
        OrderEvent::PaymentRequested { checkout_id, user_id, payment_id, amount, expires_at } => {
            let event = PaymentRequestedV1 {
                checkout_id: checkout_id.to_string(),
                user_id: user_id.to_string(),
                payment_id: payment_id.to_string(),
                amount: (*amount).into(),
                expires_at: expires_at.to_string(),
            };
            seal(id, checkout_id, at, &event)
        }
        OrderEvent::CheckoutPaid { checkout_id, user_id, payment_id, amount } => {
            let event = CheckoutPaidV1 {
                checkout_id: checkout_id.to_string(),
                user_id: user_id.to_string(),
                payment_id: payment_id.to_string(),
                amount: (*amount).into(),
            };
            seal(id, checkout_id, at, &event)
        }
        OrderEvent::CheckoutPlaced { checkout_id, user_id } => {
            let event = CheckoutPlacedV1 { checkout_id: checkout_id.to_string(), user_id: user_id.to_string() };
            seal(id, checkout_id, at, &event)
        }
        OrderEvent::CheckoutExpired { checkout_id, user_id } => {
            let event = CheckoutExpiredV1 { checkout_id: checkout_id.to_string(), user_id: user_id.to_string() };
            seal(id, checkout_id, at, &event)
        }
        OrderEvent::CheckoutCancelled { checkout_id, user_id } => {
            let event = CheckoutCancelledV1 { checkout_id: checkout_id.to_string(), user_id: user_id.to_string() };
            seal(id, checkout_id, at, &event)
        }
        OrderEvent::RefundRequested(refund) => seal(id, refund.checkout_id, at, &refund!(RefundRequestedV1, refund)),
        OrderEvent::Refunded(refund) => seal(id, refund.checkout_id, at, &refund!(RefundedV1, refund)),
    }
}
