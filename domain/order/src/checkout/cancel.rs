//! How buying is undone.

use kernel::{OrderId, RefundId, Timestamp};

use super::{Checkout, CheckoutDecision, CheckoutError, CheckoutState, Reaction, only_awaiting, ordered};
use crate::{
    CancelReason, IllegalTransition, Order, OrderEvent, OrderStatus, Party, Payment, PaymentState, RefundReason,
};

impl Checkout {
    /// Cancels a checkout that is not paid yet, with all its orders.
    ///
    /// # Errors
    /// [`CheckoutError::NotAwaitingPayment`], [`CheckoutError::Over`].
    pub fn cancel(
        mut self,
        by: Party,
        reason: Option<&CancelReason>,
        now: Timestamp,
    ) -> Result<CheckoutDecision, CheckoutError> {
        only_awaiting(&self)?;
        self.0.state = CheckoutState::Cancelled { at: now };
        self.close_payments(&PaymentState::Cancelled, now);
        let mut events = vec![OrderEvent::CheckoutCancelled { checkout_id: self.id, user_id: self.user_id }];
        let ids: Vec<_> = self.orders.iter().map(|order| order.id).collect();
        for id in ids {
            events.extend(self.cancel_one(id, by, reason, false, now)?);
        }
        Ok(self.decide(events, now))
    }

    /// Cancels one order. If it was paid, what it cost goes back. If nothing is paid yet, there is one payment for
    /// all, so the whole checkout is cancelled.
    ///
    /// # Errors
    /// [`CheckoutError::NoSuchOrder`]; [`CheckoutError::Illegal`] once the carrier has it, or when it was cancelled
    /// or expired before.
    pub fn cancel_order(
        mut self,
        id: OrderId,
        by: Party,
        reason: Option<&CancelReason>,
        refund_id: RefundId,
        now: Timestamp,
    ) -> Result<CheckoutDecision, CheckoutError> {
        let order = self.order(id).ok_or(CheckoutError::NoSuchOrder)?;
        // Until it is bought, an order is not its seller's business.
        if !order.can_cancel() || (by == Party::Seller && !order.is_bought()) {
            return Err(IllegalTransition { from: order.status(), to: OrderStatus::Cancelled }.into());
        }
        if self.state == CheckoutState::AwaitingPayment {
            return self.cancel(by, reason, now);
        }
        let mut events: Vec<_> = self.cancel_one(id, by, reason, true, now)?.into_iter().collect();
        events.extend(self.refund_order(id, refund_id, now)?);
        Ok(self.decide(events, now))
    }

    /// The goods that were held are gone although they were bought: what is not with the carrier is cancelled, and
    /// refunded if it was paid. Nothing goes back into stock, since nothing was taken.
    ///
    /// # Errors
    /// None that the states allow; [`CheckoutError`] for form's sake.
    pub fn hold_lapsed(
        mut self,
        reason: Option<&CancelReason>,
        mut refund_id: impl FnMut() -> RefundId,
        now: Timestamp,
    ) -> Result<Reaction, CheckoutError> {
        if !matches!(self.state, CheckoutState::Paid { .. } | CheckoutState::Placed) {
            return Ok(self.unchanged());
        }
        let ids: Vec<_> = self.orders.iter().filter(|order| order.can_cancel()).map(|order| order.id).collect();
        let mut events = Vec::new();
        for &id in &ids {
            events.extend(self.cancel_one(id, Party::System, reason, false, now)?);
            events.extend(self.refund_order(id, refund_id(), now)?);
        }
        if ids.is_empty() { Ok(self.unchanged()) } else { Ok(self.changed(events, now)) }
    }

    fn cancel_one(
        &mut self,
        id: OrderId,
        by: Party,
        reason: Option<&CancelReason>,
        restock: bool,
        now: Timestamp,
    ) -> Result<Option<OrderEvent>, CheckoutError> {
        let was_paid = matches!(self.state, CheckoutState::Paid { .. });
        self.step(id, |order| order.cancel(by, reason.cloned(), now))?;
        Ok(self.order(id).map(|order| OrderEvent::Cancelled {
            order: self.event_ref(order),
            by,
            reason: reason.cloned(),
            was_paid,
            restock,
            lines: ordered(order),
        }))
    }

    /// Promises back what an order cost, if it was paid.
    fn refund_order(
        &mut self,
        id: OrderId,
        refund_id: RefundId,
        now: Timestamp,
    ) -> Result<Option<OrderEvent>, CheckoutError> {
        let amount = self.order(id).map(|order: &Order| order.totals.total()).ok_or(CheckoutError::NoSuchOrder)?;
        if !matches!(self.state, CheckoutState::Paid { .. }) || !amount.is_positive() {
            return Ok(None);
        }
        let payment_id = self.paying().ok_or(CheckoutError::RefundExceedsCapture)?.id;
        self.request_refund(refund_id, payment_id, (Some(id), amount, RefundReason::OrderCancelled), now).map(Some)
    }

    /// The payment that made the checkout paid: the captured one that does not go back as a whole.
    pub(super) fn paying(&self) -> Option<&Payment> {
        let whole = |id| self.refunds.iter().any(|refund| refund.payment_id == id && refund.order_id.is_none());
        self.payments
            .iter()
            .find(|payment| matches!(payment.state, PaymentState::Captured { .. }) && !whole(payment.id))
    }
}
