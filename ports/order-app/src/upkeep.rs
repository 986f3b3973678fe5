//! What nobody asks for: the system goes on with what was begun, and ends what nobody ends.

use std::sync::Arc;
use std::time::Duration;

use kernel::{CheckoutId, RefundId, Timestamp};
use order::{CancelReason, CheckoutError, Reaction, RefundReport, RefundState};
use order_ports::{CartStore, ProviderError, RefundOutcome, RefundRequest};
use platform::{Clock, IdSource, Inbox};

use crate::UpkeepError;
use crate::ledger::{Cause, Ledger, Which};
use crate::provider::Payments;

/// How long a guest's cart that nobody touches is kept.
const GUEST_CARTS: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// How long an idempotency key is remembered.
const CLAIMS: Duration = Duration::from_secs(7 * 24 * 60 * 60);
/// What is cancelled because the goods are gone says so.
const OUT_OF_STOCK: &str = "The goods are not available any more.";

/// What nobody asks for. Each can be done again: the second time changes nothing.
pub struct Upkeep {
    pub(crate) ledger: Ledger,
    pub(crate) carts: Arc<dyn CartStore>,
    pub(crate) payments: Payments,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdSource>,
}

impl Upkeep {
    /// Ends unpaid checkouts whose time is over, `limit` at most, and tells how many ended.
    ///
    /// # Errors
    /// [`UpkeepError`] of one that could not be ended; the others are.
    pub async fn expire_checkouts(&self, limit: u32) -> Result<u32, UpkeepError> {
        let now = self.clock.now();
        let (mut expired, mut failure) = (0, None);
        for id in self.ledger.store.due(now, limit).await? {
            match self.expire(id, now).await {
                Ok(ended) => expired += u32::from(ended),
                // One that cannot be read must not keep the others from ending.
                Err(error) => failure = Some(error),
            }
        }
        match failure {
            Some(error) => Err(error),
            None => Ok(expired),
        }
    }

    async fn expire(&self, id: CheckoutId, now: Timestamp) -> Result<bool, UpkeepError> {
        let mut ended = false;
        self.ledger
            .change(Which::Any(id), &Cause::default(), |checkout| -> Result<_, UpkeepError> {
                match checkout.clone().expire(now) {
                    Ok(decision) => {
                        ended = true;
                        Ok(Reaction::Changed(Box::new(decision)))
                    }
                    // It was paid or cancelled since it was found to be due.
                    Err(CheckoutError::NotAwaitingPayment(_) | CheckoutError::Over | CheckoutError::NotDue) => {
                        ended = false;
                        Ok(Reaction::Unchanged(Box::new(checkout)))
                    }
                    Err(error) => Err(error.into()),
                }
            })
            .await?;
        Ok(ended)
    }

    /// Opens the payment of a checkout that waits for it, and closes those that it replaces.
    ///
    /// # Errors
    /// [`UpkeepError`]: the provider does not answer, say.
    pub async fn open_payment(&self, id: CheckoutId) -> Result<(), UpkeepError> {
        let checkout = self.ledger.load(Which::Any(id)).await?.ok_or(UpkeepError::NotFound)?;
        let opened = self.payments.open(checkout, self.clock.now()).await?;
        Ok(self.payments.close(&opened).await?)
    }

    /// Tells the provider to take no more money for a checkout that does not want any.
    ///
    /// # Errors
    /// [`UpkeepError`].
    pub async fn close_payments(&self, id: CheckoutId) -> Result<(), UpkeepError> {
        let checkout = self.ledger.load(Which::Any(id)).await?.ok_or(UpkeepError::NotFound)?;
        Ok(self.payments.close(&checkout).await?)
    }

    /// Sends back the money of a refund that is owed.
    ///
    /// # Errors
    /// [`UpkeepError`].
    pub async fn send_refund(&self, id: CheckoutId, refund_id: RefundId) -> Result<(), UpkeepError> {
        let now = self.clock.now();
        let checkout = self.ledger.load(Which::Any(id)).await?.ok_or(UpkeepError::NotFound)?;
        let refund = checkout.refunds.iter().find(|refund| refund.id == refund_id);
        let refund = refund.ok_or(CheckoutError::NoSuchRefund)?;
        if refund.state != RefundState::Requested {
            return Ok(());
        }
        let payment = checkout.payments.iter().find(|payment| payment.id == refund.payment_id);
        let payment = payment.ok_or(CheckoutError::NoSuchPayment)?;
        let request = RefundRequest {
            refund_id,
            payment_id: payment.id,
            reference: self.payments.reference(&checkout, payment).await?,
            amount: refund.amount,
        };
        let report = match self.payments.provider.refund(&request).await {
            Ok(RefundOutcome::Succeeded) => RefundReport::Succeeded,
            Ok(RefundOutcome::Pending) => return Ok(()),
            Ok(RefundOutcome::Failed { reason }) => RefundReport::Failed { reason },
            Err(ProviderError::Refused(reason)) => RefundReport::Failed { reason: reason.to_string() },
            Err(error) => return Err(error.into()),
        };
        if let RefundReport::Failed { reason } = &report {
            tracing::error!(refund = %refund_id, checkout = %id, reason, "a refund failed and is still owed");
        }
        self.ledger
            .change(Which::Any(id), &Cause::default(), |checkout| -> Result<_, UpkeepError> {
                Ok(checkout.refund_reported(refund_id, report.clone(), now)?)
            })
            .await?;
        Ok(())
    }

    /// The goods of a checkout that was bought are gone: its orders are cancelled, and refunded if they were paid.
    ///
    /// # Errors
    /// [`UpkeepError`].
    pub async fn hold_lapsed(&self, id: CheckoutId, inbox: Inbox) -> Result<(), UpkeepError> {
        let now = self.clock.now();
        let reason = CancelReason::new(OUT_OF_STOCK).ok();
        let cause = Cause { inbox: Some(inbox), provider_event: None };
        self.ledger
            .change(Which::Any(id), &cause, |checkout| -> Result<_, UpkeepError> {
                let refund_id = || RefundId::from_uuid(self.ids.uuid());
                Ok(checkout.hold_lapsed(reason.as_ref(), refund_id, now)?)
            })
            .await?
            .ok_or(UpkeepError::NotFound)?;
        Ok(())
    }

    /// Removes what nobody will come back for: stale carts of guests, old idempotency keys. Tells how much.
    ///
    /// # Errors
    /// [`UpkeepError`].
    pub async fn tidy(&self, limit: u32) -> Result<u64, UpkeepError> {
        let now = self.clock.now();
        let carts = self.carts.remove_stale(now.minus(GUEST_CARTS), limit).await?;
        Ok(carts + self.ledger.store.remove_old_claims(now.minus(CLAIMS), limit).await?)
    }
}
