//! A demo catalogue, described and drawn by the program.
