mod consistency;

use kernel::{
    CheckoutId, Currency, Money, OrderId, PaymentId, ProductId, Quantity, RefundId, SellerId, Timestamp, UserId, Uuid,
    VariantId,
};

use super::*;
use crate::{CancelReason, Carrier, OrderLine, Party, PaymentStatus, SellerRef, TotalsError, TrackingCode};

const HOLD_ENDS: i64 = 900_000;

fn at(millis: i64) -> Timestamp {
    Timestamp::from_unix_millis(millis).unwrap()
}

fn usd(minor: i64) -> Money {
    Money::new(minor, Currency::USD)
}

fn order(number: u128) -> OrderId {
    OrderId::from_uuid(Uuid::from_u128(number))
}

fn payment(number: u128) -> PaymentId {
    PaymentId::from_uuid(Uuid::from_u128(number))
}

fn refund(number: u128) -> RefundId {
    RefundId::from_uuid(Uuid::from_u128(number))
}

fn new_order(number: u128, price: Money, shipping: Money) -> NewOrder {
    let quantity = Quantity::new(2).unwrap();
    let line = OrderLine {
        variant_id: VariantId::from_uuid(Uuid::from_u128(number)),
        product_id: ProductId::from_uuid(Uuid::from_u128(number)),
        product_slug: "lamp".to_owned(),
        title: "Lamp".to_owned(),
        options: Vec::new(),
        sku: "L".to_owned(),
        image: None,
        quantity,
        unit_price: price,
        line_total: price.times(quantity).unwrap(),
    };
    let seller = SellerRef { id: SellerId::from_uuid(Uuid::from_u128(number)), name: "Lights".to_owned() };
    NewOrder { id: order(number), seller, lines: vec![line], shipping }
}

fn command(method: PaymentMethod) -> PlaceCheckout {
    PlaceCheckout {
        id: CheckoutId::from_uuid(Uuid::from_u128(100)),
        user_id: UserId::from_uuid(Uuid::from_u128(200)),
        method,
        payment_id: payment(1),
        address: DeliveryAddress {
            full_name: "An".to_owned(),
            phone: "1".to_owned(),
            line1: "Street".to_owned(),
            line2: None,
            city: "Town".to_owned(),
            region: None,
            postal_code: None,
            country: "VN".parse().unwrap(),
            coordinates: None,
        },
        orders: vec![new_order(1, usd(1_000), usd(499)), new_order(2, usd(250), usd(0))],
        hold_expires_at: at(HOLD_ENDS),
    }
}

/// 20.00 + 4.99 of the first seller, 5.00 of the second.
const TOTAL: i64 = 2_499 + 500;

fn placed(method: PaymentMethod) -> Checkout {
    Checkout::place(command(method), at(1)).unwrap().into_checkout()
}

fn changed(reaction: Result<Reaction, CheckoutError>) -> CheckoutDecision {
    match reaction {
        Ok(Reaction::Changed(decision)) => *decision,
        other => panic!("expected a change, got {other:?}"),
    }
}

fn unchanged(reaction: Result<Reaction, CheckoutError>) -> Checkout {
    match reaction {
        Ok(Reaction::Unchanged(checkout)) => *checkout,
        other => panic!("expected no change, got {other:?}"),
    }
}

fn report(checkout: Checkout, number: u128, report: PaymentReport) -> Result<Reaction, CheckoutError> {
    checkout.payment_reported(payment(number), Some(&format!("ref-{number}")), report, refund(number), at(5))
}

fn succeeded() -> PaymentReport {
    PaymentReport::Succeeded { amount: usd(TOTAL) }
}

fn declined() -> PaymentReport {
    PaymentReport::Failed { reason: "no money".to_owned() }
}

fn paid() -> Checkout {
    changed(report(placed(PaymentMethod::Card), 1, succeeded())).into_checkout()
}

fn statuses(checkout: &Checkout) -> Vec<OrderStatus> {
    checkout.orders.iter().map(Order::status).collect()
}

