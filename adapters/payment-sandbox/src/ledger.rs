//! The provider's books: pure decisions over what is remembered. Each gives the [`Change`] to write down; nothing
//! happens before that is on disk.

use std::collections::{BTreeMap, HashMap};

use kernel::{Money, PaymentId, RefundId, Timestamp, Uuid};
use thiserror::Error;

use crate::event::{Event, Kind};
use crate::journal::Change;
use crate::record::{Behaviour, Delivery, Line, Payment, Reference, Refund, State};

/// What is asked for when a payment is opened.
#[derive(Debug, Clone)]
pub(crate) struct Opening {
    pub(crate) id: PaymentId,
    pub(crate) amount: Money,
    pub(crate) lines: Vec<Line>,
    pub(crate) return_url: String,
    pub(crate) expires_at: Timestamp,
}

/// What the shopper does on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Act {
    Approve,
    Decline,
    LetTimeOut,
}

/// Why the provider does not do what it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(crate) enum Refused {
    #[error("there is no such payment")]
    Unknown,
    #[error("the payment has already ended otherwise")]
    Settled(State),
    #[error("the same id was used for something else")]
    IdReused,
    #[error("the amount must be more than nothing, and no more than what was paid and is not refunded yet")]
    Amount,
}

/// The books.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    payments: BTreeMap<Reference, Payment>,
    references: HashMap<PaymentId, Reference>,
    refunds: BTreeMap<RefundId, Refund>,
    deliveries: BTreeMap<String, Delivery>,
}

/// What every decision needs from the world.
pub(crate) struct Moment<'a> {
    pub(crate) now: Timestamp,
    pub(crate) uuid: &'a dyn Fn() -> Uuid,
}

impl Ledger {
    /// Takes over what was written down.
    pub(crate) fn apply(&mut self, change: Change) {
        for payment in change.payments {
            self.references.insert(payment.id, payment.reference.clone());
            self.payments.insert(payment.reference.clone(), payment);
        }
        for refund in change.refunds {
            self.refunds.insert(refund.id, refund);
        }
        for delivery in change.deliveries {
            self.deliveries.insert(delivery.key.clone(), delivery);
        }
        for key in change.delivered {
            self.deliveries.remove(&key);
        }
    }

    pub(crate) fn payment(&self, reference: &Reference) -> Option<&Payment> {
        self.payments.get(reference)
    }

    pub(crate) fn payments(&self) -> impl Iterator<Item = &Payment> {
        self.payments.values()
    }

    pub(crate) fn deliveries(&self) -> impl Iterator<Item = &Delivery> {
        self.deliveries.values()
    }

    /// Opens a payment; the same id again gives the same payment.
    pub(crate) fn open(
        &self,
        opening: Opening,
        reference: impl FnOnce() -> Reference,
        behaviour: Behaviour,
        now: Timestamp,
    ) -> Result<(Payment, Change), Refused> {
        if let Some(payment) = self.references.get(&opening.id).and_then(|reference| self.payment(reference)) {
            let same = payment.amount == opening.amount;
            return if same { Ok((payment.clone(), Change::default())) } else { Err(Refused::IdReused) };
        }
        if !opening.amount.is_positive() {
            return Err(Refused::Amount);
        }
        let payment = Payment {
            reference: reference(),
            id: opening.id,
            amount: opening.amount,
            lines: opening.lines,
            return_url: opening.return_url,
            opened_at: now,
            expires_at: opening.expires_at,
            state: State::Open,
            behaviour,
        };
        Ok((payment.clone(), Change { payments: vec![payment], ..Change::default() }))
    }

    /// The shopper decides. Deciding the same again changes nothing.
    pub(crate) fn act(
        &self,
        reference: &Reference,
        act: Act,
        behaviour: Option<Behaviour>,
        moment: &Moment<'_>,
    ) -> Result<(Payment, Change), Refused> {
        let payment = self.payment(reference).ok_or(Refused::Unknown)?;
        match (payment.state, act) {
            (State::Open, _) => {
                let at = moment.now;
                let (state, kinds): (State, &[Kind]) = match act {
                    Act::Approve => (State::Captured { at }, &[Kind::Authorised, Kind::Captured]),
                    Act::Decline => (State::Declined { at }, &[Kind::Declined]),
                    Act::LetTimeOut => (State::Expired { at }, &[Kind::Expired]),
                };
                let behaviour = behaviour.unwrap_or(payment.behaviour);
                let payment = Payment { state, behaviour, ..payment.clone() };
                let deliveries = events(&payment, kinds, None, moment);
                Ok((payment.clone(), Change { payments: vec![payment], deliveries, ..Change::default() }))
            }
            (State::Captured { .. }, Act::Approve)
            | (State::Declined { .. }, Act::Decline)
            | (State::Expired { .. }, Act::LetTimeOut) => Ok((payment.clone(), Change::default())),
            (state, _) => Err(Refused::Settled(state)),
        }
    }

