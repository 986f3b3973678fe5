//! Carts, checkouts, orders, payments and refunds: the rules, without I/O.
//!
//! # Aggregates
//! - [`Cart`]: what a shopper wants. It knows variants and quantities, and at which price the shopper last saw each;
//!   everything else comes from the catalogue at the moment of looking ([`Cart::view`]).
//! - [`Checkout`]: one act of buying. It owns one [`Order`] per seller, the [`Payment`]s that were tried for it and
//!   the [`Refund`]s, because what must always hold, holds among them: lines add up to the order, orders to the
//!   charge, and no more is refunded than was captured.
//!
//! # Decisions
//! A transition consumes the aggregate and gives a [`CheckoutDecision`]: the next state and the events that tell of
//! it. Only this crate can make one, so a store that takes nothing else cannot keep state without its events.
//!
//! # Payments
//! What a provider reports may come late, twice and in any order. Reports form a ladder (requested, open, failed,
//! expired, cancelled, in review, captured) that is only ever climbed, so the end does not depend on the order. Money
//! that arrives when nothing waits for it is refunded.
#![warn(missing_docs)]

#[macro_use]
mod names;

mod address;
mod cart;
mod checkout;
mod event;
mod goods;
mod number;
mod order;
mod party;
mod payment;
mod refund;
mod totals;

pub use address::{Coordinates, Country, CountryError, DeliveryAddress};
pub use cart::{
    Cart, CartError, CartLine, CartLineView, CartOwner, CartParts, CartUpdate, CartView, CorruptCart, LineChange,
    Observed, TakenLine, Wish,
};
pub use checkout::{
    Checkout, CheckoutDecision, CheckoutError, CheckoutParts, CheckoutState, CheckoutStatus, CorruptCheckout, NewOrder,
    PaymentReport, PlaceCheckout, PlaceError, Reaction, RefundReport,
};
pub use event::{OrderEvent, OrderRef, OrderedLine, RefundRef};
pub use goods::{OrderLine, Picture, Quote, SellerRef};
pub use number::{OrderNumber, OrderNumberError};
pub use order::{
    CancelReason, Cancellation, Carrier, IllegalTransition, Order, OrderState, OrderStatus, Shipment, TimelineEntry,
    TrackingCode,
};
pub use party::Party;
pub use payment::{Opened, Payment, PaymentMethod, PaymentState, PaymentStatus};
pub use refund::{Refund, RefundReason, RefundState, RefundStatus};
pub use totals::{Totals, TotalsError};
