//! How values stand in columns: ids as 16 bytes, times as milliseconds, money as minor units beside a currency.

use std::str::FromStr;

use kernel::{Currency, Money, Timestamp};
use platform::StoreError;

use crate::error::corrupt;

/// The time in an `INTEGER` column.
pub(crate) fn time(millis: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_unix_millis(millis).map_err(|error| corrupt("time", error))
}

/// The time in an `INTEGER` column that may be null.
pub(crate) fn optional_time(millis: Option<i64>) -> Result<Option<Timestamp>, StoreError> {
    millis.map(time).transpose()
}

/// The money in two columns.
pub(crate) fn money(minor: i64, currency: &str) -> Result<Money, StoreError> {
    let currency: Currency = currency.parse().map_err(|error: kernel::MoneyError| corrupt("currency", error))?;
    Ok(Money::new(minor, currency))
}

/// A number that is never negative.
pub(crate) fn count<T: TryFrom<i64>>(what: &'static str, number: i64) -> Result<T, StoreError> {
    T::try_from(number).map_err(|_| corrupt(what, format!("{number} is out of range")))
}

/// A text that names something of a closed set.
pub(crate) fn named<T: FromStr>(what: &'static str, text: &str) -> Result<T, StoreError> {
    text.parse().map_err(|_| corrupt(what, format!("unknown {what} {text:?}")))
}
