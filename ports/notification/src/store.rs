//! Notifications and their sequence.

use async_trait::async_trait;
use kernel::{Timestamp, UserId};
use notification::{NewNotification, Notification, ReadMark, Sequence};
use platform::{Inbox, Limit, Page, StoreError};

/// Keeps notifications.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait NotificationStore: Send + Sync {
    /// Takes notifications in, all or none, each with its user's next number; gives those that were taken in, in the
    /// order given.
    ///
    /// One of a user, an event and a kind that are there already is passed over and uses no number. With an inbox entry
    /// that was handled before, nothing is taken in. `now` is when the event was handled.
    async fn record(
        &self,
        new: &[NewNotification],
        inbox: Option<Inbox>,
        now: Timestamp,
    ) -> Result<Vec<Notification>, StoreError>;

    /// Notes that a user read some of their own; what was read before keeps its time. Gives how many are unread then.
    async fn mark_read(&self, user: UserId, mark: &ReadMark, now: Timestamp) -> Result<u64, StoreError>;
}

/// Answers what a user asks about their notifications.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait NotificationReader: Send + Sync {
    /// The user's notifications before a position, or the last ones: newest first.
    async fn list(
        &self,
        user: UserId,
        before: Option<Sequence>,
        limit: Limit,
    ) -> Result<Page<Notification, Sequence>, StoreError>;

    /// The user's notifications after a position, at most `limit`: oldest first.
    async fn after(&self, user: UserId, position: Sequence, limit: Limit) -> Result<Vec<Notification>, StoreError>;

    /// The number of the user's last notification; [`Sequence::START`] when there is none.
    async fn last(&self, user: UserId) -> Result<Sequence, StoreError>;

    /// How many the user has not read.
    async fn unread(&self, user: UserId) -> Result<u64, StoreError>;
}
