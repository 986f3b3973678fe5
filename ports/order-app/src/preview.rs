//! What buying would cost.

use std::sync::Arc;

use kernel::AddressId;
use order::{CartOwner, CartUpdate, Totals, Wish};
use order_ports::{CartStore, DeliveryAddresses};
use platform::{Actor, Clock};

use crate::pricing::{Pricing, observed, shortages};
use crate::{PlaceUseError, SellerGroup};

/// What buying would cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// What each seller would deliver.
    pub groups: Vec<SellerGroup>,
    /// What would be charged.
    pub totals: Totals,
}

/// Shows what buying would cost. Whoever was shown this has taken note of present prices, so a checkout right after it
/// charges what was shown, or is refused because prices changed in between.
pub struct PreviewCheckout {
    pub(crate) carts: Arc<dyn CartStore>,
    pub(crate) addresses: Arc<dyn DeliveryAddresses>,
    pub(crate) pricing: Pricing,
    pub(crate) clock: Arc<dyn Clock>,
}

impl PreviewCheckout {
    /// What buying the cart would cost, delivered to the address; without one, as estimated.
    ///
    /// # Errors
    /// [`PlaceUseError`].
    pub async fn execute(&self, actor: Actor, address: Option<AddressId>) -> Result<Preview, PlaceUseError> {
        let owner = CartOwner::Account(actor.user);
        let cart = self.carts.find(owner).await?.filter(|cart| !cart.lines.is_empty());
        let cart = cart.ok_or(PlaceUseError::CartEmpty)?;
        let quotes = self.pricing.quotes(&cart, None).await?;
        let view = cart.view(&quotes, self.pricing.currency)?;
        let short = shortages(&cart, &view, true);
        if !short.is_empty() {
            return Err(PlaceUseError::InsufficientStock(short));
        }
        let destination = match address {
            None => None,
            Some(id) => {
                let address = self.addresses.address(actor.user, id).await?;
                Some(address.ok_or(PlaceUseError::AddressNotFound)?.country)
            }
        };
        let groups = self.pricing.groups(&view, destination).await?;
        let totals = Totals::sum(groups.iter().map(|group| group.totals))?;
        if !view.is_as_seen() {
            let update = CartUpdate { wish: Wish::Acknowledge, observed: observed(&quotes) };
            // Taking note is refused by no rule.
            let _ = self.carts.update(owner, &update, self.clock.now()).await?;
        }
        Ok(Preview { groups, totals })
    }
}
