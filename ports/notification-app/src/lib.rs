//! What the notification context offers: its use cases.
//!
//! [`NotificationApp`] bundles them; a binary builds it from [`Deps`].
#![warn(missing_docs)]

mod error;
mod follow;
mod inform;
mod mark;
mod query;
mod shops;

use std::sync::Arc;

use notification_ports::{LivePush, NotificationReader, NotificationStore, ShopDirectory};
use platform::{Clock, IdSource};

pub use error::NotificationAppError;
pub use follow::{FollowNotifications, Start};
pub use inform::Inform;
pub use mark::MarkRead;
pub use query::{CountUnread, ListNotifications};
pub use shops::RecordShop;

/// What the use cases need.
#[derive(Clone)]
pub struct Deps {
    /// Keeps notifications.
    pub store: Arc<dyn NotificationStore>,
    /// Answers questions about them.
    pub reader: Arc<dyn NotificationReader>,
    /// Knows who owns a shop.
    pub shops: Arc<dyn ShopDirectory>,
    /// Reaches who is connected.
    pub push: Arc<dyn LivePush>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Makes ids.
    pub ids: Arc<dyn IdSource>,
}

/// All use cases of the context.
#[derive(Clone)]
pub struct NotificationApp {
    /// Tells people what happened.
    pub inform: Inform,
    /// Keeps the copy of who owns which shop.
    pub record_shop: RecordShop,
    /// Lists a user's notifications.
    pub list: ListNotifications,
    /// Counts what a user has not read.
    pub count_unread: CountUnread,
    /// Notes what a user read.
    pub mark_read: MarkRead,
}

impl NotificationApp {
    /// The use cases on these ports.
    #[must_use]
    pub fn new(deps: Deps) -> Self {
        let Deps { store, reader, shops, push, clock, ids } = deps;
        Self {
            inform: Inform::new(Arc::clone(&store), Arc::clone(&shops), push, Arc::clone(&clock), ids),
            record_shop: RecordShop::new(shops, Arc::clone(&clock)),
            list: ListNotifications::new(Arc::clone(&reader)),
            count_unread: CountUnread::new(reader),
            mark_read: MarkRead::new(store, clock),
        }
    }
}
