//! The outbox on SQLite, the same in each context's database.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::sync::Arc;

use async_trait::async_trait;
use platform::{Envelope, OutboxReader};
use storage_sqlite::notification::MIGRATIONS;
use storage_sqlite::{Database, SqliteOutbox, outbox};
use tempfile::TempDir;
use tradepost_conformance::outbox::{self as contract, Outbox};

struct Sqlite {
    database: Database,
    _folder: TempDir,
}

impl Sqlite {
    async fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let database = Database::open(&folder.path().join("context.db"), &MIGRATIONS).await.unwrap();
        Self { database, _folder: folder }
    }
}

#[async_trait]
impl Outbox for Sqlite {
    async fn append(&self, envelopes: &[Envelope]) {
        let mut write = self.database.write().await.unwrap();
        outbox::append(&mut write, envelopes).await.unwrap();
        write.commit().await.unwrap();
    }

    fn reader(&self) -> Arc<dyn OutboxReader> {
        Arc::new(SqliteOutbox::new(self.database.clone()))
    }
}

macro_rules! on_sqlite {
    ($($rule:ident)+) => {$(
        #[tokio::test]
        async fn $rule() {
            contract::$rule(&Sqlite::new().await).await;
        }
    )+};
}

on_sqlite! {
    gives_events_oldest_first
    a_lease_is_exclusive_until_it_runs_out
    many_lease_at_once
    an_aggregates_events_keep_their_order
    a_failure_waits_and_holds_its_like_up
    what_fails_too_often_is_parked
    parked_events_are_listed
    a_parked_event_can_be_retried
    what_is_given_back_is_leased_again
    what_is_over_cannot_be_given_back
    published_is_final
    pruning_removes_old_published_events
    hints_at_what_is_new
}

#[tokio::test]
async fn what_is_rolled_back_is_not_published() {
    let sqlite = Sqlite::new().await;
    let mut write = sqlite.database.write().await.unwrap();
    let envelope = Envelope {
        id: fixtures::notification::event(1),
        event_type: "order.paid.v1".to_owned(),
        key: "a".to_owned(),
        occurred_at: fixtures::notification::at(0),
        payload: "{}".to_owned(),
    };
    outbox::append(&mut write, &[envelope]).await.unwrap();
    drop(write);
    assert_eq!(sqlite.reader().stats().await.unwrap().unpublished, 0);
}
