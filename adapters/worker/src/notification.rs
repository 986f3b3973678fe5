//! The notification context's consumers and jobs.
