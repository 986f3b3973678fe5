//! Somebody who knows their password wants another.

use std::sync::Arc;
use std::time::Duration;

use kernel::{Actor, EventId};
use platform::{AppError, Clock, ErrorKind, FieldError, IdSource, StoreError};
use thiserror::Error;
use user::{EndReason, Password, PasswordError};
use user_ports::{AccountCommit, AccountStore, EndSessions, HasherError, PasswordCheck, PasswordHasher};

use crate::attempts::Attempts;
use crate::error::fails;
use crate::reception::PASSWORD;
use crate::{Failure, Origin};

/// Why the password stays.
#[derive(Debug, Error)]
pub enum ChangePasswordError {
    /// The current password is another.
    #[error("This is not your current password.")]
    WrongPassword,
    /// The new password cannot be used.
    #[error("The new password {0}.")]
    Password(#[from] PasswordError),
    /// The account is gone.
    #[error("Please sign in.")]
    NoAccount,
    /// Tried too often.
    #[error("That was too often. Please wait and try again.")]
    TooManyRequests {
        /// How long to wait.
        retry_after: Duration,
    },
    /// Not the caller's fault.
    #[error(transparent)]
    Failure(#[from] Failure),
}

fails!(ChangePasswordError: StoreError, HasherError);

impl AppError for ChangePasswordError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::WrongPassword | Self::Password(_) => ErrorKind::Invalid,
            Self::NoAccount => ErrorKind::Unauthenticated,
            Self::TooManyRequests { .. } => ErrorKind::TooManyRequests,
            Self::Failure(failure) => failure.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::WrongPassword | Self::Password(_) => "validation_failed",
            Self::NoAccount => "unauthenticated",
            Self::TooManyRequests { .. } => "too_many_requests",
            Self::Failure(failure) => failure.code(),
        }
    }

    fn fields(&self) -> Vec<FieldError> {
        match self {
            Self::WrongPassword => vec![FieldError::new("current_password", "wrong_password", self)],
            Self::Password(error) => vec![FieldError::new("new_password", error.code(), error)],
            _ => Vec::new(),
        }
    }

    fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::TooManyRequests { retry_after } => Some(*retry_after),
            _ => None,
        }
    }
}

/// Somebody who knows their password wants another.
pub struct ChangePassword {
    pub(crate) accounts: Arc<dyn AccountStore>,
    pub(crate) passwords: Arc<dyn PasswordHasher>,
    pub(crate) attempts: Attempts,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdSource>,
}

impl ChangePassword {
    /// Sets the new password and ends all other sessions. Wrong guesses at the current one count like those at log-in.
    ///
    /// # Errors
    /// [`ChangePasswordError`].
    pub async fn execute(
        &self,
        actor: Actor,
        current: &Password,
        new: Password,
        origin: &Origin,
    ) -> Result<(), ChangePasswordError> {
        let now = self.clock.now();
        let account = self.accounts.find(actor.user).await?.ok_or(ChangePasswordError::NoAccount)?;
        let email = account.email().clone();
        let new = new.differs_from(&email)?;
        if let Some(retry_after) = self.attempts.admit(PASSWORD, &email, origin.from, now).await? {
            return Err(ChangePasswordError::TooManyRequests { retry_after });
        }
        if self.passwords.verify(current, Some(&account.snapshot().password)).await? == PasswordCheck::Wrong {
            return Err(ChangePasswordError::WrongPassword);
        }
        self.attempts.forgive(PASSWORD, &email, origin.from).await;
        let hash = self.passwords.hash(&new).await?;
        let end = EndSessions { keep: Some(actor.session), reason: EndReason::PasswordChanged, at: now };
        // A conflict is not tried again: the password that was checked may be another by now.
        let commit = AccountCommit::new(account.set_password(hash, now), now, || EventId::from_uuid(self.ids.uuid()))
            .ending_sessions(end);
        Ok(self.accounts.commit(&commit).await?)
    }
}
