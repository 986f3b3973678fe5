//! What a store answers when it cannot.

use thiserror::Error;

use crate::{BoxError, ErrorKind};

/// Why a store's operation failed. Looking for what is not there is no failure: look-ups return `Option`.
#[derive(Debug, Error)]
pub enum StoreError {
    /// A value that must be unique is taken; `what` names the rule, not the table: `email`, `sku`.
    #[error("{what} already exists")]
    AlreadyExists {
        /// The rule.
        what: &'static str,
    },
    /// The aggregate is no longer at the version that the change was decided on. Load, decide, commit again.
    #[error("the state has changed in the meantime")]
    VersionConflict,
    /// The store does not answer, or answers that it cannot now.
    #[error("the store is unavailable")]
    Unavailable(#[source] BoxError),
    /// What is stored breaks a rule of the domain: a defect or damage, never the caller's fault.
    #[error("the stored {what} cannot be read")]
    Corrupt {
        /// What was read.
        what: &'static str,
        /// The rule that it breaks.
        #[source]
        source: BoxError,
    },
}

impl StoreError {
    /// The kind that a use case reports when it has no better answer.
    #[must_use]
    pub const fn kind(&self) -> ErrorKind {
        match self {
            Self::AlreadyExists { .. } | Self::VersionConflict => ErrorKind::Conflict,
            Self::Unavailable(_) => ErrorKind::Unavailable,
            Self::Corrupt { .. } => ErrorKind::Internal,
        }
    }

    /// The code that a use case reports when it has no better answer.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::AlreadyExists { .. } => "already_exists",
            Self::VersionConflict => "version_conflict",
            Self::Unavailable(_) => "store_unavailable",
            Self::Corrupt { .. } => "internal",
        }
    }
}
