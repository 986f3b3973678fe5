//! The notification context's ports in memory, which tests of routes and consumers rely on.

use std::sync::Arc;

use fixtures::notification::{MemoryNotifications, MemoryShops};
use tradepost_conformance::notification::{self as contract, Notifications};

macro_rules! in_memory {
    ($($rule:ident)+) => {$(
        #[tokio::test]
        async fn $rule() {
            let notifications = Arc::new(MemoryNotifications::default());
            contract::$rule(&Notifications { store: notifications.clone(), reader: notifications }).await;
        }
    )+};
}

in_memory! {
    keeps_every_kind
    numbers_each_user_without_gaps
    numbers_many_at_once
    tells_of_an_event_once
    tells_of_an_event_in_several_ways
    lists_in_pages
    gives_what_came_after
    marks_ones_own_as_read
}

#[tokio::test]
async fn knows_who_owns_a_shop() {
    contract::knows_who_owns_a_shop(&MemoryShops::default()).await;
}

#[tokio::test]
async fn keeps_the_newest_owner() {
    contract::keeps_the_newest_owner(&MemoryShops::default()).await;
}
