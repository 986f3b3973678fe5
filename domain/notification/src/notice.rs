//! What a notification says.

use std::fmt;
use std::str::FromStr;

use kernel::{CheckoutId, Line, Money, OrderId};

/// An order's number for people.
pub type OrderNumber = Line<40>;
/// Who carries a parcel.
pub type Carrier = Line<200>;
/// The carrier's number for a parcel.
pub type TrackingCode = Line<200>;
/// Why an order was cancelled.
pub type Reason = Line<1000>;

/// Declares an enum without data whose members have stable names.
macro_rules! named {
    ($(#[$doc:meta])* $type:ident { $($(#[$member_doc:meta])* $member:ident = $name:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $type {
            $($(#[$member_doc])* $member,)+
        }

        impl $type {
            /// Every member, in order.
            pub const ALL: &'static [Self] = &[$(Self::$member),+];

            /// The name on the wire and in stores.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$member => $name,)+
                }
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl FromStr for $type {
            /// The text that names no member.
            type Err = String;

            fn from_str(text: &str) -> Result<Self, String> {
                Self::ALL.iter().find(|member| member.as_str() == text).copied().ok_or_else(|| text.to_owned())
            }
        }
    };
}

named! {
    /// What a notification is about.
    Kind {
        /// To the shopper: the order is made.
        OrderPlaced = "order_placed",
        /// To the shopper: the money is there.
        OrderPaid = "order_paid",
        /// To the shopper: the seller will deliver.
        OrderConfirmed = "order_confirmed",
        /// To the shopper: the carrier has it.
        OrderShipped = "order_shipped",
        /// To the shopper: it has arrived.
        OrderDelivered = "order_delivered",
        /// To the shopper: it will not come.
        OrderCancelled = "order_cancelled",
        /// To the shopper: it was not paid in time.
        OrderExpired = "order_expired",
        /// To the shopper: money was sent back.
        OrderRefunded = "order_refunded",
        /// To the shop's owner: there is something to deliver.
        NewOrder = "new_order",
        /// To the shop's owner: there is nothing to deliver any more.
        SaleCancelled = "sale_cancelled",
    }
}

named! {
    /// Who cancelled an order.
    CancelledBy {
        /// Who bought.
        Shopper = "shopper",
        /// Whose goods they are.
        Seller = "seller",
        /// Tradepost itself.
        System = "system",
        /// Whoever moves the money.
        PaymentProvider = "payment_provider",
        /// Who runs the marketplace.
        Administrator = "administrator",
    }
}

/// The order that a notification is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OrderRef {
    /// The order.
    pub id: OrderId,
    /// Its number for people.
    pub number: OrderNumber,
    /// What it costs.
    pub total: Money,
}

/// What a notification says.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Notice {
    /// [`Kind::OrderPlaced`].
    OrderPlaced(OrderRef),
    /// [`Kind::OrderPaid`].
    OrderPaid(OrderRef),
    /// [`Kind::OrderConfirmed`].
    OrderConfirmed(OrderRef),
    /// [`Kind::OrderShipped`].
    OrderShipped {
        /// The order.
        order: OrderRef,
        /// Who carries it.
        carrier: Carrier,
        /// The carrier's number for it.
        tracking_code: TrackingCode,
    },
    /// [`Kind::OrderDelivered`].
    OrderDelivered(OrderRef),
    /// [`Kind::OrderCancelled`].
    OrderCancelled {
        /// The order.
        order: OrderRef,
        /// Who cancelled it.
        by: CancelledBy,
        /// Why.
        reason: Option<Reason>,
    },
    /// [`Kind::OrderExpired`].
    OrderExpired(OrderRef),
    /// [`Kind::OrderRefunded`].
    OrderRefunded {
        /// The checkout that was paid.
        checkout: CheckoutId,
        /// The order that the money is for, with its number; `None` when the whole payment goes back.
        order: Option<(OrderId, OrderNumber)>,
        /// How much.
        amount: Money,
    },
    /// [`Kind::NewOrder`].
    NewOrder(OrderRef),
    /// [`Kind::SaleCancelled`].
    SaleCancelled {
        /// The order.
        order: OrderRef,
        /// Who cancelled it.
        by: CancelledBy,
        /// Why.
        reason: Option<Reason>,
    },
}

impl Notice {
    /// What it is about.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::OrderPlaced(_) => Kind::OrderPlaced,
            Self::OrderPaid(_) => Kind::OrderPaid,
            Self::OrderConfirmed(_) => Kind::OrderConfirmed,
            Self::OrderShipped { .. } => Kind::OrderShipped,
            Self::OrderDelivered(_) => Kind::OrderDelivered,
            Self::OrderCancelled { .. } => Kind::OrderCancelled,
            Self::OrderExpired(_) => Kind::OrderExpired,
            Self::OrderRefunded { .. } => Kind::OrderRefunded,
            Self::NewOrder(_) => Kind::NewOrder,
            Self::SaleCancelled { .. } => Kind::SaleCancelled,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_round_trip() {
        for kind in Kind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(*kind));
        }
        for by in CancelledBy::ALL {
            assert_eq!(by.as_str().parse(), Ok(*by));
        }
        assert_eq!("order_eaten".parse::<Kind>(), Err("order_eaten".to_owned()));
    }
}
