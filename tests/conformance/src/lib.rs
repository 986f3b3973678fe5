//! One contract per port, run against every adapter.
#![allow(clippy::expect_used, clippy::panic, reason = "a contract that is broken fails its test")]

pub mod blob;
pub mod bus;
pub mod notification;
pub mod order;
pub mod outbox;
pub mod product;
pub mod user;
