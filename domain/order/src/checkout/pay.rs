//! How the money comes, and goes back.

use kernel::{Money, PaymentId, RefundId, Timestamp};

use super::{Checkout, CheckoutDecision, CheckoutError, CheckoutState, Reaction, only_awaiting, ordered};
use crate::{Opened, OrderEvent, Payment, PaymentState, RefundReason, RefundState};

/// What the provider says of a payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaymentReport {
    /// The money is there.
    Succeeded {
        /// How much.
        amount: Money,
    },
    /// It was declined.
    Failed {
        /// Why.
        reason: String,
    },
    /// The shopper did not pay in time.
    Expired,
}

/// What the provider says of a refund.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefundReport {
    /// It took it on.
    Succeeded,
    /// It refused it.
    Failed {
        /// Why.
        reason: String,
    },
}

impl Checkout {
    /// The provider knows of a payment now. A payment that is not wanted any more is not opened by this, but its
    /// reference is kept, so that it can be closed at the provider.
    ///
    /// # Errors
    /// [`CheckoutError::NoSuchPayment`].
    pub fn payment_opened(
        mut self,
        payment_id: PaymentId,
        reference: String,
        redirect_url: String,
        now: Timestamp,
    ) -> Result<Reaction, CheckoutError> {
        let payment = self.payment_mut(payment_id)?;
        if payment.opened.as_ref().is_some_and(|opened| opened.redirect_url.is_some()) {
            return Ok(self.unchanged());
        }
        payment.opened = Some(Opened { reference, redirect_url: Some(redirect_url) });
        payment.updated_at = now;
        payment.climb(PaymentState::Open, now);
        Ok(self.changed(Vec::new(), now))
    }

    /// The provider reports on a payment, which it knows by `reference`; without one, it refused to open it.
    /// `refund_id` is used if the money has to go back.
    ///
    /// # Errors
    /// [`CheckoutError::NoSuchPayment`].
    pub fn payment_reported(
        mut self,
        payment_id: PaymentId,
        reference: Option<&str>,
        report: PaymentReport,
        refund_id: RefundId,
        now: Timestamp,
    ) -> Result<Reaction, CheckoutError> {
        let payment = self.payment_mut(payment_id)?;
        let state = match report {
            PaymentReport::Succeeded { amount } if amount == payment.amount => PaymentState::Captured { at: now },
            PaymentReport::Succeeded { amount } => PaymentState::InReview { captured: amount },
            PaymentReport::Failed { reason } => PaymentState::Failed { reason },
            PaymentReport::Expired => PaymentState::Expired,
        };
        if !payment.climb(state, now) {
            return Ok(self.unchanged());
        }
        // The report may be faster than the answer to our asking.
        if payment.opened.is_none() {
            payment.opened = reference.map(|reference| Opened { reference: reference.to_owned(), redirect_url: None });
        }
        let events = match payment.state {
            PaymentState::Captured { .. } => self.captured(payment_id, refund_id, now)?,
            _ => Vec::new(),
        };
        Ok(self.changed(events, now))
    }

    fn captured(
        &mut self,
        payment_id: PaymentId,
        refund_id: RefundId,
        now: Timestamp,
    ) -> Result<Vec<OrderEvent>, CheckoutError> {
        let amount = self.payment_mut(payment_id)?.amount;
        let reason = match self.state {
            CheckoutState::AwaitingPayment => return self.paid_by(payment_id, amount, now),
            CheckoutState::Paid { .. } | CheckoutState::Placed => RefundReason::DuplicatePayment,
            CheckoutState::Expired { .. } | CheckoutState::Cancelled { .. } => RefundReason::LatePayment,
        };
        Ok(vec![self.request_refund(refund_id, payment_id, (None, amount, reason), now)?])
    }

    fn paid_by(
        &mut self,
        payment_id: PaymentId,
        amount: Money,
        now: Timestamp,
    ) -> Result<Vec<OrderEvent>, CheckoutError> {
        self.0.state = CheckoutState::Paid { at: now };
        let (checkout_id, user_id) = (self.id, self.user_id);
        let mut events = vec![OrderEvent::CheckoutPaid { checkout_id, user_id, payment_id, amount }];
        let ids: Vec<_> = self.orders.iter().map(|order| order.id).collect();
        for id in ids {
            self.step(id, |order| order.pay(now))?;
            events.extend(
                self.order(id).map(|order| OrderEvent::Paid { order: self.event_ref(order), lines: ordered(order) }),
            );
        }
        self.close_payments(&PaymentState::Cancelled, now);
        Ok(events)
    }

