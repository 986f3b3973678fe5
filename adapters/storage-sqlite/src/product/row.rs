//! Values out of rows.

use kernel::{Currency, Money, Slug, Uuid};
use platform::{BoxError, StoreError};
use product::Price;
use sqlx::sqlite::SqliteRow;
use sqlx::{ColumnIndex, Decode, Row, Sqlite, Type};

use crate::column::money;
use crate::error::{corrupt, unavailable};

/// A column's value.
pub(super) fn get<'r, T>(row: &'r SqliteRow, column: &str) -> Result<T, StoreError>
where
    T: Decode<'r, Sqlite> + Type<Sqlite>,
    for<'c> &'c str: ColumnIndex<SqliteRow>,
{
    row.try_get(column).map_err(unavailable)
}

/// An id.
pub(super) fn id<T>(row: &SqliteRow, column: &str, wrap: fn(Uuid) -> T) -> Result<T, StoreError> {
    Ok(wrap(get(row, column)?))
}

/// An id that may be missing.
pub(super) fn optional_id<T>(row: &SqliteRow, column: &str, wrap: fn(Uuid) -> T) -> Result<Option<T>, StoreError> {
    Ok(get::<Option<Uuid>>(row, column)?.map(wrap))
}

/// A text that keeps a rule.
pub(super) fn text<T, E: Into<BoxError>>(
    row: &SqliteRow,
    column: &'static str,
    parse: impl FnOnce(&str) -> Result<T, E>,
) -> Result<T, StoreError> {
    parse(get(row, column)?).map_err(|error| corrupt(column, error))
}

/// A text that keeps a rule, and may be missing.
pub(super) fn optional_text<T, E: Into<BoxError>>(
    row: &SqliteRow,
    column: &'static str,
    parse: impl FnOnce(&str) -> Result<T, E>,
) -> Result<Option<T>, StoreError> {
    get::<Option<&str>>(row, column)?.map(parse).transpose().map_err(|error| corrupt(column, error))
}

/// An address.
pub(super) fn slug(row: &SqliteRow, column: &'static str) -> Result<Slug, StoreError> {
    text(row, column, Slug::new)
}

/// A price in the currency of its product.
pub(super) fn price(minor: i64, currency: &str) -> Result<Price, StoreError> {
    Price::new(money(minor, currency)?).map_err(|error| corrupt("price", error))
}

/// A price in a currency that is known already.
pub(super) fn price_in(minor: i64, currency: Currency) -> Result<Price, StoreError> {
    Price::new(Money::new(minor, currency)).map_err(|error| corrupt("price", error))
}
