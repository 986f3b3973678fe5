//! What goes wrong in any use case.

use platform::{AppError, ErrorKind, StoreError};
use thiserror::Error;
use user_ports::{HasherError, IssueError};

/// How often a change is decided anew when somebody else was faster.
pub(crate) const ATTEMPTS: u32 = 5;

/// A failure that is not the caller's.
#[derive(Debug, Error)]
pub enum Failure {
    /// The store failed, or others kept changing the same thing.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A password could not be hashed.
    #[error(transparent)]
    Hasher(#[from] HasherError),
    /// An access token could not be signed.
    #[error(transparent)]
    Issue(#[from] IssueError),
}

impl AppError for Failure {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Store(error) => error.kind(),
            Self::Hasher(HasherError::Busy) => ErrorKind::Unavailable,
            Self::Hasher(HasherError::Failed(_)) | Self::Issue(_) => ErrorKind::Internal,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Store(error) => error.code(),
            Self::Hasher(HasherError::Busy) => "busy",
            Self::Hasher(HasherError::Failed(_)) | Self::Issue(_) => "internal",
        }
    }
}

/// Lets `?` turn what the ports answer into a use case's error, through its variant `Failure`.
macro_rules! fails {
    ($error:ty: $($source:ty),+) => {$(
        impl From<$source> for $error {
            fn from(source: $source) -> Self {
                Self::Failure(source.into())
            }
        }
    )+};
}
pub(crate) use fails;
