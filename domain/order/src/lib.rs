//! Carts, checkouts, orders, payments and refunds: the rules, without I/O.
