//! What the product context offers: its use cases.
