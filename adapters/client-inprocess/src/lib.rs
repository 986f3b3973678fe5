//! How one context asks another when they share a process.
