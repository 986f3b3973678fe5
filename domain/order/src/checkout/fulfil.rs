//! How the seller delivers.

use kernel::{OrderId, Timestamp};

use super::{Checkout, CheckoutDecision, CheckoutError};
use crate::{Carrier, OrderEvent, Shipment, TrackingCode};

impl Checkout {
    /// The seller will deliver an order.
    ///
    /// # Errors
    /// [`CheckoutError::NoSuchOrder`]; [`CheckoutError::Illegal`] unless it is bought and nothing was done yet.
    pub fn confirm(mut self, id: OrderId, now: Timestamp) -> Result<CheckoutDecision, CheckoutError> {
        self.step(id, |order| order.confirm(now))?;
        let event = self.order(id).map(|order| OrderEvent::Confirmed { order: self.event_ref(order) });
        Ok(self.decide(event.into_iter().collect(), now))
    }

    /// The carrier has an order's goods.
    ///
    /// # Errors
    /// [`CheckoutError::NoSuchOrder`]; [`CheckoutError::Illegal`] unless it was confirmed.
    pub fn ship(
        mut self,
        id: OrderId,
        carrier: Carrier,
        tracking_code: TrackingCode,
        now: Timestamp,
    ) -> Result<CheckoutDecision, CheckoutError> {
        let shipment = Shipment { carrier: carrier.clone(), tracking_code: tracking_code.clone(), shipped_at: now };
        self.step(id, |order| order.ship(carrier, tracking_code, now))?;
        let event = self.order(id).map(|order| OrderEvent::Shipped { order: self.event_ref(order), shipment });
        Ok(self.decide(event.into_iter().collect(), now))
    }

    /// The shopper has an order's goods.
    ///
    /// # Errors
    /// [`CheckoutError::NoSuchOrder`]; [`CheckoutError::Illegal`] unless it was shipped.
    pub fn deliver(mut self, id: OrderId, now: Timestamp) -> Result<CheckoutDecision, CheckoutError> {
        self.step(id, |order| order.deliver(now))?;
        let event = self.order(id).map(|order| OrderEvent::Delivered { order: self.event_ref(order) });
        Ok(self.decide(event.into_iter().collect(), now))
    }
}
