//! The routes, from request to answer.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::body::Body;
use fixtures::notification::{MemoryNotifications, MemoryShops, NotedPushes, at, notices, notification, order, user};
use http::{Request, StatusCode};
use http_body_util::BodyExt;
use kernel::{Roles, SessionId, Timestamp, UserId, Uuid};
use kit_http::{Auth, CursorKey};
use notification::Notice;
use notification_app::{Deps, NotificationApp};
use platform::{Actor, Clock, IdSource, TokenError, TokenVerifier};
use serde_json::{Value, json};
use tower::ServiceExt;
use tradepost_http_notification::{NotificationState, router};

const ANNA: UserId = user(1);
const BEN: UserId = user(2);

/// It is always half past.
struct StoppedClock;

impl Clock for StoppedClock {
    fn now(&self) -> Timestamp {
        at(1_800_000)
    }
}

struct NoIds;

impl IdSource for NoIds {
    fn uuid(&self) -> Uuid {
        unreachable!("the routes make nothing new")
    }
}

/// The token is the user's number.
struct PlainTokens;

impl TokenVerifier for PlainTokens {
    fn verify(&self, token: &str, _: Timestamp) -> Result<Actor, TokenError> {
        if token == "old" {
            return Err(TokenError::Expired);
        }
        let number = token.parse().map_err(|_| TokenError::Invalid)?;
        let session = SessionId::from_uuid(Uuid::from_u128(1));
        Ok(Actor { user: user(number), session, roles: Roles::SHOPPER, seller: None })
    }
}

struct World {
    stored: Arc<MemoryNotifications>,
    router: axum::Router,
}

impl World {
    fn new() -> Self {
        let stored = Arc::new(MemoryNotifications::default());
        let clock: Arc<dyn Clock> = Arc::new(StoppedClock);
        let app = NotificationApp::new(Deps {
            store: stored.clone(),
            reader: stored.clone(),
            shops: Arc::new(MemoryShops::default()),
            push: Arc::new(NotedPushes::default()),
            clock: clock.clone(),
            ids: Arc::new(NoIds),
        });
        let state = NotificationState {
            app: Arc::new(app),
            auth: Auth::new(Arc::new(PlainTokens), clock),
            cursors: CursorKey::new(&[7; 32]),
        };
        Self { stored, router: router(state).into() }
    }

    /// With a notification to a user for each number.
    fn with(numbers: impl IntoIterator<Item = u128>, user: UserId) -> Self {
        let world = Self::new();
        world.tell(numbers, user);
        world
    }

    fn tell(&self, numbers: impl IntoIterator<Item = u128>, user: UserId) {
        for number in numbers {
            self.stored.add(notification(number, user, Notice::OrderPaid(order())));
        }
    }

    async fn ask(&self, token: &str, method: &str, path: &str, body: Option<Value>) -> (StatusCode, Value) {
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/notification{path}"))
            .header("authorization", format!("Bearer {token}"))
            .header("content-type", "application/json")
            .body(body.map_or_else(Body::empty, |body| Body::from(body.to_string())))
            .unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.headers()["cache-control"], "no-store");
        let status = response.status();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        (status, serde_json::from_slice(&bytes).unwrap())
    }

    async fn get(&self, token: &str, path: &str) -> (StatusCode, Value) {
        self.ask(token, "GET", path, None).await
    }

    async fn read(&self, token: &str, body: Value) -> (StatusCode, Value) {
        self.ask(token, "POST", "/read", Some(body)).await
    }
}

fn sequences(page: &Value) -> Vec<u64> {
    page["items"].as_array().unwrap().iter().map(|item| item["seq"].as_u64().unwrap()).collect()
}

fn id(number: u128) -> String {
    kernel::NotificationId::from_uuid(Uuid::from_u128(number)).to_string()
}

#[tokio::test]
async fn the_list_shows_each_kind_with_what_belongs_to_it() {
    let world = World::new();
    for (number, notice) in (1..).zip(notices()) {
        world.stored.add(notification(number, ANNA, notice));
    }
    let (status, page) = world.get("1", "/notifications?limit=100").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(page["next_cursor"], Value::Null);
    let items = page["items"].as_array().unwrap();
    let total = json!({ "amount": 1999, "currency": "KWD" });
    let amount = json!({ "amount": 501, "currency": "USD" });
    let (order_id, order_number) = ("ord_01h455vb4pex5vsknk084sn02q", "7ZK3M-0QXWA");
    let checkout_id = "chk_0000000000000000000000002d";
    let plain = json!({ "order_id": order_id, "order_number": order_number, "total": total });
    let with = |more: Value| {
        let mut data = plain.clone();
        data.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        data
    };
    let expected = [
        ("order_placed", plain.clone()),
        ("order_paid", plain.clone()),
        ("order_confirmed", plain.clone()),
        ("order_shipped", with(json!({ "carrier": "Österreichische Post", "tracking_code": "JD 0146 \"x\" \\ 7" }))),
        ("order_delivered", plain.clone()),
        ("order_cancelled", with(json!({ "by": "seller", "reason": "sold out 🙁" }))),
        ("order_cancelled", with(json!({ "by": "system" }))),
        ("order_expired", plain.clone()),
        (
            "order_refunded",
            json!({
                "checkout_id": checkout_id, "order_id": order_id, "order_number": order_number, "amount": amount
            }),
        ),
        ("order_refunded", json!({ "checkout_id": checkout_id, "amount": amount })),
        ("new_order", plain.clone()),
        ("sale_cancelled", with(json!({ "by": "shopper", "reason": "found it cheaper" }))),
        ("sale_cancelled", with(json!({ "by": "administrator" }))),
    ];
    let shown: Vec<(&str, Value)> =
        items.iter().rev().map(|item| (item["kind"].as_str().unwrap(), item["data"].clone())).collect();
    assert_eq!(shown, expected);
    let mut first = items.last().unwrap().clone();
    first["data"] = Value::Null;
    assert_eq!(
        first,
        json!({
            "id": id(1), "seq": 1, "kind": "order_placed", "data": null, "created_at": "2026-01-01T00:00:00.001Z",
            "read_at": null
        })
    );
}

