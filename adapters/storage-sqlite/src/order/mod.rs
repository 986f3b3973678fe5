//! The order context's stores.
