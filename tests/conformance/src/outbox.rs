//! What every outbox keeps: nothing is lost, nothing overtakes its like.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use fixtures::notification::{at, event};
use kernel::EventId;
use platform::{Envelope, OutboxReader, OutboxStats};

/// An outbox and the way into it.
#[async_trait]
pub trait Outbox: Send + Sync {
    /// Adds events in one transaction, as a store does.
    async fn append(&self, envelopes: &[Envelope]);

    /// Its reader.
    fn reader(&self) -> Arc<dyn OutboxReader>;
}

/// The event with a number, of an aggregate.
fn envelope(number: u128, key: &str) -> Envelope {
    Envelope {
        id: event(number),
        event_type: "order.paid.v1".to_owned(),
        key: key.to_owned(),
        occurred_at: at(i64::try_from(number).expect("a small number")),
        payload: format!("{{\"number\": {number}, \"text\": \"ä \\\" 🙂\"}}"),
    }
}

async fn fill(outbox: &dyn Outbox, events: &[(u128, &str)]) -> Arc<dyn OutboxReader> {
    let envelopes: Vec<Envelope> = events.iter().map(|&(number, key)| envelope(number, key)).collect();
    outbox.append(&envelopes).await;
    outbox.reader()
}

/// Leases at a time, for ten milliseconds; gives the numbers.
async fn lease(reader: &dyn OutboxReader, now: i64, limit: u32) -> Vec<u128> {
    let leased = reader.lease(at(now), at(now + 10), limit).await.expect("leased");
    leased.iter().map(|envelope| envelope.id.uuid().as_u128()).collect()
}

async fn stats(reader: &dyn OutboxReader) -> (u64, u64) {
    let OutboxStats { unpublished, parked } = reader.stats().await.expect("counted");
    (unpublished, parked)
}

fn ids(numbers: &[u128]) -> Vec<EventId> {
    numbers.iter().copied().map(event).collect()
}

const NONE: [u128; 0] = [];

/// Every field comes out as it went in, oldest first, and no more than asked for.
pub async fn gives_events_oldest_first(outbox: &dyn Outbox) {
    let reader = fill(outbox, &[(3, "a"), (1, "b"), (2, "c")]).await;
    let leased = reader.lease(at(0), at(10), 2).await.expect("leased");
    assert_eq!(leased, [envelope(3, "a"), envelope(1, "b")]);
    assert_eq!(lease(&*reader, 0, 9).await, [2]);
    assert_eq!(lease(&*reader, 0, 9).await, NONE);
}

/// What is leased is nobody else's until the lease has run out.
pub async fn a_lease_is_exclusive_until_it_runs_out(outbox: &dyn Outbox) {
    let reader = fill(outbox, &[(1, "a")]).await;
    assert_eq!(lease(&*reader, 0, 9).await, [1]);
    assert_eq!(lease(&*reader, 9, 9).await, NONE);
    assert_eq!(lease(&*reader, 10, 9).await, [1]);
}

/// Many who lease at the same time never get the same event.
pub async fn many_lease_at_once(outbox: &dyn Outbox) {
    let keys: Vec<String> = (0..30).map(|number| format!("key {number}")).collect();
    let events: Vec<(u128, &str)> = (1..).zip(keys.iter().map(String::as_str)).collect();
    let reader = fill(outbox, &events).await;
    let leases: Vec<_> = (0..10)
        .map(|_| {
            let reader = Arc::clone(&reader);
            tokio::spawn(async move { lease(&*reader, 0, 3).await })
        })
        .collect();
    let mut all = Vec::new();
    for leased in leases {
        all.extend(leased.await.expect("leased"));
    }
    all.sort_unstable();
    assert_eq!(all, (1..=30).collect::<Vec<_>>());
}

/// A later event of an aggregate waits until the earlier one is published.
pub async fn an_aggregates_events_keep_their_order(outbox: &dyn Outbox) {
    let reader = fill(outbox, &[(1, "a"), (2, "a"), (3, "b"), (4, "a")]).await;
    // Both of one aggregate may come in one lease, in order.
    assert_eq!(lease(&*reader, 0, 2).await, [1, 2]);
    assert_eq!(lease(&*reader, 0, 9).await, [3]);
    reader.published(&ids(&[1]), at(1)).await.expect("marked");
    assert_eq!(lease(&*reader, 1, 9).await, NONE);
    reader.published(&ids(&[2]), at(1)).await.expect("marked");
    assert_eq!(lease(&*reader, 1, 9).await, [4]);
}

/// An event that failed waits, and holds up its aggregate alone.
pub async fn a_failure_waits_and_holds_its_like_up(outbox: &dyn Outbox) {
    let reader = fill(outbox, &[(1, "a"), (2, "a"), (3, "b")]).await;
    assert_eq!(lease(&*reader, 0, 1).await, [1]);
    reader.failed(event(1), "away", at(50), 3).await.expect("noted");
    assert_eq!(lease(&*reader, 1, 9).await, [3]);
    assert_eq!(lease(&*reader, 49, 9).await, [3]);
    assert_eq!(lease(&*reader, 50, 1).await, [1]);
    assert_eq!(stats(&*reader).await, (3, 0));
}

/// An event that failed too often is parked with what went wrong, and holds nothing up any more.
pub async fn what_fails_too_often_is_parked(outbox: &dyn Outbox) {
    let reader = fill(outbox, &[(1, "a"), (2, "a")]).await;
    for (now, error) in [(0, "first"), (20, "second")] {
        assert_eq!(lease(&*reader, now, 1).await, [1]);
        reader.failed(event(1), error, at(now + 20), 2).await.expect("noted");
    }
    let parked = reader.parked(9).await.expect("listed");
    assert_eq!(parked.len(), 1);
    assert_eq!(parked[0].envelope, envelope(1, "a"));
    assert_eq!((parked[0].attempts, parked[0].last_error.as_str()), (2, "second"));
    assert_eq!(stats(&*reader).await, (2, 1));
    assert_eq!(lease(&*reader, 1000, 9).await, [2]);
}