#[tokio::test]
async fn pages_go_back_from_the_newest() {
    let world = World::with(1..=5, ANNA);
    world.tell(6..=9, BEN);
    let (_, first) = world.get("1", "/notifications?limit=2").await;
    assert_eq!(sequences(&first), [5, 4]);
    let cursor = first["next_cursor"].as_str().unwrap();
    let (_, second) = world.get("1", &format!("/notifications?limit=3&cursor={cursor}")).await;
    assert_eq!(sequences(&second), [3, 2, 1]);
    assert_eq!(second["next_cursor"], Value::Null);
    // Somebody else's cursor is worth nothing.
    let (status, problem) = world.get("2", &format!("/notifications?cursor={cursor}")).await;
    assert_eq!((status, &problem["code"]), (StatusCode::BAD_REQUEST, &json!("invalid_cursor")));
}

#[tokio::test]
async fn reading_is_counted() {
    let world = World::with(1..=4, ANNA);
    world.tell(11..=12, BEN);
    let count = |count: u64| (StatusCode::OK, json!({ "count": count }));
    assert_eq!(world.get("1", "/unread-count").await, count(4));
    let ids = json!({ "ids": [id(2), id(11), id(99)] });
    assert_eq!(world.read("1", ids).await, count(3));
    assert_eq!(world.read("1", json!({ "up_to_seq": 3 })).await, count(1));
    assert_eq!(world.get("2", "/unread-count").await, count(2));
    assert_eq!(world.get("3", "/unread-count").await, count(0));
    let (_, page) = world.get("1", "/notifications").await;
    let read: Vec<bool> =
        page["items"].as_array().unwrap().iter().map(|item| item["read_at"] == "2026-01-01T00:30:00.000Z").collect();
    assert_eq!(read, [false, true, true, true]);
}

#[tokio::test]
async fn bad_input_is_refused_and_changes_nothing() {
    let world = World::with(1..=2, ANNA);
    for (body, code, field, error) in [
        (json!({}), "validation_failed", "ids", "required"),
        (json!({ "ids": [], "up_to_seq": 1 }), "validation_failed", "up_to_seq", "conflicting"),
        (json!({ "ids": [id(1), "usr_1"] }), "validation_failed", "ids[1]", "invalid_id"),
        (json!({ "ids": vec![id(1); 501] }), "validation_failed", "ids", "too_many"),
        (json!({ "ids": "all" }), "validation_failed", "ids", "invalid_type"),
        (json!({ "up_to_seq": -1 }), "validation_failed", "up_to_seq", "out_of_range"),
        (json!({ "up_to_seq": 9_007_199_254_740_992_u64 }), "validation_failed", "up_to_seq", "out_of_range"),
        (json!({ "up_to_seq": 1, "user_id": "usr_1" }), "validation_failed", "user_id", "unknown_field"),
    ] {
        let (status, problem) = world.read("1", body.clone()).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        assert_eq!(problem["code"], code, "{body}");
        assert_eq!((&problem["errors"][0]["field"], &problem["errors"][0]["code"]), (&json!(field), &json!(error)));
    }
    for path in
        ["/notifications?limit=0", "/notifications?limit=101", "/notifications?limit=x", "/notifications?user=2"]
    {
        let (status, problem) = world.get("1", path).await;
        assert_eq!(
            (status, &problem["code"]),
            (StatusCode::UNPROCESSABLE_ENTITY, &json!("validation_failed")),
            "{path}"
        );
    }
    let (status, problem) = world.get("1", "/notifications?cursor=%27%3B%20drop%20table").await;
    assert_eq!((status, &problem["code"]), (StatusCode::BAD_REQUEST, &json!("invalid_cursor")));
    assert_eq!(world.get("1", "/unread-count").await.1, json!({ "count": 2 }));
}

#[tokio::test]
async fn who_is_not_signed_in_learns_nothing() {
    let world = World::with(1..=2, ANNA);
    for (method, path) in [("GET", "/notifications"), ("GET", "/unread-count"), ("POST", "/read")] {
        for (token, code) in [("forged", "invalid_token"), ("old", "token_expired")] {
            let (status, problem) = world.ask(token, method, path, Some(json!({ "up_to_seq": 1 }))).await;
            assert_eq!((status, &problem["code"]), (StatusCode::UNAUTHORIZED, &json!(code)), "{path}");
        }
    }
}

#[tokio::test]
async fn a_store_that_is_away_is_told_as_such() {
    let world = World::new();
    world.stored.away.store(true, Ordering::SeqCst);
    let (status, problem) = world.get("1", "/unread-count").await;
    assert_eq!((status, &problem["code"]), (StatusCode::SERVICE_UNAVAILABLE, &json!("store_unavailable")));
}
