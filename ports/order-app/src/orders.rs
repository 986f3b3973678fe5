//! Orders, as their shopper and their seller see and change them.

use std::sync::Arc;

use kernel::{CheckoutId, OrderId, RefundId, SellerId, Timestamp};
use order::{
    CancelReason, Carrier, Checkout, CheckoutDecision, CheckoutError, DeliveryAddress, Order, OrderStatus, Party,
    Payment, PaymentMethod, Reaction, Refund, TrackingCode,
};
use order_ports::{OrderCard, OrderPosition, OrderReader};
use platform::{Actor, Clock, IdSource, Limit, Page};

use crate::OrderUseError;
use crate::ledger::{Cause, Ledger, Which};

/// An order with what belongs to it of its checkout. The checkout's other orders are not in it: they may be of other
/// sellers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderDetails {
    /// The order.
    pub order: Order,
    /// Its checkout.
    pub checkout_id: CheckoutId,
    /// Where the goods go.
    pub address: DeliveryAddress,
    /// How it is paid.
    pub method: PaymentMethod,
    /// The payment for the whole checkout.
    pub payment: Payment,
    /// What goes back for this order.
    pub refund: Option<Refund>,
    /// When it was made.
    pub placed_at: Timestamp,
}

impl OrderDetails {
    fn of(checkout: &Checkout, id: OrderId) -> Option<Self> {
        let whole = |refund: &&Refund| refund.order_id.is_none();
        let payment = checkout.payment()?.clone();
        Some(Self {
            order: checkout.order(id)?.clone(),
            checkout_id: checkout.id,
            address: checkout.address.clone(),
            method: checkout.method,
            // When a payment that came late goes back as a whole, that is what there is to know of the order's money.
            refund: checkout
                .refund_of(id)
                .or_else(|| checkout.refunds.iter().filter(whole).find(|refund| refund.payment_id == payment.id))
                .cloned(),
            payment,
            placed_at: checkout.placed_at,
        })
    }
}

fn details(checkout: Option<&Checkout>, id: OrderId) -> Result<OrderDetails, OrderUseError> {
    checkout.and_then(|checkout| OrderDetails::of(checkout, id)).ok_or(OrderUseError::NotFound)
}

async fn change(
    ledger: &Ledger,
    which: Which,
    id: OrderId,
    mut decide: impl FnMut(Checkout) -> Result<CheckoutDecision, CheckoutError> + Send,
) -> Result<OrderDetails, OrderUseError> {
    let changed = ledger
        .change(which, &Cause::default(), |checkout| -> Result<_, OrderUseError> {
            Ok(Reaction::Changed(Box::new(decide(checkout)?)))
        })
        .await?;
    details(changed.as_ref(), id)
}

/// A shopper's orders.
pub struct ShopperOrders {
    pub(crate) ledger: Ledger,
    pub(crate) reader: Arc<dyn OrderReader>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdSource>,
}

impl ShopperOrders {
    /// The actor's orders, the newest first.
    ///
    /// # Errors
    /// [`OrderUseError`].
    pub async fn list(
        &self,
        actor: Actor,
        status: Option<OrderStatus>,
        after: Option<OrderPosition>,
        limit: Limit,
    ) -> Result<Page<OrderCard, OrderPosition>, OrderUseError> {
        Ok(self.reader.of_user(actor.user, status, after, limit).await?)
    }

    /// The order.
    ///
    /// # Errors
    /// [`OrderUseError::NotFound`].
    pub async fn find(&self, actor: Actor, id: OrderId) -> Result<OrderDetails, OrderUseError> {
        details(self.ledger.load(Which::OrderOfUser(actor.user, id)).await?.as_ref(), id)
    }

    /// Cancels an order that was not sent yet. If nothing is paid yet, the whole checkout is cancelled.
    ///
    /// # Errors
    /// [`OrderUseError`].
    pub async fn cancel(
        &self,
        actor: Actor,
        id: OrderId,
        reason: Option<CancelReason>,
    ) -> Result<OrderDetails, OrderUseError> {
        let now = self.clock.now();
        let refund_id = RefundId::from_uuid(self.ids.uuid());
        change(&self.ledger, Which::OrderOfUser(actor.user, id), id, |checkout| {
            checkout.cancel_order(id, Party::Shopper, reason.as_ref(), refund_id, now)
        })
        .await
    }
}

/// A seller's orders: those that were bought for good.
pub struct SellerOrders {
    pub(crate) ledger: Ledger,
    pub(crate) reader: Arc<dyn OrderReader>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdSource>,
}

fn seller(actor: Actor) -> Result<SellerId, OrderUseError> {
    actor.selling().ok_or(OrderUseError::NotASeller)
}

impl SellerOrders {
    /// The orders of the actor's shop, the newest first.
    ///
    /// # Errors
    /// [`OrderUseError::NotASeller`].
    pub async fn list(
        &self,
        actor: Actor,
        status: Option<OrderStatus>,
        after: Option<OrderPosition>,
        limit: Limit,
    ) -> Result<Page<OrderCard, OrderPosition>, OrderUseError> {
        Ok(self.reader.of_seller(seller(actor)?, status, after, limit).await?)
    }

    /// The order.
    ///
    /// # Errors
    /// [`OrderUseError::NotASeller`], [`OrderUseError::NotFound`].
    pub async fn find(&self, actor: Actor, id: OrderId) -> Result<OrderDetails, OrderUseError> {
        details(self.ledger.load(Which::OrderOfSeller(seller(actor)?, id)).await?.as_ref(), id)
    }

    /// The seller will deliver.
    ///
    /// # Errors
    /// [`OrderUseError`].
    pub async fn confirm(&self, actor: Actor, id: OrderId) -> Result<OrderDetails, OrderUseError> {
        let now = self.clock.now();
        change(&self.ledger, Which::OrderOfSeller(seller(actor)?, id), id, |checkout| checkout.confirm(id, now)).await
    }

    /// The carrier has it.
    ///
    /// # Errors
    /// [`OrderUseError`].
    pub async fn ship(
        &self,
        actor: Actor,
        id: OrderId,
        carrier: Carrier,
        tracking_code: TrackingCode,
    ) -> Result<OrderDetails, OrderUseError> {
        let now = self.clock.now();
        change(&self.ledger, Which::OrderOfSeller(seller(actor)?, id), id, |checkout| {
            checkout.ship(id, carrier.clone(), tracking_code.clone(), now)
        })
        .await
    }

    /// The shopper has it.
    ///
    /// # Errors
    /// [`OrderUseError`].
    pub async fn deliver(&self, actor: Actor, id: OrderId) -> Result<OrderDetails, OrderUseError> {
        let now = self.clock.now();
        change(&self.ledger, Which::OrderOfSeller(seller(actor)?, id), id, |checkout| checkout.deliver(id, now)).await
    }

    /// The seller cannot deliver.
    ///
    /// # Errors
    /// [`OrderUseError`].
    pub async fn cancel(&self, actor: Actor, id: OrderId, reason: CancelReason) -> Result<OrderDetails, OrderUseError> {
        let now = self.clock.now();
        let refund_id = RefundId::from_uuid(self.ids.uuid());
        change(&self.ledger, Which::OrderOfSeller(seller(actor)?, id), id, |checkout| {
            checkout.cancel_order(id, Party::Seller, Some(&reason), refund_id, now)
        })
        .await
    }
}
