//! What the order context offers: its use cases.
