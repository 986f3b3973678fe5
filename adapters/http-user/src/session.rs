//! Sessions and their end.

use axum::Json;
use axum::extract::State;
use axum_extra::extract::CookieJar;
use http::StatusCode;
use kernel::SessionId;
use kit_http::{Authenticated, PathId, Problem, ProblemDto};
use user_app::Failure;

use crate::UserState;
use crate::dto::{SessionDto, SessionListDto};
use crate::refresh_cookie::take_away;

/// Ends this session. Doing so again is no error.
#[utoipa::path(post, path = "/api/user/logout", operation_id = "log_out", tag = "user", security(("bearer" = [])),
    responses((status = 204), (status = 401, body = ProblemDto)))]
pub(crate) async fn log_out(
    State(state): State<UserState>,
    Authenticated(actor): Authenticated,
) -> Result<(StatusCode, CookieJar), Problem> {
    state.app.log_out.here(actor).await.map_err(Failure::from)?;
    Ok((StatusCode::NO_CONTENT, take_away(state.secure_cookie)))
}

/// Ends all sessions of the account.
#[utoipa::path(post, path = "/api/user/logout-everywhere", operation_id = "log_out_everywhere", tag = "user", security(("bearer" = [])),
    responses((status = 204), (status = 401, body = ProblemDto)))]
pub(crate) async fn log_out_everywhere(
    State(state): State<UserState>,
    Authenticated(actor): Authenticated,
) -> Result<(StatusCode, CookieJar), Problem> {
    state.app.log_out.everywhere(actor).await.map_err(Failure::from)?;
    Ok((StatusCode::NO_CONTENT, take_away(state.secure_cookie)))
}

/// The account's sessions that go on, the last used one first; at most 100.
#[utoipa::path(get, path = "/api/user/sessions", operation_id = "session_list", tag = "user", security(("bearer" = [])),
    responses((status = 200, body = SessionListDto), (status = 401, body = ProblemDto)))]
pub(crate) async fn list(
    State(state): State<UserState>,
    Authenticated(actor): Authenticated,
) -> Result<Json<SessionListDto>, Problem> {
    let sessions = state.app.log_out.list(actor).await.map_err(Failure::from)?;
    Ok(Json(SessionListDto { items: sessions.iter().map(SessionDto::from).collect() }))
}

/// Ends one of the account's sessions.
#[utoipa::path(delete, path = "/api/user/sessions/{id}", operation_id = "session_end", tag = "user", security(("bearer" = [])),
    params(("id" = String, Path, description = "`ses_…`")),
    responses((status = 204), (status = 401, body = ProblemDto), (status = 404, body = ProblemDto)))]
pub(crate) async fn end(
    State(state): State<UserState>,
    Authenticated(actor): Authenticated,
    PathId(id): PathId<SessionId>,
) -> Result<StatusCode, Problem> {
    let ended = state.app.log_out.elsewhere(actor, id).await.map_err(Failure::from)?;
    if ended { Ok(StatusCode::NO_CONTENT) } else { Err(Problem::not_found()) }
}
