//! Exchange rates, and exact conversion.

use std::collections::BTreeMap;

use kernel::{Currency, Money};
use rust_decimal::Decimal;
use serde::Deserialize;
use thiserror::Error;

/// What one unit of each currency is worth in the target currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rates {
    target: Currency,
    rates: BTreeMap<String, Decimal>,
}

/// The rates cannot be used.
#[derive(Debug, Error)]
pub enum RatesError {
    /// The file is no TOML of the right form.
    #[error("the rates file is not of the form `[rates]` with lines such as `MXN = \"0.0581\"`")]
    Form(#[source] Box<toml::de::Error>),
    /// A rate is no positive decimal number.
    #[error("the rate of {currency} must be a positive decimal number in quotes, such as \"0.0581\", not {text:?}")]
    Rate {
        /// The currency.
        currency: String,
        /// What stands there.
        text: String,
    },
    /// A currency is not one of ISO 4217.
    #[error("{0:?} is not a currency code of ISO 4217")]
    Currency(String),
}

/// A price cannot be converted.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ConversionError {
    /// The text is no decimal number.
    #[error("is not a decimal number")]
    NotANumber,
    /// The number is zero or negative, or becomes zero in the target currency.
    #[error("must be more than zero in the target currency")]
    NotPositive,
    /// The number has more digits than a price can have.
    #[error("is too large or too precise")]
    TooLarge,
    /// There is no rate.
    #[error("there is no rate for {0}")]
    NoRate(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    rates: BTreeMap<String, String>,
}

impl Rates {
    /// Reads rates to a target currency from TOML. They are written as texts, since TOML's numbers are binary and 0.1 is
    /// none of those.
    ///
    /// # Errors
    /// [`RatesError`].
    pub fn parse(text: &str, target: Currency) -> Result<Self, RatesError> {
        let file: File = toml::from_str(text).map_err(|error| RatesError::Form(Box::new(error)))?;
        let mut rates = BTreeMap::from([(target.code().to_owned(), Decimal::ONE)]);
        for (currency, text) in file.rates {
            currency.parse::<Currency>().map_err(|_| RatesError::Currency(currency.clone()))?;
            match number(&text) {
                Some(rate) if rate > Decimal::ZERO => rates.insert(currency, rate),
                _ => return Err(RatesError::Rate { currency, text }),
            };
        }
        Ok(Self { target, rates })
    }

    /// The currency that prices are converted to.
    #[must_use]
    pub const fn target(&self) -> Currency {
        self.target
    }

    /// A price in major units of a currency, decimal or in scientific notation, as money of the target currency: exact,
    /// and rounded half to even once, at the target's minor unit.
    ///
    /// # Errors
    /// [`ConversionError`].
    pub fn convert(&self, price: &str, currency: &str) -> Result<Money, ConversionError> {
        let price = number(price).ok_or(ConversionError::NotANumber)?;
        let rate = self.rates.get(currency).ok_or_else(|| ConversionError::NoRate(currency.to_owned()))?;
        if price <= Decimal::ZERO {
            return Err(ConversionError::NotPositive);
        }
        let minor = exact_minor(price, *rate, u32::from(self.target.exponent())).ok_or(ConversionError::TooLarge)?;
        if minor == 0 { Err(ConversionError::NotPositive) } else { Ok(Money::new(minor, self.target)) }
    }
}

/// A decimal number, without the digits that say nothing.
fn number(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let plain = |text: &str| text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+'));
    let number = if plain(text) { Decimal::from_str_exact(text) } else { Decimal::from_scientific(text) };
    number.ok().map(|number| number.normalize())
}

/// `price × rate` in minor units, rounded half to even. The product is an integer over a power of ten, so nothing is
/// lost before the one rounding; `None` when it does not fit.
fn exact_minor(price: Decimal, rate: Decimal, exponent: u32) -> Option<i64> {
    let product = price.mantissa().checked_mul(rate.mantissa())?.checked_mul(10_i128.checked_pow(exponent)?)?;
    let unit = 10_i128.checked_pow(price.scale() + rate.scale())?;
    let (whole, rest) = (product / unit, product % unit);
    let up = match (rest * 2).cmp(&unit) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => whole % 2 != 0,
        std::cmp::Ordering::Greater => true,
    };
    i64::try_from(whole + i128::from(up)).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rates(target: &str) -> Rates {
        let text = "[rates]\nMXN = \"0.0581\"\nVND = \"0.0000394\"\nKWD = \"3.25\"\nTHB = \"1\"\nCLP = \"0.5\"";
        Rates::parse(text, target.parse().unwrap()).unwrap()
    }

