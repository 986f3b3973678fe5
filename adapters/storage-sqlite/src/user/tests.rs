//! Rows that no store has written.

use std::fmt::Debug;

use kernel::{SellerId, SessionId, UserId, Uuid};
use platform::StoreError;
use user::TokenHash;
use user_ports::{AccountStore, AddressStore, LinkStore, SessionStore, ShopStore};

use super::{MIGRATIONS, SqliteAccounts, SqliteAddresses, SqliteLinks, SqliteSessions, SqliteShops};
use crate::Database;

/// One good row of everything, all of account 1.
const GOOD: &str = "
    insert into accounts values (unhex('00000000000000000000000000000001'), 'ada@example.com', null, 'Ada', '$a$b',
      'shopper seller', 20, unhex('00000000000000000000000000000009'), 'fraud', 10, 20, 2);
    insert into shops values (unhex('00000000000000000000000000000001'), null, 'Shop', 'shop', 'feed:1', 10, 1);
    insert into sessions values (unhex('00000000000000000000000000000001'), unhex('00000000000000000000000000000001'),
      'Firefox', 10, 20, zeroblob(32), 30, null, null, 2);
    insert into links values (zeroblob(32), unhex('00000000000000000000000000000001'), 'verify_email',
      'ada@example.com', 10, 20);
    insert into address_books values (unhex('00000000000000000000000000000001'), 1);
    insert into addresses values (1, unhex('00000000000000000000000000000001'),
      unhex('00000000000000000000000000000001'), 'Ada', '112', '1 Mall', 'Flat 3', 'London', 'London', 'W1J', 'GB', 1, 2,
      1, 10);";

fn id<T>(wrap: fn(Uuid) -> T) -> T {
    wrap(Uuid::from_u128(1))
}

/// The good rows, changed by a statement.
async fn database(damage: &'static str) -> Database {
    let database = Database::in_memory(&MIGRATIONS).await.unwrap();
    let mut write = database.write().await.unwrap();
    sqlx::raw_sql(GOOD).execute(write.connection()).await.unwrap();
    let changed = sqlx::query(damage).execute(write.connection()).await.unwrap().rows_affected();
    assert_eq!(changed, 1, "{damage}");
    write.commit().await.unwrap();
    database
}

fn check<T: Debug>(damage: &str, rule: &str, read: Result<T, StoreError>) {
    let error = read.expect_err(damage);
    assert!(matches!(error, StoreError::Corrupt { what, .. } if what == rule), "{damage}: {error:?}");
}

#[tokio::test]
async fn good_rows_are_read() {
    let database = database("update accounts set version = 1").await;
    assert!(SqliteAccounts::new(database.clone()).find(id(UserId::from_uuid)).await.unwrap().is_some());
    assert!(SqliteShops::new(database.clone()).find(id(SellerId::from_uuid)).await.unwrap().is_some());
    let sessions = SqliteSessions::new(database.clone());
    assert!(sessions.find(id(UserId::from_uuid), id(SessionId::from_uuid)).await.unwrap().is_some());
    assert!(SqliteLinks::new(database.clone()).find(&TokenHash::new([0; 32])).await.unwrap().is_some());
    let book = SqliteAddresses::new(database).load(id(UserId::from_uuid)).await.unwrap();
    assert_eq!(book.addresses().len(), 1);
}

#[tokio::test]
async fn accounts_that_break_a_rule_are_not_read() {
    for (damage, what) in [
        ("update accounts set email = 'nobody'", "email"),
        ("update accounts set name = ''", "name"),
        ("update accounts set roles = 'shopper root'", "role"),
        ("update accounts set password = 'secret'", "password"),
        ("update accounts set ban_reason = ' '", "ban_reason"),
        ("update accounts set created_at = -1", "time"),
        ("update accounts set updated_at = 9", "account"),
        ("update accounts set version = -1", "version"),
        ("update accounts set version = 0", "account"),
    ] {
        check(damage, what, SqliteAccounts::new(database(damage).await).find(id(UserId::from_uuid)).await);
    }
}

#[tokio::test]
async fn shops_that_break_a_rule_are_not_read() {
    for (damage, what) in [
        ("update shops set slug = 'Not a slug'", "slug"),
        ("update shops set name = ''", "name"),
        ("update shops set reference = ''", "reference"),
        ("update shops set version = 0", "shop"),
    ] {
        check(damage, what, SqliteShops::new(database(damage).await).find(id(SellerId::from_uuid)).await);
    }
}

#[tokio::test]
async fn sessions_that_break_a_rule_are_not_read() {
    for (damage, what) in [
        ("update sessions set device = ''", "device"),
        ("update sessions set last_used_at = 31", "session"),
        ("update sessions set version = 0", "session"),
    ] {
        let sessions = SqliteSessions::new(database(damage).await);
        check(damage, what, sessions.find(id(UserId::from_uuid), id(SessionId::from_uuid)).await);
    }
}

#[tokio::test]
async fn links_that_break_a_rule_are_not_read() {
    let damage = "update links set email = 'nobody'";
    check(damage, "email", SqliteLinks::new(database(damage).await).find(&TokenHash::new([0; 32])).await);
}

#[tokio::test]
async fn addresses_that_break_a_rule_are_not_read() {
    for (damage, what) in [
        ("update addresses set full_name = ''", "full_name"),
        ("update addresses set phone = 'call me'", "phone"),
        ("update addresses set country = 'XX'", "country"),
        ("update addresses set latitude = 90000001", "coordinates"),
        ("update addresses set is_default = 0", "address book"),
    ] {
        check(damage, what, SqliteAddresses::new(database(damage).await).load(id(UserId::from_uuid)).await);
    }
}
