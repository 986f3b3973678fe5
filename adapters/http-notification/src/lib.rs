//! The notification context over HTTP: routes, wire types, OpenAPI.
//!
//! All routes are about the caller's own notifications and need a token; no answer may be cached.
#![expect(unused_qualifications, reason = "the macros of utoipa write them")]

mod dto;
mod notifications;
mod state;

use axum::extract::DefaultBodyLimit;
use axum::middleware::map_response;
use axum::response::Response;
use http::HeaderValue;
use http::header::CACHE_CONTROL;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use dto::NotificationDto;
pub use state::NotificationState;

/// The largest body: as many ids as may be marked at once fit twice.
const BODY_LIMIT: usize = 32 * 1024;

/// All routes of the context.
pub fn router(state: NotificationState) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(notifications::list))
        .routes(routes!(notifications::count_unread))
        .routes(routes!(notifications::mark_read))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(map_response(not_cached))
        .with_state(state)
}

/// What is said here is said to one person.
async fn not_cached(mut response: Response) -> Response {
    response.headers_mut().entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}
