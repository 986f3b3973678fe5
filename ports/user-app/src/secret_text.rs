//! Secrets as text: in cookies and in links.

use std::fmt::{self, Write as _};
use std::str::FromStr;

use platform::Secret;
use thiserror::Error;

/// A secret of 256 bits as 64 hexadecimal digits. Prints masked; [`SecretText::expose`] is for who may have it.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretText(Secret);

/// The text is not 64 hexadecimal digits in lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a token")]
pub struct SecretTextError;

impl SecretText {
    /// The digits.
    #[must_use]
    pub fn expose(&self) -> String {
        self.0.expose().iter().fold(String::with_capacity(64), |mut text, byte| {
            // Writing to a string does not fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
    }

    pub(crate) const fn secret(&self) -> &Secret {
        &self.0
    }
}

impl From<Secret> for SecretText {
    fn from(secret: Secret) -> Self {
        Self(secret)
    }
}

impl FromStr for SecretText {
    type Err = SecretTextError;

    fn from_str(text: &str) -> Result<Self, SecretTextError> {
        let digit = |byte: u8| match byte {
            b'0'..=b'9' => Ok(byte - b'0'),
            b'a'..=b'f' => Ok(byte - b'a' + 10),
            _ => Err(SecretTextError),
        };
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        if pairs.len() != 32 || !rest.is_empty() {
            return Err(SecretTextError);
        }
        let mut bytes = [0; 32];
        for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
            *byte = digit(*high)? << 4 | digit(*low)?;
        }
        Ok(Self(Secret::new(bytes)))
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretText(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_round_trips() {
        let secret = SecretText::from(Secret::new(std::array::from_fn(|at| u8::try_from(at * 8).unwrap_or(255))));
        let text = secret.expose();
        assert!(text.starts_with("00081018202830"), "{text}");
        assert_eq!(text.parse(), Ok(secret));
    }

    #[test]
    fn what_is_no_secret_is_refused() {
        let good = "0".repeat(64);
        assert!(good.parse::<SecretText>().is_ok());
        for text in ["", &good[1..], &format!("{good}0"), &good.replace('0', "g"), &"A".repeat(64), &"é".repeat(32)] {
            assert_eq!(text.parse::<SecretText>(), Err(SecretTextError), "{text}");
        }
    }

    #[test]
    fn nothing_secret_is_printed() {
        assert_eq!(format!("{:?}", SecretText::from(Secret::new([1; 32]))), "SecretText(…)");
    }
}
