//! The events of the order context.
//!
//! All are keyed by their checkout, so those of one checkout and its orders arrive in the order in which they happened.

use serde::{Deserialize, Serialize};

use crate::{WireEvent, WireMoney};

#[cfg(feature = "order")]
mod from_domain;
#[cfg(feature = "order")]
pub use from_domain::order_envelope;
#[cfg(all(test, feature = "order"))]
mod tests;

/// What every event about an order says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderHeader {
    /// The order.
    pub order_id: String,
    /// Its checkout.
    pub checkout_id: String,
    /// Its number for people.
    pub number: String,
    /// Who buys.
    pub user_id: String,
    /// Who sells.
    pub seller_id: String,
    /// What it costs.
    pub total: WireMoney,
}

/// So many pieces of a variant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The variant.
    pub variant_id: String,
    /// How many.
    pub quantity: u32,
}

macro_rules! wire {
    ($($(#[$doc:meta])* $name:ident = $type:literal { $($(#[$field_doc:meta])* $field:ident: $field_type:ty,)* })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $field_type,)*
        }

        impl WireEvent for $name {
            const TYPE: &'static str = $type;
        }
    )+};
}

wire! {
    /// An order was made. One with `payment_method` `card` waits for the money still; one with `cash_on_delivery` is
    /// bought.
    OrderPlacedV1 = "order.placed.v1" {
        /// The order.
        #[serde(flatten)]
        order: OrderHeader,
        /// `card` or `cash_on_delivery`.
        payment_method: String,
        /// What was ordered.
        lines: Vec<Line>,
    }

    /// The money for an order is there.
    OrderPaidV1 = "order.paid.v1" {
        /// The order.
        #[serde(flatten)]
        order: OrderHeader,
        /// What was ordered.
        lines: Vec<Line>,
    }

    /// The seller will deliver.
    OrderConfirmedV1 = "order.confirmed.v1" {
        /// The order.
        #[serde(flatten)]
        order: OrderHeader,
    }

    /// The carrier has it.
    OrderShippedV1 = "order.shipped.v1" {
        /// The order.
        #[serde(flatten)]
        order: OrderHeader,
        /// Who carries it.
        carrier: String,
        /// The carrier's number for it.
        tracking_code: String,
    }

    /// The shopper has it.
    OrderDeliveredV1 = "order.delivered.v1" {
        /// The order.
        #[serde(flatten)]
        order: OrderHeader,
    }

    /// It will not be delivered.
    OrderCancelledV1 = "order.cancelled.v1" {
        /// The order.
        #[serde(flatten)]
        order: OrderHeader,
        /// `shopper`, `seller`, `system` or `administrator`.
        by: String,
        /// Why.
        reason: Option<String>,
        /// Whether it had been paid.
        was_paid: bool,
        /// Whether the goods had been sold and go back into stock.
        restock: bool,
        /// What was ordered.
        lines: Vec<Line>,
    }

    /// The shopper did not pay in time.
    OrderExpiredV1 = "order.expired.v1" {
        /// The order.
        #[serde(flatten)]
        order: OrderHeader,
    }

    /// A payment is to be opened at the provider.
    PaymentRequestedV1 = "order.payment_requested.v1" {
        /// The checkout.
        checkout_id: String,
        /// Who pays.
        user_id: String,
        /// The payment.
        payment_id: String,
        /// How much.
        amount: WireMoney,
        /// Until when it can be paid (RFC 3339).
        expires_at: String,
    }

    /// A checkout was paid: its hold is to be confirmed.
    CheckoutPaidV1 = "order.checkout_paid.v1" {
        /// The checkout.
        checkout_id: String,
        /// Who paid.
        user_id: String,
        /// The payment.
        payment_id: String,
        /// How much.
        amount: WireMoney,
    }

    /// A checkout to be paid on delivery was placed: its hold is to be confirmed.
    CheckoutPlacedV1 = "order.checkout_placed.v1" {
        /// The checkout.
        checkout_id: String,
        /// Who bought.
        user_id: String,
    }

    /// A checkout was not paid in time: its hold is to be released.
    CheckoutExpiredV1 = "order.checkout_expired.v1" {
        /// The checkout.
        checkout_id: String,
        /// Who did not pay.
        user_id: String,
    }

    /// A checkout was cancelled before it was paid: its hold is to be released.
    CheckoutCancelledV1 = "order.checkout_cancelled.v1" {
        /// The checkout.
        checkout_id: String,
        /// Whose it is.
        user_id: String,
    }

    /// Money is to be sent back.
    RefundRequestedV1 = "order.refund_requested.v1" {
        /// The refund.
        refund_id: String,
        /// The payment that the money came by.
        payment_id: String,
        /// The checkout.
        checkout_id: String,
        /// The order that it is for; null when the whole payment goes back.
        order_id: Option<String>,
        /// That order's number.
        number: Option<String>,
        /// Who bought.
        user_id: String,
        /// How much.
        amount: WireMoney,
    }

    /// Money was sent back.
    RefundedV1 = "order.refunded.v1" {
        /// The refund.
        refund_id: String,
        /// The payment that the money came by.
        payment_id: String,
        /// The checkout.
        checkout_id: String,
        /// The order that it is for; null when the whole payment goes back.
        order_id: Option<String>,
        /// That order's number.
        number: Option<String>,
        /// Who bought.
        user_id: String,
        /// How much.
        amount: WireMoney,
    }
}
