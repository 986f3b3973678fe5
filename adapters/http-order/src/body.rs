//! Bodies that may be left out.

use axum::body::HttpBody;
use axum::extract::{FromRequest, Request};
use kit_http::{ApiJson, Problem};
use serde::de::DeserializeOwned;

/// A JSON body that may be left out altogether, or be `null`, as when there is nothing to say.
#[derive(Debug)]
pub(crate) struct OptionalJson<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned + Default> FromRequest<S> for OptionalJson<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        if request.body().is_end_stream() {
            return Ok(Self(T::default()));
        }
        let ApiJson(body) = ApiJson::<Option<T>>::from_request(request, state).await?;
        Ok(Self(body.unwrap_or_default()))
    }
}
