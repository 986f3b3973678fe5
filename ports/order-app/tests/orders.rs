//! Orders, as their shopper and their seller see and change them.
#![expect(clippy::unwrap_used, reason = "what is not as expected fails the test")]

use fixtures::order::{World, carrier, reason, tracking, usd};
use order::{OrderStatus, Party, PaymentMethod, RefundStatus};
use platform::{AppError, ErrorKind, Limit};
use tradepost_order_app::{OrderDetails, OrderUseError};

fn check_not_found(result: Result<OrderDetails, OrderUseError>) {
    assert_eq!(result.unwrap_err().kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn the_seller_delivers_and_the_shopper_follows() {
    let world = World::default();
    let (seller, shopper) = (World::seller(1), World::shopper(1));
    let checkout = world.paid(1).await;
    let id = checkout.orders[0].id;
    let app = &world.app;
    assert_eq!(app.seller.confirm(seller, id).await.unwrap().order.status(), OrderStatus::Confirmed);
    let shipped = app.seller.ship(seller, id, carrier("Post"), tracking("P-1")).await.unwrap();
    assert_eq!(shipped.order.shipment().unwrap().tracking_code, tracking("P-1"));
    let delivered = app.seller.deliver(seller, id).await.unwrap();
    let seen = app.orders.find(shopper, id).await.unwrap();
    assert_eq!(seen, delivered);
    let steps: Vec<_> = seen.order.timeline.iter().map(|entry| (entry.status, entry.by)).collect();
    assert_eq!(
        steps,
        [
            (OrderStatus::PendingPayment, Party::Shopper),
            (OrderStatus::Paid, Party::PaymentProvider),
            (OrderStatus::Confirmed, Party::Seller),
            (OrderStatus::Shipped, Party::Seller),
            (OrderStatus::Delivered, Party::Seller),
        ]
    );
    let too_late = app.orders.cancel(shopper, id, None).await.unwrap_err();
    assert_eq!((too_late.code(), too_late.kind()), ("illegal_transition", ErrorKind::Conflict));
    assert_eq!(too_late.to_string(), "an order that is delivered cannot become cancelled");
}

#[tokio::test]
async fn nobody_touches_what_is_somebody_elses() {
    let world = World::default();
    let checkout = world.paid(1).await;
    let (id, app) = (checkout.orders[0].id, &world.app);
    let (other_shopper, other_seller) = (World::shopper(2), World::seller(2));
    check_not_found(app.orders.find(other_shopper, id).await);
    check_not_found(app.orders.cancel(other_shopper, id, None).await);
    check_not_found(app.seller.find(other_seller, id).await);
    check_not_found(app.seller.confirm(other_seller, id).await);
    check_not_found(app.seller.ship(other_seller, id, carrier("c"), tracking("t")).await);
    check_not_found(app.seller.deliver(other_seller, id).await);
    check_not_found(app.seller.cancel(other_seller, id, reason("mine")).await);
    let shopper = app.seller.confirm(World::shopper(1), id).await.unwrap_err();
    assert_eq!((shopper.code(), shopper.kind()), ("forbidden", ErrorKind::Forbidden));
    assert!(app.seller.list(World::shopper(1), None, None, Limit::DEFAULT).await.is_err());
    assert_eq!(world.kept(&checkout), checkout);
}

#[tokio::test]
async fn an_unpaid_order_is_not_the_sellers_business() {
    let world = World::default();
    let checkout = world.bought(1, PaymentMethod::Card).await;
    let (seller, id) = (World::seller(1), checkout.orders[0].id);
    check_not_found(world.app.seller.find(seller, id).await);
    check_not_found(world.app.seller.confirm(seller, id).await);
    assert_eq!(world.app.seller.list(seller, None, None, Limit::DEFAULT).await.unwrap().items, []);
    assert_eq!(world.app.orders.list(World::shopper(1), None, None, Limit::DEFAULT).await.unwrap().items.len(), 2);
    world.reported(&checkout, "evt", "succeeded 5298 USD").await;
    assert_eq!(world.app.seller.find(seller, id).await.unwrap().order.status(), OrderStatus::Paid);
    let listed = world.app.seller.list(seller, Some(OrderStatus::Paid), None, Limit::DEFAULT).await.unwrap();
    assert_eq!(listed.items.iter().map(|card| card.id).collect::<Vec<_>>(), [id]);
}

#[tokio::test]
async fn a_seller_who_cannot_deliver_cancels_with_a_reason() {
    let world = World::default();
    let checkout = world.paid(1).await;
    let id = checkout.orders[1].id;
    let cancelled = world.app.seller.cancel(World::seller(2), id, reason("broken")).await.unwrap();
    let cancellation = cancelled.order.cancellation().unwrap();
    assert_eq!((cancellation.by, cancellation.reason.clone()), (Party::Seller, Some(reason("broken"))));
    let refund = cancelled.refund.unwrap();
    assert_eq!((refund.amount, refund.state.status()), (usd(2_599), RefundStatus::Requested));
    // The other seller's order goes on.
    let other = world.app.seller.confirm(World::seller(1), checkout.orders[0].id).await.unwrap();
    assert_eq!((other.order.status(), other.refund), (OrderStatus::Confirmed, None));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn changes_at_the_same_time_are_all_had() {
    let world = std::sync::Arc::new(World::default());
    let checkout = world.paid(1).await;
    let tasks: Vec<_> = [(1, 0), (2, 1)]
        .map(|(seller, order)| {
            let (world, id) = (world.clone(), checkout.orders[order].id);
            tokio::spawn(async move { world.app.seller.confirm(World::seller(seller), id).await.map(drop) })
        })
        .into_iter()
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert!(world.kept(&checkout).orders.iter().all(|order| order.status() == OrderStatus::Confirmed));
}
