//! The user context's stores in memory, which tests of use cases and routes rely on.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[macro_use]
mod user_contract;

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use fixtures::user::MemoryUsers;
use kernel::EventId;
use kit_events::user::user_envelope;
use platform::{Envelope, MockOutboxReader};
use tradepost_conformance::user::Users;

/// Gives each event out until it is published.
fn outbox(stores: &Arc<MemoryUsers>) -> MockOutboxReader {
    let (stores, done) = (Arc::clone(stores), Arc::new(Mutex::new(HashSet::<EventId>::new())));
    let mut outbox = MockOutboxReader::new();
    let published = Arc::clone(&done);
    outbox.expect_lease().returning(move |_, _, limit| {
        let done = done.lock().unwrap_or_else(PoisonError::into_inner);
        let waiting = stores.recorded().into_iter().filter(|recorded| !done.contains(&recorded.id));
        let envelopes = waiting.take(limit as usize).map(|r| user_envelope(r.id, r.at, &r.event).unwrap());
        Ok(envelopes.collect::<Vec<Envelope>>())
    });
    outbox.expect_published().returning(move |ids, _| {
        published.lock().unwrap_or_else(PoisonError::into_inner).extend(ids);
        Ok(())
    });
    outbox
}

async fn empty() -> (Users, ()) {
    let stores = Arc::new(MemoryUsers::default());
    let users = Users {
        accounts: stores.clone(),
        sessions: stores.clone(),
        shops: stores.clone(),
        addresses: stores.clone(),
        links: stores.clone(),
        attempts: stores.clone(),
        outbox: Arc::new(outbox(&stores)),
    };
    (users, ())
}

keeps_the_contract!(super::empty);
