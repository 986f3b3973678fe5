//! Somebody wants an account.

use std::sync::Arc;
use std::time::Duration;

use kernel::{Email, EventId, Roles, Timestamp, UserId};
use platform::{AppError, Clock, ErrorKind, FieldError, IdSource, StoreError};
use thiserror::Error;
use user::{Account, AttemptKind, LinkPurpose, NewAccount, Password, PasswordError, PersonName};
use user_ports::{AccountCommit, AccountStore, HasherError, IssueError, PasswordCheck, PasswordHasher, SessionStore};

use crate::attempts::Attempts;
use crate::error::fails;
use crate::post::{Post, log_failure};
use crate::reception::{PASSWORD, Reception};
use crate::{Failure, Origin, SignedIn};

/// What somebody registers with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterCommand {
    /// The mailbox.
    pub email: Email,
    /// The password.
    pub password: Password,
    /// What they want to be called.
    pub name: PersonName,
}

/// Why somebody could not register.
#[derive(Debug, Error)]
pub enum RegisterError {
    /// The address is taken by somebody with another password, or no mail can reach it. Which of the two is not told.
    #[error(
        "This address cannot be used to register. If it is yours, sign in or reset the password; we have sent a mail."
    )]
    EmailUnusable,
    /// The password cannot be used.
    #[error("The password {0}.")]
    Password(#[from] PasswordError),
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

fails!(RegisterError: StoreError, HasherError, IssueError);

impl AppError for RegisterError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::EmailUnusable | Self::Password(_) => ErrorKind::Invalid,
            Self::TooManyRequests { .. } => ErrorKind::TooManyRequests,
            Self::Failure(failure) => failure.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::EmailUnusable | Self::Password(_) => "validation_failed",
            Self::TooManyRequests { .. } => "too_many_requests",
            Self::Failure(failure) => failure.code(),
        }
    }

    fn fields(&self) -> Vec<FieldError> {
        match self {
            Self::EmailUnusable => vec![FieldError::new("email", "email_unusable", self)],
            Self::Password(error) => vec![FieldError::new("password", error.code(), error)],
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

/// Somebody wants an account.
///
/// Who registers with an address that is taken, and knows its password, is logged in. Who does not know it learns
/// nothing, and the owner gets a mail. Each way takes the hashing of one password.
pub struct Register {
    pub(crate) accounts: Arc<dyn AccountStore>,
    pub(crate) sessions: Arc<dyn SessionStore>,
    pub(crate) passwords: Arc<dyn PasswordHasher>,
    pub(crate) attempts: Attempts,
    pub(crate) reception: Reception,
    pub(crate) post: Post,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdSource>,
}

impl Register {
    /// Makes the account, opens a session, and mails a link that proves the mailbox.
    ///
    /// # Errors
    /// [`RegisterError`].
    pub async fn execute(&self, command: RegisterCommand, origin: &Origin) -> Result<SignedIn, RegisterError> {
        let now = self.clock.now();
        let RegisterCommand { email, password, name } = command;
        let password = password.differs_from(&email)?;
        if let Some(retry_after) = self.attempts.admit(PASSWORD, &email, origin.from, now).await? {
            return Err(RegisterError::TooManyRequests { retry_after });
        }
        if goes_nowhere(&email) {
            self.passwords.verify(&password, None).await?;
            return Err(RegisterError::EmailUnusable);
        }
        let signed_in = match self.accounts.find_by_email(&email).await? {
            Some(account) => self.welcome_back(account, &password, origin, now).await?,
            None => match self.welcome(&email, &password, name, origin, now).await {
                // Somebody was faster: they, by asking twice, or another.
                Err(RegisterError::Failure(Failure::Store(StoreError::AlreadyExists { .. }))) => {
                    let account = self.accounts.find_by_email(&email).await?.ok_or(RegisterError::EmailUnusable)?;
                    self.welcome_back(account, &password, origin, now).await?
                }
                outcome => outcome?,
            },
        };
        self.attempts.forgive(PASSWORD, &email, origin.from).await;
        Ok(signed_in)
    }

    async fn welcome(
        &self,
        email: &Email,
        password: &Password,
        name: PersonName,
        origin: &Origin,
        now: Timestamp,
    ) -> Result<SignedIn, RegisterError> {
        let password = self.passwords.hash(password).await?;
        let id = UserId::from_uuid(self.ids.uuid());
        let new = NewAccount { id, email: email.clone(), name, password, roles: Roles::SHOPPER, email_verified: false };
        let decision = Account::register(new, now);
        let account = decision.account().clone();
        let (refresh_token, session) = self.reception.open(&account, origin, now);
        let (secret, link) = self.reception.link(&account, LinkPurpose::VerifyEmail, now);
        let session_id = session.session().snapshot().id;
        let commit = AccountCommit::new(decision, now, || EventId::from_uuid(self.ids.uuid()))
            .with_session(session)
            .issuing(link);
        self.accounts.commit(&commit).await?;
        log_failure(self.post.verification(account.email(), &secret).await);
        Ok(self.reception.let_in(&account, session_id, refresh_token, now).await?)
    }

    async fn welcome_back(
        &self,
        account: Account,
        password: &Password,
        origin: &Origin,
        now: Timestamp,
    ) -> Result<SignedIn, RegisterError> {
        let check = self.passwords.verify(password, Some(&account.snapshot().password)).await?;
        if check == PasswordCheck::Wrong || account.is_banned() {
            self.tell_owner(&account, origin, now).await?;
            return Err(RegisterError::EmailUnusable);
        }
        let (refresh_token, session) = self.reception.open(&account, origin, now);
        self.sessions.commit(&session).await?;
        let session_id = session.session().snapshot().id;
        Ok(self.reception.let_in(&account, session_id, refresh_token, now).await?)
    }

    /// Not more often than anybody may have a mail sent to them.
    async fn tell_owner(&self, account: &Account, origin: &Origin, now: Timestamp) -> Result<(), StoreError> {
        if self.attempts.admit(AttemptKind::Mail, account.email(), origin.from, now).await?.is_none() {
            log_failure(self.post.already_registered(account.email()).await);
        }
        Ok(())
    }
}

/// Whether no mail can ever reach the address (RFC 6761, 6.3 and 6.4).
fn goes_nowhere(email: &Email) -> bool {
    [".invalid", ".localhost"].iter().any(|domain| email.as_str().ends_with(domain))
}
