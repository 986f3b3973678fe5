//! Delivery addresses.

use async_trait::async_trait;
use kernel::{AddressId, UserId};
use platform::StoreError;
use user::{Address, AddressBook, AddressBookDecision};

/// Keeps address books.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait AddressStore: Send + Sync {
    /// Somebody's address book; an empty one when they never had an address.
    async fn load(&self, owner: UserId) -> Result<AddressBook, StoreError>;

    /// An address of somebody; another's is not found.
    async fn find(&self, owner: UserId, id: AddressId) -> Result<Option<Address>, StoreError>;

    /// Stores the addresses that a decision changes.
    ///
    /// # Errors
    /// [`StoreError::VersionConflict`].
    async fn commit(&self, decision: &AddressBookDecision) -> Result<(), StoreError>;
}
