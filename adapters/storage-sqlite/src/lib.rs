//! All stores on SQLite: one database file per context.
//!
//! A context's module holds its stores and shares nothing with the others but [`Database`], the outbox and the inbox.
//! Each database has one writer connection and a small pool of readers, in WAL mode: readers never wait for the
//! writer, and writers queue in the process instead of failing on a lock.
//!
//! # Adding a store
//! 1. A migration in `migrations/<context>/`, expanding only: the release before must run on it.
//! 2. A struct `Sqlite…` in the context's module that implements the port; its writes go through
//!    [`Database::write`] and call [`outbox::append`] and [`inbox::claim`] in the same transaction.
//! 3. A test file in `tests/conformance/tests` that runs the port's suite on it.

mod column;
mod database;
mod error;
pub mod inbox;
pub mod outbox;

#[cfg(feature = "notification")]
pub mod notification;
#[cfg(feature = "order")]
pub mod order;
#[cfg(feature = "product")]
pub mod product;
#[cfg(feature = "user")]
pub mod user;

pub use database::{Database, OpenError, Write};
pub use outbox::SqliteOutbox;
