//! What a cart costs now.

use std::sync::Arc;

use kernel::{Currency, Money, Quantity, VariantId};
use order::{Cart, CartView, Country, LineChange, Observed, OrderLine, Quote, SellerRef, Totals, TotalsError};
use order_ports::{AskError, CatalogQuotes, Parcel, ShippingError, ShippingRates, Shortage};

use crate::PlaceUseError;

/// What one seller is to deliver, and what it costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SellerGroup {
    /// Who sells.
    pub seller: SellerRef,
    /// What is sold.
    pub lines: Vec<OrderLine>,
    /// What it costs.
    pub totals: Totals,
}

#[derive(Clone)]
pub(crate) struct Pricing {
    pub(crate) quotes: Arc<dyn CatalogQuotes>,
    pub(crate) rates: Arc<dyn ShippingRates>,
    pub(crate) currency: Currency,
}

impl Pricing {
    /// The quotes of a cart's lines, and of one variant more if it is given.
    pub(crate) async fn quotes(&self, cart: &Cart, also: Option<VariantId>) -> Result<Vec<Quote>, AskError> {
        let mut variants: Vec<_> = cart.lines.iter().map(|line| line.variant_id).collect();
        variants.extend(also.filter(|also| !variants.contains(also)));
        if variants.is_empty() { Ok(Vec::new()) } else { self.quotes.quotes(&variants).await }
    }

    /// The lines of a cart that can be bought, by seller, in the order in which the sellers come first.
    pub(crate) async fn groups(
        &self,
        view: &CartView,
        destination: Option<Country>,
    ) -> Result<Vec<SellerGroup>, PricingError> {
        let mut groups: Vec<(SellerRef, Vec<OrderLine>)> = Vec::new();
        for (quote, line) in view.order_lines()? {
            match groups.iter_mut().find(|(seller, _)| seller.id == quote.seller.id) {
                Some((_, lines)) => lines.push(line),
                None => groups.push((quote.seller.clone(), vec![line])),
            }
        }
        let parcels = groups
            .iter()
            .map(|(seller, lines)| {
                let subtotal = Money::sum(view.subtotal.currency(), lines.iter().map(|line| line.line_total))?;
                let item_count = lines.iter().map(|line| line.quantity.get()).sum();
                Ok(Parcel { seller: seller.id, subtotal, item_count })
            })
            .collect::<Result<Vec<_>, TotalsError>>()?;
        if parcels.is_empty() {
            return Ok(Vec::new());
        }
        let rates = self.rates.rates(destination, &parcels).await?;
        if rates.len() != parcels.len() {
            let source = format!("{} rates for {} parcels", rates.len(), parcels.len());
            return Err(ShippingError::Unavailable(source.into()).into());
        }
        groups
            .into_iter()
            .zip(rates)
            .map(|((seller, lines), shipping)| {
                Ok(SellerGroup { totals: Totals::of_lines(&lines, shipping)?, seller, lines })
            })
            .collect()
    }
}

/// Why a cart cannot be priced.
pub(crate) enum PricingError {
    Totals(TotalsError),
    Shipping(ShippingError),
}

impl From<TotalsError> for PricingError {
    fn from(error: TotalsError) -> Self {
        Self::Totals(error)
    }
}

impl From<kernel::MoneyError> for PricingError {
    fn from(error: kernel::MoneyError) -> Self {
        Self::Totals(error.into())
    }
}

impl From<ShippingError> for PricingError {
    fn from(error: ShippingError) -> Self {
        Self::Shipping(error)
    }
}

impl From<PricingError> for PlaceUseError {
    fn from(error: PricingError) -> Self {
        match error {
            PricingError::Totals(error) => error.into(),
            PricingError::Shipping(error) => error.into(),
        }
    }
}

/// What the catalogue says, as carts take note of it.
pub(crate) fn observed(quotes: &[Quote]) -> Vec<Observed> {
    quotes.iter().map(observe).collect()
}

pub(crate) fn observe(quote: &Quote) -> Observed {
    let available = if quote.on_sale { quote.available } else { 0 };
    Observed { variant_id: quote.variant_id, unit_price: quote.unit_price, available }
}

/// The lines of which there are none, or, unless `reduced` will do, fewer than are wanted.
pub(crate) fn shortages(cart: &Cart, view: &CartView, reduced: bool) -> Vec<Shortage> {
    cart.lines
        .iter()
        .filter_map(|line| {
            let available = match view.lines.iter().find(|seen| seen.quote.variant_id == line.variant_id) {
                None => 0,
                Some(seen) if !seen.is_available() => 0,
                Some(seen) if !reduced && is_reduced(&seen.changes) => Quantity::get(seen.quantity),
                Some(_) => return None,
            };
            Some(Shortage { variant_id: line.variant_id, available })
        })
        .collect()
}

fn is_reduced(changes: &[LineChange]) -> bool {
    changes.iter().any(|change| matches!(change, LineChange::QuantityReduced { .. }))
}
