//! What the order context needs from the outside: its driven ports and their errors.