    fn check(price: &str, currency: &str, target: &str, expected: impl Into<Result<i64, ConversionError>>) {
        assert_eq!(rates(target).convert(price, currency).map(Money::minor), expected.into(), "{price} {currency}");
    }

    #[test]
    fn prices_are_converted_exactly() {
        check("868", "MXN", "USD", Ok(5_043)); // 50.4308
        check("1.956000000000000e+02", "MXN", "USD", Ok(1_136)); // 11.36436
        check("1.956000000000000E+02", "MXN", "USD", Ok(1_136));
        check("2.959000000000000e+01", "MXN", "USD", Ok(172)); // 1.719179
        check("189000", "VND", "USD", Ok(745)); // 7.4466
        check("19.99", "USD", "USD", Ok(1_999));
        check(" 12 ", "KWD", "VND", Ok(39));
        check("1", "KWD", "KWD", Ok(3_250));
    }

    #[test]
    fn halves_go_to_the_even_neighbour() {
        for (price, expected) in [("0.025", 2), ("0.035", 4), ("0.0250001", 3), ("0.0349999", 3), ("0.015", 2)] {
            check(price, "THB", "USD", Ok(expected));
        }
        // A currency without a minor unit: 2.5 and 3.5 whole ones.
        check("5", "CLP", "VND", Ok(2));
        check("7", "CLP", "VND", Ok(4));
    }

    #[test]
    fn what_is_no_price_is_refused() {
        for text in ["", "free", "1,000", "1 000", "12 MXN", "0x10", "NaN", "inf", "1e", "--1", "1.2.3"] {
            check(text, "MXN", "USD", Err(ConversionError::NotANumber));
        }
        for text in ["0", "-5", "0.0", "1e-9"] {
            check(text, "MXN", "USD", Err(ConversionError::NotPositive));
        }
        check("1e26", "MXN", "USD", Err(ConversionError::TooLarge));
        check("1", "EUR", "USD", Err(ConversionError::NoRate("EUR".to_owned())));
    }

    #[test]
    fn rates_are_texts_of_positive_numbers() {
        let parse = |text: &str| Rates::parse(text, Currency::USD);
        assert!(matches!(parse("[rates]\nMXN = 0.0581"), Err(RatesError::Form(_))));
        assert!(matches!(parse("MXN = \"1\""), Err(RatesError::Form(_))));
        assert!(matches!(parse("[rates]\nMXN = \"0\""), Err(RatesError::Rate { .. })));
        assert!(matches!(parse("[rates]\nMXN = \"x\""), Err(RatesError::Rate { .. })));
        assert!(matches!(parse("[rates]\nPESO = \"1\""), Err(RatesError::Currency(_))));
    }

    proptest! {
        /// Against fractions of whole numbers: |2·(price·rate·10^e − minor·unit)| is at most a unit, and even on a tie.
        #[test]
        fn the_result_is_the_nearest_minor_unit(price in 1_i64..10_000_000_000, scale in 0_u32..10, rate in 1_i64..1_000_000_000, rate_scale in 0_u32..10) {
            let (price, rate) = (Decimal::new(price, scale), Decimal::new(rate, rate_scale));
            if let Some(minor) = exact_minor(price, rate, 2) {
                let unit = 10_i128.pow(scale + rate_scale);
                let product = price.mantissa() * rate.mantissa() * 100;
                let twice = 2 * (product - i128::from(minor) * unit);
                prop_assert!(twice.abs() <= unit);
                prop_assert!(twice.abs() < unit || minor % 2 == 0);
            }
        }
    }
}
