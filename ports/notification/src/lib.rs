//! What the notification context needs from the outside: its driven ports and their errors.
//!
//! [`NotificationStore`] takes notifications in and numbers them; [`NotificationReader`] answers what a user asks;
//! [`ShopDirectory`] knows who owns a shop; [`LivePush`] tells whoever is connected that there is something new.
#![warn(missing_docs)]

mod push;
mod shop;
mod store;

pub use push::LivePush;
pub use shop::ShopDirectory;
pub use store::{NotificationReader, NotificationStore};

#[cfg(feature = "mock")]
pub use self::{
    push::MockLivePush,
    shop::MockShopDirectory,
    store::{MockNotificationReader, MockNotificationStore},
};
