//! What payment providers tell.

use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, PathRejection};
use axum::extract::{Path, State};
use http::{HeaderMap, StatusCode};
use kit_http::{Problem, ProblemDto};
use order_app::WebhookRequest;
use platform::ErrorKind;

use crate::OrderState;
use crate::problem::of_webhook;

/// No event of a payment is nearly as long.
pub(crate) const LIMIT: usize = 256 * 1024;

/// A payment provider's webhook
///
/// Called by the provider, signed on the raw body in the provider's own way. Whatever arrives, however often and in
/// whichever order, ends the same. What is authentic but of no interest is answered with 204, too.
#[utoipa::path(
    post,
    path = "/api/order/public/webhooks/{provider}",
    tag = "order",
    operation_id = "webhook_receive",
    params(("provider" = String, Path, description = "The provider's name.", example = "sandbox")),
    request_body(content = String, content_type = "application/json",
        description = "The provider's event, in the provider's form; 256 KB at most."),
    responses(
        (status = 204, description = "Handled."),
        (status = 400, body = ProblemDto, content_type = "application/problem+json",
            description = "`invalid_signature`, `signature_too_old`, `malformed_webhook`."),
        (status = 404, body = ProblemDto, content_type = "application/problem+json",
            description = "`provider_not_found`, `payment_not_found`, `refund_not_found`."),
        (status = 413, body = ProblemDto, content_type = "application/problem+json",
            description = "`body_too_large`."),
    )
)]
pub(crate) async fn webhook_receive(
    State(state): State<OrderState>,
    provider: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<StatusCode, Problem> {
    let Path(provider) = provider.map_err(|_| Problem::not_found())?;
    let body = body.map_err(|rejection| unreadable(&rejection))?;
    let text = |(name, value): (&http::HeaderName, &http::HeaderValue)| {
        Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
    };
    let request = WebhookRequest { headers: headers.iter().filter_map(text).collect(), body: body.to_vec() };
    state.app.webhook.execute(&provider, &request).await.map_err(of_webhook)?;
    Ok(StatusCode::NO_CONTENT)
}

fn unreadable(rejection: &BytesRejection) -> Problem {
    if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Problem::new(ErrorKind::TooLarge, "body_too_large", "The body is larger than accepted.")
    } else {
        Problem::bad_request("unreadable_body", "The body could not be read.")
    }
}
