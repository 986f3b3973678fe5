//! The product context's consumers and jobs.
