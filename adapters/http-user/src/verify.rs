//! The central check, for a proxy's forward auth.

use axum::extract::State;
use http::{HeaderMap, HeaderName, HeaderValue};
use kit_http::{Authenticated, Problem, ProblemDto};
use platform::Role;

use crate::UserState;

const USER_ID: HeaderName = HeaderName::from_static("x-user-id");
const USER_ROLES: HeaderName = HeaderName::from_static("x-user-roles");

/// Checks an access token against what is known now: a session that has ended and an account that was banned are
/// refused at once. The headers of the answer are for logs and rate limits; no service takes them for proof.
#[utoipa::path(get, path = "/api/user/public/verify", operation_id = "verify", tag = "user", security(("bearer" = [])),
    responses(
        (status = 200, headers(
            ("x-user-id" = String, description = "`usr_…`"),
            ("x-user-roles" = String, description = "With commas between"),
        )),
        (status = 401, body = ProblemDto,
            description = "`unauthenticated`, `invalid_token`, `token_expired`, `session_revoked`"),
    ))]
pub(crate) async fn verify(
    State(state): State<UserState>,
    Authenticated(actor): Authenticated,
) -> Result<HeaderMap, Problem> {
    let actor = state.app.verify_access.execute(actor).await?;
    let roles: Vec<&str> = actor.roles.iter().map(Role::as_str).collect();
    let value = |text: &str| HeaderValue::from_str(text).map_err(|error| Problem::internal(&error));
    Ok(HeaderMap::from_iter([(USER_ID, value(&actor.user.to_string())?), (USER_ROLES, value(&roles.join(","))?)]))
}
