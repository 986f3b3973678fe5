//! What happened, for other contexts.

use kernel::{SellerId, Slug, Timestamp, UserId};

use crate::ShopName;

/// What happened to an account or a shop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UserEvent {
    /// Somebody has an account now.
    AccountRegistered {
        /// The account.
        user: UserId,
        /// When.
        at: Timestamp,
    },
    /// An administrator has shut somebody out.
    AccountBanned {
        /// The account.
        user: UserId,
        /// When.
        at: Timestamp,
    },
    /// An administrator has let somebody in again.
    AccountUnbanned {
        /// The account.
        user: UserId,
        /// When.
        at: Timestamp,
    },
    /// There is a new shop.
    ShopOpened {
        /// The shop.
        shop: SellerId,
        /// Who runs it; `None` while nobody has claimed it.
        owner: Option<UserId>,
        /// What it is called.
        name: ShopName,
        /// Its address.
        slug: Slug,
        /// When it was opened.
        opened_at: Timestamp,
    },
    /// A shop's owner, name or address is another now.
    ShopChanged {
        /// The shop.
        shop: SellerId,
        /// Who runs it; `None` while nobody has claimed it.
        owner: Option<UserId>,
        /// What it is called.
        name: ShopName,
        /// Its address.
        slug: Slug,
        /// When it was opened.
        opened_at: Timestamp,
    },
}
