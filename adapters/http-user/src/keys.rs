//! The public keys that check access tokens.

use axum::Json;
use axum::extract::State;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::header::CACHE_CONTROL;

use crate::UserState;
use crate::dto::{KeyDto, KeySetDto};

/// The keys that check access tokens (RFC 7517). A service may keep them for five minutes.
#[utoipa::path(get, path = "/api/user/public/jwks.json", operation_id = "key_set", tag = "user", responses((status = 200, body = KeySetDto)))]
pub(crate) async fn key_set(
    State(state): State<UserState>,
) -> ([(http::HeaderName, &'static str); 1], Json<KeySetDto>) {
    let keys = state.app.public_keys.list();
    let keys = keys.into_iter().map(|key| KeyDto::new(key.id, URL_SAFE_NO_PAD.encode(key.bytes))).collect();
    ([(CACHE_CONTROL, "public, max-age=300")], Json(KeySetDto { keys }))
}
