//! The relay: carries events from an outbox to the bus.

use std::collections::{HashMap, VecDeque};
use std::error::Error;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt;
use kernel::{EventId, Timestamp};
use platform::{BusError, Clock, Envelope, EventBus, OutboxReader};
use thiserror::Error;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::Job;

/// How a relay works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelaySettings {
    /// How many events are leased at once.
    pub batch: u32,
    /// How long an event is leased. A relay that dies holds its events up for so long.
    pub lease: Duration,
    /// How long publishing one event may take, well below the lease: nothing is begun that could outlive it.
    pub patience: Duration,
    /// How many aggregates are worked on at the same time.
    pub concurrency: usize,
    /// The wait after the first failure of an event; it doubles with each further one.
    pub first_delay: Duration,
    /// The longest wait after a failure.
    pub longest_delay: Duration,
    /// After so many failures an event is parked.
    pub park_after: u32,
    /// How often to look when the outbox gives no hint.
    pub idle: Duration,
}

impl Default for RelaySettings {
    fn default() -> Self {
        Self {
            batch: 64,
            lease: Duration::from_secs(30),
            patience: Duration::from_secs(15),
            concurrency: 8,
            first_delay: Duration::from_millis(200),
            longest_delay: Duration::from_mins(5),
            park_after: 20,
            idle: Duration::from_secs(1),
        }
    }
}

/// Carries the events of one outbox to the bus, each at least once.
///
/// Events of one aggregate (`key`) go one after the other, each only when the one before is published or parked; those
/// of different aggregates go side by side. An event that fails waits, then is tried again; one that will never work is
/// parked at once. A crash between publishing and marking publishes again: consumers dedupe.
#[derive(Clone)]
pub struct Relay {
    name: &'static str,
    outbox: Arc<dyn OutboxReader>,
    bus: Arc<dyn EventBus>,
    clock: Arc<dyn Clock>,
    settings: RelaySettings,
}

/// Events of one aggregate, in order, under one lease.
struct Chain {
    envelopes: VecDeque<Envelope>,
    until: Timestamp,
}

/// How far a chain was carried.
#[derive(Default)]
struct Carried {
    published: Vec<EventId>,
    failed: Option<(Envelope, Failure)>,
    untried: Vec<EventId>,
}

/// Why an event was not published.
#[derive(Debug, Error)]
enum Failure {
    #[error(transparent)]
    Bus(BusError),
    #[error("publishing took longer than {0:?}")]
    Slow(Duration),
    #[error("publishing panicked")]
    Panic,
}

/// What a relay has in hand.
struct Hands {
    relay: Relay,
    stop: CancellationToken,
    waiting: VecDeque<Chain>,
    running: JoinSet<Carried>,
    /// The events that failed, as far as this relay saw; the outbox counts on its own to park them.
    failures: HashMap<EventId, Failed>,
}

/// How often an event failed, and when it is tried again.
struct Failed {
    times: u32,
    retry_at: Timestamp,
}

impl Relay {
    /// A relay of the outbox that `name` stands for in the log and the metrics: the context's name.
    #[must_use]
    pub fn new(
        name: &'static str,
        outbox: Arc<dyn OutboxReader>,
        bus: Arc<dyn EventBus>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self { name, outbox, bus, clock, settings: RelaySettings::default() }
    }

    /// The relay with other settings.
    #[must_use]
    pub fn with(self, settings: RelaySettings) -> Self {
        Self { settings, ..self }
    }

    /// What keeps the outbox small and known: removes events a week after they were published, and measures what waits.
    #[must_use]
    pub fn upkeep(&self) -> Vec<Job> {
        const KEPT: Duration = Duration::from_hours(7 * 24);
        let (outbox, clock) = (Arc::clone(&self.outbox), Arc::clone(&self.clock));
        let prune = Job::new(format!("{}.prune_outbox", self.name), Duration::from_hours(1), move || {
            let (outbox, before) = (Arc::clone(&outbox), clock.now().minus(KEPT));
            async move { Ok(outbox.prune(before).await.map(drop)?) }
        });
        let (name, outbox) = (self.name, Arc::clone(&self.outbox));
        let measure = Job::new(format!("{}.measure_outbox", self.name), Duration::from_secs(15), move || {
            let outbox = Arc::clone(&outbox);
            async move {
                let stats = outbox.stats().await?;
                metrics::gauge!("tradepost_outbox_waiting", "outbox" => name).set(gauge(stats.unpublished));
                metrics::gauge!("tradepost_outbox_parked", "outbox" => name).set(gauge(stats.parked));
                Ok(())
            }
        });
        vec![prune, measure]
    }

