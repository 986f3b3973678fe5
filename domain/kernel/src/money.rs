//! Money: minor units of a currency, never a float.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::{Percentage, Quantity};

/// A currency of ISO 4217 that has an alphabetic code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency {
    code: [u8; 3],
    exponent: u8,
}

/// The active currencies of ISO 4217 whose minor unit is not a hundredth.
const UNUSUAL_EXPONENTS: &[(u8, &str)] = &[
    (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
    (3, "BHD IQD JOD KWD LYD OMR TND"),
    (4, "CLF UYW"),
];

/// The active currencies of ISO 4217 whose minor unit is a hundredth.
const HUNDREDTHS: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF \
    CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR \
    ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR \
    MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP \
    STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG";

impl Currency {
    /// The US dollar.
    pub const USD: Self = Self { code: *b"USD", exponent: 2 };

    /// The currency's alphabetic code, such as `USD`.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.code).unwrap_or_default()
    }

    /// How many decimal digits the minor unit has: 2 for USD, 0 for VND, 3 for KWD.
    #[must_use]
    pub const fn exponent(&self) -> u8 {
        self.exponent
    }
}

impl FromStr for Currency {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let code: [u8; 3] = text.as_bytes().try_into().map_err(|_| MoneyError::UnknownCurrency)?;
        let listed = |list: &str| list.split_ascii_whitespace().any(|known| known == text);
        if listed(HUNDREDTHS) {
            return Ok(Self { code, exponent: 2 });
        }
        UNUSUAL_EXPONENTS
            .iter()
            .find(|(_, list)| listed(list))
            .map(|&(exponent, _)| Self { code, exponent })
            .ok_or(MoneyError::UnknownCurrency)
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// An amount in minor units of a currency: 19.99 USD is `1999` of `USD`. Never negative in a price, but a
/// difference may be.
///
/// There is no `Default` and no `+`: adding can fail (another currency, overflow), and what can fail says so.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

/// Why money could not be made or combined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum MoneyError {
    /// The result does not fit.
    #[error("the amount is too large")]
    Overflow,
    /// The amounts are in two currencies.
    #[error("the amounts are in different currencies")]
    CurrencyMismatch,
    /// The code is not one of ISO 4217's.
    #[error("must be a currency code of ISO 4217, such as USD")]
    UnknownCurrency,
    /// The shares to allocate by are none, or add up to zero.
    #[error("there is nothing to allocate to")]
    NothingToAllocateTo,
}

impl MoneyError {
    /// A stable code for machines.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Overflow => "amount_too_large",
            Self::CurrencyMismatch => "currency_mismatch",
            Self::UnknownCurrency => "unknown_currency",
            Self::NothingToAllocateTo => "nothing_to_allocate_to",
        }
    }
}

impl Money {
    /// An amount in minor units.
    #[must_use]
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Nothing, in a currency.
    #[must_use]
    pub const fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }

    /// The amount in minor units.
    #[must_use]
    pub const fn minor(self) -> i64 {
        self.minor
    }

    /// The currency.
    #[must_use]
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// Whether it is more than nothing.
    #[must_use]
    pub const fn is_positive(self) -> bool {
        self.minor > 0
    }

    fn same_currency(self, other: Self) -> Result<(), MoneyError> {
        if self.currency == other.currency { Ok(()) } else { Err(MoneyError::CurrencyMismatch) }
    }

    fn with(self, minor: Option<i64>) -> Result<Self, MoneyError> {
        minor.map(|minor| Self { minor, ..self }).ok_or(MoneyError::Overflow)
    }

    /// # Errors
    /// [`MoneyError::CurrencyMismatch`], [`MoneyError::Overflow`].
    pub fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        self.with(self.minor.checked_add(other.minor))
    }

    /// # Errors
    /// [`MoneyError::CurrencyMismatch`], [`MoneyError::Overflow`].
    pub fn checked_sub(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        self.with(self.minor.checked_sub(other.minor))
    }

    /// The price of so many pieces.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn times(self, quantity: Quantity) -> Result<Self, MoneyError> {
        self.with(self.minor.checked_mul(i64::from(quantity.get())))
    }

    /// A share of this amount, rounded half to even.
    #[must_use]
    pub fn share(self, percentage: Percentage) -> Self {
        let product = i128::from(self.minor) * i128::from(percentage.basis_points());
        let (whole, rest) = (product.div_euclid(10_000), product.rem_euclid(10_000));
        let up = rest > 5_000 || (rest == 5_000 && whole % 2 != 0);
        // At most 100 % of an i64, so it fits.
        Self { minor: i64::try_from(whole + i128::from(up)).unwrap_or(self.minor), ..self }
    }

    /// The sum of amounts, zero for none.
    ///
    /// # Errors
    /// [`MoneyError::CurrencyMismatch`], [`MoneyError::Overflow`].
    pub fn sum(currency: Currency, amounts: impl IntoIterator<Item = Self>) -> Result<Self, MoneyError> {
        amounts.into_iter().try_fold(Self::zero(currency), Self::checked_add)
    }

    /// Splits this amount in proportion to `shares`, in their order. The parts add up to the amount exactly: what
    /// rounding leaves over goes, one minor unit each, to the parts that lost most by it, the first of equals first.
    ///
    /// # Errors
    /// [`MoneyError::NothingToAllocateTo`] when there are no shares or all are zero.
    pub fn allocate(self, shares: &[u64]) -> Result<Vec<Self>, MoneyError> {
        let total: u128 = shares.iter().map(|&share| u128::from(share)).sum();
        if total == 0 {
            return Err(MoneyError::NothingToAllocateTo);
        }
        let (sign, amount) = (self.minor.signum(), u128::from(self.minor.unsigned_abs()));
        let mut parts: Vec<(u128, u128)> = shares
            .iter()
            .map(|&share| {
                // amount < 2^64 and share < 2^64: the product fits.
                let product = amount * u128::from(share);
                (product / total, product % total)
            })
            .collect();
        let mut left = amount - parts.iter().map(|&(part, _)| part).sum::<u128>();
        let mut order: Vec<usize> = (0..parts.len()).collect();
        order.sort_by_key(|&index| (std::cmp::Reverse(parts[index].1), index));
        for index in order {
            if left == 0 {
                break;
            }
            parts[index].0 += 1;
            left -= 1;
        }
        parts.into_iter().map(|(part, _)| self.with(i64::try_from(part).ok().map(|part| sign * part))).collect()
    }
}

