//! Hashes of secrets.

use platform::Secret;
use sha2::{Digest, Sha256};
use user::TokenHash;
use user_ports::SecretHasher;

/// SHA-256 (FIPS 180-4): enough for secrets of 256 random bits, which nobody can try out.
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
        // FIPS 180-4's function of 32 zero bytes.
        let expected = [
            0x66, 0x68, 0x7a, 0xad, 0xf8, 0x62, 0xbd, 0x77, 0x6c, 0x8f, 0xc1, 0x8b, 0x8e, 0x9f, 0x8e, 0x20, 0x08, 0x97,
            0x14, 0x85, 0x6e, 0xe2, 0x33, 0xb3, 0x90, 0x2a, 0x59, 0x1d, 0x0d, 0x5f, 0x29, 0x25,
        ];
        assert_eq!(Sha256Secrets.hash(&Secret::new([0; 32])).as_bytes(), &expected);
    }
}
