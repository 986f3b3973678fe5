//! Stock that a checkout has set aside.

use kernel::{CheckoutId, Quantity, Timestamp, VariantId};
use thiserror::Error;

/// Pieces of a variant within a hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct HoldLine {
    /// The variant.
    pub variant: VariantId,
    /// How many pieces the checkout asked for.
    pub quantity: Quantity,
    /// How many of them belong to orders that were cancelled since: these are neither held nor sold any more.
    pub cancelled: u32,
}

impl HoldLine {
    /// A line of which nothing was cancelled.
    #[must_use]
    pub const fn new(variant: VariantId, quantity: Quantity) -> Self {
        Self { variant, quantity, cancelled: 0 }
    }

    /// How many pieces are still meant to be sold; `None` when all were cancelled.
    #[must_use]
    pub fn wanted(&self) -> Option<Quantity> {
        Quantity::new(i64::from(self.quantity.get()) - i64::from(self.cancelled)).ok()
    }
}

/// How a hold stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HoldState {
    /// The pieces are set aside.
    Active,
    /// The pieces are sold.
    Confirmed {
        /// Since when.
        at: Timestamp,
    },
    /// The checkout gave the pieces back.
    Released {
        /// When.
        at: Timestamp,
    },
    /// The checkout took too long, and the pieces went back on sale.
    Expired {
        /// When.
        at: Timestamp,
    },
    /// It was confirmed after it had ended, and the pieces were gone.
    Lapsed {
        /// When.
        at: Timestamp,
    },
}

impl HoldState {
    /// The name in stores.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Confirmed { .. } => "confirmed",
            Self::Released { .. } => "released",
            Self::Expired { .. } => "expired",
            Self::Lapsed { .. } => "lapsed",
        }
    }

    /// When it ceased to be active.
    #[must_use]
    pub const fn at(&self) -> Option<Timestamp> {
        match *self {
            Self::Active => None,
            Self::Confirmed { at } | Self::Released { at } | Self::Expired { at } | Self::Lapsed { at } => Some(at),
        }
    }
}

/// Why there can be no such hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum HoldError {
    /// No lines.
    #[error("a hold needs at least one line")]
    Empty,
    /// More than [`Hold::MAX_LINES`].
    #[error("a hold has at most {max} lines", max = Hold::MAX_LINES)]
    TooManyLines,
    /// A variant is named twice.
    #[error("a variant is in the hold twice")]
    RepeatedVariant,
    /// More pieces were cancelled than held: a defect.
    #[error("more pieces are cancelled than were held")]
    Unbalanced,
}

impl HoldError {
    /// A stable code for machines.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooManyLines => "too_many_lines",
            Self::RepeatedVariant => "repeated_variant",
            Self::Unbalanced => "unbalanced",
        }
    }
}

/// All that is known of a hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoldSnapshot {
    /// The checkout that the pieces are for.
    pub checkout: CheckoutId,
    /// The pieces.
    pub lines: Vec<HoldLine>,
    /// When they go back on sale, if nothing happens.
    pub expires_at: Timestamp,
    /// How it stands.
    pub state: HoldState,
}

/// Stock that a checkout has set aside.
///
/// However late, often or reordered a confirmation, a release and the cancelling of orders come, the end is the same:
/// what was paid is sold if it can be, and what was cancelled is for sale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold(HoldSnapshot);

/// What a confirmation asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Confirmation {
    /// Held pieces become sold; this is the hold afterwards.
    Sell(Hold),
    /// The hold has ended: the pieces must be taken from what is for sale, all or none.
    TakeAgain {
        /// The hold afterwards, when all pieces were there.
        taken: Hold,
        /// The hold afterwards, when they were not.
        lapsed: Hold,
    },
    /// It was confirmed before, or has lapsed: nothing changes.
    Settled(Hold),
}

/// What a release, or the expiry, asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Release {
    /// Held pieces go back on sale; this is the hold afterwards.
    Free(Hold),
    /// It is not active (any more), or not due: nothing changes.
    NoEffect(Hold),
}

impl Hold {
    /// The most lines that a hold has.
    pub const MAX_LINES: usize = 200;

