//! The rules that a product's content keeps, and what is said when it does not.

use std::fmt;

use kernel::{Currency, Money};
use thiserror::Error;

/// What a piece costs: more than nothing, at most [`Price::MAX`] minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Price(Money);

/// The amount is no price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("must be between 1 and {max}", max = Price::MAX)]
pub struct PriceError;

impl PriceError {
    /// A stable code for machines.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "out_of_range"
    }
}

impl Price {
    /// The highest price in minor units: so low that a full cart's total fits.
    pub const MAX: i64 = 1_000_000_000_000;

    /// # Errors
    /// [`PriceError`] unless the amount is 1 to [`Price::MAX`].
    pub fn new(money: Money) -> Result<Self, PriceError> {
        if (1..=Self::MAX).contains(&money.minor()) { Ok(Self(money)) } else { Err(PriceError) }
    }

    /// The amount.
    #[must_use]
    pub const fn money(self) -> Money {
        self.0
    }

    /// The currency.
    #[must_use]
    pub const fn currency(self) -> Currency {
        self.0.currency()
    }
}

/// A rule of a product's content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
pub enum ProductRule {
    /// Fewer entries than needed.
    #[error("must have at least {min}")]
    TooFew {
        /// The least number.
        min: usize,
    },
    /// More entries than allowed.
    #[error("must have at most {max}")]
    TooMany {
        /// The limit.
        max: usize,
    },
    /// The same name, SKU, value or combination of options twice.
    #[error("must not be there twice")]
    Repeated,
    /// A variant leaves an option group out, or names a group or value that the product does not have.
    #[error("must have exactly one of each option group's values")]
    OptionsMismatch,
    /// The prices of one product are in two currencies, or not in the marketplace's.
    #[error("must be in {currency}")]
    CurrencyMismatch {
        /// The currency that is expected.
        currency: Currency,
    },
    /// A list price that is not above the price.
    #[error("must be higher than the price")]
    ListPriceTooLow,
    /// A new variant must say how many pieces there are.
    #[error("must be given for a new variant")]
    StockMissing,
    /// A picture that the product does not have.
    #[error("must be one of the product's pictures")]
    UnknownImage,
    /// A category that does not exist.
    #[error("must be a category that exists")]
    UnknownCategory,
}

impl ProductRule {
    /// A stable code for machines.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooFew { .. } => "too_few",
            Self::TooMany { .. } => "too_many",
            Self::Repeated => "repeated",
            Self::OptionsMismatch => "options_mismatch",
            Self::CurrencyMismatch { .. } => "currency_mismatch",
            Self::ListPriceTooLow => "list_price_too_low",
            Self::StockMissing => "required",
            Self::UnknownImage => "unknown_image",
            Self::UnknownCategory => "unknown_category",
        }
    }
}

/// A rule that is broken, and where.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Violation {
    /// The path in the draft: `variants[0].sku`.
    pub path: String,
    /// The rule.
    pub rule: ProductRule,
}

/// All that is wrong with a draft; never empty.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub struct Violations(pub Vec<Violation>);

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the product is not valid:")?;
        for violation in &self.0 {
            write!(f, " {} {};", violation.path, violation.rule)?;
        }
        Ok(())
    }
}

impl Violations {
    pub(crate) fn check(found: Vec<Violation>) -> Result<(), Self> {
        if found.is_empty() { Ok(()) } else { Err(Self(found)) }
    }

    /// One broken rule.
    #[must_use]
    pub fn one(path: impl Into<String>, rule: ProductRule) -> Self {
        Self(vec![Violation { path: path.into(), rule }])
    }
}
