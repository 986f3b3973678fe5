//! How often something was tried.

use async_trait::async_trait;
use kernel::{Email, Timestamp};
use platform::StoreError;
use user::{Admission, Attempt, AttemptKind, ClientAddress};

/// Keeps attempts. It is shared by all replicas and outlives them, so that nobody gets more of them by asking another
/// replica, or by waiting for a restart.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait AttemptStore: Send + Sync {
    /// Decides by [`user::AttemptLimits::admit`] and counts the attempt if it is admitted, in one step: of attempts that
    /// come together no more are admitted than of those that come one by one.
    async fn admit(&self, attempt: &Attempt) -> Result<Admission, StoreError>;

    /// Forgets the attempts for an account from an address: it was its owner.
    async fn forgive(&self, kind: AttemptKind, email: &Email, from: ClientAddress) -> Result<(), StoreError>;

    /// Forgets attempts that do not count any more at this time, and says how many.
    async fn prune(&self, now: Timestamp) -> Result<u64, StoreError>;
}
