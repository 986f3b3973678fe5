//! Notifications and their per-user sequence: the rules, without I/O.
//!
//! [`News`] is what happened elsewhere, in this context's words; [`News::addressed`] decides who is told what. A
//! [`NewNotification`] becomes a [`Notification`] when the store gives it the next number of its user: [`Sequence`].
#![warn(missing_docs)]

mod news;
mod notice;
mod notification;
mod sequence;
mod shop;

pub use news::{Addressed, News, OrderChange, Recipient};
pub use notice::{CancelledBy, Carrier, Kind, Notice, OrderNumber, OrderRef, Reason, TrackingCode};
pub use notification::{NewNotification, Notification, NotificationError, ReadMark};
pub use sequence::{Sequence, SequenceError};
pub use shop::Shop;
