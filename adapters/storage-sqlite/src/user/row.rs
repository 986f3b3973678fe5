//! Values out of rows and into them.

use kernel::{Email, Role, Roles, Timestamp, Uuid};
use kit_events::user::user_envelope;
use platform::{BoxError, StoreError};
use sqlx::sqlite::SqliteRow;
use sqlx::{ColumnIndex, Decode, Row, Sqlite, Type};
use user::TokenHash;
use user_ports::Recorded;

use crate::column::{named, optional_time, time};
use crate::error::{corrupt, unavailable};
use crate::{Write, outbox};

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

/// A time.
pub(super) fn at(row: &SqliteRow, column: &str) -> Result<Timestamp, StoreError> {
    time(get(row, column)?)
}

/// A time that may be missing.
pub(super) fn optional_at(row: &SqliteRow, column: &str) -> Result<Option<Timestamp>, StoreError> {
    optional_time(get(row, column)?)
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

/// A mailbox.
pub(super) fn email(row: &SqliteRow) -> Result<Email, StoreError> {
    text(row, "email", Email::new)
}

/// A token's hash out of a column's bytes.
pub(super) fn token(bytes: &[u8]) -> Result<TokenHash, StoreError> {
    bytes.try_into().map(TokenHash::new).map_err(|error| corrupt("token", error))
}

/// An account's roles.
pub(super) fn roles(row: &SqliteRow) -> Result<Roles, StoreError> {
    get::<&str>(row, "roles")?.split_ascii_whitespace().map(|name| named::<Role>("role", name)).collect()
}

/// Roles as a column keeps them.
pub(super) fn role_names(roles: Roles) -> String {
    roles.iter().map(Role::as_str).collect::<Vec<_>>().join(" ")
}

/// A version as a column keeps it. No aggregate is ever stored so often that it would not fit.
pub(super) fn version_number(version: u64) -> i64 {
    i64::try_from(version).unwrap_or(i64::MAX)
}

/// Fails unless a statement that expects a version has found it.
pub(super) fn expect_one(rows_affected: u64) -> Result<(), StoreError> {
    if rows_affected == 1 { Ok(()) } else { Err(StoreError::VersionConflict) }
}

/// Adds events to the outbox.
pub(super) async fn publish(write: &mut Write, events: &[Recorded]) -> Result<(), StoreError> {
    let envelopes = events
        .iter()
        .map(|event| user_envelope(event.id, event.at, &event.event).map_err(|error| corrupt("event", error)))
        .collect::<Result<Vec<_>, _>>()?;
    outbox::append(write, &envelopes).await
}
