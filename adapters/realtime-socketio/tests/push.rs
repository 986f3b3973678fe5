//! What a client of live push sees.

mod world;

use std::sync::atomic::Ordering;
use std::time::Duration;

use fixtures::notification::user;
use notification_ports::LivePush;
use serde_json::json;
use tradepost_realtime_socketio::Limits;
use world::World;

const FAR: i64 = 1_000_000;

/// Tokens are checked so often that a test need not wait.
fn quick() -> Limits {
    Limits { recheck: Duration::from_millis(5), ..Limits::default() }
}

#[tokio::test]
async fn a_notification_is_sent_as_the_list_has_it() {
    let world = World::serve(Limits::default()).await;
    let mut client = world.connect(1, Some(0), FAR).await;
    world.tell(user(1)).await;
    let (name, payload) = client.event().await;
    assert_eq!(name, "notification");
    assert_eq!(
        payload,
        json!({
            "id": "ntf_00000000000000000000000001",
            "seq": 1,
            "kind": "order_paid",
            "data": {
                "order_id": "ord_01h455vb4pex5vsknk084sn02q",
                "order_number": "7ZK3M-0QXWA",
                "total": { "amount": 1999, "currency": "KWD" },
            },
            "created_at": "2026-01-01T00:00:00.001Z",
            "read_at": null,
        })
    );
}

#[tokio::test]
async fn who_comes_back_gets_what_they_missed_and_then_what_is_new() {
    let world = World::serve(Limits::default()).await;
    for _ in 0..60 {
        world.stored.add(user(1));
    }
    let mut client = world.connect(1, Some(3), FAR).await;
    for _ in 0..5 {
        world.tell(user(1)).await;
    }
    assert_eq!(client.numbers(62).await, (4..=65).collect::<Vec<_>>());
}

#[tokio::test]
async fn who_does_not_say_what_they_have_gets_what_is_new() {
    let world = World::serve(Limits::default()).await;
    world.stored.add(user(1));
    let mut client = world.connect(1, None, FAR).await;
    world.until(|world| world.stored.begun.load(Ordering::SeqCst) == 1).await;
    world.tell(user(1)).await;
    assert_eq!(client.numbers(1).await, [2]);
}

#[tokio::test]
async fn pushes_may_be_swapped_doubled_or_lost() {
    let world = World::serve(Limits::default()).await;
    let mut client = world.connect(1, Some(0), FAR).await;
    world.tell(user(1)).await;
    assert_eq!(client.numbers(1).await, [1]);
    let (second, third) = (world.stored.add(user(1)), world.stored.add(user(1)));
    world.stored.add(user(1));
    world.push.push(&third).await;
    world.push.push(&second).await;
    world.push.push(&second).await;
    assert_eq!(client.numbers(3).await, [2, 3, 4]);
    world.tell(user(1)).await;
    assert_eq!(client.numbers(1).await, [5]);
}

#[tokio::test]
async fn who_missed_too_much_is_told_to_load_the_list() {
    let world = World::serve(Limits::default()).await;
    for _ in 0..501 {
        world.stored.add(user(1));
    }
    let mut client = world.connect(1, Some(0), FAR).await;
    assert_eq!(client.event().await, ("resync".to_owned(), json!({ "last_seq": 501 })));
    world.tell(user(1)).await;
    assert_eq!(client.numbers(1).await, [502]);
    let mut client = world.connect(1, Some(2), FAR).await;
    assert_eq!(client.numbers(500).await, (3..=502).collect::<Vec<_>>());
    let mut client = world.connect(1, Some(9_999), FAR).await;
    assert_eq!(client.event().await, ("resync".to_owned(), json!({ "last_seq": 502 })));
}

#[tokio::test]
async fn everybody_gets_their_own() {
    let world = World::serve(Limits::default()).await;
    let mut anna = world.connect(1, Some(0), FAR).await;
    let mut annas_phone = world.connect(1, Some(0), FAR).await;
    let mut ben = world.connect(2, Some(0), FAR).await;
    world.tell(user(2)).await;
    world.tell(user(1)).await;
    world.tell(user(2)).await;
    assert_eq!(anna.numbers(1).await, [1]);
    assert_eq!(annas_phone.numbers(1).await, [1]);
    assert_eq!(ben.numbers(2).await, [1, 2]);
}

