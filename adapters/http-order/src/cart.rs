//! An account's cart.

use axum::Json;
use axum::extract::State;
use axum_extra::extract::SignedCookieJar;
use kernel::VariantId;
use kit_http::{ApiJson, Authenticated, PathId, Problem, ProblemDto};
use order_app::Carts;

use crate::dto::{AddItemDto, CartDto, SetItemDto};
use crate::problem::{Invalid, Malformed, NoLine, Unauthenticated, of_cart};
use crate::{OrderState, cookie};

/// The account's cart
///
/// Prices, titles and pictures are the present ones; what is different from what the shopper saw last is in `changes`
/// until the next write or `acknowledge`. A guest's cart that the browser still holds is merged first.
#[utoipa::path(
    get,
    path = "/api/order/cart",
    tag = "order",
    operation_id = "cart_show",
    security(("bearer" = [])),
    responses((status = 200, body = CartDto, description = "The cart."), Unauthenticated)
)]
pub(crate) async fn cart_show(
    State(state): State<OrderState>,
    Authenticated(actor): Authenticated,
    jar: SignedCookieJar,
) -> Result<(SignedCookieJar, Json<CartDto>), Problem> {
    let Some(guest) = cookie::cart_of(&jar) else {
        let cart = state.app.carts.view(Carts::of_actor(actor)).await?;
        return Ok((jar, Json(cart.into())));
    };
    let cart = state.app.carts.merge(actor, guest).await?;
    Ok((cookie::let_go(jar), Json(cart.into())))
}

/// Put pieces into the cart
///
/// Adds to what is there of the variant.
#[utoipa::path(
    post,
    path = "/api/order/cart/items",
    tag = "order",
    operation_id = "cart_add_item",
    security(("bearer" = [])),
    request_body = AddItemDto,
    responses(
        (status = 200, body = CartDto, description = "The cart with the pieces."),
        Malformed,
        Unauthenticated,
        (status = 404, body = ProblemDto, content_type = "application/problem+json",
            description = "`variant_not_found`: there is no such variant on sale."),
        (status = 409, body = ProblemDto, content_type = "application/problem+json",
            description = "`insufficient_stock`: fewer pieces are there; `available` says how many, and `items` holds \
                           the same as `[{variant_id, available}]`. `cart_full`, `mixed_currencies`."),
        Invalid,
    )
)]
pub(crate) async fn cart_add_item(
    State(state): State<OrderState>,
    Authenticated(actor): Authenticated,
    ApiJson(body): ApiJson<AddItemDto>,
) -> Result<Json<CartDto>, Problem> {
    let (variant, quantity) = body.check()?;
    let added = state.app.carts.add(Carts::of_actor(actor), variant, quantity).await;
    Ok(Json(added.map_err(|error| of_cart(error, variant))?.into()))
}

/// Set the number of pieces
#[utoipa::path(
    patch,
    path = "/api/order/cart/items/{variant_id}",
    tag = "order",
    operation_id = "cart_set_item",
    security(("bearer" = [])),
    params(("variant_id" = String, Path, description = "The variant.")),
    request_body = SetItemDto,
    responses(
        (status = 200, body = CartDto, description = "The cart with that many pieces."),
        Malformed,
        Unauthenticated,
        NoLine,
        (status = 409, body = ProblemDto, content_type = "application/problem+json",
            description = "`insufficient_stock`, with `available` and `items` as when pieces are added."),
        Invalid,
    )
)]
pub(crate) async fn cart_set_item(
    State(state): State<OrderState>,
    Authenticated(actor): Authenticated,
    PathId(variant): PathId<VariantId>,
    ApiJson(body): ApiJson<SetItemDto>,
) -> Result<Json<CartDto>, Problem> {
    let set = state.app.carts.set(Carts::of_actor(actor), variant, body.check()?).await;
    Ok(Json(set.map_err(|error| of_cart(error, variant))?.into()))
}

/// Take a variant out of the cart
#[utoipa::path(
    delete,
    path = "/api/order/cart/items/{variant_id}",
    tag = "order",
    operation_id = "cart_remove_item",
    security(("bearer" = [])),
    params(("variant_id" = String, Path, description = "The variant.")),
    responses((status = 200, body = CartDto, description = "The cart without it."), Unauthenticated, NoLine)
)]
pub(crate) async fn cart_remove_item(
    State(state): State<OrderState>,
    Authenticated(actor): Authenticated,
    PathId(variant): PathId<VariantId>,
) -> Result<Json<CartDto>, Problem> {
    Ok(Json(state.app.carts.remove(Carts::of_actor(actor), variant).await?.into()))
}

/// Take note of what has changed
///
/// Prices and quantities of the cart become those that were shown; `changes` is empty afterwards, except for lines
/// that cannot be bought.
#[utoipa::path(
    post,
    path = "/api/order/cart/acknowledge",
    tag = "order",
    operation_id = "cart_acknowledge",
    security(("bearer" = [])),
    responses((status = 200, body = CartDto, description = "The cart."), Unauthenticated)
)]
pub(crate) async fn cart_acknowledge(
    State(state): State<OrderState>,
    Authenticated(actor): Authenticated,
) -> Result<Json<CartDto>, Problem> {
    Ok(Json(state.app.carts.acknowledge(Carts::of_actor(actor)).await?.into()))
}

/// Take over the guest's cart
///
/// Moves what the browser's guest cart (cookie `tp_cart`) holds into the account's cart and clears the cookie. Doing
/// it again, or without the cookie, changes nothing.
#[utoipa::path(
    post,
    path = "/api/order/cart/merge",
    tag = "order",
    operation_id = "cart_merge",
    security(("bearer" = [])),
    responses((status = 200, body = CartDto, description = "The account's cart."), Unauthenticated)
)]
pub(crate) async fn cart_merge(
    state: State<OrderState>,
    actor: Authenticated,
    jar: SignedCookieJar,
) -> Result<(SignedCookieJar, Json<CartDto>), Problem> {
    // Looking at the cart merges, too.
    cart_show(state, actor, jar).await
}
