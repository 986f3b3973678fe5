//! What happened elsewhere, and who is told.

use kernel::{CheckoutId, Money, OrderId, SellerId, UserId};

use crate::{CancelledBy, Carrier, Notice, OrderNumber, OrderRef, Reason, TrackingCode};

/// What happened elsewhere, in this context's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// An order changed.
    Order {
        /// The order.
        order: OrderRef,
        /// Who buys.
        shopper: UserId,
        /// Who sells.
        seller: SellerId,
        /// What happened to it.
        change: OrderChange,
    },
    /// Money was sent back.
    Refunded {
        /// The checkout that was paid.
        checkout: CheckoutId,
        /// The order that the money is for, with its number; `None` when the whole payment goes back.
        order: Option<(OrderId, OrderNumber)>,
        /// Who gets it.
        shopper: UserId,
        /// How much.
        amount: Money,
    },
}

/// What happened to an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OrderChange {
    /// It was made.
    Placed {
        /// It is to be delivered without waiting for the money: cash on delivery.
        due_at_once: bool,
    },
    /// The money is there.
    Paid,
    /// The seller will deliver.
    Confirmed,
    /// The carrier has it.
    Shipped {
        /// Who carries it.
        carrier: Carrier,
        /// The carrier's number for it.
        tracking_code: TrackingCode,
    },
    /// It has arrived.
    Delivered,
    /// It will not be delivered.
    Cancelled {
        /// Who cancelled it.
        by: CancelledBy,
        /// Why.
        reason: Option<Reason>,
        /// The seller was to deliver it: it had been paid, or was due at once.
        was_due: bool,
    },
    /// It was not paid in time.
    Expired,
}

/// Who is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Recipient {
    /// A user.
    User(UserId),
    /// The user who owns a shop, if anybody does.
    OwnerOf(SellerId),
}

/// What somebody is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addressed {
    /// Who.
    pub to: Recipient,
    /// What.
    pub notice: Notice,
}

impl News {
    /// Who is told what: the shopper of every change, the shop's owner of what there is to deliver, and of what there
    /// no longer is unless they themselves saw to that.
    #[must_use]
    pub fn addressed(self) -> Vec<Addressed> {
        match self {
            Self::Refunded { checkout, order, shopper, amount } => {
                vec![Addressed {
                    to: Recipient::User(shopper),
                    notice: Notice::OrderRefunded { checkout, order, amount },
                }]
            }
            Self::Order { order, shopper, seller, change } => {
                let to_owner = change.for_owner(&order);
                let to_shopper = Addressed { to: Recipient::User(shopper), notice: change.for_shopper(order) };
                let to_owner = to_owner.map(|notice| Addressed { to: Recipient::OwnerOf(seller), notice });
                [Some(to_shopper), to_owner].into_iter().flatten().collect()
            }
        }
    }
}

impl OrderChange {
    fn for_shopper(self, order: OrderRef) -> Notice {
        match self {
            Self::Placed { .. } => Notice::OrderPlaced(order),
            Self::Paid => Notice::OrderPaid(order),
            Self::Confirmed => Notice::OrderConfirmed(order),
            Self::Shipped { carrier, tracking_code } => Notice::OrderShipped { order, carrier, tracking_code },
            Self::Delivered => Notice::OrderDelivered(order),
            Self::Cancelled { by, reason, .. } => Notice::OrderCancelled { order, by, reason },
            Self::Expired => Notice::OrderExpired(order),
        }
    }

