//! What the order context needs from the outside: its driven ports and their errors.
//!
//! - [`CartStore`], [`CheckoutStore`], [`OrderReader`]: what it keeps.
//! - [`CatalogQuotes`], [`StockHolds`], [`DeliveryAddresses`]: what it asks other contexts, in its own words.
//! - [`PaymentProvider`], [`ShippingRates`]: whom it deals with.
//!
//! Look-ups answer `None` for what is not there and for what is somebody else's: the owner is a parameter.
#![warn(missing_docs)]

mod ask;
mod cart;
mod checkout;
mod payment;
mod reader;
mod shipping;

pub use ask::{AskError, CatalogQuotes, DeliveryAddresses, HeldLine, HoldOutcome, Shortage, StockHolds};
pub use cart::CartStore;
pub use checkout::{
    CheckoutClaim, CheckoutCommit, CheckoutStore, CommitOutcome, PlaceCommit, PlaceOutcome, ProviderEventId,
    RecordedEvent, StandingClaim,
};
pub use payment::{
    OpenPayment, PaymentLine, PaymentProvider, ProviderError, ProviderEvent, ProviderEventKind, ProviderPayment,
    RefundOutcome, RefundRequest, WebhookError, WebhookRequest,
};
pub use reader::{OrderCard, OrderCardItem, OrderPosition, OrderReader};
pub use shipping::{Parcel, ShippingError, ShippingRates};

#[cfg(feature = "mock")]
pub use self::{
    ask::{MockCatalogQuotes, MockDeliveryAddresses, MockStockHolds},
    cart::MockCartStore,
    checkout::MockCheckoutStore,
    payment::MockPaymentProvider,
    reader::MockOrderReader,
    shipping::MockShippingRates,
};
