//! An administrator shuts somebody out.

use std::sync::Arc;

use kernel::{Actor, EventId, Timestamp, UserId};
use platform::{AppError, Clock, ErrorKind, IdSource, StoreError};
use thiserror::Error;
use user::{Account, AccountDecision, AccountError, BanReason, EndReason};
use user_ports::{AccountCommit, AccountStore, EndSessions};

use crate::Failure;
use crate::error::{ATTEMPTS, fails};

/// Why an account stays as it is.
#[derive(Debug, Error)]
pub enum ModerateError {
    /// The actor does not run the marketplace.
    #[error("Only administrators may do this.")]
    NotAnAdministrator,
    /// There is no such account.
    #[error("There is no such account.")]
    NotFound,
    /// The account's state does not allow it.
    #[error("{0}")]
    Account(#[from] AccountError),
    /// Not the caller's fault.
    #[error(transparent)]
    Failure(#[from] Failure),
}

fails!(ModerateError: StoreError);

impl AppError for ModerateError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::NotAnAdministrator => ErrorKind::Forbidden,
            Self::NotFound => ErrorKind::NotFound,
            Self::Account(_) => ErrorKind::Conflict,
            Self::Failure(failure) => failure.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotAnAdministrator => "forbidden",
            Self::NotFound => "not_found",
            Self::Account(error) => error.code(),
            Self::Failure(failure) => failure.code(),
        }
    }
}

/// An administrator shuts somebody out, or lets them in again.
pub struct ModerateAccounts {
    pub(crate) accounts: Arc<dyn AccountStore>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdSource>,
}

impl ModerateAccounts {
    /// Shuts an account out. Its sessions end; access tokens are refused by the central check at once, and elsewhere
    /// when they expire.
    ///
    /// # Errors
    /// [`ModerateError`].
    pub async fn ban(&self, actor: Actor, user: UserId, reason: BanReason) -> Result<(), ModerateError> {
        let decide = |account: Account, now| account.ban(actor.user, reason.clone(), now);
        self.change(actor, user, Some(EndReason::Banned), decide).await
    }

    /// Lets an account in again.
    ///
    /// # Errors
    /// [`ModerateError`].
    pub async fn unban(&self, actor: Actor, user: UserId) -> Result<(), ModerateError> {
        self.change(actor, user, None, Account::unban).await
    }

    async fn change(
        &self,
        actor: Actor,
        user: UserId,
        end: Option<EndReason>,
        decide: impl Fn(Account, Timestamp) -> Result<AccountDecision, AccountError>,
    ) -> Result<(), ModerateError> {
        if !actor.is_administrator() {
            return Err(ModerateError::NotAnAdministrator);
        }
        let now = self.clock.now();
        for _ in 0..ATTEMPTS {
            let account = self.accounts.find(user).await?.ok_or(ModerateError::NotFound)?;
            let decision = decide(account, now)?;
            let mut commit = AccountCommit::new(decision, now, || EventId::from_uuid(self.ids.uuid()));
            if let Some(reason) = end {
                commit = commit.ending_sessions(EndSessions { keep: None, reason, at: now });
            }
            match self.accounts.commit(&commit).await {
                Ok(()) => return Ok(()),
                Err(StoreError::VersionConflict) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(StoreError::VersionConflict.into())
    }
}
