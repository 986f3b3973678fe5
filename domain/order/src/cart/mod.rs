//! The cart: what a shopper wants.

mod change;
mod view;

use std::ops::Deref;

use kernel::{CartId, Currency, Money, Quantity, Timestamp, UserId, VariantId};
use thiserror::Error;

pub use self::change::{CartUpdate, Observed, TakenLine, Wish};
pub use self::view::{CartLineView, CartView, LineChange};

/// Whose cart it is. An account has exactly one; a guest has the one whose id they hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CartOwner {
    /// An account's.
    Account(UserId),
    /// A guest's, known by its id alone.
    Guest(CartId),
}

impl CartOwner {
    /// The cart's id. An account's cart has the account's UUID, so nobody can give an account a second one.
    #[must_use]
    pub const fn cart_id(self) -> CartId {
        match self {
            Self::Account(user) => CartId::from_uuid(user.uuid()),
            Self::Guest(cart) => cart,
        }
    }

    /// The account, if it is an account's.
    #[must_use]
    pub const fn user(self) -> Option<UserId> {
        match self {
            Self::Account(user) => Some(user),
            Self::Guest(_) => None,
        }
    }
}

/// A line of a cart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CartLine {
    /// What is wanted.
    pub variant_id: VariantId,
    /// How many pieces.
    pub quantity: Quantity,
    /// The price that the shopper saw last and took note of.
    pub seen_price: Money,
}

/// What a cart consists of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CartParts {
    /// Whose it is.
    pub owner: CartOwner,
    /// What is wanted, in the order in which it was added; one line per variant.
    pub lines: Vec<CartLine>,
    /// When it changed last.
    pub updated_at: Timestamp,
}

/// What a shopper wants. Its parts can be read, and changed by its rules alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cart(CartParts);

/// The parts are no cart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CorruptCart {
    /// Two lines have one variant.
    #[error("a variant has two lines")]
    DoubledVariant,
    /// More lines than a cart may have.
    #[error("more than {max} lines", max = Cart::MAX_LINES)]
    TooManyLines,
    /// The lines' prices are in two currencies.
    #[error("the lines are in different currencies")]
    MixedCurrencies,
}

/// Why a cart cannot be changed as wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CartError {
    /// There is no room for another line.
    #[error("a cart has at most {max} lines", max = Cart::MAX_LINES)]
    TooManyLines,
    /// Fewer pieces are there than are wanted.
    #[error("only {available} pieces are available")]
    InsufficientStock {
        /// How many there are.
        available: u32,
    },
    /// The goods are sold in another currency than what is in the cart.
    #[error("goods in different currencies cannot be bought together")]
    MixedCurrencies,
    /// There is no line of this variant.
    #[error("this is not in the cart")]
    LineNotFound,
    /// What was bought is not in the cart any more: it was bought by another checkout, or taken out.
    #[error("the cart has changed in the meantime")]
    Changed,
}

impl CartError {
    /// A stable code for machines.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooManyLines => "cart_full",
            Self::InsufficientStock { .. } => "insufficient_stock",
            Self::MixedCurrencies => "mixed_currencies",
            Self::LineNotFound => "line_not_found",
            Self::Changed => "cart_changed",
        }
    }
}

impl Deref for Cart {
    type Target = CartParts;

    fn deref(&self) -> &CartParts {
        &self.0
    }
}

impl Cart {
    /// The most lines that a cart may have.
    pub const MAX_LINES: usize = 100;

    /// A cart with nothing in it.
    #[must_use]
    pub const fn empty(owner: CartOwner, now: Timestamp) -> Self {
        Self(CartParts { owner, lines: Vec::new(), updated_at: now })
    }

    /// A cart from what a store kept.
    ///
    /// # Errors
    /// [`CorruptCart`] names the rule that the parts break.
    pub fn rehydrate(parts: CartParts) -> Result<Self, CorruptCart> {
        if parts.lines.len() > Self::MAX_LINES {
            return Err(CorruptCart::TooManyLines);
        }
        for (index, line) in parts.lines.iter().enumerate() {
            if parts.lines[..index].iter().any(|earlier| earlier.variant_id == line.variant_id) {
                return Err(CorruptCart::DoubledVariant);
            }
            if line.seen_price.currency() != parts.lines[0].seen_price.currency() {
                return Err(CorruptCart::MixedCurrencies);
            }
        }
        Ok(Self(parts))
    }

    /// The cart's id.
    #[must_use]
    pub const fn id(&self) -> CartId {
        self.0.owner.cart_id()
    }

    /// The currency of what is in it; `None` when nothing is.
    #[must_use]
    pub fn currency(&self) -> Option<Currency> {
        self.lines.first().map(|line| line.seen_price.currency())
    }
}

#[cfg(test)]
mod tests;
