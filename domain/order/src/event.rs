//! What the order context tells the others.
//!
//! All events of a checkout and its orders are published in the order in which they happened.

use kernel::{CheckoutId, Money, OrderId, PaymentId, Quantity, RefundId, SellerId, Timestamp, UserId, VariantId};

use crate::{CancelReason, OrderNumber, Party, PaymentMethod, Shipment};

/// What every event about an order says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OrderRef {
    /// The order.
    pub order_id: OrderId,
    /// The checkout that it belongs to.
    pub checkout_id: CheckoutId,
    /// Its number for people.
    pub number: OrderNumber,
    /// Who buys.
    pub user_id: UserId,
    /// Who sells.
    pub seller_id: SellerId,
    /// What it costs.
    pub total: Money,
}

/// So many pieces of a variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OrderedLine {
    /// The variant.
    pub variant_id: VariantId,
    /// How many.
    pub quantity: Quantity,
}

/// What every event about a refund says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RefundRef {
    /// The refund.
    pub refund_id: RefundId,
    /// The payment that the money came by.
    pub payment_id: PaymentId,
    /// The checkout.
    pub checkout_id: CheckoutId,
    /// The order that it is for, with its number; `None` when the whole payment goes back.
    pub order: Option<(OrderId, OrderNumber)>,
    /// Who bought.
    pub user_id: UserId,
    /// How much.
    pub amount: Money,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OrderEvent {
    /// An order was made. One to be paid by card waits for the money still.
    Placed {
        /// The order.
        order: OrderRef,
        /// How it is paid.
        method: PaymentMethod,
        /// What was ordered.
        lines: Vec<OrderedLine>,
    },
    /// The money for an order is there.
    Paid {
        /// The order.
        order: OrderRef,
        /// What was ordered.
        lines: Vec<OrderedLine>,
    },
    /// The seller will deliver.
    Confirmed {
        /// The order.
        order: OrderRef,
    },
    /// The carrier has it.
    Shipped {
        /// The order.
        order: OrderRef,
        /// The parcel.
        shipment: Shipment,
    },
    /// The shopper has it.
    Delivered {
        /// The order.
        order: OrderRef,
    },
    /// It will not be delivered.
    Cancelled {
        /// The order.
        order: OrderRef,
        /// Who cancelled it.
        by: Party,
        /// Why.
        reason: Option<CancelReason>,
        /// Whether it had been paid; then a refund follows.
        was_paid: bool,
        /// Whether the goods had been sold and go back into stock. Goods that were only held are given back by the
        /// checkout's event.
        restock: bool,
        /// What was ordered.
        lines: Vec<OrderedLine>,
    },
    /// The shopper did not pay in time.
    Expired {
        /// The order.
        order: OrderRef,
    },
    /// A payment is to be opened at the provider.
    PaymentRequested {
        /// The checkout.
        checkout_id: CheckoutId,
        /// Who pays.
        user_id: UserId,
        /// The payment.
        payment_id: PaymentId,
        /// How much.
        amount: Money,
        /// Until when it can be paid.
        expires_at: Timestamp,
    },
    /// A checkout was paid: its hold is to be confirmed.
    CheckoutPaid {
        /// The checkout.
        checkout_id: CheckoutId,
        /// Who paid.
        user_id: UserId,
        /// The payment.
        payment_id: PaymentId,
        /// How much.
        amount: Money,
    },
    /// A checkout to be paid on delivery was placed: its hold is to be confirmed.
    CheckoutPlaced {
        /// The checkout.
        checkout_id: CheckoutId,
        /// Who bought.
        user_id: UserId,
    },
    /// A checkout was not paid in time: its hold is to be released.
    CheckoutExpired {
        /// The checkout.
        checkout_id: CheckoutId,
        /// Who did not pay.
        user_id: UserId,
    },
    /// A checkout was cancelled before it was paid: its hold is to be released.
    CheckoutCancelled {
        /// The checkout.
        checkout_id: CheckoutId,
        /// Whose it is.
        user_id: UserId,
    },
    /// Money is to be sent back.
    RefundRequested(RefundRef),
    /// Money was sent back.
    Refunded(RefundRef),
}
