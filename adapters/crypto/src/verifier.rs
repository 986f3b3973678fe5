//! Checking access tokens.

use std::collections::HashMap;

use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use kernel::{Actor, Role, Roles, Timestamp};
use platform::{TokenError, TokenVerifier};
use user_ports::PublicKey;

use crate::Audience;
use crate::tokens::{Claims, TYPE};

/// Checks access tokens with the public keys, asking nobody.
///
/// The algorithm is not the token's to choose: anything but EdDSA is refused, `none` and HMAC with the public key as its
/// secret included (RFC 8725, 3.1).
pub struct Ed25519Verifier {
    keys: HashMap<String, DecodingKey>,
    validation: Validation,
}

impl Ed25519Verifier {
    /// Accepts tokens that one of the keys signed for this audience.
    #[must_use]
    pub fn new(keys: &[PublicKey], audience: &Audience) -> Self {
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_issuer(&[&audience.issuer]);
        validation.set_audience(&[&audience.audience]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        // The time is the caller's, not the system's: it is compared below.
        validation.validate_exp = false;
        let keys = keys.iter().map(|key| (key.id.clone(), DecodingKey::from_ed_der(&key.bytes))).collect();
        Self { keys, validation }
    }

    fn claims(&self, token: &str) -> Option<Claims> {
        let header = jsonwebtoken::decode_header(token).ok()?;
        if header.typ.as_deref() != Some(TYPE) {
            return None;
        }
        let key = self.keys.get(&header.kid?)?;
        Some(jsonwebtoken::decode::<Claims>(token, key, &self.validation).ok()?.claims)
    }
}

fn actor(claims: &Claims) -> Option<Actor> {
    let roles: Option<Roles> = claims.roles.iter().map(|role| role.parse::<Role>().ok()).collect();
    Some(Actor {
        user: claims.sub.parse().ok()?,
        session: claims.sid.parse().ok()?,
        roles: roles?,
        seller: claims.seller.as_ref().map(|seller| seller.parse()).transpose().ok()?,
    })
}

impl TokenVerifier for Ed25519Verifier {
    fn verify(&self, token: &str, now: Timestamp) -> Result<Actor, TokenError> {
        let claims = self.claims(token).ok_or(TokenError::Invalid)?;
        let actor = actor(&claims).ok_or(TokenError::Invalid)?;
        if now.unix_seconds() < claims.exp { Ok(actor) } else { Err(TokenError::Expired) }
    }
}

#[cfg(test)]
mod tests;
