//! Points in time.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use thiserror::Error;
use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};

/// A point in time, UTC, to the millisecond: what every store and every wire format here keeps without loss.
///
/// There is no `now`: the time is passed in by whoever asked the clock.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

/// Why something is not a [`Timestamp`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TimestampError {
    /// Not RFC 3339.
    #[error("must be a date and time as in RFC 3339, such as 2026-01-31T12:00:00Z")]
    Malformed,
    /// Before the year 1970 or after the year 9999.
    #[error("must lie between the years 1970 and 9999")]
    OutOfRange,
}

impl Timestamp {
    /// 9999-12-31T23:59:59.999Z, the last one that RFC 3339 can write.
    const LAST: i64 = 253_402_300_799_999;

    /// # Errors
    /// [`TimestampError::OutOfRange`] when it lies before 1970 or after 9999.
    pub const fn from_unix_millis(millis: i64) -> Result<Self, TimestampError> {
        if millis < 0 || millis > Self::LAST { Err(TimestampError::OutOfRange) } else { Ok(Self(millis)) }
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn unix_millis(self) -> i64 {
        self.0
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down, as tokens carry it (RFC 7519, NumericDate).
    #[must_use]
    pub const fn unix_seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// This long after; the end of the range when it would lie beyond.
    #[must_use]
    pub fn plus(self, duration: Duration) -> Self {
        let millis = i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
        Self(self.0.saturating_add(millis).min(Self::LAST))
    }

    /// This long before; the beginning of the range when it would lie before that.
    #[must_use]
    pub fn minus(self, duration: Duration) -> Self {
        let millis = i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
        Self(self.0.saturating_sub(millis).max(0))
    }

    /// How long it has been since `earlier`; zero when that is later.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }
}

/// RFC 3339 in UTC, with milliseconds: `2026-01-31T12:00:00.000Z`.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let moment =
            OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0) * 1_000_000).map_err(|_| fmt::Error)?;
        let (year, month, day) = moment.to_calendar_date();
        let (hour, minute, second, milli) = moment.to_hms_milli();
        write!(f, "{year:04}-{:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z", u8::from(month))
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Timestamp {
    type Err = TimestampError;

    fn from_str(text: &str) -> Result<Self, TimestampError> {
        let moment =
            OffsetDateTime::parse(text, &Rfc3339).map_err(|_| TimestampError::Malformed)?.to_offset(UtcOffset::UTC);
        let millis = moment.unix_timestamp_nanos().div_euclid(1_000_000);
        i64::try_from(millis).map_err(|_| TimestampError::OutOfRange).and_then(Self::from_unix_millis)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_rfc_3339_in_utc_with_milliseconds() {
        let moment: Timestamp = "2026-01-31T13:00:00.0425+01:00".parse().unwrap();
        assert_eq!(moment.to_string(), "2026-01-31T12:00:00.042Z");
        assert_eq!(moment.unix_millis(), 1_769_860_800_042);
        assert_eq!(moment.to_string().parse(), Ok(moment));
    }

    #[test]
    fn what_lies_outside_the_range_is_refused() {
        assert_eq!("1969-12-31T23:59:59Z".parse::<Timestamp>(), Err(TimestampError::OutOfRange));
        assert_eq!("yesterday".parse::<Timestamp>(), Err(TimestampError::Malformed));
        assert_eq!(Timestamp::from_unix_millis(i64::MAX), Err(TimestampError::OutOfRange));
        assert_eq!(Timestamp::from_unix_millis(Timestamp::LAST).unwrap().to_string(), "9999-12-31T23:59:59.999Z");
    }

    #[test]
    fn arithmetic_stays_in_range() {
        let start = Timestamp::from_unix_millis(5_000).unwrap();
        assert_eq!(start.plus(Duration::from_secs(2)).since(start), Duration::from_secs(2));
        assert_eq!(start.since(start.plus(Duration::from_secs(2))), Duration::ZERO);
        assert_eq!(start.minus(Duration::from_secs(60)).unix_millis(), 0);
        assert_eq!(start.plus(Duration::MAX).unix_millis(), Timestamp::LAST);
    }
}
