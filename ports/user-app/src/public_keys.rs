//! The keys that check access tokens.

use std::sync::Arc;

use user_ports::{AccessTokenIssuer, PublicKey};

/// The keys that check access tokens, for whoever checks them.
pub struct PublicKeys {
    pub(crate) tokens: Arc<dyn AccessTokenIssuer>,
}

impl PublicKeys {
    /// The keys.
    #[must_use]
    pub fn list(&self) -> Vec<PublicKey> {
        self.tokens.public_keys()
    }
}