    fn for_owner(&self, order: &OrderRef) -> Option<Notice> {
        match self {
            Self::Placed { due_at_once: true } | Self::Paid => Some(Notice::NewOrder(order.clone())),
            Self::Cancelled { by, reason, was_due: true } if *by != CancelledBy::Seller => {
                Some(Notice::SaleCancelled { order: order.clone(), by: *by, reason: reason.clone() })
            }
            Self::Placed { due_at_once: false }
            | Self::Confirmed
            | Self::Shipped { .. }
            | Self::Delivered
            | Self::Cancelled { .. }
            | Self::Expired => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Currency, Line, Uuid};

    use super::*;
    use crate::Kind;

    const SHOPPER: UserId = UserId::from_uuid(Uuid::from_u128(1));
    const SELLER: SellerId = SellerId::from_uuid(Uuid::from_u128(2));

    fn order() -> OrderRef {
        OrderRef {
            id: OrderId::from_uuid(Uuid::from_u128(3)),
            number: Line::new("7ZK3M-0QXWA").unwrap(),
            total: Money::new(1999, Currency::USD),
        }
    }

    /// Whom a change is told to, and what each is told of.
    fn check(change: OrderChange, shopper: Kind, owner: Option<Kind>) {
        let told: Vec<(Recipient, Kind)> = News::Order { order: order(), shopper: SHOPPER, seller: SELLER, change }
            .addressed()
            .into_iter()
            .map(|addressed| (addressed.to, addressed.notice.kind()))
            .collect();
        let mut expected = vec![(Recipient::User(SHOPPER), shopper)];
        expected.extend(owner.map(|kind| (Recipient::OwnerOf(SELLER), kind)));
        assert_eq!(told, expected);
    }

    fn cancelled(by: CancelledBy, was_due: bool) -> OrderChange {
        OrderChange::Cancelled { by, reason: None, was_due }
    }

    #[test]
    fn the_owner_learns_of_an_order_once_it_is_due() {
        check(OrderChange::Placed { due_at_once: false }, Kind::OrderPlaced, None);
        check(OrderChange::Paid, Kind::OrderPaid, Some(Kind::NewOrder));
        check(OrderChange::Placed { due_at_once: true }, Kind::OrderPlaced, Some(Kind::NewOrder));
    }

    #[test]
    fn the_owner_learns_that_an_order_they_knew_of_was_cancelled_by_somebody_else() {
        check(cancelled(CancelledBy::Shopper, true), Kind::OrderCancelled, Some(Kind::SaleCancelled));
        check(cancelled(CancelledBy::Administrator, true), Kind::OrderCancelled, Some(Kind::SaleCancelled));
        check(cancelled(CancelledBy::Seller, true), Kind::OrderCancelled, None);
        check(cancelled(CancelledBy::Shopper, false), Kind::OrderCancelled, None);
    }

    #[test]
    fn what_the_owner_did_or_never_knew_of_is_told_to_the_shopper_alone() {
        let shipped =
            OrderChange::Shipped { carrier: Line::new("DHL").unwrap(), tracking_code: Line::new("JD0146").unwrap() };
        check(OrderChange::Confirmed, Kind::OrderConfirmed, None);
        check(shipped, Kind::OrderShipped, None);
        check(OrderChange::Delivered, Kind::OrderDelivered, None);
        check(OrderChange::Expired, Kind::OrderExpired, None);
    }

    #[test]
    fn the_details_are_passed_on() {
        let reason = Some(Line::new("found it cheaper").unwrap());
        let by = CancelledBy::Shopper;
        let change = OrderChange::Cancelled { by, reason: reason.clone(), was_due: true };
        let told = News::Order { order: order(), shopper: SHOPPER, seller: SELLER, change }.addressed();
        assert_eq!(told[0].notice, Notice::OrderCancelled { order: order(), by, reason: reason.clone() });
        assert_eq!(told[1].notice, Notice::SaleCancelled { order: order(), by, reason });
    }

    #[test]
    fn a_refund_is_told_to_the_shopper() {
        let checkout = CheckoutId::from_uuid(Uuid::from_u128(4));
        let order = Some((order().id, order().number));
        let amount = Money::new(500, Currency::USD);
        let news = News::Refunded { checkout, order: order.clone(), shopper: SHOPPER, amount };
        let notice = Notice::OrderRefunded { checkout, order, amount };
        assert_eq!(news.addressed(), [Addressed { to: Recipient::User(SHOPPER), notice }]);
    }
}
