//! The context's wire types.

use kernel::{IdError, NotificationId};
use kit_http::{MoneyDto, Problem, Validator};
use notification::{CancelledBy, Kind, Notice, Notification, OrderRef, ReadMark, Sequence, SequenceError};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A notification, as the list has it and as Socket.IO sends it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Notification)]
pub struct NotificationDto {
    #[schema(example = "ntf_01h455vb4pex5vsknk084sn02q")]
    id: String,
    /// Its number among the user's: 1, 2, 3, … without a gap.
    #[schema(minimum = 1)]
    seq: u64,
    kind: KindDto,
    data: DataDto,
    created_at: String,
    #[schema(required)]
    read_at: Option<String>,
}

/// What a notification is about. `new_order` and `sale_cancelled` are for a shop's owner, all others for the shopper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = NotificationKind)]
pub(crate) enum KindDto {
    OrderPlaced,
    OrderPaid,
    OrderConfirmed,
    OrderShipped,
    OrderDelivered,
    OrderCancelled,
    OrderExpired,
    OrderRefunded,
    NewOrder,
    SaleCancelled,
}

/// What a notification says beside its kind. What does not belong to the kind is left out.
#[derive(Debug, Default, Serialize, ToSchema)]
#[schema(as = NotificationData)]
pub(crate) struct DataDto {
    /// All kinds; not of a refund of a whole checkout.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    order_id: Option<String>,
    /// The order's number for people; there if `order_id` is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    order_number: Option<String>,
    /// `order_refunded`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    checkout_id: Option<String>,
    /// What the order costs; not of `order_refunded`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    total: Option<MoneyDto>,
    /// `order_refunded`: how much was sent back.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    amount: Option<MoneyDto>,
    /// `order_shipped`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    carrier: Option<String>,
    /// `order_shipped`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    tracking_code: Option<String>,
    /// `order_cancelled`, `sale_cancelled`: who cancelled it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    by: Option<CancelledByDto>,
    /// `order_cancelled`, `sale_cancelled`, if a reason was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    reason: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = CancelledBy)]
pub(crate) enum CancelledByDto {
    Shopper,
    Seller,
    System,
    PaymentProvider,
    Administrator,
}

/// How many notifications are unread.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = UnreadCount)]
pub(crate) struct UnreadDto {
    pub(crate) count: u64,
}

/// What was read: either `ids` (at most 500) or `up_to_seq`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MarkRead)]
pub(crate) struct MarkReadDto {
    #[serde(default)]
    #[schema(max_items = 500)]
    ids: Option<Vec<String>>,
    /// All up to and including this number.
    #[serde(default)]
    up_to_seq: Option<u64>,
}

impl MarkReadDto {
    pub(crate) fn check(self) -> Result<ReadMark, Problem> {
        let mut validator = Validator::new();
        let mark = match (self.ids, self.up_to_seq) {
            (Some(ids), None) => these(&ids, &mut validator),
            (None, Some(last)) => {
                validator.check("up_to_seq", Sequence::new(last), SequenceError::code).map(ReadMark::UpTo)
            }
            (None, None) => {
                validator.add("ids", "required", "either ids or up_to_seq must be given");
                None
            }
            (Some(_), Some(_)) => {
                validator.add("up_to_seq", "conflicting", "either ids or up_to_seq can be given, not both");
                None
            }
        };
        validator.finish(mark)
    }
}

fn these(ids: &[String], validator: &mut Validator) -> Option<ReadMark> {
    let mut read = Vec::with_capacity(ids.len());
    for (position, id) in ids.iter().enumerate() {
        read.extend(validator.check(&format!("ids[{position}]"), id.parse::<NotificationId>(), IdError::code));
    }
    Some(ReadMark::These(read))
}

impl From<&Notification> for NotificationDto {
    fn from(notification: &Notification) -> Self {
        Self {
            id: notification.id().to_string(),
            seq: notification.sequence().get(),
            kind: notification.notice().kind().into(),
            data: notification.notice().into(),
            created_at: notification.created_at().to_string(),
            read_at: notification.read_at().map(|at| at.to_string()),
        }
    }
}

impl From<Kind> for KindDto {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::OrderPlaced => Self::OrderPlaced,
            Kind::OrderPaid => Self::OrderPaid,
            Kind::OrderConfirmed => Self::OrderConfirmed,
            Kind::OrderShipped => Self::OrderShipped,
            Kind::OrderDelivered => Self::OrderDelivered,
            Kind::OrderCancelled => Self::OrderCancelled,
            Kind::OrderExpired => Self::OrderExpired,
            Kind::OrderRefunded => Self::OrderRefunded,
            Kind::NewOrder => Self::NewOrder,
            Kind::SaleCancelled => Self::SaleCancelled,
        }
    }
}

impl From<CancelledBy> for CancelledByDto {
    fn from(by: CancelledBy) -> Self {
        match by {
            CancelledBy::Shopper => Self::Shopper,
            CancelledBy::Seller => Self::Seller,
            CancelledBy::System => Self::System,
            CancelledBy::PaymentProvider => Self::PaymentProvider,
            CancelledBy::Administrator => Self::Administrator,
        }
    }
}

impl From<&Notice> for DataDto {
    fn from(notice: &Notice) -> Self {
        match notice {
            Notice::OrderPlaced(order)
            | Notice::OrderPaid(order)
            | Notice::OrderConfirmed(order)
            | Notice::OrderDelivered(order)
            | Notice::OrderExpired(order)
            | Notice::NewOrder(order) => order.into(),
            Notice::OrderShipped { order, carrier, tracking_code } => Self {
                carrier: Some(carrier.to_string()),
                tracking_code: Some(tracking_code.to_string()),
                ..order.into()
            },
            Notice::OrderCancelled { order, by, reason } | Notice::SaleCancelled { order, by, reason } => {
                Self { by: Some((*by).into()), reason: reason.as_ref().map(ToString::to_string), ..order.into() }
            }
            Notice::OrderRefunded { checkout, order, amount } => Self {
                checkout_id: Some(checkout.to_string()),
                order_id: order.as_ref().map(|(id, _)| id.to_string()),
                order_number: order.as_ref().map(|(_, number)| number.to_string()),
                amount: Some((*amount).into()),
                ..Self::default()
            },
        }
    }
}

impl From<&OrderRef> for DataDto {
    fn from(order: &OrderRef) -> Self {
        Self {
            order_id: Some(order.id.to_string()),
            order_number: Some(order.number.to_string()),
            total: Some(order.total.into()),
            ..Self::default()
        }
    }
}
