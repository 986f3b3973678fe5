//! Live push to connected users over Socket.IO.
//!
//! # The protocol, for clients
//! Connect to the root namespace at `/socket.io` with `auth: {token, last_seq}`. `token` is an access token; `last_seq`
//! is the number of the last notification that the client has, if it has any (take it from the list that was loaded).
//! A refused connection gets a `connect_error` whose message is a code: `invalid_auth` (the payload has another form),
//! `invalid_token`, `token_expired`, `too_many_connections`.
//!
//! | event | payload | the client |
//! |---|---|---|
//! | `notification` | a notification, as the list has it | shows it, keeps its `seq` as `last_seq` |
//! | `resync` | `{last_seq}` | missed more than is replayed: loads the list anew, keeps this `last_seq` |
//! | `token_expired` | `{}` | is about to be disconnected: takes a fresh token and calls `connect()` |
//!
//! Notifications come in the order of their `seq`, each once on a connection, without a gap: missed ones first, then
//! new ones as they are stored. Across connections a client that is cut off before it stored a `seq` may see that one
//! again, so it passes over what is not above its `last_seq`.
//!
//! # How
//! Each connection follows its user's sequence with a position of its own and sends what lies after it; a push only
//! wakes it. So pushes may be doubled, swapped or lost on the way, and what was missed while away is nothing special.
//! The token is checked again while the connection lasts, and nothing is sent once it has expired.
#![warn(missing_docs)]

mod connection;
mod hub;
mod wire;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use notification::Notification;
use notification_app::FollowNotifications;
use notification_ports::LivePush;
use platform::{Clock, TokenVerifier};
use socketioxide::SocketIo;
use socketioxide::handler::ConnectHandler;
use tokio_util::sync::CancellationToken;

use crate::hub::Hub;

pub use socketioxide::layer::SocketIoLayer;
pub use wire::NotificationEvent;

/// What live push needs.
#[derive(Clone)]
pub struct Deps {
    /// Checks access tokens.
    pub verifier: Arc<dyn TokenVerifier>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Gives a user's notifications in order.
    pub follow: FollowNotifications,
}

/// The limits of live push.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// How many connections a user may have: tabs and devices.
    pub connections_per_user: usize,
    /// How often a connection's token is checked again: it ends at most so much after its token.
    pub recheck: Duration,
    /// The largest message that is taken from a client, in bytes. A token is all that a client has to say.
    pub message: usize,
    /// How long a client may be connected without having given its token.
    pub introduction: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections_per_user: 20,
            recheck: Duration::from_secs(10),
            message: 16 * 1024,
            introduction: Duration::from_secs(10),
        }
    }
}

/// Live push. Clones share the connections.
#[derive(Clone)]
pub struct SocketIoPush {
    hub: Arc<Hub>,
    io: SocketIo,
    closing: CancellationToken,
}

impl SocketIoPush {
    /// Live push, and the layer that answers `/socket.io` in front of a router.
    #[must_use]
    pub fn new(deps: Deps, limits: &Limits) -> (Self, SocketIoLayer) {
        let hub = Hub::new(limits.connections_per_user);
        let closing = CancellationToken::new();
        let state =
            connection::Shared { deps, hub: Arc::clone(&hub), recheck: limits.recheck, closing: closing.clone() };
        let (layer, io) = SocketIo::builder()
            .with_state(Arc::new(state))
            .max_payload(u64::try_from(limits.message).unwrap_or(u64::MAX))
            .ws_max_message_size(limits.message)
            .ws_max_frame_size(limits.message)
            .connect_timeout(limits.introduction)
            .build_layer();
        io.ns("/", connection::connected.with(connection::admit));
        (Self { hub, io, closing }, layer)
    }

    /// How many connections there are.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.hub.connections()
    }

    /// Ends all connections; call it when the server stops, which waits for them otherwise.
    pub async fn close(&self) {
        // Closing the namespaces tells no connection that it has ended.
        self.closing.cancel();
        self.io.close().await;
    }
}

#[async_trait]
impl LivePush for SocketIoPush {
    async fn push(&self, notification: &Notification) {
        self.hub.wake(notification.user());
    }
}
