//! All stores on SQLite: one database file per context.
