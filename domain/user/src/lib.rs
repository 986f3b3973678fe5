//! Accounts, roles, addresses, sessions and shops: the rules, without I/O.
//!
//! [`Account`] and [`Shop`] are changed by methods that give a decision: the next state, the version that it was decided
//! on, and the events. [`Session`] is a family of refresh tokens of which one is good; [`AddressBook`] always has exactly
//! one default; [`Link`] is what a mail carries; [`AttemptLimits`] say how often something may be tried.
#![warn(missing_docs)]

mod account;
mod address;
mod address_book;
mod attempt;
mod country;
mod event;
mod link;
mod password;
mod session;
mod shop;
mod text;
mod token;

pub use account::{Account, AccountDecision, AccountError, AccountSnapshot, Ban, CorruptAccount, NewAccount};
pub use address::{AddressDetails, Coordinates, CoordinatesError, Phone, PhoneError};
pub use address_book::{
    Address, AddressBook, AddressBookDecision, AddressBookError, AddressBookSnapshot, CorruptAddressBook,
};
pub use attempt::{Admission, Attempt, AttemptKind, AttemptLimits, ClientAddress};
pub use country::{Country, CountryError};
pub use event::UserEvent;
pub use link::{Link, LinkPurpose, LinkSnapshot};
pub use password::{Password, PasswordError, PasswordHash, PasswordHashError};
pub use session::{
    CorruptSession, EndReason, Refresh, Session, SessionDecision, SessionError, SessionSnapshot, SessionState,
};
pub use shop::{CorruptShop, Shop, ShopDecision, ShopError, ShopSnapshot};
pub use text::{
    AddressLine, BanReason, City, Device, FullName, PersonName, PostalCode, Region, ShopName, ShopReference,
};
pub use token::TokenHash;
