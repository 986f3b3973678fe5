//! Buying.

use std::sync::Arc;
use std::time::Duration;

use kernel::{AddressId, CheckoutId, EventId, OrderId, PaymentId, Timestamp, UserId};
use order::{CartOwner, Checkout, NewOrder, PaymentMethod};
use order_ports::{
    CartStore, CheckoutClaim, CheckoutStore, DeliveryAddresses, HeldLine, HoldOutcome, PlaceCommit, PlaceOutcome,
    StockHolds,
};
use platform::{Actor, AppError, Clock, ErrorKind, IdSource, StoreError};

use crate::PlaceUseError;
use crate::ledger::Which;
use crate::pricing::{Pricing, shortages};
use crate::provider::Payments;

/// How often it is begun anew when the cart or the hold changed under it.
const ATTEMPTS: usize = 4;

/// What is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceCommand {
    /// The idempotency key: the same command with the same key makes one checkout.
    pub key: String,
    /// Where the goods go.
    pub address_id: AddressId,
    /// How it is paid.
    pub method: PaymentMethod,
}

/// Buys what is in the actor's cart.
pub struct PlaceCheckout {
    pub(crate) carts: Arc<dyn CartStore>,
    pub(crate) store: Arc<dyn CheckoutStore>,
    pub(crate) holds: Arc<dyn StockHolds>,
    pub(crate) addresses: Arc<dyn DeliveryAddresses>,
    pub(crate) pricing: Pricing,
    pub(crate) payments: Payments,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdSource>,
    pub(crate) hold_for: Duration,
    pub(crate) hold_margin: Duration,
}

/// How one attempt ended.
enum Attempt {
    /// The checkout is kept, by this request or by another with the same key.
    Placed,
    /// Something changed under it: begin anew.
    Again,
}

impl PlaceCheckout {
    /// Buys the cart, once per key. The payment is opened at the provider; if that does not answer, the checkout
    /// stands all the same, and the payment is opened later.
    ///
    /// # Errors
    /// [`PlaceUseError`]; nothing was bought.
    pub async fn execute(&self, actor: Actor, command: &PlaceCommand) -> Result<Checkout, PlaceUseError> {
        let now = self.clock.now();
        let fingerprint = format!("{} {}", command.address_id, command.method);
        for _ in 0..ATTEMPTS {
            let claim = CheckoutClaim {
                user_id: actor.user,
                key: command.key.clone(),
                fingerprint: fingerprint.clone(),
                checkout_id: CheckoutId::from_uuid(self.ids.uuid()),
                claimed_at: now,
            };
            let standing = self.store.claim(&claim).await?;
            if standing.claim.fingerprint != fingerprint {
                return Err(PlaceUseError::KeyReused);
            }
            let id = standing.claim.checkout_id;
            if standing.placed {
                return self.finish(actor.user, id, now).await;
            }
            match self.attempt(actor.user, id, command, now).await {
                Ok(Attempt::Placed) => return self.finish(actor.user, id, now).await,
                Ok(Attempt::Again) => {
                    self.undo(actor.user, &command.key, id).await?;
                }
                // It may have worked, or may work later: whoever comes back with the key goes on here.
                Err(error) if matches!(error.kind(), ErrorKind::Unavailable | ErrorKind::Internal) => {
                    return Err(error);
                }
                Err(error) => {
                    // If another request with the key was faster, its checkout is the answer.
                    if self.undo(actor.user, &command.key, id).await? {
                        return Err(error);
                    }
                }
            }
        }
        Err(PlaceUseError::CartChanged)
    }

    async fn attempt(
        &self,
        user: UserId,
        id: CheckoutId,
        command: &PlaceCommand,
        now: Timestamp,
    ) -> Result<Attempt, PlaceUseError> {
        let cart = self.carts.find(CartOwner::Account(user)).await?.filter(|cart| !cart.lines.is_empty());
        let cart = cart.ok_or(PlaceUseError::CartEmpty)?;
        let quotes = self.pricing.quotes(&cart, None).await?;
        let view = cart.view(&quotes, self.pricing.currency)?;
        let short = shortages(&cart, &view, false);
        if !short.is_empty() {
            return Err(PlaceUseError::InsufficientStock(short));
        }
        if !view.is_as_seen() {
            return Err(PlaceUseError::CartChanged);
        }
        let address = self.addresses.address(user, command.address_id).await?.ok_or(PlaceUseError::AddressNotFound)?;
        let groups = self.pricing.groups(&view, Some(address.country)).await?;

        let lines: Vec<_> = view
            .lines
            .iter()
            .map(|line| HeldLine { variant_id: line.quote.variant_id, quantity: line.quantity })
            .collect();
        let wanted = now.plus(self.hold_for);
        let until = match self.holds.hold(id, &lines, wanted.plus(self.hold_margin)).await? {
            HoldOutcome::Held { until } => until,
            HoldOutcome::Insufficient(short) => return Err(PlaceUseError::InsufficientStock(short)),
            HoldOutcome::Refused => return Ok(Attempt::Again),
        };
        // A hold from before a crash may end sooner than a new one would.
        let hold_expires_at = wanted.min(until.minus(self.hold_margin));
        if hold_expires_at <= now {
            return Ok(Attempt::Again);
        }
        let orders = groups
            .into_iter()
            .map(|group| NewOrder {
                id: OrderId::from_uuid(self.ids.uuid()),
                shipping: group.totals.shipping(),
                seller: group.seller,
                lines: group.lines,
            })
            .collect();
        let place = order::PlaceCheckout {
            id,
            user_id: user,
            method: command.method,
            payment_id: PaymentId::from_uuid(self.ids.uuid()),
            address,
            orders,
            hold_expires_at,
        };
        let decision = Checkout::place(place, now)?;
        let commit = PlaceCommit::new(decision, command.key.clone(), || EventId::from_uuid(self.ids.uuid()));
        match self.store.place(&commit).await {
            Ok(PlaceOutcome::Placed | PlaceOutcome::AlreadyPlaced) => Ok(Attempt::Placed),
            // An order's number that was taken is as good as a cart that has changed: anew, with other ids.
            Ok(PlaceOutcome::ClaimLost | PlaceOutcome::CartChanged) | Err(StoreError::AlreadyExists { .. }) => {
                Ok(Attempt::Again)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Gives the key free and the goods back, unless a checkout was placed by it; tells whether it did.
    async fn undo(&self, user: UserId, key: &str, id: CheckoutId) -> Result<bool, PlaceUseError> {
        // In this order: as long as the key stands for the checkout, another request may go on with its hold.
        let undone = self.store.abandon(user, key, id).await?;
        if undone && let Err(error) = self.holds.release(id).await {
            tracing::warn!(checkout = %id, %error, "a hold was not released; it will expire");
        }
        Ok(undone)
    }

    async fn finish(&self, user: UserId, id: CheckoutId, now: Timestamp) -> Result<Checkout, PlaceUseError> {
        let checkout = self.payments.ledger.load(Which::OfUser(user, id)).await?;
        let checkout = checkout.ok_or_else(|| StoreError::Corrupt {
            what: "claim",
            source: format!("{id} is marked as placed, but is not there").into(),
        })?;
        Ok(self.payments.open_if_possible(checkout, now).await)
    }
}
