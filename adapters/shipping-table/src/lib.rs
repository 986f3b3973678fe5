//! Shipping rates from a table.
