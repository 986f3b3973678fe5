use fixtures::order::{Fault, World, at, event_id, order_id, usd};
use kit_events::order::order_envelope;
use kit_events::seal;
use order::{CheckoutStatus, OrderEvent, OrderStatus, Party, PaymentMethod, PaymentStatus, RefundStatus};

use super::*;

/// Gives an event to each consumer that wants it.
async fn deliver(world: &World, envelope: &Envelope) -> Result<(), HandleError> {
    for consumer in consumers(&world.app) {
        if consumer.event_types().contains(&envelope.event_type.as_str()) {
            consumer.handle(envelope).await?;
        }
    }
    Ok(())
}

/// All events so far that `wanted` wants, in their envelopes.
fn envelopes(world: &World, wanted: impl Fn(&OrderEvent) -> bool) -> Vec<Envelope> {
    let events = world.stores.events();
    (1..)
        .zip(events.iter().filter(|event| wanted(event)))
        .map(|(number, event)| order_envelope(event_id(number), at(1), event).unwrap())
        .collect()
}

fn lapsed(checkout: &impl ToString) -> Envelope {
    let event = HoldLapsedV1 { checkout_id: checkout.to_string(), at: at(1).to_string() };
    seal(event_id(99), "key", at(1), &event).unwrap()
}

#[tokio::test]
async fn a_payment_that_was_not_opened_is_opened_once_the_provider_answers() {
    let world = World::default();
    world.provider.faults.once("open", Fault::Before);
    let checkout = world.bought(1, PaymentMethod::Card).await;
    assert_eq!(checkout.payments[0].redirect_url(), None);
    let requested = envelopes(&world, |event| matches!(event, OrderEvent::PaymentRequested { .. }));
    assert_eq!(requested.len(), 1);
    world.provider.faults.once("open", Fault::Before);
    assert!(matches!(deliver(&world, &requested[0]).await, Err(HandleError::Retry(_))));
    for _ in 0..2 {
        deliver(&world, &requested[0]).await.unwrap();
        assert!(world.kept(&checkout).payments[0].redirect_url().is_some());
        assert_eq!(world.provider.opened().len(), 1);
    }
}

#[tokio::test]
async fn the_provider_takes_no_money_for_what_has_expired() {
    let world = World::default();
    let checkout = world.bought(1, PaymentMethod::Card).await;
    let job = &jobs(&world.app)[0];
    job.run_once().await;
    assert_eq!(world.kept(&checkout).status(), CheckoutStatus::AwaitingPayment);
    world.clock.set(15 * 60);
    job.run_once().await;
    assert_eq!(world.kept(&checkout).status(), CheckoutStatus::Expired);
    let expired = envelopes(&world, |event| matches!(event, OrderEvent::CheckoutExpired { .. }));
    deliver(&world, &expired[0]).await.unwrap();
    let reference = checkout.payments[0].opened.clone().unwrap().reference;
    assert_eq!(world.provider.cancelled(), [reference]);
}

#[tokio::test]
async fn nothing_is_closed_for_a_checkout_that_was_paid_at_once() {
    let world = World::default();
    world.paid(1).await;
    let paid = envelopes(&world, |event| matches!(event, OrderEvent::CheckoutPaid { .. }));
    deliver(&world, &paid[0]).await.unwrap();
    assert_eq!(world.provider.cancelled(), Vec::<String>::new());
}

#[tokio::test]
async fn a_refund_is_sent_once() {
    let world = World::default();
    let checkout = world.paid(1).await;
    world.app.orders.cancel(World::shopper(1), checkout.orders[0].id, None).await.unwrap();
    let requested = envelopes(&world, |event| matches!(event, OrderEvent::RefundRequested(_)));
    world.provider.faults.once("refund", Fault::After);
    assert!(matches!(deliver(&world, &requested[0]).await, Err(HandleError::Retry(_))));
    for _ in 0..2 {
        deliver(&world, &requested[0]).await.unwrap();
        let refund = world.kept(&checkout).refunds[0].clone();
        assert_eq!(refund.state.status(), RefundStatus::Succeeded);
        assert_eq!(world.provider.refunds().into_iter().collect::<Vec<_>>(), [(refund.id, usd(2_699))]);
    }
    assert_eq!(envelopes(&world, |event| matches!(event, OrderEvent::Refunded(_))).len(), 1);
}

#[tokio::test]
async fn what_lapsed_is_cancelled_and_refunded_once() {
    let world = World::default();
    let checkout = world.paid(1).await;
    for _ in 0..2 {
        deliver(&world, &lapsed(&checkout.id)).await.unwrap();
        let kept = world.kept(&checkout);
        assert!(kept.orders.iter().all(|order| order.status() == OrderStatus::Cancelled));
        assert!(kept.orders.iter().all(|order| order.cancellation().unwrap().by == Party::System));
        assert_eq!(kept.refunds.iter().map(|refund| refund.amount).collect::<Vec<_>>(), [usd(2_699), usd(2_599)]);
        assert_eq!(kept.payments[0].state.status(), PaymentStatus::Captured);
    }
}

#[tokio::test]
async fn an_event_that_cannot_be_read_is_poison_and_one_of_an_unknown_checkout_waits() {
    let world = World::default();
    assert!(matches!(deliver(&world, &lapsed(&"chk_1")).await, Err(HandleError::Poison(_))));
    assert!(matches!(deliver(&world, &lapsed(&order_id(1))).await, Err(HandleError::Poison(_))));
    let unknown = fixtures::order::checkout_id(5);
    assert!(matches!(deliver(&world, &lapsed(&unknown)).await, Err(HandleError::Retry(_))));
    let nonsense = Envelope { payload: "{}".to_owned(), ..lapsed(&unknown) };
    assert!(matches!(deliver(&world, &nonsense).await, Err(HandleError::Poison(_))));
}

#[test]
fn names_never_change() {
    let world = World::default();
    let names: Vec<_> = consumers(&world.app).iter().map(|consumer| consumer.name()).collect();
    assert_eq!(names, ["order.open_payments", "order.close_payments", "order.send_refunds", "order.cancel_lapsed"]);
    let jobs = jobs(&world.app);
    let names: Vec<_> = jobs.iter().map(Job::name).collect();
    assert_eq!(names, ["order.expire_checkouts", "order.tidy"]);
}
