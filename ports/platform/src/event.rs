//! Events between contexts: written to an outbox with the state they tell of, published at least once, handled with
//! exactly one effect.

use std::time::Duration;

use async_trait::async_trait;
use kernel::{EventId, Timestamp};
use thiserror::Error;

use crate::{BoxError, StoreError};

/// An event on its way between contexts. The payload is JSON in the schema that `kit-events` has for the type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// Unique across contexts; consumers dedupe by it.
    pub id: EventId,
    /// `<context>.<what happened>.v<schema version>`, such as `order.paid.v1`.
    pub event_type: String,
    /// The text of the aggregate's id; events of one aggregate are published in the order in which they happened.
    pub key: String,
    /// When it happened.
    pub occurred_at: Timestamp,
    /// The payload as JSON.
    pub payload: String,
}

/// How an outbox stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutboxStats {
    /// Events that are not published yet, parked ones included.
    pub unpublished: u64,
    /// Events that were tried too often and wait for somebody to look.
    pub parked: u64,
}

/// An event that was tried too often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParkedEvent {
    /// The event.
    pub envelope: Envelope,
    /// How often it was tried.
    pub attempts: u32,
    /// What went wrong the last time.
    pub last_error: String,
}

/// Reads a context's outbox: one relay at a time works on an event, and a relay that dies loses nothing.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait OutboxReader: Send + Sync {
    /// Leases up to `limit` unpublished events, oldest first, until `until`. An event whose lease has run out, or that
    /// was released, is leased again; of one aggregate (`key`) a later event is never leased before an earlier one is
    /// published or parked.
    async fn lease(&self, now: Timestamp, until: Timestamp, limit: u32) -> Result<Vec<Envelope>, StoreError>;

    /// Marks events as published; marking one twice is no error.
    async fn published(&self, ids: &[EventId], now: Timestamp) -> Result<(), StoreError>;

    /// Gives an event back after a failure, to be leased again at `retry_at`; after `park_after` failures it is parked
    /// instead.
    async fn failed(&self, id: EventId, error: &str, retry_at: Timestamp, park_after: u32) -> Result<(), StoreError>;

    /// Gives events back that were leased and not tried: they can be leased again at once, and it counts as no failure.
    async fn release(&self, ids: &[EventId]) -> Result<(), StoreError>;

    /// Events that were parked, oldest first.
    async fn parked(&self, limit: u32) -> Result<Vec<ParkedEvent>, StoreError>;

    /// Puts a parked event back in line; `false` when it is not parked.
    async fn retry(&self, id: EventId, now: Timestamp) -> Result<bool, StoreError>;

    /// How many events wait.
    async fn stats(&self) -> Result<OutboxStats, StoreError>;

    /// Removes events that were published before `before`; returns how many.
    async fn prune(&self, before: Timestamp) -> Result<u64, StoreError>;

    /// Returns when something was committed to the outbox since the last call, or after `at_most`: a hint that saves
    /// the relay from waiting, never the only thing that wakes it.
    async fn changed(&self, at_most: Duration);
}

/// The identity under which a consumer handled an event. A store that is given one records it in the same transaction
/// as the effect, and answers a second time without an effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Inbox {
    /// The event.
    pub event: EventId,
    /// The consumer, such as `product.confirm_hold`.
    pub consumer: &'static str,
}

/// Why a consumer could not handle an event.
#[derive(Debug, Error)]
pub enum HandleError {
    /// It may work later.
    #[error("the event cannot be handled now: {0}")]
    Retry(#[source] BoxError),
    /// It will never work: the payload does not fit its schema, or breaks a rule. Parked for somebody to look.
    #[error("the event cannot be handled: {0}")]
    Poison(#[source] BoxError),
}

/// A consumer of events.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait EventHandler: Send + Sync {
    /// The consumer's name, stable over releases: `notification.order_events`.
    fn name(&self) -> &'static str;

    /// The types that it wants.
    fn event_types(&self) -> &'static [&'static str];

    /// Has its effect, once however often it is called with the same event. Returns once the effect is durable.
    async fn handle(&self, envelope: &Envelope) -> Result<(), HandleError>;
}

/// Why an event could not be published.
#[derive(Debug, Error)]
pub enum BusError {
    /// The broker, or a consumer within this process, cannot take it now.
    #[error("the event cannot be published now")]
    Unavailable(#[source] BoxError),
    /// A consumer within this process will never take it.
    #[error("a consumer refuses the event")]
    Poison(#[source] BoxError),
}

/// Carries events to the consumers of all contexts.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait EventBus: Send + Sync {
    /// Returns once the event will reach every consumer that is subscribed to its type, even if this process dies.
    async fn publish(&self, envelope: &Envelope) -> Result<(), BusError>;
}
