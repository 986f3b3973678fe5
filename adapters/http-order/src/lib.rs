//! The order context over HTTP: routes, wire types, OpenAPI.
//!
//! A handler reads the request, calls one use case and writes its answer; [`kit_http`] turns errors into problems.
//!
//! - `cart`, `guest_cart`: carts of accounts, and of guests who hold theirs by a signed cookie.
//! - `checkout`: what buying would cost, buying, paying once more, giving up.
//! - `orders`, `seller`: orders as their shopper and their seller see and change them.
//! - `webhook`: what payment providers tell.

mod body;
mod cart;
mod checkout;
mod cookie;
mod dto;
mod guest_cart;
mod list;
mod orders;
mod problem;
mod seller;
mod webhook;

use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, FromRef};
use axum_extra::extract::cookie::Key;
use kit_http::{Auth, CursorKey, ProblemDto};
use order_app::OrderApp;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// No JSON that these routes take is nearly as long.
const JSON_LIMIT: usize = 64 * 1024;

/// What the routes need.
#[derive(Clone)]
pub struct OrderState {
    /// The use cases.
    pub app: Arc<OrderApp>,
    /// Checks access tokens.
    pub auth: Auth,
    /// Seals cursors.
    pub cursors: CursorKey,
    /// Signs the cookie by which guests hold their carts; the same in all replicas.
    pub cookies: Key,
    /// Whether browsers may send that cookie over TLS alone.
    pub secure_cookies: bool,
}

impl FromRef<OrderState> for Auth {
    fn from_ref(state: &OrderState) -> Self {
        state.auth.clone()
    }
}

impl FromRef<OrderState> for Key {
    fn from_ref(state: &OrderState) -> Self {
        state.cookies.clone()
    }
}

/// What the single routes do not bring along.
#[derive(OpenApi)]
#[openapi(
    components(schemas(ProblemDto)),
    tags((name = "order", description = "Carts, checkouts, payments and orders."))
)]
struct Common;

/// All routes of the order context, with their description.
#[must_use]
pub fn router(state: OrderState) -> OpenApiRouter {
    let webhooks =
        OpenApiRouter::new().routes(routes!(webhook::webhook_receive)).layer(DefaultBodyLimit::max(webhook::LIMIT));
    OpenApiRouter::with_openapi(Common::openapi())
        .routes(routes!(cart::cart_show))
        .routes(routes!(cart::cart_add_item))
        .routes(routes!(cart::cart_set_item, cart::cart_remove_item))
        .routes(routes!(cart::cart_acknowledge))
        .routes(routes!(cart::cart_merge))
        .routes(routes!(guest_cart::guest_cart_show))
        .routes(routes!(guest_cart::guest_cart_add_item))
        .routes(routes!(guest_cart::guest_cart_set_item, guest_cart::guest_cart_remove_item))
        .routes(routes!(guest_cart::guest_cart_acknowledge))
        .routes(routes!(checkout::checkout_preview))
        .routes(routes!(checkout::checkout_place))
        .routes(routes!(checkout::checkout_show))
        .routes(routes!(checkout::checkout_retry_payment))
        .routes(routes!(checkout::checkout_cancel))
        .routes(routes!(orders::order_list))
        .routes(routes!(orders::order_show))
        .routes(routes!(orders::order_cancel))
        .routes(routes!(seller::seller_order_list))
        .routes(routes!(seller::seller_order_show))
        .routes(routes!(seller::seller_order_confirm))
        .routes(routes!(seller::seller_order_ship))
        .routes(routes!(seller::seller_order_deliver))
        .routes(routes!(seller::seller_order_cancel))
        .layer(DefaultBodyLimit::max(JSON_LIMIT))
        .merge(webhooks)
        .with_state(state)
}
