//! Time, ids and secrets: what the domain and the adapters never ask for themselves.

use std::fmt;

use kernel::{Timestamp, Uuid};

/// Tells the time. A use case reads it once and passes the value on.
#[cfg_attr(feature = "mock", mockall::automock)]
pub trait Clock: Send + Sync {
    /// The present time.
    fn now(&self) -> Timestamp;
}

/// Makes identifiers that sort by the time at which they were made (UUIDv7, RFC 9562).
#[cfg_attr(feature = "mock", mockall::automock)]
pub trait IdSource: Send + Sync {
    /// An identifier that was never given out before.
    fn uuid(&self) -> Uuid;
}

/// Makes secrets from the operating system's randomness.
#[cfg_attr(feature = "mock", mockall::automock)]
pub trait SecretSource: Send + Sync {
    /// A secret of 256 bits.
    fn secret(&self) -> Secret;
}

/// 256 bits that must not be seen: prints masked, and is compared only as a hash.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 32]);

impl Secret {
    /// Wraps bytes from a [`SecretSource`] or from somebody who claims to know the secret.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes, for hashing or for handing to the one who may know them.
    #[must_use]
    pub const fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}
