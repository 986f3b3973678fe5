#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use kernel::{
    CheckoutId, Currency, EventId, Money, OrderId, PaymentId, Quantity, RefundId, SellerId, Timestamp, UserId, Uuid,
    VariantId,
};
use order::{
    CancelReason, Carrier, OrderEvent, OrderNumber, OrderRef, OrderedLine, Party, PaymentMethod, RefundRef, Shipment,
    TrackingCode,
};

use super::order_envelope;

fn uuid(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn every_event() -> Vec<OrderEvent> {
    let at = Timestamp::from_unix_millis(1_769_860_800_042).unwrap();
    let (checkout_id, user_id) = (CheckoutId::from_uuid(uuid(2)), UserId::from_uuid(uuid(3)));
    let payment_id = PaymentId::from_uuid(uuid(6));
    let amount = Money::new(2_498, Currency::USD);
    let order_id = OrderId::from_uuid(uuid(1));
    let order = OrderRef {
        order_id,
        checkout_id,
        number: OrderNumber::of(order_id),
        user_id,
        seller_id: SellerId::from_uuid(uuid(4)),
        total: amount,
    };
    let lines = vec![OrderedLine { variant_id: VariantId::from_uuid(uuid(5)), quantity: Quantity::new(3).unwrap() }];
    let refund = RefundRef {
        refund_id: RefundId::from_uuid(uuid(7)),
        payment_id,
        checkout_id,
        order: Some((order_id, order.number)),
        user_id,
        amount,
    };
    vec![
        OrderEvent::Placed { order, method: PaymentMethod::CashOnDelivery, lines: lines.clone() },
        OrderEvent::Paid { order, lines: lines.clone() },
        OrderEvent::Confirmed { order },
        OrderEvent::Shipped {
            order,
            shipment: Shipment {
                carrier: Carrier::new("Post").unwrap(),
                tracking_code: TrackingCode::new("P-1").unwrap(),
                shipped_at: at,
            },
        },
        OrderEvent::Delivered { order },
        OrderEvent::Cancelled {
            order,
            by: Party::Seller,
            reason: Some(CancelReason::new("broken").unwrap()),
            was_paid: true,
            restock: true,
            lines,
        },
        OrderEvent::Expired { order },
        OrderEvent::PaymentRequested { checkout_id, user_id, payment_id, amount, expires_at: at },
        OrderEvent::CheckoutPaid { checkout_id, user_id, payment_id, amount },
        OrderEvent::CheckoutPlaced { checkout_id, user_id },
        OrderEvent::CheckoutExpired { checkout_id, user_id },
        OrderEvent::CheckoutCancelled { checkout_id, user_id },
        OrderEvent::RefundRequested(refund),
        OrderEvent::Refunded(RefundRef { order: None, ..refund }),
    ]
}

#[test]
fn the_wire_form_is_what_consumers_know() {
    let at = Timestamp::from_unix_millis(1_769_860_800_042).unwrap();
    let text: Vec<String> = every_event()
        .iter()
        .map(|event| {
            let envelope = order_envelope(EventId::from_uuid(uuid(9)), at, event).unwrap();
            assert_eq!(envelope.key, CheckoutId::from_uuid(uuid(2)).to_string());
            let payload: serde_json::Value = serde_json::from_str(&envelope.payload).unwrap();
            format!("{} {payload:#}", envelope.event_type)
        })
        .collect();
    insta::assert_snapshot!(text.join("\n"));
}

#[test]
fn what_is_written_can_be_read() {
    let at = Timestamp::from_unix_millis(1_769_860_800_042).unwrap();
    let cancelled = &every_event()[5];
    let envelope = order_envelope(EventId::from_uuid(uuid(9)), at, cancelled).unwrap();
    let read: super::OrderCancelledV1 = crate::open(&envelope).unwrap();
    assert_eq!(read.order.number, "00000-00001");
    assert_eq!((read.lines[0].quantity, read.by.as_str(), read.restock), (3, "seller", true));
    assert!(crate::open::<super::OrderPaidV1>(&envelope).is_err());
}
