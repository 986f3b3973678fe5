//! One contract per port, run against every adapter.
