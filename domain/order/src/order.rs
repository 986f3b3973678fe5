//! An order: what one seller delivers of a checkout.

use kernel::{Line, OrderId, Timestamp};
use thiserror::Error;

use crate::{OrderLine, OrderNumber, Party, SellerRef, Totals};

named! {
    /// How an order stands, by name.
    OrderStatus {
        /// The shopper has not paid yet.
        PendingPayment = "pending_payment",
        /// Bought, to be paid on delivery.
        Placed = "placed",
        /// Bought and paid.
        Paid = "paid",
        /// The seller will deliver.
        Confirmed = "confirmed",
        /// The carrier has it.
        Shipped = "shipped",
        /// The shopper has it.
        Delivered = "delivered",
        /// It will not be delivered.
        Cancelled = "cancelled",
        /// The shopper did not pay in time.
        Expired = "expired",
    }
}

/// Who carries a parcel.
pub type Carrier = Line<60>;
/// The carrier's number for a parcel.
pub type TrackingCode = Line<60>;
/// Why an order is cancelled, in the words of who did it.
pub type CancelReason = Line<200>;

/// A parcel on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shipment {
    /// Who carries it.
    pub carrier: Carrier,
    /// The carrier's number for it.
    pub tracking_code: TrackingCode,
    /// When the carrier got it.
    pub shipped_at: Timestamp,
}

/// An order that will not be delivered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cancellation {
    /// Who cancelled it.
    pub by: Party,
    /// Why.
    pub reason: Option<CancelReason>,
    /// Whether it had been bought for good: paid, or placed for cash on delivery. Only then does the seller know it.
    pub was_bought: bool,
}

/// How an order stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OrderState {
    /// The shopper has not paid yet.
    PendingPayment,
    /// Bought, to be paid on delivery.
    Placed,
    /// Bought and paid.
    Paid,
    /// The seller will deliver.
    Confirmed,
    /// The carrier has it.
    Shipped(Shipment),
    /// The shopper has it.
    Delivered(Shipment),
    /// It will not be delivered.
    Cancelled(Cancellation),
    /// The shopper did not pay in time.
    Expired,
}

impl OrderState {
    /// The state's name.
    #[must_use]
    pub const fn status(&self) -> OrderStatus {
        match self {
            Self::PendingPayment => OrderStatus::PendingPayment,
            Self::Placed => OrderStatus::Placed,
            Self::Paid => OrderStatus::Paid,
            Self::Confirmed => OrderStatus::Confirmed,
            Self::Shipped(_) => OrderStatus::Shipped,
            Self::Delivered(_) => OrderStatus::Delivered,
            Self::Cancelled(_) => OrderStatus::Cancelled,
            Self::Expired => OrderStatus::Expired,
        }
    }
}

/// The order's state does not allow the step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("an order that is {from} cannot become {to}")]
pub struct IllegalTransition {
    /// How the order stands.
    pub from: OrderStatus,
    /// Where it was to go.
    pub to: OrderStatus,
}

impl IllegalTransition {
    /// A stable code for machines.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "illegal_transition"
    }
}

/// A step that an order took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineEntry {
    /// What it became.
    pub status: OrderStatus,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Party,
    /// More about it: the parcel's number, the reason.
    pub note: Option<String>,
}

/// What one seller delivers of a checkout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Its id.
    pub id: OrderId,
    /// Its number for people.
    pub number: OrderNumber,
    /// Who sells.
    pub seller: SellerRef,
    /// What is sold.
    pub lines: Vec<OrderLine>,
    /// What it costs.
    pub totals: Totals,
    /// How it stands.
    pub state: OrderState,
    /// How it came there; the last entry's status is the state's.
    pub timeline: Vec<TimelineEntry>,
    /// When it changed last.
    pub updated_at: Timestamp,
}

impl Order {
    /// The state's name.
    #[must_use]
    pub const fn status(&self) -> OrderStatus {
        self.state.status()
    }

    /// Pieces in all lines.
    #[must_use]
    pub fn item_count(&self) -> u32 {
        self.lines.iter().map(|line| line.quantity.get()).sum()
    }

