//! The user context over HTTP: routes, wire types, OpenAPI.
//!
//! `/api/user/public/*` needs no token; `/api/user/*` does. The refresh token travels in the cookie `tp_refresh` and
//! nowhere else; no answer may be cached, but for the public keys.

mod account;
mod address;
mod admin;
mod background;
mod credentials;
mod dto;
mod keys;
mod origin;
mod password;
mod refresh_cookie;
mod session;
mod shop;
mod state;
mod verify;

use axum::extract::DefaultBodyLimit;
use axum::middleware::map_response;
use axum::response::Response;
use http::HeaderValue;
use http::header::CACHE_CONTROL;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use state::UserState;

/// The largest body: an address with everything in it fits many times.
const BODY_LIMIT: usize = 64 * 1024;

/// All routes of the context.
pub fn router(state: UserState) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(credentials::register))
        .routes(routes!(credentials::log_in))
        .routes(routes!(credentials::refresh))
        .routes(routes!(session::log_out))
        .routes(routes!(session::log_out_everywhere))
        .routes(routes!(session::list))
        .routes(routes!(session::end))
        .routes(routes!(verify::verify))
        .routes(routes!(keys::key_set))
        .routes(routes!(account::verify_email))
        .routes(routes!(account::resend_verification))
        .routes(routes!(account::show, account::update))
        .routes(routes!(password::request_reset))
        .routes(routes!(password::confirm_reset))
        .routes(routes!(password::change))
        .routes(routes!(address::list, address::add))
        .routes(routes!(address::replace, address::remove))
        .routes(routes!(shop::open))
        .routes(routes!(admin::ban))
        .routes(routes!(admin::unban))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(map_response(not_cached))
        .with_state(state)
}

/// What is said here is said to one person, or is a secret.
async fn not_cached(mut response: Response) -> Response {
    response.headers_mut().entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}
