//! Accounts, roles, addresses, sessions and shops: the rules, without I/O.
