//! Delivery addresses.

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use kernel::AddressId;
use kit_http::{ApiJson, Authenticated, PathId, Problem, ProblemDto};
use user_app::Failure;

use crate::UserState;
use crate::dto::{AddressDto, AddressInputDto, AddressListDto};

/// The account's addresses, in the order in which they were added; at most 50.
#[utoipa::path(get, path = "/api/user/addresses", operation_id = "address_list", tag = "user", security(("bearer" = [])),
    responses((status = 200, body = AddressListDto), (status = 401, body = ProblemDto)))]
pub(crate) async fn list(
    State(state): State<UserState>,
    Authenticated(actor): Authenticated,
) -> Result<Json<AddressListDto>, Problem> {
    let addresses = state.app.addresses.list(actor).await.map_err(Failure::from)?;
    Ok(Json(AddressListDto { items: addresses.iter().map(AddressDto::from).collect() }))
}

/// Adds an address. The first becomes the default.
#[utoipa::path(post, path = "/api/user/addresses", operation_id = "address_add", tag = "user", security(("bearer" = [])),
    request_body = AddressInputDto,
    responses(
        (status = 201, body = AddressDto),
        (status = 401, body = ProblemDto),
        (status = 409, body = ProblemDto, description = "`too_many_addresses`"),
        (status = 422, body = ProblemDto),
    ))]
pub(crate) async fn add(
    State(state): State<UserState>,
    Authenticated(actor): Authenticated,
    ApiJson(body): ApiJson<AddressInputDto>,
) -> Result<(StatusCode, Json<AddressDto>), Problem> {
    let (details, make_default) = body.check()?;
    let address = state.app.addresses.add(actor, details, make_default).await?;
    Ok((StatusCode::CREATED, Json(AddressDto::from(&address))))
}

/// Replaces what an address says. Orders that were placed keep what it said then.
#[utoipa::path(put, path = "/api/user/addresses/{id}", operation_id = "address_replace", tag = "user", security(("bearer" = [])),
    params(("id" = String, Path, description = "`adr_…`")), request_body = AddressInputDto,
    responses(
        (status = 200, body = AddressDto),
        (status = 401, body = ProblemDto),
        (status = 404, body = ProblemDto),
        (status = 422, body = ProblemDto),
    ))]
pub(crate) async fn replace(
    State(state): State<UserState>,
    Authenticated(actor): Authenticated,
    PathId(id): PathId<AddressId>,
    ApiJson(body): ApiJson<AddressInputDto>,
) -> Result<Json<AddressDto>, Problem> {
    let (details, make_default) = body.check()?;
    let address = state.app.addresses.replace(actor, id, details, make_default).await?;
    Ok(Json(AddressDto::from(&address)))
}

/// Removes an address. When it was the default, the one that was added last takes its place.
#[utoipa::path(delete, path = "/api/user/addresses/{id}", operation_id = "address_remove", tag = "user", security(("bearer" = [])),
    params(("id" = String, Path, description = "`adr_…`")),
    responses((status = 204), (status = 401, body = ProblemDto), (status = 404, body = ProblemDto)))]
pub(crate) async fn remove(
    State(state): State<UserState>,
    Authenticated(actor): Authenticated,
    PathId(id): PathId<AddressId>,
) -> Result<StatusCode, Problem> {
    state.app.addresses.remove(actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