    /// Whether it can still be cancelled: the carrier does not have it yet.
    #[must_use]
    pub const fn can_cancel(&self) -> bool {
        matches!(self.state, OrderState::PendingPayment | OrderState::Placed | OrderState::Paid | OrderState::Confirmed)
    }

    /// Whether it was ever bought for good: paid, or placed for cash on delivery. Until then it is not the seller's
    /// business.
    #[must_use]
    pub const fn is_bought(&self) -> bool {
        match &self.state {
            OrderState::PendingPayment | OrderState::Expired => false,
            OrderState::Cancelled(cancellation) => cancellation.was_bought,
            OrderState::Placed
            | OrderState::Paid
            | OrderState::Confirmed
            | OrderState::Shipped(_)
            | OrderState::Delivered(_) => true,
        }
    }

    /// The parcel, once there is one.
    #[must_use]
    pub const fn shipment(&self) -> Option<&Shipment> {
        match &self.state {
            OrderState::Shipped(shipment) | OrderState::Delivered(shipment) => Some(shipment),
            _ => None,
        }
    }

    /// Why it will not be delivered, if so.
    #[must_use]
    pub const fn cancellation(&self) -> Option<&Cancellation> {
        match &self.state {
            OrderState::Cancelled(cancellation) => Some(cancellation),
            _ => None,
        }
    }

    fn illegal(&self, to: OrderStatus) -> IllegalTransition {
        IllegalTransition { from: self.status(), to }
    }

    fn step(self, state: OrderState, by: Party, note: Option<String>, now: Timestamp) -> Self {
        let mut timeline = self.timeline;
        timeline.push(TimelineEntry { status: state.status(), at: now, by, note });
        Self { state, timeline, updated_at: now, ..self }
    }

    pub(crate) fn pay(self, now: Timestamp) -> Result<Self, IllegalTransition> {
        match self.state {
            OrderState::PendingPayment => Ok(self.step(OrderState::Paid, Party::PaymentProvider, None, now)),
            _ => Err(self.illegal(OrderStatus::Paid)),
        }
    }

    pub(crate) fn expire(self, now: Timestamp) -> Result<Self, IllegalTransition> {
        match self.state {
            OrderState::PendingPayment => Ok(self.step(OrderState::Expired, Party::System, None, now)),
            _ => Err(self.illegal(OrderStatus::Expired)),
        }
    }

    pub(crate) fn confirm(self, now: Timestamp) -> Result<Self, IllegalTransition> {
        match self.state {
            OrderState::Placed | OrderState::Paid => Ok(self.step(OrderState::Confirmed, Party::Seller, None, now)),
            _ => Err(self.illegal(OrderStatus::Confirmed)),
        }
    }

    pub(crate) fn ship(
        self,
        carrier: Carrier,
        tracking_code: TrackingCode,
        now: Timestamp,
    ) -> Result<Self, IllegalTransition> {
        match self.state {
            OrderState::Confirmed => {
                let note = format!("{carrier} {tracking_code}");
                let shipment = Shipment { carrier, tracking_code, shipped_at: now };
                Ok(self.step(OrderState::Shipped(shipment), Party::Seller, Some(note), now))
            }
            _ => Err(self.illegal(OrderStatus::Shipped)),
        }
    }

    pub(crate) fn deliver(self, now: Timestamp) -> Result<Self, IllegalTransition> {
        match self.state.clone() {
            OrderState::Shipped(shipment) => Ok(self.step(OrderState::Delivered(shipment), Party::Seller, None, now)),
            _ => Err(self.illegal(OrderStatus::Delivered)),
        }
    }

    pub(crate) fn cancel(
        self,
        by: Party,
        reason: Option<CancelReason>,
        now: Timestamp,
    ) -> Result<Self, IllegalTransition> {
        if !self.can_cancel() {
            return Err(self.illegal(OrderStatus::Cancelled));
        }
        let note = reason.as_ref().map(ToString::to_string);
        let cancellation = Cancellation { by, reason, was_bought: self.is_bought() };
        Ok(self.step(OrderState::Cancelled(cancellation), by, note, now))
    }
}

#[cfg(test)]
mod tests;