    /// Gives up what payments are not paid.
    pub(super) fn close_payments(&mut self, state: &PaymentState, now: Timestamp) {
        for payment in &mut self.0.payments {
            payment.climb(state.clone(), now);
        }
    }

    /// Tries another payment after one that failed.
    ///
    /// # Errors
    /// [`CheckoutError::NotAwaitingPayment`]; [`CheckoutError::Over`] when the goods are not held any more;
    /// [`CheckoutError::InReview`].
    pub fn retry_payment(mut self, payment_id: PaymentId, now: Timestamp) -> Result<Reaction, CheckoutError> {
        only_awaiting(&self)?;
        if now >= self.hold_expires_at {
            return Err(CheckoutError::Over);
        }
        if self.payments.iter().any(|payment| matches!(payment.state, PaymentState::InReview { .. })) {
            return Err(CheckoutError::InReview);
        }
        if self.payments.last().is_some_and(Payment::is_pending) {
            return Ok(self.unchanged());
        }
        let payment = Payment {
            id: payment_id,
            amount: self.totals.total(),
            state: PaymentState::Requested,
            opened: None,
            requested_at: now,
            updated_at: now,
        };
        self.0.payments.push(payment);
        let event = self.payment_requested(payment_id);
        Ok(self.changed(vec![event], now))
    }

    /// The time to pay is over.
    ///
    /// # Errors
    /// [`CheckoutError::NotDue`] before the time; [`CheckoutError::NotAwaitingPayment`], [`CheckoutError::Over`] when
    /// it was paid, cancelled or expired before.
    pub fn expire(mut self, now: Timestamp) -> Result<CheckoutDecision, CheckoutError> {
        only_awaiting(&self)?;
        if now < self.hold_expires_at {
            return Err(CheckoutError::NotDue);
        }
        self.0.state = CheckoutState::Expired { at: now };
        self.close_payments(&PaymentState::Expired, now);
        let mut events = vec![OrderEvent::CheckoutExpired { checkout_id: self.id, user_id: self.user_id }];
        let ids: Vec<_> = self.orders.iter().map(|order| order.id).collect();
        for id in ids {
            self.step(id, |order| order.expire(now))?;
            events.extend(self.order(id).map(|order| OrderEvent::Expired { order: self.event_ref(order) }));
        }
        Ok(self.decide(events, now))
    }

    /// The provider reports on a refund.
    ///
    /// # Errors
    /// [`CheckoutError::NoSuchRefund`].
    pub fn refund_reported(
        mut self,
        refund_id: RefundId,
        report: RefundReport,
        now: Timestamp,
    ) -> Result<Reaction, CheckoutError> {
        let refund =
            self.0.refunds.iter_mut().find(|refund| refund.id == refund_id).ok_or(CheckoutError::NoSuchRefund)?;
        let state = match report {
            RefundReport::Succeeded => RefundState::Succeeded { at: now },
            RefundReport::Failed { reason } => RefundState::Failed { reason },
        };
        if state.rung() <= refund.state.rung() {
            return Ok(self.unchanged());
        }
        refund.state = state;
        refund.updated_at = now;
        let refund = refund.clone();
        let events = match refund.state {
            RefundState::Succeeded { .. } => vec![OrderEvent::Refunded(self.refund_ref(&refund))],
            RefundState::Requested | RefundState::Failed { .. } => Vec::new(),
        };
        // The order shows its refund, so it has changed, too.
        if let Some(order) = self.0.orders.iter_mut().find(|order| Some(order.id) == refund.order_id) {
            order.updated_at = now;
        }
        Ok(self.changed(events, now))
    }

    fn payment_mut(&mut self, id: PaymentId) -> Result<&mut Payment, CheckoutError> {
        self.0.payments.iter_mut().find(|payment| payment.id == id).ok_or(CheckoutError::NoSuchPayment)
    }
}
