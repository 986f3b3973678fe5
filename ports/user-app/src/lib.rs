//! What the user context offers: its use cases.
