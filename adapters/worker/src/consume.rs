//! What all consumers need: reading an event, and saying why it cannot be handled.
#![cfg_attr(
    not(all(feature = "user", feature = "product", feature = "order", feature = "notification")),
    allow(dead_code, reason = "a service builds its own context's consumers alone, and they may not need all of it")
)]

use std::error::Error;
use std::str::FromStr;

use kit_events::WireEvent;
use platform::{AppError, BoxError, Envelope, ErrorKind, HandleError};

/// The event in an envelope.
pub(crate) fn open<E: WireEvent>(envelope: &Envelope) -> Result<E, HandleError> {
    kit_events::open(envelope).map_err(poison)
}

/// A member of an event as a value of the kernel or the domain: an id, a time, a slug.
pub(crate) fn read<T: FromStr<Err: Into<BoxError>>>(envelope: &Envelope, text: &str) -> Result<T, HandleError> {
    text.parse().map_err(|error: T::Err| poison(kit_events::schema_error(&envelope.event_type, error)))
}

/// It will never work.
pub(crate) fn poison(error: impl Error + Send + Sync + 'static) -> HandleError {
    HandleError::Poison(Box::new(error))
}

/// What a use case's error means for an event: input that breaks a rule stays wrong; all else may be right later, what
/// is not found included, since contexts learn of each other in any order.
pub(crate) fn failed(error: impl AppError) -> HandleError {
    match error.kind() {
        ErrorKind::Invalid | ErrorKind::TooLarge | ErrorKind::UnsupportedType => HandleError::Poison(Box::new(error)),
        _ => HandleError::Retry(Box::new(error)),
    }
}
