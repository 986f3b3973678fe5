//! What the notification context offers: its use cases.
