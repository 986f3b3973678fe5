use std::collections::HashSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use kernel::Uuid;
use metrics_exporter_prometheus::PrometheusBuilder;
use platform::{Inbox, OutboxStats, ParkedEvent, StoreError};
use tokio::sync::{Barrier, Notify};
use tokio::time::Instant;

use super::*;

/// Goes with tokio's paused time, so that a test of minutes takes none.
struct TestClock(Instant);

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_unix_millis(1_000_000).unwrap().plus(self.0.elapsed())
    }
}

struct Row {
    envelope: Envelope,
    available_at: Timestamp,
    attempts: u32,
    last_error: String,
    parked: bool,
    published: bool,
}

/// An outbox in memory that keeps the port's contract.
#[derive(Default)]
struct TestOutbox {
    rows: Mutex<Vec<Row>>,
    grew: Notify,
    marking_fails: AtomicBool,
}

impl TestOutbox {
    fn append(&self, number: u128, key: &str) {
        self.rows.lock().unwrap().push(Row {
            envelope: Envelope {
                id: event(number),
                event_type: "order.paid.v1".to_owned(),
                key: key.to_owned(),
                occurred_at: Timestamp::from_unix_millis(1).unwrap(),
                payload: "{}".to_owned(),
            },
            available_at: Timestamp::from_unix_millis(0).unwrap(),
            attempts: 0,
            last_error: String::new(),
            parked: false,
            published: false,
        });
        self.grew.notify_one();
    }

    fn published_events(&self) -> Vec<EventId> {
        self.rows.lock().unwrap().iter().filter(|row| row.published).map(|row| row.envelope.id).collect()
    }

    fn parked_events(&self) -> Vec<(EventId, u32, String)> {
        let rows = self.rows.lock().unwrap();
        rows.iter()
            .filter(|row| row.parked)
            .map(|row| (row.envelope.id, row.attempts, row.last_error.clone()))
            .collect()
    }
}

#[async_trait]
impl OutboxReader for TestOutbox {
    async fn lease(&self, now: Timestamp, until: Timestamp, limit: u32) -> Result<Vec<Envelope>, StoreError> {
        let mut rows = self.rows.lock().unwrap();
        let (mut leased, mut held) = (Vec::new(), HashSet::new());
        for row in rows.iter_mut().filter(|row| !row.published && !row.parked) {
            if row.available_at > now || held.contains(&row.envelope.key) {
                held.insert(row.envelope.key.clone());
            } else if leased.len() < limit as usize {
                row.available_at = until;
                leased.push(row.envelope.clone());
            }
        }
        Ok(leased)
    }

    async fn published(&self, ids: &[EventId], _: Timestamp) -> Result<(), StoreError> {
        if self.marking_fails.swap(false, Ordering::SeqCst) {
            return Err(StoreError::Unavailable("the disk is full".into()));
        }
        for row in self.rows.lock().unwrap().iter_mut().filter(|row| ids.contains(&row.envelope.id)) {
            row.published = true;
        }
        Ok(())
    }

    async fn failed(&self, id: EventId, error: &str, retry_at: Timestamp, park_after: u32) -> Result<(), StoreError> {
        for row in self.rows.lock().unwrap().iter_mut().filter(|row| row.envelope.id == id) {
            row.attempts += 1;
            row.available_at = retry_at;
            row.last_error = error.to_owned();
            row.parked = row.attempts >= park_after;
        }
        Ok(())
    }

    async fn release(&self, ids: &[EventId]) -> Result<(), StoreError> {
        for row in self.rows.lock().unwrap().iter_mut().filter(|row| ids.contains(&row.envelope.id)) {
            row.available_at = Timestamp::from_unix_millis(0).unwrap();
        }
        Ok(())
    }

    async fn parked(&self, _: u32) -> Result<Vec<ParkedEvent>, StoreError> {
        unreachable!("a relay does not look at parked events")
    }

    async fn retry(&self, _: EventId, _: Timestamp) -> Result<bool, StoreError> {
        unreachable!("a relay does not retry parked events")
    }

    async fn stats(&self) -> Result<OutboxStats, StoreError> {
        let rows = self.rows.lock().unwrap();
        let count = |wanted: fn(&Row) -> bool| rows.iter().filter(|row| wanted(row)).count() as u64;
        Ok(OutboxStats { unpublished: count(|row| !row.published), parked: count(|row| row.parked) })
    }

