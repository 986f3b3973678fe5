//! SQLite's errors as a store's.

use platform::{BoxError, StoreError};
use sqlx::error::ErrorKind;

/// A failure that is not the caller's: the database is locked for too long, the disk is full, the file is gone.
pub(crate) fn unavailable(error: sqlx::Error) -> StoreError {
    StoreError::Unavailable(error.into())
}

/// A row that breaks a rule of the domain.
pub(crate) fn corrupt(what: &'static str, source: impl Into<BoxError>) -> StoreError {
    StoreError::Corrupt { what, source: source.into() }
}

/// The error of a statement that may break one of the rules in `unique`: pairs of a column list as SQLite names it
/// (`accounts.email`, `variants.product_id, variants.sku`) and the rule's name.
pub(crate) fn unique(error: sqlx::Error, unique: &[(&str, &'static str)]) -> StoreError {
    if let Some(database) = error.as_database_error()
        && database.kind() == ErrorKind::UniqueViolation
        && let Some((_, what)) = unique.iter().find(|(columns, _)| database.message().ends_with(columns))
    {
        return StoreError::AlreadyExists { what };
    }
    unavailable(error)
}
