//! Passwords, tokens, time and ids: everything that asks the world.
