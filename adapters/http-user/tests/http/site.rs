//! The routes over the use cases with fakes, and somebody who sends requests.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use fixtures::user::{FakeTokens, World};
use http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE, SET_COOKIE, USER_AGENT};
use http::{HeaderMap, Method, Request};
use http_body_util::BodyExt;
use kit_http::{Auth, ClientIp};
use serde_json::{Value, json};
use tower::ServiceExt;
use tradepost_http_user::{UserState, router};

pub(crate) struct Site {
    pub(crate) world: World,
    router: Router,
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
}

impl Answer {
    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.body);
        // What is said is said to one person.
        let cached = self.headers.get("cache-control").map(|value| value.to_str().unwrap());
        assert!(matches!(cached, Some("no-store" | "public, max-age=300")), "{cached:?}");
        self
    }

    #[track_caller]
    pub(crate) fn expect_problem(self, status: u16, code: &str) -> Self {
        assert_eq!((self.status, self.body["code"].as_str()), (status, Some(code)), "{}", self.body);
        assert_eq!(self.headers["content-type"], "application/problem+json");
        self
    }

    /// Exactly these fields break rules: pairs of name and code.
    #[track_caller]
    pub(crate) fn expect_invalid(self, fields: &[(&str, &str)]) {
        let answer = self.expect_problem(422, "validation_failed");
        let errors = answer.body["errors"].as_array().unwrap();
        let found: Vec<(&str, &str)> =
            errors.iter().map(|e| (e["field"].as_str().unwrap(), e["code"].as_str().unwrap())).collect();
        assert_eq!(found, fields, "{}", answer.body);
    }

    pub(crate) fn text(&self, pointer: &str) -> String {
        let text = self.body.pointer(pointer).and_then(Value::as_str);
        text.unwrap_or_else(|| panic!("no text at {pointer} in {}", self.body)).to_owned()
    }

    /// The refresh cookie that was set: its value and all that is said of it.
    pub(crate) fn cookie(&self) -> (String, String) {
        let cookies: Vec<_> = self.headers.get_all(SET_COOKIE).iter().collect();
        assert_eq!(cookies.len(), 1, "{cookies:?}");
        let text = cookies[0].to_str().unwrap();
        let (pair, attributes) = text.split_once("; ").unwrap();
        (pair.strip_prefix("tp_refresh=").unwrap().to_owned(), attributes.to_owned())
    }
}

#[derive(Default)]
pub(crate) struct Sender {
    pub(crate) token: Option<String>,
    pub(crate) cookie: Option<String>,
    pub(crate) household: u8,
    pub(crate) user_agent: Option<&'static str>,
}

impl Sender {
    pub(crate) fn with_token(token: impl Into<String>) -> Self {
        Self { token: Some(token.into()), ..Self::default() }
    }

    pub(crate) fn with_cookie(value: impl Into<String>) -> Self {
        Self { cookie: Some(format!("tp_refresh={}", value.into())), ..Self::default() }
    }
}

impl Site {
    pub(crate) fn new() -> Self {
        Self::with_secure_cookie(false)
    }

    pub(crate) fn with_secure_cookie(secure: bool) -> Self {
        let world = World::default();
        let auth = Auth::new(Arc::new(FakeTokens), world.clock.clone());
        let (router, _) = router(UserState::new(world.app.clone(), auth, secure)).split_for_parts();
        Self { world, router }
    }

    pub(crate) async fn send_raw(&self, sender: &Sender, method: Method, path: &str, body: Body) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header(CONTENT_TYPE, "application/json");
        if let Some(token) = &sender.token {
            request = request.header(AUTHORIZATION, format!("Bearer {token}"));
        }
        if let Some(cookie) = &sender.cookie {
            request = request.header(COOKIE, cookie);
        }
        if let Some(agent) = sender.user_agent {
            request = request.header(USER_AGENT, agent);
        }
        let mut request = request.body(body).unwrap();
        let address = IpAddr::V4(Ipv4Addr::new(192, 0, 2, sender.household));
        request.extensions_mut().insert(ClientIp(address));
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        let body = if bytes.is_empty() { Value::Null } else { serde_json::from_slice(&bytes).unwrap() };
        Answer { status, headers, body }
    }

    pub(crate) async fn send(&self, sender: &Sender, method: Method, path: &str, body: &Value) -> Answer {
        let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
        self.send_raw(sender, method, path, body).await
    }

    pub(crate) async fn get(&self, sender: &Sender, path: &str) -> Answer {
        self.send(sender, Method::GET, path, &Value::Null).await
    }

    pub(crate) async fn post(&self, sender: &Sender, path: &str, body: &Value) -> Answer {
        self.send(sender, Method::POST, path, body).await
    }

    /// Registers an account.
    pub(crate) async fn register(&self, email: &str) -> Answer {
        let body = json!({"email": email, "password": PASSWORD, "name": "Ada Lovelace"});
        self.post(&Sender::default(), "/api/user/public/register", &body).await
    }

    /// Somebody with a new account, signed in.
    pub(crate) async fn somebody(&self, email: &str) -> Sender {
        Sender::with_token(self.register(email).await.expect(201).text("/access_token"))
    }
}

pub(crate) const PASSWORD: &str = "correct horse battery";
