//! Closed sets, by the domain's names.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An enum with the members, and on the wire the names, of one of the domain.
macro_rules! wire {
    ($($(#[$doc:meta])* $name:ident as $schema:ident = $domain:ident { $($(#[$member_doc:meta])* $member:ident,)+ })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        #[schema(as = $schema)]
        pub(crate) enum $name {
            $($(#[$member_doc])* $member,)+
        }

        impl From<::order::$domain> for $name {
            fn from(value: ::order::$domain) -> Self {
                match value {
                    $(::order::$domain::$member => Self::$member,)+
                }
            }
        }

        impl From<$name> for ::order::$domain {
            fn from(value: $name) -> Self {
                match value {
                    $($name::$member => Self::$member,)+
                }
            }
        }
    )+

        #[cfg(test)]
        mod tests {
            use super::*;

            #[test]
            fn names_on_the_wire_are_those_of_the_domain() {
                $(
                    for &member in ::order::$domain::ALL {
                        let wire = serde_json::to_value($name::from(member)).unwrap();
                        assert_eq!(wire, serde_json::json!(member.as_str()));
                        let back: $name = serde_json::from_value(wire).unwrap();
                        assert_eq!(::order::$domain::from(back), member);
                    }
                )+
            }
        }
    };
}

wire! {
    /// How an order stands.
    ///
    /// - `pending_payment`: the shopper has not paid yet.
    /// - `placed`: bought, to be paid on delivery.
    /// - `paid`: bought and paid.
    /// - `confirmed`: the seller will deliver.
    /// - `shipped`: the carrier has it.
    /// - `delivered`: the shopper has it.
    /// - `cancelled`: it will not be delivered.
    /// - `expired`: the shopper did not pay in time.
    OrderStatusDto as OrderStatus = OrderStatus {
        PendingPayment,
        Placed,
        Paid,
        Confirmed,
        Shipped,
        Delivered,
        Cancelled,
        Expired,
    }

    /// How a checkout stands.
    ///
    /// - `awaiting_payment`: the goods are held, the shopper has not paid yet.
    /// - `payment_failed`: the last payment failed; another can be tried while the goods are held.
    /// - `paid`: the money is there.
    /// - `placed`: to be paid on delivery.
    /// - `expired`: the shopper did not pay in time.
    /// - `cancelled`: given up before it was paid.
    CheckoutStatusDto as CheckoutStatus = CheckoutStatus {
        AwaitingPayment,
        PaymentFailed,
        Paid,
        Placed,
        Expired,
        Cancelled,
    }

    /// How a shopper pays: at a payment provider before the goods are sent, or to the carrier when they arrive.
    PaymentMethodDto as PaymentMethod = PaymentMethod {
        Card,
        CashOnDelivery,
    }

    /// How a payment stands.
    ///
    /// - `requested`: wanted; the provider does not know of it yet.
    /// - `open`: the shopper can pay at the provider's page.
    /// - `failed`: declined.
    /// - `expired`: not made in time.
    /// - `cancelled`: not wanted any more.
    /// - `in_review`: another amount than asked for was paid; somebody looks at it.
    /// - `captured`: the money is there.
    /// - `due_on_delivery`: the carrier collects it.
    PaymentStatusDto as PaymentStatus = PaymentStatus {
        Requested,
        Open,
        Failed,
        Expired,
        Cancelled,
        InReview,
        Captured,
        DueOnDelivery,
    }

    /// How a refund stands: owed, taken on by the provider, or refused by it (then it is still owed).
    RefundStatusDto as RefundStatus = RefundStatus {
        Requested,
        Succeeded,
        Failed,
    }

    /// Who did something to an order.
    PartyDto as OrderParty = Party {
        Shopper,
        Seller,
        System,
        PaymentProvider,
        Administrator,
    }
}
