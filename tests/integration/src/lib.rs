//! Whole flows over HTTP against the real binary.
