//! E-mail addresses.

use std::fmt;

use thiserror::Error;

/// An e-mail address, in lower case, so that two spellings of one mailbox are one account.
///
/// Accepts what RFC 5321 calls a dot-string local part and a domain of at least two labels; quoted local parts,
/// address literals and internationalised local parts are refused, as large mail providers do.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Email(Box<str>);

/// Why a text is not an e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum EmailError {
    /// The text does not have the form `name@example.com`.
    #[error("must be an e-mail address, such as name@example.com")]
    Malformed,
    /// Longer than 254 characters (RFC 5321, 4.5.3.1.3), or the part before the `@` longer than 64.
    #[error("must have at most 254 characters, at most 64 of them before the @")]
    TooLong,
}

impl EmailError {
    /// A stable code for machines.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Malformed => "invalid_email",
            Self::TooLong => "too_long",
        }
    }
}

impl Email {
    /// Trims, lower-cases and checks a text.
    ///
    /// # Errors
    /// [`EmailError`] when the text is no e-mail address, or too long for one.
    pub fn new(text: &str) -> Result<Self, EmailError> {
        let text = text.trim();
        let (local, domain) = text.rsplit_once('@').ok_or(EmailError::Malformed)?;
        if text.len() > 254 || local.len() > 64 {
            return Err(EmailError::TooLong);
        }
        let atom = |atom: &str| {
            !atom.is_empty() && atom.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b))
        };
        let label = |label: &str| {
            (1..=63).contains(&label.len())
                && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        };
        if !local.split('.').all(atom) || !domain.contains('.') || !domain.split('.').all(label) {
            return Err(EmailError::Malformed);
        }
        Ok(Self(text.to_ascii_lowercase().into()))
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Masked, so that a log line of a command does not carry a person's address: `a…@example.com`.
impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (local, domain) = self.0.rsplit_once('@').unwrap_or(("", &self.0));
        write!(f, "{}…@{domain}", local.get(..1).unwrap_or(""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_spellings_of_one_mailbox_are_equal() {
        assert_eq!(Email::new(" Ada.Lovelace+shop@Example.COM "), Email::new("ada.lovelace+shop@example.com"));
    }

    #[test]
    fn malformed_addresses_are_refused() {
        for text in [
            "",
            "ada",
            "@example.com",
            "ada@",
            "ada@example",
            "a..b@example.com",
            ".a@example.com",
            "a b@example.com",
            "ada@-example.com",
            "ada@exa_mple.com",
            "ada@example..com",
            "ada\r\nBcc: x@example.com",
            "\"a b\"@example.com",
        ] {
            assert_eq!(Email::new(text), Err(EmailError::Malformed), "{text}");
        }
    }

    #[test]
    fn long_addresses_are_refused() {
        assert_eq!(Email::new(&format!("{}@example.com", "a".repeat(65))), Err(EmailError::TooLong));
        assert_eq!(Email::new(&format!("a@{}.com", "b.".repeat(130))), Err(EmailError::TooLong));
    }

    #[test]
    fn debug_output_does_not_carry_the_address() {
        assert_eq!(format!("{:?}", Email::new("ada@example.com").unwrap()), "a…@example.com");
    }
}
