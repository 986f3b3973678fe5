//! Accounts.

use kernel::{Email, Role, Roles, Timestamp, UserId};
use thiserror::Error;

use crate::{BanReason, PasswordHash, PersonName, UserEvent};

/// Somebody's account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    snapshot: AccountSnapshot,
}

/// What a store keeps of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountSnapshot {
    /// Its identity.
    pub id: UserId,
    /// The mailbox that it belongs to; no two accounts share one.
    pub email: Email,
    /// When its owner proved that the mailbox is theirs.
    pub email_verified_at: Option<Timestamp>,
    /// What its owner wants to be called.
    pub name: PersonName,
    /// What is kept of the password.
    pub password: PasswordHash,
    /// What it may be.
    pub roles: Roles,
    /// Why it is shut out, if it is.
    pub ban: Option<Ban>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was changed last.
    pub updated_at: Timestamp,
    /// How often it was stored.
    pub version: u64,
}

/// Why and since when an account is shut out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ban {
    /// Since when.
    pub at: Timestamp,
    /// The administrator who did it.
    pub by: UserId,
    /// Why.
    pub reason: BanReason,
}

/// What a new account is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAccount {
    /// Its identity.
    pub id: UserId,
    /// The mailbox.
    pub email: Email,
    /// What its owner wants to be called.
    pub name: PersonName,
    /// What is kept of the password.
    pub password: PasswordHash,
    /// What it may be.
    pub roles: Roles,
    /// Whether whoever makes it vouches for the mailbox.
    pub email_verified: bool,
}

/// Why an account cannot be changed in this way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AccountError {
    /// The mailbox was proven before.
    #[error("the e-mail address is verified already")]
    AlreadyVerified,
    /// It has that role.
    #[error("the account has that role already")]
    AlreadyHasRole,
    /// It is shut out already.
    #[error("the account is banned already")]
    AlreadyBanned,
    /// It is not shut out.
    #[error("the account is not banned")]
    NotBanned,
    /// Administrators cannot shut themselves out.
    #[error("you cannot ban your own account")]
    OwnAccount,
}

impl AccountError {
    /// A stable code for machines.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::AlreadyVerified => "already_verified",
            Self::AlreadyHasRole => "already_has_role",
            Self::AlreadyBanned => "already_banned",
            Self::NotBanned => "not_banned",
            Self::OwnAccount => "own_account",
        }
    }
}

/// What is stored breaks the rules of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CorruptAccount {
    /// It was changed, verified or banned before it was made.
    #[error("an account cannot change before it is made")]
    Times,
    /// It was never stored.
    #[error("a stored account has a version of at least 1")]
    Version,
}

/// A change of an account: the next state, the version that it was decided on, and the events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountDecision {
    account: Account,
    events: Vec<UserEvent>,
}

impl AccountDecision {
    /// The next state.
    #[must_use]
    pub const fn account(&self) -> &Account {
        &self.account
    }

    /// The version that the store must still be at; 0 for a new account.
    #[must_use]
    pub const fn expected_version(&self) -> u64 {
        self.account.snapshot.version - 1
    }

    /// What happened.
    #[must_use]
    pub fn events(&self) -> &[UserEvent] {
        &self.events
    }
}

impl Account {
    /// A new account.
    #[must_use]
    pub fn register(new: NewAccount, now: Timestamp) -> AccountDecision {
        let NewAccount { id, email, name, password, roles, email_verified } = new;
        let account = Self {
            snapshot: AccountSnapshot {
                id,
                email,
                email_verified_at: email_verified.then_some(now),
                name,
                password,
                roles,
                ban: None,
                created_at: now,
                updated_at: now,
                version: 0,
            },
        };
        account.decided(now, vec![UserEvent::AccountRegistered { user: id, at: now }])
    }

    /// An account as a store keeps it.
    ///
    /// # Errors
    /// [`CorruptAccount`] when it breaks a rule.
    pub fn rehydrate(snapshot: AccountSnapshot) -> Result<Self, CorruptAccount> {
        let changed = [Some(snapshot.updated_at), snapshot.email_verified_at, snapshot.ban.as_ref().map(|ban| ban.at)];
        if changed.into_iter().flatten().any(|at| at < snapshot.created_at) {
            return Err(CorruptAccount::Times);
        }
        if snapshot.version == 0 {
            return Err(CorruptAccount::Version);
        }
        Ok(Self { snapshot })
    }

