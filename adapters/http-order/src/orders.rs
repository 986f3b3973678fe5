//! A shopper's orders.

use axum::Json;
use axum::extract::State;
use kernel::OrderId;
use kit_http::{ApiQuery, Authenticated, PageDto, PathId, Problem};

use crate::OrderState;
use crate::body::OptionalJson;
use crate::dto::{CancelOrderDto, OrderDto, OrderSummaryDto};
use crate::list::{OrderListQuery, page};
use crate::problem::{BadCursor, Illegal, Invalid, Malformed, NotFound, Unauthenticated};

/// The shopper's orders
///
/// The newest first.
#[utoipa::path(
    get,
    path = "/api/order/orders",
    tag = "order",
    operation_id = "order_list",
    security(("bearer" = [])),
    params(OrderListQuery),
    responses(
        (status = 200, body = PageDto<OrderSummaryDto>, description = "A part of the list."),
        BadCursor,
        Unauthenticated,
        Invalid,
    )
)]
pub(crate) async fn order_list(
    State(state): State<OrderState>,
    Authenticated(actor): Authenticated,
    ApiQuery(query): ApiQuery<OrderListQuery>,
) -> Result<Json<PageDto<OrderSummaryDto>>, Problem> {
    let part = query.check("orders", &state.cursors)?;
    let found = state.app.orders.list(actor, part.status, part.after, part.limit).await?;
    Ok(Json(page(found, &part.scope, &state.cursors)?))
}

/// An order of the shopper
#[utoipa::path(
    get,
    path = "/api/order/orders/{id}",
    tag = "order",
    operation_id = "order_show",
    security(("bearer" = [])),
    params(("id" = String, Path, description = "The order.")),
    responses((status = 200, body = OrderDto, description = "The order."), Unauthenticated, NotFound)
)]
pub(crate) async fn order_show(
    State(state): State<OrderState>,
    Authenticated(actor): Authenticated,
    PathId(id): PathId<OrderId>,
) -> Result<Json<OrderDto>, Problem> {
    Ok(Json(state.app.orders.find(actor, id).await?.into()))
}

/// Cancel an order
///
/// While the carrier does not have it. What was paid for it goes back. If nothing is paid yet, the whole checkout is
/// cancelled: there is one payment for all its orders. The body may be left out.
#[utoipa::path(
    post,
    path = "/api/order/orders/{id}/cancel",
    tag = "order",
    operation_id = "order_cancel",
    security(("bearer" = [])),
    params(("id" = String, Path, description = "The order.")),
    request_body = Option<CancelOrderDto>,
    responses(
        (status = 200, body = OrderDto, description = "The cancelled order."),
        Malformed,
        Unauthenticated,
        NotFound,
        Illegal,
        Invalid,
    )
)]
pub(crate) async fn order_cancel(
    State(state): State<OrderState>,
    Authenticated(actor): Authenticated,
    PathId(id): PathId<OrderId>,
    OptionalJson(body): OptionalJson<CancelOrderDto>,
) -> Result<Json<OrderDto>, Problem> {
    Ok(Json(state.app.orders.cancel(actor, id, body.check()?).await?.into()))
}
