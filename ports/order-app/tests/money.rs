//! What payment providers tell, and what follows from it.
#![expect(clippy::unwrap_used, reason = "what is not as expected fails the test")]

use fixtures::order::{FakeProvider, Fault, World, order_id, refund_id, usd, user_id, webhook};
use order::{CheckoutStatus, OrderEvent, OrderStatus, PaymentMethod, PaymentStatus, RefundStatus};
use order_ports::WebhookRequest;
use platform::{AppError, ErrorKind};

const CARD: PaymentMethod = PaymentMethod::Card;

async fn check_refused(world: &World, provider: &str, request: &WebhookRequest, code: &str, kind: ErrorKind) {
    let before = (world.stores.checkouts(), world.stores.events());
    let error = world.app.webhook.execute(provider, request).await.unwrap_err();
    assert_eq!((error.code(), error.kind()), (code, kind));
    assert_eq!((world.stores.checkouts(), world.stores.events()), before);
}

#[tokio::test]
async fn what_is_not_from_the_provider_changes_nothing() {
    let world = World::default();
    let checkout = world.bought(1, CARD).await;
    let good = webhook(&format!("evt {} succeeded 5298 USD", checkout.payments[0].id));
    let signed = |signature: &str| WebhookRequest {
        headers: vec![("signature".to_owned(), signature.to_owned())],
        ..good.clone()
    };
    let unsigned = WebhookRequest { headers: vec![], ..good.clone() };
    check_refused(&world, "fake", &unsigned, "invalid_signature", ErrorKind::Invalid).await;
    check_refused(&world, "fake", &signed("forged"), "invalid_signature", ErrorKind::Invalid).await;
    check_refused(&world, "fake", &signed("old"), "signature_too_old", ErrorKind::Invalid).await;
    check_refused(&world, "fake", &webhook("nonsense"), "malformed_webhook", ErrorKind::Invalid).await;
    check_refused(&world, "paypal", &good, "provider_not_found", ErrorKind::NotFound).await;
    let unknown = webhook(&format!("evt {} succeeded 5298 USD", fixtures::order::payment_id(9)));
    check_refused(&world, "fake", &unknown, "payment_not_found", ErrorKind::NotFound).await;
    check_refused(&world, "fake", &webhook("evt ref-9 expired"), "payment_not_found", ErrorKind::NotFound).await;
    let refund = webhook(&format!("evt {} refund_succeeded {}", checkout.payments[0].id, refund_id(9)));
    check_refused(&world, "fake", &refund, "refund_not_found", ErrorKind::NotFound).await;
    assert!(world.app.webhook.execute("fake", &webhook("evt ref-9 ignored")).await.is_ok());
}

#[tokio::test]
async fn a_webhook_that_comes_three_times_has_one_effect() {
    let world = World::default();
    let checkout = world.bought(1, CARD).await;
    for _ in 0..3 {
        world.reported(&checkout, "evt", "succeeded 5298 USD").await;
    }
    // Another event about the same, and ones that came too late.
    world.reported(&checkout, "evt2", "succeeded 5298 USD").await;
    world.reported(&checkout, "evt3", "failed no money").await;
    world.reported(&checkout, "evt4", "expired").await;
    let kept = world.kept(&checkout);
    assert_eq!((kept.status(), kept.refunds.len()), (CheckoutStatus::Paid, 0));
    let paid = |event: &&OrderEvent| matches!(event, OrderEvent::Paid { .. });
    assert_eq!(world.stores.events().iter().filter(paid).count(), 2);
}

