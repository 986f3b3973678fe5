//! What things cost together.

use kernel::{Currency, Money, MoneyError};
use thiserror::Error;

use crate::OrderLine;

/// What goods and their delivery cost. `total` is always the sum of the other two, in one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Totals {
    subtotal: Money,
    shipping: Money,
    total: Money,
}

/// Why amounts cannot be added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TotalsError {
    /// The amounts are in two currencies.
    #[error("goods in different currencies cannot be bought together")]
    MixedCurrencies,
    /// The sum is larger than an amount can say.
    #[error("the amount is too large")]
    TooLarge,
    /// There is nothing to add up.
    #[error("there is nothing to buy")]
    Empty,
}

impl TotalsError {
    /// A stable code for machines.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::MixedCurrencies => "mixed_currencies",
            Self::TooLarge => "amount_too_large",
            Self::Empty => "cart_empty",
        }
    }
}

impl From<MoneyError> for TotalsError {
    fn from(error: MoneyError) -> Self {
        match error {
            MoneyError::CurrencyMismatch | MoneyError::UnknownCurrency => Self::MixedCurrencies,
            MoneyError::Overflow | MoneyError::NothingToAllocateTo => Self::TooLarge,
        }
    }
}

impl Totals {
    /// # Errors
    /// [`TotalsError::MixedCurrencies`], [`TotalsError::TooLarge`].
    pub fn new(subtotal: Money, shipping: Money) -> Result<Self, TotalsError> {
        Ok(Self { subtotal, shipping, total: subtotal.checked_add(shipping)? })
    }

    /// What these lines cost with this delivery.
    ///
    /// # Errors
    /// [`TotalsError::Empty`] without lines, [`TotalsError::MixedCurrencies`], [`TotalsError::TooLarge`].
    pub fn of_lines(lines: &[OrderLine], shipping: Money) -> Result<Self, TotalsError> {
        let currency = lines.first().ok_or(TotalsError::Empty)?.line_total.currency();
        Self::new(Money::sum(currency, lines.iter().map(|line| line.line_total))?, shipping)
    }

    /// The sum of several.
    ///
    /// # Errors
    /// [`TotalsError::Empty`] without any, [`TotalsError::MixedCurrencies`], [`TotalsError::TooLarge`].
    pub fn sum(all: impl IntoIterator<Item = Self>) -> Result<Self, TotalsError> {
        let mut all = all.into_iter();
        let first = all.next().ok_or(TotalsError::Empty)?;
        all.try_fold(first, |sum, one| {
            Self::new(sum.subtotal.checked_add(one.subtotal)?, sum.shipping.checked_add(one.shipping)?)
        })
    }

    /// What the goods cost.
    #[must_use]
    pub const fn subtotal(&self) -> Money {
        self.subtotal
    }

    /// What their delivery costs.
    #[must_use]
    pub const fn shipping(&self) -> Money {
        self.shipping
    }

    /// What is charged.
    #[must_use]
    pub const fn total(&self) -> Money {
        self.total
    }

    /// The currency of all three.
    #[must_use]
    pub const fn currency(&self) -> Currency {
        self.total.currency()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn usd(minor: i64) -> Money {
        Money::new(minor, Currency::USD)
    }

    #[test]
    fn the_total_is_the_sum() {
        let totals = Totals::new(usd(1_999), usd(499)).unwrap();
        assert_eq!(totals.total(), usd(2_498));
        let sum = Totals::sum([totals, Totals::new(usd(1), usd(2)).unwrap()]).unwrap();
        assert_eq!((sum.subtotal(), sum.shipping(), sum.total()), (usd(2_000), usd(501), usd(2_501)));
    }

    #[test]
    fn what_does_not_add_up_is_refused() {
        let dong = Money::new(1, "VND".parse().unwrap());
        assert_eq!(Totals::new(usd(1), dong), Err(TotalsError::MixedCurrencies));
        assert_eq!(Totals::new(usd(i64::MAX), usd(1)), Err(TotalsError::TooLarge));
        assert_eq!(Totals::sum([]), Err(TotalsError::Empty));
        assert_eq!(Totals::of_lines(&[], usd(1)), Err(TotalsError::Empty));
    }
}
