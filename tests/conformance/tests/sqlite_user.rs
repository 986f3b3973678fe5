//! The user context's stores on SQLite.
#![allow(clippy::expect_used, reason = "a test without a database fails")]

#[macro_use]
mod user_contract;

use std::sync::Arc;

use fixtures::user::{account, at, email, event, session, token, user};
use storage_sqlite::user::{
    MIGRATIONS, SqliteAccounts, SqliteAddresses, SqliteAttempts, SqliteLinks, SqliteSessions, SqliteShops,
};
use storage_sqlite::{Database, SqliteOutbox};
use tempfile::TempDir;
use tradepost_conformance::user::Users;
use user_ports::AccountCommit;

async fn database(folder: &TempDir) -> Database {
    Database::open(&folder.path().join("user.db"), &MIGRATIONS).await.expect("a database")
}

fn users(database: &Database) -> Users {
    Users {
        accounts: Arc::new(SqliteAccounts::new(database.clone())),
        sessions: Arc::new(SqliteSessions::new(database.clone())),
        shops: Arc::new(SqliteShops::new(database.clone())),
        addresses: Arc::new(SqliteAddresses::new(database.clone())),
        links: Arc::new(SqliteLinks::new(database.clone())),
        attempts: Arc::new(SqliteAttempts::new(database.clone())),
        outbox: Arc::new(SqliteOutbox::new(database.clone())),
    }
}

async fn empty() -> (Users, TempDir) {
    let folder = TempDir::new().expect("a folder");
    (users(&database(&folder).await), folder)
}

keeps_the_contract!(super::empty);

#[tokio::test]
async fn what_was_stored_is_there_after_a_restart() {
    let folder = TempDir::new().unwrap();
    let first = database(&folder).await;
    let (made, begun) = (account(1), session(1, user(1), token(1), at(1)));
    let commit = AccountCommit::new(made.clone(), at(0), || event(1)).with_session(begun.clone());
    users(&first).accounts.commit(&commit).await.unwrap();
    first.close().await;
    let again = users(&database(&folder).await);
    assert_eq!(again.accounts.find_by_email(&email(1)).await.unwrap().as_ref(), Some(made.account()));
    assert_eq!(again.sessions.find_by_token(&token(1)).await.unwrap().as_ref(), Some(begun.session()));
}
