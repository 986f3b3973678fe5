//! How a cart changes.

use kernel::{Money, Quantity, Timestamp, VariantId};

use super::{Cart, CartError, CartLine, CartParts};

/// What the shopper wants to be different.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// So many pieces more.
    Add(Observed, Quantity),
    /// So many pieces in all.
    Set(Observed, Quantity),
    /// None of this.
    Remove(VariantId),
    /// Nothing; what has changed is taken note of.
    Acknowledge,
}

/// What the catalogue said of a variant when the wish was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Observed {
    /// The variant.
    pub variant_id: VariantId,
    /// What a piece costs.
    pub unit_price: Money,
    /// How many may be bought; 0 when it is not on sale.
    pub available: u32,
}

/// A wish, with what the catalogue said of the lines that were there: whoever changes the cart was told of their
/// changes in the answer, and has taken note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CartUpdate {
    /// The wish.
    pub wish: Wish,
    /// What is known of the other lines.
    pub observed: Vec<Observed>,
}

/// So many pieces of a variant that were bought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TakenLine {
    /// The variant.
    pub variant_id: VariantId,
    /// How many.
    pub quantity: Quantity,
}

impl Cart {
    /// The cart after an update. Stores call it in the transaction that writes the result, so that wishes which come
    /// at the same time are granted one after the other instead of getting into each other's way.
    ///
    /// # Errors
    /// [`CartError`]; the cart stays as it was.
    pub fn apply(self, update: &CartUpdate, now: Timestamp) -> Result<Self, CartError> {
        let mut cart = self.acknowledge(&update.observed);
        match update.wish {
            Wish::Add(goods, quantity) => {
                let quantity = match cart.line(goods.variant_id) {
                    // A sum beyond the bounds of a quantity is more than anybody has, too.
                    Some(line) => line
                        .quantity
                        .checked_add(quantity)
                        .map_err(|_| CartError::InsufficientStock { available: goods.available })?,
                    None => quantity,
                };
                cart.put(goods, quantity)?;
            }
            Wish::Set(goods, quantity) => {
                cart.line(goods.variant_id).ok_or(CartError::LineNotFound)?;
                cart.put(goods, quantity)?;
            }
            Wish::Remove(variant_id) => {
                cart.line(variant_id).ok_or(CartError::LineNotFound)?;
                cart.0.lines.retain(|line| line.variant_id != variant_id);
            }
            Wish::Acknowledge => {}
        }
        Ok(Self(CartParts { updated_at: now, ..cart.0 }))
    }

    /// This cart with a guest's lines added. What both have is added up; where that is more than a line may have, it
    /// has the most. Lines that do not fit, or are in another currency, are left out: what was in this cart stays.
    #[must_use]
    pub fn merge(self, guest: &Self, now: Timestamp) -> Self {
        let mut parts = self.0;
        for line in &guest.lines {
            let most = Quantity::new(i64::from(Quantity::MAX)).unwrap_or(line.quantity);
            if let Some(own) = parts.lines.iter_mut().find(|own| own.variant_id == line.variant_id) {
                own.quantity = own.quantity.checked_add(line.quantity).unwrap_or(most);
            } else if parts.lines.len() < Self::MAX_LINES
                && parts.lines.first().is_none_or(|own| own.seen_price.currency() == line.seen_price.currency())
            {
                parts.lines.push(*line);
            }
        }
        Self(CartParts { updated_at: now, ..parts })
    }

    /// This cart without what was bought. What was added in the meantime stays.
    ///
    /// # Errors
    /// [`CartError::Changed`] when something that was bought is not there, or not as often: it is bought already.
    pub fn take_out(self, bought: &[TakenLine], now: Timestamp) -> Result<Self, CartError> {
        let mut parts = self.0;
        for taken in bought {
            let index = parts.lines.iter().position(|line| line.variant_id == taken.variant_id);
            let index = index.ok_or(CartError::Changed)?;
            let left = i64::from(parts.lines[index].quantity.get()) - i64::from(taken.quantity.get());
            match Quantity::new(left) {
                Ok(left) => parts.lines[index].quantity = left,
                Err(_) if left == 0 => drop(parts.lines.remove(index)),
                Err(_) => return Err(CartError::Changed),
            }
        }
        Ok(Self(CartParts { updated_at: now, ..parts }))
    }

    fn line(&self, variant_id: VariantId) -> Option<&CartLine> {
        self.lines.iter().find(|line| line.variant_id == variant_id)
    }

    fn put(&mut self, goods: Observed, quantity: Quantity) -> Result<(), CartError> {
        if quantity.get() > goods.available {
            return Err(CartError::InsufficientStock { available: goods.available });
        }
        let others = |line: &&CartLine| line.variant_id != goods.variant_id;
        if self.lines.iter().filter(others).any(|line| line.seen_price.currency() != goods.unit_price.currency()) {
            return Err(CartError::MixedCurrencies);
        }
        let line = CartLine { variant_id: goods.variant_id, quantity, seen_price: goods.unit_price };
        let lines = &mut self.0.lines;
        match lines.iter().position(|line| line.variant_id == goods.variant_id) {
            Some(index) => lines[index] = line,
            None if lines.len() == Self::MAX_LINES => return Err(CartError::TooManyLines),
            None => lines.push(line),
        }
        Ok(())
    }

    /// Takes note of what the catalogue says: the price is the present one, and no more is wanted than there is. A
    /// line that cannot be bought at all, or costs another currency now, stays as it is: the shopper decides.
    fn acknowledge(mut self, observed: &[Observed]) -> Self {
        for line in &mut self.0.lines {
            if let Some(goods) = observed.iter().find(|goods| goods.variant_id == line.variant_id)
                && goods.unit_price.currency() == line.seen_price.currency()
            {
                line.seen_price = goods.unit_price;
                // None left, or more than a line may have: neither limits the line.
                if let Ok(most) = Quantity::new(i64::from(goods.available)) {
                    line.quantity = line.quantity.min(most);
                }
            }
        }
        self
    }
}
