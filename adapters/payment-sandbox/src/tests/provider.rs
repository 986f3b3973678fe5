//! The sandbox as the order context sees it.

use kernel::CheckoutId;
use order_ports::{
    OpenPayment, PaymentLine, PaymentProvider, ProviderError, ProviderEvent, ProviderEventKind, RefundOutcome,
    RefundRequest, WebhookError, WebhookRequest,
};

use super::*;
use crate::ledger::Act;

fn wanted(minor: i64) -> OpenPayment {
    OpenPayment {
        payment_id: payment_id(1),
        checkout_id: CheckoutId::from_uuid(Uuid::from_u128(2)),
        amount: usd(minor),
        lines: vec![PaymentLine { description: "Order at Red Shop".to_owned(), amount: usd(minor) }],
        expires_at: Timestamp::from_unix_millis(NOON + 15 * 60_000).unwrap(),
        return_url: "http://127.0.0.1:8080/checkout/chk_1/result".to_owned(),
    }
}

fn refund(number: u128, reference: &str, minor: i64) -> RefundRequest {
    RefundRequest {
        refund_id: refund_id(number),
        payment_id: payment_id(1),
        reference: reference.to_owned(),
        amount: usd(minor),
    }
}

fn webhook(house: &House, body: &str) -> WebhookRequest {
    let signature = webhook_secret().sign(body.as_bytes(), house.world.now()).unwrap();
    WebhookRequest {
        headers: vec![
            ("content-type".to_owned(), "application/json".to_owned()),
            ("sandbox-signature".to_owned(), signature),
        ],
        body: body.as_bytes().to_vec(),
    }
}

/// What the shop reads in the webhooks that wait.
fn read(house: &House) -> Vec<Result<ProviderEvent, WebhookError>> {
    let bodies: Vec<String> =
        house.sandbox.read(|ledger| ledger.deliveries().map(|delivery| delivery.body.clone()).collect());
    bodies.iter().map(|body| house.sandbox.verify_webhook(&webhook(house, body), house.world.now())).collect()
}

fn event(number: u128, reference: &str, kind: ProviderEventKind) -> ProviderEvent {
    ProviderEvent {
        id: format!("sbe_{}", Uuid::from_u128(number).simple()),
        reference: reference.to_owned(),
        payment_id: Some(payment_id(1)),
        kind,
        occurred_at: Timestamp::from_unix_millis(NOON).unwrap(),
    }
}

#[tokio::test]
async fn opening_gives_the_page_and_is_idempotent_whatever_became_of_it() {
    let house = House::new();
    let opened = house.sandbox.open(&wanted(2500)).await.unwrap();
    assert_eq!(opened.redirect_url, format!("/sandbox/payments/{}", opened.reference));
    let page = house.sandbox.payment(&Reference(opened.reference.clone())).unwrap();
    assert_eq!(page.lines, [Line { label: "Order at Red Shop".to_owned(), amount: usd(2500) }]);
    house.sandbox.act(&Reference(opened.reference.clone()), Act::Approve, None).unwrap();
    assert_eq!(house.sandbox.open(&wanted(2500)).await.unwrap(), opened);
    assert!(matches!(house.sandbox.open(&wanted(2501)).await, Err(ProviderError::Refused(_))));
}

#[tokio::test]
async fn the_way_back_must_be_an_address_of_the_web() {
    for return_url in ["javascript:alert(1)", "//evil.example", "", "http://a\nSet-Cookie: x", "ftp://x"] {
        let wanted = OpenPayment { return_url: return_url.to_owned(), ..wanted(2500) };
        let answer = House::new().sandbox.open(&wanted).await;
        assert!(matches!(answer, Err(ProviderError::Refused(_))), "{return_url}");
    }
}

#[tokio::test]
async fn nothing_is_promised_that_cannot_be_written_down() {
    let house = House::new();
    house.sandbox.jam();
    assert!(matches!(house.sandbox.open(&wanted(2500)).await, Err(ProviderError::Unavailable(_))));
}

#[tokio::test]
async fn each_end_of_a_payment_is_told() {
    let amount = usd(2500);
    for (act, expected) in [
        (Act::Approve, Ok(ProviderEventKind::Succeeded { amount })),
        (Act::Decline, Ok(ProviderEventKind::Failed { reason: "The payment was declined.".to_owned() })),
        (Act::LetTimeOut, Ok(ProviderEventKind::Expired)),
    ] {
        let house = House::new();
        let reference = house.sandbox.open(&wanted(2500)).await.unwrap().reference;
        house.sandbox.act(&Reference(reference.clone()), act, None).unwrap();
        let mut told = read(&house);
        let number = u128::try_from(told.len() - 1).unwrap();
        assert_eq!(told.pop(), Some(expected.map(|kind| event(number, &reference, kind))));
        assert!(told.iter().all(|told| *told == Err(WebhookError::Ignored)), "{told:?}");
    }
}

