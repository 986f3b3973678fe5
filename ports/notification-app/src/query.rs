//! What a user asks.

use std::sync::Arc;

use notification::{Notification, Sequence};
use notification_ports::NotificationReader;
use platform::{Actor, Limit, Page};

use crate::NotificationAppError;

/// Lists a user's notifications, newest first.
#[derive(Clone)]
pub struct ListNotifications {
    reader: Arc<dyn NotificationReader>,
}

impl ListNotifications {
    pub(crate) const fn new(reader: Arc<dyn NotificationReader>) -> Self {
        Self { reader }
    }

    /// The actor's own before a position, or the last ones.
    ///
    /// # Errors
    /// [`NotificationAppError::Store`].
    pub async fn execute(
        &self,
        actor: Actor,
        before: Option<Sequence>,
        limit: Limit,
    ) -> Result<Page<Notification, Sequence>, NotificationAppError> {
        Ok(self.reader.list(actor.user, before, limit).await?)
    }
}

/// Counts what a user has not read.
#[derive(Clone)]
pub struct CountUnread {
    reader: Arc<dyn NotificationReader>,
}

impl CountUnread {
    pub(crate) const fn new(reader: Arc<dyn NotificationReader>) -> Self {
        Self { reader }
    }

    /// How many of the actor's are unread.
    ///
    /// # Errors
    /// [`NotificationAppError::Store`].
    pub async fn execute(&self, actor: Actor) -> Result<u64, NotificationAppError> {
        Ok(self.reader.unread(actor.user).await?)
    }
}
