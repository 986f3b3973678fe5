//! What a use case answers when it cannot do what was asked.

use std::error::Error;

/// Any error, as the cause of another.
pub type BoxError = Box<dyn Error + Send + Sync>;

/// What kind of failure it is: the one thing that a driving adapter needs to choose its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// The input breaks a rule; [`AppError::fields`] says where.
    Invalid,
    /// Nobody is signed in, or the credentials are wrong.
    Unauthenticated,
    /// The actor may not do this.
    Forbidden,
    /// It does not exist, or is not the actor's: the two are not told apart.
    NotFound,
    /// The present state does not allow it, or somebody else was faster.
    Conflict,
    /// It was there and is over: an expired checkout, a used link.
    Gone,
    /// Larger than accepted.
    TooLarge,
    /// Of a type that is not accepted.
    UnsupportedType,
    /// Too often; [`AppError::retry_after`] says when to come back.
    TooManyRequests,
    /// Something that is needed does not answer; the same request may work later.
    Unavailable,
    /// A defect, or data that cannot be read. The cause is for the log alone.
    Internal,
}

/// A field that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The path of the field in the input, in snake case with dots and indices: `variants[0].price.amount`.
    pub field: String,
    /// A stable code: `too_long`.
    pub code: &'static str,
    /// A sentence in English for whoever reads it.
    pub message: String,
}

impl FieldError {
    /// A field error from a rule's error, which prints as the sentence.
    pub fn new(field: impl Into<String>, code: &'static str, message: impl std::fmt::Display) -> Self {
        Self { field: field.into(), code, message: message.to_string() }
    }
}

/// A use case's error. `Display` is the sentence that the caller is shown, unless the kind is
/// [`ErrorKind::Internal`] or [`ErrorKind::Unavailable`]: those are logged with their sources, and the caller is shown
/// a general sentence.
pub trait AppError: Error + Send + Sync + 'static {
    /// What kind of failure it is.
    fn kind(&self) -> ErrorKind;

    /// A stable code in snake case, part of the interface: `insufficient_stock`.
    fn code(&self) -> &'static str;

    /// The fields that break a rule, for [`ErrorKind::Invalid`].
    fn fields(&self) -> Vec<FieldError> {
        Vec::new()
    }

    /// How long to wait, for [`ErrorKind::TooManyRequests`].
    fn retry_after(&self) -> Option<std::time::Duration> {
        None
    }
}
