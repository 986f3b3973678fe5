//! The notification context's stores.
