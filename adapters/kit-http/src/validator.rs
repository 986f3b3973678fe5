//! Collects what is wrong with a request, so that the caller learns all of it at once.

use std::fmt::Display;

use platform::FieldError;

use crate::Problem;

/// Collects the field errors of one request.
#[derive(Debug, Default)]
pub struct Validator {
    errors: Vec<FieldError>,
}

impl Validator {
    /// Nothing is wrong yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The value, or `None` after noting the error for the field. `code` is the error's own:
    /// `validator.check("name", Line::<80>::new(&name), TextError::code)`.
    pub fn check<T, E: Display>(
        &mut self,
        field: &str,
        result: Result<T, E>,
        code: impl FnOnce(&E) -> &'static str,
    ) -> Option<T> {
        result.map_err(|error| self.errors.push(FieldError::new(field, code(&error), error))).ok()
    }

    /// Like [`Validator::check`], for a value that may be left out: `Some(None)` when it is.
    pub fn check_optional<V, T, E: Display>(
        &mut self,
        field: &str,
        value: Option<V>,
        parse: impl FnOnce(V) -> Result<T, E>,
        code: impl FnOnce(&E) -> &'static str,
    ) -> Option<Option<T>> {
        match value {
            None => Some(None),
            Some(value) => self.check(field, parse(value), code).map(Some),
        }
    }

    /// Notes an error.
    pub fn add(&mut self, field: impl Into<String>, code: &'static str, message: impl Display) {
        self.errors.push(FieldError::new(field, code, message));
    }

    /// Ends the checks: `Ok` with what `value` holds when all fields were good.
    ///
    /// # Errors
    /// `validation_failed` with all errors that were noted.
    pub fn finish<T>(self, value: Option<T>) -> Result<T, Problem> {
        match value {
            Some(value) if self.errors.is_empty() => Ok(value),
            _ => Err(Problem::validation(self.errors)),
        }
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Line, Quantity, QuantityError, TextError};

    use super::*;

    #[test]
    fn all_errors_are_told_at_once() {
        let mut validator = Validator::new();
        let name = validator.check("name", Line::<3>::new("four"), TextError::code);
        let quantity = validator.check("lines[0].quantity", Quantity::new(0), QuantityError::code);
        let error = validator.finish(name.zip(quantity)).unwrap_err();
        assert_eq!(error.code(), "validation_failed");
    }

    #[test]
    fn what_is_left_out_is_no_error() {
        let mut validator = Validator::new();
        let note = validator.check_optional("note", None::<&str>, Line::<3>::new, TextError::code);
        assert_eq!(validator.finish(note).unwrap(), None);
    }
}
