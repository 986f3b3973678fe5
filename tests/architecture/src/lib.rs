//! Guards the edges of the house.
