//! How often something may be tried.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};
use std::str::FromStr;
use std::time::Duration;

use kernel::{Email, Timestamp};

/// Where somebody comes from, as coarse as a household has it: an IPv4 address, or the /64 network of an IPv6 address,
/// all of which one caller can use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ClientAddress(IpAddr);

impl From<IpAddr> for ClientAddress {
    fn from(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V4(address) => IpAddr::V4(address),
            IpAddr::V6(address) => {
                let [a, b, c, d, ..] = address.segments();
                IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
            }
        })
    }
}

impl fmt::Display for ClientAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AttemptKind {
    /// To prove who one is by a password.
    Password,
    /// To have a mail sent to somebody.
    Mail,
}

impl AttemptKind {
    /// Every kind.
    pub const ALL: [Self; 2] = [Self::Password, Self::Mail];

    /// The kind's name in stores.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Mail => "mail",
        }
    }

    /// How often it may be tried.
    #[must_use]
    pub const fn limits(self) -> AttemptLimits {
        match self {
            Self::Password => AttemptLimits { window: Duration::from_secs(15 * 60), per_account: 10, per_address: 50 },
            Self::Mail => AttemptLimits { window: Duration::from_secs(60 * 60), per_account: 5, per_address: 30 },
        }
    }
}

impl FromStr for AttemptKind {
    /// The text that names no kind.
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or_else(|| text.to_owned())
    }
}

/// How often something may be tried within a sliding window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AttemptLimits {
    /// How long an attempt counts.
    pub window: Duration,
    /// For one account from one address.
    pub per_account: u32,
    /// For all accounts from one address.
    pub per_address: u32,
}

/// Somebody tries something for an account, which need not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// What.
    pub kind: AttemptKind,
    /// For which account.
    pub email: Email,
    /// From where.
    pub from: ClientAddress,
    /// When.
    pub at: Timestamp,
}

/// Whether it may be tried now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    /// Yes; it counts from now on.
    Admitted,
    /// No, and it does not count. It may be tried again after this time.
    Refused {
        /// How long to wait.
        retry_after: Duration,
    },
}

impl AttemptLimits {
    /// From when on attempts count.
    #[must_use]
    pub fn window_start(&self, now: Timestamp) -> Timestamp {
        now.minus(self.window)
    }

    /// Decides from the times of the newest attempts that count, in any order: those for the account from the address,
    /// and all from the address. A store may leave out what is older than the newest `per_account` and `per_address`.
    #[must_use]
    pub fn admit(&self, for_account: &[Timestamp], from_address: &[Timestamp], now: Timestamp) -> Admission {
        let free_at = [(for_account, self.per_account), (from_address, self.per_address)]
            .into_iter()
            .filter_map(|(times, limit)| {
                let mut times = times.to_vec();
                times.sort_unstable_by(|a, b| b.cmp(a));
                // Once this one no longer counts, fewer than the limit are left.
                let blocking = times.get((limit as usize).checked_sub(1)?)?;
                Some(blocking.plus(self.window))
            })
            .filter(|&free_at| free_at > now)
            .max();
        match free_at {
            None => Admission::Admitted,
            Some(free_at) => Admission::Refused { retry_after: free_at.since(now) },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_unix_millis(seconds * 1_000).unwrap()
    }

    const LIMITS: AttemptLimits = AttemptLimits { window: Duration::from_secs(60), per_account: 2, per_address: 3 };

    fn check(for_account: &[i64], from_address: &[i64], now: i64, retry_after: Option<u64>) {
        let times = |seconds: &[i64]| seconds.iter().map(|&s| at(s)).collect::<Vec<_>>();
        let expected = retry_after
            .map_or(Admission::Admitted, |seconds| Admission::Refused { retry_after: Duration::from_secs(seconds) });
        assert_eq!(LIMITS.admit(&times(for_account), &times(from_address), at(now)), expected);
    }

    #[test]
    fn the_limit_is_reached_and_left_again() {
        check(&[100], &[100], 110, None);
        check(&[100, 105], &[100, 105], 110, Some(50));
        check(&[105, 100], &[105, 100], 159, Some(1));
        check(&[100, 105], &[100, 105], 160, None);
    }

    #[test]
    fn an_address_may_not_go_through_accounts() {
        check(&[], &[100, 105, 106], 110, Some(50));
        check(&[], &[100, 105], 110, None);
    }

    #[test]
    fn the_longer_wait_counts() {
        check(&[100, 108], &[100, 104, 108], 110, Some(50));
        check(&[104, 108], &[100, 104, 108], 110, Some(54));
    }

    #[test]
    fn a_household_is_one_address() {
        let same = |a: &str, b: &str| {
            ClientAddress::from(a.parse::<IpAddr>().unwrap()) == ClientAddress::from(b.parse::<IpAddr>().unwrap())
        };
        assert!(same("2001:db8:1:2::1", "2001:db8:1:2:ffff::9"));
        assert!(!same("2001:db8:1:2::1", "2001:db8:1:3::1"));
        assert!(same("::ffff:192.0.2.1", "192.0.2.1"));
        assert!(!same("192.0.2.1", "192.0.2.2"));
    }

    #[test]
    fn names_round_trip() {
        for kind in AttemptKind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(kind));
        }
    }
}
