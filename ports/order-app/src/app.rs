//! All use cases of the context, wired.

use std::sync::Arc;
use std::time::Duration;

use kernel::Currency;
use order_ports::{
    CartStore, CatalogQuotes, CheckoutStore, DeliveryAddresses, OrderReader, PaymentProvider, ShippingRates, StockHolds,
};
use platform::{Clock, IdSource};

use crate::ledger::Ledger;
use crate::pricing::Pricing;
use crate::provider::Payments;
use crate::{Carts, Checkouts, PlaceCheckout, PreviewCheckout, ReceiveWebhook, SellerOrders, ShopperOrders, Upkeep};

/// What can be configured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The currency of an empty cart: the shop's.
    pub currency: Currency,
    /// How long the shopper has to pay.
    pub hold_for: Duration,
    /// How much longer the goods are held, for money that is on its way when that time is over.
    pub hold_margin: Duration,
    /// The address at which people reach the shop, without a slash at the end.
    pub public_url: String,
}

impl Settings {
    /// The usual ones: 15 minutes to pay, goods held for 10 more.
    #[must_use]
    pub fn new(currency: Currency, public_url: impl Into<String>) -> Self {
        Self {
            currency,
            hold_for: Duration::from_secs(15 * 60),
            hold_margin: Duration::from_secs(10 * 60),
            public_url: public_url.into(),
        }
    }
}

/// What the use cases need from the outside.
#[derive(Clone)]
pub struct Deps {
    /// Carts.
    pub carts: Arc<dyn CartStore>,
    /// Checkouts with their orders.
    pub checkouts: Arc<dyn CheckoutStore>,
    /// Lists of orders.
    pub orders: Arc<dyn OrderReader>,
    /// The catalogue.
    pub quotes: Arc<dyn CatalogQuotes>,
    /// Stock.
    pub holds: Arc<dyn StockHolds>,
    /// Addresses.
    pub addresses: Arc<dyn DeliveryAddresses>,
    /// Delivery.
    pub rates: Arc<dyn ShippingRates>,
    /// Money.
    pub provider: Arc<dyn PaymentProvider>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// New ids.
    pub ids: Arc<dyn IdSource>,
    /// What can be configured.
    pub settings: Settings,
}

/// All use cases of the order context.
pub struct OrderApp {
    /// Carts, of guests and accounts.
    pub carts: Carts,
    /// What buying would cost.
    pub preview: PreviewCheckout,
    /// Buying.
    pub place: PlaceCheckout,
    /// A shopper's checkouts.
    pub checkouts: Checkouts,
    /// A shopper's orders.
    pub orders: ShopperOrders,
    /// A seller's orders.
    pub seller: SellerOrders,
    /// What payment providers tell.
    pub webhook: ReceiveWebhook,
    /// What nobody asks for.
    pub upkeep: Upkeep,
}

impl OrderApp {
    /// Wires the use cases.
    #[must_use]
    pub fn new(deps: Deps) -> Self {
        let Deps { carts, checkouts, orders, quotes, holds, addresses, rates, provider, clock, ids, settings } = deps;
        let ledger = Ledger { store: Arc::clone(&checkouts), ids: Arc::clone(&ids) };
        let payments = Payments {
            provider: Arc::clone(&provider),
            ledger: ledger.clone(),
            ids: Arc::clone(&ids),
            public_url: settings.public_url.clone(),
        };
        let pricing = Pricing { quotes, rates, currency: settings.currency };
        Self {
            carts: Carts {
                store: Arc::clone(&carts),
                pricing: pricing.clone(),
                clock: Arc::clone(&clock),
                ids: Arc::clone(&ids),
            },
            preview: PreviewCheckout {
                carts: Arc::clone(&carts),
                addresses: Arc::clone(&addresses),
                pricing: pricing.clone(),
                clock: Arc::clone(&clock),
            },
            place: PlaceCheckout {
                carts: Arc::clone(&carts),
                store: checkouts,
                holds,
                addresses,
                pricing,
                payments: payments.clone(),
                clock: Arc::clone(&clock),
                ids: Arc::clone(&ids),
                hold_for: settings.hold_for,
                hold_margin: settings.hold_margin,
            },
            checkouts: Checkouts {
                ledger: ledger.clone(),
                payments: payments.clone(),
                clock: Arc::clone(&clock),
                ids: Arc::clone(&ids),
            },
            orders: ShopperOrders {
                ledger: ledger.clone(),
                reader: Arc::clone(&orders),
                clock: Arc::clone(&clock),
                ids: Arc::clone(&ids),
            },
            seller: SellerOrders {
                ledger: ledger.clone(),
                reader: orders,
                clock: Arc::clone(&clock),
                ids: Arc::clone(&ids),
            },
            webhook: ReceiveWebhook {
                ledger: ledger.clone(),
                provider,
                clock: Arc::clone(&clock),
                ids: Arc::clone(&ids),
            },
            upkeep: Upkeep { ledger, carts, payments, clock, ids },
        }
    }
}
