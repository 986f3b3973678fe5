//! Somebody comes for the next access token.

use std::sync::Arc;

use platform::{AppError, Clock, ErrorKind, StoreError};
use thiserror::Error;
use user::{Refresh, SessionError};
use user_ports::{AccountStore, IssueError, SessionStore};

use crate::error::{ATTEMPTS, fails};
use crate::reception::Reception;
use crate::{Failure, SecretText, SignedIn};

/// Why somebody gets no access token.
#[derive(Debug, Error)]
pub enum RefreshError {
    /// The token belongs to no session.
    #[error("Please sign in.")]
    Unknown,
    /// The session is over: by its owner, because a token came twice, or because the account was shut out.
    #[error("Your session has ended. Please sign in again.")]
    Revoked,
    /// The session was not used for too long.
    #[error("Your session has expired. Please sign in again.")]
    Expired,
    /// Not the caller's fault.
    #[error(transparent)]
    Failure(#[from] Failure),
}

fails!(RefreshError: StoreError, IssueError);

impl From<SessionError> for RefreshError {
    fn from(error: SessionError) -> Self {
        match error {
            SessionError::Ended => Self::Revoked,
            SessionError::Expired => Self::Expired,
        }
    }
}

impl AppError for RefreshError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Unknown | Self::Revoked | Self::Expired => ErrorKind::Unauthenticated,
            Self::Failure(failure) => failure.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "unauthenticated",
            Self::Revoked => SessionError::Ended.code(),
            Self::Expired => SessionError::Expired.code(),
            Self::Failure(failure) => failure.code(),
        }
    }
}

/// Somebody comes for the next access token. The refresh token is good once: of two that come together one wins, and
/// the other has used a token twice.
pub struct RefreshSession {
    pub(crate) accounts: Arc<dyn AccountStore>,
    pub(crate) sessions: Arc<dyn SessionStore>,
    pub(crate) reception: Reception,
    pub(crate) clock: Arc<dyn Clock>,
}

impl RefreshSession {
    /// Replaces the refresh token and gives an access token that says what the account may be now.
    ///
    /// # Errors
    /// [`RefreshError`].
    pub async fn execute(&self, presented: &SecretText) -> Result<SignedIn, RefreshError> {
        let now = self.clock.now();
        let token = self.reception.hash(presented);
        let (refresh_token, next) = self.reception.secret();
        for _ in 0..ATTEMPTS {
            let session = self.sessions.find_by_token(&token).await?.ok_or(RefreshError::Unknown)?;
            let (id, user) = (session.snapshot().id, session.snapshot().user);
            let (decision, account) = match session.refresh(token, next, now)? {
                Refresh::Reused(decision) => (decision, None),
                Refresh::Rotated(decision) => {
                    let account = self.accounts.find(user).await?.filter(|account| !account.is_banned());
                    (decision, Some(account.ok_or(RefreshError::Revoked)?))
                }
            };
            match self.sessions.commit(&decision).await {
                Ok(()) => {}
                Err(StoreError::VersionConflict) => continue,
                Err(error) => return Err(error.into()),
            }
            let Some(account) = account else {
                tracing::warn!(%user, session = %id, "a refresh token was used twice: the session is over");
                return Err(RefreshError::Revoked);
            };
            return Ok(self.reception.let_in(&account, id, refresh_token, now).await?);
        }
        Err(StoreError::VersionConflict.into())
    }
}
