//! A shopper opens a shop.

use std::sync::Arc;

use kernel::{Actor, EventId, SellerId, Slug};
use platform::{AppError, Clock, ErrorKind, IdSource, StoreError};
use thiserror::Error;
use user::{Shop, ShopName};
use user_ports::{AccessToken, AccountCommit, AccountStore, IssueError, SessionStore, ShopStore};

use crate::error::{ATTEMPTS, fails};
use crate::reception::Reception;
use crate::{Failure, ShopSummary};

/// How much of a shop's id its address may end with: 40 random bits.
const TAIL: usize = 8;

/// What somebody gets who opened a shop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShopOpened {
    /// The shop.
    pub shop: ShopSummary,
    /// An access token that may sell, for the same session.
    pub access_token: AccessToken,
}

/// Why somebody cannot open a shop.
#[derive(Debug, Error)]
pub enum OpenShopError {
    /// They run one already.
    #[error("You have a shop already.")]
    ShopExists,
    /// The session is over, or the account was shut out.
    #[error("Your session has ended. Please sign in again.")]
    Revoked,
    /// Not the caller's fault.
    #[error(transparent)]
    Failure(#[from] Failure),
}

fails!(OpenShopError: StoreError, IssueError);

impl AppError for OpenShopError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::ShopExists => ErrorKind::Conflict,
            Self::Revoked => ErrorKind::Unauthenticated,
            Self::Failure(failure) => failure.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::ShopExists => "shop_exists",
            Self::Revoked => "session_revoked",
            Self::Failure(failure) => failure.code(),
        }
    }
}

/// A shopper opens a shop, and may sell from then on.
pub struct OpenShop {
    pub(crate) accounts: Arc<dyn AccountStore>,
    pub(crate) sessions: Arc<dyn SessionStore>,
    pub(crate) shops: Arc<dyn ShopStore>,
    pub(crate) reception: Reception,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdSource>,
}

impl OpenShop {
    /// Opens the shop. A new access token is only given to a session that goes on.
    ///
    /// # Errors
    /// [`OpenShopError`].
    pub async fn execute(&self, actor: Actor, name: ShopName) -> Result<ShopOpened, OpenShopError> {
        let now = self.clock.now();
        if self.sessions.standing(actor.user, actor.session, now).await?.is_none() {
            return Err(OpenShopError::Revoked);
        }
        for _ in 0..ATTEMPTS {
            let account = self.accounts.find(actor.user).await?.ok_or(OpenShopError::Revoked)?;
            if self.shops.find_by_owner(actor.user).await?.is_some() {
                return Err(OpenShopError::ShopExists);
            }
            let id = SellerId::from_uuid(self.ids.uuid());
            let slug = free_slug(self.shops.as_ref(), &name, id).await?;
            let shop = Shop::open(id, actor.user, name.clone(), slug, now);
            let next_id = || EventId::from_uuid(self.ids.uuid());
            let commit =
                AccountCommit::new(account.become_seller(now), now, next_id).with_shop(shop.clone(), now, next_id);
            match self.accounts.commit(&commit).await {
                Ok(()) => {
                    let account = commit.account().account();
                    let access_token = self.reception.access_token(account, Some(shop.shop()), actor.session, now)?;
                    return Ok(ShopOpened { shop: shop.shop().into(), access_token });
                }
                Err(StoreError::AlreadyExists { what: "shop_owner" }) => return Err(OpenShopError::ShopExists),
                // Somebody took the address, or changed the account, meanwhile.
                Err(StoreError::AlreadyExists { .. } | StoreError::VersionConflict) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(StoreError::VersionConflict.into())
    }
}

/// An address for a shop: made of its name, and of its id, too, when the name alone will not do.
async fn free_slug(shops: &dyn ShopStore, name: &ShopName, id: SellerId) -> Result<Slug, StoreError> {
    let plain = plain_slug(name, id);
    let taken = shops.taken_slugs(std::slice::from_ref(&plain)).await?;
    Ok(if taken.is_empty() { plain } else { distinct_slug(&plain, id) })
}

/// The address that a name asks for; a name without Latin letters asks for none.
pub(crate) fn plain_slug(name: &ShopName, id: SellerId) -> Slug {
    Slug::from_text(name.as_str()).unwrap_or_else(|| with_tail("shop", id))
}

/// The same address with the end of the shop's id, which is random.
pub(crate) fn distinct_slug(plain: &Slug, id: SellerId) -> Slug {
    with_tail(plain.as_str(), id)
}

/// `head` is made of what slugs are made of, and so are ids: nothing can go wrong.
fn with_tail(head: &str, id: SellerId) -> Slug {
    let id = id.to_string();
    let tail = &id[id.len() - TAIL..];
    let head: String = head.chars().take(Slug::MAX - 1 - TAIL).collect();
    let text = format!("{}-{tail}", head.trim_end_matches('-'));
    Slug::new(&text).unwrap_or_else(|error| unreachable!("{text}: {error}"))
}

#[cfg(test)]
mod tests {
    use kernel::Uuid;

    use super::*;

    fn check(name: &str, plain: &str, distinct: &str) {
        let id = SellerId::from_uuid(Uuid::from_u128(0x0189_0a5d_ac96_774b_bcce_b302_099a_8057));
        let slug = plain_slug(&ShopName::new(name).unwrap(), id);
        assert_eq!((slug.as_str(), distinct_slug(&slug, id).as_str()), (plain, distinct));
    }

    #[test]
    fn an_address_is_made_of_the_name() {
        check("Ada's Café", "adas-cafe", "adas-cafe-084sn02q");
    }

    #[test]
    fn a_name_without_latin_letters_gets_one_of_the_id() {
        check("เสื้อ", "shop-084sn02q", "shop-084sn02q-084sn02q");
    }

    #[test]
    fn a_long_name_leaves_room_for_the_id() {
        let long = "a".repeat(100);
        check(&long, &long, &format!("{}-084sn02q", "a".repeat(91)));
    }
}