    /// An active hold.
    ///
    /// # Errors
    /// [`HoldError`] when there are no lines, too many, or two for one variant.
    pub fn new(checkout: CheckoutId, lines: Vec<HoldLine>, expires_at: Timestamp) -> Result<Self, HoldError> {
        Self::rehydrate(HoldSnapshot { checkout, lines, expires_at, state: HoldState::Active })
    }

    /// A hold from a store.
    ///
    /// # Errors
    /// [`HoldError`] when what is stored breaks a rule.
    pub fn rehydrate(snapshot: HoldSnapshot) -> Result<Self, HoldError> {
        let lines = &snapshot.lines;
        if lines.is_empty() {
            return Err(HoldError::Empty);
        }
        if lines.len() > Self::MAX_LINES {
            return Err(HoldError::TooManyLines);
        }
        let mut variants: Vec<VariantId> = lines.iter().map(|line| line.variant).collect();
        variants.sort_unstable();
        if variants.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(HoldError::RepeatedVariant);
        }
        if lines.iter().any(|line| line.cancelled > line.quantity.get()) {
            return Err(HoldError::Unbalanced);
        }
        Ok(Self(snapshot))
    }

    /// All that is known of it.
    #[must_use]
    pub const fn snapshot(&self) -> &HoldSnapshot {
        &self.0
    }

    /// Whether another hold asks for the same pieces.
    #[must_use]
    pub fn same_lines(&self, other: &Self) -> bool {
        let sorted = |hold: &Self| {
            let mut lines: Vec<_> = hold.0.lines.iter().map(|line| (line.variant, line.quantity)).collect();
            lines.sort_unstable();
            lines
        };
        self.0.checkout == other.0.checkout && sorted(self) == sorted(other)
    }

    fn with(self, state: HoldState) -> Self {
        Self(HoldSnapshot { state, ..self.0 })
    }

    /// The checkout was paid, or will be on delivery.
    #[must_use]
    pub fn confirm(self, now: Timestamp) -> Confirmation {
        match self.0.state {
            HoldState::Active => Confirmation::Sell(self.with(HoldState::Confirmed { at: now })),
            HoldState::Released { .. } | HoldState::Expired { .. } => Confirmation::TakeAgain {
                taken: self.clone().with(HoldState::Confirmed { at: now }),
                lapsed: self.with(HoldState::Lapsed { at: now }),
            },
            HoldState::Confirmed { .. } | HoldState::Lapsed { .. } => Confirmation::Settled(self),
        }
    }

    /// The checkout gives the pieces back.
    #[must_use]
    pub fn release(self, now: Timestamp) -> Release {
        match self.0.state {
            HoldState::Active => Release::Free(self.with(HoldState::Released { at: now })),
            HoldState::Confirmed { .. }
            | HoldState::Released { .. }
            | HoldState::Expired { .. }
            | HoldState::Lapsed { .. } => Release::NoEffect(self),
        }
    }

    /// Time has passed.
    #[must_use]
    pub fn expire(self, now: Timestamp) -> Release {
        match self.0.state {
            HoldState::Active if self.0.expires_at <= now => Release::Free(self.with(HoldState::Expired { at: now })),
            HoldState::Active
            | HoldState::Confirmed { .. }
            | HoldState::Released { .. }
            | HoldState::Expired { .. }
            | HoldState::Lapsed { .. } => Release::NoEffect(self),
        }
    }

    /// An order of the checkout was cancelled: these pieces are wanted no more. Gives the hold afterwards; where the
    /// pieces come back from is for [`HoldState`] to say: from the held ones while it is active, from the sold ones when
    /// it is confirmed, from nowhere otherwise.
    ///
    /// # Errors
    /// [`HoldError::Unbalanced`] when more is cancelled than was held.
    pub fn cancel(mut self, lines: &[(VariantId, Quantity)]) -> Result<Self, HoldError> {
        for &(variant, quantity) in lines {
            let line = self.0.lines.iter_mut().find(|line| line.variant == variant).ok_or(HoldError::Unbalanced)?;
            line.cancelled = line
                .cancelled
                .checked_add(quantity.get())
                .filter(|&cancelled| cancelled <= line.quantity.get())
                .ok_or(HoldError::Unbalanced)?;
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests;
