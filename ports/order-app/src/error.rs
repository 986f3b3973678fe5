//! What goes wrong, and what it is called.

use order::{CartError, CheckoutError, PlaceError, TotalsError};
use order_ports::{AskError, ProviderError, ShippingError, Shortage, WebhookError};
use platform::{AppError, ErrorKind, StoreError};
use thiserror::Error;

const fn totals_kind(error: TotalsError) -> ErrorKind {
    match error {
        TotalsError::MixedCurrencies | TotalsError::Empty | TotalsError::TooLarge => ErrorKind::Conflict,
    }
}

const fn shipping_kind(error: &ShippingError) -> ErrorKind {
    match error {
        ShippingError::NotDelivered => ErrorKind::Conflict,
        ShippingError::Unavailable(_) => ErrorKind::Unavailable,
    }
}

const fn shipping_code(error: &ShippingError) -> &'static str {
    match error {
        ShippingError::NotDelivered => "not_delivered",
        ShippingError::Unavailable(_) => "unavailable",
    }
}

const fn checkout_kind(error: CheckoutError) -> ErrorKind {
    match error {
        CheckoutError::Illegal(_)
        | CheckoutError::NotAwaitingPayment(_)
        | CheckoutError::NotDue
        | CheckoutError::InReview => ErrorKind::Conflict,
        CheckoutError::Over => ErrorKind::Gone,
        CheckoutError::NoSuchOrder | CheckoutError::NoSuchPayment | CheckoutError::NoSuchRefund => ErrorKind::NotFound,
        CheckoutError::RefundExceedsCapture => ErrorKind::Internal,
    }
}

/// Why a cart could not be shown or changed.
#[derive(Debug, Error)]
pub enum CartUseError {
    /// There is no such variant, or it is not on sale.
    #[error("There is no such variant on sale.")]
    VariantNotFound,
    /// A rule of carts.
    #[error("{0}")]
    Rule(#[from] CartError),
    /// The amounts do not add up.
    #[error("{0}")]
    Totals(#[from] TotalsError),
    /// The catalogue could not be asked.
    #[error(transparent)]
    Ask(#[from] AskError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl AppError for CartUseError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::VariantNotFound | Self::Rule(CartError::LineNotFound) => ErrorKind::NotFound,
            Self::Rule(_) => ErrorKind::Conflict,
            Self::Totals(error) => totals_kind(*error),
            Self::Ask(error) => error.kind(),
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::VariantNotFound => "variant_not_found",
            Self::Rule(error) => error.code(),
            Self::Totals(error) => error.code(),
            Self::Ask(error) => error.code(),
            Self::Store(error) => error.code(),
        }
    }
}

/// Why nothing could be bought, or shown of it.
#[derive(Debug, Error)]
pub enum PlaceUseError {
    /// There is nothing in the cart.
    #[error("The cart is empty.")]
    CartEmpty,
    /// Something costs another amount than the shopper saw last.
    #[error("Prices have changed. Please look at the cart again.")]
    CartChanged,
    /// Of these there are fewer pieces than are wanted; nothing was bought.
    #[error("Some goods are not available any more.")]
    InsufficientStock(Vec<Shortage>),
    /// The account has no such address.
    #[error("There is no such address.")]
    AddressNotFound,
    /// The idempotency key was used for something else.
    #[error("This Idempotency-Key was used for another request.")]
    KeyReused,
    /// The amounts do not add up.
    #[error("{0}")]
    Place(#[from] PlaceError),
    /// There is no delivery.
    #[error("{0}")]
    Shipping(#[from] ShippingError),
    /// Another context could not be asked.
    #[error(transparent)]
    Ask(#[from] AskError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<TotalsError> for PlaceUseError {
    fn from(error: TotalsError) -> Self {
        Self::Place(error.into())
    }
}

impl AppError for PlaceUseError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::CartEmpty | Self::CartChanged | Self::InsufficientStock(_) => ErrorKind::Conflict,
            Self::AddressNotFound => ErrorKind::NotFound,
            Self::KeyReused => ErrorKind::Invalid,
            Self::Place(PlaceError::Totals(error)) => totals_kind(*error),
            Self::Place(PlaceError::NothingToCharge) => ErrorKind::Conflict,
            Self::Place(PlaceError::DoubledSeller) => ErrorKind::Internal,
            Self::Shipping(error) => shipping_kind(error),
            Self::Ask(error) => error.kind(),
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::CartEmpty => "cart_empty",
            Self::CartChanged => "cart_changed",
            Self::InsufficientStock(_) => "insufficient_stock",
            Self::AddressNotFound => "address_not_found",
            Self::KeyReused => "idempotency_key_reused",
            Self::Place(error) => error.code(),
            Self::Shipping(error) => shipping_code(error),
            Self::Ask(error) => error.code(),
            Self::Store(error) => error.code(),
        }
    }
}

/// Why a checkout or an order could not be shown or changed.
#[derive(Debug, Error)]
pub enum OrderUseError {
    /// There is none, or it is somebody else's.
    #[error("There is no such order or checkout.")]
    NotFound,
    /// The actor has no shop.
    #[error("Only sellers may do this. Open a shop first.")]
    NotASeller,
    /// A rule of checkouts and orders.
    #[error("{0}")]
    Rule(#[from] CheckoutError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl AppError for OrderUseError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::NotFound => ErrorKind::NotFound,
            Self::NotASeller => ErrorKind::Forbidden,
            Self::Rule(error) => checkout_kind(*error),
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::NotASeller => "forbidden",
            Self::Rule(error) => error.code(),
            Self::Store(error) => error.code(),
        }
    }
}

