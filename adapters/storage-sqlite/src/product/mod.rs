//! The product context's stores.
