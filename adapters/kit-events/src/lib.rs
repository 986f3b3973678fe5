//! The wire schemas of all events, versioned.
//!
//! An event's type names its schema: `order.paid.v1`. A schema only ever grows by optional members; anything else is a
//! new version beside the old one, which consumers keep understanding until nothing sends it any more. The snapshot
//! tests fail when the wire form of an event changes.
//!
//! The schemas know no domain type, so that a consumer needs none of the sender's crates. A context's feature (`user`,
//! `product`, `order`) adds the conversions from its domain events, for the stores that write them to the outbox.

pub mod order;
pub mod product;
pub mod user;

use std::fmt::Display;

use kernel::{EventId, Money, Timestamp};
use platform::{BoxError, Envelope};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A wire schema.
pub trait WireEvent: Serialize + DeserializeOwned {
    /// The event's type with its version, such as `order.paid.v1`.
    const TYPE: &'static str;
}

/// An envelope's payload does not fit the schema that its type names.
#[derive(Debug, Error)]
#[error("the payload of {event_type} does not fit its schema")]
pub struct SchemaError {
    event_type: String,
    #[source]
    source: BoxError,
}

/// Puts an event into an envelope. `key` is the aggregate's id.
///
/// # Errors
/// [`SchemaError`] when the event cannot be written as JSON, which is a defect of its schema.
pub fn seal<E: WireEvent>(
    id: EventId,
    key: impl Display,
    occurred_at: Timestamp,
    event: &E,
) -> Result<Envelope, SchemaError> {
    let payload = serde_json::to_string(event).map_err(|source| schema_error(E::TYPE, source))?;
    Ok(Envelope { id, event_type: E::TYPE.to_owned(), key: key.to_string(), occurred_at, payload })
}

/// Reads an envelope whose type is `E::TYPE`.
///
/// # Errors
/// [`SchemaError`] when the payload does not fit, or the envelope is of another type.
pub fn open<E: WireEvent>(envelope: &Envelope) -> Result<E, SchemaError> {
    if envelope.event_type != E::TYPE {
        return Err(schema_error(&envelope.event_type, format!("expected {}", E::TYPE)));
    }
    serde_json::from_str(&envelope.payload).map_err(|source| schema_error(E::TYPE, source))
}

/// A member of an event that should be a value of the kernel (an id, a time, a currency) and is none.
///
/// Consumers report it as [`platform::HandleError::Poison`].
pub fn schema_error(event_type: &str, source: impl Into<BoxError>) -> SchemaError {
    SchemaError { event_type: event_type.to_owned(), source: source.into() }
}

/// Money on the wire: minor units and the currency's code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WireMoney {
    /// The amount in minor units.
    pub amount: i64,
    /// The currency's code (ISO 4217).
    pub currency: String,
}

impl From<Money> for WireMoney {
    fn from(money: Money) -> Self {
        Self { amount: money.minor(), currency: money.currency().code().to_owned() }
    }
}

impl TryFrom<&WireMoney> for Money {
    type Error = kernel::MoneyError;

    fn try_from(money: &WireMoney) -> Result<Self, Self::Error> {
        Ok(Self::new(money.amount, money.currency.parse()?))
    }
}