    /// Sets how the webhooks of a payment behave from now on.
    pub(crate) fn behave(&self, reference: &Reference, behaviour: Behaviour) -> Result<Change, Refused> {
        let payment = self.payment(reference).ok_or(Refused::Unknown)?;
        Ok(Change { payments: vec![Payment { behaviour, ..payment.clone() }], ..Change::default() })
    }

    /// The shop takes a payment back. What has ended stays as it is.
    pub(crate) fn cancel(&self, reference: &Reference, moment: &Moment<'_>) -> Result<Change, Refused> {
        let payment = self.payment(reference).ok_or(Refused::Unknown)?;
        match payment.state {
            State::Open => {
                let payment = Payment { state: State::Cancelled { at: moment.now }, ..payment.clone() };
                let deliveries = events(&payment, &[Kind::Cancelled], None, moment);
                Ok(Change { payments: vec![payment], deliveries, ..Change::default() })
            }
            State::Captured { .. } | State::Declined { .. } | State::Expired { .. } | State::Cancelled { .. } => {
                Ok(Change::default())
            }
        }
    }

    /// Ends what nobody paid in time.
    pub(crate) fn expire(&self, moment: &Moment<'_>) -> Change {
        let mut change = Change::default();
        let late = |payment: &&Payment| payment.state == State::Open && payment.expires_at <= moment.now;
        for payment in self.payments.values().filter(late) {
            let payment = Payment { state: State::Expired { at: moment.now }, ..payment.clone() };
            change.deliveries.extend(events(&payment, &[Kind::Expired], None, moment));
            change.payments.push(payment);
        }
        change
    }

    /// Gives money back; the same id again gives the same refund.
    pub(crate) fn refund(
        &self,
        id: RefundId,
        payment: &Reference,
        amount: Money,
        moment: &Moment<'_>,
    ) -> Result<(Refund, Change), Refused> {
        let payment = self.payment(payment).ok_or(Refused::Unknown)?;
        if let Some(refund) = self.refunds.get(&id) {
            let same = refund.payment == payment.reference && refund.amount == amount;
            return if same { Ok((refund.clone(), Change::default())) } else { Err(Refused::IdReused) };
        }
        if !matches!(payment.state, State::Captured { .. }) {
            return Err(Refused::Settled(payment.state));
        }
        let earlier = self.refunds.values().filter(|refund| refund.payment == payment.reference);
        let refunded = Money::sum(payment.amount.currency(), earlier.map(|refund| refund.amount));
        let left = refunded.and_then(|refunded| payment.amount.checked_sub(refunded));
        let after = left.and_then(|left| left.checked_sub(amount)).map_err(|_| Refused::Amount)?;
        if !amount.is_positive() || after.minor() < 0 {
            return Err(Refused::Amount);
        }
        let reference = format!("sbr_{}", (moment.uuid)().simple());
        let refund = Refund { id, reference, payment: payment.reference.clone(), amount, at: moment.now };
        let deliveries = events(payment, &[Kind::Refunded], Some(&refund), moment);
        Ok((refund.clone(), Change { refunds: vec![refund], deliveries, ..Change::default() }))
    }

    /// The books as lines of a fresh journal: each record once.
    pub(crate) fn compacted(&self) -> Vec<Change> {
        let payments = self.payments.values();
        let payments = payments.map(|payment| Change { payments: vec![payment.clone()], ..Change::default() });
        let refunds = self.refunds.values();
        let refunds = refunds.map(|refund| Change { refunds: vec![refund.clone()], ..Change::default() });
        let deliveries = self.deliveries.values();
        let deliveries = deliveries.map(|delivery| Change { deliveries: vec![delivery.clone()], ..Change::default() });
        payments.chain(refunds).chain(deliveries).collect()
    }

    /// How many records there are.
    pub(crate) fn len(&self) -> usize {
        self.payments.len() + self.refunds.len() + self.deliveries.len()
    }
}

/// The webhooks about an act, as the payment's behaviour has them.
fn events(payment: &Payment, kinds: &[Kind], refund: Option<&Refund>, moment: &Moment<'_>) -> Vec<Delivery> {
    let behaviour = payment.behaviour;
    let mut deliveries = Vec::new();
    for (position, &kind) in (0_i64..).zip(kinds) {
        let amount = refund.map_or(payment.amount, |refund| refund.amount);
        let event = Event {
            id: format!("sbe_{}", (moment.uuid)().simple()),
            kind,
            created_at: moment.now.to_string(),
            payment_id: payment.id.to_string(),
            reference: payment.reference.0.clone(),
            refund_id: refund.map(|refund| refund.id.to_string()),
            amount: amount.minor(),
            currency: amount.currency().code().to_owned(),
        };
        // Strings and numbers: this cannot fail to become JSON.
        let body = serde_json::to_string(&event).unwrap_or_default();
        for copy in 1..=behaviour.copies.max(1) {
            deliveries.push(Delivery {
                key: format!("{}#{copy}", event.id),
                body: body.clone(),
                due_at: moment.now.plus(behaviour.delay()),
                rank: if behaviour.reversed { -position } else { position },
                attempts: 0,
                parked: None,
            });
        }
    }
    deliveries
}
