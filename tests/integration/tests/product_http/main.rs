//! The product context over HTTP, on real stores.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod bad_input;
mod pictures;
mod public;
mod seller;
mod shop;
