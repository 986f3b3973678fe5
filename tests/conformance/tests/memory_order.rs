//! The order context's stores in memory, which tests of use cases and routes rely on.

use std::sync::Arc;

use fixtures::order::MemoryOrders;
use tradepost_conformance::order::Stores;

async fn stores() -> Stores {
    let stores = Arc::new(MemoryOrders::default());
    Stores { carts: stores.clone(), checkouts: stores.clone(), orders: stores }
}

macro_rules! suite {
    ($($name:ident,)+) => {$(
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $name() {
            tradepost_conformance::order::$name(stores().await).await;
        }
    )+};
}

suite! {
    carts_are_kept_as_they_are,
    a_guests_cart_is_merged_once,
    concurrent_adds_are_all_had,
    stale_guests_are_removed,
    every_state_is_kept_as_it_is,
    a_checkout_is_found_by_those_whose_it_is,
    a_claim_stands_for_one_checkout,
    placing_is_all_or_nothing,
    what_was_decided_on_an_old_state_is_refused,
    an_effect_is_had_once,
    due_checkouts_are_found,
    old_claims_are_forgotten,
    lists_show_what_is_there,
    lists_are_paged_by_position,
}
