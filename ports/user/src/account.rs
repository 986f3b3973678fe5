//! Accounts, and what is stored together with them.

use async_trait::async_trait;
use kernel::{Email, EventId, Timestamp, UserId};
use platform::StoreError;
use user::{Account, AccountDecision, Link, SessionDecision, ShopDecision, TokenHash};

use crate::{EndSessions, Recorded};

/// What the change of an account consists of: it is stored wholly or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountCommit {
    account: AccountDecision,
    shop: Option<ShopDecision>,
    session: Option<SessionDecision>,
    end_sessions: Option<EndSessions>,
    issue: Option<Link>,
    redeem: Option<TokenHash>,
    events: Vec<Recorded>,
}

impl AccountCommit {
    /// The change that was decided on. `next_id` gives each event its identity.
    pub fn new(account: AccountDecision, now: Timestamp, mut next_id: impl FnMut() -> EventId) -> Self {
        let events = Recorded::all(account.events(), now, &mut next_id);
        Self { account, shop: None, session: None, end_sessions: None, issue: None, redeem: None, events }
    }

    /// … and what becomes of a shop.
    #[must_use]
    pub fn with_shop(mut self, shop: ShopDecision, now: Timestamp, mut next_id: impl FnMut() -> EventId) -> Self {
        self.events.extend(Recorded::all(shop.events(), now, &mut next_id));
        self.shop = Some(shop);
        self
    }

    /// … and a session that begins.
    #[must_use]
    pub fn with_session(mut self, session: SessionDecision) -> Self {
        self.session = Some(session);
        self
    }

    /// … and the account's sessions end.
    #[must_use]
    pub const fn ending_sessions(mut self, end: EndSessions) -> Self {
        self.end_sessions = Some(end);
        self
    }

    /// … and a link that is to be mailed, which replaces an older one of its purpose.
    #[must_use]
    pub fn issuing(mut self, link: Link) -> Self {
        self.issue = Some(link);
        self
    }

    /// … and a link of the account that is used up.
    #[must_use]
    pub const fn redeeming(mut self, link: TokenHash) -> Self {
        self.redeem = Some(link);
        self
    }

    /// The account's next state, and the version that it was decided on.
    #[must_use]
    pub const fn account(&self) -> &AccountDecision {
        &self.account
    }

    /// A shop's next state.
    #[must_use]
    pub const fn shop(&self) -> Option<&ShopDecision> {
        self.shop.as_ref()
    }

    /// A session that begins.
    #[must_use]
    pub const fn session(&self) -> Option<&SessionDecision> {
        self.session.as_ref()
    }

    /// Which sessions of the account end.
    #[must_use]
    pub const fn end_sessions(&self) -> Option<&EndSessions> {
        self.end_sessions.as_ref()
    }

    /// A link that is to be mailed.
    #[must_use]
    pub const fn issue(&self) -> Option<&Link> {
        self.issue.as_ref()
    }

    /// A link that is used up.
    #[must_use]
    pub const fn redeem(&self) -> Option<&TokenHash> {
        self.redeem.as_ref()
    }

    /// The events.
    #[must_use]
    pub fn events(&self) -> &[Recorded] {
        &self.events
    }
}

/// Keeps accounts.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait AccountStore: Send + Sync {
    /// An account.
    async fn find(&self, id: UserId) -> Result<Option<Account>, StoreError>;

    /// The account that a mailbox belongs to.
    async fn find_by_email(&self, email: &Email) -> Result<Option<Account>, StoreError>;

    /// Stores a change with all that belongs to it, and its events, in one transaction.
    ///
    /// # Errors
    /// [`StoreError::VersionConflict`] when the account, the shop or the session is not at the version that the change
    /// was decided on, or the link to redeem is not there any more; [`StoreError::AlreadyExists`] of `email`, `slug` or
    /// `shop_owner`.
    async fn commit(&self, commit: &AccountCommit) -> Result<(), StoreError>;
}
