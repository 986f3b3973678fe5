//! Whatever happens, in whichever order, however often: the money is accounted for.

use proptest::prelude::{Just, Strategy, any, prop, prop_assert_eq, prop_oneof, proptest};

use super::*;

/// Something that happens to a checkout. Numbers name payments, orders and refunds; what does not exist is refused.
#[derive(Debug, Clone)]
enum Step {
    Opened(usize),
    Reported(usize, PaymentReport),
    Retry,
    Cancel,
    CancelOrder(u128, bool),
    Expire,
    Confirm(u128),
    Ship(u128),
    Deliver(u128),
    Lapse,
    Refunded(usize, bool),
}

fn any_report() -> impl Strategy<Value = PaymentReport> {
    prop_oneof![
        4 => Just(succeeded()),
        1 => Just(PaymentReport::Succeeded { amount: usd(TOTAL - 1) }),
        3 => Just(declined()),
        1 => Just(PaymentReport::Expired),
    ]
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => (0..3_usize).prop_map(Step::Opened),
        6 => (0..3_usize, any_report()).prop_map(|(payment, report)| Step::Reported(payment, report)),
        3 => Just(Step::Retry),
        1 => Just(Step::Cancel),
        2 => (1..3_u128, any::<bool>()).prop_map(|(order, by_seller)| Step::CancelOrder(order, by_seller)),
        1 => Just(Step::Expire),
        2 => (1..3_u128).prop_map(Step::Confirm),
        1 => (1..3_u128).prop_map(Step::Ship),
        1 => (1..3_u128).prop_map(Step::Deliver),
        1 => Just(Step::Lapse),
        2 => (0..3_usize, any::<bool>()).prop_map(|(refund, well)| Step::Refunded(refund, well)),
    ]
}

/// The checkout after a step; as it was when the step is refused.
fn take(checkout: &Checkout, step: Step, next_id: &mut u128) -> Checkout {
    *next_id += 100;
    let id = *next_id;
    let (before, now) = (checkout.clone(), at(10));
    let by_number = |number: usize| checkout.payments.get(number).map_or(payment(9_999), |payment| payment.id);
    let decided = |decision: Result<CheckoutDecision, CheckoutError>| decision.map(CheckoutDecision::into_checkout);
    let reacted = |reaction: Result<Reaction, CheckoutError>| match reaction {
        Ok(Reaction::Changed(decision)) => Ok(decision.into_checkout()),
        Ok(Reaction::Unchanged(checkout)) => Ok(*checkout),
        Err(error) => Err(error),
    };
    let mut refund_ids = (id..).map(refund);
    let after = match step {
        Step::Opened(number) => {
            reacted(before.payment_opened(by_number(number), format!("ref-{number}"), "/pay".to_owned(), now))
        }
        Step::Reported(number, report) => {
            reacted(before.payment_reported(by_number(number), Some("ref"), report, refund(id), now))
        }
        Step::Retry => reacted(before.retry_payment(payment(id), now)),
        Step::Cancel => decided(before.cancel(Party::Shopper, None, now)),
        Step::CancelOrder(number, by_seller) => {
            let by = if by_seller { Party::Seller } else { Party::Shopper };
            decided(before.cancel_order(order(number), by, None, refund(id), now))
        }
        Step::Expire => decided(before.expire(at(HOLD_ENDS))),
        Step::Confirm(number) => decided(before.confirm(order(number), now)),
        Step::Ship(number) => {
            decided(before.ship(order(number), Carrier::new("c").unwrap(), TrackingCode::new("t").unwrap(), now))
        }
        Step::Deliver(number) => decided(before.deliver(order(number), now)),
        Step::Lapse => reacted(before.hold_lapsed(None, || refund_ids.next().unwrap(), now)),
        Step::Refunded(number, well) => {
            let known = checkout.refunds.get(number).map_or(refund(9_999), |refund| refund.id);
            let report =
                if well { RefundReport::Succeeded } else { RefundReport::Failed { reason: "closed".to_owned() } };
            reacted(before.refund_reported(known, report, now))
        }
    };
    match after {
        Ok(after) => after,
        // Refusing more than was captured is the last line of defence: no rule may ever run into it.
        Err(CheckoutError::RefundExceedsCapture) => panic!("a refund was refused: {checkout:?}"),
        Err(_) => checkout.clone(),
    }
}

/// What was captured as asked for.
fn captured(checkout: &Checkout) -> i64 {
    let captured = |payment: &&Payment| matches!(payment.state, PaymentState::Captured { .. });
    checkout.payments.iter().filter(captured).map(|payment| payment.amount.minor()).sum()
}

/// What orders that were paid and stand cost.
fn standing(checkout: &Checkout) -> i64 {
    if !matches!(checkout.state, CheckoutState::Paid { .. }) {
        return 0;
    }
    let stands = |order: &&Order| order.status() != OrderStatus::Cancelled;
    checkout.orders.iter().filter(stands).map(|order| order.totals.total().minor()).sum()
}

fn refunded(checkout: &Checkout) -> i64 {
    checkout.refunds.iter().map(|refund| refund.amount.minor()).sum()
}

proptest! {
    #[test]
    fn what_was_captured_is_what_was_bought_and_what_goes_back(
        cash in any::<bool>(),
        steps in prop::collection::vec(any_step(), 0..40),
    ) {
        let method = if cash { PaymentMethod::CashOnDelivery } else { PaymentMethod::Card };
        let mut checkout = placed(method);
        let mut next_id = 1_000;
        for step in steps {
            let after = take(&checkout, step, &mut next_id);
            prop_assert_eq!(captured(&after), standing(&after) + refunded(&after));
            prop_assert_eq!(Checkout::rehydrate((*after).clone()), Ok(after.clone()));
            prop_assert_eq!(after.version > checkout.version, after != checkout);
            checkout = after;
        }
    }

    /// The same reports, shuffled and doubled, end the same.
    #[test]
    fn the_order_of_reports_does_not_matter(
        reports in prop::collection::vec((0..2_usize, any_report()), 0..8),
        doubled in prop::collection::vec(any::<prop::sample::Index>(), 0..8),
        order in any::<u64>(),
    ) {
        let start = {
            let checkout = changed(report(placed(PaymentMethod::Card), 1, declined())).into_checkout();
            changed(checkout.retry_payment(payment(2), at(2))).into_checkout()
        };
        let mut shuffled = reports.clone();
        if !reports.is_empty() {
            shuffled.extend(doubled.iter().map(|index| index.get(&reports).clone()));
        }
        // A cheap shuffle: by a hash of the place and the seed.
        let mut places: Vec<_> = (0_u64..).zip(shuffled).collect();
        places.sort_by_key(|(place, _)| (place ^ order).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(31));
        let shuffled = places.into_iter().map(|(_, report)| report).collect();

        let end = |reports: Vec<(usize, PaymentReport)>| {
            let mut next_id = 1_000;
            let mut checkout = start.clone();
            for (number, report) in reports {
                checkout = take(&checkout, Step::Reported(number, report), &mut next_id);
            }
            let payments: Vec<_> = checkout.payments.iter().map(|payment| payment.state.status()).collect();
            (checkout.status(), payments, statuses(&checkout), captured(&checkout), refunded(&checkout))
        };
        prop_assert_eq!(end(reports), end(shuffled));
    }
}
