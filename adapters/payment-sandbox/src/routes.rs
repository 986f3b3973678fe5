//! The hosted page over HTTP.
//!
//! A payment's reference is all that a browser needs to pay, and nothing else knows it: 160 random bits in the
//! address. So a forged request from another site would have to guess it, and there is no cookie to misuse.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderValue, StatusCode};

use crate::ledger::{Act, Refused};
use crate::page;
use crate::record::{Behaviour, Payment, Reference, State as Stand};
use crate::sandbox::{Sandbox, SandboxFailure};

/// The hosted pages under `/sandbox/payments/{reference}`: the page, its three buttons (`/approve`, `/decline`,
/// `/timeout`), and `/behaviour`, which sets how the payment's webhooks behave. Each post takes the form fields
/// `delay_ms`, `copies` and `order` (`as_happened` or `reversed`), all optional.
pub fn router<S: Clone + Send + Sync + 'static>(sandbox: Arc<Sandbox>) -> Router<S> {
    Router::new()
        .route("/sandbox/payments/{reference}", get(show))
        .route("/sandbox/payments/{reference}/approve", post(async |s, r, b: Bytes| act(s, r, &b, Act::Approve)))
        .route("/sandbox/payments/{reference}/decline", post(async |s, r, b: Bytes| act(s, r, &b, Act::Decline)))
        .route("/sandbox/payments/{reference}/timeout", post(async |s, r, b: Bytes| act(s, r, &b, Act::LetTimeOut)))
        .route("/sandbox/payments/{reference}/behaviour", post(behave))
        .layer(DefaultBodyLimit::max(4096))
        .with_state(sandbox)
}

async fn show(State(sandbox): State<Arc<Sandbox>>, Path(reference): Path<String>) -> Response {
    match sandbox.payment(&Reference(reference)) {
        Some(payment) => page_of(&sandbox, StatusCode::OK, &payment),
        None => unknown(),
    }
}

fn act(State(sandbox): State<Arc<Sandbox>>, Path(reference): Path<String>, body: &Bytes, act: Act) -> Response {
    let reference = Reference(reference);
    let Some(payment) = sandbox.payment(&reference) else {
        return unknown();
    };
    let behaviour = match asked_for(&sandbox, body, payment.behaviour) {
        Ok(behaviour) => behaviour,
        Err(answer) => return *answer,
    };
    match sandbox.act(&reference, act, Some(behaviour)) {
        Ok(payment) => see(&payment.return_url),
        Err(failure) => failed(&sandbox, &reference, &failure),
    }
}

async fn behave(State(sandbox): State<Arc<Sandbox>>, Path(reference): Path<String>, body: Bytes) -> Response {
    let reference = Reference(reference);
    let Some(payment) = sandbox.payment(&reference) else {
        return unknown();
    };
    let behaviour = match asked_for(&sandbox, &body, payment.behaviour) {
        Ok(behaviour) => behaviour,
        Err(answer) => return *answer,
    };
    match sandbox.behave(&reference, behaviour) {
        Ok(()) => see(&sandbox.page_url(&reference)),
        Err(failure) => failed(&sandbox, &reference, &failure),
    }
}

/// The behaviour that a form asks for, or what to answer to the form.
fn asked_for(sandbox: &Sandbox, form: &[u8], present: Behaviour) -> Result<Behaviour, Box<Response>> {
    if !sandbox.config.allow_behaviours && !form.is_empty() {
        let page = page::message("Not here", "In this shop webhooks always behave: its configuration says so.");
        return Err(Box::new(html(StatusCode::FORBIDDEN, page, None)));
    }
    behaviour_of(form, present).map_err(|sentence| Box::new(bad_form(sentence)))
}

/// The fields of a form; what it does not name stays as it is.
fn behaviour_of(form: &[u8], present: Behaviour) -> Result<Behaviour, &'static str> {
    let mut behaviour = present;
    for (name, value) in form_urlencoded::parse(form) {
        match name.as_ref() {
            "delay_ms" => {
                behaviour.delay_ms = value
                    .parse()
                    .ok()
                    .filter(|&delay| delay <= Behaviour::MAX_DELAY_MS)
                    .ok_or("delay_ms must be a number of milliseconds, an hour at most.")?;
            }
            "copies" => {
                behaviour.copies = value
                    .parse()
                    .ok()
                    .filter(|copies| (1..=Behaviour::MAX_COPIES).contains(copies))
                    .ok_or("copies must be a number from 1 to 10.")?;
            }
            "order" => {
                behaviour.reversed = match value.as_ref() {
                    "as_happened" => false,
                    "reversed" => true,
                    _ => return Err("order must be as_happened or reversed."),
                };
            }
            _ => return Err("The form may have delay_ms, copies and order, and nothing else."),
        }
    }
    Ok(behaviour)
}

fn failed(sandbox: &Sandbox, reference: &Reference, failure: &SandboxFailure) -> Response {
    match failure {
        SandboxFailure::Refused(Refused::Settled(stand)) => {
            let status = if matches!(stand, Stand::Expired { .. }) { StatusCode::GONE } else { StatusCode::CONFLICT };
            sandbox.payment(reference).map_or_else(unknown, |payment| page_of(sandbox, status, &payment))
        }
        SandboxFailure::Refused(_) => unknown(),
        SandboxFailure::Journal(error) => {
            tracing::error!(error = error as &dyn std::error::Error, "a payment could not be written down");
            let page = page::message("Not now", "The sandbox cannot write this down at the moment. Please try again.");
            html(StatusCode::SERVICE_UNAVAILABLE, page, None)
        }
    }
}

fn see(location: &str) -> Response {
    match HeaderValue::from_str(location) {
        Ok(location) => {
            (StatusCode::SEE_OTHER, [(LOCATION, location), (CACHE_CONTROL, HeaderValue::from_static("no-store"))])
                .into_response()
        }
        // Openings with such an address are refused.
        Err(_) => unknown(),
    }
}

fn page_of(sandbox: &Sandbox, status: StatusCode, payment: &Payment) -> Response {
    let (merchant, address) = (&sandbox.config.merchant, sandbox.page_url(&payment.reference));
    let page = page::payment(merchant, payment, &address, sandbox.config.allow_behaviours, sandbox.clock.now());
    html(status, page, Some(&payment.return_url))
}

fn unknown() -> Response {
    let page = page::message("No such payment", "There is no payment at this address. Please go back to the shop.");
    html(StatusCode::NOT_FOUND, page, None)
}

fn bad_form(sentence: &str) -> Response {
    html(StatusCode::BAD_REQUEST, page::message("This form cannot be read", sentence), None)
}

fn html(status: StatusCode, page: String, return_url: Option<&str>) -> Response {
    let mut response = (status, page).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // The address is the key to the payment.
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    if let Ok(policy) = HeaderValue::from_str(&page::policy(return_url)) {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    response
}
