//! Who somebody is.

use std::sync::Arc;

use kernel::{Actor, Email, EventId, Roles, SellerId, Slug, UserId};
use platform::{AppError, Clock, ErrorKind, IdSource, StoreError};
use thiserror::Error;
use user::{Account, PersonName, Shop, ShopName};
use user_ports::{AccountCommit, AccountStore};

use crate::Failure;
use crate::error::{ATTEMPTS, fails};
use crate::reception::Reception;

/// What somebody sees of their own account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// The account.
    pub id: UserId,
    /// The mailbox.
    pub email: Email,
    /// What they want to be called.
    pub name: PersonName,
    /// What they may be.
    pub roles: Roles,
    /// Whether the mailbox is proven.
    pub email_verified: bool,
    /// The shop that they run.
    pub shop: Option<ShopSummary>,
}

/// A shop in a few words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShopSummary {
    /// Its identity.
    pub id: SellerId,
    /// What it is called.
    pub name: ShopName,
    /// Its address.
    pub slug: Slug,
}

impl From<&Shop> for ShopSummary {
    fn from(shop: &Shop) -> Self {
        let shop = shop.snapshot();
        Self { id: shop.id, name: shop.name.clone(), slug: shop.slug.clone() }
    }
}

impl Profile {
    pub(crate) fn new(account: &Account, shop: Option<&Shop>) -> Self {
        let snapshot = account.snapshot();
        Self {
            id: snapshot.id,
            email: snapshot.email.clone(),
            name: snapshot.name.clone(),
            roles: snapshot.roles,
            email_verified: account.is_verified(),
            shop: shop.map(ShopSummary::from),
        }
    }
}

/// Why a profile cannot be shown or changed.
#[derive(Debug, Error)]
pub enum ProfileError {
    /// The account is gone.
    #[error("Please sign in.")]
    NoAccount,
    /// Not the caller's fault.
    #[error(transparent)]
    Failure(#[from] Failure),
}

fails!(ProfileError: StoreError);

impl AppError for ProfileError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::NoAccount => ErrorKind::Unauthenticated,
            Self::Failure(failure) => failure.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NoAccount => "unauthenticated",
            Self::Failure(failure) => failure.code(),
        }
    }
}

/// Somebody looks at their account, or changes it.
pub struct Profiles {
    pub(crate) accounts: Arc<dyn AccountStore>,
    pub(crate) reception: Reception,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdSource>,
}

impl Profiles {
    /// The actor's profile as it is now, whatever their token says.
    ///
    /// # Errors
    /// [`ProfileError`].
    pub async fn show(&self, actor: Actor) -> Result<Profile, ProfileError> {
        let account = self.accounts.find(actor.user).await?.ok_or(ProfileError::NoAccount)?;
        let shop = self.reception.shop_of(&account).await?;
        Ok(Profile::new(&account, shop.as_ref()))
    }

    /// The actor wants to be called something else.
    ///
    /// # Errors
    /// [`ProfileError`].
    pub async fn rename(&self, actor: Actor, name: &PersonName) -> Result<Profile, ProfileError> {
        let now = self.clock.now();
        for _ in 0..ATTEMPTS {
            let account = self.accounts.find(actor.user).await?.ok_or(ProfileError::NoAccount)?;
            let decision = account.rename(name.clone(), now);
            let commit = AccountCommit::new(decision, now, || EventId::from_uuid(self.ids.uuid()));
            match self.accounts.commit(&commit).await {
                Ok(()) => {
                    let account = commit.account().account();
                    let shop = self.reception.shop_of(account).await?;
                    return Ok(Profile::new(account, shop.as_ref()));
                }
                Err(StoreError::VersionConflict) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(StoreError::VersionConflict.into())
    }
}
