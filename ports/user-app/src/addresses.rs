//! Where somebody's parcels go.

use std::sync::Arc;

use kernel::{Actor, AddressId, UserId};
use platform::{AppError, Clock, ErrorKind, IdSource, StoreError};
use thiserror::Error;
use user::{Address, AddressBook, AddressBookDecision, AddressBookError, AddressDetails};
use user_ports::AddressStore;

use crate::Failure;
use crate::error::{ATTEMPTS, fails};

/// Why an address book cannot be changed.
#[derive(Debug, Error)]
pub enum AddressError {
    /// The actor has no such address.
    #[error("There is no such address.")]
    NotFound,
    /// The actor has as many as they may.
    #[error("You may have at most {max} addresses. Remove one first.", max = AddressBook::MAX)]
    TooMany,
    /// Not the caller's fault.
    #[error(transparent)]
    Failure(#[from] Failure),
}

fails!(AddressError: StoreError);

impl From<AddressBookError> for AddressError {
    fn from(error: AddressBookError) -> Self {
        match error {
            AddressBookError::Full => Self::TooMany,
            AddressBookError::NotFound => Self::NotFound,
        }
    }
}

impl AppError for AddressError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::NotFound => ErrorKind::NotFound,
            Self::TooMany => ErrorKind::Conflict,
            Self::Failure(failure) => failure.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => AddressBookError::NotFound.code(),
            Self::TooMany => AddressBookError::Full.code(),
            Self::Failure(failure) => failure.code(),
        }
    }
}

/// Somebody looks after their delivery addresses.
pub struct Addresses {
    pub(crate) addresses: Arc<dyn AddressStore>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdSource>,
}

impl Addresses {
    /// The actor's addresses, in the order in which they were added.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn list(&self, actor: Actor) -> Result<Vec<Address>, StoreError> {
        Ok(self.addresses.load(actor.user).await?.addresses().to_vec())
    }

    /// An address of an account, for a context that delivers to it; another account's is not found.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn find(&self, owner: UserId, id: AddressId) -> Result<Option<Address>, StoreError> {
        self.addresses.find(owner, id).await
    }

    /// Adds an address. The first becomes the default whatever is wanted.
    ///
    /// # Errors
    /// [`AddressError::TooMany`], [`AddressError::Failure`].
    pub async fn add(
        &self,
        actor: Actor,
        details: AddressDetails,
        make_default: bool,
    ) -> Result<Address, AddressError> {
        let (id, now) = (AddressId::from_uuid(self.ids.uuid()), self.clock.now());
        let book = self.change(actor, |book| book.add(id, details.clone(), make_default, now)).await?;
        book.find(id).cloned().ok_or(AddressError::NotFound)
    }

    /// Replaces what an address says. The default stays the default until another becomes it.
    ///
    /// # Errors
    /// [`AddressError::NotFound`], [`AddressError::Failure`].
    pub async fn replace(
        &self,
        actor: Actor,
        id: AddressId,
        details: AddressDetails,
        make_default: bool,
    ) -> Result<Address, AddressError> {
        let book = self.change(actor, |book| book.replace(id, details.clone(), make_default)).await?;
        book.find(id).cloned().ok_or(AddressError::NotFound)
    }

    /// Removes an address. When it was the default, the one that was added last takes its place.
    ///
    /// # Errors
    /// [`AddressError::NotFound`], [`AddressError::Failure`].
    pub async fn remove(&self, actor: Actor, id: AddressId) -> Result<(), AddressError> {
        self.change(actor, |book| book.remove(id)).await.map(drop)
    }

    async fn change(
        &self,
        actor: Actor,
        decide: impl Fn(AddressBook) -> Result<AddressBookDecision, AddressBookError>,
    ) -> Result<AddressBook, AddressError> {
        for _ in 0..ATTEMPTS {
            let decision = decide(self.addresses.load(actor.user).await?)?;
            match self.addresses.commit(&decision).await {
                Ok(()) => return Ok(decision.book().clone()),
                Err(StoreError::VersionConflict) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(StoreError::VersionConflict.into())
    }
}
