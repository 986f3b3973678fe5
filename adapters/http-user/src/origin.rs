//! Where a request comes from.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use http::request::Parts;
use kit_http::{ClientIp, UserAgent};
use user::Device;
use user_app::Origin;

/// Where a request comes from, as the use cases want to know it.
pub(crate) struct Caller(pub(crate) Origin);

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let ClientIp(address) = ClientIp::from_request_parts(parts, state).await?;
        let UserAgent(agent) = UserAgent::from_request_parts(parts, state).await?;
        // A program that does not name itself, or badly, has no name.
        Ok(Self(Origin { from: address.into(), device: Device::new(&agent).ok() }))
    }
}
