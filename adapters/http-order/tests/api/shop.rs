//! A shop with a router, and somebody who calls it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use axum::body::Body;
use axum_extra::extract::cookie::Key;
use fixtures::order::{
    FakeAddresses, FakeGoods, FakeProvider, FlatRates, MemoryOrders, address, at, quote, seller_id, user_id, variant_id,
};
use fixtures::product::CountingIds;
use http::header::{CONTENT_TYPE, COOKIE, SET_COOKIE};
use http::{HeaderMap, Method, Request};
use http_body_util::BodyExt;
use kernel::{AddressId, Currency, SessionId, Timestamp, Uuid};
use kit_http::{Auth, CursorKey};
use order::Country;
use order_app::{Deps, OrderApp, Settings};
use platform::{Actor, Clock, Role, Roles, TokenError, TokenVerifier};
use serde_json::{Value, json};
use tower::ServiceExt;
use tradepost_http_order::{OrderState, router};

/// A clock that stands still until it is set.
#[derive(Default)]
pub(crate) struct TestClock(AtomicU64);

impl TestClock {
    pub(crate) fn set(&self, seconds: u64) {
        self.0.store(seconds, Ordering::Relaxed);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        at(self.0.load(Ordering::Relaxed))
    }
}

/// `shopper-7` is the user of that number, `seller-2` the user 1002 with the shop of that number.
struct Tokens;

impl TokenVerifier for Tokens {
    fn verify(&self, token: &str, _: Timestamp) -> Result<Actor, TokenError> {
        let session = SessionId::from_uuid(Uuid::from_u128(1));
        let (kind, number) = token.split_once('-').ok_or(TokenError::Invalid)?;
        let number: u128 = number.parse().map_err(|_| TokenError::Invalid)?;
        match kind {
            "shopper" => Ok(Actor { user: user_id(number), session, roles: Roles::SHOPPER, seller: None }),
            "seller" => Ok(Actor {
                user: user_id(1_000 + number),
                session,
                roles: Roles::SHOPPER.with(Role::Seller),
                seller: Some(seller_id(number)),
            }),
            "old" => Err(TokenError::Expired),
            _ => Err(TokenError::Invalid),
        }
    }
}

/// The shop: lamps 11 and 12 of shop 1 and lamp 21 of shop 2, ten of each; users 1 and 2 have an address each, user 1
/// a second one in Antarctica. A parcel costs 4.99.
pub(crate) struct Shop {
    router: Router,
    document: Value,
    pub(crate) store: Arc<MemoryOrders>,
    pub(crate) goods: Arc<FakeGoods>,
    pub(crate) provider: Arc<FakeProvider>,
    pub(crate) clock: Arc<TestClock>,
}

pub(crate) fn home(number: u128) -> AddressId {
    AddressId::from_uuid(Uuid::from_u128(500 + number))
}

pub(crate) const ANTARCTICA: AddressId = AddressId::from_uuid(Uuid::from_u128(599));

impl Shop {
    pub(crate) fn open() -> Self {
        Self::open_with(Key::from(&[7; 64]), false)
    }

    /// Signs cookies with this key, and sends them over TLS alone or not.
    pub(crate) fn open_with(cookies: Key, secure_cookies: bool) -> Self {
        let store = Arc::new(MemoryOrders::default());
        let goods = Arc::new(FakeGoods::of([quote(11), quote(12), quote(21)]));
        let provider = Arc::new(FakeProvider::default());
        let clock = Arc::new(TestClock::default());
        let addresses = FakeAddresses::default();
        addresses.put(user_id(1), home(1), address());
        addresses.put(user_id(2), home(2), address());
        let country: Country = "AQ".parse().unwrap();
        addresses.put(user_id(1), ANTARCTICA, order::DeliveryAddress { country, ..address() });
        let app = OrderApp::new(Deps {
            carts: store.clone(),
            checkouts: store.clone(),
            orders: store.clone(),
            quotes: goods.clone(),
            holds: goods.clone(),
            addresses: Arc::new(addresses),
            rates: Arc::new(FlatRates(499)),
            provider: provider.clone(),
            clock: clock.clone(),
            ids: Arc::new(CountingIds::from(1_000_000)),
            settings: Settings::new(Currency::USD, "https://shop.example"),
        });
        let state = OrderState {
            app: Arc::new(app),
            auth: Auth::new(Arc::new(Tokens), clock.clone()),
            cursors: CursorKey::new(&[9; 32]),
            cookies,
            secure_cookies,
        };
        let (router, document) = router(state).split_for_parts();
        Self { router, document: serde_json::to_value(document).unwrap(), store, goods, provider, clock }
    }

    /// The OpenAPI document of the routes.
    pub(crate) fn describe() -> Value {
        Self::open().document
    }

    fn call(&self, method: Method, path: &str) -> Call {
        let builder = Request::builder().method(method).uri(path);
        Call { router: self.router.clone(), builder, body: Body::empty() }
    }

    pub(crate) fn get(&self, path: &str) -> Call {
        self.call(Method::GET, path)
    }

    pub(crate) fn post(&self, path: &str) -> Call {
        self.call(Method::POST, path)
    }

