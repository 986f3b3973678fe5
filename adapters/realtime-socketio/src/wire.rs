//! A notification on the wire, the same as in the list over HTTP.

use kernel::Money;
use notification::{Notice, Notification, OrderRef};
use serde::Serialize;

/// A notification.
#[derive(Debug, Serialize)]
pub struct NotificationEvent {
    id: String,
    seq: u64,
    kind: &'static str,
    data: Details,
    created_at: String,
    read_at: Option<String>,
}

/// What a notification says beside its kind; what does not belong to the kind is left out.
#[derive(Debug, Default, Serialize)]
struct Details {
    #[serde(skip_serializing_if = "Option::is_none")]
    order_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    order_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    checkout_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<Amount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<Amount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    carrier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tracking_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

#[derive(Debug, Serialize)]
struct Amount {
    amount: i64,
    currency: String,
}

impl From<&Notification> for NotificationEvent {
    fn from(notification: &Notification) -> Self {
        Self {
            id: notification.id().to_string(),
            seq: notification.sequence().get(),
            kind: notification.notice().kind().as_str(),
            data: notification.notice().into(),
            created_at: notification.created_at().to_string(),
            read_at: notification.read_at().map(|at| at.to_string()),
        }
    }
}

impl From<&Notice> for Details {
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
                Self { by: Some(by.as_str()), reason: reason.as_ref().map(ToString::to_string), ..order.into() }
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

impl From<&OrderRef> for Details {
    fn from(order: &OrderRef) -> Self {
        Self {
            order_id: Some(order.id.to_string()),
            order_number: Some(order.number.to_string()),
            total: Some(order.total.into()),
            ..Self::default()
        }
    }
}

impl From<Money> for Amount {
    fn from(money: Money) -> Self {
        Self { amount: money.minor(), currency: money.currency().code().to_owned() }
    }
}
