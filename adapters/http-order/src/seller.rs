//! A seller's orders: those that were bought for good.

use axum::Json;
use axum::extract::State;
use kernel::OrderId;
use kit_http::{ApiJson, ApiQuery, Authenticated, PageDto, PathId, Problem};

use crate::OrderState;
use crate::dto::{OrderDto, OrderSummaryDto, RefuseOrderDto, ShipOrderDto};
use crate::list::{OrderListQuery, page};
use crate::problem::{BadCursor, Illegal, Invalid, Malformed, NotASeller, NotFound, Unauthenticated};

/// The orders of the account's shop
///
/// The newest first. An order that is not bought yet is not among them.
#[utoipa::path(
    get,
    path = "/api/order/seller/orders",
    tag = "order",
    operation_id = "seller_order_list",
    security(("bearer" = [])),
    params(OrderListQuery),
    responses(
        (status = 200, body = PageDto<OrderSummaryDto>, description = "A part of the list."),
        BadCursor,
        Unauthenticated,
        NotASeller,
        Invalid,
    )
)]
pub(crate) async fn seller_order_list(
    State(state): State<OrderState>,
    Authenticated(actor): Authenticated,
    ApiQuery(query): ApiQuery<OrderListQuery>,
) -> Result<Json<PageDto<OrderSummaryDto>>, Problem> {
    let part = query.check("seller/orders", &state.cursors)?;
    let found = state.app.seller.list(actor, part.status, part.after, part.limit).await?;
    Ok(Json(page(found, &part.scope, &state.cursors)?))
}

/// An order of the account's shop
#[utoipa::path(
    get,
    path = "/api/order/seller/orders/{id}",
    tag = "order",
    operation_id = "seller_order_show",
    security(("bearer" = [])),
    params(("id" = String, Path, description = "The order.")),
    responses((status = 200, body = OrderDto, description = "The order."), Unauthenticated, NotASeller, NotFound)
)]
pub(crate) async fn seller_order_show(
    State(state): State<OrderState>,
    Authenticated(actor): Authenticated,
    PathId(id): PathId<OrderId>,
) -> Result<Json<OrderDto>, Problem> {
    Ok(Json(state.app.seller.find(actor, id).await?.into()))
}

/// Confirm an order
///
/// The seller will deliver what was paid, or placed for cash on delivery.
#[utoipa::path(
    post,
    path = "/api/order/seller/orders/{id}/confirm",
    tag = "order",
    operation_id = "seller_order_confirm",
    security(("bearer" = [])),
    params(("id" = String, Path, description = "The order.")),
    responses(
        (status = 200, body = OrderDto, description = "The confirmed order."),
        Unauthenticated,
        NotASeller,
        NotFound,
        Illegal,
    )
)]
pub(crate) async fn seller_order_confirm(
    State(state): State<OrderState>,
    Authenticated(actor): Authenticated,
    PathId(id): PathId<OrderId>,
) -> Result<Json<OrderDto>, Problem> {
    Ok(Json(state.app.seller.confirm(actor, id).await?.into()))
}

/// Ship an order
///
/// The carrier has a confirmed order's goods; from now on it cannot be cancelled.
#[utoipa::path(
    post,
    path = "/api/order/seller/orders/{id}/ship",
    tag = "order",
    operation_id = "seller_order_ship",
    security(("bearer" = [])),
    params(("id" = String, Path, description = "The order.")),
    request_body = ShipOrderDto,
    responses(
        (status = 200, body = OrderDto, description = "The shipped order."),
        Malformed,
        Unauthenticated,
        NotASeller,
        NotFound,
        Illegal,
        Invalid,
    )
)]
pub(crate) async fn seller_order_ship(
    State(state): State<OrderState>,
    Authenticated(actor): Authenticated,
    PathId(id): PathId<OrderId>,
    ApiJson(body): ApiJson<ShipOrderDto>,
) -> Result<Json<OrderDto>, Problem> {
    let (carrier, tracking_code) = body.check()?;
    Ok(Json(state.app.seller.ship(actor, id, carrier, tracking_code).await?.into()))
}

/// Mark an order as delivered
#[utoipa::path(
    post,
    path = "/api/order/seller/orders/{id}/deliver",
    tag = "order",
    operation_id = "seller_order_deliver",
    security(("bearer" = [])),
    params(("id" = String, Path, description = "The order.")),
    responses(
        (status = 200, body = OrderDto, description = "The delivered order."),
        Unauthenticated,
        NotASeller,
        NotFound,
        Illegal,
    )
)]
pub(crate) async fn seller_order_deliver(
    State(state): State<OrderState>,
    Authenticated(actor): Authenticated,
    PathId(id): PathId<OrderId>,
) -> Result<Json<OrderDto>, Problem> {
    Ok(Json(state.app.seller.deliver(actor, id).await?.into()))
}

/// Refuse an order
///
/// The seller cannot deliver: while the carrier does not have it, it is cancelled, and what was paid for it goes back.
#[utoipa::path(
    post,
    path = "/api/order/seller/orders/{id}/cancel",
    tag = "order",
    operation_id = "seller_order_cancel",
    security(("bearer" = [])),
    params(("id" = String, Path, description = "The order.")),
    request_body = RefuseOrderDto,
    responses(
        (status = 200, body = OrderDto, description = "The cancelled order."),
        Malformed,
        Unauthenticated,
        NotASeller,
        NotFound,
        Illegal,
        Invalid,
    )
)]
pub(crate) async fn seller_order_cancel(
    State(state): State<OrderState>,
    Authenticated(actor): Authenticated,
    PathId(id): PathId<OrderId>,
    ApiJson(body): ApiJson<RefuseOrderDto>,
) -> Result<Json<OrderDto>, Problem> {
    Ok(Json(state.app.seller.cancel(actor, id, body.check()?).await?.into()))
}
