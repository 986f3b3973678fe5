//! Proving that a mailbox is one's own.

use std::sync::Arc;
use std::time::Duration;

use kernel::{Actor, EventId};
use platform::{AppError, Clock, ErrorKind, IdSource, MailError, StoreError};
use thiserror::Error;
use user::{AttemptKind, LinkPurpose};
use user_ports::{AccountCommit, AccountStore, LinkStore};

use crate::attempts::Attempts;
use crate::error::{ATTEMPTS, fails};
use crate::post::Post;
use crate::reception::Reception;
use crate::{Failure, Origin, SecretText};

/// Why a mailbox is not proven, or no link was mailed.
#[derive(Debug, Error)]
pub enum VerifyEmailError {
    /// The link was used, has expired, was replaced by a newer one, or never was.
    #[error("This link has been used or is too old. Ask for a new one.")]
    LinkOver,
    /// There is nothing to prove.
    #[error("Your e-mail address is verified already.")]
    AlreadyVerified,
    /// The account is gone.
    #[error("Please sign in.")]
    NoAccount,
    /// Asked too often.
    #[error("That was too often. Please wait and try again.")]
    TooManyRequests {
        /// How long to wait.
        retry_after: Duration,
    },
    /// The mail could not be sent.
    #[error(transparent)]
    Mail(#[from] MailError),
    /// Not the caller's fault.
    #[error(transparent)]
    Failure(#[from] Failure),
}

fails!(VerifyEmailError: StoreError);

impl AppError for VerifyEmailError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::LinkOver => ErrorKind::Gone,
            Self::AlreadyVerified => ErrorKind::Conflict,
            Self::NoAccount => ErrorKind::Unauthenticated,
            Self::TooManyRequests { .. } => ErrorKind::TooManyRequests,
            Self::Mail(_) => ErrorKind::Unavailable,
            Self::Failure(failure) => failure.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::LinkOver => "token_used_or_expired",
            Self::AlreadyVerified => "already_verified",
            Self::NoAccount => "unauthenticated",
            Self::TooManyRequests { .. } => "too_many_requests",
            Self::Mail(_) => "mail_unavailable",
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

/// Proving that a mailbox is one's own.
pub struct VerifyEmail {
    pub(crate) accounts: Arc<dyn AccountStore>,
    pub(crate) links: Arc<dyn LinkStore>,
    pub(crate) attempts: Attempts,
    pub(crate) reception: Reception,
    pub(crate) post: Post,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdSource>,
}

impl VerifyEmail {
    /// Somebody comes with a mailed link. It is good once.
    ///
    /// # Errors
    /// [`VerifyEmailError::LinkOver`], [`VerifyEmailError::Failure`].
    pub async fn confirm(&self, token: &SecretText) -> Result<(), VerifyEmailError> {
        let now = self.clock.now();
        let hash = self.reception.hash(token);
        for _ in 0..ATTEMPTS {
            let link = self.links.find(&hash).await?.ok_or(VerifyEmailError::LinkOver)?;
            let account = self.accounts.find(link.snapshot().user).await?.ok_or(VerifyEmailError::LinkOver)?;
            if !link.is_good_for(LinkPurpose::VerifyEmail, account.email(), now) {
                return Err(VerifyEmailError::LinkOver);
            }
            // A password reset may have proven the mailbox meanwhile; then there is nothing left to do.
            let Ok(decision) = account.verify_email(now) else { return Ok(()) };
            let commit = AccountCommit::new(decision, now, || EventId::from_uuid(self.ids.uuid())).redeeming(hash);
            match self.accounts.commit(&commit).await {
                Ok(()) => return Ok(()),
                Err(StoreError::VersionConflict) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(StoreError::VersionConflict.into())
    }

    /// The actor wants another mail. The link in the one before is no good any more.
    ///
    /// # Errors
    /// [`VerifyEmailError`], but for [`VerifyEmailError::LinkOver`].
    pub async fn resend(&self, actor: Actor, origin: &Origin) -> Result<(), VerifyEmailError> {
        let now = self.clock.now();
        let account = self.accounts.find(actor.user).await?.ok_or(VerifyEmailError::NoAccount)?;
        if account.is_verified() {
            return Err(VerifyEmailError::AlreadyVerified);
        }
        if let Some(retry_after) = self.attempts.admit(AttemptKind::Mail, account.email(), origin.from, now).await? {
            return Err(VerifyEmailError::TooManyRequests { retry_after });
        }
        let (secret, link) = self.reception.link(&account, LinkPurpose::VerifyEmail, now);
        self.links.issue(&link).await?;
        Ok(self.post.verification(account.email(), &secret).await?)
    }
}
