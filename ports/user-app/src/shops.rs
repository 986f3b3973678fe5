//! Shops that come with imported goods.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use kernel::{Email, EventId, SellerId, Slug, Timestamp};
use platform::{AppError, Clock, ErrorKind, IdSource, StoreError};
use thiserror::Error;
use user::{Shop, ShopDecision, ShopError, ShopName, ShopReference};
use user_ports::{AccountCommit, AccountStore, ShopCommit, ShopStore};

use crate::error::{ATTEMPTS, fails};
use crate::shop::{distinct_slug, plain_slug};
use crate::{Failure, ShopSummary};

/// Finds shops by what an import calls them, and opens those that are not there yet, without an owner.
pub struct EnsureShops {
    pub(crate) shops: Arc<dyn ShopStore>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdSource>,
}

impl EnsureShops {
    /// The shops of these references, in the same order. Those that are missing are opened under the given names, in
    /// one transaction; those that are there stay as they are. So asking again changes nothing.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn execute(&self, wanted: &[(ShopReference, ShopName)]) -> Result<Vec<Shop>, StoreError> {
        let now = self.clock.now();
        let references: Vec<_> = wanted.iter().map(|(reference, _)| reference.clone()).collect();
        for _ in 0..ATTEMPTS {
            let mut known: HashMap<ShopReference, Shop> =
                by_reference(self.shops.find_by_reference(&references).await?);
            let opened = self.open_missing(wanted, &known, now).await?;
            let commits: Vec<_> = opened
                .iter()
                .map(|decision| ShopCommit::new(decision.clone(), now, || EventId::from_uuid(self.ids.uuid())))
                .collect();
            if !commits.is_empty() {
                match self.shops.commit(&commits).await {
                    Ok(()) => known.extend(by_reference(opened.iter().map(|decision| decision.shop().clone()))),
                    // Somebody opened one of them, or took its address, meanwhile.
                    Err(StoreError::AlreadyExists { .. } | StoreError::VersionConflict) => continue,
                    Err(error) => return Err(error),
                }
            }
            return Ok(references.iter().filter_map(|reference| known.get(reference).cloned()).collect());
        }
        Err(StoreError::VersionConflict)
    }

    async fn open_missing(
        &self,
        wanted: &[(ShopReference, ShopName)],
        known: &HashMap<ShopReference, Shop>,
        now: Timestamp,
    ) -> Result<Vec<ShopDecision>, StoreError> {
        let mut seen = HashSet::new();
        let missing: Vec<(SellerId, &ShopReference, &ShopName)> = wanted
            .iter()
            .filter(|(reference, _)| !known.contains_key(reference) && seen.insert(reference))
            .map(|(reference, name)| (SellerId::from_uuid(self.ids.uuid()), reference, name))
            .collect();
        let plain: Vec<Slug> = missing.iter().map(|(id, _, name)| plain_slug(name, *id)).collect();
        let mut taken: HashSet<Slug> = self.shops.taken_slugs(&plain).await?.into_iter().collect();
        let open = |((id, reference, name), slug): ((SellerId, &ShopReference, &ShopName), Slug)| {
            let slug = if taken.contains(&slug) { distinct_slug(&slug, id) } else { slug };
            taken.insert(slug.clone());
            Shop::open_unclaimed(id, name.clone(), slug, reference.clone(), now)
        };
        Ok(missing.into_iter().zip(plain).map(open).collect())
    }
}

fn by_reference(shops: impl IntoIterator<Item = Shop>) -> HashMap<ShopReference, Shop> {
    shops.into_iter().filter_map(|shop| Some((shop.snapshot().reference.clone()?, shop))).collect()
}

/// How an administrator names a shop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShopKey {
    /// By its identity.
    Id(SellerId),
    /// By its address.
    Slug(Slug),
}

/// Why a shop was given to nobody.
#[derive(Debug, Error)]
pub enum AssignShopError {
    /// There is no such shop.
    #[error("There is no such shop.")]
    ShopNotFound,
    /// There is no such account.
    #[error("There is no account with this e-mail address.")]
    AccountNotFound,
    /// Somebody runs the shop.
    #[error("The shop has an owner already.")]
    HasOwner,
    /// The account runs another shop.
    #[error("The account has a shop already.")]
    AccountHasShop,
    /// Not the caller's fault.
    #[error(transparent)]
    Failure(#[from] Failure),
}

fails!(AssignShopError: StoreError);

impl AppError for AssignShopError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::ShopNotFound | Self::AccountNotFound => ErrorKind::NotFound,
            Self::HasOwner | Self::AccountHasShop => ErrorKind::Conflict,
            Self::Failure(failure) => failure.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::ShopNotFound | Self::AccountNotFound => "not_found",
            Self::HasOwner => ShopError::HasOwner.code(),
            Self::AccountHasShop => "shop_exists",
            Self::Failure(failure) => failure.code(),
        }
    }
}

/// Gives a shop that nobody runs to an account, which may sell from then on.
///
/// For the command line and for demonstrations: whoever calls it has checked who asks.
pub struct AssignShop {
    pub(crate) accounts: Arc<dyn AccountStore>,
    pub(crate) shops: Arc<dyn ShopStore>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdSource>,
}

impl AssignShop {
    /// Gives the shop to the account.
    ///
    /// # Errors
    /// [`AssignShopError`].
    pub async fn execute(&self, shop: &ShopKey, owner: &Email) -> Result<ShopSummary, AssignShopError> {
        let now = self.clock.now();
        for _ in 0..ATTEMPTS {
            let found = match shop {
                ShopKey::Id(id) => self.shops.find(*id).await?,
                ShopKey::Slug(slug) => self.shops.find_by_slug(slug).await?,
            };
            let found = found.ok_or(AssignShopError::ShopNotFound)?;
            let account = self.accounts.find_by_email(owner).await?.ok_or(AssignShopError::AccountNotFound)?;
            let claimed = found.claim(account.id()).map_err(|ShopError::HasOwner| AssignShopError::HasOwner)?;
            if self.shops.find_by_owner(account.id()).await?.is_some() {
                return Err(AssignShopError::AccountHasShop);
            }
            let next_id = || EventId::from_uuid(self.ids.uuid());
            let summary = ShopSummary::from(claimed.shop());
            let commit = AccountCommit::new(account.become_seller(now), now, next_id).with_shop(claimed, now, next_id);
            match self.accounts.commit(&commit).await {
                Ok(()) => return Ok(summary),
                Err(StoreError::AlreadyExists { .. }) => return Err(AssignShopError::AccountHasShop),
                Err(StoreError::VersionConflict) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(StoreError::VersionConflict.into())
    }
}
