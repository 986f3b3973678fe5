//! Checks pictures and re-encodes them to WebP in three widths.
