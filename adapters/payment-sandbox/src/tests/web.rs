//! The hosted page over HTTP.

use axum::body::Body;
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION};
use http::{HeaderName, Method, Request};
use http_body_util::BodyExt;
use tower::ServiceExt;

use super::*;
use crate::record::State;

struct Answer {
    status: u16,
    headers: http::HeaderMap,
    body: String,
}

impl Answer {
    fn header(&self, name: HeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

async fn ask(house: &House, method: Method, path: &str, form: &str) -> Answer {
    let router: axum::Router = crate::router(house.sandbox.clone());
    let request = Request::builder().method(method).uri(path);
    let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    let response = router.oneshot(request.body(Body::from(form.to_owned())).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap();
    Answer { status: parts.status.as_u16(), headers: parts.headers, body }
}

async fn post(house: &House, payment: &Payment, act: &str, form: &str) -> Answer {
    ask(house, Method::POST, &format!("/sandbox/payments/{}/{act}", payment.reference.0), form).await
}

async fn page(house: &House, payment: &Payment) -> Answer {
    ask(house, Method::GET, &format!("/sandbox/payments/{}", payment.reference.0), "").await
}

fn state(house: &House, payment: &Payment) -> State {
    house.sandbox.payment(&payment.reference).unwrap().state
}

#[tokio::test]
async fn the_page_is_private_and_has_no_script() {
    let house = House::new();
    let page = page(&house, &house.pay(2500)).await;
    assert_eq!((page.status, page.header(CONTENT_TYPE)), (200, "text/html; charset=utf-8"));
    assert_eq!(page.header(CACHE_CONTROL), "no-store");
    assert!(page.header(CONTENT_SECURITY_POLICY).starts_with("default-src 'none'; style-src 'sha256-"));
    assert!(!page.body.contains("<script"));
    assert!(page.body.contains("25.00 USD"));
}

#[tokio::test]
async fn each_button_decides_and_leads_back_however_often_it_is_pressed() {
    let now = Timestamp::from_unix_millis(NOON).unwrap();
    for (act, expected) in [
        ("approve", State::Captured { at: now }),
        ("decline", State::Declined { at: now }),
        ("timeout", State::Expired { at: now }),
    ] {
        let house = House::new();
        let payment = house.pay(2500);
        for _ in 0..2 {
            let answer = post(&house, &payment, act, "").await;
            assert_eq!((answer.status, answer.header(LOCATION)), (303, RETURN_URL), "{act}");
        }
        assert_eq!(state(&house, &payment), expected);
    }
}

#[tokio::test]
async fn a_button_that_comes_too_late_shows_how_the_payment_ended() {
    let house = House::new();
    let payment = house.pay(2500);
    post(&house, &payment, "decline", "").await;
    let late = post(&house, &payment, "approve", "").await;
    assert_eq!(late.status, 409);
    assert!(late.body.contains("was declined"), "{}", late.body);

    let house = House::new();
    let payment = house.pay(2500);
    house.world.pass(Duration::from_secs(15 * 60));
    let late = post(&house, &payment, "approve", "").await;
    assert_eq!(late.status, 410);
    assert!(late.body.contains("has expired"), "{}", late.body);
    assert!(page(&house, &payment).await.body.contains("has expired"));
}

#[tokio::test]
async fn an_unknown_payment_is_not_found() {
    let house = House::new();
    house.pay(2500);
    for (method, path) in [
        (Method::GET, "/sandbox/payments/sbx_1"),
        (Method::POST, "/sandbox/payments/sbx_1/approve"),
        (Method::POST, "/sandbox/payments/sbx_1/behaviour"),
        (Method::GET, "/sandbox/payments/%3Cscript%3E"),
    ] {
        let answer = ask(&house, method, path, "").await;
        assert_eq!((answer.status, answer.header(CONTENT_TYPE)), (404, "text/html; charset=utf-8"), "{path}");
    }
}

#[tokio::test]
async fn the_form_says_how_webhooks_behave() {
    let house = House::new();
    let payment = house.pay(2500);
    let answer = post(&house, &payment, "approve", "delay_ms=2000&copies=2&order=reversed").await;
    assert_eq!(answer.status, 303);
    let expected = Behaviour { delay_ms: 2000, copies: 2, reversed: true };
    assert_eq!(house.sandbox.payment(&payment.reference).unwrap().behaviour, expected);
    assert_eq!(house.webhooks().len(), 4);
}

#[tokio::test]
async fn behaviour_can_be_set_beforehand_and_keeps_what_is_not_named() {
    let house = House::new();
    let payment = house.pay(2500);
    let answer = post(&house, &payment, "behaviour", "copies=3").await;
    let address = format!("/sandbox/payments/{}", payment.reference.0);
    assert_eq!((answer.status, answer.header(LOCATION)), (303, address.as_str()));
    post(&house, &payment, "behaviour", "delay_ms=5").await;
    let behaviour = house.sandbox.payment(&payment.reference).unwrap().behaviour;
    assert_eq!(behaviour, Behaviour { delay_ms: 5, copies: 3, reversed: false });
    post(&house, &payment, "decline", "").await;
    assert_eq!(house.webhooks().len(), 3);
}

#[tokio::test]
async fn a_form_that_cannot_be_read_changes_nothing() {
    let house = House::new();
    let payment = house.pay(2500);
    for form in ["delay_ms=-1", "delay_ms=3600001", "copies=0", "copies=11", "copies=x", "order=up", "other=1", "x"] {
        let answer = post(&house, &payment, "approve", form).await;
        assert_eq!(answer.status, 400, "{form}");
    }
    assert_eq!(post(&house, &payment, "approve", &"x".repeat(5000)).await.status, 413);
    assert_eq!(state(&house, &payment), State::Open);
    assert_eq!(house.webhooks(), []);
}

#[tokio::test]
async fn where_webhooks_must_behave_the_form_cannot_make_them_misbehave() {
    let house = House::behaving();
    let payment = house.pay(2500);
    assert!(!page(&house, &payment).await.body.contains("copies"));
    for act in ["approve", "behaviour"] {
        assert_eq!(post(&house, &payment, act, "copies=2").await.status, 403, "{act}");
    }
    assert_eq!(state(&house, &payment), State::Open);
    assert_eq!(post(&house, &payment, "approve", "").await.status, 303);
    assert_eq!(house.webhooks().len(), 2);
}
