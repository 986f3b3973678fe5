//! Carts, of guests and accounts.

use std::sync::Arc;

use kernel::{CartId, Money, Quantity, Timestamp, VariantId};
use order::{Cart, CartOwner, CartUpdate, CartView, Quote, Totals, Wish};
use order_ports::CartStore;
use platform::{Actor, Clock, IdSource};

use crate::CartUseError;
use crate::pricing::{Pricing, observe, observed};

/// A cart as the shopper sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CartAnswer {
    /// What is in it.
    pub view: CartView,
    /// What delivery would cost, as far as it is known without an address.
    pub shipping: Option<Money>,
    /// What all of it would cost.
    pub total: Money,
}

/// Shows and changes carts. The owner is the actor's account, or a guest by the cart's id, which only they hold.
///
/// Whoever changes a cart is told in the answer what has changed in the catalogue, and has taken note of it.
pub struct Carts {
    pub(crate) store: Arc<dyn CartStore>,
    pub(crate) pricing: Pricing,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdSource>,
}

impl Carts {
    /// The actor's cart.
    #[must_use]
    pub const fn of_actor(actor: Actor) -> CartOwner {
        CartOwner::Account(actor.user)
    }

    /// A cart for a guest who has none yet. Nothing is kept until something is put into it.
    #[must_use]
    pub fn new_guest(&self) -> CartId {
        CartId::from_uuid(self.ids.uuid())
    }

    /// The cart against the catalogue of this moment.
    ///
    /// # Errors
    /// [`CartUseError`].
    pub async fn view(&self, owner: CartOwner) -> Result<CartAnswer, CartUseError> {
        let cart = self.load(owner, self.clock.now()).await?;
        let quotes = self.pricing.quotes(&cart, None).await?;
        self.answer(cart.view(&quotes, self.pricing.currency)?).await
    }

    /// Adds so many pieces.
    ///
    /// # Errors
    /// [`CartUseError`].
    pub async fn add(
        &self,
        owner: CartOwner,
        variant: VariantId,
        quantity: Quantity,
    ) -> Result<CartAnswer, CartUseError> {
        self.change(owner, Some(variant), |quote| {
            let quote = quote.filter(|quote| quote.on_sale).ok_or(CartUseError::VariantNotFound)?;
            Ok(Wish::Add(observe(quote), quantity))
        })
        .await
    }

    /// Sets the number of pieces.
    ///
    /// # Errors
    /// [`CartUseError`].
    pub async fn set(
        &self,
        owner: CartOwner,
        variant: VariantId,
        quantity: Quantity,
    ) -> Result<CartAnswer, CartUseError> {
        self.change(owner, Some(variant), |quote| {
            Ok(Wish::Set(observe(quote.ok_or(CartUseError::VariantNotFound)?), quantity))
        })
        .await
    }

    /// Takes a variant out.
    ///
    /// # Errors
    /// [`CartUseError`].
    pub async fn remove(&self, owner: CartOwner, variant: VariantId) -> Result<CartAnswer, CartUseError> {
        self.change(owner, None, |_| Ok(Wish::Remove(variant))).await
    }

    /// Takes note of what has changed.
    ///
    /// # Errors
    /// [`CartUseError`].
    pub async fn acknowledge(&self, owner: CartOwner) -> Result<CartAnswer, CartUseError> {
        self.change(owner, None, |_| Ok(Wish::Acknowledge)).await
    }

    /// Moves a guest's cart into the actor's. Doing it again changes nothing.
    ///
    /// # Errors
    /// [`CartUseError`].
    pub async fn merge(&self, actor: Actor, guest: CartId) -> Result<CartAnswer, CartUseError> {
        let now = self.clock.now();
        let merged = self.store.merge(guest, actor.user, now).await?;
        let cart = merged.unwrap_or_else(|| Cart::empty(Self::of_actor(actor), now));
        let quotes = self.pricing.quotes(&cart, None).await?;
        self.answer(cart.view(&quotes, self.pricing.currency)?).await
    }

    async fn load(&self, owner: CartOwner, now: Timestamp) -> Result<Cart, CartUseError> {
        Ok(self.store.find(owner).await?.unwrap_or_else(|| Cart::empty(owner, now)))
    }

    async fn change(
        &self,
        owner: CartOwner,
        variant: Option<VariantId>,
        wish: impl FnOnce(Option<&Quote>) -> Result<Wish, CartUseError> + Send,
    ) -> Result<CartAnswer, CartUseError> {
        let now = self.clock.now();
        let before = self.load(owner, now).await?;
        let mut quotes = self.pricing.quotes(&before, variant).await?;
        let wish = wish(quotes.iter().find(|quote| Some(quote.variant_id) == variant))?;
        let update = CartUpdate { wish, observed: observed(&quotes) };
        let after = self.store.update(owner, &update, now).await??;
        // Somebody may have put something in since it was read.
        let unknown = |line: &&order::CartLine| !quotes.iter().any(|quote| quote.variant_id == line.variant_id);
        if after.lines.iter().any(|line| unknown(&line)) {
            quotes = self.pricing.quotes(&after, None).await?;
        }
        let mut view = after.view(&quotes, self.pricing.currency)?;
        if wish != Wish::Acknowledge {
            tell_changes(&mut view, &before.view(&quotes, self.pricing.currency)?, variant);
        }
        self.answer(view).await
    }

    async fn answer(&self, view: CartView) -> Result<CartAnswer, CartUseError> {
        // An estimate that is not to be had is left out: the cart is shown all the same.
        let groups = self.pricing.groups(&view, None).await.unwrap_or_default();
        let shipping = match Totals::sum(groups.iter().map(|group| group.totals)) {
            Ok(totals) => Some(totals.shipping()),
            Err(_) => None,
        };
        let total = Totals::new(view.subtotal, shipping.unwrap_or(Money::zero(view.subtotal.currency())))?.total();
        Ok(CartAnswer { view, shipping, total })
    }
}

/// Carries over what was different before the change, of all lines but the changed one: the shopper is told once more.
fn tell_changes(view: &mut CartView, before: &CartView, changed: Option<VariantId>) {
    for line in &mut view.lines {
        if Some(line.quote.variant_id) == changed {
            continue;
        }
        if let Some(earlier) = before.lines.iter().find(|earlier| earlier.quote.variant_id == line.quote.variant_id) {
            line.changes.clone_from(&earlier.changes);
        }
    }
}
