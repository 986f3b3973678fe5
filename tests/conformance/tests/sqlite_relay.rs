//! Events on their way from one context's database to another's consumer.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use bus_inprocess::InProcessBus;
use fixtures::notification::{at, event};
use kernel::Timestamp;
use platform::{Clock, Envelope, EventHandler, HandleError, OutboxReader};
use storage_sqlite::notification::MIGRATIONS;
use storage_sqlite::{Database, SqliteOutbox, outbox};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;
use worker::{Relay, RelaySettings};

struct StoppedClock;

impl Clock for StoppedClock {
    fn now(&self) -> Timestamp {
        at(1_000)
    }
}

/// Notes the numbers of the events that it handles, by key.
#[derive(Default)]
struct Recorder(Mutex<HashMap<String, Vec<u128>>>);

#[async_trait]
impl EventHandler for Recorder {
    fn name(&self) -> &'static str {
        "test.recorder"
    }

    fn event_types(&self) -> &'static [&'static str] {
        &["order.paid.v1"]
    }

    async fn handle(&self, envelope: &Envelope) -> Result<(), HandleError> {
        tokio::task::yield_now().await;
        let number = envelope.id.uuid().as_u128();
        self.0.lock().unwrap().entry(envelope.key.clone()).or_default().push(number);
        Ok(())
    }
}

async fn append(database: &Database, number: u128, key: &str) {
    let envelope = Envelope {
        id: event(number),
        event_type: "order.paid.v1".to_owned(),
        key: key.to_owned(),
        occurred_at: at(0),
        payload: "{}".to_owned(),
    };
    let mut write = database.write().await.unwrap();
    outbox::append(&mut write, &[envelope]).await.unwrap();
    write.commit().await.unwrap();
}

/// The relay is told to look by itself once an hour: what arrives, arrives because the commit woke it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_commit_reaches_its_consumer_once_and_in_order() {
    let folder = TempDir::new().unwrap();
    let database = Database::open(&folder.path().join("order.db"), &MIGRATIONS).await.unwrap();
    let reader = Arc::new(SqliteOutbox::new(database.clone()));
    let recorder = Arc::new(Recorder::default());
    let bus = Arc::new(InProcessBus::builder().subscribe(recorder.clone()).build().unwrap());
    let settings = RelaySettings { idle: Duration::from_hours(1), ..RelaySettings::default() };
    let stop = CancellationToken::new();
    let relay = Relay::new("order", reader.clone(), bus, Arc::new(StoppedClock)).with(settings);
    let relay = tokio::spawn(relay.run(stop.clone()));

    let writers: Vec<_> = (0..10)
        .map(|writer: u128| {
            let database = database.clone();
            tokio::spawn(async move {
                for step in 0..20 {
                    append(&database, writer * 100 + step, &format!("chk_{writer}")).await;
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    let all_published = async {
        while reader.stats().await.unwrap().unpublished > 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), all_published).await.unwrap();
    stop.cancel();
    relay.await.unwrap();

    let expected: HashMap<String, Vec<u128>> =
        (0..10).map(|writer| (format!("chk_{writer}"), (0..20).map(|step| writer * 100 + step).collect())).collect();
    assert_eq!(*recorder.0.lock().unwrap(), expected);
}