/// The amount in major units with the currency's digits, then its code: `19.99 USD`, `5000 VND`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = 10_u64.pow(u32::from(self.currency.exponent));
        let (amount, sign) = (self.minor.unsigned_abs(), if self.minor < 0 { "-" } else { "" });
        if scale == 1 {
            write!(f, "{sign}{amount} {}", self.currency)
        } else {
            let width = usize::from(self.currency.exponent);
            write!(f, "{sign}{}.{:0width$} {}", amount / scale, amount % scale, self.currency)
        }
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn usd(minor: i64) -> Money {
        Money::new(minor, Currency::USD)
    }

    fn vnd(minor: i64) -> Money {
        Money::new(minor, "VND".parse().unwrap())
    }

    #[test]
    fn a_currency_knows_its_minor_unit() {
        for (code, exponent) in [("USD", 2), ("VND", 0), ("CLP", 0), ("KWD", 3), ("CLF", 4), ("IDR", 2), ("TWD", 2)] {
            assert_eq!(code.parse::<Currency>().map(|currency| currency.exponent()), Ok(exponent), "{code}");
        }
        assert_eq!("USD".parse(), Ok(Currency::USD));
    }

    #[test]
    fn what_is_no_currency_is_refused() {
        for text in ["usd", "US", "USDD", "ABC", "U D", "", "€"] {
            assert_eq!(text.parse::<Currency>(), Err(MoneyError::UnknownCurrency), "{text}");
        }
    }

    #[test]
    fn currencies_do_not_mix() {
        assert_eq!(usd(1).checked_add(vnd(1)), Err(MoneyError::CurrencyMismatch));
        assert_eq!(usd(1).checked_sub(vnd(1)), Err(MoneyError::CurrencyMismatch));
    }

    #[test]
    fn arithmetic_is_checked() {
        assert_eq!(usd(i64::MAX).checked_add(usd(1)), Err(MoneyError::Overflow));
        assert_eq!(usd(i64::MIN).checked_sub(usd(1)), Err(MoneyError::Overflow));
        assert_eq!(usd(i64::MAX).times(Quantity::new(2).unwrap()), Err(MoneyError::Overflow));
        assert_eq!(usd(1999).times(Quantity::new(3).unwrap()), Ok(usd(5997)));
    }

    #[test]
    fn shares_round_half_to_even() {
        let half = Percentage::from_basis_points(5_000).unwrap();
        assert_eq!(usd(1).share(half), usd(0));
        assert_eq!(usd(3).share(half), usd(2));
        assert_eq!(usd(5).share(half), usd(2));
        assert_eq!(usd(i64::MAX).share(Percentage::HUNDRED), usd(i64::MAX));
        assert_eq!(usd(i64::MIN).share(Percentage::HUNDRED), usd(i64::MIN));
    }

    #[test]
    fn the_remainder_goes_where_rounding_took_most() {
        assert_eq!(usd(100).allocate(&[1, 1, 1]), Ok(vec![usd(34), usd(33), usd(33)]));
        assert_eq!(usd(5).allocate(&[3, 7]), Ok(vec![usd(2), usd(3)]));
        assert_eq!(usd(5).allocate(&[0, 1]), Ok(vec![usd(0), usd(5)]));
        assert_eq!(usd(5).allocate(&[]), Err(MoneyError::NothingToAllocateTo));
        assert_eq!(usd(5).allocate(&[0, 0]), Err(MoneyError::NothingToAllocateTo));
    }

    #[test]
    fn people_read_major_units() {
        assert_eq!(usd(1999).to_string(), "19.99 USD");
        assert_eq!(usd(-5).to_string(), "-0.05 USD");
        assert_eq!(vnd(5000).to_string(), "5000 VND");
    }

    proptest! {
        #[test]
        fn parts_add_up_to_the_whole(minor in any::<i64>(), shares in prop::collection::vec(any::<u64>(), 1..20)) {
            prop_assume!(shares.iter().any(|&share| share > 0) && minor > i64::MIN);
            let parts = usd(minor).allocate(&shares).unwrap();
            prop_assert_eq!(parts.len(), shares.len());
            prop_assert_eq!(Money::sum(Currency::USD, parts), Ok(usd(minor)));
        }
    }
}
