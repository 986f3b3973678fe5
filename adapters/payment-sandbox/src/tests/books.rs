//! What the provider's books allow, and that they outlive the process.

use std::fs::OpenOptions;
use std::io::Write;

use super::*;
use crate::ledger::{Act, Refused};
use crate::record::State;
use crate::sandbox::{SandboxError, SandboxFailure};

#[track_caller]
fn refused<T: std::fmt::Debug>(answer: Result<T, SandboxFailure>, expected: Refused) {
    match answer {
        Err(SandboxFailure::Refused(refusal)) => assert_eq!(refusal, expected),
        other => panic!("expected {expected:?}, got {other:?}"),
    }
}

fn at(millis: i64) -> Timestamp {
    Timestamp::from_unix_millis(millis).unwrap()
}

#[test]
fn opening_the_same_payment_again_gives_the_same_page() {
    let house = House::new();
    let first = house.pay(2500);
    assert_eq!(house.pay(2500), first);
    refused(house.sandbox.open_payment(opening(1, 2501)), Refused::IdReused);
    let other = house.sandbox.open_payment(opening(2, 2500)).unwrap();
    assert_ne!(other.reference, first.reference);
}

#[test]
fn a_reference_has_160_random_bits() {
    assert_eq!(House::new().pay(2500).reference.0, format!("sbx_{}", "00".repeat(20)));
}

#[test]
fn nothing_cannot_be_paid() {
    for minor in [0, -1] {
        refused(House::new().sandbox.open_payment(opening(1, minor)), Refused::Amount);
    }
}

#[test]
fn approving_twice_captures_once() {
    let house = House::new();
    let reference = reference_of(&house.pay(2500));
    let first = house.sandbox.act(&reference, Act::Approve, None).unwrap();
    assert_eq!(first.state, State::Captured { at: at(NOON) });
    house.world.pass(Duration::from_secs(1));
    assert_eq!(house.sandbox.act(&reference, Act::Approve, None).unwrap(), first);
    assert_eq!(house.webhooks(), [("payment.authorised".to_owned(), 0), ("payment.captured".to_owned(), 0)]);
}

#[test]
fn a_decision_is_final() {
    for (first, state) in [
        (Act::Approve, State::Captured { at: at(NOON) }),
        (Act::Decline, State::Declined { at: at(NOON) }),
        (Act::LetTimeOut, State::Expired { at: at(NOON) }),
    ] {
        let house = House::new();
        let reference = reference_of(&house.pay(2500));
        house.sandbox.act(&reference, first, None).unwrap();
        for second in [Act::Approve, Act::Decline, Act::LetTimeOut] {
            let answer = house.sandbox.act(&reference, second, None);
            if second == first {
                assert_eq!(answer.unwrap().state, state);
            } else {
                refused(answer, Refused::Settled(state));
            }
        }
    }
}

#[test]
fn what_has_expired_cannot_be_approved() {
    let house = House::new();
    let reference = reference_of(&house.pay(2500));
    house.world.pass(Duration::from_secs(15 * 60));
    let expired = State::Expired { at: at(NOON + 15 * 60_000) };
    refused(house.sandbox.act(&reference, Act::Approve, None), Refused::Settled(expired));
    assert_eq!(house.webhooks(), [("payment.expired".to_owned(), 0)]);
}

#[test]
fn a_payment_can_be_cancelled_until_it_has_ended() {
    let house = House::new();
    let reference = reference_of(&house.pay(2500));
    house.sandbox.cancel_payment(&reference).unwrap();
    house.sandbox.cancel_payment(&reference).unwrap();
    assert_eq!(house.webhooks(), [("payment.cancelled".to_owned(), 0)]);
    refused(house.sandbox.act(&reference, Act::Approve, None), Refused::Settled(State::Cancelled { at: at(NOON) }));

    for act in [Act::Approve, Act::Decline, Act::LetTimeOut] {
        let house = House::new();
        let reference = reference_of(&house.pay(2500));
        let ended = house.sandbox.act(&reference, act, None).unwrap();
        house.sandbox.cancel_payment(&reference).unwrap();
        assert_eq!(house.sandbox.payment(&reference), Some(ended));
    }
    refused(house.sandbox.cancel_payment(&Reference("sbx_none".to_owned())), Refused::Unknown);
}