    async fn prune(&self, _: Timestamp) -> Result<u64, StoreError> {
        let mut rows = self.rows.lock().unwrap();
        let before = rows.len();
        rows.retain(|row| !row.published);
        Ok((before - rows.len()) as u64)
    }

    async fn changed(&self, at_most: Duration) {
        let _ = tokio::time::timeout(at_most, self.grew.notified()).await;
    }
}

type Answer = Box<dyn Fn(u128, u32) -> Result<(), BusError> + Send + Sync>;

/// Notes what is published when, and answers as told: by the event's number and which try it is.
struct TestBus {
    started: Instant,
    tries: Mutex<Vec<(u128, Duration)>>,
    tried: Notify,
    answer: Answer,
    /// While this is there, publishing waits for it.
    gate: Option<Arc<Barrier>>,
}

impl TestBus {
    fn new(answer: impl Fn(u128, u32) -> Result<(), BusError> + Send + Sync + 'static) -> Self {
        Self {
            started: Instant::now(),
            tries: Mutex::default(),
            tried: Notify::new(),
            answer: Box::new(answer),
            gate: None,
        }
    }

    fn tries(&self) -> Vec<(u128, Duration)> {
        self.tries.lock().unwrap().clone()
    }

    fn order(&self) -> Vec<u128> {
        self.tries().into_iter().map(|(number, _)| number).collect()
    }
}

#[async_trait]
impl EventBus for TestBus {
    async fn publish(&self, envelope: &Envelope) -> Result<(), BusError> {
        let number = envelope.id.uuid().as_u128();
        let attempt = {
            let mut tries = self.tries.lock().unwrap();
            tries.push((number, self.started.elapsed()));
            tries.iter().filter(|(tried, _)| *tried == number).map(|_| 1).sum()
        };
        self.tried.notify_one();
        if let Some(gate) = &self.gate {
            gate.wait().await;
        }
        (self.answer)(number, attempt)
    }
}

fn event(number: u128) -> EventId {
    EventId::from_uuid(Uuid::from_u128(number))
}

fn unavailable() -> BusError {
    BusError::Unavailable("the consumer is away".into())
}

/// A relay at work.
struct World {
    outbox: Arc<TestOutbox>,
    bus: Arc<TestBus>,
    stop: CancellationToken,
    task: tokio::task::JoinHandle<()>,
}

impl World {
    fn start(outbox: Arc<TestOutbox>, bus: TestBus, settings: RelaySettings) -> Self {
        let (bus, stop) = (Arc::new(bus), CancellationToken::new());
        let relay =
            Relay::new("order", outbox.clone(), bus.clone(), Arc::new(TestClock(Instant::now()))).with(settings);
        let task = tokio::spawn(relay.run(stop.clone()));
        Self { outbox, bus, stop, task }
    }

