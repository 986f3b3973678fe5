//! The domain's events as envelopes.

use kernel::{EventId, Timestamp};
use platform::Envelope;
use user::UserEvent;

use super::{AccountBannedV1, AccountRegisteredV1, AccountUnbannedV1, ShopChangedV1, ShopOpenedV1};
use crate::{SchemaError, seal};

/// The envelope of an event; its key is the account's or the shop's id.
///
/// # Errors
/// [`SchemaError`] when the event cannot be written, which is a defect.
pub fn user_envelope(id: EventId, occurred_at: Timestamp, event: &UserEvent) -> Result<Envelope, SchemaError> {
    match event {
        UserEvent::AccountRegistered { user, at } => {
            let wire = AccountRegisteredV1 { user_id: user.to_string(), at: at.to_string() };
            seal(id, user, occurred_at, &wire)
        }
        UserEvent::AccountBanned { user, at } => {
            seal(id, user, occurred_at, &AccountBannedV1 { user_id: user.to_string(), at: at.to_string() })
        }
        UserEvent::AccountUnbanned { user, at } => {
            seal(id, user, occurred_at, &AccountUnbannedV1 { user_id: user.to_string(), at: at.to_string() })
        }
        UserEvent::ShopOpened { shop, owner, name, slug, opened_at } => {
            let wire = ShopOpenedV1 {
                seller_id: shop.to_string(),
                owner_id: owner.map(|owner| owner.to_string()),
                name: name.to_string(),
                slug: slug.to_string(),
                opened_at: opened_at.to_string(),
            };
            seal(id, shop, occurred_at, &wire)
        }
        UserEvent::ShopChanged { shop, owner, name, slug, opened_at } => {
            let wire = ShopChangedV1 {
                seller_id: shop.to_string(),
                owner_id: owner.map(|owner| owner.to_string()),
                name: name.to_string(),
                slug: slug.to_string(),
                opened_at: opened_at.to_string(),
            };
            seal(id, shop, occurred_at, &wire)
        }
    }
}
