//! The user context's stores.
