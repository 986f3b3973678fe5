//! What all HTTP adapters share: problem+json, extractors, paging, wire money.
//!
//! This crate alone decides which status an [`platform::ErrorKind`] has; a handler returns
//! `Result<_, Problem>` and lets `?` turn a use case's error into one.

mod auth;
mod cursor;
mod extract;
mod money;
mod page;
mod problem;
mod request;
mod validator;

pub use auth::{Auth, Authenticated, MaybeAuthenticated, bearer_token};
pub use cursor::CursorKey;
pub use extract::{ApiJson, ApiQuery, IdempotencyKey, PathId, parse_id};
pub use money::MoneyDto;
pub use page::{PageDto, limit};
pub use problem::{FieldProblem, Problem, ProblemDto};
pub use request::{ClientIp, REQUEST_ID, UserAgent, current_request_id, track_request};
pub use validator::Validator;
