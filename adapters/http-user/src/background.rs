//! Work that the caller must not see the outcome of, nor the time that it takes.

use std::future::Future;
use std::sync::Arc;

use platform::{AppError, ErrorKind};
use tokio::sync::Semaphore;
use tracing::Instrument;

use kit_http::Problem;

/// How many may be under way.
const MOST: usize = 256;

/// Does work after the answer.
#[derive(Clone)]
pub(crate) struct Background {
    places: Arc<Semaphore>,
}

impl Background {
    pub(crate) fn new() -> Self {
        Self { places: Arc::new(Semaphore::new(MOST)) }
    }

    /// Starts the work and returns at once. What goes wrong is logged.
    ///
    /// # Errors
    /// `busy` when too much is under way, whatever the work is about.
    pub(crate) fn start<E: AppError>(
        &self,
        name: &'static str,
        work: impl Future<Output = Result<(), E>> + Send + 'static,
    ) -> Result<(), Problem> {
        let place = Arc::clone(&self.places)
            .try_acquire_owned()
            .map_err(|_| Problem::new(ErrorKind::Unavailable, "busy", "Please try again in a moment."))?;
        let work = async move {
            if let Err(error) = work.await {
                let source: Option<&dyn std::error::Error> = error.source();
                let source = source.map(tracing::field::display);
                tracing::error!(work = name, code = error.code(), %error, source, "work after an answer failed");
            }
            drop(place);
        };
        tokio::spawn(work.in_current_span());
        Ok(())
    }
}
