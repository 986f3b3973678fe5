//! Products, variants, categories, stock and its holds: the rules, without I/O.
