//! What a notification says, as the column `details` keeps it beside the kind.

use kernel::{CheckoutId, Line, Money, OrderId, TextError};
use notification::{CancelledBy, Kind, Notice, OrderRef};
use platform::StoreError;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::column::{money, named};
use crate::error::corrupt;

const WHAT: &str = "notification";

#[derive(Serialize, Deserialize)]
struct Order {
    order_id: String,
    number: String,
    amount: i64,
    currency: String,
}

#[derive(Serialize, Deserialize)]
struct Shipped {
    #[serde(flatten)]
    order: Order,
    carrier: String,
    tracking_code: String,
}

#[derive(Serialize, Deserialize)]
struct Cancelled {
    #[serde(flatten)]
    order: Order,
    by: String,
    reason: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Refunded {
    checkout_id: String,
    order_id: Option<String>,
    number: Option<String>,
    amount: i64,
    currency: String,
}

/// The details of a notice.
pub(super) fn write(notice: &Notice) -> Result<String, StoreError> {
    match notice {
        Notice::OrderPlaced(order)
        | Notice::OrderPaid(order)
        | Notice::OrderConfirmed(order)
        | Notice::OrderDelivered(order)
        | Notice::OrderExpired(order)
        | Notice::NewOrder(order) => json(&Order::from(order)),
        Notice::OrderShipped { order, carrier, tracking_code } => json(&Shipped {
            order: order.into(),
            carrier: carrier.to_string(),
            tracking_code: tracking_code.to_string(),
        }),
        Notice::OrderCancelled { order, by, reason } | Notice::SaleCancelled { order, by, reason } => {
            json(&Cancelled {
                order: order.into(),
                by: by.to_string(),
                reason: reason.as_ref().map(ToString::to_string),
            })
        }
        Notice::OrderRefunded { checkout, order, amount } => json(&Refunded {
            checkout_id: checkout.to_string(),
            order_id: order.as_ref().map(|(id, _)| id.to_string()),
            number: order.as_ref().map(|(_, number)| number.to_string()),
            amount: amount.minor(),
            currency: amount.currency().to_string(),
        }),
    }
}

/// The notice of a kind with these details.
pub(super) fn read(kind: &str, details: &str) -> Result<Notice, StoreError> {
    let order = || parse::<Order>(details)?.read();
    Ok(match named::<Kind>("kind", kind)? {
        Kind::OrderPlaced => Notice::OrderPlaced(order()?),
        Kind::OrderPaid => Notice::OrderPaid(order()?),
        Kind::OrderConfirmed => Notice::OrderConfirmed(order()?),
        Kind::OrderDelivered => Notice::OrderDelivered(order()?),
        Kind::OrderExpired => Notice::OrderExpired(order()?),
        Kind::NewOrder => Notice::NewOrder(order()?),
        Kind::OrderShipped => {
            let shipped: Shipped = parse(details)?;
            Notice::OrderShipped {
                order: shipped.order.read()?,
                carrier: line(&shipped.carrier)?,
                tracking_code: line(&shipped.tracking_code)?,
            }
        }
        Kind::OrderCancelled => {
            let (order, by, reason) = parse::<Cancelled>(details)?.read()?;
            Notice::OrderCancelled { order, by, reason }
        }
        Kind::SaleCancelled => {
            let (order, by, reason) = parse::<Cancelled>(details)?.read()?;
            Notice::SaleCancelled { order, by, reason }
        }
        Kind::OrderRefunded => parse::<Refunded>(details)?.read()?,
    })
}

impl From<&OrderRef> for Order {
    fn from(order: &OrderRef) -> Self {
        Self {
            order_id: order.id.to_string(),
            number: order.number.to_string(),
            amount: order.total.minor(),
            currency: order.total.currency().to_string(),
        }
    }
}

impl Order {
    fn read(self) -> Result<OrderRef, StoreError> {
        Ok(OrderRef {
            id: id::<OrderId>(&self.order_id)?,
            number: line(&self.number)?,
            total: money(self.amount, &self.currency)?,
        })
    }
}

impl Cancelled {
    fn read(self) -> Result<(OrderRef, CancelledBy, Option<notification::Reason>), StoreError> {
        Ok((self.order.read()?, named("party", &self.by)?, self.reason.as_deref().map(line).transpose()?))
    }
}

impl Refunded {
    fn read(self) -> Result<Notice, StoreError> {
        let order = match (self.order_id, self.number) {
            (Some(order), Some(number)) => Some((id(&order)?, line(&number)?)),
            (None, None) => None,
            _ => return Err(corrupt(WHAT, "an order's id and number go together")),
        };
        let amount: Money = money(self.amount, &self.currency)?;
        Ok(Notice::OrderRefunded { checkout: id::<CheckoutId>(&self.checkout_id)?, order, amount })
    }
}

fn json(details: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(details).map_err(|error| corrupt(WHAT, error))
}

fn parse<T: DeserializeOwned>(details: &str) -> Result<T, StoreError> {
    serde_json::from_str(details).map_err(|error| corrupt(WHAT, error))
}

fn id<T: std::str::FromStr<Err = kernel::IdError>>(text: &str) -> Result<T, StoreError> {
    text.parse().map_err(|error: kernel::IdError| corrupt(WHAT, error))
}

fn line<const MAX: usize>(text: &str) -> Result<Line<MAX>, StoreError> {
    Line::new(text).map_err(|error: TextError| corrupt(WHAT, error))
}
