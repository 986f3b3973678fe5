//! A payment provider for laptops and tests, as real as one can be without money: books that outlive the process, a
//! hosted page, webhooks that are signed and delivered until they are understood, and, when told to, late, twice or
//! out of order.
//!
//! Wiring: [`Sandbox::open`], its [`router`] beside the shop's, its [`Sandbox::run`] beside the workers, and the
//! sandbox itself as the order context's payment provider.

mod deliver;
mod event;
mod journal;
mod ledger;
mod page;
mod provider;
mod record;
mod routes;
mod sandbox;
mod signature;
#[cfg(test)]
mod tests;

pub use journal::JournalError;
pub use record::Behaviour;
pub use routes::router;
pub use sandbox::{Sandbox, SandboxConfig, SandboxError};
pub use signature::{SIGNATURE_HEADER, SignatureError, TOLERANCE, WebhookSecret};
