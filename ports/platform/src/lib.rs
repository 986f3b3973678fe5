//! The ports that every context needs: time, ids and secrets; blobs, mail, events; pages and errors.
//!
//! A use case asks the world only through these traits. Adapters implement them; `mock` builds a mock of each.
//!
//! # Adding a port
//! 1. A trait here if every context could need it, in `ports/<context>` if one does, named after the capability
//!    (`BlobStore`), with documents that say which error is owed when.
//! 2. A suite in `tests/conformance`, an adapter named after its technology that passes it, a line in the binary's
//!    wiring.
#![warn(missing_docs)]

mod blob;
mod error;
mod event;
mod mail;
mod page;
mod store;
mod token;
mod world;

pub use blob::{Blob, BlobError, BlobKey, BlobKeyError, BlobStore};
pub use error::{AppError, BoxError, ErrorKind, FieldError};
pub use event::{
    BusError, Envelope, EventBus, EventHandler, HandleError, Inbox, OutboxReader, OutboxStats, ParkedEvent,
};
pub use kernel::{Actor, Role, Roles};
pub use mail::{Mail, MailError, Mailer};
pub use page::{Limit, LimitError, Page};
pub use store::StoreError;
pub use token::{TokenError, TokenVerifier};
pub use world::{Clock, IdSource, Secret, SecretSource};

#[cfg(feature = "mock")]
pub use self::{
    blob::MockBlobStore,
    event::{MockEventBus, MockEventHandler, MockOutboxReader},
    mail::MockMailer,
    token::MockTokenVerifier,
    world::{MockClock, MockIdSource, MockSecretSource},
};
