//! The notification context's stores on SQLite.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use notification::{Kind, Notice};
use storage_sqlite::Database;
use storage_sqlite::notification::{MIGRATIONS, SqliteNotifications, SqliteShopDirectory};
use tempfile::TempDir;
use tradepost_conformance::notification::{self as contract, Notifications};

async fn database(folder: &Path) -> Database {
    Database::open(&folder.join("notification.db"), &MIGRATIONS).await.unwrap()
}

fn notifications(database: Database) -> Notifications {
    let notifications = Arc::new(SqliteNotifications::new(database));
    Notifications { store: notifications.clone(), reader: notifications }
}

macro_rules! on_sqlite {
    ($($rule:ident)+) => {$(
        #[tokio::test]
        async fn $rule() {
            let folder = TempDir::new().unwrap();
            contract::$rule(&notifications(database(folder.path()).await)).await;
        }
    )+};
}

on_sqlite! {
    keeps_every_kind
    numbers_each_user_without_gaps
    numbers_many_at_once
    tells_of_an_event_once
    tells_of_an_event_in_several_ways
    lists_in_pages
    gives_what_came_after
    marks_ones_own_as_read
}

#[tokio::test]
async fn knows_who_owns_a_shop() {
    let folder = TempDir::new().unwrap();
    contract::knows_who_owns_a_shop(&SqliteShopDirectory::new(database(folder.path()).await)).await;
}

#[tokio::test]
async fn keeps_the_newest_owner() {
    let folder = TempDir::new().unwrap();
    contract::keeps_the_newest_owner(&SqliteShopDirectory::new(database(folder.path()).await)).await;
}

#[test]
fn the_contract_is_tried_with_every_kind() {
    let kinds: HashSet<Kind> = fixtures::notification::notices().iter().map(Notice::kind).collect();
    assert_eq!(kinds, Kind::ALL.iter().copied().collect());
}
