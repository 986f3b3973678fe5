//! The routes of the user context, over its use cases with fakes.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod account;
mod addresses_and_shops;
mod credentials;
mod site;