#[tokio::test]
async fn a_store_that_is_away_for_a_while_costs_nothing_but_time() {
    let world = World::serve(quick()).await;
    world.stored.add(user(1));
    world.stored.fails.store(true, Ordering::SeqCst);
    let mut client = world.connect(1, Some(0), FAR).await;
    assert_eq!(client.numbers(1).await, [1]);
}

#[tokio::test]
async fn who_has_no_valid_token_is_refused_with_the_reason() {
    let world = World::serve(Limits::default()).await;
    world.set_clock(500);
    for (auth, code) in [
        (json!({ "token": "forged" }), "invalid_token"),
        (json!({ "token": "1:500" }), "token_expired"),
        (json!({}), "invalid_auth"),
        (json!({ "token": 7 }), "invalid_auth"),
        (json!({ "token": "1:501", "last_seq": -1 }), "invalid_auth"),
        (json!({ "token": "1:501", "last_seq": "1" }), "invalid_auth"),
        (json!({ "token": "1:501", "last_seq": 9_007_199_254_740_992_u64 }), "invalid_auth"),
        (json!([]), "invalid_auth"),
    ] {
        assert_eq!(world.refused(auth.clone()).await, code, "{auth}");
    }
    let mut client = world.open().await;
    client.say("40".to_owned()).await;
    assert_eq!(client.frame().await.unwrap(), "44{\"message\":\"invalid_auth\"}");
    assert_eq!(world.push.connections(), 0);
}

#[tokio::test]
async fn a_connection_ends_with_its_token() {
    let world = World::serve(quick()).await;
    let mut client = world.connect(1, Some(0), 1_000).await;
    let mut longer = world.connect(1, Some(0), 2_000).await;
    world.tell(user(1)).await;
    assert_eq!(client.numbers(1).await, [1]);
    world.set_clock(1_000);
    assert_eq!(client.event().await, ("token_expired".to_owned(), json!({})));
    assert_eq!(client.frame().await.unwrap(), "41");
    world.tell(user(1)).await;
    assert_eq!(longer.numbers(2).await, [1, 2]);
    let mut again = world.connect(1, Some(1), 2_000).await;
    assert_eq!(again.numbers(1).await, [2]);
}

#[tokio::test]
async fn a_user_has_so_many_connections_at_once() {
    let world = World::serve(Limits { connections_per_user: 2, ..Limits::default() }).await;
    let first = world.connect(1, Some(0), FAR).await;
    let mut second = world.connect(1, Some(0), FAR).await;
    assert_eq!(world.refused(json!({ "token": "1:1000000" })).await, "too_many_connections");
    let _other = world.connect(2, Some(0), FAR).await;
    // One goes without a word, one says good-bye.
    first.vanish();
    second.say("41".to_owned()).await;
    world.until(|world| world.push.connections() == 1).await;
    let _third = world.connect(1, Some(0), FAR).await;
    assert_eq!(world.push.connections(), 2);
}

#[tokio::test]
async fn who_says_too_much_is_cut_off() {
    let world = World::serve(Limits::default()).await;
    let mut client = world.connect(1, Some(0), FAR).await;
    client.say(format!("42[\"x\",\"{}\"]", "x".repeat(20_000))).await;
    assert_eq!(client.frame().await, None);
}

#[tokio::test]
async fn who_does_not_introduce_themselves_is_cut_off() {
    let world = World::serve(Limits { introduction: Duration::from_millis(20), ..Limits::default() }).await;
    let mut client = world.open().await;
    assert_eq!(client.frame().await.as_deref(), Some("1"), "Engine.IO's word for closing");
    assert_eq!(client.frame().await, None);
}

#[tokio::test]
async fn closing_ends_all_connections() {
    let world = World::serve(Limits::default()).await;
    let mut client = world.connect(1, Some(0), FAR).await;
    world.push.close().await;
    while let Some(frame) = client.frame().await {
        assert!(matches!(frame.as_str(), "41" | "1" | "6"), "{frame}");
    }
    world.until(|world| world.push.connections() == 0).await;
}
