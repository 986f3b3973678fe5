//! The arithmetic of stock.

use std::fmt;

use kernel::Quantity;
use thiserror::Error;

/// How many pieces a seller says there are: 0 to [`StockCount::MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StockCount(u32);

/// The number is negative, or more than [`StockCount::MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("must be between 0 and {max}", max = StockCount::MAX)]
pub struct StockCountError;

impl StockCountError {
    /// A stable code for machines.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "out_of_range"
    }
}

impl StockCount {
    /// The most pieces of one variant.
    pub const MAX: u32 = 10_000_000;
    /// None left.
    pub const ZERO: Self = Self(0);

    /// # Errors
    /// [`StockCountError`] unless `0 <= pieces <= MAX`.
    pub fn new(pieces: i64) -> Result<Self, StockCountError> {
        match u32::try_from(pieces) {
            Ok(pieces) if pieces <= Self::MAX => Ok(Self(pieces)),
            _ => Err(StockCountError),
        }
    }

    /// The number of pieces.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl fmt::Display for StockCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Where a variant's pieces are. Every movement is from one of the three to another, so their sum changes only when the
/// seller says how many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct StockLevel {
    /// For sale.
    pub available: u64,
    /// Set aside for checkouts that are not paid yet.
    pub held: u64,
    /// Sold.
    pub sold: u64,
}

/// A movement takes more than there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum StockError {
    /// Fewer pieces are for sale.
    #[error("only {available} pieces are available")]
    Insufficient {
        /// How many are.
        available: u64,
    },
    /// Fewer pieces are held or sold than the movement says: a defect.
    #[error("more pieces would be moved than were held or sold")]
    Unbalanced,
}

impl StockLevel {
    /// So many pieces, all for sale.
    #[must_use]
    pub fn of(count: StockCount) -> Self {
        Self { available: u64::from(count.get()), held: 0, sold: 0 }
    }

    /// All pieces, wherever they are.
    #[must_use]
    pub const fn total(self) -> u64 {
        self.available + self.held + self.sold
    }

    /// Sets pieces aside.
    ///
    /// # Errors
    /// [`StockError::Insufficient`].
    pub fn hold(self, quantity: Quantity) -> Result<Self, StockError> {
        let pieces = u64::from(quantity.get());
        let available = self.take(pieces)?;
        Ok(Self { available, held: self.held + pieces, ..self })
    }

    /// Puts held pieces back on sale.
    ///
    /// # Errors
    /// [`StockError::Unbalanced`].
    pub fn release(self, quantity: Quantity) -> Result<Self, StockError> {
        let pieces = u64::from(quantity.get());
        let held = self.held.checked_sub(pieces).ok_or(StockError::Unbalanced)?;
        Ok(Self { held, available: self.available + pieces, ..self })
    }

    /// Sells held pieces.
    ///
    /// # Errors
    /// [`StockError::Unbalanced`].
    pub fn confirm(self, quantity: Quantity) -> Result<Self, StockError> {
        let pieces = u64::from(quantity.get());
        let held = self.held.checked_sub(pieces).ok_or(StockError::Unbalanced)?;
        Ok(Self { held, sold: self.sold + pieces, ..self })
    }

    /// Sells pieces that are no longer held: the payment came after the hold ended.
    ///
    /// # Errors
    /// [`StockError::Insufficient`].
    pub fn sell(self, quantity: Quantity) -> Result<Self, StockError> {
        let pieces = u64::from(quantity.get());
        let available = self.take(pieces)?;
        Ok(Self { available, sold: self.sold + pieces, ..self })
    }

    /// Puts sold pieces back on sale: their order was cancelled.
    ///
    /// # Errors
    /// [`StockError::Unbalanced`].
    pub fn restock(self, quantity: Quantity) -> Result<Self, StockError> {
        let pieces = u64::from(quantity.get());
        let sold = self.sold.checked_sub(pieces).ok_or(StockError::Unbalanced)?;
        Ok(Self { sold, available: self.available + pieces, ..self })
    }

    fn take(self, pieces: u64) -> Result<u64, StockError> {
        self.available.checked_sub(pieces).ok_or(StockError::Insufficient { available: self.available })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(n: i64) -> Quantity {
        Quantity::new(n).unwrap()
    }

    #[test]
    fn pieces_move_and_none_is_lost() {
        let level = StockLevel::of(StockCount::new(5).unwrap());
        let held = level.hold(pieces(3)).unwrap();
        assert_eq!(held, StockLevel { available: 2, held: 3, sold: 0 });
        let sold = held.confirm(pieces(2)).unwrap();
        assert_eq!(sold, StockLevel { available: 2, held: 1, sold: 2 });
        let freed = sold.release(pieces(1)).unwrap();
        assert_eq!(freed, StockLevel { available: 3, held: 0, sold: 2 });
        assert_eq!(freed.sell(pieces(3)), Ok(StockLevel { available: 0, held: 0, sold: 5 }));
        assert_eq!(freed.restock(pieces(2)), Ok(level));
    }

    #[test]
    fn nothing_moves_that_is_not_there() {
        let level = StockLevel::of(StockCount::new(1).unwrap());
        assert_eq!(level.hold(pieces(2)), Err(StockError::Insufficient { available: 1 }));
        assert_eq!(level.sell(pieces(2)), Err(StockError::Insufficient { available: 1 }));
        assert_eq!(level.release(pieces(1)), Err(StockError::Unbalanced));
        assert_eq!(level.confirm(pieces(1)), Err(StockError::Unbalanced));
        assert_eq!(level.restock(pieces(1)), Err(StockError::Unbalanced));
    }

    #[test]
    fn counts_are_bounded() {
        for (pieces, good) in [(-1, false), (0, true), (10_000_000, true), (10_000_001, false), (i64::MAX, false)] {
            assert_eq!(StockCount::new(pieces).is_ok(), good, "{pieces}");
        }
    }
}
