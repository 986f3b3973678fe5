//! One connection: let in by its token, it follows its user's sequence until the token expires.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use notification::Sequence;
use notification_app::{NotificationAppError, Start};
use platform::{Actor, TokenError};
use serde::{Deserialize, Serialize};
use socketioxide::extract::{Extension, SocketRef, State, TryData};
use socketioxide::{SendError, SocketError};
use thiserror::Error;
use tokio::sync::Notify;
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;

use crate::Deps;
use crate::hub::{Hub, Seat};
use crate::wire::NotificationEvent;

/// What all connections share.
pub(crate) struct Shared {
    pub(crate) deps: Deps,
    pub(crate) hub: Arc<Hub>,
    pub(crate) recheck: Duration,
    /// Cancelled when all connections are to end.
    pub(crate) closing: CancellationToken,
}

/// What a client says when it connects.
#[derive(Deserialize)]
pub(crate) struct Auth {
    token: String,
    #[serde(default)]
    last_seq: Option<u64>,
}

/// Why a client is not let in; it is sent the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(crate) enum Refusal {
    #[error("invalid_auth")]
    Auth,
    #[error("invalid_token")]
    Token,
    #[error("token_expired")]
    Expired,
    #[error("too_many_connections")]
    TooMany,
}

/// A client that was let in, on its way from [`admit`] to [`connected`].
pub(crate) struct Guest {
    actor: Actor,
    token: String,
    seen: Option<Sequence>,
    seat: Seat,
}

/// A guest is taken over by the one who asks first; extensions can only be cloned.
pub(crate) type Ticket = Arc<Mutex<Option<Guest>>>;

/// Lets a client in, or says why not.
pub(crate) async fn admit(
    socket: SocketRef,
    State(shared): State<Arc<Shared>>,
    TryData(auth): TryData<Auth>,
) -> Result<(), Refusal> {
    let Auth { token, last_seq } = auth.map_err(|_| Refusal::Auth)?;
    let seen = last_seq.map(Sequence::new).transpose().map_err(|_| Refusal::Auth)?;
    let actor = shared.actor(&token)?;
    let seat = shared.hub.seat(actor.user).ok_or(Refusal::TooMany)?;
    socket.extensions.insert::<Ticket>(Arc::new(Mutex::new(Some(Guest { actor, token, seen, seat }))));
    Ok(())
}

/// Serves a connection until it ends.
pub(crate) async fn connected(
    socket: SocketRef,
    State(shared): State<Arc<Shared>>,
    Extension(ticket): Extension<Ticket>,
) {
    let Some(guest) = ticket.lock().unwrap_or_else(PoisonError::into_inner).take() else { return };
    let left = Arc::new(Notify::new());
    let leaving = Arc::clone(&left);
    socket.on_disconnect(async move || leaving.notify_one());
    let closing = shared.closing.clone();
    let connection = Connection { socket: socket.clone(), shared, guest };
    let end = tokio::select! {
        () = left.notified() => End::Left,
        () = closing.cancelled() => End::Left,
        end = connection.follow() => end,
    };
    match end {
        End::Left => {}
        End::Expired => {
            // Whoever cannot be told finds out by the disconnection.
            let _ = socket.emit("token_expired", &Nothing {});
            let _ = socket.disconnect();
        }
        End::Slow => {
            tracing::warn!("a live connection was ended: it does not take what it is sent");
            let _ = socket.disconnect();
        }
    }
}

/// How a connection ends.
enum End {
    /// The client has gone, or all are sent away.
    Left,
    /// Its token has expired.
    Expired,
    /// It does not take what it is sent.
    Slow,
}

struct Connection {
    socket: SocketRef,
    shared: Arc<Shared>,
    guest: Guest,
}

/// `resync`: what came before this was not replayed.
#[derive(Serialize)]
struct Resync {
    last_seq: u64,
}

/// An event that says all by its name.
#[derive(Serialize)]
struct Nothing {}

impl Shared {
    fn actor(&self, token: &str) -> Result<Actor, Refusal> {
        self.deps.verifier.verify(token, self.deps.clock.now()).map_err(|error| match error {
            TokenError::Invalid => Refusal::Token,
            TokenError::Expired => Refusal::Expired,
        })
    }
}

impl Connection {
    async fn follow(mut self) -> End {
        let mut recheck = tokio::time::interval(self.shared.recheck);
        recheck.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let (mut position, mut behind) = (None, true);
        loop {
            if let Err(end) = self.valid() {
                return end;
            }
            if behind {
                behind = match self.catch_up(&mut position).await {
                    Ok(()) => false,
                    Err(Trouble::End(end)) => return end,
                    Err(Trouble::Store(error)) => {
                        // The next tick tries again; the position says from where.
                        tracing::warn!(error = %error, "notifications cannot be read");
                        true
                    }
                };
            }
            tokio::select! {
                () = self.guest.seat.woken() => behind = true,
                _ = recheck.tick() => {}
            }
        }
    }

    /// Whether the connection may go on.
    fn valid(&self) -> Result<(), End> {
        if !self.socket.connected() {
            return Err(End::Left);
        }
        // A token that was valid and is not any more has expired, or its key is withdrawn: a fresh one is needed.
        self.shared.actor(&self.guest.token).map(drop).map_err(|_| End::Expired)
    }

    /// Sends what lies after the position.
    async fn catch_up(&self, position: &mut Option<Sequence>) -> Result<(), Trouble> {
        let follow = &self.shared.deps.follow;
        let mut at = match *position {
            Some(at) => at,
            None => match follow.start(self.guest.actor, self.guest.seen).await? {
                Start::After(at) => at,
                Start::Anew(at) => {
                    self.send("resync", &Resync { last_seq: at.get() }).await?;
                    at
                }
            },
        };
        *position = Some(at);
        loop {
            let news = follow.next(self.guest.actor, at).await?;
            if news.is_empty() {
                return Ok(());
            }
            for notification in &news {
                self.send("notification", &NotificationEvent::from(notification)).await?;
                at = notification.sequence();
                *position = Some(at);
            }
        }
    }

    /// Sends an event, at the client's pace within reason.
    async fn send<T: Serialize + Sync>(&self, event: &'static str, data: &T) -> Result<(), Trouble> {
        const PAUSE: Duration = Duration::from_millis(50);
        const PAUSES: u32 = 200;
        for _ in 0..PAUSES {
            match self.socket.emit(event, data) {
                Ok(()) => return Ok(()),
                Err(SendError::Socket(SocketError::InternalChannelFull)) => tokio::time::sleep(PAUSE).await,
                Err(SendError::Socket(SocketError::Closed)) => return Err(Trouble::End(End::Left)),
                Err(SendError::Serialize(error)) => {
                    tracing::error!(error = %error, event, "an event cannot be written");
                    return Ok(());
                }
            }
        }
        Err(Trouble::End(End::Slow))
    }
}

enum Trouble {
    End(End),
    Store(NotificationAppError),
}

impl From<NotificationAppError> for Trouble {
    fn from(error: NotificationAppError) -> Self {
        Self::Store(error)
    }
}
