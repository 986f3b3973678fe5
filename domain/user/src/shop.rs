//! Shops.

use kernel::{SellerId, Slug, Timestamp, UserId};
use thiserror::Error;

use crate::{ShopName, ShopReference, UserEvent};

/// A shop on the marketplace. An account has at most one. One that came with imported goods has no owner until an
/// administrator gives it one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shop {
    snapshot: ShopSnapshot,
}

/// What a store keeps of a shop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShopSnapshot {
    /// Its identity.
    pub id: SellerId,
    /// Who runs it; `None` while nobody has claimed it.
    pub owner: Option<UserId>,
    /// What it is called.
    pub name: ShopName,
    /// Its address; no two shops share one.
    pub slug: Slug,
    /// What it is called where it was imported from; no two shops share one.
    pub reference: Option<ShopReference>,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// How often it was stored.
    pub version: u64,
}

/// Why a shop cannot be changed in this way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ShopError {
    /// Somebody runs it.
    #[error("the shop has an owner already")]
    HasOwner,
}

impl ShopError {
    /// A stable code for machines.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::HasOwner => "shop_has_owner",
        }
    }
}

/// What is stored breaks the rules of a shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CorruptShop {
    /// It was never stored.
    #[error("a stored shop has a version of at least 1")]
    Version,
    /// Nobody runs it and it was not imported.
    #[error("a shop without an owner has a reference")]
    NobodysShop,
}

/// A change of a shop: the next state, the version that it was decided on, and the events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShopDecision {
    shop: Shop,
    events: Vec<UserEvent>,
}

impl ShopDecision {
    /// The next state.
    #[must_use]
    pub const fn shop(&self) -> &Shop {
        &self.shop
    }

    /// The version that the store must still be at; 0 for a new shop.
    #[must_use]
    pub const fn expected_version(&self) -> u64 {
        self.shop.snapshot.version - 1
    }

    /// What happened.
    #[must_use]
    pub fn events(&self) -> &[UserEvent] {
        &self.events
    }
}

impl Shop {
    /// Somebody opens a shop.
    #[must_use]
    pub fn open(id: SellerId, owner: UserId, name: ShopName, slug: Slug, now: Timestamp) -> ShopDecision {
        Self::opened(ShopSnapshot { id, owner: Some(owner), name, slug, reference: None, opened_at: now, version: 1 })
    }

    /// A shop comes with imported goods.
    #[must_use]
    pub fn open_unclaimed(
        id: SellerId,
        name: ShopName,
        slug: Slug,
        reference: ShopReference,
        now: Timestamp,
    ) -> ShopDecision {
        let reference = Some(reference);
        Self::opened(ShopSnapshot { id, owner: None, name, slug, reference, opened_at: now, version: 1 })
    }

    fn opened(snapshot: ShopSnapshot) -> ShopDecision {
        let ShopSnapshot { id: shop, owner, name, slug, opened_at, .. } = snapshot.clone();
        let events = vec![UserEvent::ShopOpened { shop, owner, name, slug, opened_at }];
        ShopDecision { shop: Self { snapshot }, events }
    }

    /// A shop as a store keeps it.
    ///
    /// # Errors
    /// [`CorruptShop`] when it breaks a rule.
    pub fn rehydrate(snapshot: ShopSnapshot) -> Result<Self, CorruptShop> {
        if snapshot.version == 0 {
            return Err(CorruptShop::Version);
        }
        if snapshot.owner.is_none() && snapshot.reference.is_none() {
            return Err(CorruptShop::NobodysShop);
        }
        Ok(Self { snapshot })
    }

    /// What a store keeps.
    #[must_use]
    pub const fn snapshot(&self) -> &ShopSnapshot {
        &self.snapshot
    }

    /// Its identity.
    #[must_use]
    pub const fn id(&self) -> SellerId {
        self.snapshot.id
    }

    /// Somebody runs it from now on.
    ///
    /// # Errors
    /// [`ShopError::HasOwner`].
    pub fn claim(mut self, owner: UserId) -> Result<ShopDecision, ShopError> {
        if self.snapshot.owner.is_some() {
            return Err(ShopError::HasOwner);
        }
        self.snapshot.owner = Some(owner);
        self.snapshot.version += 1;
        let ShopSnapshot { id: shop, owner, name, slug, opened_at, .. } = self.snapshot.clone();
        Ok(ShopDecision { shop: self, events: vec![UserEvent::ShopChanged { shop, owner, name, slug, opened_at }] })
    }
}

#[cfg(test)]
mod tests {
    use kernel::Uuid;

    use super::*;

    fn shop(number: u128) -> SellerId {
        SellerId::from_uuid(Uuid::from_u128(number))
    }

    fn ada() -> UserId {
        UserId::from_uuid(Uuid::from_u128(7))
    }

    fn names() -> (ShopName, Slug, Timestamp) {
        let now = Timestamp::from_unix_millis(1_000).unwrap();
        (ShopName::new("Ada's").unwrap(), Slug::new("adas").unwrap(), now)
    }

    fn unclaimed() -> ShopDecision {
        let (name, slug, now) = names();
        Shop::open_unclaimed(shop(1), name, slug, ShopReference::new("feed:7").unwrap(), now)
    }

    #[test]
    fn somebody_opens_a_shop() {
        let (name, slug, opened_at) = names();
        let decision = Shop::open(shop(1), ada(), name.clone(), slug.clone(), opened_at);
        assert_eq!((decision.expected_version(), decision.shop().snapshot().version), (0, 1));
        let event = UserEvent::ShopOpened { shop: shop(1), owner: Some(ada()), name, slug, opened_at };
        assert_eq!(decision.events(), [event]);
        assert_eq!(decision.shop.claim(ada()), Err(ShopError::HasOwner));
    }

    #[test]
    fn an_imported_shop_is_claimed_once() {
        let decision = unclaimed().shop.claim(ada()).unwrap();
        assert_eq!((decision.expected_version(), decision.shop().snapshot().version), (1, 2));
        let (name, slug, opened_at) = names();
        let event = UserEvent::ShopChanged { shop: shop(1), owner: Some(ada()), name, slug, opened_at };
        assert_eq!(decision.events(), [event]);
        assert_eq!(decision.shop.claim(ada()), Err(ShopError::HasOwner));
    }

    #[test]
    fn what_could_not_have_happened_is_not_read_back() {
        let good = unclaimed().shop.snapshot;
        assert!(Shop::rehydrate(good.clone()).is_ok());
        let nobodys = ShopSnapshot { reference: None, ..good.clone() };
        assert_eq!(Shop::rehydrate(nobodys), Err(CorruptShop::NobodysShop));
        assert_eq!(Shop::rehydrate(ShopSnapshot { version: 0, ..good }), Err(CorruptShop::Version));
    }
}
