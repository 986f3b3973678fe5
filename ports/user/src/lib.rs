//! What the user context needs from the outside: its driven ports and their errors.
