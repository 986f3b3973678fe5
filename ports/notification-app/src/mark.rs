//! What a user has read.

use std::sync::Arc;

use notification::ReadMark;
use notification_ports::NotificationStore;
use platform::{Actor, Clock};

use crate::NotificationAppError;

/// Notes what a user has read.
#[derive(Clone)]
pub struct MarkRead {
    store: Arc<dyn NotificationStore>,
    clock: Arc<dyn Clock>,
}

impl MarkRead {
    /// How many notifications can be named at once.
    pub const MOST: usize = 500;

    pub(crate) const fn new(store: Arc<dyn NotificationStore>, clock: Arc<dyn Clock>) -> Self {
        Self { store, clock }
    }

    /// Marks the actor's own; gives how many are unread then.
    ///
    /// # Errors
    /// [`NotificationAppError::TooMany`] when more than [`MarkRead::MOST`] are named;
    /// [`NotificationAppError::Store`].
    pub async fn execute(&self, actor: Actor, mark: ReadMark) -> Result<u64, NotificationAppError> {
        if matches!(&mark, ReadMark::These(ids) if ids.len() > Self::MOST) {
            return Err(NotificationAppError::TooMany { max: Self::MOST });
        }
        Ok(self.store.mark_read(actor.user, &mark, self.clock.now()).await?)
    }
}

#[cfg(test)]
mod tests {
    use kernel::{NotificationId, Roles, SessionId, Timestamp, UserId, Uuid};
    use notification_ports::MockNotificationStore;
    use platform::MockClock;

    use super::*;

    fn mark_read(store: MockNotificationStore) -> MarkRead {
        let mut clock = MockClock::new();
        clock.expect_now().return_const(Timestamp::from_unix_millis(9).unwrap());
        MarkRead::new(Arc::new(store), Arc::new(clock))
    }

    fn actor() -> Actor {
        Actor {
            user: UserId::from_uuid(Uuid::from_u128(1)),
            session: SessionId::from_uuid(Uuid::from_u128(2)),
            roles: Roles::SHOPPER,
            seller: None,
        }
    }

    fn these(count: u128) -> ReadMark {
        ReadMark::These((0..count).map(|number| NotificationId::from_uuid(Uuid::from_u128(number))).collect())
    }

    #[tokio::test]
    async fn the_actors_own_are_marked() {
        let mut store = MockNotificationStore::new();
        store
            .expect_mark_read()
            .withf(|user, mark, now| *user == actor().user && *mark == these(500) && now.unix_millis() == 9)
            .times(1)
            .returning(|_, _, _| Ok(3));
        assert_eq!(mark_read(store).execute(actor(), these(500)).await.unwrap(), 3);
    }

    #[tokio::test]
    async fn too_many_at_once_are_refused_before_the_store_is_asked() {
        let error = mark_read(MockNotificationStore::new()).execute(actor(), these(501)).await.unwrap_err();
        assert!(matches!(error, NotificationAppError::TooMany { max: 500 }), "{error:?}");
    }
}
