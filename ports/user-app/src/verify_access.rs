//! The central check of an access token.

use std::sync::Arc;

use kernel::Actor;
use platform::{AppError, Clock, ErrorKind, StoreError};
use thiserror::Error;
use user_ports::SessionStore;

use crate::Failure;
use crate::error::fails;

/// Why an access token that is good in itself is refused.
#[derive(Debug, Error)]
pub enum AccessError {
    /// The session is over, or the account was shut out.
    #[error("Your session has ended. Please sign in again.")]
    Revoked,
    /// Not the caller's fault.
    #[error(transparent)]
    Failure(#[from] Failure),
}

fails!(AccessError: StoreError);

impl AppError for AccessError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Revoked => ErrorKind::Unauthenticated,
            Self::Failure(failure) => failure.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Revoked => "session_revoked",
            Self::Failure(failure) => failure.code(),
        }
    }
}

/// The central check, which knows what a token cannot: that a session has ended, that an account was banned, and what
/// its roles are by now.
pub struct VerifyAccess {
    pub(crate) sessions: Arc<dyn SessionStore>,
    pub(crate) clock: Arc<dyn Clock>,
}

impl VerifyAccess {
    /// Who the token's actor is at this moment.
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn execute(&self, actor: Actor) -> Result<Actor, AccessError> {
        let standing = self.sessions.standing(actor.user, actor.session, self.clock.now()).await?;
        let standing = standing.ok_or(AccessError::Revoked)?;
        Ok(Actor { roles: standing.roles, seller: standing.seller, ..actor })
    }
}
