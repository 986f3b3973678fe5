//! What buyers think.

use thiserror::Error;

/// What buyers think: an average of 1 to 5 stars in hundredths, and of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rating {
    average_hundredths: u16,
    count: u32,
}

/// The numbers are no rating.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("must be an average of 1 to 5 by at least one")]
pub struct RatingError;

impl Rating {
    /// # Errors
    /// [`RatingError`] unless the average is 100 to 500 hundredths and somebody rated.
    pub fn new(average_hundredths: u16, count: u32) -> Result<Self, RatingError> {
        if (100..=500).contains(&average_hundredths) && count > 0 {
            Ok(Self { average_hundredths, count })
        } else {
            Err(RatingError)
        }
    }

    /// The average in hundredths of a star.
    #[must_use]
    pub const fn average_hundredths(self) -> u16 {
        self.average_hundredths
    }

    /// How many rated.
    #[must_use]
    pub const fn count(self) -> u32 {
        self.count
    }
}
