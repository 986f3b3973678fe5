//! Somebody comes with an e-mail address and a password.

use std::sync::Arc;
use std::time::Duration;

use kernel::{Email, EventId, Timestamp};
use platform::{AppError, Clock, ErrorKind, IdSource, StoreError};
use thiserror::Error;
use user::{Account, Password};
use user_ports::{AccountCommit, AccountStore, HasherError, IssueError, PasswordCheck, PasswordHasher, SessionStore};

use crate::attempts::Attempts;
use crate::error::fails;
use crate::reception::{PASSWORD, Reception};
use crate::{Failure, Origin, SignedIn};

/// Who somebody says they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogInCommand {
    /// The account.
    pub email: Email,
    /// What they say its password is.
    pub password: Password,
}

/// Why somebody could not log in.
#[derive(Debug, Error)]
pub enum LogInError {
    /// There is no such account, or the password is another. Which of the two is not told.
    #[error("The e-mail address or the password is not right.")]
    InvalidCredentials,
    /// The account is shut out. Only who knows its password is told.
    #[error("This account has been banned.")]
    Banned,
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

fails!(LogInError: StoreError, HasherError, IssueError);

impl AppError for LogInError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::InvalidCredentials => ErrorKind::Unauthenticated,
            Self::Banned => ErrorKind::Forbidden,
            Self::TooManyRequests { .. } => ErrorKind::TooManyRequests,
            Self::Failure(failure) => failure.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::InvalidCredentials => "invalid_credentials",
            Self::Banned => "account_banned",
            Self::TooManyRequests { .. } => "too_many_requests",
            Self::Failure(failure) => failure.code(),
        }
    }

    fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::TooManyRequests { retry_after } => Some(*retry_after),
            _ => None,
        }
    }
}

/// Somebody comes with an e-mail address and a password. Whether the account exists changes neither the answer nor the
/// time that it takes.
pub struct LogIn {
    pub(crate) accounts: Arc<dyn AccountStore>,
    pub(crate) sessions: Arc<dyn SessionStore>,
    pub(crate) passwords: Arc<dyn PasswordHasher>,
    pub(crate) attempts: Attempts,
    pub(crate) reception: Reception,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdSource>,
}

impl LogIn {
    /// Opens a session. The attempt is counted before the password is checked, and forgiven if it is right: attempts
    /// that come together get no more guesses than those that come one by one.
    ///
    /// # Errors
    /// [`LogInError`].
    pub async fn execute(&self, command: LogInCommand, origin: &Origin) -> Result<SignedIn, LogInError> {
        let now = self.clock.now();
        let LogInCommand { email, password } = command;
        if let Some(retry_after) = self.attempts.admit(PASSWORD, &email, origin.from, now).await? {
            return Err(LogInError::TooManyRequests { retry_after });
        }
        let account = self.accounts.find_by_email(&email).await?;
        let hash = account.as_ref().map(|account| &account.snapshot().password);
        let check = self.passwords.verify(&password, hash).await?;
        let account = account.filter(|_| check != PasswordCheck::Wrong).ok_or(LogInError::InvalidCredentials)?;
        if account.is_banned() {
            return Err(LogInError::Banned);
        }
        self.attempts.forgive(PASSWORD, &email, origin.from).await;
        let (refresh_token, session) = self.reception.open(&account, origin, now);
        self.sessions.commit(&session).await?;
        let signed_in = self.reception.let_in(&account, session.session().snapshot().id, refresh_token, now).await?;
        if check == PasswordCheck::RightButOutdated {
            self.hash_anew(account, &password, now).await;
        }
        Ok(signed_in)
    }

    /// Keeps the password in the present way. What fails is done at the next log-in.
    async fn hash_anew(&self, account: Account, password: &Password, now: Timestamp) {
        let outcome = async {
            let hash = self.passwords.hash(password).await?;
            let decision = account.set_password(hash, now);
            let commit = AccountCommit::new(decision, now, || EventId::from_uuid(self.ids.uuid()));
            Ok::<_, Failure>(self.accounts.commit(&commit).await?)
        };
        if let Err(error) = outcome.await {
            tracing::warn!(%error, "a password could not be hashed anew");
        }
    }
}
