//! The order context's stores on SQLite.
#![expect(clippy::unwrap_used, reason = "a database that cannot be opened fails the test")]

use std::sync::Arc;
use std::time::Duration;

use fixtures::order::{at, placed};
use order::PaymentMethod;
use platform::OutboxReader;
use storage_sqlite::order::{MIGRATIONS, SqliteCarts, SqliteCheckouts, SqliteOrders};
use storage_sqlite::{Database, SqliteOutbox};
use tradepost_conformance::order::Stores;

fn stores_in(database: &Database) -> Stores {
    Stores {
        carts: Arc::new(SqliteCarts::new(database.clone())),
        checkouts: Arc::new(SqliteCheckouts::new(database.clone())),
        orders: Arc::new(SqliteOrders::new(database.clone())),
    }
}

async fn stores() -> Stores {
    stores_in(&Database::in_memory(&MIGRATIONS).await.unwrap())
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

/// Readers and the writer are different connections on a file.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_are_as_good_as_memory() {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::open(&folder.path().join("order.db"), &MIGRATIONS).await.unwrap();
    tradepost_conformance::order::concurrent_adds_are_all_had(stores_in(&database)).await;
    tradepost_conformance::order::every_state_is_kept_as_it_is(stores_in(&database)).await;
    database.close().await;
}

#[tokio::test]
async fn what_happened_is_in_the_outbox_in_order() {
    let database = Database::in_memory(&MIGRATIONS).await.unwrap();
    tradepost_conformance::order::placing_is_all_or_nothing(stores_in(&database)).await;
    let outbox = SqliteOutbox::new(database);
    let envelopes = outbox.lease(at(9), at(9).plus(Duration::from_secs(9)), 10).await.unwrap();
    let types: Vec<_> = envelopes.iter().map(|envelope| envelope.event_type.as_str()).collect();
    assert_eq!(types, ["order.placed.v1", "order.placed.v1", "order.payment_requested.v1"]);
    let id = placed(1, PaymentMethod::Card).checkout().id.to_string();
    assert!(envelopes.iter().all(|envelope| envelope.key == id && envelope.occurred_at == at(0)));
}
