//! The event bus of a single process.
