//! How one context asks another when they share a process.
//!
//! Each struct implements a port of the asking context, in its words, by a use case of the context that is asked.
#![warn(missing_docs)]

mod addresses;
mod catalog;
mod failure;
mod stock;

pub use addresses::InProcessAddresses;
pub use catalog::InProcessCatalog;
pub use stock::InProcessStock;