/// Why a webhook could not be handled.
#[derive(Debug, Error)]
pub enum WebhookUseError {
    /// There is no provider of this name.
    #[error("There is no payment provider of this name.")]
    UnknownProvider,
    /// It is not from the provider, or makes no sense.
    #[error("{0}")]
    Refused(WebhookError),
    /// The payment is none of ours.
    #[error("There is no such payment.")]
    PaymentNotFound,
    /// The refund is none of ours.
    #[error("There is no such refund.")]
    RefundNotFound,
    /// A rule of checkouts.
    #[error("{0}")]
    Rule(CheckoutError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<CheckoutError> for WebhookUseError {
    fn from(error: CheckoutError) -> Self {
        match error {
            CheckoutError::NoSuchPayment => Self::PaymentNotFound,
            CheckoutError::NoSuchRefund => Self::RefundNotFound,
            error => Self::Rule(error),
        }
    }
}

impl AppError for WebhookUseError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::UnknownProvider | Self::PaymentNotFound | Self::RefundNotFound => ErrorKind::NotFound,
            Self::Refused(_) => ErrorKind::Invalid,
            Self::Rule(error) => checkout_kind(*error),
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::UnknownProvider => "provider_not_found",
            Self::Refused(WebhookError::BadSignature) => "invalid_signature",
            Self::Refused(WebhookError::Stale) => "signature_too_old",
            Self::Refused(WebhookError::Malformed | WebhookError::Ignored) => "malformed_webhook",
            Self::PaymentNotFound => "payment_not_found",
            Self::RefundNotFound => "refund_not_found",
            Self::Rule(error) => error.code(),
            Self::Store(error) => error.code(),
        }
    }
}

/// Why the system could not go on with something.
#[derive(Debug, Error)]
pub enum UpkeepError {
    /// There is no such checkout.
    #[error("There is no such checkout.")]
    NotFound,
    /// The provider failed.
    #[error(transparent)]
    Provider(#[from] ProviderError),
    /// A rule of checkouts.
    #[error("{0}")]
    Rule(#[from] CheckoutError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl AppError for UpkeepError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::NotFound => ErrorKind::NotFound,
            Self::Provider(ProviderError::Unavailable(_)) => ErrorKind::Unavailable,
            Self::Provider(ProviderError::Refused(_)) => ErrorKind::Internal,
            Self::Rule(error) => checkout_kind(*error),
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "checkout_not_found",
            Self::Provider(_) => "provider_failed",
            Self::Rule(error) => error.code(),
            Self::Store(error) => error.code(),
        }
    }
}
