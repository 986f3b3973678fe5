//! What another context's failure means for the one that asks.

use order_ports::AskError;
use platform::{AppError, BoxError, ErrorKind, StoreError};

/// A failure of the context that was asked: one that may pass, or an answer that makes no sense.
pub(crate) fn failure(error: impl AppError) -> AskError {
    of_kind(error.kind(), error.into())
}

/// A store's failure in the context that was asked.
pub(crate) fn store_failure(error: StoreError) -> AskError {
    of_kind(error.kind(), error.into())
}

/// An answer that breaks a rule of the context that asks.
pub(crate) fn nonsense(error: impl Into<BoxError>) -> AskError {
    AskError::Nonsense(error.into())
}

fn of_kind(kind: ErrorKind, error: BoxError) -> AskError {
    match kind {
        ErrorKind::Unavailable | ErrorKind::Conflict | ErrorKind::TooManyRequests => AskError::Unavailable(error),
        _ => AskError::Nonsense(error),
    }
}
