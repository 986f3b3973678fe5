//! Signing access tokens.

use std::time::Duration;

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use kernel::{Actor, SellerId, Timestamp};
use platform::{BoxError, Secret};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;
use user_ports::{AccessToken, AccessTokenIssuer, IssueError, PublicKey};

/// Who gives tokens out and whom they are for (RFC 7519, 4.1.1 and 4.1.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audience {
    /// The marketplace's address.
    pub issuer: String,
    /// What accepts them.
    pub audience: String,
}

/// The seed makes no key: a defect of the cryptographic library.
#[derive(Debug, Error)]
#[error("the signing key cannot be made")]
pub struct KeyError(#[source] BoxError);

/// The type in the header (RFC 9068, 2.1): nothing else that the key signs passes for an access token.
pub(crate) const TYPE: &str = "at+jwt";

/// What an access token says.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Claims {
    pub(crate) iss: String,
    pub(crate) aud: String,
    pub(crate) iat: i64,
    pub(crate) exp: i64,
    /// The account.
    pub(crate) sub: String,
    /// The session.
    pub(crate) sid: String,
    pub(crate) roles: Vec<String>,
    /// The shop that the account owns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) seller: Option<String>,
}

/// Signs access tokens with Ed25519 (RFC 8037).
pub struct Ed25519Tokens {
    audience: Audience,
    header: Header,
    key: EncodingKey,
    public: PublicKey,
}

impl Ed25519Tokens {
    /// How long a token is good.
    pub const LIFETIME: Duration = Duration::from_secs(15 * 60);

    /// Signs with the key that the seed makes (RFC 8032, 5.1.5).
    ///
    /// # Errors
    /// [`KeyError`].
    pub fn new(seed: &Secret, audience: Audience) -> Result<Self, KeyError> {
        let failed = |error: &dyn std::fmt::Display| KeyError(error.to_string().into());
        let pair = Ed25519KeyPair::from_seed_unchecked(seed.expose()).map_err(|error| failed(&error))?;
        let bytes: [u8; 32] = pair.public_key().as_ref().try_into().map_err(|error| failed(&error))?;
        let document = pair.to_pkcs8().map_err(|error| failed(&error))?;
        let public = PublicKey { id: thumbprint(&bytes), bytes };
        let (kid, typ) = (Some(public.id.clone()), Some(TYPE.to_owned()));
        let header = Header { kid, typ, ..Header::new(Algorithm::EdDSA) };
        Ok(Self { audience, header, key: EncodingKey::from_ed_der(document.as_ref()), public })
    }
}

/// The name of a key: the SHA-256 thumbprint of its JWK (RFC 7638, 3; RFC 8037, 2).
fn thumbprint(key: &[u8; 32]) -> String {
    let jwk = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{}"}}"#, URL_SAFE_NO_PAD.encode(key));
    URL_SAFE_NO_PAD.encode(Sha256::digest(jwk))
}

impl AccessTokenIssuer for Ed25519Tokens {
    fn issue(&self, actor: &Actor, now: Timestamp) -> Result<AccessToken, IssueError> {
        let claims = Claims {
            iss: self.audience.issuer.clone(),
            aud: self.audience.audience.clone(),
            iat: now.unix_seconds(),
            exp: now.plus(Self::LIFETIME).unix_seconds(),
            sub: actor.user.to_string(),
            sid: actor.session.to_string(),
            roles: actor.roles.iter().map(|role| role.as_str().to_owned()).collect(),
            seller: actor.seller.as_ref().map(SellerId::to_string),
        };
        let text = jsonwebtoken::encode(&self.header, &claims, &self.key).map_err(|error| IssueError(error.into()))?;
        Ok(AccessToken { text, expires_in: Self::LIFETIME })
    }

    fn public_keys(&self) -> Vec<PublicKey> {
        vec![self.public.clone()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_keys_name_is_its_thumbprint() {
        // RFC 8037, appendix A.3.
        let key = URL_SAFE_NO_PAD.decode("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo").unwrap();
        assert_eq!(thumbprint(&key.try_into().unwrap()), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }

    #[test]
    fn the_key_is_that_of_the_seed() {
        // RFC 8032, 7.1, test 1.
        let seed = [
            0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c, 0xc4, 0x44, 0x49,
            0xc5, 0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60,
        ];
        let audience = Audience { issuer: "i".into(), audience: "a".into() };
        let tokens = Ed25519Tokens::new(&Secret::new(seed), audience).unwrap();
        assert_eq!(URL_SAFE_NO_PAD.encode(tokens.public.bytes), "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
    }
}
