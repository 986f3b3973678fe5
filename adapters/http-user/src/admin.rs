//! What administrators do.

use axum::extract::State;
use http::StatusCode;
use kernel::UserId;
use kit_http::{ApiJson, Authenticated, PathId, Problem, ProblemDto};

use crate::UserState;
use crate::dto::BanDto;

/// Shuts an account out and ends its sessions.
#[utoipa::path(post, path = "/api/user/accounts/{id}/ban", operation_id = "account_ban", tag = "user", security(("bearer" = [])),
    params(("id" = String, Path, description = "`usr_…`")), request_body = BanDto,
    responses(
        (status = 204),
        (status = 403, body = ProblemDto),
        (status = 404, body = ProblemDto),
        (status = 409, body = ProblemDto, description = "`already_banned`, `own_account`"),
        (status = 422, body = ProblemDto),
    ))]
pub(crate) async fn ban(
    State(state): State<UserState>,
    Authenticated(actor): Authenticated,
    PathId(id): PathId<UserId>,
    ApiJson(body): ApiJson<BanDto>,
) -> Result<StatusCode, Problem> {
    state.app.moderate.ban(actor, id, body.check()?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lets an account in again.
#[utoipa::path(post, path = "/api/user/accounts/{id}/unban", operation_id = "account_unban", tag = "user", security(("bearer" = [])),
    params(("id" = String, Path, description = "`usr_…`")),
    responses(
        (status = 204),
        (status = 403, body = ProblemDto),
        (status = 404, body = ProblemDto),
        (status = 409, body = ProblemDto, description = "`not_banned`"),
    ))]
pub(crate) async fn unban(
    State(state): State<UserState>,
    Authenticated(actor): Authenticated,
    PathId(id): PathId<UserId>,
) -> Result<StatusCode, Problem> {
    state.app.moderate.unban(actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
