//! What a shopper sees of a cart: their wishes against the catalogue of this moment.

use kernel::{CartId, Currency, Money, Quantity};

use super::{Cart, CartLine};
use crate::{OrderLine, Quote, TotalsError};

/// Something that is different from what the shopper saw last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineChange {
    /// A piece costs more or less.
    PriceChanged {
        /// What it cost.
        previous: Money,
    },
    /// Fewer pieces are there than are wanted; the line is shown, and bought, with those that are.
    QuantityReduced {
        /// How many are wanted.
        previous: Quantity,
    },
    /// It cannot be bought at present.
    Unavailable,
}

/// A line as the shopper sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CartLineView {
    /// What the catalogue says.
    pub quote: Quote,
    /// How many pieces can be bought of those that are wanted; all that are wanted when none can.
    pub quantity: Quantity,
    /// What these pieces cost; nothing when they cannot be bought.
    pub line_total: Money,
    /// What is different.
    pub changes: Vec<LineChange>,
}

impl CartLineView {
    /// Whether it can be bought.
    #[must_use]
    pub fn is_available(&self) -> bool {
        !self.changes.contains(&LineChange::Unavailable)
    }
}

/// A cart as the shopper sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CartView {
    /// The cart.
    pub id: CartId,
    /// Its lines. A variant that the catalogue does not know any more is not among them.
    pub lines: Vec<CartLineView>,
    /// Pieces that can be bought.
    pub item_count: u32,
    /// What the goods that can be bought cost.
    pub subtotal: Money,
}

impl CartView {
    /// Whether all of it can be bought as it stands.
    #[must_use]
    pub fn can_check_out(&self) -> bool {
        !self.lines.is_empty() && self.lines.iter().all(CartLineView::is_available)
    }

    /// Whether the shopper has been told of all that is different.
    #[must_use]
    pub fn is_as_seen(&self) -> bool {
        self.lines.iter().all(|line| line.changes.is_empty())
    }

    /// What would be ordered: the lines that can be bought.
    ///
    /// # Errors
    /// [`TotalsError::TooLarge`].
    pub fn order_lines(&self) -> Result<Vec<(&Quote, OrderLine)>, TotalsError> {
        self.lines
            .iter()
            .filter(|line| line.is_available())
            .map(|line| Ok((&line.quote, OrderLine::of(&line.quote, line.quantity)?)))
            .collect()
    }
}

impl Cart {
    /// What the shopper sees. `fallback` is the currency of an empty cart. Goods that are sold in another currency
    /// than the cart's first line are not available with it.
    ///
    /// # Errors
    /// [`TotalsError::TooLarge`] when it costs more than an amount can say.
    pub fn view(&self, quotes: &[Quote], fallback: Currency) -> Result<CartView, TotalsError> {
        let currency = self.currency().unwrap_or(fallback);
        let lines = self
            .lines
            .iter()
            .filter_map(|line| {
                let quote = quotes.iter().find(|quote| quote.variant_id == line.variant_id)?;
                Some(line_view(line, quote, currency))
            })
            .collect::<Result<Vec<_>, _>>()?;
        let bought = lines.iter().filter(|line| line.is_available());
        Ok(CartView {
            id: self.id(),
            item_count: bought.clone().map(|line| line.quantity.get()).sum(),
            subtotal: Money::sum(currency, bought.map(|line| line.line_total))?,
            lines,
        })
    }
}

fn line_view(line: &CartLine, quote: &Quote, currency: Currency) -> Result<CartLineView, TotalsError> {
    let mut changes = Vec::new();
    if !quote.on_sale || quote.available == 0 || quote.unit_price.currency() != currency {
        changes.push(LineChange::Unavailable);
        let line_total = Money::zero(currency);
        return Ok(CartLineView { quote: quote.clone(), quantity: line.quantity, line_total, changes });
    }
    if quote.unit_price != line.seen_price {
        changes.push(LineChange::PriceChanged { previous: line.seen_price });
    }
    let quantity = match Quantity::new(i64::from(quote.available)) {
        Ok(most) if most < line.quantity => {
            changes.push(LineChange::QuantityReduced { previous: line.quantity });
            most
        }
        _ => line.quantity,
    };
    Ok(CartLineView { quote: quote.clone(), quantity, line_total: quote.unit_price.times(quantity)?, changes })
}
