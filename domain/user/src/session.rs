//! Sessions: families of refresh tokens.

use std::str::FromStr;
use std::time::Duration;

use kernel::{SessionId, Timestamp, UserId};
use thiserror::Error;

use crate::{Device, TokenHash};

/// A signed-in session. At any time one refresh token of it is good; each use replaces it. A token that was replaced
/// and comes again is in two hands, so the whole session ends
/// (RFC 9700, 4.14.2; <https://www.rfc-editor.org/rfc/rfc9700>).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    snapshot: SessionSnapshot,
}

/// What a store keeps of a session, beside the tokens that were replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionSnapshot {
    /// Its identity.
    pub id: SessionId,
    /// Whose it is.
    pub user: UserId,
    /// The program that it was opened with.
    pub device: Option<Device>,
    /// When it was opened.
    pub created_at: Timestamp,
    /// When its token was replaced last.
    pub last_used_at: Timestamp,
    /// Whether it goes on.
    pub state: SessionState,
    /// How often it was stored.
    pub version: u64,
}

/// Whether a session goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionState {
    /// It does, unless it is not used for too long.
    Active {
        /// The token that is good.
        token: TokenHash,
        /// Until when it is good.
        expires_at: Timestamp,
    },
    /// It is over.
    Ended {
        /// Since when.
        at: Timestamp,
        /// Why.
        reason: EndReason,
    },
}

/// Why a session is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EndReason {
    /// Its owner logged out.
    LoggedOut,
    /// Its owner ended it from another session.
    EndedByOwner,
    /// A token was used twice.
    TokenReused,
    /// The password is another now.
    PasswordChanged,
    /// The account was banned.
    Banned,
}

impl EndReason {
    /// Every reason.
    pub const ALL: [Self; 5] =
        [Self::LoggedOut, Self::EndedByOwner, Self::TokenReused, Self::PasswordChanged, Self::Banned];

    /// The reason's name in stores.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LoggedOut => "logged_out",
            Self::EndedByOwner => "ended_by_owner",
            Self::TokenReused => "token_reused",
            Self::PasswordChanged => "password_changed",
            Self::Banned => "banned",
        }
    }
}

impl FromStr for EndReason {
    /// The text that names no reason.
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == text).ok_or_else(|| text.to_owned())
    }
}

/// Why a session cannot go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SessionError {
    /// It is over.
    #[error("the session has ended")]
    Ended,
    /// It was not used for too long.
    #[error("the session has expired")]
    Expired,
}

impl SessionError {
    /// A stable code for machines.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Ended => "session_revoked",
            Self::Expired => "session_expired",
        }
    }
}

/// What is stored breaks the rules of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CorruptSession {
    /// It was used or ended before it was opened, or expires before it was used.
    #[error("a session's times are out of order")]
    Times,
    /// It was never stored.
    #[error("a stored session has a version of at least 1")]
    Version,
}

/// A change of a session: the next state and the version that it was decided on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionDecision {
    session: Session,
}

impl SessionDecision {
    /// The next state.
    #[must_use]
    pub const fn session(&self) -> &Session {
        &self.session
    }

    /// The version that the store must still be at; 0 for a new session.
    #[must_use]
    pub const fn expected_version(&self) -> u64 {
        self.session.snapshot.version - 1
    }
}

/// What comes of a refresh token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refresh {
    /// It was the good one; the next one is good now.
    Rotated(SessionDecision),
    /// It was replaced before: the session is over.
    Reused(SessionDecision),
}

impl Session {
    /// How long a token is good.
    pub const LIFETIME: Duration = Duration::from_secs(30 * 24 * 60 * 60);

    /// A new session.
    #[must_use]
    pub fn start(
        id: SessionId,
        user: UserId,
        device: Option<Device>,
        token: TokenHash,
        now: Timestamp,
    ) -> SessionDecision {
        let state = SessionState::Active { token, expires_at: now.plus(Self::LIFETIME) };
        let snapshot = SessionSnapshot { id, user, device, created_at: now, last_used_at: now, state, version: 0 };
        Self { snapshot }.decided(state)
    }

    /// A session as a store keeps it.
    ///
    /// # Errors
    /// [`CorruptSession`] when it breaks a rule.
    pub fn rehydrate(snapshot: SessionSnapshot) -> Result<Self, CorruptSession> {
        let until = match snapshot.state {
            SessionState::Active { expires_at, .. } => expires_at,
            SessionState::Ended { at, .. } => at,
        };
        if snapshot.last_used_at < snapshot.created_at || until < snapshot.last_used_at {
            return Err(CorruptSession::Times);
        }
        if snapshot.version == 0 {
            return Err(CorruptSession::Version);
        }
        Ok(Self { snapshot })
    }

    /// What a store keeps.
    #[must_use]
    pub const fn snapshot(&self) -> &SessionSnapshot {
        &self.snapshot
    }

    /// Whether it goes on at this time.
    #[must_use]
    pub fn is_active(&self, now: Timestamp) -> bool {
        matches!(self.snapshot.state, SessionState::Active { expires_at, .. } if now < expires_at)
    }

    /// Somebody comes with a token of this session and gets `next` for it, if it is the good one.
    ///
    /// # Errors
    /// [`SessionError`] when the session does not go on, whatever the token.
    pub fn refresh(mut self, presented: TokenHash, next: TokenHash, now: Timestamp) -> Result<Refresh, SessionError> {
        let SessionState::Active { token, expires_at } = self.snapshot.state else {
            return Err(SessionError::Ended);
        };
        if now >= expires_at {
            return Err(SessionError::Expired);
        }
        if presented != token {
            return self.end(EndReason::TokenReused, now).map(Refresh::Reused);
        }
        self.snapshot.last_used_at = now.max(self.snapshot.last_used_at);
        let expires_at = self.snapshot.last_used_at.plus(Self::LIFETIME);
        Ok(Refresh::Rotated(self.decided(SessionState::Active { token: next, expires_at })))
    }

    /// It is over.
    ///
    /// # Errors
    /// [`SessionError::Ended`] when it was over before.
    pub fn end(self, reason: EndReason, now: Timestamp) -> Result<SessionDecision, SessionError> {
        match self.snapshot.state {
            SessionState::Ended { .. } => Err(SessionError::Ended),
            SessionState::Active { .. } => {
                let at = now.max(self.snapshot.last_used_at);
                Ok(self.decided(SessionState::Ended { at, reason }))
            }
        }
    }

    const fn decided(mut self, state: SessionState) -> SessionDecision {
        self.snapshot.state = state;
        self.snapshot.version += 1;
        SessionDecision { session: self }
    }
}

#[cfg(test)]
mod tests;
