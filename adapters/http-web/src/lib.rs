//! The built web app, embedded and pre-compressed.
