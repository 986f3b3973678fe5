//! The bus of a single process.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::sync::Arc;

use bus_inprocess::InProcessBus;
use platform::{EventHandler, MockEventHandler};
use tradepost_conformance::bus as contract;

fn bus(handlers: Vec<Arc<dyn EventHandler>>) -> InProcessBus {
    InProcessBus::builder().subscribe_all(handlers).build().unwrap()
}

#[tokio::test]
async fn delivers_by_type() {
    contract::delivers_by_type(bus).await;
}

#[tokio::test]
async fn tells_what_became_of_an_event() {
    contract::tells_what_became_of_an_event(bus).await;
}

#[test]
fn two_handlers_of_one_name_are_refused() {
    let handler = || {
        let mut handler = MockEventHandler::new();
        handler.expect_name().return_const("notification.orders");
        handler.expect_event_types().return_const(&["order.paid.v1"] as &[_]);
        Arc::new(handler)
    };
    let error = InProcessBus::builder().subscribe(handler()).subscribe(handler()).build().err().unwrap();
    assert_eq!(error.to_string(), "two event handlers are called notification.orders");
}
