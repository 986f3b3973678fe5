//! Goods in and out: the marketplace CSV, JSON Lines.