#[test]
fn no_more_is_refunded_than_was_captured() {
    let house = House::new();
    let reference = reference_of(&house.pay(2500));
    refused(house.sandbox.refund_payment(refund_id(1), &reference, usd(1)), Refused::Settled(State::Open));
    house.sandbox.act(&reference, Act::Approve, None).unwrap();

    let first = house.sandbox.refund_payment(refund_id(1), &reference, usd(2000)).unwrap();
    assert_eq!(house.sandbox.refund_payment(refund_id(1), &reference, usd(2000)).unwrap(), first);
    refused(house.sandbox.refund_payment(refund_id(1), &reference, usd(1999)), Refused::IdReused);
    refused(house.sandbox.refund_payment(refund_id(2), &reference, usd(501)), Refused::Amount);
    refused(house.sandbox.refund_payment(refund_id(2), &reference, usd(0)), Refused::Amount);
    refused(house.sandbox.refund_payment(refund_id(2), &reference, usd(-1)), Refused::Amount);
    let vnd = Money::new(1, "VND".parse().unwrap());
    refused(house.sandbox.refund_payment(refund_id(2), &reference, vnd), Refused::Amount);
    house.sandbox.refund_payment(refund_id(2), &reference, usd(500)).unwrap();
    refused(house.sandbox.refund_payment(refund_id(3), &Reference("sbx_none".to_owned()), usd(1)), Refused::Unknown);
    let refunds = house.webhooks().into_iter().filter(|(kind, _)| kind == "refund.succeeded").count();
    assert_eq!(refunds, 2);
}

#[test]
fn books_and_webhooks_outlive_the_process() {
    let house = House::new();
    let reference = reference_of(&house.pay(2500));
    let behaviour = Behaviour { delay_ms: 5, copies: 2, reversed: true };
    let payment = house.sandbox.act(&reference, Act::Approve, Some(behaviour)).unwrap();
    house.sandbox.refund_payment(refund_id(1), &reference, usd(100)).unwrap();
    let webhooks = house.webhooks();
    assert_eq!(webhooks.len(), 6);

    let house = house.killed("http://127.0.0.1:9/none");
    assert_eq!(house.sandbox.payment(&reference), Some(payment));
    assert_eq!(house.webhooks(), webhooks);
    refused(house.sandbox.refund_payment(refund_id(1), &reference, usd(99)), Refused::IdReused);
    refused(house.sandbox.refund_payment(refund_id(2), &reference, usd(2401)), Refused::Amount);
}

#[test]
fn a_torn_line_is_as_if_it_never_happened() {
    let house = House::new();
    let payment = house.pay(2500);
    let journal = house.sandbox.config.journal.clone();
    OpenOptions::new().append(true).open(journal).unwrap().write_all(b"{\"payments\":[{\"refer").unwrap();
    let house = house.killed("http://127.0.0.1:9/none");
    assert_eq!(house.sandbox.payment(&payment.reference), Some(payment.clone()));
    house.sandbox.act(&payment.reference, Act::Decline, None).unwrap();
    let house = house.killed("http://127.0.0.1:9/none");
    let state = house.sandbox.payment(&payment.reference).unwrap().state;
    assert_eq!(state, State::Declined { at: at(NOON) });
}

#[test]
fn what_cannot_be_written_down_does_not_happen() {
    let house = House::new();
    let payment = house.pay(2500);
    house.sandbox.jam();
    let answer = house.sandbox.act(&payment.reference, Act::Approve, None);
    assert!(matches!(answer, Err(SandboxFailure::Journal(_))), "{answer:?}");
    assert_eq!(house.sandbox.payment(&payment.reference), Some(payment));
    assert_eq!(house.webhooks(), []);
}

#[test]
fn a_long_journal_is_compacted_at_start() {
    let house = House::new();
    let kept = house.pay(2500);
    for delay_ms in 0..1100 {
        house.sandbox.behave(&kept.reference, Behaviour { delay_ms, ..Behaviour::default() }).unwrap();
    }
    house.sandbox.act(&kept.reference, Act::Approve, None).unwrap();
    let kept = house.sandbox.payment(&kept.reference).unwrap();
    let webhooks = house.webhooks();
    let house = house.killed("http://127.0.0.1:9/none");

    let journal = std::fs::read_to_string(&house.sandbox.config.journal).unwrap();
    assert_eq!(journal.lines().count(), 1 + webhooks.len());
    assert_eq!(house.sandbox.payment(&kept.reference), Some(kept));
    assert_eq!(house.webhooks(), webhooks);
}

#[test]
fn webhooks_go_to_http_addresses_alone() {
    let (folder, world) = (tempfile::tempdir().unwrap(), World::new());
    for url in ["https://shop.example/hook", "ftp://x", ""] {
        let answer = Sandbox::open(config(folder.path(), url), world.clone(), world.clone(), world.clone());
        assert!(matches!(answer, Err(SandboxError::WebhookUrl)), "{url}");
    }
}

#[test]
fn secrets_print_masked() {
    let house = House::new();
    let printed = format!("{:?}", house.sandbox);
    assert!(printed.contains("WebhookSecret(…)"), "{printed}");
    assert!(!printed.contains("7, 7"), "{printed}");
}
