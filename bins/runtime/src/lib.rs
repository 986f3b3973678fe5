//! What every binary does the same way: configuration, telemetry, health, serving and stopping.

pub mod config;
mod drain;
pub mod health;
pub mod openapi;
pub mod server;
pub mod shutdown;
pub mod telemetry;
