//! Errors on the wire: `application/problem+json` (RFC 9457).

use std::borrow::Cow;
use std::time::Duration;

use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderValue, StatusCode};
use platform::{AppError, ErrorKind, FieldError};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::request::current_request_id;

/// What a request is answered with when it cannot be done.
#[derive(Debug)]
pub struct Problem {
    kind: ErrorKind,
    status: StatusCode,
    code: &'static str,
    detail: Cow<'static, str>,
    errors: Vec<FieldError>,
    retry_after: Option<Duration>,
    extensions: Map<String, Value>,
}

/// A problem as JSON (RFC 9457), for the API's description. Single problems may have further members.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemDto {
    /// A relative address that names the kind of problem: `/problems/<code>`.
    #[serde(rename = "type")]
    #[schema(example = "/problems/validation_failed")]
    pub kind: String,
    /// The status in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// A sentence about this occurrence.
    pub detail: String,
    /// A stable code to decide by.
    #[schema(example = "validation_failed")]
    pub code: String,
    /// The request's id, as in the header `x-request-id` and in the log.
    pub request_id: Option<String>,
    /// The fields that break a rule.
    pub errors: Vec<FieldProblem>,
    /// Further members, by code.
    #[serde(flatten)]
    #[schema(ignore)]
    pub extensions: Map<String, Value>,
}

/// A field that breaks a rule.
#[derive(Debug, Serialize, ToSchema)]
pub struct FieldProblem {
    /// The field's path: `variants[0].price.amount`.
    pub field: String,
    /// A stable code.
    pub code: String,
    /// A sentence in English.
    pub message: String,
}

/// The status of each kind of failure.
const fn status(kind: ErrorKind) -> StatusCode {
    match kind {
        ErrorKind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        ErrorKind::Unauthenticated => StatusCode::UNAUTHORIZED,
        ErrorKind::Forbidden => StatusCode::FORBIDDEN,
        ErrorKind::NotFound => StatusCode::NOT_FOUND,
        ErrorKind::Conflict => StatusCode::CONFLICT,
        ErrorKind::Gone => StatusCode::GONE,
        ErrorKind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        ErrorKind::UnsupportedType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ErrorKind::TooManyRequests => StatusCode::TOO_MANY_REQUESTS,
        ErrorKind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        ErrorKind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl Problem {
    /// A problem of a kind, with a stable code and a sentence that the caller may read.
    #[must_use]
    pub fn new(kind: ErrorKind, code: &'static str, detail: impl Into<Cow<'static, str>>) -> Self {
        Self {
            kind,
            status: status(kind),
            code,
            detail: detail.into(),
            errors: Vec::new(),
            retry_after: None,
            extensions: Map::new(),
        }
    }

    /// The request itself cannot be read: malformed JSON, a missing header. Status 400.
    #[must_use]
    pub fn bad_request(code: &'static str, detail: impl Into<Cow<'static, str>>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, ..Self::new(ErrorKind::Invalid, code, detail) }
    }

    /// The address is there, but does not take this method. Status 405.
    #[must_use]
    pub fn method_not_allowed() -> Self {
        let problem = Self::new(ErrorKind::Invalid, "method_not_allowed", "This address does not take this method.");
        Self { status: StatusCode::METHOD_NOT_ALLOWED, ..problem }
    }

    /// Fields break rules.
    #[must_use]
    pub fn validation(errors: Vec<FieldError>) -> Self {
        Self { errors, ..Self::new(ErrorKind::Invalid, "validation_failed", "Some fields are not valid.") }
    }

    /// It does not exist, or is not the actor's.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(ErrorKind::NotFound, "not_found", "There is nothing at this address.")
    }

    /// The actor may not do this.
    #[must_use]
    pub fn forbidden(detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Forbidden, "forbidden", detail)
    }

    /// A defect, logged with its cause; the caller learns the request's id alone.
    #[must_use]
    pub fn internal(cause: &(dyn std::error::Error + 'static)) -> Self {
        tracing::error!(error = %chain(cause), "request failed");
        Self::new(ErrorKind::Internal, "internal", "Something went wrong on our side.")
    }

    /// Adds a member for machines, such as the number of pieces that are left.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.extensions.insert(name.to_owned(), value.into());
        self
    }

    /// The HTTP status.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        self.status
    }

    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.code
    }
}

/// An error and its sources in one line, for the log.
fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut line = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        line.push_str(": ");
        line.push_str(&cause.to_string());
        source = cause.source();
    }
    line
}

impl<E: AppError> From<E> for Problem {
    fn from(error: E) -> Self {
        let (kind, code) = (error.kind(), error.code());
        let detail: Cow<'static, str> = match kind {
            ErrorKind::Internal => {
                tracing::error!(code, error = %chain(&error), "request failed");
                "Something went wrong on our side.".into()
            }
            ErrorKind::Unavailable => {
                tracing::warn!(code, error = %chain(&error), "request failed");
                "This is not available at the moment. Please try again.".into()
            }
            _ => error.to_string().into(),
        };
        Self { errors: error.fields(), retry_after: error.retry_after(), ..Self::new(kind, code, detail) }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = ProblemDto {
            kind: format!("/problems/{}", self.code),
            title: self.status.canonical_reason().unwrap_or("Error").to_owned(),
            status: self.status.as_u16(),
            detail: self.detail.into_owned(),
            code: self.code.to_owned(),
            request_id: current_request_id(),
            errors: self
                .errors
                .into_iter()
                .map(|error| FieldProblem { field: error.field, code: error.code.to_owned(), message: error.message })
                .collect(),
            extensions: self.extensions,
        };
        let mut response = (self.status, axum::Json(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if self.kind == ErrorKind::Unauthenticated {
            headers.insert(http::header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(wait) = self.retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from(wait.as_secs().max(1)));
        }
        response
    }
}
