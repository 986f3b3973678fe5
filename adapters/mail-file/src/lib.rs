//! Mail as files.
