//! The contract of [`user_ports::AttemptStore`].

use std::net::IpAddr;
use std::time::Duration;

use fixtures::user::{at, attempt, client, email};
use kernel::Timestamp;
use user::{Admission, Attempt, AttemptKind};

use super::Users;

async fn admit(users: &Users, attempt: &Attempt) -> Admission {
    users.attempts.admit(attempt).await.expect("counted")
}

/// Tries to sign in to an account so often from an address, and is admitted each time.
async fn tries(users: &Users, times: u32, account: u128, from: u8, now: Timestamp) {
    for _ in 0..times {
        let admission = admit(users, &attempt(AttemptKind::Password, account, from, now)).await;
        assert_eq!(admission, Admission::Admitted);
    }
}

fn refused(seconds: u64) -> Admission {
    Admission::Refused { retry_after: Duration::from_secs(seconds) }
}

/// # Panics
/// When the store breaks its contract.
pub async fn admits_as_often_as_the_limits_say(users: &Users) {
    for (from, kind) in (1..).zip(AttemptKind::ALL) {
        let limits = kind.limits();
        for _ in 0..limits.per_account {
            assert_eq!(admit(users, &attempt(kind, 1, from, at(0))).await, Admission::Admitted);
        }
        assert_eq!(admit(users, &attempt(kind, 1, from, at(0))).await, refused(limits.window.as_secs()));
        // From somewhere else, and for somebody else, it may still be tried.
        assert_eq!(admit(users, &attempt(kind, 1, from + 100, at(0))).await, Admission::Admitted);
        assert_eq!(admit(users, &attempt(kind, 2, from, at(0))).await, Admission::Admitted);
    }
}

/// # Panics
/// When the store breaks its contract.
pub async fn limits_what_comes_from_one_address(users: &Users) {
    for account in 1..=5 {
        tries(users, 10, account, 1, at(0)).await;
    }
    assert_eq!(admit(users, &attempt(AttemptKind::Password, 6, 1, at(60_000))).await, refused(14 * 60));
    assert_eq!(admit(users, &attempt(AttemptKind::Mail, 6, 1, at(60_000))).await, Admission::Admitted);
    // A household of IPv6 is one address.
    let network = |last: u16, account: u128| Attempt {
        from: format!("2001:db8:1:2::{last:x}").parse::<IpAddr>().expect("an address").into(),
        ..attempt(AttemptKind::Password, account, 1, at(0))
    };
    for last in 0..50 {
        assert_eq!(admit(users, &network(last, 100 + u128::from(last))).await, Admission::Admitted);
    }
    assert_eq!(admit(users, &network(50, 99)).await, refused(15 * 60));
}

/// # Panics
/// When the store breaks its contract.
pub async fn counts_what_was_admitted_within_the_window(users: &Users) {
    tries(users, 1, 1, 1, at(0)).await;
    tries(users, 9, 1, 1, at(60_000)).await;
    // Being refused does not make it longer.
    for _ in 0..3 {
        assert_eq!(admit(users, &attempt(AttemptKind::Password, 1, 1, at(120_000))).await, refused(13 * 60));
    }
    let first_is_over = at(15 * 60 * 1_000);
    let just_before = first_is_over.minus(Duration::from_millis(1));
    let wait = Admission::Refused { retry_after: Duration::from_millis(1) };
    assert_eq!(admit(users, &attempt(AttemptKind::Password, 1, 1, just_before)).await, wait);
    tries(users, 1, 1, 1, first_is_over).await;
    assert_eq!(admit(users, &attempt(AttemptKind::Password, 1, 1, first_is_over)).await, refused(60));
}

/// # Panics
/// When the store breaks its contract.
pub async fn admits_no_more_when_they_come_together(users: &Users) {
    let tries: Vec<_> = (0..30)
        .map(|_| {
            let attempts = users.attempts.clone();
            tokio::spawn(async move { attempts.admit(&attempt(AttemptKind::Password, 1, 1, at(0))).await })
        })
        .collect();
    let mut admitted = 0;
    for attempt in tries {
        if attempt.await.expect("no panic").expect("counted") == Admission::Admitted {
            admitted += 1;
        }
    }
    assert_eq!(admitted, AttemptKind::Password.limits().per_account);
}

/// # Panics
/// When the store breaks its contract.
pub async fn forgives_an_owner(users: &Users) {
    tries(users, 10, 1, 1, at(0)).await;
    tries(users, 10, 2, 1, at(0)).await;
    tries(users, 10, 1, 2, at(0)).await;
    for _ in 0..5 {
        assert_eq!(admit(users, &attempt(AttemptKind::Mail, 1, 1, at(0))).await, Admission::Admitted);
    }
    users.attempts.forgive(AttemptKind::Password, &email(1), client(1)).await.expect("forgiven");
    tries(users, 10, 1, 1, at(0)).await;
    assert_eq!(admit(users, &attempt(AttemptKind::Password, 1, 1, at(0))).await, refused(15 * 60));
    assert_eq!(admit(users, &attempt(AttemptKind::Password, 2, 1, at(0))).await, refused(15 * 60));
    assert_eq!(admit(users, &attempt(AttemptKind::Password, 1, 2, at(0))).await, refused(15 * 60));
    assert_eq!(admit(users, &attempt(AttemptKind::Mail, 1, 1, at(0))).await, refused(60 * 60));
}

/// # Panics
/// When the store breaks its contract.
pub async fn forgets_attempts_that_do_not_count(users: &Users) {
    tries(users, 3, 1, 1, at(0)).await;
    tries(users, 10, 2, 1, at(1)).await;
    assert_eq!(admit(users, &attempt(AttemptKind::Mail, 1, 1, at(0))).await, Admission::Admitted);
    let password_is_over = at(0).plus(AttemptKind::Password.limits().window);
    assert_eq!(users.attempts.prune(password_is_over.minus(Duration::from_millis(1))).await.expect("pruned"), 0);
    assert_eq!(users.attempts.prune(password_is_over).await.expect("pruned"), 3);
    let wait = Admission::Refused { retry_after: Duration::from_millis(1) };
    assert_eq!(admit(users, &attempt(AttemptKind::Password, 2, 1, password_is_over)).await, wait);
    let mail_is_over = at(0).plus(AttemptKind::Mail.limits().window);
    assert_eq!(users.attempts.prune(mail_is_over).await.expect("pruned"), 11);
}
