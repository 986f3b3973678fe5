//! Guards the edges of the house: the rules of `ARCHITECTURE.md`, as functions over data.
//!
//! The functions know no file system and no cargo. `tests/house.rs` gives them this repository;
//! `tests/refusals.rs` gives them wrong houses, each of which must be refused by the rule that it breaks.
#![warn(missing_docs)]

mod edges;
mod room;
mod source;

use std::fmt;

pub use edges::check_members;
pub use room::{CONTEXTS, Room};
pub use source::{check_source, check_top_level};

/// A crate of the workspace, as its manifest describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The package's name.
    pub package: String,
    /// Its folder, from the top of the repository: `adapters/http-order`.
    pub folder: String,
    /// What it uses.
    pub uses: Vec<Use>,
    /// Its features, each with what it turns on, as in the manifest.
    pub features: Vec<(String, Vec<String>)>,
    /// Whether it takes its lints from the workspace.
    pub inherits_lints: bool,
}

/// A dependency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// The package's own name, however the manifest renames it.
    pub package: String,
    /// The name that the manifest gives it.
    pub alias: String,
    /// Its folder from the top of the repository, for a crate of the workspace; `None` for one from outside.
    pub folder: Option<String>,
    /// For tests only (`dev-dependencies`).
    pub for_tests: bool,
    /// Only there when a feature asks for it.
    pub optional: bool,
}

/// A rule that is broken, and where.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation {
    /// The rule's name.
    pub rule: &'static str,
    /// The crate's folder, or the file.
    pub place: String,
    /// What is wrong and what would be right.
    pub message: String,
}

impl Violation {
    fn new(rule: &'static str, place: impl Into<String>, message: impl Into<String>) -> Self {
        Self { rule, place: place.into(), message: message.into() }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}] {}: {}", self.rule, self.place, self.message)
    }
}
