//! The order context's consumers and jobs.
