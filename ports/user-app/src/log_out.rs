//! Sessions end.

use std::sync::Arc;

use kernel::{Actor, SessionId, Timestamp};
use platform::{Clock, StoreError};
use user::{Device, EndReason, SessionError};
use user_ports::{EndSessions, SessionStore};

use crate::error::ATTEMPTS;

/// A session, as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionView {
    /// Its identity.
    pub id: SessionId,
    /// The program that it was opened with.
    pub device: Option<Device>,
    /// When it was opened.
    pub created_at: Timestamp,
    /// When it was used last.
    pub last_used_at: Timestamp,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// Somebody looks after their sessions. Access tokens that were given out stay good until they expire, but the central
/// check refuses them.
pub struct LogOut {
    pub(crate) sessions: Arc<dyn SessionStore>,
    pub(crate) clock: Arc<dyn Clock>,
}

impl LogOut {
    /// Ends the session that asks. Once more is no error.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn here(&self, actor: Actor) -> Result<(), StoreError> {
        self.end(actor, actor.session, EndReason::LoggedOut).await.map(drop)
    }

    /// Ends all sessions.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn everywhere(&self, actor: Actor) -> Result<(), StoreError> {
        let end = EndSessions { keep: None, reason: EndReason::LoggedOut, at: self.clock.now() };
        self.sessions.end_all(actor.user, end).await.map(drop)
    }

    /// Ends one of the actor's sessions; `false` when they have none of this id that goes on.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn elsewhere(&self, actor: Actor, session: SessionId) -> Result<bool, StoreError> {
        self.end(actor, session, EndReason::EndedByOwner).await
    }

    /// The actor's sessions that go on, the last used one first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn list(&self, actor: Actor) -> Result<Vec<SessionView>, StoreError> {
        let sessions = self.sessions.list_active(actor.user, self.clock.now()).await?;
        let view = |session: user::Session| {
            let snapshot = session.snapshot();
            SessionView {
                id: snapshot.id,
                device: snapshot.device.clone(),
                created_at: snapshot.created_at,
                last_used_at: snapshot.last_used_at,
                current: snapshot.id == actor.session,
            }
        };
        Ok(sessions.into_iter().map(view).collect())
    }

    async fn end(&self, actor: Actor, session: SessionId, reason: EndReason) -> Result<bool, StoreError> {
        let now = self.clock.now();
        for _ in 0..ATTEMPTS {
            let Some(session) = self.sessions.find(actor.user, session).await? else { return Ok(false) };
            let decision = match session.end(reason, now) {
                Ok(decision) => decision,
                Err(SessionError::Ended | SessionError::Expired) => return Ok(false),
            };
            match self.sessions.commit(&decision).await {
                Ok(()) => return Ok(true),
                Err(StoreError::VersionConflict) => {}
                Err(error) => return Err(error),
            }
        }
        Err(StoreError::VersionConflict)
    }
}
