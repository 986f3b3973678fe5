//! The present time, new ids, and the operating system's randomness.
#![allow(clippy::disallowed_methods, reason = "this is the one place that asks the world")]

use std::time::{SystemTime, UNIX_EPOCH};

use kernel::{Timestamp, Uuid};
use platform::{Clock, IdSource, Secret, SecretSource};
use rand::Rng;
use rand::rand_core::UnwrapErr;
use rand::rngs::SysRng;

const EPOCH: Timestamp = match Timestamp::from_unix_millis(0) {
    Ok(epoch) => epoch,
    Err(_) => unreachable!(),
};

/// The system's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        // A clock before 1970 or after 9999 is set wrong; the nearest time that can be told is told.
        EPOCH.plus(SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default())
    }
}

/// UUIDs of version 7 (RFC 9562): within this process each sorts after the one before.
#[derive(Debug, Clone, Copy, Default)]
pub struct UuidV7Source;

impl IdSource for UuidV7Source {
    fn uuid(&self) -> Uuid {
        Uuid::now_v7()
    }
}

/// Secrets from the operating system. Without its randomness there is no way to go on, so it panics then.
#[derive(Debug, Clone, Copy, Default)]
pub struct OsSecretSource;

impl SecretSource for OsSecretSource {
    fn secret(&self) -> Secret {
        let mut bytes = [0; 32];
        UnwrapErr(SysRng).fill_bytes(&mut bytes);
        Secret::new(bytes)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_clock_tells_a_time_after_this_was_written() {
        let written: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        let first = SystemClock.now();
        assert!(first > written);
        assert!(SystemClock.now() >= first);
    }

    #[test]
    fn each_id_sorts_after_the_one_before() {
        let ids: Vec<Uuid> = (0..10_000).map(|_| UuidV7Source.uuid()).collect();
        assert!(ids.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(ids.iter().all(|id| id.get_version_num() == 7));
    }

    #[test]
    fn no_secret_comes_twice() {
        let secrets: HashSet<[u8; 32]> = (0..1_000).map(|_| *OsSecretSource.secret().expose()).collect();
        assert_eq!(secrets.len(), 1_000);
    }
}
