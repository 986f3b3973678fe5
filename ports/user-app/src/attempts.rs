//! Guessing is slowed down.

use std::sync::Arc;
use std::time::Duration;

use kernel::{Email, Timestamp};
use platform::StoreError;
use user::{Admission, Attempt, AttemptKind, ClientAddress};
use user_ports::AttemptStore;

/// Counts what somebody tries for an account.
#[derive(Clone)]
pub(crate) struct Attempts {
    pub(crate) store: Arc<dyn AttemptStore>,
}

impl Attempts {
    /// Counts an attempt; `Some` says how long to wait instead.
    pub(crate) async fn admit(
        &self,
        kind: AttemptKind,
        email: &Email,
        from: ClientAddress,
        at: Timestamp,
    ) -> Result<Option<Duration>, StoreError> {
        let attempt = Attempt { kind, email: email.clone(), from, at };
        Ok(match self.store.admit(&attempt).await? {
            Admission::Admitted => None,
            Admission::Refused { retry_after } => Some(retry_after),
        })
    }

    /// Whoever tried has shown to be the owner. When that cannot be noted, they are slowed down sooner; no more.
    pub(crate) async fn forgive(&self, kind: AttemptKind, email: &Email, from: ClientAddress) {
        if let Err(error) = self.store.forgive(kind, email, from).await {
            tracing::warn!(%error, "attempts could not be forgiven");
        }
    }
}
