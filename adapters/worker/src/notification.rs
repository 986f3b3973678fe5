//! The notification context's consumers: people are told what happens to orders, and shops' owners become known.

use std::sync::Arc;

use async_trait::async_trait;
use kernel::{Line, Money};
use kit_events::order::{
    OrderCancelledV1, OrderConfirmedV1, OrderDeliveredV1, OrderExpiredV1, OrderHeader, OrderPaidV1, OrderPlacedV1,
    OrderShippedV1, RefundedV1,
};
use kit_events::user::{ShopChangedV1, ShopOpenedV1};
use kit_events::{WireEvent, WireMoney, schema_error};
use notification::{CancelledBy, News, OrderChange, OrderRef, Shop};
use notification_app::NotificationApp;
use platform::{Envelope, EventHandler, HandleError, Inbox};

use crate::consume::{failed, open, poison, read};

/// The consumers of the notification context.
#[must_use]
pub fn consumers(app: &Arc<NotificationApp>) -> Vec<Arc<dyn EventHandler>> {
    vec![Arc::new(TellOfOrders { app: Arc::clone(app) }), Arc::new(KnowOwners { app: Arc::clone(app) })]
}

/// Tells shoppers and sellers what happens to orders.
struct TellOfOrders {
    app: Arc<NotificationApp>,
}

#[async_trait]
impl EventHandler for TellOfOrders {
    fn name(&self) -> &'static str {
        "notification.tell_of_orders"
    }

    fn event_types(&self) -> &'static [&'static str] {
        &[
            OrderPlacedV1::TYPE,
            OrderPaidV1::TYPE,
            OrderConfirmedV1::TYPE,
            OrderShippedV1::TYPE,
            OrderDeliveredV1::TYPE,
            OrderCancelledV1::TYPE,
            OrderExpiredV1::TYPE,
            RefundedV1::TYPE,
        ]
    }

    async fn handle(&self, envelope: &Envelope) -> Result<(), HandleError> {
        let news = Reader(envelope).news()?;
        self.app.inform.execute(Inbox { event: envelope.id, consumer: self.name() }, news).await.map_err(failed)
    }
}

/// Keeps the copy of who owns which shop.
struct KnowOwners {
    app: Arc<NotificationApp>,
}

#[async_trait]
impl EventHandler for KnowOwners {
    fn name(&self) -> &'static str {
        "notification.know_owners"
    }

    fn event_types(&self) -> &'static [&'static str] {
        &[ShopOpenedV1::TYPE, ShopChangedV1::TYPE]
    }

    async fn handle(&self, envelope: &Envelope) -> Result<(), HandleError> {
        let (shop, owner) = if envelope.event_type == ShopOpenedV1::TYPE {
            let event: ShopOpenedV1 = open(envelope)?;
            (event.seller_id, event.owner_id)
        } else {
            let event: ShopChangedV1 = open(envelope)?;
            (event.seller_id, event.owner_id)
        };
        let shop = Shop {
            id: read(envelope, &shop)?,
            owner: owner.map(|owner| read(envelope, &owner)).transpose()?,
            as_of: envelope.occurred_at,
        };
        self.app.record_shop.execute(Inbox { event: envelope.id, consumer: self.name() }, shop).await.map_err(failed)
    }
}

/// Reads an order's event in this context's words.
struct Reader<'a>(&'a Envelope);

impl Reader<'_> {
    fn news(&self) -> Result<News, HandleError> {
        match self.0.event_type.as_str() {
            OrderPlacedV1::TYPE => {
                let event: OrderPlacedV1 = open(self.0)?;
                self.order(
                    &event.order,
                    OrderChange::Placed { due_at_once: event.payment_method == "cash_on_delivery" },
                )
            }
            OrderPaidV1::TYPE => self.order(&open::<OrderPaidV1>(self.0)?.order, OrderChange::Paid),
            OrderConfirmedV1::TYPE => self.order(&open::<OrderConfirmedV1>(self.0)?.order, OrderChange::Confirmed),
            OrderShippedV1::TYPE => {
                let event: OrderShippedV1 = open(self.0)?;
                let carrier = self.line(&event.carrier)?;
                let tracking_code = self.line(&event.tracking_code)?;
                self.order(&event.order, OrderChange::Shipped { carrier, tracking_code })
            }
            OrderDeliveredV1::TYPE => self.order(&open::<OrderDeliveredV1>(self.0)?.order, OrderChange::Delivered),
            OrderCancelledV1::TYPE => {
                let event: OrderCancelledV1 = open(self.0)?;
                let by = read::<CancelledBy>(self.0, &event.by)?;
                let reason = event.reason.map(|reason| self.line(&reason)).transpose()?;
                // Goods that go back into stock had been sold: by payment, or on delivery.
                let was_due = event.was_paid || event.restock;
                self.order(&event.order, OrderChange::Cancelled { by, reason, was_due })
            }
            OrderExpiredV1::TYPE => self.order(&open::<OrderExpiredV1>(self.0)?.order, OrderChange::Expired),
            _ => self.refund(&open(self.0)?),
        }
    }

    fn order(&self, order: &OrderHeader, change: OrderChange) -> Result<News, HandleError> {
        Ok(News::Order {
            shopper: read(self.0, &order.user_id)?,
            seller: read(self.0, &order.seller_id)?,
            order: OrderRef {
                id: read(self.0, &order.order_id)?,
                number: self.line(&order.number)?,
                total: self.money(&order.total)?,
            },
            change,
        })
    }

    fn refund(&self, event: &RefundedV1) -> Result<News, HandleError> {
        let order = match event.order_id.as_ref().zip(event.number.as_ref()) {
            Some((id, number)) => Some((read(self.0, id)?, self.line(number)?)),
            None => None,
        };
        Ok(News::Refunded {
            checkout: read(self.0, &event.checkout_id)?,
            order,
            shopper: read(self.0, &event.user_id)?,
            amount: self.money(&event.amount)?,
        })
    }

    fn line<const MAX: usize>(&self, text: &str) -> Result<Line<MAX>, HandleError> {
        Line::new(text).map_err(|error| poison(schema_error(&self.0.event_type, error)))
    }

    fn money(&self, money: &WireMoney) -> Result<Money, HandleError> {
        Money::try_from(money).map_err(|error| poison(schema_error(&self.0.event_type, error)))
    }
}

#[cfg(test)]
mod tests;
