//! What could not be used, and why.

use std::io::{self, Write};

use serde::Serialize;

/// A row that could not be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reject {
    /// The line of the file at which the row begins, the first being 1.
    pub line: u64,
    /// What the row calls itself, if that could be read.
    pub id: Option<String>,
    /// The column, or the place in the object, that is at fault.
    pub column: Option<String>,
    /// Why.
    pub reason: String,
}

impl Reject {
    /// A row at a line that a column makes unusable.
    pub fn new(line: u64, id: Option<&str>, column: &str, reason: impl std::fmt::Display) -> Self {
        Self { line, id: id.map(str::to_owned), column: Some(column.to_owned()), reason: reason.to_string() }
    }

    /// A row at a line that cannot be read at all.
    pub fn unreadable(line: u64, reason: impl std::fmt::Display) -> Self {
        Self { line, id: None, column: None, reason: reason.to_string() }
    }
}

/// Writes rejects as JSON Lines.
pub struct Rejects<W> {
    to: W,
    written: u64,
}

impl<W: Write> Rejects<W> {
    /// Writes to `to`.
    pub const fn new(to: W) -> Self {
        Self { to, written: 0 }
    }

    /// How many were written.
    #[must_use]
    pub const fn written(&self) -> u64 {
        self.written
    }

    pub(crate) fn write(&mut self, reject: &Reject) -> io::Result<()> {
        serde_json::to_writer(&mut self.to, reject)?;
        self.to.write_all(b"\n")?;
        self.written += 1;
        Ok(())
    }

    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}