/// What happened, by name.
fn names(decision: &CheckoutDecision) -> Vec<&'static str> {
    let name = |event: &OrderEvent| match event {
        OrderEvent::Placed { .. } => "placed",
        OrderEvent::Paid { .. } => "paid",
        OrderEvent::Confirmed { .. } => "confirmed",
        OrderEvent::Shipped { .. } => "shipped",
        OrderEvent::Delivered { .. } => "delivered",
        OrderEvent::Cancelled { .. } => "cancelled",
        OrderEvent::Expired { .. } => "expired",
        OrderEvent::PaymentRequested { .. } => "payment_requested",
        OrderEvent::CheckoutPaid { .. } => "checkout_paid",
        OrderEvent::CheckoutPlaced { .. } => "checkout_placed",
        OrderEvent::CheckoutExpired { .. } => "checkout_expired",
        OrderEvent::CheckoutCancelled { .. } => "checkout_cancelled",
        OrderEvent::RefundRequested(_) => "refund_requested",
        OrderEvent::Refunded(_) => "refunded",
    };
    decision.events().iter().map(name).collect()
}

#[test]
fn lines_add_up_to_orders_and_orders_to_the_charge() {
    let decision = Checkout::place(command(PaymentMethod::Card), at(1)).unwrap();
    assert_eq!(names(&decision), ["placed", "placed", "payment_requested"]);
    let checkout = decision.into_checkout();
    assert_eq!(checkout.orders.iter().map(|order| order.totals.total()).collect::<Vec<_>>(), [usd(2_499), usd(500)]);
    assert_eq!((checkout.totals.subtotal(), checkout.totals.shipping()), (usd(2_500), usd(499)));
    assert_eq!((checkout.totals.total(), checkout.payments[0].amount), (usd(TOTAL), usd(TOTAL)));
    assert_eq!((checkout.version, checkout.status()), (1, CheckoutStatus::AwaitingPayment));
}

#[test]
fn cash_on_delivery_is_bought_at_once() {
    let decision = Checkout::place(command(PaymentMethod::CashOnDelivery), at(1)).unwrap();
    assert_eq!(names(&decision), ["placed", "placed", "checkout_placed"]);
    let checkout = decision.into_checkout();
    assert_eq!(statuses(&checkout), [OrderStatus::Placed, OrderStatus::Placed]);
    assert_eq!(checkout.payment().unwrap().state.status(), PaymentStatus::DueOnDelivery);
    assert_eq!(checkout.clone().expire(at(HOLD_ENDS)), Err(CheckoutError::NotAwaitingPayment(CheckoutStatus::Placed)));
    let cancelled = checkout.cancel_order(order(1), Party::Shopper, None, refund(1), at(2)).unwrap();
    assert_eq!(names(&cancelled), ["cancelled"]);
    assert!(matches!(cancelled.events()[0], OrderEvent::Cancelled { was_paid: false, restock: true, .. }));
    assert_eq!(statuses(cancelled.checkout()), [OrderStatus::Cancelled, OrderStatus::Placed]);
}

#[test]
fn what_does_not_add_up_is_not_placed() {
    let place = |orders| Checkout::place(PlaceCheckout { orders, ..command(PaymentMethod::Card) }, at(1));
    let dong = Money::new(1, "VND".parse().unwrap());
    let mixed = TotalsError::MixedCurrencies;
    assert_eq!(place(vec![]), Err(PlaceError::Totals(TotalsError::Empty)));
    assert_eq!(place(vec![new_order(1, usd(1), dong)]), Err(PlaceError::Totals(mixed)));
    assert_eq!(place(vec![new_order(1, usd(1), usd(1)), new_order(2, dong, dong)]), Err(PlaceError::Totals(mixed)));
    assert_eq!(place(vec![new_order(1, usd(0), usd(0))]), Err(PlaceError::NothingToCharge));
    assert_eq!(place(vec![new_order(1, usd(1), usd(1)), new_order(1, usd(1), usd(1))]), Err(PlaceError::DoubledSeller));
    let huge = || new_order(1, usd(i64::MAX / 2), usd(2));
    assert_eq!(place(vec![huge()]), Err(PlaceError::Totals(TotalsError::TooLarge)));
}

