//! Somebody forgot their password.

use std::sync::Arc;

use kernel::{Email, EventId};
use platform::{AppError, Clock, ErrorKind, FieldError, IdSource, StoreError};
use thiserror::Error;
use user::{AttemptKind, EndReason, LinkPurpose, Password, PasswordError};
use user_ports::{AccountCommit, AccountStore, EndSessions, HasherError, LinkStore, PasswordHasher};

use crate::attempts::Attempts;
use crate::error::{ATTEMPTS, fails};
use crate::post::{Post, log_failure};
use crate::reception::Reception;
use crate::{Failure, Origin, SecretText};

/// Why there is no new password.
#[derive(Debug, Error)]
pub enum ResetPasswordError {
    /// The link was used, has expired, was replaced by a newer one, or never was.
    #[error("This link has been used or is too old. Ask for a new one.")]
    LinkOver,
    /// The password cannot be used.
    #[error("The password {0}.")]
    Password(#[from] PasswordError),
    /// Not the caller's fault.
    #[error(transparent)]
    Failure(#[from] Failure),
}

fails!(ResetPasswordError: StoreError, HasherError);

impl AppError for ResetPasswordError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::LinkOver => ErrorKind::Gone,
            Self::Password(_) => ErrorKind::Invalid,
            Self::Failure(failure) => failure.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::LinkOver => "token_used_or_expired",
            Self::Password(_) => "validation_failed",
            Self::Failure(failure) => failure.code(),
        }
    }

    fn fields(&self) -> Vec<FieldError> {
        match self {
            Self::Password(error) => vec![FieldError::new("password", error.code(), error)],
            _ => Vec::new(),
        }
    }
}

/// Somebody forgot their password.
pub struct ResetPassword {
    pub(crate) accounts: Arc<dyn AccountStore>,
    pub(crate) links: Arc<dyn LinkStore>,
    pub(crate) passwords: Arc<dyn PasswordHasher>,
    pub(crate) attempts: Attempts,
    pub(crate) reception: Reception,
    pub(crate) post: Post,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdSource>,
}

impl ResetPassword {
    /// Mails a link, if there is such an account and not too many mails were asked for. The caller is told neither, so
    /// nobody may wait for the outcome.
    ///
    /// # Errors
    /// [`Failure`], for the log.
    pub async fn request(&self, email: &Email, origin: &Origin) -> Result<(), Failure> {
        let now = self.clock.now();
        if self.attempts.admit(AttemptKind::Mail, email, origin.from, now).await?.is_some() {
            return Ok(());
        }
        let Some(account) = self.accounts.find_by_email(email).await?.filter(|account| !account.is_banned()) else {
            return Ok(());
        };
        let (secret, link) = self.reception.link(&account, LinkPurpose::ResetPassword, now);
        self.links.issue(&link).await?;
        log_failure(self.post.password_reset(account.email(), &secret).await);
        Ok(())
    }

    /// Somebody comes with a mailed link and a new password. The link is good once; all sessions end.
    ///
    /// # Errors
    /// [`ResetPasswordError`].
    pub async fn confirm(&self, token: &SecretText, password: Password) -> Result<(), ResetPasswordError> {
        let now = self.clock.now();
        let hash = self.reception.hash(token);
        let mut new = None;
        for _ in 0..ATTEMPTS {
            let link = self.links.find(&hash).await?.ok_or(ResetPasswordError::LinkOver)?;
            let account = self.accounts.find(link.snapshot().user).await?.ok_or(ResetPasswordError::LinkOver)?;
            if !link.is_good_for(LinkPurpose::ResetPassword, account.email(), now) {
                return Err(ResetPasswordError::LinkOver);
            }
            let new = match &new {
                Some(hashed) => hashed,
                None => {
                    let password = password.clone().differs_from(account.email())?;
                    new.insert(self.passwords.hash(&password).await?)
                }
            };
            let end = EndSessions { keep: None, reason: EndReason::PasswordChanged, at: now };
            let decision = account.reset_password(new.clone(), now);
            let commit = AccountCommit::new(decision, now, || EventId::from_uuid(self.ids.uuid()))
                .redeeming(hash)
                .ending_sessions(end);
            match self.accounts.commit(&commit).await {
                Ok(()) => return Ok(()),
                Err(StoreError::VersionConflict) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(StoreError::VersionConflict.into())
    }
}
