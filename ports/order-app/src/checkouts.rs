//! A shopper's checkouts.

use std::sync::Arc;

use kernel::{CheckoutId, PaymentId};
use order::{Checkout, Party, Reaction};
use platform::{Actor, Clock, IdSource};

use crate::OrderUseError;
use crate::ledger::{Cause, Ledger, Which};
use crate::provider::Payments;

/// Shows and changes a shopper's checkouts.
pub struct Checkouts {
    pub(crate) ledger: Ledger,
    pub(crate) payments: Payments,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdSource>,
}

impl Checkouts {
    /// The checkout.
    ///
    /// # Errors
    /// [`OrderUseError::NotFound`].
    pub async fn find(&self, actor: Actor, id: CheckoutId) -> Result<Checkout, OrderUseError> {
        self.ledger.load(Which::OfUser(actor.user, id)).await?.ok_or(OrderUseError::NotFound)
    }

    /// Tries to pay once more after a payment that failed. A payment that can still be made is the answer itself.
    ///
    /// # Errors
    /// [`OrderUseError`]: not found; paid, placed or cancelled already; the time is over.
    pub async fn retry_payment(&self, actor: Actor, id: CheckoutId) -> Result<Checkout, OrderUseError> {
        let now = self.clock.now();
        let payment_id = PaymentId::from_uuid(self.ids.uuid());
        let checkout = self
            .ledger
            .change(Which::OfUser(actor.user, id), &Cause::default(), |checkout| -> Result<_, OrderUseError> {
                Ok(checkout.retry_payment(payment_id, now)?)
            })
            .await?
            .ok_or(OrderUseError::NotFound)?;
        Ok(self.payments.open_if_possible(checkout, now).await)
    }

    /// Cancels a checkout that is not paid yet. The provider learns of it by the event.
    ///
    /// # Errors
    /// [`OrderUseError`]: not found; paid, placed, expired or cancelled already.
    pub async fn cancel(&self, actor: Actor, id: CheckoutId) -> Result<Checkout, OrderUseError> {
        let now = self.clock.now();
        self.ledger
            .change(Which::OfUser(actor.user, id), &Cause::default(), |checkout| -> Result<_, OrderUseError> {
                Ok(Reaction::Changed(Box::new(checkout.cancel(Party::Shopper, None, now)?)))
            })
            .await?
            .ok_or(OrderUseError::NotFound)
    }
}
