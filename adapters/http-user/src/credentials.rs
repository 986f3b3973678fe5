//! Coming in: register, log in, refresh.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use http::StatusCode;
use kit_http::{ApiJson, Problem, ProblemDto};
use user_app::{RefreshError, SignedIn};

use crate::UserState;
use crate::dto::{LogInDto, RegisterDto, SignedInDto};
use crate::origin::Caller;
use crate::refresh_cookie::{hand_over, read, take_away};

fn let_in(state: &UserState, signed_in: SignedIn) -> (CookieJar, Json<SignedInDto>) {
    let cookie = hand_over(&signed_in.refresh_token, state.secure_cookie);
    (cookie, Json(signed_in.into()))
}

/// Makes an account and signs in. An address that is taken, with the right password, signs in to that account; with
/// another it is refused as any unusable address is, and its owner gets a mail.
#[utoipa::path(post, path = "/api/user/public/register", operation_id = "register", tag = "user", request_body = RegisterDto,
    responses(
        (status = 201, body = SignedInDto, headers(("set-cookie" = String, description = "`tp_refresh`"))),
        (status = 422, body = ProblemDto, description = "`email`: `email_unusable`, among others"),
        (status = 429, body = ProblemDto),
    ))]
pub(crate) async fn register(
    State(state): State<UserState>,
    Caller(origin): Caller,
    ApiJson(body): ApiJson<RegisterDto>,
) -> Result<(StatusCode, CookieJar, Json<SignedInDto>), Problem> {
    let signed_in = state.app.register.execute(body.check()?, &origin).await?;
    let (cookie, body) = let_in(&state, signed_in);
    Ok((StatusCode::CREATED, cookie, body))
}

/// Signs in.
#[utoipa::path(post, path = "/api/user/public/login", operation_id = "log_in", tag = "user", request_body = LogInDto,
    responses(
        (status = 200, body = SignedInDto, headers(("set-cookie" = String, description = "`tp_refresh`"))),
        (status = 401, body = ProblemDto, description = "`invalid_credentials`"),
        (status = 403, body = ProblemDto, description = "`account_banned`"),
        (status = 422, body = ProblemDto),
        (status = 429, body = ProblemDto, headers(("retry-after" = u64, description = "Seconds"))),
    ))]
pub(crate) async fn log_in(
    State(state): State<UserState>,
    Caller(origin): Caller,
    ApiJson(body): ApiJson<LogInDto>,
) -> Result<(CookieJar, Json<SignedInDto>), Problem> {
    let signed_in = state.app.log_in.execute(body.check()?, &origin).await?;
    Ok(let_in(&state, signed_in))
}

/// Gives the next access token for the refresh cookie, and the next cookie. A cookie is good once; one that comes again
/// ends the session.
#[utoipa::path(post, path = "/api/user/public/refresh", operation_id = "refresh", tag = "user",
    params(("tp_refresh" = String, Cookie, description = "The refresh token")),
    responses(
        (status = 200, body = SignedInDto, headers(("set-cookie" = String, description = "`tp_refresh`"))),
        (status = 401, body = ProblemDto,
            description = "`unauthenticated`, `session_revoked`, `session_expired`; the cookie is taken away"),
    ))]
pub(crate) async fn refresh(State(state): State<UserState>, jar: CookieJar) -> Response {
    let outcome = match read(&jar) {
        Some(token) => state.app.refresh.execute(&token).await,
        None => Err(RefreshError::Unknown),
    };
    match outcome {
        Ok(signed_in) => let_in(&state, signed_in).into_response(),
        // The token may still be good.
        Err(error @ RefreshError::Failure(_)) => Problem::from(error).into_response(),
        Err(error) => (take_away(state.secure_cookie), Problem::from(error)).into_response(),
    }
}
