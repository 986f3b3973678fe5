//! Hashing: slow for passwords, fast for what cannot be guessed.

use async_trait::async_trait;
use platform::{BoxError, Secret};
use thiserror::Error;
use user::{Password, PasswordHash, TokenHash};

/// What comes of checking a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordCheck {
    /// It is another one.
    Wrong,
    /// It is the one.
    Right,
    /// It is the one, and should be hashed anew, since hashes are made in a stronger way by now.
    RightButOutdated,
}

/// Why a password could not be hashed or checked.
#[derive(Debug, Error)]
pub enum HasherError {
    /// Too many wait already.
    #[error("too many passwords are being checked")]
    Busy,
    /// A defect, or a hash that cannot be read.
    #[error("the password could not be hashed")]
    Failed(#[source] BoxError),
}

/// Hashes passwords, so slowly that guessing does not pay, and away from the threads that answer requests.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait PasswordHasher: Send + Sync {
    /// A new hash with a salt of its own.
    async fn hash(&self, password: &Password) -> Result<PasswordHash, HasherError>;

    /// Checks a password. Without a hash it is wrong, after the same time as with one.
    async fn verify<'a>(
        &self,
        password: &Password,
        hash: Option<&'a PasswordHash>,
    ) -> Result<PasswordCheck, HasherError>;
}

/// Hashes 256-bit secrets, so that stores cannot give them away. They cannot be guessed, so it may be fast.
#[cfg_attr(feature = "mock", mockall::automock)]
pub trait SecretHasher: Send + Sync {
    /// The SHA-256 hash.
    fn hash(&self, secret: &Secret) -> TokenHash;
}