    /// Works until `stop` is cancelled. Then it begins nothing, finishes what it is publishing, gives back what it has
    /// not begun, and returns.
    pub async fn run(self, stop: CancellationToken) {
        let outbox = Arc::clone(&self.outbox);
        let mut hands = Hands {
            relay: self,
            stop: stop.clone(),
            waiting: VecDeque::new(),
            running: JoinSet::new(),
            failures: HashMap::new(),
        };
        let mut look = true;
        while !stop.is_cancelled() {
            if look && hands.waiting.is_empty() {
                // After a full batch there may be more.
                look = hands.lease().await;
            }
            hands.start();
            let at_most = hands.rest();
            tokio::select! {
                biased;
                () = stop.cancelled() => {}
                Some(carried) = hands.running.join_next() => {
                    hands.settle(carried.unwrap_or_default()).await;
                    // What comes after the settled events can be leased now.
                    look = true;
                }
                () = outbox.changed(at_most), if hands.waiting.is_empty() && !look => look = true,
            }
        }
        hands.put_down().await;
    }

    /// Publishes a chain's events, up to the first that fails.
    async fn carry(self, mut chain: Chain, stop: CancellationToken) -> Carried {
        let mut carried = Carried::default();
        while let Some(envelope) = chain.envelopes.pop_front() {
            if stop.is_cancelled() || self.clock.now().plus(self.settings.patience) > chain.until {
                carried.untried.push(envelope.id);
                break;
            }
            match self.publish(&envelope).await {
                Ok(()) => carried.published.push(envelope.id),
                Err(failure) => {
                    carried.failed = Some((envelope, failure));
                    break;
                }
            }
        }
        carried.untried.extend(chain.envelopes.iter().map(|envelope| envelope.id));
        carried
    }

    async fn publish(&self, envelope: &Envelope) -> Result<(), Failure> {
        let patience = self.settings.patience;
        match AssertUnwindSafe(tokio::time::timeout(patience, self.bus.publish(envelope))).catch_unwind().await {
            Ok(Ok(outcome)) => outcome.map_err(Failure::Bus),
            Ok(Err(_)) => Err(Failure::Slow(patience)),
            Err(_) => Err(Failure::Panic),
        }
    }
}

impl Hands {
    /// Leases a batch; `true` when it was full.
    async fn lease(&mut self) -> bool {
        let settings = &self.relay.settings;
        let now = self.relay.clock.now();
        let until = now.plus(settings.lease);
        // What should have come again and did not was parked, or taken by another relay.
        self.failures.retain(|_, failed| failed.retry_at.plus(settings.lease) >= now);
        let leased = match self.relay.outbox.lease(now, until, settings.batch.max(1)).await {
            Ok(leased) => leased,
            Err(error) => {
                tracing::error!(outbox = self.relay.name, error = chain(&error), "the outbox cannot be read");
                return false;
            }
        };
        let full = u32::try_from(leased.len()).is_ok_and(|count| count >= settings.batch.max(1));
        let mut position: HashMap<String, usize> = HashMap::new();
        for envelope in leased {
            // A chain begins where its first event stands, so the oldest goes first.
            let at = *position.entry(envelope.key.clone()).or_insert(self.waiting.len());
            match self.waiting.get_mut(at) {
                Some(chain) => chain.envelopes.push_back(envelope),
                None => self.waiting.push_back(Chain { envelopes: VecDeque::from([envelope]), until }),
            }
        }
        full
    }

    fn start(&mut self) {
        while self.running.len() < self.relay.settings.concurrency.max(1) {
            let Some(chain) = self.waiting.pop_front() else { return };
            self.running.spawn(self.relay.clone().carry(chain, self.stop.clone()));
        }
    }