#[test]
fn money_makes_all_orders_paid_once() {
    let decision = changed(report(placed(PaymentMethod::Card), 1, succeeded()));
    assert_eq!(names(&decision), ["checkout_paid", "paid", "paid"]);
    let checkout = decision.into_checkout();
    assert_eq!((checkout.status(), checkout.version), (CheckoutStatus::Paid, 2));
    let again = unchanged(report(checkout.clone(), 1, succeeded()));
    assert_eq!(again, checkout);
    assert_eq!(unchanged(report(checkout.clone(), 1, declined())), checkout);
    assert_eq!(unchanged(report(checkout.clone(), 1, PaymentReport::Expired)), checkout);
}

#[test]
fn a_declined_payment_can_be_followed_by_another_while_the_goods_are_held() {
    let checkout = placed(PaymentMethod::Card);
    assert_eq!(unchanged(checkout.clone().retry_payment(payment(2), at(2))), checkout);
    let declined = changed(report(checkout, 1, declined()));
    assert_eq!(names(&declined), Vec::<&str>::new());
    let checkout = declined.into_checkout();
    assert_eq!(checkout.status(), CheckoutStatus::PaymentFailed);
    assert_eq!(checkout.clone().retry_payment(payment(2), at(HOLD_ENDS)), Err(CheckoutError::Over));
    let retried = changed(checkout.retry_payment(payment(2), at(HOLD_ENDS - 1)));
    assert_eq!(names(&retried), ["payment_requested"]);
    let checkout = retried.into_checkout();
    assert_eq!((checkout.status(), checkout.payment().unwrap().id), (CheckoutStatus::AwaitingPayment, payment(2)));
    // The first page must not take money any more.
    assert_eq!(checkout.payments_to_close().map(|payment| payment.id).collect::<Vec<_>>(), [payment(1)]);
    let checkout = changed(report(checkout, 2, succeeded())).into_checkout();
    assert_eq!((checkout.status(), checkout.payment().unwrap().id), (CheckoutStatus::Paid, payment(2)));
    assert_eq!(checkout.retry_payment(payment(3), at(3)), Err(CheckoutError::NotAwaitingPayment(CheckoutStatus::Paid)));
}

#[test]
fn a_second_capture_goes_back() {
    let checkout = changed(report(placed(PaymentMethod::Card), 1, declined())).into_checkout();
    let checkout = changed(checkout.retry_payment(payment(2), at(2))).into_checkout();
    let checkout = changed(report(checkout, 2, succeeded())).into_checkout();
    let decision = changed(report(checkout, 1, succeeded()));
    assert_eq!(names(&decision), ["refund_requested"]);
    let checkout = decision.into_checkout();
    assert_eq!(checkout.refunds[0].payment_id, payment(1));
    assert_eq!((checkout.refunds[0].amount, checkout.refunds[0].order_id), (usd(TOTAL), None));
    assert_eq!(checkout.refunds[0].reason, RefundReason::DuplicatePayment);
    // The one that paid is shown, and a cancelled order's money goes back by it.
    assert_eq!(checkout.payment().unwrap().id, payment(2));
    let cancelled = checkout.cancel_order(order(2), Party::Seller, None, refund(9), at(9)).unwrap();
    assert_eq!(cancelled.checkout().refunds[1].payment_id, payment(2));
}

#[test]
fn money_that_comes_too_late_goes_back() {
    let expired = placed(PaymentMethod::Card).expire(at(HOLD_ENDS)).unwrap();
    assert_eq!(names(&expired), ["checkout_expired", "expired", "expired"]);
    let cancelled = placed(PaymentMethod::Card).cancel(Party::Shopper, None, at(2)).unwrap();
    assert_eq!(names(&cancelled), ["checkout_cancelled", "cancelled", "cancelled"]);
    for ended in [expired, cancelled] {
        let before = statuses(ended.checkout());
        let late = changed(report(ended.into_checkout(), 1, succeeded()));
        assert_eq!(names(&late), ["refund_requested"]);
        let checkout = late.into_checkout();
        assert_eq!(statuses(&checkout), before);
        assert_eq!((checkout.refunds[0].amount, checkout.refunds[0].reason), (usd(TOTAL), RefundReason::LatePayment));
        assert_eq!(checkout.payments[0].state.status(), PaymentStatus::Captured);
    }
}