    /// What a store keeps.
    #[must_use]
    pub const fn snapshot(&self) -> &AccountSnapshot {
        &self.snapshot
    }

    /// Its identity.
    #[must_use]
    pub const fn id(&self) -> UserId {
        self.snapshot.id
    }

    /// The mailbox that it belongs to.
    #[must_use]
    pub const fn email(&self) -> &Email {
        &self.snapshot.email
    }

    /// What it may be.
    #[must_use]
    pub const fn roles(&self) -> Roles {
        self.snapshot.roles
    }

    /// Whether it is shut out.
    #[must_use]
    pub const fn is_banned(&self) -> bool {
        self.snapshot.ban.is_some()
    }

    /// Whether its owner proved that the mailbox is theirs.
    #[must_use]
    pub const fn is_verified(&self) -> bool {
        self.snapshot.email_verified_at.is_some()
    }

    /// Its owner wants to be called something else.
    #[must_use]
    pub fn rename(mut self, name: PersonName, now: Timestamp) -> AccountDecision {
        self.snapshot.name = name;
        self.decided(now, Vec::new())
    }

    /// Its owner has proven that the mailbox is theirs.
    ///
    /// # Errors
    /// [`AccountError::AlreadyVerified`].
    pub fn verify_email(mut self, now: Timestamp) -> Result<AccountDecision, AccountError> {
        if self.is_verified() {
            return Err(AccountError::AlreadyVerified);
        }
        self.snapshot.email_verified_at = Some(now);
        Ok(self.decided(now, Vec::new()))
    }

    /// Its owner, who proved to know the old password, has a new one; or the old one is kept in a better way.
    #[must_use]
    pub fn set_password(mut self, password: PasswordHash, now: Timestamp) -> AccountDecision {
        self.snapshot.password = password;
        self.decided(now, Vec::new())
    }

    /// Somebody who followed a link that was mailed chooses a new password. That proves the mailbox, too.
    #[must_use]
    pub fn reset_password(mut self, password: PasswordHash, now: Timestamp) -> AccountDecision {
        self.snapshot.password = password;
        self.snapshot.email_verified_at.get_or_insert(now);
        self.decided(now, Vec::new())
    }

    /// It may be something more.
    ///
    /// # Errors
    /// [`AccountError::AlreadyHasRole`].
    pub fn grant(mut self, role: Role, now: Timestamp) -> Result<AccountDecision, AccountError> {
        if self.snapshot.roles.contains(role) {
            return Err(AccountError::AlreadyHasRole);
        }
        self.snapshot.roles = self.snapshot.roles.with(role);
        Ok(self.decided(now, Vec::new()))
    }

    /// Its owner runs a shop from now on.
    #[must_use]
    pub fn become_seller(mut self, now: Timestamp) -> AccountDecision {
        self.snapshot.roles = self.snapshot.roles.with(Role::Seller);
        self.decided(now, Vec::new())
    }

    /// An administrator shuts it out.
    ///
    /// # Errors
    /// [`AccountError::OwnAccount`], [`AccountError::AlreadyBanned`].
    pub fn ban(mut self, by: UserId, reason: BanReason, now: Timestamp) -> Result<AccountDecision, AccountError> {
        let user = self.id();
        if by == user {
            return Err(AccountError::OwnAccount);
        }
        if self.is_banned() {
            return Err(AccountError::AlreadyBanned);
        }
        self.snapshot.ban = Some(Ban { at: now, by, reason });
        Ok(self.decided(now, vec![UserEvent::AccountBanned { user, at: now }]))
    }

    /// An administrator lets it in again.
    ///
    /// # Errors
    /// [`AccountError::NotBanned`].
    pub fn unban(mut self, now: Timestamp) -> Result<AccountDecision, AccountError> {
        let user = self.id();
        self.snapshot.ban.take().ok_or(AccountError::NotBanned)?;
        Ok(self.decided(now, vec![UserEvent::AccountUnbanned { user, at: now }]))
    }

    fn decided(mut self, now: Timestamp, events: Vec<UserEvent>) -> AccountDecision {
        // Replicas' clocks differ by a little; an account never seems older than it is.
        self.snapshot.updated_at = now.max(self.snapshot.created_at);
        self.snapshot.version += 1;
        AccountDecision { account: self, events }
    }
}

#[cfg(test)]
mod tests;
