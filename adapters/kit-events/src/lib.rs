//! The wire schemas of all events, versioned.
