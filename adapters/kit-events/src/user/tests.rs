use kernel::{EventId, SellerId, Slug, Timestamp, UserId, Uuid};
use user::{ShopName, UserEvent};

use super::{AccountBannedV1, AccountRegisteredV1, AccountUnbannedV1, ShopChangedV1, ShopOpenedV1, user_envelope};
use crate::{WireEvent, open};

fn time(millis: i64) -> Timestamp {
    Timestamp::from_unix_millis(millis).unwrap()
}

/// Checks the wire form of an event that was recorded later than it says, and that a consumer can read it.
fn check<E: WireEvent>(event: &UserEvent, event_type: &str, key: &str, payload: &str) {
    let (id, at) = (EventId::from_uuid(Uuid::from_u128(9)), time(1_769_860_900_000));
    let envelope = user_envelope(id, at, event).unwrap();
    assert_eq!((envelope.id, envelope.occurred_at), (id, at));
    assert_eq!((envelope.event_type.as_str(), envelope.key.as_str()), (event_type, key));
    assert_eq!(envelope.payload, payload);
    let read: E = open(&envelope).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), payload);
}

const USER: &str = "usr_00000000000000000000000001";
const SHOP: &str = "slr_00000000000000000000000002";

fn user() -> UserId {
    UserId::from_uuid(Uuid::from_u128(1))
}

#[test]
fn the_wire_form_of_an_account_s_events_stays() {
    let (user, at) = (user(), time(1_769_860_800_042));
    let payload = r#"{"user_id":"usr_00000000000000000000000001","at":"2026-01-31T12:00:00.042Z"}"#;
    check::<AccountRegisteredV1>(
        &UserEvent::AccountRegistered { user, at },
        "user.account_registered.v1",
        USER,
        payload,
    );
    check::<AccountBannedV1>(&UserEvent::AccountBanned { user, at }, "user.account_banned.v1", USER, payload);
    check::<AccountUnbannedV1>(&UserEvent::AccountUnbanned { user, at }, "user.account_unbanned.v1", USER, payload);
}

#[test]
fn the_wire_form_of_a_shop_s_events_stays() {
    let shop = SellerId::from_uuid(Uuid::from_u128(2));
    let (name, slug) = (ShopName::new("Ada's \"shoes\"").unwrap(), Slug::new("adas-shoes").unwrap());
    let opened_at = time(1_769_860_800_042);
    check::<ShopOpenedV1>(
        &UserEvent::ShopOpened { shop, owner: None, name: name.clone(), slug: slug.clone(), opened_at },
        "user.shop_opened.v1",
        SHOP,
        r#"{"seller_id":"slr_00000000000000000000000002","owner_id":null,"name":"Ada's \"shoes\"","slug":"adas-shoes","opened_at":"2026-01-31T12:00:00.042Z"}"#,
    );
    check::<ShopChangedV1>(
        &UserEvent::ShopChanged { shop, owner: Some(user()), name, slug, opened_at },
        "user.shop_changed.v1",
        SHOP,
        r#"{"seller_id":"slr_00000000000000000000000002","owner_id":"usr_00000000000000000000000001","name":"Ada's \"shoes\"","slug":"adas-shoes","opened_at":"2026-01-31T12:00:00.042Z"}"#,
    );
}
