//! Sessions.

use async_trait::async_trait;
use kernel::{Roles, SellerId, SessionId, Timestamp, UserId};
use platform::StoreError;
use user::{EndReason, Session, SessionDecision, TokenHash};

/// Which sessions of an account end, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EndSessions {
    /// The one that goes on; all end when there is none.
    pub keep: Option<SessionId>,
    /// Why.
    pub reason: EndReason,
    /// When.
    pub at: Timestamp,
}

/// What somebody may be at this moment, whatever their access token says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// What the account may be.
    pub roles: Roles,
    /// The shop that it owns.
    pub seller: Option<SellerId>,
}

/// Keeps sessions and their tokens, those that were replaced included.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait SessionStore: Send + Sync {
    /// The session that a refresh token belongs to, be it the good one or one that was replaced.
    async fn find_by_token(&self, token: &TokenHash) -> Result<Option<Session>, StoreError>;

    /// A session of an account; another account's is not found.
    async fn find(&self, user: UserId, id: SessionId) -> Result<Option<Session>, StoreError>;

    /// An account's sessions that go on, the last used one first; at most 100.
    async fn list_active(&self, user: UserId, now: Timestamp) -> Result<Vec<Session>, StoreError>;

    /// Stores a session as it is now. A token that is replaced stays known as the session's.
    ///
    /// # Errors
    /// [`StoreError::VersionConflict`].
    async fn commit(&self, decision: &SessionDecision) -> Result<(), StoreError>;

    /// Ends sessions of an account that go on, and says how many.
    async fn end_all(&self, user: UserId, end: EndSessions) -> Result<u64, StoreError>;

    /// What an account may be now; `None` when the session is not this account's or does not go on, or when the account
    /// is banned.
    async fn standing(&self, user: UserId, session: SessionId, now: Timestamp) -> Result<Option<Standing>, StoreError>;

    /// Forgets sessions that ended or expired before this time, with their tokens, and says how many.
    async fn prune(&self, before: Timestamp) -> Result<u64, StoreError>;
}
