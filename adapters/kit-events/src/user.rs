//! The events of the user context. Those of an account are keyed by the account, those of a shop by the shop.

use serde::{Deserialize, Serialize};

use crate::WireEvent;

#[cfg(feature = "user")]
mod from_domain;
#[cfg(feature = "user")]
pub use from_domain::user_envelope;
#[cfg(test)]
#[cfg(feature = "user")]
mod tests;

/// Somebody has an account now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountRegisteredV1 {
    /// The account.
    pub user_id: String,
    /// When, RFC 3339.
    pub at: String,
}

impl WireEvent for AccountRegisteredV1 {
    const TYPE: &'static str = "user.account_registered.v1";
}

/// Somebody was shut out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountBannedV1 {
    /// The account.
    pub user_id: String,
    /// When, RFC 3339.
    pub at: String,
}

impl WireEvent for AccountBannedV1 {
    const TYPE: &'static str = "user.account_banned.v1";
}

/// Somebody who was shut out was let in again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountUnbannedV1 {
    /// The account.
    pub user_id: String,
    /// When, RFC 3339.
    pub at: String,
}

impl WireEvent for AccountUnbannedV1 {
    const TYPE: &'static str = "user.account_unbanned.v1";
}

/// There is a new shop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShopOpenedV1 {
    /// The shop.
    pub seller_id: String,
    /// Who runs it; null while nobody has claimed it.
    pub owner_id: Option<String>,
    /// What it is called.
    pub name: String,
    /// Its address.
    pub slug: String,
    /// When it was opened, RFC 3339.
    pub opened_at: String,
}

impl WireEvent for ShopOpenedV1 {
    const TYPE: &'static str = "user.shop_opened.v1";
}

/// A shop's owner, name or address is another now. It says all of the shop, not what is new.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShopChangedV1 {
    /// The shop.
    pub seller_id: String,
    /// Who runs it; null while nobody has claimed it.
    pub owner_id: Option<String>,
    /// What it is called.
    pub name: String,
    /// Its address.
    pub slug: String,
    /// When it was opened, RFC 3339.
    pub opened_at: String,
}

impl WireEvent for ShopChangedV1 {
    const TYPE: &'static str = "user.shop_changed.v1";
}
