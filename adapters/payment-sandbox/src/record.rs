//! What the sandbox remembers: payments, refunds, and webhooks that are still to be delivered.
//!
//! These are the lines of the journal, too, so every change of a field must keep reading old lines.

use std::time::Duration;

use kernel::{Money, PaymentId, RefundId, Timestamp};
use serde::{Deserialize, Serialize};

/// Names a payment at the provider; whoever knows it may pay, so it cannot be guessed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Reference(pub(crate) String);

/// A payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Payment {
    pub(crate) reference: Reference,
    /// The shop's name for it.
    #[serde(with = "text")]
    pub(crate) id: PaymentId,
    #[serde(with = "money")]
    pub(crate) amount: Money,
    pub(crate) lines: Vec<Line>,
    /// Where the shopper goes afterwards.
    pub(crate) return_url: String,
    #[serde(with = "millis")]
    pub(crate) opened_at: Timestamp,
    #[serde(with = "millis")]
    pub(crate) expires_at: Timestamp,
    pub(crate) state: State,
    #[serde(default)]
    pub(crate) behaviour: Behaviour,
}

/// What is paid for, as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Line {
    pub(crate) label: String,
    #[serde(with = "money")]
    pub(crate) amount: Money,
}

/// How a payment stands. All but `Open` are final.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub(crate) enum State {
    Open,
    Captured {
        #[serde(with = "millis")]
        at: Timestamp,
    },
    Declined {
        #[serde(with = "millis")]
        at: Timestamp,
    },
    /// Nobody paid in time, or the shopper let it time out.
    Expired {
        #[serde(with = "millis")]
        at: Timestamp,
    },
    /// The shop took it back.
    Cancelled {
        #[serde(with = "millis")]
        at: Timestamp,
    },
}

/// A refund of (a part of) a captured payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Refund {
    #[serde(with = "text")]
    pub(crate) id: RefundId,
    pub(crate) reference: String,
    pub(crate) payment: Reference,
    #[serde(with = "money")]
    pub(crate) amount: Money,
    #[serde(with = "millis")]
    pub(crate) at: Timestamp,
}

/// A webhook that is to be delivered. Delivered ones are forgotten.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Delivery {
    /// The event's id and which copy of it this is.
    pub(crate) key: String,
    /// The webhook's body, the same at each attempt.
    pub(crate) body: String,
    #[serde(with = "millis")]
    pub(crate) due_at: Timestamp,
    /// What is due at the same time goes in this order.
    pub(crate) rank: i64,
    pub(crate) attempts: u32,
    /// The receiver said so often that it does not want it that we no longer try.
    #[serde(default)]
    pub(crate) parked: Option<String>,
}

/// How webhooks behave: as on a bad day, for whoever wants to see what the shop makes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Behaviour {
    /// How long each waits before it is sent: late.
    pub delay_ms: u32,
    /// How often each is sent: twice.
    pub copies: u8,
    /// The events of one act go out in reverse: out of order.
    pub reversed: bool,
}

impl Behaviour {
    /// The longest delay: an hour.
    pub const MAX_DELAY_MS: u32 = 60 * 60 * 1000;
    /// The most copies.
    pub const MAX_COPIES: u8 = 10;

    pub(crate) fn delay(self) -> Duration {
        Duration::from_millis(u64::from(self.delay_ms))
    }
}

impl Default for Behaviour {
    fn default() -> Self {
        Self { delay_ms: 0, copies: 1, reversed: false }
    }
}

/// Values that print and parse.
mod text {
    use std::fmt::Display;
    use std::str::FromStr;

    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<T: Display, S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(value)
    }

    pub(super) fn deserialize<'de, T: FromStr<Err: Display>, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}

/// Points in time as milliseconds.
mod millis {
    use kernel::Timestamp;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(value: &Timestamp, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_i64(value.unix_millis())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Timestamp, D::Error> {
        Timestamp::from_unix_millis(i64::deserialize(from)?).map_err(D::Error::custom)
    }
}

/// Money as amount and currency.
mod money {
    use kernel::Money;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    #[derive(Serialize, Deserialize)]
    struct Wire<'a> {
        amount: i64,
        currency: std::borrow::Cow<'a, str>,
    }

    pub(super) fn serialize<S: Serializer>(value: &Money, to: S) -> Result<S::Ok, S::Error> {
        Wire { amount: value.minor(), currency: value.currency().code().into() }.serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Money, D::Error> {
        let wire = Wire::deserialize(from)?;
        Ok(Money::new(wire.amount, wire.currency.parse().map_err(D::Error::custom)?))
    }
}
