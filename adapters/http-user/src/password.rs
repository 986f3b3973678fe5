//! New passwords.

use std::sync::Arc;

use axum::extract::State;
use http::StatusCode;
use kit_http::{ApiJson, Authenticated, Problem, ProblemDto};
use user_app::ResetPasswordError;

use crate::UserState;
use crate::dto::{ChangePasswordDto, ConfirmResetDto, RequestResetDto};
use crate::origin::Caller;

/// Mails a link to choose a new password, if there is such an account. The answer is the same if there is none, and
/// comes before the account is looked for.
#[utoipa::path(post, path = "/api/user/public/password-reset", operation_id = "password_request_reset", tag = "user", request_body = RequestResetDto,
    responses((status = 202), (status = 422, body = ProblemDto)))]
pub(crate) async fn request_reset(
    State(state): State<UserState>,
    Caller(origin): Caller,
    ApiJson(body): ApiJson<RequestResetDto>,
) -> Result<StatusCode, Problem> {
    let email = body.check()?;
    let app = Arc::clone(&state.app);
    let work = async move { app.reset_password.request(&email, &origin).await };
    state.background.start("user.request_password_reset", work)?;
    Ok(StatusCode::ACCEPTED)
}

/// Sets a new password by a mailed link. All sessions end.
#[utoipa::path(post, path = "/api/user/public/password-reset/confirm", operation_id = "password_confirm_reset", tag = "user", request_body = ConfirmResetDto,
    responses(
        (status = 204),
        (status = 410, body = ProblemDto, description = "`token_used_or_expired`"),
        (status = 422, body = ProblemDto),
    ))]
pub(crate) async fn confirm_reset(
    State(state): State<UserState>,
    ApiJson(body): ApiJson<ConfirmResetDto>,
) -> Result<StatusCode, Problem> {
    let (token, password) = body.check()?;
    let token = token.ok_or(ResetPasswordError::LinkOver)?;
    state.app.reset_password.confirm(&token, password).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Changes the password. All other sessions end.
#[utoipa::path(post, path = "/api/user/password", operation_id = "password_change", tag = "user", security(("bearer" = [])),
    request_body = ChangePasswordDto,
    responses(
        (status = 204),
        (status = 401, body = ProblemDto),
        (status = 422, body = ProblemDto, description = "`current_password`: `wrong_password`, among others"),
        (status = 429, body = ProblemDto),
    ))]
pub(crate) async fn change(
    State(state): State<UserState>,
    Authenticated(actor): Authenticated,
    Caller(origin): Caller,
    ApiJson(body): ApiJson<ChangePasswordDto>,
) -> Result<StatusCode, Problem> {
    let (current, new) = body.check()?;
    state.app.change_password.execute(actor, &current, new, &origin).await?;
    Ok(StatusCode::NO_CONTENT)
}
