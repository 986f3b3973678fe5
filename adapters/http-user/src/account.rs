//! Who somebody is, and that their mailbox is theirs.

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use kit_http::{ApiJson, Authenticated, Problem, ProblemDto};
use user_app::VerifyEmailError;

use crate::UserState;
use crate::dto::{TokenDto, UpdateProfileDto, UserDto};
use crate::origin::Caller;

/// The account, as it is now.
#[utoipa::path(get, path = "/api/user/me", operation_id = "account_show", tag = "user", security(("bearer" = [])),
    responses((status = 200, body = UserDto), (status = 401, body = ProblemDto)))]
pub(crate) async fn show(
    State(state): State<UserState>,
    Authenticated(actor): Authenticated,
) -> Result<Json<UserDto>, Problem> {
    Ok(Json(UserDto::from(&state.app.profiles.show(actor).await?)))
}

/// Changes the account; what is left out stays.
#[utoipa::path(patch, path = "/api/user/me", operation_id = "account_update", tag = "user", security(("bearer" = [])), request_body = UpdateProfileDto,
    responses((status = 200, body = UserDto), (status = 401, body = ProblemDto), (status = 422, body = ProblemDto)))]
pub(crate) async fn update(
    State(state): State<UserState>,
    Authenticated(actor): Authenticated,
    ApiJson(body): ApiJson<UpdateProfileDto>,
) -> Result<Json<UserDto>, Problem> {
    let profile = match body.check()? {
        Some(name) => state.app.profiles.rename(actor, &name).await?,
        None => state.app.profiles.show(actor).await?,
    };
    Ok(Json(UserDto::from(&profile)))
}

/// Proves a mailbox by the link that was sent there.
#[utoipa::path(post, path = "/api/user/public/verify-email", operation_id = "verify_email", tag = "user", request_body = TokenDto,
    responses((status = 204), (status = 410, body = ProblemDto, description = "`token_used_or_expired`")))]
pub(crate) async fn verify_email(
    State(state): State<UserState>,
    ApiJson(body): ApiJson<TokenDto>,
) -> Result<StatusCode, Problem> {
    let token = body.secret().ok_or(VerifyEmailError::LinkOver)?;
    state.app.verify_email.confirm(&token).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sends another mail with such a link. The link in the one before is no good any more.
#[utoipa::path(post, path = "/api/user/verify-email/resend", operation_id = "resend_verification", tag = "user", security(("bearer" = [])),
    responses(
        (status = 202),
        (status = 401, body = ProblemDto),
        (status = 409, body = ProblemDto, description = "`already_verified`"),
        (status = 429, body = ProblemDto),
        (status = 503, body = ProblemDto, description = "`mail_unavailable`"),
    ))]
pub(crate) async fn resend_verification(
    State(state): State<UserState>,
    Authenticated(actor): Authenticated,
    Caller(origin): Caller,
) -> Result<StatusCode, Problem> {
    state.app.verify_email.resend(actor, &origin).await?;
    Ok(StatusCode::ACCEPTED)
}
