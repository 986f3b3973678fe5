//! A user's notifications are numbered 1, 2, 3, … without a gap: a client that knows the last number it saw knows
//! whether it missed one, and asks for what came after.

use std::fmt;

use thiserror::Error;

/// A position in a user's notifications: how many there are up to and including it. [`Sequence::START`] is before the
/// first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sequence(u64);

/// The number is larger than a position can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("must be at most {max}", max = Sequence::MAX)]
pub struct SequenceError;

impl Sequence {
    /// Before the first notification.
    pub const START: Self = Self(0);
    /// The largest position: 2^53 - 1, the largest number that JavaScript reads exactly (ECMA-262,
    /// `Number.MAX_SAFE_INTEGER`).
    pub const MAX: u64 = (1 << 53) - 1;

    /// # Errors
    /// [`SequenceError`] when the number is larger than [`Sequence::MAX`].
    pub const fn new(number: u64) -> Result<Self, SequenceError> {
        if number <= Self::MAX { Ok(Self(number)) } else { Err(SequenceError) }
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0
    }

    /// How many notifications lie after `earlier`, up to this one; none when that is later.
    #[must_use]
    pub const fn since(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }
}

impl SequenceError {
    /// A stable code for machines.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "out_of_range"
    }
}

impl fmt::Display for Sequence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Sequence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_position_can_be_read_by_javascript() {
        assert_eq!(Sequence::new(9_007_199_254_740_991).map(Sequence::get), Ok(9_007_199_254_740_991));
        assert_eq!(Sequence::new(9_007_199_254_740_992), Err(SequenceError));
    }

    #[test]
    fn the_distance_is_what_was_missed() {
        let at = |number| Sequence::new(number).unwrap();
        assert_eq!(at(7).since(at(3)), 4);
        assert_eq!(at(3).since(at(7)), 0);
        assert_eq!(at(3).since(Sequence::START), 3);
    }
}