#[test]
fn another_amount_than_asked_for_pays_nothing() {
    for wrong in [usd(TOTAL - 1), usd(TOTAL + 1), Money::new(TOTAL, "VND".parse().unwrap())] {
        let report = report(placed(PaymentMethod::Card), 1, PaymentReport::Succeeded { amount: wrong });
        let decision = changed(report);
        assert_eq!(names(&decision), Vec::<&str>::new());
        let checkout = decision.into_checkout();
        assert_eq!(checkout.payments[0].state, PaymentState::InReview { captured: wrong });
        assert_eq!(statuses(&checkout), [OrderStatus::PendingPayment; 2]);
        assert_eq!(checkout.clone().retry_payment(payment(2), at(6)), Err(CheckoutError::InReview));
        // Nobody is told to take the money that is there already.
        let expired = checkout.expire(at(HOLD_ENDS)).unwrap().into_checkout();
        assert_eq!(expired.payments[0].state, PaymentState::InReview { captured: wrong });
    }
}

#[test]
fn a_paid_order_that_is_cancelled_is_refunded_once() {
    let reason = CancelReason::new("broken").unwrap();
    let decision = paid().cancel_order(order(1), Party::Seller, Some(&reason), refund(7), at(7)).unwrap();
    assert_eq!(names(&decision), ["cancelled", "refund_requested"]);
    assert!(matches!(decision.events()[0], OrderEvent::Cancelled { was_paid: true, restock: true, .. }));
    let checkout = decision.into_checkout();
    assert_eq!(statuses(&checkout), [OrderStatus::Cancelled, OrderStatus::Paid]);
    assert_eq!(checkout.refund_of(order(1)).unwrap().amount, usd(2_499));
    let illegal = IllegalTransition { from: OrderStatus::Cancelled, to: OrderStatus::Cancelled };
    let again = checkout.clone().cancel_order(order(1), Party::Shopper, None, refund(8), at(8));
    assert_eq!(again, Err(CheckoutError::Illegal(illegal)));
    let both = checkout.cancel_order(order(2), Party::Shopper, None, refund(8), at(8)).unwrap().into_checkout();
    assert_eq!(both.refunds.iter().map(|refund| refund.amount.minor()).sum::<i64>(), TOTAL);
}

#[test]
fn more_than_was_captured_never_goes_back() {
    let mut checkout = paid();
    let what = |amount| (Some(order(1)), usd(amount), RefundReason::OrderCancelled);
    assert_eq!(
        checkout.request_refund(refund(1), payment(1), what(TOTAL + 1), at(1)),
        Err(CheckoutError::RefundExceedsCapture)
    );
    assert!(checkout.request_refund(refund(1), payment(1), what(TOTAL - 1), at(1)).is_ok());
    let other = (Some(order(2)), usd(2), RefundReason::OrderCancelled);
    assert_eq!(checkout.request_refund(refund(2), payment(1), other, at(1)), Err(CheckoutError::RefundExceedsCapture));
    assert_eq!(
        checkout.request_refund(refund(2), payment(1), what(1), at(1)),
        Err(CheckoutError::RefundExceedsCapture)
    );
}

#[test]
fn an_order_of_an_unpaid_checkout_is_cancelled_with_all_others() {
    let decision = placed(PaymentMethod::Card).cancel_order(order(1), Party::Shopper, None, refund(1), at(2)).unwrap();
    assert_eq!(names(&decision), ["checkout_cancelled", "cancelled", "cancelled"]);
    assert!(matches!(decision.events()[1], OrderEvent::Cancelled { was_paid: false, restock: false, .. }));
    assert_eq!(decision.checkout().status(), CheckoutStatus::Cancelled);
    // A seller has no business with it.
    let illegal = IllegalTransition { from: OrderStatus::PendingPayment, to: OrderStatus::Cancelled };
    let by_seller = placed(PaymentMethod::Card).cancel_order(order(1), Party::Seller, None, refund(1), at(2));
    assert_eq!(by_seller, Err(CheckoutError::Illegal(illegal)));
}

