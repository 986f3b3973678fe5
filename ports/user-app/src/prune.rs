//! Forgetting what nobody needs any more.

use std::sync::Arc;
use std::time::Duration;

use platform::{Clock, StoreError};
use user_ports::{AttemptStore, LinkStore, SessionStore};

/// How long a session that is over is remembered: so long whoever comes with one of its tokens is told so.
const REMEMBER_SESSIONS: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// How much was forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pruned {
    /// Sessions that ended or expired long ago.
    pub sessions: u64,
    /// Links that expired.
    pub links: u64,
    /// Attempts that do not count any more.
    pub attempts: u64,
}

/// Forgets what nobody needs any more: sessions, links, attempts.
pub struct PruneUsers {
    pub(crate) sessions: Arc<dyn SessionStore>,
    pub(crate) links: Arc<dyn LinkStore>,
    pub(crate) attempts: Arc<dyn AttemptStore>,
    pub(crate) clock: Arc<dyn Clock>,
}

impl PruneUsers {
    /// Forgets it, and says how much it was.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn execute(&self) -> Result<Pruned, StoreError> {
        let now = self.clock.now();
        Ok(Pruned {
            sessions: self.sessions.prune(now.minus(REMEMBER_SESSIONS)).await?,
            links: self.links.prune(now).await?,
            attempts: self.attempts.prune(now).await?,
        })
    }
}
