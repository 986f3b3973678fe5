//! One contract per port, run against every adapter.
#![allow(clippy::expect_used, clippy::panic, reason = "a contract that is broken fails its test")]

pub mod user;

pub mod order;
