//! Passwords and what is kept of them.

use std::fmt;

use kernel::Email;
use thiserror::Error;

/// A password in the clear. Prints masked.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(Box<str>);

/// Why a text cannot be somebody's password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PasswordError {
    /// Fewer characters than needed.
    #[error("must have at least {min} characters", min = Password::MIN)]
    TooShort,
    /// More characters than allowed.
    #[error("must have at most {max} characters", max = Password::MAX)]
    TooLong,
    /// It is the account's e-mail address.
    #[error("must not be the e-mail address")]
    SameAsEmail,
}

impl PasswordError {
    /// A stable code for machines.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooShort => "too_short",
            Self::TooLong => "too_long",
            Self::SameAsEmail => "same_as_email",
        }
    }
}

impl Password {
    /// The fewest characters (NIST SP 800-63B, 5.1.1.2).
    pub const MIN: usize = 8;
    /// The most characters: so many are hashed in the usual time.
    pub const MAX: usize = 128;

    /// A new password. Any characters will do, and nothing is trimmed. [`Password::differs_from`] is still to be asked.
    ///
    /// # Errors
    /// [`PasswordError::TooShort`], [`PasswordError::TooLong`].
    pub fn new(text: &str) -> Result<Self, PasswordError> {
        // A character takes at most four bytes, so a huge text is refused before it is read.
        if text.len() > Self::MAX * 4 {
            return Err(PasswordError::TooLong);
        }
        match text.chars().count() {
            0..Self::MIN => Err(PasswordError::TooShort),
            Self::MIN..=Self::MAX => Ok(Self(text.into())),
            _ => Err(PasswordError::TooLong),
        }
    }

    /// Refuses a password that whoever knows the e-mail address knows.
    ///
    /// # Errors
    /// [`PasswordError::SameAsEmail`].
    pub fn differs_from(self, email: &Email) -> Result<Self, PasswordError> {
        let same = self.0.trim().eq_ignore_ascii_case(email.as_str());
        if same { Err(PasswordError::SameAsEmail) } else { Ok(self) }
    }

    /// What somebody says the password is. A text that can be no password becomes the empty one, which is nobody's:
    /// checking it takes the same time as checking any other.
    #[must_use]
    pub fn claimed(text: &str) -> Self {
        Self::new(text).unwrap_or_else(|_| Self("".into()))
    }

    /// The password, for hashing.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// A password's hash in the PHC string format, with its algorithm, parameters and salt. Prints masked.
/// <https://github.com/P-H-C/phc-string-format/blob/master/phc-sf-spec.md>
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(Box<str>);

/// The text is no hash in the PHC string format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a PHC string")]
pub struct PasswordHashError;

impl PasswordHash {
    /// # Errors
    /// [`PasswordHashError`] when the text does not look like `$algorithm$…`.
    pub fn new(text: &str) -> Result<Self, PasswordHashError> {
        let visible = text.len() <= 512 && text.bytes().all(|b| b.is_ascii_graphic());
        if visible && text.starts_with('$') && text.bytes().filter(|&b| b == b'$').count() >= 2 {
            Ok(Self(text.into()))
        } else {
            Err(PasswordHashError)
        }
    }

    /// The hash, for checking a password against it and for stores.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_has_8_to_128_characters() {
        assert_eq!(Password::new("1234567"), Err(PasswordError::TooShort));
        assert!(Password::new("äöüäöüäö").is_ok());
        assert!(Password::new(&"🙂".repeat(128)).is_ok());
        assert_eq!(Password::new(&"x".repeat(129)), Err(PasswordError::TooLong));
        assert_eq!(Password::new(&"x".repeat(1 << 20)), Err(PasswordError::TooLong));
    }

    #[test]
    fn a_password_is_not_the_e_mail_address() {
        let email = Email::new("ada@example.com").unwrap();
        let check = |text: &str| Password::new(text).unwrap().differs_from(&email).map(drop);
        assert_eq!(check(" Ada@Example.com"), Err(PasswordError::SameAsEmail));
        assert_eq!(check("ada@example.com!"), Ok(()));
    }

    #[test]
    fn what_can_be_no_password_claims_the_empty_one() {
        assert_eq!(Password::claimed("short").expose(), "");
        assert_eq!(Password::claimed(&"x".repeat(129)).expose(), "");
        assert_eq!(Password::claimed(" with space ").expose(), " with space ");
    }

    #[test]
    fn nothing_secret_is_printed() {
        let hash = PasswordHash::new("$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA").unwrap();
        assert_eq!(format!("{:?} {hash:?}", Password::claimed("12345678")), "Password(…) PasswordHash(…)");
    }

    #[test]
    fn what_is_no_hash_is_refused() {
        for text in ["", "12345678", "$", "$argon2id", "$argon2id$ $", &format!("$a${}", "x".repeat(512))] {
            assert_eq!(PasswordHash::new(text), Err(PasswordHashError), "{text}");
        }
    }
}
