//! Whole flows over HTTP against the real binary.
//!
//! [`Shop`] starts `tradepost serve` on a data folder of its own and a free port; [`Visitor`] is somebody with a
//! browser: a cookie jar and, once signed in, an access token. [`seed`] makes accounts and goods.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

pub mod seed;
mod shop;
mod visitor;

pub use shop::{Options, Shop};
pub use visitor::{Answer, Visitor, text};

use std::future::Future;
use std::time::{Duration, Instant};

/// Waits until `condition` gives something, and gives that; fails after 20 s with `what` was waited for.
pub async fn wait_for<T, F: Future<Output = Option<T>>>(what: &str, mut condition: impl FnMut() -> F) -> T {
    let started = Instant::now();
    loop {
        if let Some(value) = condition().await {
            return value;
        }
        assert!(started.elapsed() < Duration::from_secs(20), "waited too long for {what}");
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
}
