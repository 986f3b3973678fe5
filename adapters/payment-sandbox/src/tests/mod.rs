//! The sandbox as a whole: books, page and webhooks together.

mod books;
mod provider;
mod web;
mod webhooks;

use std::path::Path;
use std::sync::atomic::{AtomicI64, AtomicU8, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use kernel::{Currency, Money, PaymentId, RefundId, Timestamp, Uuid};
use platform::{Clock, IdSource, Secret, SecretSource};

use crate::ledger::Opening;
use crate::record::{Behaviour, Line, Payment, Reference};
use crate::sandbox::{Sandbox, SandboxConfig};
use crate::signature::WebhookSecret;

const NOON: i64 = 1_767_268_800_000;
const RETURN_URL: &str = "/checkout/chk_1/result";

/// A world that does what it is told: a clock that is set, ids and secrets that count.
#[derive(Debug)]
struct World {
    now: AtomicI64,
    ids: AtomicU64,
    secrets: AtomicU8,
}

impl World {
    fn new() -> Arc<Self> {
        Arc::new(Self { now: AtomicI64::new(NOON), ids: AtomicU64::new(0), secrets: AtomicU8::new(0) })
    }

    fn pass(&self, duration: Duration) {
        self.now.fetch_add(i64::try_from(duration.as_millis()).unwrap(), Ordering::SeqCst);
    }
}

impl Clock for World {
    fn now(&self) -> Timestamp {
        Timestamp::from_unix_millis(self.now.load(Ordering::SeqCst)).unwrap()
    }
}

impl IdSource for World {
    fn uuid(&self) -> Uuid {
        Uuid::from_u128(u128::from(self.ids.fetch_add(1, Ordering::SeqCst)))
    }
}

impl SecretSource for World {
    fn secret(&self) -> Secret {
        Secret::new([self.secrets.fetch_add(1, Ordering::SeqCst); 32])
    }
}

fn webhook_secret() -> WebhookSecret {
    WebhookSecret::new(Secret::new([7; 32]))
}

fn config(folder: &Path, webhook_url: &str) -> SandboxConfig {
    SandboxConfig {
        journal: folder.join("sandbox/ledger.jsonl"),
        public_url: String::new(),
        webhook_url: webhook_url.to_owned(),
        secret: webhook_secret(),
        merchant: "Tradepost".to_owned(),
        behaviour: Behaviour::default(),
        allow_behaviours: true,
    }
}

/// A sandbox on a folder of its own, whose webhooks nobody takes.
struct House {
    folder: tempfile::TempDir,
    world: Arc<World>,
    sandbox: Arc<Sandbox>,
}

impl House {
    fn new() -> Self {
        Self::telling("http://127.0.0.1:9/none")
    }

    fn telling(webhook_url: &str) -> Self {
        let (folder, world) = (tempfile::tempdir().unwrap(), World::new());
        let sandbox = opened(&folder, &world, webhook_url);
        Self { folder, world, sandbox }
    }

    /// A house whose webhooks always behave.
    fn behaving() -> Self {
        let (folder, world) = (tempfile::tempdir().unwrap(), World::new());
        let config = SandboxConfig { allow_behaviours: false, ..config(folder.path(), "http://127.0.0.1:9/none") };
        let sandbox = Sandbox::open(config, world.clone(), world.clone(), world.clone()).unwrap();
        Self { folder, world, sandbox }
    }

    /// The same house after its process was killed.
    fn killed(self, webhook_url: &str) -> Self {
        drop(self.sandbox);
        let sandbox = opened(&self.folder, &self.world, webhook_url);
        Self { sandbox, ..self }
    }

    fn pay(&self, minor: i64) -> Payment {
        self.sandbox.open_payment(opening(1, minor)).unwrap()
    }

    fn webhooks(&self) -> Vec<(String, u32)> {
        self.sandbox
            .read(|ledger| ledger.deliveries().map(|delivery| (kind_of(&delivery.body), delivery.attempts)).collect())
    }
}

fn opened(folder: &tempfile::TempDir, world: &Arc<World>, webhook_url: &str) -> Arc<Sandbox> {
    Sandbox::open(config(folder.path(), webhook_url), world.clone(), world.clone(), world.clone()).unwrap()
}

fn payment_id(number: u128) -> PaymentId {
    PaymentId::from_uuid(Uuid::from_u128(number))
}

fn refund_id(number: u128) -> RefundId {
    RefundId::from_uuid(Uuid::from_u128(number))
}

fn usd(minor: i64) -> Money {
    Money::new(minor, Currency::USD)
}

fn opening(number: u128, minor: i64) -> Opening {
    Opening {
        id: payment_id(number),
        amount: usd(minor),
        lines: vec![Line { label: "Red shoes".to_owned(), amount: usd(minor) }],
        return_url: RETURN_URL.to_owned(),
        expires_at: Timestamp::from_unix_millis(NOON + 15 * 60_000).unwrap(),
    }
}

fn kind_of(body: &str) -> String {
    let body: serde_json::Value = serde_json::from_str(body).unwrap();
    body["type"].as_str().unwrap().to_owned()
}

/// Who receives webhooks: keeps what arrives, and answers as told (204 when it is told nothing).
#[derive(Default)]
struct Receiver {
    arrived: Mutex<Vec<(String, String)>>,
    answers: Mutex<Vec<u16>>,
}

impl Receiver {
    /// Starts a receiver; gives its address.
    async fn start(answers: &[u16]) -> (Arc<Self>, String) {
        let receiver =
            Arc::new(Self { answers: Mutex::new(answers.iter().rev().copied().collect()), ..Self::default() });
        let router = axum::Router::new().route("/hook", axum::routing::post(Self::take)).with_state(receiver.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/hook", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        (receiver, address)
    }

    async fn take(
        axum::extract::State(receiver): axum::extract::State<Arc<Self>>,
        headers: http::HeaderMap,
        body: String,
    ) -> http::StatusCode {
        let signature = headers[crate::SIGNATURE_HEADER].to_str().unwrap().to_owned();
        receiver.arrived.lock().unwrap().push((signature, body));
        let answer = receiver.answers.lock().unwrap().pop().unwrap_or(204);
        http::StatusCode::from_u16(answer).unwrap()
    }

    fn kinds(&self) -> Vec<String> {
        self.arrived.lock().unwrap().iter().map(|(_, body)| kind_of(body)).collect()
    }

    fn bodies(&self) -> Vec<(String, String)> {
        self.arrived.lock().unwrap().clone()
    }
}

fn reference_of(payment: &Payment) -> Reference {
    payment.reference.clone()
}
