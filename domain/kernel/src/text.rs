//! Text that people typed: bounded, trimmed, free of control characters.

use std::fmt;

use thiserror::Error;

/// Why a text was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TextError {
    /// Nothing is left after trimming.
    #[error("must not be empty")]
    Empty,
    /// More characters (Unicode scalar values) than allowed.
    #[error("must have at most {max} characters")]
    TooLong {
        /// The limit.
        max: usize,
    },
    /// A control character, for example NUL, ESC, or a line break where one line is expected.
    #[error("must not contain control characters")]
    ControlCharacter,
}

impl TextError {
    /// A stable code for machines.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong { .. } => "too_long",
            Self::ControlCharacter => "control_character",
        }
    }
}

fn checked(text: &str, max: usize, allowed: fn(char) -> bool) -> Result<&str, TextError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(TextError::Empty);
    }
    // A character takes at most four bytes, so a huge text is refused before it is read.
    if text.len() > max.saturating_mul(4) || text.chars().count() > max {
        return Err(TextError::TooLong { max });
    }
    if text.chars().any(|c| c.is_control() && !allowed(c)) {
        return Err(TextError::ControlCharacter);
    }
    Ok(text)
}

macro_rules! text {
    ($(#[$doc:meta])* $name:ident, allows $allowed:expr) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name<const MAX: usize>(Box<str>);

        impl<const MAX: usize> $name<MAX> {
            /// Trims and checks a text.
            ///
            /// # Errors
            /// [`TextError`] when it is empty, too long, or holds a control character that is not allowed.
            pub fn new(text: &str) -> Result<Self, TextError> {
                checked(text, MAX, $allowed).map(|text| Self(text.into()))
            }

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl<const MAX: usize> fmt::Display for $name<MAX> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl<const MAX: usize> fmt::Debug for $name<MAX> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.0, f)
            }
        }

        impl<const MAX: usize> AsRef<str> for $name<MAX> {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }
    };
}

text! {
    /// One line of 1 to `MAX` characters, trimmed, without control characters.
    Line, allows |_| false
}

text! {
    /// A text of 1 to `MAX` characters, trimmed; line breaks and tabs are its only control characters.
    Prose, allows |c| matches!(c, '\n' | '\r' | '\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_trimmed_and_counted_in_characters() {
        assert_eq!(Line::<5>::new("  añb🙂c ").map(|line| line.as_str().to_owned()), Ok("añb🙂c".to_owned()));
        assert_eq!(Line::<4>::new("añb🙂c"), Err(TextError::TooLong { max: 4 }));
    }

    #[test]
    fn nothing_but_space_is_empty() {
        assert_eq!(Line::<5>::new(" \t\u{a0} "), Err(TextError::Empty));
        assert_eq!(Prose::<5>::new("\n"), Err(TextError::Empty));
    }

    #[test]
    fn only_prose_may_break_lines() {
        assert_eq!(Line::<9>::new("a\nb"), Err(TextError::ControlCharacter));
        assert!(Prose::<9>::new("a\r\n\tb").is_ok());
        assert_eq!(Prose::<9>::new("a\0b"), Err(TextError::ControlCharacter));
    }

    #[test]
    fn a_huge_text_is_too_long() {
        assert_eq!(Line::<4>::new(&"x".repeat(1 << 20)), Err(TextError::TooLong { max: 4 }));
    }
}
