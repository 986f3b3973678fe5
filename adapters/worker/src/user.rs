//! The user context's consumers and jobs.
