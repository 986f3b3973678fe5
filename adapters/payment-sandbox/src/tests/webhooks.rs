//! Webhooks as they arrive: signed, until they are understood, and badly when told to.

use super::*;
use crate::ledger::Act;

async fn deliver(house: &House) -> usize {
    house.sandbox.deliver_due().await.unwrap()
}

fn approve(house: &House, behaviour: Behaviour) {
    let payment = house.pay(2500);
    house.sandbox.act(&payment.reference, Act::Approve, Some(behaviour)).unwrap();
}

#[tokio::test]
async fn a_webhook_is_signed_and_says_what_happened() {
    let (receiver, url) = Receiver::start(&[]).await;
    let house = House::telling(&url);
    approve(&house, Behaviour::default());
    assert_eq!(deliver(&house).await, 2);
    let bodies = receiver.bodies();
    let (signature, body) = &bodies[1];
    assert_eq!(webhook_secret().verify(signature, body.as_bytes(), house.world.now()), Ok(()));
    let body: serde_json::Value = serde_json::from_str(body).unwrap();
    assert_eq!(
        body,
        serde_json::json!({
            "id": "sbe_00000000000000000000000000000001",
            "type": "payment.captured",
            "created_at": "2026-01-01T12:00:00.000Z",
            "payment_id": payment_id(1).to_string(),
            "reference": format!("sbx_{}", "00".repeat(20)),
            "amount": 2500,
            "currency": "USD",
        })
    );
    assert_eq!(house.webhooks(), []);
    assert_eq!(deliver(&house).await, 0);
}

#[tokio::test]
async fn a_webhook_is_sent_until_it_is_taken() {
    let (receiver, url) = Receiver::start(&[500, 404]).await;
    let house = House::telling(&url);
    let payment = house.pay(2500);
    house.sandbox.act(&payment.reference, Act::Decline, None).unwrap();
    assert_eq!(deliver(&house).await, 0);
    assert_eq!(deliver(&house).await, 0);
    assert_eq!(receiver.kinds().len(), 1, "the second attempt waits a second");
    house.world.pass(Duration::from_secs(1));
    assert_eq!(deliver(&house).await, 0);
    house.world.pass(Duration::from_secs(2));
    assert_eq!(deliver(&house).await, 1);
    assert_eq!(receiver.kinds(), ["payment.declined"; 3]);
    let bodies: Vec<String> = receiver.bodies().into_iter().map(|(_, body)| body).collect();
    assert_eq!(bodies[0], bodies[2]);
}

#[tokio::test]
async fn each_attempt_is_signed_at_its_own_time() {
    let (receiver, url) = Receiver::start(&[503]).await;
    let house = House::telling(&url);
    approve(&house, Behaviour::default());
    deliver(&house).await;
    house.world.pass(Duration::from_secs(3600));
    deliver(&house).await;
    let (signature, body) = receiver.bodies().pop().unwrap();
    assert_eq!(webhook_secret().verify(&signature, body.as_bytes(), house.world.now()), Ok(()));
}

#[tokio::test]
async fn a_receiver_that_does_not_answer_gets_it_later() {
    let house = House::new();
    approve(&house, Behaviour::default());
    assert_eq!(deliver(&house).await, 0);
    assert_eq!(house.webhooks(), [("payment.authorised".to_owned(), 1), ("payment.captured".to_owned(), 1)]);

    let (receiver, url) = Receiver::start(&[]).await;
    let house = house.killed(&url);
    house.world.pass(Duration::from_secs(1));
    assert_eq!(deliver(&house).await, 2);
    assert_eq!(receiver.kinds(), ["payment.authorised", "payment.captured"]);
    let house = house.killed(&url);
    assert_eq!(house.webhooks(), []);
}

#[tokio::test]
async fn a_webhook_that_is_refused_five_times_is_parked() {
    let (receiver, url) = Receiver::start(&[400; 10]).await;
    let house = House::telling(&url);
    let payment = house.pay(2500);
    house.sandbox.act(&payment.reference, Act::Decline, None).unwrap();
    for _ in 0..8 {
        assert_eq!(deliver(&house).await, 0);
        house.world.pass(Duration::from_secs(60));
    }
    assert_eq!(receiver.kinds().len(), 5);
    let house = house.killed(&url);
    let parked = house.sandbox.read(|ledger| ledger.deliveries().next().unwrap().parked.clone());
    assert_eq!(parked.as_deref(), Some("the receiver answered 400 Bad Request"));
}

#[tokio::test]
async fn late_means_late() {
    let (receiver, url) = Receiver::start(&[]).await;
    let house = House::telling(&url);
    approve(&house, Behaviour { delay_ms: 10_000, ..Behaviour::default() });
    house.world.pass(Duration::from_millis(9_999));
    assert_eq!(deliver(&house).await, 0);
    house.world.pass(Duration::from_millis(1));
    assert_eq!(deliver(&house).await, 2);
    assert_eq!(receiver.kinds(), ["payment.authorised", "payment.captured"]);
}

#[tokio::test]
async fn twice_means_the_same_event_twice() {
    let (receiver, url) = Receiver::start(&[]).await;
    let house = House::telling(&url);
    approve(&house, Behaviour { copies: 2, ..Behaviour::default() });
    assert_eq!(deliver(&house).await, 4);
    let bodies: Vec<String> = receiver.bodies().into_iter().map(|(_, body)| body).collect();
    assert_eq!(bodies[0], bodies[1]);
    assert_eq!(bodies[2], bodies[3]);
    assert_eq!(receiver.kinds()[1..3], ["payment.authorised", "payment.captured"]);
}

#[tokio::test]
async fn reversed_means_the_end_comes_first() {
    let (receiver, url) = Receiver::start(&[]).await;
    let house = House::telling(&url);
    approve(&house, Behaviour { reversed: true, ..Behaviour::default() });
    assert_eq!(deliver(&house).await, 2);
    assert_eq!(receiver.kinds(), ["payment.captured", "payment.authorised"]);
}

#[tokio::test]
async fn a_running_sandbox_delivers_by_itself_and_stops_when_told() {
    let (receiver, url) = Receiver::start(&[]).await;
    let house = House::telling(&url);
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let sandbox = house.sandbox.clone();
    let running = tokio::spawn(async move {
        sandbox.run(async move { stopped.await.unwrap() }).await;
    });
    approve(&house, Behaviour::default());
    tokio::time::timeout(Duration::from_secs(20), async {
        while !house.webhooks().is_empty() {
            tokio::task::yield_now().await;
        }
    })
    .await
    .unwrap();
    assert_eq!(receiver.kinds(), ["payment.authorised", "payment.captured"]);
    stop.send(()).unwrap();
    running.await.unwrap();
}
