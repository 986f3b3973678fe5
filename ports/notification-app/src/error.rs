//! What the use cases answer when they cannot.

use platform::{AppError, ErrorKind, FieldError, StoreError};
use thiserror::Error;

/// Why a use case of this context failed.
#[derive(Debug, Error)]
pub enum NotificationAppError {
    /// More notifications were named at once than are looked up in one go.
    #[error("at most {max} notifications can be marked at once")]
    TooMany {
        /// The limit.
        max: usize,
    },
    /// The store could not.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl AppError for NotificationAppError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::TooMany { .. } => ErrorKind::Invalid,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::TooMany { .. } => "validation_failed",
            Self::Store(error) => error.code(),
        }
    }

    fn fields(&self) -> Vec<FieldError> {
        match self {
            Self::TooMany { .. } => vec![FieldError::new("ids", "too_many", self)],
            Self::Store(_) => Vec::new(),
        }
    }
}
