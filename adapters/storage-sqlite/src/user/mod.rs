//! The user context's stores.
//!
//! A store's `save` and its like are functions on a [`crate::Write`], so that the change of an account carries a shop, a
//! session and a link in one transaction.

mod accounts;
mod addresses;
mod attempts;
mod links;
mod row;
mod sessions;
mod shops;
#[cfg(test)]
mod tests;

use sqlx::migrate::Migrator;

pub use accounts::SqliteAccounts;
pub use addresses::SqliteAddresses;
pub use attempts::SqliteAttempts;
pub use links::SqliteLinks;
pub use sessions::SqliteSessions;
pub use shops::SqliteShops;

/// The context's migrations.
pub static MIGRATIONS: Migrator = sqlx::migrate!("migrations/user");
