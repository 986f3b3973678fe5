//! Links that mails carry.

use async_trait::async_trait;
use kernel::Timestamp;
use platform::StoreError;
use user::{Link, TokenHash};

/// Keeps links. Redeeming one is part of [`crate::AccountCommit`].
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait LinkStore: Send + Sync {
    /// The link with this secret, good or not.
    async fn find(&self, token: &TokenHash) -> Result<Option<Link>, StoreError>;

    /// Stores a link; it replaces the account's older one of its purpose.
    async fn issue(&self, link: &Link) -> Result<(), StoreError>;

    /// Forgets links that expired before this time, and says how many.
    async fn prune(&self, before: Timestamp) -> Result<u64, StoreError>;
}
