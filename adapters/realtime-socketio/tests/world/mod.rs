//! A served layer with notifications in memory, and a client that speaks Socket.IO 5 over Engine.IO 4 frame by frame.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use fixtures::notification::{at, notification, order, user};
use futures::{SinkExt, StreamExt};
use kernel::{Roles, SessionId, Timestamp, UserId, Uuid};
use notification::{Notice, Notification, Sequence};
use notification_app::FollowNotifications;
use notification_ports::{LivePush, NotificationReader};
use platform::{Actor, Clock, Limit, Page, StoreError, TokenError, TokenVerifier};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};
use tradepost_realtime_socketio::{Deps, Limits, SocketIoPush};

/// A clock that is set by hand.
#[derive(Default)]
pub(crate) struct SetClock(AtomicI64);

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        at(self.0.load(Ordering::SeqCst))
    }
}

/// Takes `<user's number>:<millisecond of expiry>` for a token.
struct PlainTokens;

impl TokenVerifier for PlainTokens {
    fn verify(&self, token: &str, now: Timestamp) -> Result<Actor, TokenError> {
        let (number, expiry) = token.split_once(':').ok_or(TokenError::Invalid)?;
        let number = number.parse().map_err(|_| TokenError::Invalid)?;
        let expiry = expiry.parse().map_err(|_| TokenError::Invalid)?;
        if now >= at(expiry) {
            return Err(TokenError::Expired);
        }
        let session = SessionId::from_uuid(Uuid::from_u128(1));
        Ok(Actor { user: user(number), session, roles: Roles::SHOPPER, seller: None })
    }
}

/// Notifications in memory.
#[derive(Default)]
pub(crate) struct Stored {
    all: Mutex<Vec<Notification>>,
    pub(crate) fails: AtomicBool,
    /// How often it was asked for the last one: how many connections have begun to follow.
    pub(crate) begun: AtomicUsize,
}

impl Stored {
    /// Stores the user's next notification.
    pub(crate) fn add(&self, user: UserId) -> Notification {
        let mut all = self.all.lock().unwrap();
        let number = all.iter().filter(|known| known.user() == user).count() as u64 + 1;
        let new = notification(u128::from(number), user, Notice::OrderPaid(order()));
        let added = Notification::rehydrate(new, Sequence::new(number).unwrap(), None).unwrap();
        all.push(added.clone());
        added
    }

    fn of(&self, user: UserId) -> Result<Vec<Notification>, StoreError> {
        if self.fails.swap(false, Ordering::SeqCst) {
            return Err(StoreError::Unavailable("the disk is away".into()));
        }
        Ok(self.all.lock().unwrap().iter().filter(|known| known.user() == user).cloned().collect())
    }
}

#[async_trait]
impl NotificationReader for Stored {
    async fn list(&self, _: UserId, _: Option<Sequence>, _: Limit) -> Result<Page<Notification, Sequence>, StoreError> {
        unreachable!("live push lists nothing")
    }

    async fn after(&self, user: UserId, position: Sequence, limit: Limit) -> Result<Vec<Notification>, StoreError> {
        let after = self.of(user)?.into_iter().filter(|known| known.sequence() > position);
        Ok(after.take(limit.get() as usize).collect())
    }

    async fn last(&self, user: UserId) -> Result<Sequence, StoreError> {
        let last = self.of(user)?.last().map_or(Sequence::START, Notification::sequence);
        self.begun.fetch_add(1, Ordering::SeqCst);
        Ok(last)
    }

    async fn unread(&self, _: UserId) -> Result<u64, StoreError> {
        unreachable!("live push counts nothing")
    }
}

pub(crate) struct World {
    pub(crate) stored: Arc<Stored>,
    pub(crate) push: SocketIoPush,
    clock: Arc<SetClock>,
    address: SocketAddr,
}