    /// How long to wait for a hint: until the next event that failed is due, or the usual time.
    fn rest(&self) -> Duration {
        let now = self.relay.clock.now();
        let due = self.failures.values().map(|failed| failed.retry_at).filter(|&at| at > now).min();
        due.map_or(self.relay.settings.idle, |at| at.since(now).min(self.relay.settings.idle))
    }

    /// Tells the outbox what became of this chain and of all others that are done by now, in as few writes as possible.
    async fn settle(&mut self, first: Carried) {
        let mut all = vec![first];
        while let Some(carried) = self.running.try_join_next() {
            // A task that was lost settles nothing: its events' leases run out.
            all.push(carried.unwrap_or_default());
        }
        let now = self.relay.clock.now();
        let (mut published, mut untried) = (Vec::new(), Vec::new());
        for carried in all {
            published.extend(carried.published);
            untried.extend(carried.untried);
            // First of all: what comes after it in its chain may be leased once it is released.
            if let Some((envelope, failure)) = carried.failed {
                self.fail(&envelope, &failure, now).await;
            }
        }
        let name = self.relay.name;
        if !published.is_empty() {
            for id in &published {
                self.failures.remove(id);
            }
            let count = u64::try_from(published.len()).unwrap_or(u64::MAX);
            metrics::counter!("tradepost_outbox_published_total", "outbox" => name).increment(count);
            if let Err(error) = self.relay.outbox.published(&published, now).await {
                tracing::error!(outbox = name, error = chain(&error), "events will be published again");
            }
        }
        self.release(&untried).await;
    }

    async fn fail(&mut self, envelope: &Envelope, failure: &Failure, now: Timestamp) {
        let settings = &self.relay.settings;
        let poison = matches!(failure, Failure::Bus(BusError::Poison(_)));
        let attempt = self.failures.get(&envelope.id).map_or(1, |failed| failed.times.saturating_add(1));
        let park_after = if poison { 1 } else { settings.park_after };
        let retry_at = now.plus(delay(settings, attempt));
        if attempt >= park_after {
            self.failures.remove(&envelope.id);
        } else {
            self.failures.insert(envelope.id, Failed { times: attempt, retry_at });
        }
        let (name, reason) = (self.relay.name, chain(failure));
        tracing::warn!(
            outbox = name,
            event = %envelope.id,
            event_type = envelope.event_type,
            attempt,
            poison,
            error = reason,
            "an event was not published"
        );
        let kind = if poison { "poison" } else { "retry" };
        metrics::counter!("tradepost_outbox_failed_total", "outbox" => name, "kind" => kind).increment(1);
        if attempt >= park_after {
            metrics::counter!("tradepost_outbox_parked_total", "outbox" => name).increment(1);
        }
        if let Err(error) = self.relay.outbox.failed(envelope.id, &reason, retry_at, park_after).await {
            tracing::error!(outbox = name, error = chain(&error), "a failure was not noted; the lease will run out");
        }
    }

    async fn release(&self, ids: &[EventId]) {
        if ids.is_empty() {
            return;
        }
        if let Err(error) = self.relay.outbox.release(ids).await {
            tracing::warn!(outbox = self.relay.name, error = chain(&error), "leases were not given back, they run out");
        }
    }

    /// Finishes what is being published and gives back the rest.
    async fn put_down(mut self) {
        let waiting: Vec<EventId> =
            self.waiting.iter().flat_map(|chain| &chain.envelopes).map(|envelope| envelope.id).collect();
        self.release(&waiting).await;
        while let Some(carried) = self.running.join_next().await {
            self.settle(carried.unwrap_or_default()).await;
        }
    }
}

/// The wait after the failure with this number: doubling, and the same every time.
fn delay(settings: &RelaySettings, attempt: u32) -> Duration {
    let doublings = attempt.saturating_sub(1).min(31);
    settings.first_delay.saturating_mul(1 << doublings).min(settings.longest_delay)
}

/// An error and its sources in one line, at most 500 characters: kept with the event for whoever looks.
fn chain(error: &(dyn Error + 'static)) -> String {
    let mut line = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        line.push_str(": ");
        line.push_str(&cause.to_string());
        source = cause.source();
    }
    line.chars().take(500).collect()
}

fn gauge(count: u64) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests;
