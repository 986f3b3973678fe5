//! Notifications and their per-user sequence: the rules, without I/O.