#[test]
fn an_unpaid_checkout_expires_at_its_time_and_only_then() {
    assert_eq!(placed(PaymentMethod::Card).expire(at(HOLD_ENDS - 1)), Err(CheckoutError::NotDue));
    let expired = placed(PaymentMethod::Card).expire(at(HOLD_ENDS)).unwrap().into_checkout();
    assert_eq!(statuses(&expired), [OrderStatus::Expired; 2]);
    assert_eq!(expired.clone().expire(at(HOLD_ENDS)), Err(CheckoutError::Over));
    assert_eq!(expired.clone().cancel(Party::Shopper, None, at(HOLD_ENDS)), Err(CheckoutError::Over));
    assert_eq!(expired.retry_payment(payment(2), at(HOLD_ENDS)), Err(CheckoutError::Over));
    assert_eq!(paid().expire(at(HOLD_ENDS)), Err(CheckoutError::NotAwaitingPayment(CheckoutStatus::Paid)));
}

#[test]
fn the_seller_delivers_step_by_step() {
    let confirmed = paid().confirm(order(1), at(6)).unwrap();
    assert_eq!(names(&confirmed), ["confirmed"]);
    let (carrier, code) = (Carrier::new("Post").unwrap(), TrackingCode::new("1").unwrap());
    let shipped = confirmed.into_checkout().ship(order(1), carrier, code, at(7)).unwrap();
    assert_eq!(names(&shipped), ["shipped"]);
    let too_late = shipped.checkout().clone().cancel_order(order(1), Party::Shopper, None, refund(1), at(8));
    let illegal = IllegalTransition { from: OrderStatus::Shipped, to: OrderStatus::Cancelled };
    assert_eq!(too_late, Err(CheckoutError::Illegal(illegal)));
    let delivered = shipped.into_checkout().deliver(order(1), at(9)).unwrap();
    assert_eq!(names(&delivered), ["delivered"]);
    assert_eq!(statuses(delivered.checkout()), [OrderStatus::Delivered, OrderStatus::Paid]);
    assert_eq!(delivered.into_checkout().confirm(order(9), at(9)), Err(CheckoutError::NoSuchOrder));
}

#[test]
fn what_lapsed_is_cancelled_but_for_what_is_on_its_way() {
    let (carrier, code) = (Carrier::new("Post").unwrap(), TrackingCode::new("1").unwrap());
    let checkout = paid().confirm(order(1), at(6)).unwrap().into_checkout();
    let checkout = checkout.ship(order(1), carrier, code, at(7)).unwrap().into_checkout();
    let decision = changed(checkout.hold_lapsed(None, || refund(3), at(8)));
    assert_eq!(names(&decision), ["cancelled", "refund_requested"]);
    assert!(matches!(decision.events()[0], OrderEvent::Cancelled { by: Party::System, restock: false, .. }));
    let checkout = decision.into_checkout();
    assert_eq!(statuses(&checkout), [OrderStatus::Shipped, OrderStatus::Cancelled]);
    assert_eq!(unchanged(checkout.clone().hold_lapsed(None, || refund(4), at(9))), checkout);
    let expired = placed(PaymentMethod::Card).expire(at(HOLD_ENDS)).unwrap().into_checkout();
    assert_eq!(unchanged(expired.clone().hold_lapsed(None, || refund(4), at(9))), expired);
}

#[test]
fn a_refund_succeeds_once_even_after_it_failed() {
    let checkout = paid().cancel_order(order(1), Party::Shopper, None, refund(7), at(7)).unwrap().into_checkout();
    let failed = RefundReport::Failed { reason: "closed".to_owned() };
    let checkout = changed(checkout.refund_reported(refund(7), failed.clone(), at(8))).into_checkout();
    let decision = changed(checkout.refund_reported(refund(7), RefundReport::Succeeded, at(9)));
    assert_eq!(names(&decision), ["refunded"]);
    let checkout = decision.into_checkout();
    assert_eq!(checkout.refunds[0].state, RefundState::Succeeded { at: at(9) });
    assert_eq!(unchanged(checkout.clone().refund_reported(refund(7), failed, at(10))), checkout);
    assert_eq!(checkout.refund_reported(refund(8), RefundReport::Succeeded, at(10)), Err(CheckoutError::NoSuchRefund));
}

