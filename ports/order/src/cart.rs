//! Keeps carts.

use async_trait::async_trait;
use kernel::{CartId, Timestamp, UserId};
use order::{Cart, CartError, CartOwner, CartUpdate};
use platform::StoreError;

/// Keeps carts.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait CartStore: Send + Sync {
    /// The cart, if anything was ever put into it. A guest's id never finds an account's cart.
    async fn find(&self, owner: CartOwner) -> Result<Option<Cart>, StoreError>;

    /// Reads the cart (an empty one if there is none), lets it [apply](Cart::apply) the update, and keeps the result:
    /// all in one transaction, so that updates which come at the same time are had one after the other and none is
    /// lost. A refused update changes nothing.
    async fn update(
        &self,
        owner: CartOwner,
        update: &CartUpdate,
        now: Timestamp,
    ) -> Result<Result<Cart, CartError>, StoreError>;

    /// [Merges](Cart::merge) a guest's cart into an account's and removes it, in one transaction: doing it again finds
    /// nothing to merge. Gives the account's cart, if it has one now.
    async fn merge(&self, guest: CartId, user: UserId, now: Timestamp) -> Result<Option<Cart>, StoreError>;

    /// Removes guests' carts that were not changed since `before`, `limit` at most; tells how many.
    async fn remove_stale(&self, before: Timestamp, limit: u32) -> Result<u64, StoreError>;
}