impl World {
    pub(crate) async fn serve(limits: Limits) -> Self {
        let (stored, clock) = (Arc::new(Stored::default()), Arc::new(SetClock::default()));
        let deps = Deps {
            verifier: Arc::new(PlainTokens),
            clock: clock.clone(),
            follow: FollowNotifications::new(stored.clone()),
        };
        let (push, layer) = SocketIoPush::new(deps, &limits);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, axum::Router::new().layer(layer)).await });
        Self { stored, push, clock, address }
    }

    /// Stores the user's next notification and pushes it.
    pub(crate) async fn tell(&self, user: UserId) {
        let notification = self.stored.add(user);
        self.push.push(&notification).await;
    }

    /// Waits for a condition.
    pub(crate) async fn until(&self, condition: impl Fn(&Self) -> bool) {
        let met = async {
            while !condition(self) {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(10), met).await.expect("the condition in time");
    }

    pub(crate) fn set_clock(&self, millis: i64) {
        self.clock.0.store(millis, Ordering::SeqCst);
    }

    /// Opens a connection and says nothing yet.
    pub(crate) async fn open(&self) -> Client {
        let address = format!("ws://{}/socket.io/?EIO=4&transport=websocket", self.address);
        let (socket, _) = tokio_tungstenite::connect_async(address).await.unwrap();
        let mut client = Client(socket);
        assert!(client.frame().await.unwrap().starts_with("0{"), "the handshake of Engine.IO");
        client
    }

    /// Opens a connection and introduces itself; gives the first answer.
    pub(crate) async fn introduce(&self, auth: Value) -> (Client, String) {
        let mut client = self.open().await;
        client.say(format!("40{auth}")).await;
        let answer = client.frame().await.unwrap();
        (client, answer)
    }

    /// A connection of a user whose token expires at that time.
    pub(crate) async fn connect(&self, number: u128, last_seq: Option<u64>, expiry: i64) -> Client {
        let mut auth = json!({ "token": format!("{number}:{expiry}") });
        if let Some(last_seq) = last_seq {
            auth["last_seq"] = json!(last_seq);
        }
        let (client, answer) = self.introduce(auth).await;
        assert!(answer.starts_with("40{\"sid\":"), "{answer}");
        client
    }

    /// The code with which a client is refused.
    pub(crate) async fn refused(&self, auth: Value) -> String {
        let (_, answer) = self.introduce(auth).await;
        let refusal: Value = serde_json::from_str(answer.strip_prefix("44").unwrap()).unwrap();
        refusal["message"].as_str().unwrap().to_owned()
    }
}

pub(crate) struct Client(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Client {
    pub(crate) async fn say(&mut self, frame: String) {
        self.0.send(Message::text(frame)).await.unwrap();
    }

    /// The next text frame that is no ping; `None` when the connection has ended.
    pub(crate) async fn frame(&mut self) -> Option<String> {
        loop {
            let next = tokio::time::timeout(Duration::from_secs(10), self.0.next()).await.expect("a frame in time");
            match next {
                Some(Ok(Message::Text(text))) if text.as_str() == "2" => self.say("3".to_owned()).await,
                Some(Ok(Message::Text(text))) => return Some(text.to_string()),
                Some(Ok(Message::Close(_)) | Err(_)) | None => return None,
                Some(Ok(_)) => {}
            }
        }
    }

    /// The next event's name and payload.
    pub(crate) async fn event(&mut self) -> (String, Value) {
        let frame = self.frame().await.expect("an event");
        let (name, payload) = serde_json::from_str(frame.strip_prefix("42").expect("an event")).unwrap();
        (name, payload)
    }

    /// The numbers of the next notifications.
    pub(crate) async fn numbers(&mut self, count: usize) -> Vec<u64> {
        let mut numbers = Vec::new();
        while numbers.len() < count {
            let (name, payload) = self.event().await;
            assert_eq!(name, "notification");
            numbers.push(payload["seq"].as_u64().unwrap());
        }
        numbers
    }

    /// Leaves without a word.
    pub(crate) fn vanish(self) {}
}