/// Parked events are listed oldest first, and no more than asked for.
pub async fn parked_events_are_listed(outbox: &dyn Outbox) {
    let reader = fill(outbox, &[(3, "a"), (1, "b"), (2, "c")]).await;
    for number in [1, 2, 3] {
        reader.failed(event(number), "poison", at(0), 1).await.expect("noted");
    }
    let parked: Vec<EventId> = reader.parked(2).await.expect("listed").iter().map(|it| it.envelope.id).collect();
    assert_eq!(parked, ids(&[3, 1]));
}

/// A parked event can be put back in line with all its tries; others cannot.
pub async fn a_parked_event_can_be_retried(outbox: &dyn Outbox) {
    let reader = fill(outbox, &[(1, "a"), (2, "b")]).await;
    reader.failed(event(1), "poison", at(900), 1).await.expect("noted");
    assert!(reader.retry(event(1), at(5)).await.expect("retried"));
    assert_eq!(stats(&*reader).await, (2, 0));
    assert_eq!(lease(&*reader, 5, 1).await, [1]);
    reader.failed(event(1), "again", at(20), 2).await.expect("noted");
    assert_eq!(stats(&*reader).await, (2, 0), "its tries count anew");
    assert!(!reader.retry(event(2), at(5)).await.expect("retried"));
    assert!(!reader.retry(event(99), at(5)).await.expect("retried"));
}

/// What is given back can be leased at once, in order, and did not fail.
pub async fn what_is_given_back_is_leased_again(outbox: &dyn Outbox) {
    let reader = fill(outbox, &[(1, "a"), (2, "a"), (3, "b")]).await;
    assert_eq!(lease(&*reader, 0, 9).await, [1, 2, 3]);
    reader.release(&ids(&[1, 2])).await.expect("released");
    assert_eq!(lease(&*reader, 1, 9).await, [1, 2]);
    // One try is left after giving back, as before.
    reader.release(&ids(&[1, 2])).await.expect("released");
    reader.failed(event(1), "away", at(30), 2).await.expect("noted");
    assert_eq!(stats(&*reader).await, (3, 0));
    // Giving back what comes later does not let it overtake.
    assert_eq!(lease(&*reader, 2, 9).await, NONE);
    reader.release(&[]).await.expect("released");
}

/// Giving back does not bring back what is published or parked.
pub async fn what_is_over_cannot_be_given_back(outbox: &dyn Outbox) {
    let reader = fill(outbox, &[(1, "a"), (2, "b")]).await;
    reader.published(&ids(&[1]), at(1)).await.expect("marked");
    reader.failed(event(2), "poison", at(0), 1).await.expect("noted");
    reader.release(&ids(&[1, 2])).await.expect("released");
    assert_eq!(lease(&*reader, 99, 9).await, NONE);
    assert_eq!(stats(&*reader).await, (1, 1));
}

/// Marking twice, or what is unknown, is no error, and a late failure takes nothing back.
pub async fn published_is_final(outbox: &dyn Outbox) {
    let reader = fill(outbox, &[(1, "a")]).await;
    reader.published(&ids(&[1, 99]), at(1)).await.expect("marked");
    reader.published(&ids(&[1]), at(500)).await.expect("marked");
    reader.published(&[], at(500)).await.expect("marked");
    reader.failed(event(1), "late", at(2), 1).await.expect("noted");
    assert_eq!(stats(&*reader).await, (0, 0));
    assert_eq!(lease(&*reader, 99, 9).await, NONE);
    // The first time counts.
    assert_eq!(reader.prune(at(2)).await.expect("pruned"), 1);
}

/// Pruning removes what was published before a time, and nothing that is not published.
pub async fn pruning_removes_old_published_events(outbox: &dyn Outbox) {
    let reader = fill(outbox, &[(1, "a"), (2, "b"), (3, "c"), (4, "d")]).await;
    reader.published(&ids(&[1]), at(10)).await.expect("marked");
    reader.published(&ids(&[2]), at(20)).await.expect("marked");
    reader.failed(event(3), "poison", at(0), 1).await.expect("noted");
    assert_eq!(reader.prune(at(20)).await.expect("pruned"), 1);
    assert_eq!(reader.prune(at(20)).await.expect("pruned"), 0);
    assert_eq!(reader.prune(at(21)).await.expect("pruned"), 1);
    assert_eq!(stats(&*reader).await, (2, 1));
    assert_eq!(lease(&*reader, 30, 9).await, [4]);
}

/// Whoever waits learns of a commit at once, even of one that came before they waited; without one they wait as long
/// as they said.
pub async fn hints_at_what_is_new(outbox: &dyn Outbox) {
    const LONG: Duration = Duration::from_secs(60);
    let reader = fill(outbox, &[(1, "a")]).await;
    let hinted = async || tokio::time::timeout(LONG / 2, reader.changed(LONG)).await.is_ok();
    assert!(hinted().await, "a commit before the wait");
    let second = [envelope(2, "a")];
    let (during, ()) = tokio::join!(hinted(), outbox.append(&second));
    assert!(during, "a commit during the wait");
    let started = tokio::time::Instant::now();
    reader.changed(Duration::from_millis(30)).await;
    assert!(started.elapsed() >= Duration::from_millis(30), "no commit");
}
