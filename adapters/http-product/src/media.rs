//! Pictures.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use http::{HeaderValue, StatusCode};
use kit_http::Problem;
use platform::{BlobKey, ErrorKind};

use crate::ProductState;

/// A picture's file. A key is written once, so it may be kept for ever; and whatever it holds, a browser shall take it for
/// nothing but what its type says.
pub(crate) async fn serve(State(state): State<ProductState>, Path(key): Path<String>) -> Result<Response, Problem> {
    let key = BlobKey::new(&key).map_err(|_| Problem::not_found())?;
    let blob = state
        .blobs
        .get(&key)
        .await
        .map_err(|error| {
            tracing::warn!(%key, error = %error.0, "a picture could not be read");
            Problem::new(ErrorKind::Unavailable, "unavailable", "The picture is not available at the moment.")
        })?
        .ok_or_else(Problem::not_found)?;
    let content_type = HeaderValue::from_str(&blob.content_type).map_err(|error| Problem::internal(&error))?;
    let headers = [
        (CONTENT_TYPE, content_type),
        (CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
        (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox")),
    ];
    Ok((StatusCode::OK, headers, blob.bytes).into_response())
}
