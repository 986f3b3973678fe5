//! Access tokens: JWTs signed with Ed25519 (RFC 7519, RFC 8037).

use std::time::Duration;

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, decode_header, encode};
use kernel::{Actor, Role, SellerId, SessionId, Timestamp, UserId};
use platform::{BoxError, Secret, TokenError, TokenVerifier};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;
use user_ports::{AccessToken, AccessTokenIssuer, IssueError, PublicKey};

/// How long a token is good: as long as a banned account may go on where nobody asks the central check.
const LIFETIME: Duration = Duration::from_secs(15 * 60);
/// For whom tokens are: the marketplace's own services.
const AUDIENCE: &str = "tradepost";
/// The type in the header (RFC 9068, 2.1), so that no other kind of token passes for an access token.
const TYPE: &str = "at+jwt";

/// The key that signs tokens cannot be used.
#[derive(Debug, Error)]
#[error("the key that signs access tokens cannot be used")]
pub struct TokenKeyError(#[source] pub BoxError);

/// Signs and checks access tokens with one key.
#[derive(Clone)]
pub struct Ed25519Tokens {
    issuer: String,
    key_id: String,
    public: [u8; 32],
    signing: EncodingKey,
    checking: DecodingKey,
}

#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: String,
    sid: String,
    roles: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    seller: Option<String>,
    iat: i64,
    exp: i64,
}

impl Ed25519Tokens {
    /// Tokens of this issuer (the marketplace's address), signed with the key that grows from the seed
    /// (RFC 8032, 5.1.5).
    ///
    /// # Errors
    /// [`TokenKeyError`].
    pub fn new(issuer: &str, seed: &Secret) -> Result<Self, TokenKeyError> {
        let broken = |error: &dyn std::fmt::Display| TokenKeyError(error.to_string().into());
        let pair = Ed25519KeyPair::from_seed_unchecked(seed.expose()).map_err(|error| broken(&error))?;
        let public: [u8; 32] = pair.public_key().as_ref().try_into().map_err(|error| broken(&error))?;
        let document = pair.to_pkcs8().map_err(|error| broken(&error))?;
        Ok(Self {
            issuer: issuer.to_owned(),
            key_id: URL_SAFE_NO_PAD.encode(&Sha256::digest(public)[..12]),
            public,
            signing: EncodingKey::from_ed_der(document.as_ref()),
            checking: DecodingKey::from_ed_der(&public),
        })
    }
}

impl AccessTokenIssuer for Ed25519Tokens {
    fn issue(&self, actor: &Actor, now: Timestamp) -> Result<AccessToken, IssueError> {
        let claims = Claims {
            iss: self.issuer.clone(),
            aud: AUDIENCE.to_owned(),
            sub: actor.user.to_string(),
            sid: actor.session.to_string(),
            roles: actor.roles.iter().map(|role| role.as_str().to_owned()).collect(),
            seller: actor.seller.map(|seller| seller.to_string()),
            iat: now.unix_seconds(),
            exp: now.plus(LIFETIME).unix_seconds(),
        };
        let mut header = Header::new(Algorithm::EdDSA);
        header.typ = Some(TYPE.to_owned());
        header.kid = Some(self.key_id.clone());
        let text = encode(&header, &claims, &self.signing).map_err(|error| IssueError(error.into()))?;
        Ok(AccessToken { text, expires_in: LIFETIME })
    }

    fn public_keys(&self) -> Vec<PublicKey> {
        vec![PublicKey { id: self.key_id.clone(), bytes: self.public }]
    }
}

impl TokenVerifier for Ed25519Tokens {
    fn verify(&self, token: &str, now: Timestamp) -> Result<Actor, TokenError> {
        let header = decode_header(token).map_err(|_| TokenError::Invalid)?;
        if header.kid.as_deref() != Some(&self.key_id) || header.typ.as_deref() != Some(TYPE) {
            return Err(TokenError::Invalid);
        }
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_issuer(&[&self.issuer]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        // The time is the caller's, not the machine's.
        validation.validate_exp = false;
        let claims = decode::<Claims>(token, &self.checking, &validation)
            .map_err(|error| match error.kind() {
                ErrorKind::ExpiredSignature => TokenError::Expired,
                _ => TokenError::Invalid,
            })?
            .claims;
        let actor = actor(&claims).ok_or(TokenError::Invalid)?;
        if now.unix_seconds() >= claims.exp {
            return Err(TokenError::Expired);
        }
        Ok(actor)
    }
}

fn actor(claims: &Claims) -> Option<Actor> {
    Some(Actor {
        user: claims.sub.parse::<UserId>().ok()?,
        session: claims.sid.parse::<SessionId>().ok()?,
        roles: claims.roles.iter().map(|role| role.parse::<Role>().ok()).collect::<Option<_>>()?,
        seller: match &claims.seller {
            Some(seller) => Some(seller.parse::<SellerId>().ok()?),
            None => None,
        },
    })
}

#[cfg(test)]
mod tests {
    use kernel::{Roles, Uuid};

