//! A notification, before and after its user's sequence took it in.

use kernel::{EventId, NotificationId, Timestamp, UserId};
use thiserror::Error;

use crate::{Notice, Sequence};

/// A notification that has no number yet. The store gives it one when it takes it in; an event tells a user one thing
/// once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewNotification {
    /// Its id.
    pub id: NotificationId,
    /// Who is told.
    pub user: UserId,
    /// The event that is told of.
    pub event: EventId,
    /// What is said.
    pub notice: Notice,
    /// When it was made.
    pub created_at: Timestamp,
}

/// What somebody was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification {
    new: NewNotification,
    sequence: Sequence,
    read_at: Option<Timestamp>,
}

/// What is stored is no notification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NotificationError {
    /// Numbers begin with 1.
    #[error("a notification's number must be at least 1")]
    Unnumbered,
}

impl Notification {
    /// A notification with its number, and when it was read.
    ///
    /// # Errors
    /// [`NotificationError::Unnumbered`] when the number is [`Sequence::START`].
    pub fn rehydrate(
        new: NewNotification,
        sequence: Sequence,
        read_at: Option<Timestamp>,
    ) -> Result<Self, NotificationError> {
        if sequence == Sequence::START {
            return Err(NotificationError::Unnumbered);
        }
        Ok(Self { new, sequence, read_at })
    }

    /// Its id.
    #[must_use]
    pub const fn id(&self) -> NotificationId {
        self.new.id
    }

    /// Who is told.
    #[must_use]
    pub const fn user(&self) -> UserId {
        self.new.user
    }

    /// The event that is told of.
    #[must_use]
    pub const fn event(&self) -> EventId {
        self.new.event
    }

    /// What is said.
    #[must_use]
    pub const fn notice(&self) -> &Notice {
        &self.new.notice
    }

    /// When it was made.
    #[must_use]
    pub const fn created_at(&self) -> Timestamp {
        self.new.created_at
    }

    /// Its number among its user's.
    #[must_use]
    pub const fn sequence(&self) -> Sequence {
        self.sequence
    }

    /// When it was read.
    #[must_use]
    pub const fn read_at(&self) -> Option<Timestamp> {
        self.read_at
    }
}

/// Which notifications somebody has read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadMark {
    /// These. Those that are unknown, or somebody else's, are passed over.
    These(Vec<NotificationId>),
    /// All up to and including this number.
    UpTo(Sequence),
}

#[cfg(test)]
mod tests {
    use kernel::{CheckoutId, Currency, Money, Uuid};

    use super::*;

    #[test]
    fn a_notification_has_a_number() {
        let new = NewNotification {
            id: NotificationId::from_uuid(Uuid::from_u128(1)),
            user: UserId::from_uuid(Uuid::from_u128(2)),
            event: EventId::from_uuid(Uuid::from_u128(3)),
            notice: Notice::OrderRefunded {
                checkout: CheckoutId::from_uuid(Uuid::from_u128(4)),
                order: None,
                amount: Money::new(1999, Currency::USD),
            },
            created_at: Timestamp::from_unix_millis(5).unwrap(),
        };
        assert_eq!(Notification::rehydrate(new.clone(), Sequence::START, None), Err(NotificationError::Unnumbered));
        let first = Notification::rehydrate(new, Sequence::new(1).unwrap(), None).unwrap();
        assert_eq!(first.sequence().get(), 1);
    }
}
