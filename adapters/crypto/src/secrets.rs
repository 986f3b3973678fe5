//! Hashing what cannot be guessed.

use platform::Secret;
use sha2::{Digest, Sha256};
use user::TokenHash;
use user_ports::SecretHasher;

/// SHA-256 (FIPS 180-4). Enough for secrets of 256 bits: there is nothing to guess, so there is nothing to slow down.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sha256Secrets;

impl SecretHasher for Sha256Secrets {
    fn hash(&self, secret: &Secret) -> TokenHash {
        TokenHash::new(Sha256::digest(secret.expose()).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_sha_256() {
        // printf '\0%.0s' {1..32} | sha256sum
        let hash = Sha256Secrets.hash(&Secret::new([0; 32]));
        assert_eq!(hash.as_bytes()[..4], [0x66, 0x68, 0x7a, 0xad]);
        assert_ne!(hash, Sha256Secrets.hash(&Secret::new([1; 32])));
    }
}
