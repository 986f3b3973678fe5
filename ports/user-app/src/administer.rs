//! What whoever runs the machine may do.

use std::sync::Arc;

use kernel::{Email, EventId, Role, Roles, UserId};
use platform::{AppError, Clock, ErrorKind, FieldError, IdSource, StoreError};
use thiserror::Error;
use user::{Account, AccountError, NewAccount, Password, PasswordError, PersonName};
use user_ports::{AccountCommit, AccountStore, HasherError, PasswordHasher};

use crate::error::{ATTEMPTS, fails};
use crate::{Failure, Profile};

/// Why an account was not made, or got no role.
#[derive(Debug, Error)]
pub enum AdministerError {
    /// The address belongs to an account.
    #[error("There is an account with this e-mail address already.")]
    AccountExists,
    /// There is no such account.
    #[error("There is no account with this e-mail address.")]
    AccountNotFound,
    /// Only a shop makes a seller.
    #[error("Sellers become so by opening a shop, or by being assigned one.")]
    SellersHaveShops,
    /// The password cannot be used.
    #[error("The password {0}.")]
    Password(#[from] PasswordError),
    /// The account's state does not allow it.
    #[error("{0}")]
    Account(#[from] AccountError),
    /// Not the caller's fault.
    #[error(transparent)]
    Failure(#[from] Failure),
}

fails!(AdministerError: StoreError, HasherError);

impl AppError for AdministerError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::AccountExists | Self::SellersHaveShops | Self::Account(_) => ErrorKind::Conflict,
            Self::AccountNotFound => ErrorKind::NotFound,
            Self::Password(_) => ErrorKind::Invalid,
            Self::Failure(failure) => failure.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::AccountExists => "account_exists",
            Self::AccountNotFound => "not_found",
            Self::SellersHaveShops => "sellers_have_shops",
            Self::Password(_) => "validation_failed",
            Self::Account(error) => error.code(),
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

/// An account that whoever runs the machine makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateAccountCommand {
    /// The mailbox; it counts as proven.
    pub email: Email,
    /// The password.
    pub password: Password,
    /// What its owner wants to be called.
    pub name: PersonName,
    /// Whether it runs the marketplace.
    pub administrator: bool,
}

/// Makes an account: the first administrator, accounts for a demonstration.
///
/// For the command line: whoever calls it has checked who asks.
pub struct CreateAccount {
    pub(crate) accounts: Arc<dyn AccountStore>,
    pub(crate) passwords: Arc<dyn PasswordHasher>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdSource>,
}

impl CreateAccount {
    /// Makes the account.
    ///
    /// # Errors
    /// [`AdministerError::AccountExists`], [`AdministerError::Password`], [`AdministerError::Failure`].
    pub async fn execute(&self, command: CreateAccountCommand) -> Result<Profile, AdministerError> {
        let now = self.clock.now();
        let CreateAccountCommand { email, password, name, administrator } = command;
        let password = password.differs_from(&email)?;
        if self.accounts.find_by_email(&email).await?.is_some() {
            return Err(AdministerError::AccountExists);
        }
        let password = self.passwords.hash(&password).await?;
        let roles = if administrator { Roles::SHOPPER.with(Role::Administrator) } else { Roles::SHOPPER };
        let id = UserId::from_uuid(self.ids.uuid());
        let decision = Account::register(NewAccount { id, email, name, password, roles, email_verified: true }, now);
        let commit = AccountCommit::new(decision, now, || EventId::from_uuid(self.ids.uuid()));
        match self.accounts.commit(&commit).await {
            Ok(()) => Ok(Profile::new(commit.account().account(), None)),
            Err(StoreError::AlreadyExists { .. }) => Err(AdministerError::AccountExists),
            Err(error) => Err(error.into()),
        }
    }
}

/// Lets an account be something more.
///
/// For the command line: whoever calls it has checked who asks.
pub struct GrantRole {
    pub(crate) accounts: Arc<dyn AccountStore>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdSource>,
}

impl GrantRole {
    /// Grants the role. Tokens that were given out say so from their next refresh on.
    ///
    /// # Errors
    /// [`AdministerError`].
    pub async fn execute(&self, email: &Email, role: Role) -> Result<(), AdministerError> {
        if role == Role::Seller {
            return Err(AdministerError::SellersHaveShops);
        }
        let now = self.clock.now();
        for _ in 0..ATTEMPTS {
            let account = self.accounts.find_by_email(email).await?.ok_or(AdministerError::AccountNotFound)?;
            let commit = AccountCommit::new(account.grant(role, now)?, now, || EventId::from_uuid(self.ids.uuid()));
            match self.accounts.commit(&commit).await {
                Ok(()) => return Ok(()),
                Err(StoreError::VersionConflict) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(StoreError::VersionConflict.into())
    }
}
