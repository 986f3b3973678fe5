//! The routes over the real use cases, with stores in memory and fakes of what is outside.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

mod carts;
mod changes;
mod checkouts;
mod description;
mod guests;
mod lists;
mod orders;
mod sellers;
mod shop;
mod webhooks;
