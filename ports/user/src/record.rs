//! Events on their way into a store.

use kernel::{EventId, Timestamp};
use user::UserEvent;

/// An event with the identity under which it is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Unique.
    pub id: EventId,
    /// When it happened.
    pub at: Timestamp,
    /// What happened.
    pub event: UserEvent,
}

impl Recorded {
    /// Gives each event an identity.
    pub(crate) fn all(events: &[UserEvent], at: Timestamp, next_id: &mut dyn FnMut() -> EventId) -> Vec<Self> {
        events.iter().map(|event| Self { id: next_id(), at, event: event.clone() }).collect()
    }
}
