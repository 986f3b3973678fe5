use kernel::{Currency, Money, ProductId, Quantity, SellerId, Uuid, VariantId};

use super::*;

const BEFORE: i64 = 1_000;
const NOW: i64 = 2_000;

fn at(millis: i64) -> Timestamp {
    Timestamp::from_unix_millis(millis).unwrap()
}

fn shipment() -> Shipment {
    Shipment {
        carrier: Carrier::new("Post").unwrap(),
        tracking_code: TrackingCode::new("P-1").unwrap(),
        shipped_at: at(BEFORE),
    }
}

fn order(state: OrderState) -> Order {
    let price = Money::new(1_999, Currency::USD);
    let line = OrderLine {
        variant_id: VariantId::from_uuid(Uuid::from_u128(1)),
        product_id: ProductId::from_uuid(Uuid::from_u128(2)),
        product_slug: "lamp".to_owned(),
        title: "Lamp".to_owned(),
        options: Vec::new(),
        sku: "L-1".to_owned(),
        image: None,
        quantity: Quantity::ONE,
        unit_price: price,
        line_total: price,
    };
    let id = OrderId::from_uuid(Uuid::from_u128(3));
    Order {
        id,
        number: OrderNumber::of(id),
        seller: SellerRef { id: SellerId::from_uuid(Uuid::from_u128(4)), name: "Lights".to_owned() },
        totals: Totals::of_lines(std::slice::from_ref(&line), Money::zero(Currency::USD)).unwrap(),
        lines: vec![line],
        timeline: vec![TimelineEntry { status: state.status(), at: at(BEFORE), by: Party::System, note: None }],
        state,
        updated_at: at(BEFORE),
    }
}

fn every_state() -> Vec<OrderState> {
    let cancellation = Cancellation { by: Party::Seller, reason: None, was_bought: true };
    vec![
        OrderState::PendingPayment,
        OrderState::Placed,
        OrderState::Paid,
        OrderState::Confirmed,
        OrderState::Shipped(shipment()),
        OrderState::Delivered(shipment()),
        OrderState::Cancelled(cancellation),
        OrderState::Expired,
    ]
}

/// Tries a step from every state: it is legal from `legal` alone, and leaves a timeline entry by `by`.
fn check(to: OrderStatus, by: Party, legal: &[OrderStatus], step: impl Fn(Order) -> Result<Order, IllegalTransition>) {
    for state in every_state() {
        let from = state.status();
        let before = order(state);
        match step(before.clone()) {
            Ok(after) => {
                assert!(legal.contains(&from), "{from} must not become {to}");
                assert_eq!(after.status(), to);
                assert_eq!(after.updated_at, at(NOW));
                let entry = after.timeline.last().unwrap();
                assert_eq!((entry.status, entry.at, entry.by), (to, at(NOW), by));
                assert_eq!(after.timeline.len(), before.timeline.len() + 1);
            }
            Err(error) => {
                assert!(!legal.contains(&from), "{from} must be able to become {to}");
                assert_eq!(error, IllegalTransition { from, to });
            }
        }
    }
}

#[test]
fn every_state_is_in_the_table() {
    let statuses: Vec<_> = every_state().iter().map(OrderState::status).collect();
    assert_eq!(statuses, OrderStatus::ALL);
}

#[test]
fn only_what_waits_for_payment_is_paid() {
    check(OrderStatus::Paid, Party::PaymentProvider, &[OrderStatus::PendingPayment], |order| order.pay(at(NOW)));
}

#[test]
fn only_what_waits_for_payment_expires() {
    check(OrderStatus::Expired, Party::System, &[OrderStatus::PendingPayment], |order| order.expire(at(NOW)));
}

#[test]
fn what_was_bought_is_confirmed_once() {
    check(OrderStatus::Confirmed, Party::Seller, &[OrderStatus::Placed, OrderStatus::Paid], |order| {
        order.confirm(at(NOW))
    });
}

#[test]
fn only_what_was_confirmed_is_shipped() {
    check(OrderStatus::Shipped, Party::Seller, &[OrderStatus::Confirmed], |order| {
        order.ship(Carrier::new("Post").unwrap(), TrackingCode::new("P-1").unwrap(), at(NOW))
    });
}

#[test]
fn only_what_was_shipped_is_delivered() {
    check(OrderStatus::Delivered, Party::Seller, &[OrderStatus::Shipped], |order| order.deliver(at(NOW)));
}

#[test]
fn what_the_carrier_does_not_have_is_cancelled() {
    let legal = [OrderStatus::PendingPayment, OrderStatus::Placed, OrderStatus::Paid, OrderStatus::Confirmed];
    check(OrderStatus::Cancelled, Party::Shopper, &legal, |order| order.cancel(Party::Shopper, None, at(NOW)));
}

#[test]
fn the_parcel_and_the_reason_are_told() {
    let shipped =
        order(OrderState::Confirmed).ship(Carrier::new("Post").unwrap(), TrackingCode::new("P-1").unwrap(), at(NOW));
    let shipped = shipped.unwrap();
    assert_eq!(shipped.shipment(), Some(&Shipment { shipped_at: at(NOW), ..shipment() }));
    assert_eq!(shipped.timeline[1].note.as_deref(), Some("Post P-1"));
    let delivered = shipped.deliver(at(NOW)).unwrap();
    assert_eq!(delivered.shipment(), Some(&Shipment { shipped_at: at(NOW), ..shipment() }));

    let reason = CancelReason::new("broken").unwrap();
    let cancelled = order(OrderState::Paid).cancel(Party::Seller, Some(reason.clone()), at(NOW)).unwrap();
    let expected = Cancellation { by: Party::Seller, reason: Some(reason), was_bought: true };
    assert_eq!(cancelled.cancellation(), Some(&expected));
    assert_eq!(cancelled.timeline[1].note.as_deref(), Some("broken"));
}

#[test]
fn an_order_that_was_never_bought_is_not_the_sellers_business() {
    let unpaid = order(OrderState::PendingPayment);
    assert!(!unpaid.is_bought());
    assert!(!unpaid.clone().cancel(Party::Shopper, None, at(NOW)).unwrap().is_bought());
    assert!(!unpaid.clone().expire(at(NOW)).unwrap().is_bought());
    let paid = unpaid.pay(at(NOW)).unwrap();
    assert!(paid.is_bought());
    assert!(paid.cancel(Party::Shopper, None, at(NOW)).unwrap().is_bought());
}
