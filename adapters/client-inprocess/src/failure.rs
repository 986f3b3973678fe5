//! What another context's failure means for the one that asks.

use order_ports::AskError;
use platform::{AppError, ErrorKind};

/// A failure of the context that was asked: one that may pass, or an answer that makes no sense.
pub(crate) fn failure(error: impl AppError) -> AskError {
    match error.kind() {
        ErrorKind::Unavailable | ErrorKind::Conflict | ErrorKind::TooManyRequests => {
            AskError::Unavailable(Box::new(error))
        }
        _ => AskError::Nonsense(Box::new(error)),
    }
}
