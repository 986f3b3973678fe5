//! What the user context needs from the outside: its driven ports and their errors.
//!
//! Stores: [`AccountStore`], [`SessionStore`], [`ShopStore`], [`AddressStore`], [`LinkStore`], [`AttemptStore`].
//! Cryptography: [`PasswordHasher`], [`SecretHasher`], [`AccessTokenIssuer`]. Time, ids, secrets and mail are ports of
//! `platform`. `mock` builds a mock of each.
#![warn(missing_docs)]

mod access_token;
mod account;
mod address;
mod attempt;
mod hasher;
mod link;
mod record;
mod session;
mod shop;

pub use access_token::{AccessToken, AccessTokenIssuer, IssueError, PublicKey};
pub use account::{AccountCommit, AccountStore};
pub use address::AddressStore;
pub use attempt::AttemptStore;
pub use hasher::{HasherError, PasswordCheck, PasswordHasher, SecretHasher};
pub use link::LinkStore;
pub use record::Recorded;
pub use session::{EndSessions, SessionStore, Standing};
pub use shop::{ShopCommit, ShopStore};

#[cfg(feature = "mock")]
pub use self::{
    access_token::MockAccessTokenIssuer,
    account::MockAccountStore,
    address::MockAddressStore,
    attempt::MockAttemptStore,
    hasher::{MockPasswordHasher, MockSecretHasher},
    link::MockLinkStore,
    session::MockSessionStore,
    shop::MockShopStore,
};
