//! Passwords, tokens, time and ids: everything that asks the world.
//!
//! [`SystemClock`], [`UuidV7Source`], [`OsSecretSource`]: what the domain and the other adapters never ask for
//! themselves. [`Argon2Passwords`], [`Sha256Secrets`]: hashing. [`Ed25519Tokens`] signs access tokens, and
//! [`Ed25519Verifier`] checks them with nothing but the public keys.
#![warn(missing_docs)]

mod passwords;
mod secrets;
mod tokens;
mod verifier;
mod world;

pub use passwords::Argon2Passwords;
pub use secrets::Sha256Secrets;
pub use tokens::{Audience, Ed25519Tokens, KeyError};
pub use verifier::Ed25519Verifier;
pub use world::{OsSecretSource, SystemClock, UuidV7Source};
