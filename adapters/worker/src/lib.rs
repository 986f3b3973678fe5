//! Drives what nobody asks for: the outbox relay, the consumers of events, expiries and retries.
//!
//! [`Relay`] carries events from an outbox to the bus; [`Schedule`] runs jobs over and over. A context's module turns
//! events into calls of its use cases. Its cargo feature (`user`, `product`, `order`, `notification`) builds it, so
//! that a service holds its own consumers alone.
//!
//! # Adding a consumer
//! 1. In the module of the context that *consumes*, a struct with the use case, which implements
//!    [`platform::EventHandler`]: `name` is `<context>.<what it does>` and never changes (it is the identity under which
//!    events are deduped), `event_types` lists `kit_events::…::TYPE`s.
//! 2. `handle` opens the envelope with [`kit_events::open`], turns texts into ids with `consume::read`, and calls the
//!    use case with `Inbox { event: envelope.id, consumer: self.name() }`. A schema error becomes `Poison` by
//!    `consume::poison`, a use case's error what its kind says by `consume::failed`.
//! 3. The context's `consumers(…) -> Vec<Arc<dyn EventHandler>>` lists it; the binary's wiring subscribes the list.
//!
//! # Adding a periodic job
//! The context's `jobs(…) -> Vec<Job>` makes a [`Job`] of a name, an interval and a use case; the binary's wiring gives
//! the list to [`Schedule`]. A job does a bounded piece of work (a batch) in each run. Its error is logged, and the next
//! run comes anyway.
#![warn(missing_docs)]

mod consume;
mod relay;
mod schedule;

#[cfg(feature = "notification")]
pub mod notification;
#[cfg(feature = "order")]
pub mod order;
#[cfg(feature = "product")]
pub mod product;
#[cfg(feature = "user")]
pub mod user;

pub use relay::{Relay, RelaySettings};
pub use schedule::{Job, Schedule};
