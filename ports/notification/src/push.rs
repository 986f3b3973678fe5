//! Telling those who are connected.

use async_trait::async_trait;
use notification::Notification;

/// Reaches users who are connected, as best it can: after the commit, once or more, in any order. A connection that
/// this does not reach makes up for it from the sequence when the next one does, or when it comes back.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait LivePush: Send + Sync {
    /// Tells the notification's user, wherever they are connected. What goes wrong is the adapter's to log.
    async fn push(&self, notification: &Notification);
}
