//! Pages on the wire.

use platform::{FieldError, Limit};
use serde::Serialize;
use utoipa::ToSchema;

use crate::Problem;

/// A part of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct PageDto<T> {
    /// The items, in order.
    pub items: Vec<T>,
    /// What to give as `cursor` for the next part; null on the last one.
    #[schema(required)]
    pub next_cursor: Option<String>,
}

/// The `limit` parameter, or the default.
///
/// # Errors
/// `validation_failed` unless it is 1 to 100.
pub fn limit(given: Option<u32>) -> Result<Limit, Problem> {
    given.map_or(Ok(Limit::DEFAULT), |items| {
        Limit::new(items).map_err(|error| Problem::validation(vec![FieldError::new("limit", "out_of_range", error)]))
    })
}
