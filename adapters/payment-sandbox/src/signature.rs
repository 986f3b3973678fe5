//! Signatures of webhooks: `Sandbox-Signature: t=<unix seconds>,v1=<hex>`, where `v1` is HMAC-SHA256 of
//! `<t>.<body>` under the shared secret. The same scheme as Stripe's, so what is learnt here holds there.

use std::fmt;
use std::time::Duration;

use hmac::{Hmac, KeyInit, Mac};
use kernel::Timestamp;
use platform::Secret;
use sha2::Sha256;
use thiserror::Error;

/// The header that carries a webhook's signature.
pub const SIGNATURE_HEADER: &str = "sandbox-signature";

/// How far a webhook's time may lie from now, before or after: what somebody recorded cannot be played back later.
pub const TOLERANCE: Duration = Duration::from_secs(5 * 60);

/// Why a webhook is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SignatureError {
    /// The header is not `t=…,v1=…`.
    #[error("the signature header is malformed")]
    Malformed,
    /// No signature in the header fits the body, the time and the secret.
    #[error("the signature does not fit")]
    Mismatch,
    /// It was signed too long ago, or in the future.
    #[error("the signature's time is too far from now")]
    OutOfTime,
}

/// The secret that signs webhooks. Prints masked.
#[derive(Clone)]
pub struct WebhookSecret(Secret);

impl WebhookSecret {
    /// Wraps a secret that both sides know.
    #[must_use]
    pub const fn new(secret: Secret) -> Self {
        Self(secret)
    }

    fn mac(&self, time: i64, body: &[u8]) -> Result<Hmac<Sha256>, SignatureError> {
        // HMAC takes keys of any length, so this never fails.
        let mut mac = Hmac::<Sha256>::new_from_slice(self.0.expose()).map_err(|_| SignatureError::Malformed)?;
        mac.update(time.to_string().as_bytes());
        mac.update(b".");
        mac.update(body);
        Ok(mac)
    }

    /// The header's value for a body that is sent at a time.
    ///
    /// # Errors
    /// None in practice: HMAC takes every key.
    pub fn sign(&self, body: &[u8], now: Timestamp) -> Result<String, SignatureError> {
        let time = now.unix_seconds();
        Ok(format!("t={time},v1={}", hex::encode(self.mac(time, body)?.finalize().into_bytes())))
    }

    /// Checks the header's value against the body as it arrived, byte by byte. One signature of several must fit, so
    /// that a secret can be replaced while both are known. The comparison takes the same time wherever they differ.
    ///
    /// # Errors
    /// [`SignatureError`]; the time is looked at only once the signature fits.
    pub fn verify(&self, header: &str, body: &[u8], now: Timestamp) -> Result<(), SignatureError> {
        let parts: Vec<(&str, &str)> = header
            .split(',')
            .map(|part| part.trim().split_once('='))
            .collect::<Option<_>>()
            .ok_or(SignatureError::Malformed)?;
        let mut times = parts.iter().filter(|(name, _)| *name == "t");
        let time = match (times.next(), times.next()) {
            (Some((_, time)), None) => time.parse::<i64>().map_err(|_| SignatureError::Malformed)?,
            _ => return Err(SignatureError::Malformed),
        };
        let signatures: Vec<&str> =
            parts.iter().filter(|(name, _)| *name == "v1").map(|&(_, signature)| signature).collect();
        if signatures.is_empty() {
            return Err(SignatureError::Malformed);
        }
        let mac = self.mac(time, body)?;
        let fits = signatures
            .into_iter()
            .filter_map(|signature| hex::decode(signature).ok())
            .any(|signature| mac.clone().verify_slice(&signature).is_ok());
        if !fits {
            return Err(SignatureError::Mismatch);
        }
        let tolerance = i64::try_from(TOLERANCE.as_secs()).unwrap_or(i64::MAX);
        if now.unix_seconds().saturating_sub(time).saturating_abs() > tolerance {
            return Err(SignatureError::OutOfTime);
        }
        Ok(())
    }
}

