//! Following a user's notifications from where a connection left off.

use std::sync::Arc;

use notification::{Notification, Sequence};
use notification_ports::NotificationReader;
use platform::{Actor, Limit};

use crate::NotificationAppError;

/// Gives a connected user their notifications in order, without gap or double. It is built on the reader alone, so that
/// what pushes can use it before the other use cases are there.
#[derive(Clone)]
pub struct FollowNotifications {
    reader: Arc<dyn NotificationReader>,
}

/// Where to follow from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// From after this position.
    After(Sequence),
    /// Too much was missed to be replayed, or the user's sequence never came that far: whoever follows must load the
    /// list anew, and gets what comes after this position.
    Anew(Sequence),
}

impl FollowNotifications {
    /// How many missed notifications are replayed.
    pub const MOST_MISSED: u64 = 500;

    /// Follows what the reader gives.
    #[must_use]
    pub const fn new(reader: Arc<dyn NotificationReader>) -> Self {
        Self { reader }
    }

    /// Where the actor follows from: after the last one that they saw, or from now on when they do not say.
    ///
    /// # Errors
    /// [`NotificationAppError::Store`].
    pub async fn start(&self, actor: Actor, seen: Option<Sequence>) -> Result<Start, NotificationAppError> {
        let last = self.reader.last(actor.user).await?;
        Ok(match seen {
            None => Start::After(last),
            Some(seen) if seen <= last && last.since(seen) <= Self::MOST_MISSED => Start::After(seen),
            Some(_) => Start::Anew(last),
        })
    }

    /// The actor's next notifications after a position, oldest first; none when there are none yet.
    ///
    /// # Errors
    /// [`NotificationAppError::Store`].
    pub async fn next(&self, actor: Actor, after: Sequence) -> Result<Vec<Notification>, NotificationAppError> {
        Ok(self.reader.after(actor.user, after, Limit::DEFAULT).await?)
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Roles, SessionId, UserId, Uuid};
    use notification_ports::MockNotificationReader;

    use super::*;

    fn at(number: u64) -> Sequence {
        Sequence::new(number).unwrap()
    }

    async fn check(last: u64, seen: Option<u64>, expected: Start) {
        let actor = Actor {
            user: UserId::from_uuid(Uuid::from_u128(1)),
            session: SessionId::from_uuid(Uuid::from_u128(2)),
            roles: Roles::SHOPPER,
            seller: None,
        };
        let mut reader = MockNotificationReader::new();
        reader.expect_last().withf(move |user| *user == actor.user).returning(move |_| Ok(at(last)));
        let start = FollowNotifications::new(Arc::new(reader)).start(actor, seen.map(at)).await.unwrap();
        assert_eq!(start, expected);
    }

    #[tokio::test]
    async fn one_who_says_nothing_begins_now() {
        check(7, None, Start::After(at(7))).await;
        check(0, None, Start::After(at(0))).await;
    }

    #[tokio::test]
    async fn one_who_comes_back_goes_on_where_they_were() {
        check(7, Some(7), Start::After(at(7))).await;
        check(7, Some(3), Start::After(at(3))).await;
        check(507, Some(7), Start::After(at(7))).await;
    }

    #[tokio::test]
    async fn one_who_missed_too_much_or_claims_the_impossible_begins_anew() {
        check(508, Some(7), Start::Anew(at(508))).await;
        check(7, Some(8), Start::Anew(at(7))).await;
    }
}
