//! Shares of a whole, in basis points.

use std::fmt;

use thiserror::Error;

/// A share from 0 % to 100 %, in basis points (1 % = 100).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percentage(u16);

/// Why a number is not a percentage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PercentageError {
    /// More than 10,000 basis points, or negative.
    #[error("must be between 0 and 10000 basis points")]
    OutOfRange,
}

impl Percentage {
    /// The whole.
    pub const HUNDRED: Self = Self(10_000);

    /// # Errors
    /// [`PercentageError::OutOfRange`] unless `0 <= basis_points <= 10_000`.
    pub fn from_basis_points(basis_points: i64) -> Result<Self, PercentageError> {
        match u16::try_from(basis_points) {
            Ok(points @ 0..=10_000) => Ok(Self(points)),
            _ => Err(PercentageError::OutOfRange),
        }
    }

    /// The share in basis points.
    #[must_use]
    pub const fn basis_points(self) -> u16 {
        self.0
    }
}

/// `12.5 %` is written `12.50%`.
impl fmt::Display for Percentage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}%", self.0 / 100, self.0 % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_zero_and_the_whole() {
        assert_eq!(Percentage::from_basis_points(10_000), Ok(Percentage::HUNDRED));
        assert_eq!(Percentage::from_basis_points(0).map(Percentage::basis_points), Ok(0));
        for wrong in [-1, 10_001, i64::MAX] {
            assert_eq!(Percentage::from_basis_points(wrong), Err(PercentageError::OutOfRange));
        }
        assert_eq!(Percentage::from_basis_points(1_205).unwrap().to_string(), "12.05%");
    }
}