impl fmt::Debug for WebhookSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WebhookSecret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &[u8] = br#"{"id":"sbe_1"}"#;

    fn secret(byte: u8) -> WebhookSecret {
        WebhookSecret::new(Secret::new([byte; 32]))
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_unix_millis(seconds * 1000).unwrap()
    }

    fn header() -> String {
        secret(7).sign(BODY, at(1_700_000_000)).unwrap()
    }

    fn check(header: &str, body: &[u8], seconds: i64) -> Result<(), SignatureError> {
        secret(7).verify(header, body, at(seconds))
    }

    #[test]
    fn a_signature_is_the_hmac_of_time_and_body() {
        // printf '1700000000.{"id":"sbe_1"}' | openssl dgst -sha256 -mac HMAC -macopt hexkey:0707…07
        assert_eq!(header(), "t=1700000000,v1=903a8b7a6b7d7af7fbb3023b0acfc284e6227a7d03bc05b6bc7b58452d6917cf");
        assert_eq!(check(&header(), BODY, 1_700_000_000), Ok(()));
    }

    #[test]
    fn a_tampered_body_is_refused() {
        assert_eq!(check(&header(), br#"{"id":"sbe_2"}"#, 1_700_000_000), Err(SignatureError::Mismatch));
        assert_eq!(check(&header(), b"", 1_700_000_000), Err(SignatureError::Mismatch));
    }

    #[test]
    fn a_tampered_time_is_refused() {
        let later = header().replace("t=1700000000", "t=1700000001");
        assert_eq!(check(&later, BODY, 1_700_000_001), Err(SignatureError::Mismatch));
    }

    #[test]
    fn another_secret_is_refused() {
        let forged = secret(8).sign(BODY, at(1_700_000_000)).unwrap();
        assert_eq!(check(&forged, BODY, 1_700_000_000), Err(SignatureError::Mismatch));
    }

    #[test]
    fn five_minutes_are_tolerated_before_and_after() {
        for (seconds, expected) in [
            (1_700_000_300, Ok(())),
            (1_699_999_700, Ok(())),
            (1_700_000_301, Err(SignatureError::OutOfTime)),
            (1_699_999_699, Err(SignatureError::OutOfTime)),
        ] {
            assert_eq!(check(&header(), BODY, seconds), expected, "{seconds}");
        }
    }

    #[test]
    fn one_of_several_signatures_must_fit() {
        let (time, good) = header().split_once(',').map(|(t, v)| (t.to_owned(), v.to_owned())).unwrap();
        let wrong = format!("v1={}", "0".repeat(64));
        assert_eq!(check(&format!("{time},{wrong},{good}"), BODY, 1_700_000_000), Ok(()));
        assert_eq!(check(&format!("{time},{good},{wrong},v0=x"), BODY, 1_700_000_000), Ok(()));
        assert_eq!(check(&format!("{time},{wrong},{wrong}"), BODY, 1_700_000_000), Err(SignatureError::Mismatch));
    }

    #[test]
    fn a_malformed_header_is_refused() {
        let good = header();
        for text in ["", "t=1700000000", "v1=00", "nonsense", "t=x,v1=00", &format!("t=1,{good}"), "t=,v1="] {
            assert_eq!(check(text, BODY, 1_700_000_000), Err(SignatureError::Malformed), "{text}");
        }
        assert_eq!(check("t=1700000000,v1=nothex", BODY, 1_700_000_000), Err(SignatureError::Mismatch));
        assert_eq!(check(&format!("t={},v1=00", i64::MIN), BODY, 1_700_000_000), Err(SignatureError::Mismatch));
    }

    #[test]
    fn the_secret_prints_masked() {
        assert_eq!(format!("{:?}", secret(7)), "WebhookSecret(…)");
    }
}
