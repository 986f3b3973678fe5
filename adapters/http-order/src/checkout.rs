//! Buying.

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use kernel::CheckoutId;
use kit_http::{ApiJson, Authenticated, IdempotencyKey, PathId, Problem, ProblemDto};

use crate::OrderState;
use crate::dto::{CheckoutDto, PlaceDto, PreviewDto, PreviewRequestDto};
use crate::problem::{Invalid, Malformed, NotFound, Unauthenticated, of_place};

/// What buying the cart would cost
///
/// With an address, delivery costs what it costs there; without one it is an estimate. Whoever was shown this has
/// taken note of present prices, as with `acknowledge`.
#[utoipa::path(
    post,
    path = "/api/order/checkouts/preview",
    tag = "order",
    operation_id = "checkout_preview",
    security(("bearer" = [])),
    request_body = PreviewRequestDto,
    responses(
        (status = 200, body = PreviewDto, description = "The costs, by seller and in all."),
        Malformed,
        Unauthenticated,
        (status = 404, body = ProblemDto, content_type = "application/problem+json",
            description = "`address_not_found`: the account has no such address."),
        (status = 409, body = ProblemDto, content_type = "application/problem+json",
            description = "`cart_empty`; `insufficient_stock`, with `items` as `[{variant_id, available}]`; \
                           `not_delivered`: nobody delivers there; `mixed_currencies`."),
        Invalid,
    )
)]
pub(crate) async fn checkout_preview(
    State(state): State<OrderState>,
    Authenticated(actor): Authenticated,
    ApiJson(body): ApiJson<PreviewRequestDto>,
) -> Result<Json<PreviewDto>, Problem> {
    let preview = state.app.preview.execute(actor, body.check()?).await.map_err(of_place)?;
    Ok(Json(preview.into()))
}

/// Buy what is in the cart
///
/// Holds the goods, all or none, makes one order per seller and opens one payment for all. The same request with the
/// same `Idempotency-Key` buys once and is answered with the same checkout. With a card, the shopper goes on to
/// `payment.redirect_url`; if that is null, the payment provider does not answer at the moment, and the address is in
/// the checkout a little later.
#[utoipa::path(
    post,
    path = "/api/order/checkouts",
    tag = "order",
    operation_id = "checkout_place",
    security(("bearer" = [])),
    params(("Idempotency-Key" = String, Header,
        description = "1 to 255 visible ASCII characters, new for each act of buying: a UUID, say.")),
    request_body = PlaceDto,
    responses(
        (status = 201, body = CheckoutDto, description = "The checkout, new or from the first request with the key."),
        (status = 400, body = ProblemDto, content_type = "application/problem+json",
            description = "`idempotency_key_required`, `invalid_idempotency_key`, `malformed_json`."),
        Unauthenticated,
        (status = 404, body = ProblemDto, content_type = "application/problem+json",
            description = "`address_not_found`: the account has no such address."),
        (status = 409, body = ProblemDto, content_type = "application/problem+json",
            description = "`cart_empty`; `cart_changed`: prices are not those that the shopper saw last; \
                           `insufficient_stock`, with `items` as `[{variant_id, available}]` and, if it is one, \
                           `available`; `not_delivered`; `mixed_currencies`. Nothing was bought."),
        (status = 422, body = ProblemDto, content_type = "application/problem+json",
            description = "`validation_failed`; `idempotency_key_reused`: the key came with another request before."),
    )
)]
pub(crate) async fn checkout_place(
    State(state): State<OrderState>,
    Authenticated(actor): Authenticated,
    IdempotencyKey(key): IdempotencyKey,
    ApiJson(body): ApiJson<PlaceDto>,
) -> Result<(StatusCode, Json<CheckoutDto>), Problem> {
    let command = body.check(key)?;
    let checkout = state.app.place.execute(actor, &command).await.map_err(of_place)?;
    Ok((StatusCode::CREATED, Json((&checkout).try_into()?)))
}

/// A checkout
#[utoipa::path(
    get,
    path = "/api/order/checkouts/{id}",
    tag = "order",
    operation_id = "checkout_show",
    security(("bearer" = [])),
    params(("id" = String, Path, description = "The checkout.")),
    responses((status = 200, body = CheckoutDto, description = "The checkout."), Unauthenticated, NotFound)
)]
pub(crate) async fn checkout_show(
    State(state): State<OrderState>,
    Authenticated(actor): Authenticated,
    PathId(id): PathId<CheckoutId>,
) -> Result<Json<CheckoutDto>, Problem> {
    Ok(Json((&state.app.checkouts.find(actor, id).await?).try_into()?))
}

/// Try to pay once more
///
/// After a payment that failed, while the goods are held. A payment that can still be made is the answer itself, so
/// this needs no idempotency key: at most one payment is open.
#[utoipa::path(
    post,
    path = "/api/order/checkouts/{id}/retry-payment",
    tag = "order",
    operation_id = "checkout_retry_payment",
    security(("bearer" = [])),
    params(("id" = String, Path, description = "The checkout.")),
    responses(
        (status = 200, body = CheckoutDto, description = "The checkout with a payment that can be made."),
        Unauthenticated,
        NotFound,
        (status = 409, body = ProblemDto, content_type = "application/problem+json",
            description = "`checkout_not_awaiting_payment`: it is paid, placed or cancelled; `payment_in_review`."),
        (status = 410, body = ProblemDto, content_type = "application/problem+json",
            description = "`checkout_expired`: the time to pay is over."),
    )
)]
pub(crate) async fn checkout_retry_payment(
    State(state): State<OrderState>,
    Authenticated(actor): Authenticated,
    PathId(id): PathId<CheckoutId>,
) -> Result<Json<CheckoutDto>, Problem> {
    Ok(Json((&state.app.checkouts.retry_payment(actor, id).await?).try_into()?))
}

/// Give up an unpaid checkout
///
/// Cancels all its orders and gives the goods back.
#[utoipa::path(
    post,
    path = "/api/order/checkouts/{id}/cancel",
    tag = "order",
    operation_id = "checkout_cancel",
    security(("bearer" = [])),
    params(("id" = String, Path, description = "The checkout.")),
    responses(
        (status = 200, body = CheckoutDto, description = "The cancelled checkout."),
        Unauthenticated,
        NotFound,
        (status = 409, body = ProblemDto, content_type = "application/problem+json",
            description = "`checkout_not_awaiting_payment`: it is paid, placed or cancelled already."),
        (status = 410, body = ProblemDto, content_type = "application/problem+json",
            description = "`checkout_expired`: the time to pay is over, and the goods are given back already."),
    )
)]
pub(crate) async fn checkout_cancel(
    State(state): State<OrderState>,
    Authenticated(actor): Authenticated,
    PathId(id): PathId<CheckoutId>,
) -> Result<Json<CheckoutDto>, Problem> {
    Ok(Json((&state.app.checkouts.cancel(actor, id).await?).try_into()?))
}
