//! What the stores of the user context keep.

pub mod accounts;
pub mod addresses;
pub mod attempts;
pub mod links;
pub mod sessions;
pub mod shops;
pub mod together;

use std::sync::Arc;
use std::time::Duration;

use fixtures::user::{account, at, event};
use kernel::{EventId, Timestamp};
use platform::{OutboxReader, StoreError};
use user::{Account, AccountDecision};
use user_ports::{AccountCommit, AccountStore, AddressStore, AttemptStore, LinkStore, SessionStore, ShopStore};

/// The ports that keep one marketplace's users, empty.
#[derive(Clone)]
pub struct Users {
    /// Keeps accounts.
    pub accounts: Arc<dyn AccountStore>,
    /// Keeps sessions.
    pub sessions: Arc<dyn SessionStore>,
    /// Keeps shops.
    pub shops: Arc<dyn ShopStore>,
    /// Keeps addresses.
    pub addresses: Arc<dyn AddressStore>,
    /// Keeps links.
    pub links: Arc<dyn LinkStore>,
    /// Counts attempts.
    pub attempts: Arc<dyn AttemptStore>,
    /// Gives out what the stores tell.
    pub outbox: Arc<dyn OutboxReader>,
}

/// A change of an account whose first event has a number.
fn change(decision: AccountDecision, now: Timestamp, first_event: u128) -> AccountCommit {
    AccountCommit::new(decision, now, events_from(first_event))
}

/// Ids of events, counted from a number on.
fn events_from(first: u128) -> impl FnMut() -> EventId {
    let mut numbers = first..;
    move || event(numbers.next().unwrap_or(u128::MAX))
}

/// Stores the account with a number as it is when it is made.
async fn registered(users: &Users, number: u128) -> Account {
    let decision = account(number);
    let made = decision.account().clone();
    users.accounts.commit(&change(decision, at(0), 1_000 + number)).await.expect("an account");
    made
}

/// The next events: number, type, key and time.
async fn told(users: &Users) -> Vec<(EventId, String, String, Timestamp)> {
    let now = at(1_000_000_000);
    let leased = users.outbox.lease(now, now.plus(Duration::from_secs(60)), 100).await.expect("events");
    let ids: Vec<EventId> = leased.iter().map(|envelope| envelope.id).collect();
    users.outbox.published(&ids, now).await.expect("marked");
    leased.into_iter().map(|e| (e.id, e.event_type, e.key, e.occurred_at)).collect()
}

fn assert_conflict(result: Result<(), StoreError>) {
    let error = result.expect_err("a conflict");
    assert!(matches!(error, StoreError::VersionConflict), "{error:?}");
}

fn assert_taken(result: Result<(), StoreError>, rule: &str) {
    let error = result.expect_err("it is taken");
    assert!(matches!(error, StoreError::AlreadyExists { what } if what == rule), "{error:?}");
}

/// Of two that were decided on the same state and come at the same time, one is stored, the other one conflicts.
fn assert_one_won(first: Result<(), StoreError>, second: Result<(), StoreError>) {
    match (first, second) {
        (Ok(()), lost) | (lost, Ok(())) => assert_conflict(lost),
        (first, second) => panic!("nobody won: {first:?}, {second:?}"),
    }
}
