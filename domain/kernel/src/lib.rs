//! What every context shares and none owns: money, quantities, identifiers, e-mail addresses, text, time.
//!
//! Every value here is valid by construction: there is no way to hold a [`Money`] that overflowed, a [`Quantity`]
//! of zero or a title with a line break in it. Constructors return an error that names the rule that was broken;
//! each error has a stable `code` for machines and a `Display` sentence for people.
//!
//! The crate does no I/O and knows no wire format.
#![warn(missing_docs)]

mod access;
mod email;
mod id;
mod money;
mod percentage;
mod quantity;
mod slug;
mod text;
mod timestamp;

pub use access::{Actor, Role, Roles};
pub use email::{Email, EmailError};
pub use id::{
    AddressId, CartId, CategoryId, CheckoutId, EventId, IdError, ImageId, NotificationId, OrderId, PaymentId,
    ProductId, RefundId, SellerId, SessionId, UserId, VariantId,
};
pub use money::{Currency, Money, MoneyError};
pub use percentage::{Percentage, PercentageError};
pub use quantity::{Quantity, QuantityError};
pub use slug::{Slug, SlugError};
pub use text::{Line, Prose, TextError};
pub use timestamp::{Timestamp, TimestampError};
pub use uuid::Uuid;
