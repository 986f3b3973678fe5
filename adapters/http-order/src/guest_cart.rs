//! A guest's cart, held by a signed cookie. Who has no cookie, or one that was changed, has an empty cart.

use axum::Json;
use axum::extract::State;
use axum_extra::extract::SignedCookieJar;
use kernel::{CartId, VariantId};
use kit_http::{ApiJson, PathId, Problem, ProblemDto};
use order::CartOwner;
use order_app::CartAnswer;

use crate::dto::{AddItemDto, CartDto, SetItemDto};
use crate::problem::{Invalid, Malformed, NoLine, of_cart};
use crate::{OrderState, cookie};

type Answer = (SignedCookieJar, Json<CartDto>);

fn cart_of(state: &OrderState, jar: &SignedCookieJar) -> CartId {
    cookie::cart_of(jar).unwrap_or_else(|| state.app.carts.new_guest())
}

fn held(state: &OrderState, jar: SignedCookieJar, cart: CartAnswer) -> Answer {
    (cookie::hold(jar, cart.view.id, state.secure_cookies), Json(cart.into()))
}

/// The guest's cart
///
/// The cart that the cookie `tp_cart` names; an empty one without it. Otherwise as an account's.
#[utoipa::path(
    get,
    path = "/api/order/public/cart",
    tag = "order",
    operation_id = "guest_cart_show",
    responses((status = 200, body = CartDto, description = "The cart."))
)]
pub(crate) async fn guest_cart_show(
    State(state): State<OrderState>,
    jar: SignedCookieJar,
) -> Result<Json<CartDto>, Problem> {
    let cart = state.app.carts.view(CartOwner::Guest(cart_of(&state, &jar))).await?;
    Ok(Json(cart.into()))
}

/// Put pieces into the guest's cart
///
/// Adds to what is there of the variant. The answer sets the cookie `tp_cart` (HttpOnly, SameSite=Lax, 30 days).
#[utoipa::path(
    post,
    path = "/api/order/public/cart/items",
    tag = "order",
    operation_id = "guest_cart_add_item",
    request_body = AddItemDto,
    responses(
        (status = 200, body = CartDto, description = "The cart with the pieces."),
        Malformed,
        (status = 404, body = ProblemDto, content_type = "application/problem+json",
            description = "`variant_not_found`: there is no such variant on sale."),
        (status = 409, body = ProblemDto, content_type = "application/problem+json",
            description = "`insufficient_stock`: fewer pieces are there; `available` says how many, and `items` holds \
                           the same as `[{variant_id, available}]`. `cart_full`, `mixed_currencies`."),
        Invalid,
    )
)]
pub(crate) async fn guest_cart_add_item(
    State(state): State<OrderState>,
    jar: SignedCookieJar,
    ApiJson(body): ApiJson<AddItemDto>,
) -> Result<Answer, Problem> {
    let (variant, quantity) = body.check()?;
    let added = state.app.carts.add(CartOwner::Guest(cart_of(&state, &jar)), variant, quantity).await;
    Ok(held(&state, jar, added.map_err(|error| of_cart(error, variant))?))
}

/// Set the number of pieces in the guest's cart
#[utoipa::path(
    patch,
    path = "/api/order/public/cart/items/{variant_id}",
    tag = "order",
    operation_id = "guest_cart_set_item",
    params(("variant_id" = String, Path, description = "The variant.")),
    request_body = SetItemDto,
    responses(
        (status = 200, body = CartDto, description = "The cart with that many pieces."),
        Malformed,
        NoLine,
        (status = 409, body = ProblemDto, content_type = "application/problem+json",
            description = "`insufficient_stock`, with `available` and `items` as when pieces are added."),
        Invalid,
    )
)]
pub(crate) async fn guest_cart_set_item(
    State(state): State<OrderState>,
    jar: SignedCookieJar,
    PathId(variant): PathId<VariantId>,
    ApiJson(body): ApiJson<SetItemDto>,
) -> Result<Answer, Problem> {
    let set = state.app.carts.set(CartOwner::Guest(cart_of(&state, &jar)), variant, body.check()?).await;
    Ok(held(&state, jar, set.map_err(|error| of_cart(error, variant))?))
}

/// Take a variant out of the guest's cart
#[utoipa::path(
    delete,
    path = "/api/order/public/cart/items/{variant_id}",
    tag = "order",
    operation_id = "guest_cart_remove_item",
    params(("variant_id" = String, Path, description = "The variant.")),
    responses((status = 200, body = CartDto, description = "The cart without it."), NoLine)
)]
pub(crate) async fn guest_cart_remove_item(
    State(state): State<OrderState>,
    jar: SignedCookieJar,
    PathId(variant): PathId<VariantId>,
) -> Result<Answer, Problem> {
    let cart = state.app.carts.remove(CartOwner::Guest(cart_of(&state, &jar)), variant).await?;
    Ok(held(&state, jar, cart))
}

/// Take note of what has changed in the guest's cart
#[utoipa::path(
    post,
    path = "/api/order/public/cart/acknowledge",
    tag = "order",
    operation_id = "guest_cart_acknowledge",
    responses((status = 200, body = CartDto, description = "The cart."))
)]
pub(crate) async fn guest_cart_acknowledge(
    State(state): State<OrderState>,
    jar: SignedCookieJar,
) -> Result<Answer, Problem> {
    let cart = state.app.carts.acknowledge(CartOwner::Guest(cart_of(&state, &jar))).await?;
    Ok(held(&state, jar, cart))
}
