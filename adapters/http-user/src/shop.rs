//! A shopper opens a shop.

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use kit_http::{ApiJson, Authenticated, Problem, ProblemDto};

use crate::UserState;
use crate::dto::{OpenShopDto, ShopOpenedDto};

/// Opens a shop and gives an access token that may sell, for the same session.
#[utoipa::path(post, path = "/api/user/shop", operation_id = "shop_open", tag = "user", security(("bearer" = [])), request_body = OpenShopDto,
    responses(
        (status = 201, body = ShopOpenedDto),
        (status = 401, body = ProblemDto),
        (status = 409, body = ProblemDto, description = "`shop_exists`"),
        (status = 422, body = ProblemDto),
    ))]
pub(crate) async fn open(
    State(state): State<UserState>,
    Authenticated(actor): Authenticated,
    ApiJson(body): ApiJson<OpenShopDto>,
) -> Result<(StatusCode, Json<ShopOpenedDto>), Problem> {
    let opened = state.app.open_shop.execute(actor, body.check()?).await?;
    Ok((StatusCode::CREATED, Json(opened.into())))
}
