//! Stock that checkouts hold.

use std::sync::Arc;

use kernel::{CheckoutId, EventId, Quantity, Timestamp, VariantId};
use platform::{AppError, Clock, ErrorKind, FieldError, IdSource, Inbox, StoreError};
use product::{Hold, HoldError, HoldLine, HoldState};
use product_ports::{ConfirmOutcome, HoldOutcome, ReleaseOutcome, Restock, Shortage, StockStore};
use thiserror::Error;

/// Why stock could not be held.
#[derive(Debug, Error)]
pub enum HoldStockError {
    /// Of these variants there is not enough; nothing is held.
    #[error("There is not enough in stock.")]
    Short(Vec<Shortage>),
    /// The checkout holds other pieces already.
    #[error("The checkout holds other goods already.")]
    Mismatch,
    /// The checkout's hold has ended.
    #[error("The checkout's hold has ended.")]
    Ended(HoldState),
    /// There can be no such hold.
    #[error("{0}")]
    Invalid(#[from] HoldError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl AppError for HoldStockError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Short(_) | Self::Mismatch => ErrorKind::Conflict,
            Self::Ended(_) => ErrorKind::Gone,
            Self::Invalid(_) => ErrorKind::Invalid,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Short(_) => "insufficient_stock",
            Self::Mismatch => "hold_mismatch",
            Self::Ended(_) => "hold_ended",
            Self::Invalid(_) => "validation_failed",
            Self::Store(error) => error.code(),
        }
    }

    fn fields(&self) -> Vec<FieldError> {
        match self {
            Self::Invalid(error) => vec![FieldError::new("lines", error.code(), error)],
            _ => Vec::new(),
        }
    }
}

/// Sets stock aside for a checkout.
pub struct HoldStock {
    pub(crate) stock: Arc<dyn StockStore>,
}

impl HoldStock {
    /// Sets all pieces aside until `expires_at`, or none. Asking again for the same checkout and pieces gives the same
    /// hold.
    ///
    /// # Errors
    /// [`HoldStockError`].
    pub async fn execute(
        &self,
        checkout: CheckoutId,
        lines: &[(VariantId, Quantity)],
        expires_at: Timestamp,
    ) -> Result<Hold, HoldStockError> {
        let lines = lines.iter().map(|&(variant, quantity)| HoldLine::new(variant, quantity)).collect();
        let hold = Hold::new(checkout, lines, expires_at)?;
        match self.stock.hold(&hold).await? {
            HoldOutcome::Held(hold) => Ok(hold),
            HoldOutcome::Short(shortages) => Err(HoldStockError::Short(shortages)),
            HoldOutcome::Mismatch => Err(HoldStockError::Mismatch),
            HoldOutcome::Ended(state) => Err(HoldStockError::Ended(state)),
        }
    }
}

/// Ends holds: sells their pieces, or puts them back on sale. Late, repeated and reordered calls end the same.
pub struct SettleHold {
    pub(crate) stock: Arc<dyn StockStore>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdSource>,
}

impl SettleHold {
    /// The checkout was paid, or will be on delivery: its pieces are sold.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn confirm(&self, checkout: CheckoutId, inbox: Option<Inbox>) -> Result<ConfirmOutcome, StoreError> {
        let lapsed = EventId::from_uuid(self.ids.uuid());
        self.stock.confirm(checkout, lapsed, inbox, self.clock.now()).await
    }

    /// The checkout gives its pieces back.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn release(&self, checkout: CheckoutId, inbox: Option<Inbox>) -> Result<ReleaseOutcome, StoreError> {
        self.stock.release(checkout, inbox, self.clock.now()).await
    }

    /// An order was cancelled: its pieces go back on sale, once. Gives whether they did now.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn restock(&self, restock: &Restock, inbox: Option<Inbox>) -> Result<bool, StoreError> {
        self.stock.restock(restock, inbox, self.clock.now()).await
    }

    /// Ends the holds that are due, in portions; gives how many.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn expire_due(&self, portion: u32) -> Result<u32, StoreError> {
        let now = self.clock.now();
        let mut ended = 0;
        loop {
            let portion_ended = self.stock.expire(now, portion).await?;
            ended += portion_ended;
            if portion_ended < portion {
                return Ok(ended);
            }
        }
    }
}