#[test]
fn a_payment_is_opened_once_and_a_closed_one_only_remembered() {
    let opened = |checkout: Checkout, reference: &str| {
        checkout.payment_opened(payment(1), reference.to_owned(), "https://pay".to_owned(), at(2))
    };
    let checkout = changed(opened(placed(PaymentMethod::Card), "a")).into_checkout();
    assert_eq!(checkout.payments[0].redirect_url(), Some("https://pay"));
    assert_eq!(unchanged(opened(checkout.clone(), "b")), checkout);
    let cancelled = placed(PaymentMethod::Card).cancel(Party::Shopper, None, at(1)).unwrap().into_checkout();
    assert_eq!(cancelled.payments_to_close().count(), 0);
    let remembered = changed(opened(cancelled, "a")).into_checkout();
    assert_eq!(remembered.payments[0].redirect_url(), None);
    assert_eq!(remembered.payments_to_close().count(), 1);
    // The report of the money may be faster than the answer that tells the page.
    let checkout = changed(report(placed(PaymentMethod::Card), 1, succeeded())).into_checkout();
    assert_eq!(checkout.payments[0].opened.as_ref().unwrap().reference, "ref-1");
    assert_eq!(changed(opened(checkout, "ref-1")).into_checkout().status(), CheckoutStatus::Paid);
}

#[test]
fn parts_that_are_no_checkout_are_refused() {
    let refused = |change: fn(&mut CheckoutParts), from: Checkout| {
        let mut parts = (*from).clone();
        change(&mut parts);
        Checkout::rehydrate(parts)
    };
    let cancelled = || paid().cancel_order(order(1), Party::Seller, None, refund(7), at(7)).unwrap().into_checkout();
    assert_eq!(refused(|_| {}, paid()), Ok(paid()));
    assert_eq!(refused(|_| {}, cancelled()), Ok(cancelled()));
    assert_eq!(refused(|parts| parts.orders.clear(), paid()), Err(CorruptCheckout::Incomplete));
    assert_eq!(refused(|parts| parts.payments.clear(), paid()), Err(CorruptCheckout::Incomplete));
    assert_eq!(refused(|parts| parts.version = 0, paid()), Err(CorruptCheckout::Version));
    assert_eq!(refused(|parts| drop(parts.orders.pop()), paid()), Err(CorruptCheckout::Totals));
    assert_eq!(
        refused(|parts| parts.orders[0].lines[0].quantity = Quantity::ONE, paid()),
        Err(CorruptCheckout::Totals)
    );
    assert_eq!(
        refused(|parts| parts.orders[0].state = OrderState::PendingPayment, paid()),
        Err(CorruptCheckout::Order)
    );
    assert_eq!(refused(|parts| parts.orders[0].timeline.clear(), paid()), Err(CorruptCheckout::Order));
    assert_eq!(refused(|parts| parts.orders[0].id = order(77), paid()), Err(CorruptCheckout::Order));
    assert_eq!(refused(|parts| parts.payments[0].state = PaymentState::Open, paid()), Err(CorruptCheckout::Payments));
    assert_eq!(refused(|parts| parts.payments[0].amount = usd(1), paid()), Err(CorruptCheckout::Payments));
    assert_eq!(refused(|parts| parts.method = PaymentMethod::CashOnDelivery, paid()), Err(CorruptCheckout::Payments));
    assert_eq!(refused(|parts| parts.refunds[0].amount = usd(TOTAL + 1), cancelled()), Err(CorruptCheckout::Refunds));
    assert_eq!(refused(|parts| parts.refunds[0].payment_id = payment(9), cancelled()), Err(CorruptCheckout::Refunds));
    let doubled = |parts: &mut CheckoutParts| {
        let mut again = parts.refunds[0].clone();
        again.amount = usd(1);
        parts.refunds.push(again);
    };
    assert_eq!(refused(doubled, cancelled()), Err(CorruptCheckout::Refunds));
}
