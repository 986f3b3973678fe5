//! How many pieces.

use std::fmt;

use thiserror::Error;

/// A number of pieces in one line: 1 to [`Quantity::MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity(u32);

/// Why a number is not a quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum QuantityError {
    /// Zero, negative, or more than [`Quantity::MAX`].
    #[error("must be between 1 and {max}", max = Quantity::MAX)]
    OutOfRange,
}

impl QuantityError {
    /// A stable code for machines.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "out_of_range"
    }
}

impl Quantity {
    /// The most pieces that one line may have.
    pub const MAX: u32 = 10_000;
    /// One piece.
    pub const ONE: Self = Self(1);

    /// # Errors
    /// [`QuantityError::OutOfRange`] unless `1 <= pieces <= MAX`.
    pub fn new(pieces: i64) -> Result<Self, QuantityError> {
        match u32::try_from(pieces) {
            Ok(pieces @ 1..=Self::MAX) => Ok(Self(pieces)),
            _ => Err(QuantityError::OutOfRange),
        }
    }

    /// The number of pieces.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }

    /// # Errors
    /// [`QuantityError::OutOfRange`] when the sum is more than [`Quantity::MAX`].
    pub fn checked_add(self, other: Self) -> Result<Self, QuantityError> {
        Self::new(i64::from(self.0) + i64::from(other.0))
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_one_and_the_maximum() {
        assert_eq!(Quantity::new(1).map(Quantity::get), Ok(1));
        assert_eq!(Quantity::new(10_000).map(Quantity::get), Ok(10_000));
        for wrong in [0, -1, 10_001, i64::MAX, i64::MIN] {
            assert_eq!(Quantity::new(wrong), Err(QuantityError::OutOfRange), "{wrong}");
        }
    }

    #[test]
    fn a_sum_stays_in_bounds() {
        let half = Quantity::new(5_000).unwrap();
        assert_eq!(half.checked_add(half).map(Quantity::get), Ok(10_000));
        assert_eq!(half.checked_add(half).unwrap().checked_add(Quantity::ONE), Err(QuantityError::OutOfRange));
    }
}
