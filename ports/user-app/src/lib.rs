//! What the user context offers: its use cases.
//!
//! Everybody: [`Register`], [`LogIn`], [`RefreshSession`], [`VerifyEmail`], [`ResetPassword`]. Who is signed in:
//! [`LogOut`], [`Profiles`], [`ChangePassword`], [`Addresses`], [`OpenShop`]. Administrators: [`ModerateAccounts`],
//! [`CreateAccount`], [`GrantRole`], [`AssignShop`]. Imports: [`EnsureShops`]. Other services: [`VerifyAccess`],
//! [`PublicKeys`].
//!
//! [`UserApp`] holds them all, wired.
//!
//! # Mail
//! A mail carries a secret that is stored as a hash only, so it cannot be made again from what is stored, and the outbox
//! must not carry it either. So: the link's hash is committed, then the mail is sent. When that fails the change stays
//! and the failure is logged; whoever waits for the mail asks for another, which replaces the link.
//!
//! # What nobody learns
//! Whether an account exists is told to nobody but its owner: every answer takes one password hash, and the mail of a
//! password reset is sent after the answer (the HTTP adapter sees to it).
#![warn(missing_docs)]

mod addresses;
mod administer;
mod app;
mod attempts;
mod change_password;
mod error;
mod log_in;
mod log_out;
mod moderate;
mod post;
mod profile;
mod prune;
mod public_keys;
mod reception;
mod refresh;
mod register;
mod reset_password;
mod secret_text;
mod shop;
mod shops;
mod verify_access;
mod verify_email;

pub use addresses::{AddressError, Addresses};
pub use administer::{AdministerError, CreateAccount, CreateAccountCommand, GrantRole};
pub use app::{Deps, UserApp};
pub use change_password::{ChangePassword, ChangePasswordError};
pub use error::Failure;
pub use log_in::{LogIn, LogInCommand, LogInError};
pub use log_out::{LogOut, SessionView};
pub use moderate::{ModerateAccounts, ModerateError};
pub use profile::{Profile, ProfileError, Profiles, ShopSummary};
pub use prune::{PruneUsers, Pruned};
pub use public_keys::PublicKeys;
pub use reception::{Origin, SignedIn};
pub use refresh::{RefreshError, RefreshSession};
pub use register::{Register, RegisterCommand, RegisterError};
pub use reset_password::{ResetPassword, ResetPasswordError};
pub use secret_text::{SecretText, SecretTextError};
pub use shop::{OpenShop, OpenShopError, ShopOpened};
pub use shops::{AssignShop, AssignShopError, EnsureShops, ShopKey};
pub use user_ports::{AccessToken, PublicKey};
pub use verify_access::{AccessError, VerifyAccess};
pub use verify_email::{VerifyEmail, VerifyEmailError};