#[tokio::test]
async fn a_provider_that_does_not_know_our_id_is_understood_by_its_reference() {
    let world = World::default();
    let checkout = world.bought(1, CARD).await;
    let reference = FakeProvider::reference(checkout.payments[0].id);
    let request = webhook(&format!("evt {reference} succeeded 5298 USD"));
    world.app.webhook.execute("fake", &request).await.unwrap();
    assert_eq!(world.kept(&checkout).status(), CheckoutStatus::Paid);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn reports_and_cancellation_at_the_same_time_account_for_the_money() {
    for _ in 0..20 {
        let world = std::sync::Arc::new(World::default());
        let checkout = world.bought(1, CARD).await;
        let report = {
            let (world, checkout) = (world.clone(), checkout.clone());
            tokio::spawn(async move { world.reported(&checkout, "evt", "succeeded 5298 USD").await })
        };
        let cancel = {
            let (world, id) = (world.clone(), checkout.orders[0].id);
            tokio::spawn(async move { world.app.orders.cancel(World::shopper(1), id, None).await.map(drop) })
        };
        report.await.unwrap();
        cancel.await.unwrap().unwrap();
        let kept = world.kept(&checkout);
        let back: i64 = kept.refunds.iter().map(|refund| refund.amount.minor()).sum();
        match kept.status() {
            // Paid first: one order is refunded. Cancelled first: all of it is.
            CheckoutStatus::Paid => assert_eq!(back, 2_699),
            CheckoutStatus::Cancelled => assert_eq!(back, 5_298),
            other => panic!("{other}"),
        }
    }
}

#[tokio::test]
async fn a_declined_payment_is_tried_again_on_another_page() {
    let world = World::default();
    let me = World::shopper(1);
    let checkout = world.bought(1, CARD).await;
    let same = world.app.checkouts.retry_payment(me, checkout.id).await.unwrap();
    assert_eq!(same, checkout);
    world.reported(&checkout, "evt", "failed no money").await;
    let retried = world.app.checkouts.retry_payment(me, checkout.id).await.unwrap();
    assert_eq!((retried.status(), retried.payments.len()), (CheckoutStatus::AwaitingPayment, 2));
    assert_ne!(retried.payments[1].redirect_url(), checkout.payments[0].redirect_url());
    // The first page takes no money any more.
    assert_eq!(world.provider.cancelled(), [FakeProvider::reference(checkout.payments[0].id)]);
    world.reported(&retried, "evt2", "succeeded 5298 USD").await;
    assert_eq!(world.kept(&checkout).status(), CheckoutStatus::Paid);
    let again = world.app.checkouts.retry_payment(me, checkout.id).await.unwrap_err();
    assert_eq!((again.code(), again.kind()), ("checkout_not_awaiting_payment", ErrorKind::Conflict));
    let theirs = world.app.checkouts.retry_payment(World::shopper(2), checkout.id).await.unwrap_err();
    assert_eq!(theirs.kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn what_is_not_paid_in_time_expires_and_late_money_goes_back() {
    let world = World::default();
    let checkout = world.bought(1, CARD).await;
    let cash = world.bought(2, PaymentMethod::CashOnDelivery).await;
    world.clock.set(15 * 60 - 1);
    assert_eq!(world.app.upkeep.expire_checkouts(10).await.unwrap(), 0);
    world.clock.set(15 * 60);
    // The time is over before anybody has come by to say so.
    let over = world.app.checkouts.retry_payment(World::shopper(1), checkout.id).await.unwrap_err();
    assert_eq!((over.code(), over.kind()), ("checkout_expired", ErrorKind::Gone));
    assert_eq!(world.app.upkeep.expire_checkouts(10).await.unwrap(), 1);
    assert_eq!(world.app.upkeep.expire_checkouts(10).await.unwrap(), 0);
    assert_eq!(world.kept(&cash).status(), CheckoutStatus::Placed);
    let over = world.app.checkouts.retry_payment(World::shopper(1), checkout.id).await.unwrap_err();
    assert_eq!((over.code(), over.kind()), ("checkout_expired", ErrorKind::Gone));

    world.reported(&checkout, "evt", "succeeded 5298 USD").await;
    let kept = world.kept(&checkout);
    assert_eq!((kept.status(), kept.refunds[0].amount), (CheckoutStatus::Expired, usd(5_298)));
    world.app.upkeep.send_refund(checkout.id, kept.refunds[0].id).await.unwrap();
    assert_eq!(world.kept(&checkout).refunds[0].state.status(), RefundStatus::Succeeded);
    let details = world.app.orders.find(World::shopper(1), checkout.orders[0].id).await.unwrap();
    assert_eq!(details.refund.unwrap().amount, usd(5_298));
}

#[tokio::test]
async fn another_amount_pays_nothing_and_is_looked_at() {
    let world = World::default();
    let checkout = world.bought(1, CARD).await;
    world.reported(&checkout, "evt", "succeeded 5297 USD").await;
    let kept = world.kept(&checkout);
    assert_eq!(kept.payments[0].state.status(), PaymentStatus::InReview);
    assert!(kept.orders.iter().all(|order| order.status() == OrderStatus::PendingPayment));
    let retry = world.app.checkouts.retry_payment(World::shopper(1), checkout.id).await.unwrap_err();
    assert_eq!((retry.code(), retry.kind()), ("payment_in_review", ErrorKind::Conflict));
}

#[tokio::test]
async fn a_refund_that_takes_time_is_told_by_a_webhook() {
    let world = World::default();
    let checkout = world.paid(1).await;
    let details = world.app.orders.cancel(World::shopper(1), checkout.orders[1].id, None).await.unwrap();
    let refund = details.refund.unwrap();
    assert_eq!((refund.amount, refund.state.status()), (usd(2_599), RefundStatus::Requested));
    world.provider.faults.once("refund_pending", Fault::Before);
    world.app.upkeep.send_refund(checkout.id, refund.id).await.unwrap();
    assert_eq!(world.kept(&checkout).refunds[0].state.status(), RefundStatus::Requested);
    world.reported(&checkout, "evt_r1", &format!("refund_failed {} closed", refund.id)).await;
    assert_eq!(world.kept(&checkout).refunds[0].state.status(), RefundStatus::Failed);
    for event in ["evt_r2", "evt_r2", "evt_r3"] {
        world.reported(&checkout, event, &format!("refund_succeeded {}", refund.id)).await;
    }
    assert_eq!(world.kept(&checkout).refunds[0].state.status(), RefundStatus::Succeeded);
    let refunded = |event: &&OrderEvent| matches!(event, OrderEvent::Refunded(_));
    assert_eq!(world.stores.events().iter().filter(refunded).count(), 1);
}

#[tokio::test]
async fn a_refund_that_is_refused_is_still_owed() {
    let world = World::default();
    let checkout = world.paid(1).await;
    world.app.orders.cancel(World::shopper(1), checkout.orders[0].id, None).await.unwrap();
    let refund = world.kept(&checkout).refunds[0].id;
    world.provider.faults.once("refund_for_good", Fault::Before);
    world.app.upkeep.send_refund(checkout.id, refund).await.unwrap();
    assert_eq!(world.kept(&checkout).refunds[0].state.status(), RefundStatus::Failed);
    let unknown = world.app.upkeep.send_refund(checkout.id, refund_id(9)).await.unwrap_err();
    assert_eq!(unknown.kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn a_cancelled_checkout_is_closed_at_the_provider() {
    let world = World::default();
    let checkout = world.bought(1, CARD).await;
    let theirs = world.app.checkouts.cancel(World::shopper(2), checkout.id).await.unwrap_err();
    assert_eq!(theirs.kind(), ErrorKind::NotFound);
    let cancelled = world.app.checkouts.cancel(World::shopper(1), checkout.id).await.unwrap();
    assert_eq!(cancelled.status(), CheckoutStatus::Cancelled);
    world.app.upkeep.close_payments(checkout.id).await.unwrap();
    assert_eq!(world.provider.cancelled(), [FakeProvider::reference(checkout.payments[0].id)]);
    let again = world.app.checkouts.cancel(World::shopper(1), checkout.id).await.unwrap_err();
    assert_eq!((again.code(), again.kind()), ("checkout_not_awaiting_payment", ErrorKind::Conflict));
    assert_eq!(world.app.checkouts.find(World::shopper(1), checkout.id).await.unwrap(), cancelled);
    let theirs = world.app.checkouts.find(World::shopper(2), checkout.id).await.unwrap_err();
    assert_eq!(theirs.kind(), ErrorKind::NotFound);
    assert_eq!(user_id(1), cancelled.user_id);
    assert_ne!(order_id(1), cancelled.orders[0].id);
}

#[tokio::test]
async fn a_page_that_could_not_be_closed_is_closed_later() {
    let world = World::default();
    let checkout = world.bought(1, CARD).await;
    world.reported(&checkout, "evt", "failed no money").await;
    world.provider.faults.once("cancel", Fault::Before);
    let retried = world.app.checkouts.retry_payment(World::shopper(1), checkout.id).await.unwrap();
    assert!(retried.payments[1].redirect_url().is_some());
    assert_eq!(world.provider.cancelled(), Vec::<String>::new());
    world.app.upkeep.open_payment(checkout.id).await.unwrap();
    assert_eq!(world.provider.cancelled(), [FakeProvider::reference(checkout.payments[0].id)]);
}

#[tokio::test]
async fn one_checkout_that_cannot_end_does_not_keep_others_from_ending() {
    let world = World::default();
    let first = world.bought(1, CARD).await;
    let second = world.bought(2, CARD).await;
    world.clock.set(15 * 60);
    world.stores.faults.once("commit", Fault::Before);
    assert_eq!(world.app.upkeep.expire_checkouts(10).await.unwrap_err().kind(), ErrorKind::Unavailable);
    let ended = [first, second].iter().filter(|one| world.kept(one).status() == CheckoutStatus::Expired).count();
    assert_eq!(ended, 1);
    assert_eq!(world.app.upkeep.expire_checkouts(10).await.unwrap(), 1);
}

#[tokio::test]
async fn what_nobody_comes_back_for_is_removed() {
    let world = World::default();
    world.bought(1, CARD).await;
    let guest = order::CartOwner::Guest(world.app.carts.new_guest());
    let lamp = fixtures::order::variant_id(12);
    world.app.carts.add(guest, lamp, fixtures::order::pieces(1)).await.unwrap();
    world.clock.set(7 * 24 * 60 * 60);
    assert_eq!(world.app.upkeep.tidy(10).await.unwrap(), 0);
    world.clock.set(7 * 24 * 60 * 60 + 1);
    assert_eq!(world.app.upkeep.tidy(10).await.unwrap(), 1, "the idempotency key");
    world.clock.set(30 * 24 * 60 * 60 + 1);
    assert_eq!(world.app.upkeep.tidy(10).await.unwrap(), 1, "the guest's cart");
}