    async fn until(&self, condition: impl Fn(&Self) -> bool) {
        let deadline = Instant::now() + Duration::from_hours(1);
        while !condition(self) {
            assert!(Instant::now() < deadline, "waited for an hour of paused time");
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    async fn stop(self) -> (Arc<TestOutbox>, Arc<TestBus>) {
        self.stop.cancel();
        self.task.await.unwrap();
        (self.outbox, self.bus)
    }
}

fn outbox(events: &[(u128, &str)]) -> Arc<TestOutbox> {
    let outbox = TestOutbox::default();
    for (number, key) in events {
        outbox.append(*number, key);
    }
    Arc::new(outbox)
}

#[tokio::test(start_paused = true)]
async fn an_event_is_published_as_soon_as_the_outbox_hints_at_it() {
    let world = World::start(outbox(&[]), TestBus::new(|_, _| Ok(())), RelaySettings::default());
    // The relay has looked, found nothing, and sleeps.
    tokio::time::sleep(Duration::from_millis(300)).await;
    world.outbox.append(1, "ord_1");
    world.until(|world| world.outbox.published_events() == [event(1)]).await;
    let (_, bus) = world.stop().await;
    assert_eq!(bus.tries(), [(1, Duration::from_millis(300))]);
}

#[tokio::test(start_paused = true)]
async fn events_of_one_aggregate_keep_their_order_when_one_fails() {
    let bus = TestBus::new(|number, attempt| if number == 1 && attempt < 3 { Err(unavailable()) } else { Ok(()) });
    let world = World::start(outbox(&[(1, "a"), (2, "a"), (3, "b"), (4, "a")]), bus, RelaySettings::default());
    world.until(|world| world.outbox.published_events().len() == 4).await;
    let (_, bus) = world.stop().await;
    let milliseconds = |number| Duration::from_millis(number);
    assert_eq!(
        bus.tries(),
        [
            (1, milliseconds(0)),
            (3, milliseconds(0)),
            (1, milliseconds(200)),
            (1, milliseconds(600)),
            (2, milliseconds(600)),
            (4, milliseconds(600)),
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn events_of_different_aggregates_go_side_by_side() {
    // Nobody gets through the barrier unless two are there at the same time.
    let bus = TestBus { gate: Some(Arc::new(Barrier::new(2))), ..TestBus::new(|_, _| Ok(())) };
    let world = World::start(outbox(&[(1, "a"), (2, "b")]), bus, RelaySettings::default());
    world.until(|world| world.outbox.published_events().len() == 2).await;
    let (_, bus) = world.stop().await;
    assert_eq!(bus.order(), [1, 2]);
}

#[tokio::test(start_paused = true)]
async fn no_more_aggregates_than_allowed_are_worked_on_at_once() {
    let bus = TestBus { gate: Some(Arc::new(Barrier::new(3))), ..TestBus::new(|_, _| Ok(())) };
    let settings = RelaySettings { concurrency: 2, ..RelaySettings::default() };
    let world = World::start(outbox(&[(1, "a"), (2, "b"), (3, "c")]), bus, settings);
    // Two wait for a third that may not come, so both run into their limit.
    world.until(|world| world.bus.tries().len() == 3).await;
    assert_eq!(world.bus.tries()[..2], [(1, Duration::ZERO), (2, Duration::ZERO)]);
    assert_eq!(world.bus.tries()[2], (3, Duration::from_secs(15)));
    world.task.abort();
}

#[tokio::test(start_paused = true)]
async fn what_was_published_but_not_marked_comes_again_and_has_one_effect() {
    let effects = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::new(Mutex::new(HashSet::new()));
    let bus = TestBus::new({
        let effects = effects.clone();
        move |number, _| {
            let inbox = Inbox { event: event(number), consumer: "product.confirm_hold" };
            if seen.lock().unwrap().insert(inbox) {
                effects.lock().unwrap().push(number);
            }
            Ok(())
        }
    });
    let outbox = outbox(&[(1, "a"), (2, "a")]);
    outbox.marking_fails.store(true, Ordering::SeqCst);
    let world = World::start(outbox, bus, RelaySettings::default());
    world.until(|world| world.outbox.published_events().len() == 2).await;
    let (_, bus) = world.stop().await;
    assert_eq!(bus.order(), [1, 2, 1, 2]);
    // Not before the lease has run out, and then within the time between two looks.
    let again = bus.tries()[2].1;
    assert!(again >= Duration::from_secs(30) && again <= Duration::from_secs(31), "{again:?}");
    assert_eq!(*effects.lock().unwrap(), [1, 2]);
}

#[tokio::test(start_paused = true)]
async fn poison_is_parked_at_once_and_holds_nothing_up() {
    let bus =
        TestBus::new(|number, _| if number == 1 { Err(BusError::Poison("no such schema".into())) } else { Ok(()) });
    let world = World::start(outbox(&[(1, "a"), (2, "a")]), bus, RelaySettings::default());
    world.until(|world| world.outbox.published_events() == [event(2)]).await;
    let (outbox, bus) = world.stop().await;
    assert_eq!(bus.order(), [1, 2]);
    assert_eq!(outbox.parked_events(), [(event(1), 1, "a consumer refuses the event: no such schema".to_owned())]);
}

#[tokio::test(start_paused = true)]
async fn what_fails_too_often_is_parked_after_waits_that_double_up_to_a_limit() {
    let settings =
        RelaySettings { park_after: 5, longest_delay: Duration::from_millis(800), ..RelaySettings::default() };
    let world = World::start(outbox(&[(1, "a")]), TestBus::new(|_, _| Err(unavailable())), settings);
    world.until(|world| !world.outbox.parked_events().is_empty()).await;
    let (outbox, bus) = world.stop().await;
    let times: Vec<u128> = bus.tries().iter().map(|(_, at)| at.as_millis()).collect();
    assert_eq!(times, [0, 200, 600, 1400, 2200]);
    let reason = "the event cannot be published now: the consumer is away".to_owned();
    assert_eq!(outbox.parked_events(), [(event(1), 5, reason)]);
}

#[tokio::test(start_paused = true)]
async fn publishing_that_hangs_or_panics_is_a_failure() {
    let bus = TestBus::new(|_, _| panic!("the consumer's own mistake"));
    let settings = RelaySettings { park_after: 1, ..RelaySettings::default() };
    let world = World::start(outbox(&[(1, "a")]), bus, settings.clone());
    world.until(|world| !world.outbox.parked_events().is_empty()).await;
    let (outbox_of_panic, _) = world.stop().await;
    assert_eq!(outbox_of_panic.parked_events(), [(event(1), 1, "publishing panicked".to_owned())]);

    let hangs = TestBus { gate: Some(Arc::new(Barrier::new(2))), ..TestBus::new(|_, _| Ok(())) };
    let world = World::start(outbox(&[(1, "a")]), hangs, settings);
    world.until(|world| !world.outbox.parked_events().is_empty()).await;
    let (outbox_of_hang, bus) = world.stop().await;
    assert_eq!(outbox_of_hang.parked_events(), [(event(1), 1, "publishing took longer than 15s".to_owned())]);
    assert_eq!(bus.order(), [1]);
}

#[tokio::test(start_paused = true)]
async fn stopping_finishes_what_is_under_way_and_gives_back_the_rest() {
    let gate = Arc::new(Barrier::new(2));
    let bus = TestBus { gate: Some(gate.clone()), ..TestBus::new(|_, _| Ok(())) };
    let settings = RelaySettings { concurrency: 1, ..RelaySettings::default() };
    let world = World::start(outbox(&[(1, "a"), (2, "a"), (3, "b")]), bus, settings);
    world.bus.tried.notified().await;
    world.stop.cancel();
    gate.wait().await;
    let (outbox, bus) = world.stop().await;
    assert_eq!(bus.order(), [1]);
    assert_eq!(outbox.published_events(), [event(1)]);
    let now = Timestamp::from_unix_millis(1_000_000).unwrap();
    let leased = outbox.lease(now, now, 9).await.unwrap();
    assert_eq!(leased.iter().map(|envelope| envelope.id).collect::<Vec<_>>(), [event(2), event(3)]);
}

#[tokio::test(start_paused = true)]
async fn upkeep_removes_what_was_published_long_ago() {
    let outbox = outbox(&[(1, "a"), (2, "a")]);
    outbox.published(&[event(1)], Timestamp::from_unix_millis(1).unwrap()).await.unwrap();
    let bus = Arc::new(TestBus::new(|_, _| Ok(())));
    let jobs = Relay::new("order", outbox.clone(), bus, Arc::new(TestClock(Instant::now()))).upkeep();
    assert_eq!(jobs.iter().map(Job::name).collect::<Vec<_>>(), ["order.prune_outbox", "order.measure_outbox"]);
    for job in &jobs {
        job.run_once().await;
    }
    assert_eq!(outbox.rows.lock().unwrap().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn what_becomes_of_events_is_counted() {
    let recorder = PrometheusBuilder::new().build_recorder();
    let seen = recorder.handle();
    let _here = metrics::set_default_local_recorder(&recorder);
    let bus = TestBus::new(|number, attempt| match (number, attempt) {
        (1, _) => Err(BusError::Poison("no such schema".into())),
        (2, 1) => Err(unavailable()),
        _ => Ok(()),
    });
    let world = World::start(outbox(&[(1, "a"), (2, "b"), (3, "c")]), bus, RelaySettings::default());
    world.until(|world| world.outbox.published_events() == [event(2), event(3)]).await;
    let (outbox, bus) = world.stop().await;
    for job in Relay::new("order", outbox, bus, Arc::new(TestClock(Instant::now()))).upkeep() {
        job.run_once().await;
    }
    let counted = seen.render();
    for line in [
        "tradepost_outbox_published_total{outbox=\"order\"} 2",
        "tradepost_outbox_failed_total{outbox=\"order\",kind=\"poison\"} 1",
        "tradepost_outbox_failed_total{outbox=\"order\",kind=\"retry\"} 1",
        "tradepost_outbox_parked_total{outbox=\"order\"} 1",
        "tradepost_outbox_waiting{outbox=\"order\"} 1",
        "tradepost_outbox_parked{outbox=\"order\"} 1",
        "tradepost_job_runs_total{job=\"order.prune_outbox\",outcome=\"succeeded\"} 1",
    ] {
        assert!(counted.lines().any(|counted| counted == line), "{line} is not in\n{counted}");
    }
}
