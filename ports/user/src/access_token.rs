//! Access tokens, as the one who gives them out sees them.

use std::fmt;
use std::time::Duration;

use kernel::{Actor, Timestamp};
use platform::BoxError;
use thiserror::Error;

/// A signed access token. Prints masked.
#[derive(Clone, PartialEq, Eq)]
pub struct AccessToken {
    /// The token as it goes into `Authorization: Bearer`.
    pub text: String,
    /// How long it is good.
    pub expires_in: Duration,
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AccessToken(…, {:?})", self.expires_in)
    }
}

/// An Ed25519 key that checks access tokens (RFC 8037).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey {
    /// The name of the key in tokens.
    pub id: String,
    /// The key.
    pub bytes: [u8; 32],
}

/// An access token cannot be signed: a defect.
#[derive(Debug, Error)]
#[error("the access token could not be signed")]
pub struct IssueError(#[source] pub BoxError);

/// Signs access tokens.
#[cfg_attr(feature = "mock", mockall::automock)]
pub trait AccessTokenIssuer: Send + Sync {
    /// A token that speaks for the actor from now on.
    ///
    /// # Errors
    /// [`IssueError`].
    fn issue(&self, actor: &Actor, now: Timestamp) -> Result<AccessToken, IssueError>;

    /// The keys that check the tokens which are good at present.
    fn public_keys(&self) -> Vec<PublicKey>;
}
