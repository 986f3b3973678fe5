//! Who is asking.

use std::sync::Arc;

use axum::extract::{FromRef, FromRequestParts};
use http::header::AUTHORIZATION;
use http::request::Parts;
use platform::{Actor, Clock, ErrorKind, TokenError, TokenVerifier};

use crate::Problem;

/// What is needed to check an access token; part of each router's state.
#[derive(Clone)]
pub struct Auth {
    verifier: Arc<dyn TokenVerifier>,
    clock: Arc<dyn Clock>,
}

impl Auth {
    /// Checks tokens with `verifier` at the time of `clock`.
    #[must_use]
    pub fn new(verifier: Arc<dyn TokenVerifier>, clock: Arc<dyn Clock>) -> Self {
        Self { verifier, clock }
    }

    /// The actor that a token speaks for.
    ///
    /// # Errors
    /// A problem of status 401, `token_expired` or `invalid_token`.
    pub fn verify(&self, token: &str) -> Result<Actor, Problem> {
        self.verifier.verify(token, self.clock.now()).map_err(|error| {
            let code = match error {
                TokenError::Expired => "token_expired",
                TokenError::Invalid => "invalid_token",
            };
            Problem::new(ErrorKind::Unauthenticated, code, error.to_string())
        })
    }
}

/// The token of the `Authorization: Bearer` header (RFC 6750, 2.1); `None` without the header.
///
/// # Errors
/// `invalid_token` when the header is there but has another form, or is there twice.
pub fn bearer_token(parts: &Parts) -> Result<Option<&str>, Problem> {
    let malformed = || {
        Problem::new(ErrorKind::Unauthenticated, "invalid_token", "The Authorization header must be `Bearer <token>`.")
    };
    let mut headers = parts.headers.get_all(AUTHORIZATION).iter();
    let Some(header) = headers.next() else { return Ok(None) };
    if headers.next().is_some() {
        return Err(malformed());
    }
    let (scheme, token) = header.to_str().ok().and_then(|text| text.split_once(' ')).ok_or_else(malformed)?;
    if scheme.eq_ignore_ascii_case("bearer") { Ok(Some(token.trim())) } else { Err(malformed()) }
}

/// The signed-in person. A request without a valid access token is answered with 401.
#[derive(Debug, Clone, Copy)]
pub struct Authenticated(pub Actor);

impl<S> FromRequestParts<S> for Authenticated
where
    S: Send + Sync,
    Auth: FromRef<S>,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let token = bearer_token(parts)?
            .ok_or_else(|| Problem::new(ErrorKind::Unauthenticated, "unauthenticated", "Please sign in."))?;
        Auth::from_ref(state).verify(token).map(Self)
    }
}

/// The signed-in person, or nobody. A token that is there must be valid.
#[derive(Debug, Clone, Copy)]
pub struct MaybeAuthenticated(pub Option<Actor>);

impl<S> FromRequestParts<S> for MaybeAuthenticated
where
    S: Send + Sync,
    Auth: FromRef<S>,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        match bearer_token(parts)? {
            Some(token) => Auth::from_ref(state).verify(token).map(|actor| Self(Some(actor))),
            None => Ok(Self(None)),
        }
    }
}
