//! Access tokens, as everybody but the user context sees them.

use kernel::{Actor, Timestamp};
use thiserror::Error;

/// Why an access token was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TokenError {
    /// Not a token of this marketplace: malformed, another algorithm, another key, another audience.
    #[error("the access token is not valid")]
    Invalid,
    /// It was valid until some time ago.
    #[error("the access token has expired")]
    Expired,
}

/// Checks access tokens against the published key set, without asking anybody.
#[cfg_attr(feature = "mock", mockall::automock)]
pub trait TokenVerifier: Send + Sync {
    /// The actor that the token speaks for.
    ///
    /// # Errors
    /// [`TokenError::Expired`] when only the time is wrong, [`TokenError::Invalid`] otherwise.
    fn verify(&self, token: &str, now: Timestamp) -> Result<Actor, TokenError>;
}
