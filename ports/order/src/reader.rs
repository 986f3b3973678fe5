//! Reads lists of orders.

use async_trait::async_trait;
use kernel::{CheckoutId, Money, OrderId, Quantity, SellerId, Timestamp, UserId};
use order::{OrderNumber, OrderStatus, Picture, SellerRef};
use platform::{Limit, Page, StoreError};

/// What a list shows of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderCard {
    /// The order.
    pub id: OrderId,
    /// Its number for people.
    pub number: OrderNumber,
    /// Its checkout.
    pub checkout_id: CheckoutId,
    /// How it stands.
    pub status: OrderStatus,
    /// Who sells.
    pub seller: SellerRef,
    /// The first lines, [`OrderCard::ITEMS`] at most.
    pub items: Vec<OrderCardItem>,
    /// Pieces in all lines.
    pub item_count: u32,
    /// What it costs.
    pub total: Money,
    /// When it was made.
    pub placed_at: Timestamp,
    /// When it changed last.
    pub updated_at: Timestamp,
}

impl OrderCard {
    /// How many lines a card shows.
    pub const ITEMS: usize = 4;
}

/// What a list shows of an order's line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderCardItem {
    /// The product's title.
    pub title: String,
    /// How many pieces.
    pub quantity: Quantity,
    /// A picture of it.
    pub image: Option<Picture>,
    /// Pairs of name and value.
    pub options: Vec<(String, String)>,
}

/// Where an order stands in a list: the newest come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OrderPosition {
    /// When it was made.
    pub placed_at: Timestamp,
    /// Its id.
    pub id: OrderId,
}

/// Reads lists of orders, the newest first.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait OrderReader: Send + Sync {
    /// A shopper's orders, those of one status if it is given.
    async fn of_user(
        &self,
        user: UserId,
        status: Option<OrderStatus>,
        after: Option<OrderPosition>,
        limit: Limit,
    ) -> Result<Page<OrderCard, OrderPosition>, StoreError>;

    /// A seller's orders that were bought for good, those of one status if it is given.
    async fn of_seller(
        &self,
        seller: SellerId,
        status: Option<OrderStatus>,
        after: Option<OrderPosition>,
        limit: Limit,
    ) -> Result<Page<OrderCard, OrderPosition>, StoreError>;
}
