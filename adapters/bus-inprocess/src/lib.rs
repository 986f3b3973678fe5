//! The event bus of a single process: publishing is handling.
//!
//! [`InProcessBus`] hands an event to every handler that wants its type and returns once all of them had their effect.
//! So nothing needs to be stored on the way: what is not handled stays in the outbox that it comes from.
#![warn(missing_docs)]

use std::collections::{HashMap, HashSet};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use async_trait::async_trait;
use futures::FutureExt;
use futures::future::join_all;
use platform::{BusError, Envelope, EventBus, EventHandler, HandleError};
use thiserror::Error;

/// Hands events to the handlers in this process.
pub struct InProcessBus {
    handlers: HashMap<&'static str, Vec<Arc<dyn EventHandler>>>,
}

/// Collects the handlers of a bus.
#[derive(Default)]
pub struct InProcessBusBuilder {
    handlers: Vec<Arc<dyn EventHandler>>,
}

/// Two handlers have one name: they would take each other's events for handled.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("two event handlers are called {0}")]
pub struct DuplicateHandler(&'static str);

/// A handler could not handle an event.
#[derive(Debug, Error)]
enum HandlerError {
    #[error("{0} failed")]
    Failed(&'static str, #[source] HandleError),
    #[error("{0} panicked")]
    Panicked(&'static str),
}

impl InProcessBus {
    /// A bus without handlers yet.
    #[must_use]
    pub fn builder() -> InProcessBusBuilder {
        InProcessBusBuilder::default()
    }
}

impl InProcessBusBuilder {
    /// Adds a handler.
    #[must_use]
    pub fn subscribe(mut self, handler: Arc<dyn EventHandler>) -> Self {
        self.handlers.push(handler);
        self
    }

    /// Adds handlers.
    #[must_use]
    pub fn subscribe_all(mut self, handlers: impl IntoIterator<Item = Arc<dyn EventHandler>>) -> Self {
        self.handlers.extend(handlers);
        self
    }

    /// The bus.
    ///
    /// # Errors
    /// [`DuplicateHandler`] when two handlers have the same name, which is what events are deduped by.
    pub fn build(self) -> Result<InProcessBus, DuplicateHandler> {
        let mut names = HashSet::new();
        let mut handlers: HashMap<&'static str, Vec<Arc<dyn EventHandler>>> = HashMap::new();
        for handler in self.handlers {
            if !names.insert(handler.name()) {
                return Err(DuplicateHandler(handler.name()));
            }
            for event_type in handler.event_types() {
                handlers.entry(event_type).or_default().push(Arc::clone(&handler));
            }
        }
        Ok(InProcessBus { handlers })
    }
}

/// What a handler made of an event; a panic is a failure like any other.
async fn handled(handler: &dyn EventHandler, envelope: &Envelope) -> Result<(), HandlerError> {
    match AssertUnwindSafe(handler.handle(envelope)).catch_unwind().await {
        Ok(outcome) => outcome.map_err(|error| HandlerError::Failed(handler.name(), error)),
        Err(_) => Err(HandlerError::Panicked(handler.name())),
    }
}

#[async_trait]
impl EventBus for InProcessBus {
    /// Handlers work side by side, and one that fails keeps no other from its effect. As long as one may still succeed
    /// the event is to be published again (to all: they dedupe); it is poison once only such are left as will never
    /// take it. An event that nobody wants is published.
    async fn publish(&self, envelope: &Envelope) -> Result<(), BusError> {
        let Some(handlers) = self.handlers.get(envelope.event_type.as_str()) else { return Ok(()) };
        let mut poison = None;
        for outcome in join_all(handlers.iter().map(|handler| handled(&**handler, envelope))).await {
            match outcome {
                Ok(()) => {}
                Err(error @ HandlerError::Failed(_, HandleError::Poison(_))) => poison = Some(error),
                Err(error) => return Err(BusError::Unavailable(Box::new(error))),
            }
        }
        poison.map_or(Ok(()), |error| Err(BusError::Poison(Box::new(error))))
    }
}
