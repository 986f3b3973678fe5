//! What the order context offers: its use cases.
//!
//! [`OrderApp`] bundles them; [`Deps`] is what they need. Each takes an [`platform::Actor`] where somebody asks, and
//! nothing where the system itself goes on with something: payments to be opened, refunds to be sent, checkouts that
//! nobody paid.
//!
//! # Buying, step by step
//! 1. The idempotency key is remembered with a checkout's id. Whoever comes back with the key goes on with that id.
//! 2. The cart is quoted, the goods are held by that id: all or nothing.
//! 3. Checkout, orders, payment, events, and what is left of the cart are kept in one transaction.
//! 4. The payment is opened at the provider, by its id as the idempotency key.
//!
//! A crash after 1 or 2 leaves a hold that expires, or is gone on with; after 3, `order.payment_requested.v1` opens the
//! payment all the same.
#![warn(missing_docs)]

mod app;
mod carts;
mod checkouts;
mod error;
mod ledger;
mod orders;
mod place;
mod preview;
mod pricing;
mod provider;
mod upkeep;
mod webhook;

pub use app::{Deps, OrderApp, Settings};
pub use carts::{CartAnswer, Carts};
pub use checkouts::Checkouts;
pub use error::{CartUseError, OrderUseError, PlaceUseError, UpkeepError, WebhookUseError};
pub use order_ports::{OrderCard, OrderCardItem, OrderPosition, Shortage, WebhookRequest};
pub use orders::{OrderDetails, SellerOrders, ShopperOrders};
pub use place::{PlaceCheckout, PlaceCommand};
pub use preview::{Preview, PreviewCheckout};
pub use pricing::SellerGroup;
pub use upkeep::Upkeep;
pub use webhook::ReceiveWebhook;