    pub(crate) fn patch(&self, path: &str) -> Call {
        self.call(Method::PATCH, path)
    }

    pub(crate) fn delete(&self, path: &str) -> Call {
        self.call(Method::DELETE, path)
    }

    /// Puts so many lamps of this number into a shopper's cart.
    pub(crate) async fn fill(&self, shopper: &str, lamp: u128, quantity: i64) {
        let body = json!({"variant_id": variant_id(lamp).to_string(), "quantity": quantity});
        self.post("/api/order/cart/items").by(shopper).json(&body).send().await.expect(200);
    }

    /// Shopper 1 buys two lamps 11 and one lamp 21; gives the checkout.
    pub(crate) async fn buy(&self, method: &str) -> Value {
        self.fill("shopper-1", 11, 2).await;
        self.fill("shopper-1", 21, 1).await;
        let key = format!("key-{}", self.store.checkouts().len());
        let body = json!({"address_id": home(1).to_string(), "payment_method": method});
        self.post("/api/order/checkouts").by("shopper-1").key(&key).json(&body).send().await.expect(201)
    }

    /// The provider tells of the checkout's latest payment; gives the checkout after it.
    pub(crate) async fn told(&self, checkout: &Value, report: &str) -> Value {
        let id = text(checkout, "/id");
        let path = format!("/api/order/checkouts/{id}");
        let payment = text(&self.get(&path).by("shopper-1").send().await.expect(200), "/payment/id");
        let event = format!("evt-of-{payment} {payment} {report}");
        self.post("/api/order/public/webhooks/fake").header("signature", "good").raw(event).send().await.expect(204);
        self.get(&path).by("shopper-1").send().await.expect(200)
    }
}

/// A request in the making.
pub(crate) struct Call {
    router: Router,
    builder: http::request::Builder,
    body: Body,
}

impl Call {
    pub(crate) fn by(self, token: &str) -> Self {
        self.header("authorization", &format!("Bearer {token}"))
    }

    pub(crate) fn key(self, key: &str) -> Self {
        self.header("idempotency-key", key)
    }

    pub(crate) fn cookie(self, cookie: &str) -> Self {
        self.header(COOKIE.as_str(), cookie)
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.builder = self.builder.header(name, value);
        self
    }

    pub(crate) fn json(self, body: &Value) -> Self {
        self.header(CONTENT_TYPE.as_str(), "application/json").raw(body.to_string())
    }

    /// A body that says it is JSON.
    pub(crate) fn text(self, body: &str) -> Self {
        self.header(CONTENT_TYPE.as_str(), "application/json").raw(body.to_owned())
    }

    pub(crate) fn raw(mut self, body: impl Into<Body>) -> Self {
        self.body = body.into();
        self
    }

    pub(crate) async fn send(self) -> Answer {
        let response = self.router.oneshot(self.builder.body(self.body).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let body = if bytes.is_empty() { Value::Null } else { serde_json::from_slice(&bytes).unwrap() };
        Answer { status: parts.status.as_u16(), headers: parts.headers, body }
    }
}

/// An answer: its status and its body, JSON or null.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
}

impl Answer {
    /// The body of an answer that must have this status.
    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.body);
        self.body
    }

    /// Checks that it is a problem of this status and code.
    #[track_caller]
    pub(crate) fn problem(self, status: u16, code: &str) -> Value {
        assert_eq!((self.status, self.body["code"].as_str()), (status, Some(code)), "{}", self.body);
        assert_eq!(self.headers[CONTENT_TYPE], "application/problem+json");
        self.body
    }

    /// Checks that exactly these fields break these rules.
    #[track_caller]
    pub(crate) fn invalid(self, fields: &[(&str, &str)]) {
        let body = self.problem(422, "validation_failed");
        let found: Vec<_> = body["errors"]
            .as_array()
            .unwrap()
            .iter()
            .map(|error| (error["field"].as_str().unwrap(), error["code"].as_str().unwrap()))
            .collect();
        assert_eq!(found, fields, "{body}");
    }

    /// The cookies that are set.
    pub(crate) fn set_cookies(&self) -> Vec<String> {
        self.headers.get_all(SET_COOKIE).iter().map(|value| value.to_str().unwrap().to_owned()).collect()
    }
}

/// The string at a place in a JSON value.
#[track_caller]
pub(crate) fn text(value: &Value, pointer: &str) -> String {
    value.pointer(pointer).and_then(Value::as_str).expect(pointer).to_owned()
}

pub(crate) fn usd(minor: i64) -> Value {
    json!({"amount": minor, "currency": "USD"})
}

pub(crate) fn variant(lamp: u128) -> String {
    variant_id(lamp).to_string()
}

/// The shop of this number, as answers name it.
pub(crate) fn shop(number: u128) -> Value {
    json!({"id": seller_id(number).to_string(), "name": format!("Shop {number}")})
}

/// What all answers tell of a lamp's options and picture.
pub(crate) fn options() -> Value {
    json!({"Colour": "Red", "Größe": "M"})
}

pub(crate) fn image(lamp: u128) -> Value {
    json!({"url": format!("/media/{lamp}.webp"), "alt": "A red lamp"})
}