    use super::*;

    fn tokens(seed: u8) -> Ed25519Tokens {
        Ed25519Tokens::new("http://shop.example", &Secret::new([seed; 32])).unwrap()
    }

    fn actor() -> Actor {
        Actor {
            user: UserId::from_uuid(Uuid::from_u128(1)),
            session: SessionId::from_uuid(Uuid::from_u128(2)),
            roles: Roles::SHOPPER.with(Role::Seller),
            seller: Some(SellerId::from_uuid(Uuid::from_u128(3))),
        }
    }

    fn now() -> Timestamp {
        Timestamp::from_unix_millis(1_800_000_000_000).unwrap()
    }

    fn part(value: &serde_json::Value) -> String {
        URL_SAFE_NO_PAD.encode(value.to_string())
    }

    fn claims() -> serde_json::Value {
        serde_json::json!({
            "iss": "http://shop.example", "aud": "tradepost", "sub": actor().user.to_string(),
            "sid": actor().session.to_string(), "roles": ["shopper", "administrator"],
            "iat": now().unix_seconds(), "exp": now().unix_seconds() + 900,
        })
    }

    #[test]
    fn a_token_speaks_for_its_actor_for_fifteen_minutes() {
        let tokens = tokens(1);
        let token = tokens.issue(&actor(), now()).unwrap();
        assert_eq!(token.expires_in, Duration::from_secs(900));
        assert_eq!(tokens.verify(&token.text, now()), Ok(actor()));
        let end = now().plus(Duration::from_secs(900));
        assert_eq!(tokens.verify(&token.text, end.minus(Duration::from_secs(1))), Ok(actor()));
        assert_eq!(tokens.verify(&token.text, end), Err(TokenError::Expired));
    }

    #[test]
    fn the_key_is_the_one_of_the_seed() {
        // RFC 8032, 7.1, test 1.
        let seed = [
            0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c, 0xc4, 0x44, 0x49,
            0xc5, 0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60,
        ];
        let keys = Ed25519Tokens::new("x", &Secret::new(seed)).unwrap().public_keys();
        assert_eq!(URL_SAFE_NO_PAD.encode(keys[0].bytes), "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
    }

    #[test]
    fn another_key_issuer_or_signature_is_refused() {
        let token = tokens(1).issue(&actor(), now()).unwrap().text;
        assert_eq!(tokens(2).verify(&token, now()), Err(TokenError::Invalid));
        let elsewhere = Ed25519Tokens::new("http://other.example", &Secret::new([1; 32])).unwrap();
        assert_eq!(elsewhere.verify(&token, now()), Err(TokenError::Invalid));
        let parts: Vec<&str> = token.split('.').collect();
        for forged in [
            format!("{}.{}.", parts[0], parts[1]),
            format!("{}.{}.{}", parts[0], part(&claims()), parts[2]),
            String::new(),
            "a.b.c".to_owned(),
            format!("{token}.x"),
        ] {
            assert_eq!(tokens(1).verify(&forged, now()), Err(TokenError::Invalid), "{forged}");
        }
    }

    #[test]
    fn no_other_algorithm_is_taken() {
        let tokens = tokens(1);
        let kid = tokens.public_keys()[0].id.clone();
        for algorithm in ["none", "None", "HS256", "RS256"] {
            let header = serde_json::json!({"alg": algorithm, "typ": TYPE, "kid": kid});
            let unsigned = format!("{}.{}.", part(&header), part(&claims()));
            assert_eq!(tokens.verify(&unsigned, now()), Err(TokenError::Invalid), "{algorithm}");
        }
        // The public key as the secret of an HMAC, where a careless verifier takes the algorithm from the token.
        let mut header = Header::new(Algorithm::HS256);
        header.kid = Some(kid);
        header.typ = Some(TYPE.to_owned());
        let key = EncodingKey::from_secret(&tokens.public_keys()[0].bytes);
        let confused = encode(&header, &claims(), &key).unwrap();
        assert_eq!(tokens.verify(&confused, now()), Err(TokenError::Invalid));
    }

    #[test]
    fn a_signed_token_of_another_type_is_no_access_token() {
        let tokens = tokens(1);
        let mut header = Header::new(Algorithm::EdDSA);
        header.kid = Some(tokens.key_id.clone());
        let token = encode(&header, &claims(), &tokens.signing).unwrap();
        assert_eq!(tokens.verify(&token, now()), Err(TokenError::Invalid));
    }
}
