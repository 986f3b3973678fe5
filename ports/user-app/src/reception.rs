//! Letting somebody in.

use std::sync::Arc;

use kernel::{Actor, Role, SessionId, Timestamp};
use platform::{IdSource, SecretSource, StoreError};
use user::{Account, AttemptKind, ClientAddress, Device, Link, LinkPurpose, Session, SessionDecision, Shop, TokenHash};
use user_ports::{AccessToken, AccessTokenIssuer, IssueError, SecretHasher, ShopStore};

use crate::{Failure, Profile, SecretText};

/// Where a request comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The household.
    pub from: ClientAddress,
    /// The program, as it names itself.
    pub device: Option<Device>,
}

/// What somebody gets who was let in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// Who they are.
    pub profile: Profile,
    /// What they show with each request.
    pub access_token: AccessToken,
    /// What they get the next access token with, once.
    pub refresh_token: SecretText,
}

/// Makes sessions, secrets and tokens.
#[derive(Clone)]
pub(crate) struct Reception {
    pub(crate) shops: Arc<dyn ShopStore>,
    pub(crate) tokens: Arc<dyn AccessTokenIssuer>,
    pub(crate) hasher: Arc<dyn SecretHasher>,
    pub(crate) secrets: Arc<dyn SecretSource>,
    pub(crate) ids: Arc<dyn IdSource>,
}

impl Reception {
    /// A new secret and its hash.
    pub(crate) fn secret(&self) -> (SecretText, TokenHash) {
        let secret = self.secrets.secret();
        let hash = self.hasher.hash(&secret);
        (secret.into(), hash)
    }

    /// The hash of a secret that somebody comes with.
    pub(crate) fn hash(&self, secret: &SecretText) -> TokenHash {
        self.hasher.hash(secret.secret())
    }

    /// A link for a mail to the account.
    pub(crate) fn link(&self, account: &Account, purpose: LinkPurpose, now: Timestamp) -> (SecretText, Link) {
        let (secret, hash) = self.secret();
        (secret, Link::issue(hash, account.id(), purpose, account.email().clone(), now))
    }

    /// A new session, to be stored.
    pub(crate) fn open(&self, account: &Account, origin: &Origin, now: Timestamp) -> (SecretText, SessionDecision) {
        let (secret, hash) = self.secret();
        let id = SessionId::from_uuid(self.ids.uuid());
        (secret, Session::start(id, account.id(), origin.device.clone(), hash, now))
    }

    /// The shop that the account runs.
    pub(crate) async fn shop_of(&self, account: &Account) -> Result<Option<Shop>, StoreError> {
        if account.roles().contains(Role::Seller) { self.shops.find_by_owner(account.id()).await } else { Ok(None) }
    }

    /// An access token for a stored session.
    pub(crate) fn access_token(
        &self,
        account: &Account,
        shop: Option<&Shop>,
        session: SessionId,
        now: Timestamp,
    ) -> Result<AccessToken, IssueError> {
        let actor = Actor { user: account.id(), session, roles: account.roles(), seller: shop.map(Shop::id) };
        self.tokens.issue(&actor, now)
    }

    /// What somebody gets for a stored session.
    pub(crate) async fn let_in(
        &self,
        account: &Account,
        session: SessionId,
        refresh_token: SecretText,
        now: Timestamp,
    ) -> Result<SignedIn, Failure> {
        let shop = self.shop_of(account).await?;
        let access_token = self.access_token(account, shop.as_ref(), session, now)?;
        Ok(SignedIn { profile: Profile::new(account, shop.as_ref()), access_token, refresh_token })
    }
}

/// What a wrong password counts as.
pub(crate) const PASSWORD: AttemptKind = AttemptKind::Password;