#[tokio::test]
async fn cancelling_is_no_error_however_the_payment_stands() {
    let house = House::new();
    let reference = house.sandbox.open(&wanted(2500)).await.unwrap().reference;
    house.sandbox.cancel(&reference).await.unwrap();
    house.sandbox.cancel(&reference).await.unwrap();
    assert_eq!(read(&house), [Err(WebhookError::Ignored)]);
    assert!(matches!(house.sandbox.cancel("sbx_none").await, Err(ProviderError::Refused(_))));
}

#[tokio::test]
async fn a_refund_succeeds_once_and_is_told() {
    let house = House::new();
    let reference = house.sandbox.open(&wanted(2500)).await.unwrap().reference;
    let too_early = house.sandbox.refund(&refund(1, &reference, 2500)).await.unwrap();
    assert!(matches!(too_early, RefundOutcome::Failed { .. }), "{too_early:?}");

    house.sandbox.act(&Reference(reference.clone()), Act::Approve, None).unwrap();
    for _ in 0..2 {
        assert_eq!(house.sandbox.refund(&refund(1, &reference, 2000)).await.unwrap(), RefundOutcome::Succeeded);
    }
    let too_much = house.sandbox.refund(&refund(2, &reference, 501)).await.unwrap();
    assert!(matches!(too_much, RefundOutcome::Failed { .. }), "{too_much:?}");
    assert!(matches!(house.sandbox.refund(&refund(1, &reference, 1)).await, Err(ProviderError::Refused(_))));
    assert!(matches!(house.sandbox.refund(&refund(3, "sbx_none", 1)).await, Err(ProviderError::Refused(_))));

    let told: Vec<_> = read(&house).into_iter().filter_map(Result::ok).collect();
    let refunded = ProviderEventKind::RefundSucceeded { refund_id: refund_id(1) };
    // The refund's own reference is the third id that was taken.
    assert_eq!(told[1..], [event(3, &reference, refunded)]);
}

#[test]
fn what_is_not_authentic_is_refused_before_it_is_read() {
    let house = House::new();
    let now = house.world.now();
    let signed = webhook(&house, "not even JSON");
    let check = |request: &WebhookRequest, now| house.sandbox.verify_webhook(request, now);
    assert_eq!(check(&signed, now), Err(WebhookError::Malformed));
    let tampered = WebhookRequest { body: b"not even JSON!".to_vec(), ..signed.clone() };
    assert_eq!(check(&tampered, now), Err(WebhookError::BadSignature));
    assert_eq!(check(&WebhookRequest { headers: Vec::new(), ..signed.clone() }, now), Err(WebhookError::BadSignature));
    let nonsense = vec![("sandbox-signature".to_owned(), "nonsense".to_owned())];
    assert_eq!(check(&WebhookRequest { headers: nonsense, ..signed.clone() }, now), Err(WebhookError::BadSignature));
    assert_eq!(check(&signed, now.plus(Duration::from_secs(301))), Err(WebhookError::Stale));
}

#[test]
fn an_authentic_webhook_that_makes_no_sense_is_malformed_and_an_unknown_kind_ignored() {
    let house = House::new();
    let body = |kind: &str, currency: &str, created_at: &str| {
        format!(
            r#"{{"id":"sbe_1","type":"{kind}","created_at":"{created_at}","payment_id":"pay_x","reference":"sbx_1","amount":1,"currency":"{currency}"}}"#
        )
    };
    let noon = "2026-01-01T12:00:00.000Z";
    for (body, expected) in [
        (body("payment.captured", "XXX", noon), WebhookError::Malformed),
        (body("payment.captured", "USD", "yesterday"), WebhookError::Malformed),
        (body("refund.succeeded", "USD", noon), WebhookError::Malformed),
        (body("payment.disputed", "USD", noon), WebhookError::Ignored),
        ("{}".to_owned(), WebhookError::Malformed),
    ] {
        assert_eq!(house.sandbox.verify_webhook(&webhook(&house, &body), house.world.now()), Err(expected), "{body}");
    }
    let known =
        house.sandbox.verify_webhook(&webhook(&house, &body("payment.expired", "USD", noon)), house.world.now());
    assert_eq!(known.map(|event| event.payment_id), Ok(None));
}
