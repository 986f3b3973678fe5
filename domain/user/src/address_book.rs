//! The addresses of one account.

use kernel::{AddressId, Timestamp, UserId};
use thiserror::Error;

use crate::AddressDetails;

/// An address of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Its identity.
    pub id: AddressId,
    /// What it says.
    pub details: AddressDetails,
    /// Whether it is the one that is offered first.
    pub is_default: bool,
    /// When it was added.
    pub created_at: Timestamp,
}

/// All addresses of an account, in the order in which they were added: at most [`AddressBook::MAX`], and exactly one of
/// them is the default, unless there are none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressBook {
    owner: UserId,
    addresses: Vec<Address>,
    version: u64,
}

/// What a store keeps of an address book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressBookSnapshot {
    /// Whose it is.
    pub owner: UserId,
    /// The addresses, in the order in which they were added.
    pub addresses: Vec<Address>,
    /// How often it was changed; 0 for one that was never stored.
    pub version: u64,
}

/// Why an address book cannot be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AddressBookError {
    /// It has as many addresses as it may.
    #[error("an account may have at most {max} addresses", max = AddressBook::MAX)]
    Full,
    /// It has no such address.
    #[error("there is no such address")]
    NotFound,
}

impl AddressBookError {
    /// A stable code for machines.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Full => "too_many_addresses",
            Self::NotFound => "not_found",
        }
    }
}

/// What is stored breaks the rules of an address book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("an address book needs exactly one default address")]
pub struct CorruptAddressBook;

/// A change of an address book: the next state and the version that it was decided on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressBookDecision {
    book: AddressBook,
    saved: Vec<AddressId>,
    removed: Option<AddressId>,
}

impl AddressBookDecision {
    /// The next state.
    #[must_use]
    pub const fn book(&self) -> &AddressBook {
        &self.book
    }

    /// The version that the store must still be at; 0 when nothing may be stored yet.
    #[must_use]
    pub const fn expected_version(&self) -> u64 {
        self.book.version - 1
    }

    /// The addresses that are new or changed, the default last, so that there are never two.
    pub fn saved(&self) -> impl Iterator<Item = &Address> {
        let changed = |default: bool| {
            self.book.addresses.iter().filter(move |a| a.is_default == default && self.saved.contains(&a.id))
        };
        changed(false).chain(changed(true))
    }

    /// The address that is gone.
    #[must_use]
    pub const fn removed(&self) -> Option<AddressId> {
        self.removed
    }
}

impl AddressBook {
    /// The most addresses that an account may have.
    pub const MAX: usize = 50;

    /// The book of an account that never had an address.
    #[must_use]
    pub const fn empty(owner: UserId) -> Self {
        Self { owner, addresses: Vec::new(), version: 0 }
    }

    /// A book as a store keeps it.
    ///
    /// # Errors
    /// [`CorruptAddressBook`] unless exactly one of the addresses is the default.
    pub fn rehydrate(snapshot: AddressBookSnapshot) -> Result<Self, CorruptAddressBook> {
        let AddressBookSnapshot { owner, addresses, version } = snapshot;
        let defaults = addresses.iter().filter(|address| address.is_default).count();
        if defaults == usize::from(!addresses.is_empty()) {
            Ok(Self { owner, addresses, version })
        } else {
            Err(CorruptAddressBook)
        }
    }

    /// Whose it is.
    #[must_use]
    pub const fn owner(&self) -> UserId {
        self.owner
    }

    /// The addresses, in the order in which they were added.
    #[must_use]
    pub fn addresses(&self) -> &[Address] {
        &self.addresses
    }

    /// How often it was changed.
    #[must_use]
    pub const fn version(&self) -> u64 {
        self.version
    }

    /// An address.
    #[must_use]
    pub fn find(&self, id: AddressId) -> Option<&Address> {
        self.addresses.iter().find(|address| address.id == id)
    }

    /// The address that is offered first.
    #[must_use]
    pub fn default_address(&self) -> Option<&Address> {
        self.addresses.iter().find(|address| address.is_default)
    }

    /// Adds an address. The first becomes the default whatever is wanted.
    ///
    /// # Errors
    /// [`AddressBookError::Full`].
    pub fn add(
        mut self,
        id: AddressId,
        details: AddressDetails,
        make_default: bool,
        now: Timestamp,
    ) -> Result<AddressBookDecision, AddressBookError> {
        if self.addresses.len() >= Self::MAX {
            return Err(AddressBookError::Full);
        }
        let is_default = make_default || self.addresses.is_empty();
        let mut saved = if is_default { self.unset_default() } else { Vec::new() };
        saved.push(id);
        self.addresses.push(Address { id, details, is_default, created_at: now });
        Ok(self.decided(saved, None))
    }

    /// Replaces what an address says. The default stays the default until another becomes it.
    ///
    /// # Errors
    /// [`AddressBookError::NotFound`].
    pub fn replace(
        mut self,
        id: AddressId,
        details: AddressDetails,
        make_default: bool,
    ) -> Result<AddressBookDecision, AddressBookError> {
        let was_default = self.find(id).ok_or(AddressBookError::NotFound)?.is_default;
        let mut saved = if make_default && !was_default { self.unset_default() } else { Vec::new() };
        saved.push(id);
        if let Some(address) = self.addresses.iter_mut().find(|address| address.id == id) {
            address.details = details;
            address.is_default = was_default || make_default;
        }
        Ok(self.decided(saved, None))
    }

    /// Removes an address. When it was the default, the one that was added last takes its place.
    ///
    /// # Errors
    /// [`AddressBookError::NotFound`].
    pub fn remove(mut self, id: AddressId) -> Result<AddressBookDecision, AddressBookError> {
        let at = self.addresses.iter().position(|address| address.id == id).ok_or(AddressBookError::NotFound)?;
        let mut saved = Vec::new();
        if self.addresses.remove(at).is_default
            && let Some(last) = self.addresses.last_mut()
        {
            last.is_default = true;
            saved.push(last.id);
        }
        Ok(self.decided(saved, Some(id)))
    }

    fn unset_default(&mut self) -> Vec<AddressId> {
        let defaults = self.addresses.iter_mut().filter(|address| address.is_default);
        defaults
            .map(|address| {
                address.is_default = false;
                address.id
            })
            .collect()
    }

    fn decided(mut self, saved: Vec<AddressId>, removed: Option<AddressId>) -> AddressBookDecision {
        self.version += 1;
        AddressBookDecision { book: self, saved, removed }
    }
}

#[cfg(test)]
mod tests;
