//! Dealing with the payment provider: never within a transaction, and always so that doing it again changes nothing.

use std::sync::Arc;

use kernel::{RefundId, Timestamp};
use order::{Checkout, Payment, PaymentReport, PaymentState};
use order_ports::{OpenPayment, PaymentLine, PaymentProvider, ProviderError, ProviderPayment};
use platform::IdSource;

use crate::UpkeepError;
use crate::ledger::{Cause, Ledger, Which};

#[derive(Clone)]
pub(crate) struct Payments {
    pub(crate) provider: Arc<dyn PaymentProvider>,
    pub(crate) ledger: Ledger,
    pub(crate) ids: Arc<dyn IdSource>,
    pub(crate) public_url: String,
}

impl Payments {
    /// Opens the payment that waits for it, and closes those that another one replaced. A provider that does not answer
    /// is no failure here: the event that asks for the same is there.
    pub(crate) async fn open_if_possible(&self, checkout: Checkout, now: Timestamp) -> Checkout {
        let opened = match self.open(checkout.clone(), now).await {
            Ok(opened) => opened,
            Err(error) => {
                let cause: &dyn std::error::Error = &error;
                tracing::warn!(checkout = %checkout.id, error = cause, "the payment will be opened later");
                return checkout;
            }
        };
        if let Err(error) = self.close(&opened).await {
            let cause: &dyn std::error::Error = &error;
            tracing::warn!(checkout = %opened.id, error = cause, "a payment will be closed later");
        }
        opened
    }

    /// Opens the payment that waits for it, if one does. The checkout may have ended while the provider was asked, so
    /// [`Payments::close`] belongs after it.
    pub(crate) async fn open(&self, checkout: Checkout, now: Timestamp) -> Result<Checkout, UpkeepError> {
        let waiting = |payment: &&Payment| payment.state == PaymentState::Requested;
        let Some(payment_id) = checkout.payments.iter().find(waiting).map(|payment| payment.id) else {
            return Ok(checkout);
        };
        let opened = match self.provider.open(&self.request(&checkout, payment_id)).await {
            Ok(opened) => Some(opened),
            Err(ProviderError::Refused(reason)) => {
                tracing::error!(checkout = %checkout.id, payment = %payment_id, %reason, "a payment was refused");
                None
            }
            Err(error) => return Err(error.into()),
        };
        let refund_id = RefundId::from_uuid(self.ids.uuid());
        self.ledger
            .change(Which::Any(checkout.id), &Cause::default(), |checkout| -> Result<_, UpkeepError> {
                Ok(match opened.clone() {
                    Some(ProviderPayment { reference, redirect_url }) => {
                        checkout.payment_opened(payment_id, reference, redirect_url, now)?
                    }
                    None => {
                        let reason = "refused by the payment provider".to_owned();
                        checkout.payment_reported(payment_id, None, PaymentReport::Failed { reason }, refund_id, now)?
                    }
                })
            })
            .await?
            .ok_or(UpkeepError::NotFound)
    }

    /// Tells the provider to take no more money where none is wanted.
    pub(crate) async fn close(&self, checkout: &Checkout) -> Result<(), ProviderError> {
        for payment in checkout.payments_to_close() {
            if let Some(opened) = &payment.opened {
                self.provider.cancel(&opened.reference).await?;
            }
        }
        Ok(())
    }

    /// The provider's name for a payment; asked for again if it was never told.
    pub(crate) async fn reference(&self, checkout: &Checkout, payment: &Payment) -> Result<String, ProviderError> {
        match &payment.opened {
            Some(opened) => Ok(opened.reference.clone()),
            None => Ok(self.provider.open(&self.request(checkout, payment.id)).await?.reference),
        }
    }

    fn request(&self, checkout: &Checkout, payment_id: kernel::PaymentId) -> OpenPayment {
        OpenPayment {
            payment_id,
            checkout_id: checkout.id,
            amount: checkout.totals.total(),
            lines: checkout
                .orders
                .iter()
                .map(|order| PaymentLine {
                    description: format!("Order {} from {}", order.number, order.seller.name),
                    amount: order.totals.total(),
                })
                .collect(),
            expires_at: checkout.hold_expires_at,
            return_url: format!("{}/checkout/{}/result", self.public_url, checkout.id),
        }
    }
}
