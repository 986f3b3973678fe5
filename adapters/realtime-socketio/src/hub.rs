//! Who is connected, and how to wake them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use kernel::UserId;
use tokio::sync::watch;

/// The users who are connected.
pub(crate) struct Hub {
    users: Mutex<HashMap<UserId, Seats>>,
    most: usize,
}

/// A user's connections.
struct Seats {
    taken: usize,
    news: watch::Sender<()>,
}

/// A connection's place; it is free again when this is dropped.
pub(crate) struct Seat {
    hub: Arc<Hub>,
    user: UserId,
    news: watch::Receiver<()>,
}

impl Hub {
    /// A hub in which each user may have so many connections.
    pub(crate) fn new(most: usize) -> Arc<Self> {
        Arc::new(Self { users: Mutex::default(), most })
    }

    /// A place for one more connection of a user; `None` when they have as many as they may.
    pub(crate) fn seat(self: &Arc<Self>, user: UserId) -> Option<Seat> {
        let mut users = self.users();
        let seats = users.entry(user).or_insert_with(|| Seats { taken: 0, news: watch::Sender::new(()) });
        let news = (seats.taken < self.most).then(|| {
            seats.taken += 1;
            seats.news.subscribe()
        });
        if seats.taken == 0 {
            users.remove(&user);
        }
        drop(users);
        news.map(|news| Seat { hub: Arc::clone(self), user, news })
    }

    /// Wakes a user's connections.
    pub(crate) fn wake(&self, user: UserId) {
        if let Some(seats) = self.users().get(&user) {
            seats.news.send_replace(());
        }
    }

    /// How many connections there are.
    pub(crate) fn connections(&self) -> usize {
        self.users().values().map(|seats| seats.taken).sum()
    }

    /// The map is whole between any two statements, so a panic elsewhere does not spoil it.
    fn users(&self) -> MutexGuard<'_, HashMap<UserId, Seats>> {
        self.users.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seat {
    /// Returns when the user was woken since the last call.
    pub(crate) async fn woken(&mut self) {
        // The sender lives as long as this seat is taken, so there is no error.
        let _ = self.news.changed().await;
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut users = self.hub.users();
        if let Some(seats) = users.get_mut(&self.user) {
            seats.taken = seats.taken.saturating_sub(1);
            if seats.taken == 0 {
                users.remove(&self.user);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt;
    use kernel::Uuid;

    use super::*;

    const ANNA: UserId = UserId::from_uuid(Uuid::from_u128(1));
    const BEN: UserId = UserId::from_uuid(Uuid::from_u128(2));

    #[test]
    fn a_user_has_so_many_places_and_gets_them_back() {
        let hub = Hub::new(2);
        let first = hub.seat(ANNA).unwrap();
        let second = hub.seat(ANNA).unwrap();
        assert!(hub.seat(ANNA).is_none());
        assert!(hub.seat(BEN).is_some());
        assert_eq!(hub.connections(), 2);
        drop(first);
        assert!(hub.seat(ANNA).is_some());
        drop(second);
        assert_eq!(hub.connections(), 0);
        assert!(hub.users().is_empty(), "nothing is kept of who left");
    }

    #[test]
    fn nobody_is_seated_where_there_are_no_places() {
        let hub = Hub::new(0);
        assert!(hub.seat(ANNA).is_none());
        assert!(hub.users().is_empty());
    }

    #[test]
    fn each_connection_of_a_user_is_woken_once_for_all_that_came() {
        let hub = Hub::new(2);
        let (mut first, mut second, mut other) =
            (hub.seat(ANNA).unwrap(), hub.seat(ANNA).unwrap(), hub.seat(BEN).unwrap());
        hub.wake(ANNA);
        hub.wake(ANNA);
        assert!(first.woken().now_or_never().is_some());
        assert!(first.woken().now_or_never().is_none());
        assert!(second.woken().now_or_never().is_some());
        assert!(other.woken().now_or_never().is_none());
    }
}
