//! Somebody with a browser.

use std::sync::Arc;

use reqwest::cookie::Jar;
use reqwest::{Client, Method, StatusCode, redirect};
use serde_json::{Value, json};

/// An answer: its status and its body, JSON or null.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The body; null when it is empty or no JSON.
    pub body: Value,
    /// The headers.
    pub headers: reqwest::header::HeaderMap,
}

impl Answer {
    /// The body of an answer that must have this status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.body);
        self.body
    }

    /// Checks that this is a problem of that status and code, in the form that all have.
    #[track_caller]
    pub fn expect_problem(self, status: u16, code: &str) -> Value {
        assert_eq!((self.status, self.body["code"].as_str()), (status, Some(code)), "{}", self.body);
        assert_eq!(self.headers["content-type"], "application/problem+json");
        assert_eq!(self.body["status"], json!(status));
        assert_eq!(self.body["request_id"].as_str(), self.headers.get("x-request-id").and_then(|id| id.to_str().ok()));
        assert!(self.body["detail"].as_str().is_some_and(|detail| !detail.is_empty()), "{}", self.body);
        self.body
    }

    /// Checks that this is `validation_failed` and names a field with a code.
    #[track_caller]
    pub fn expect_invalid(self, field: &str, code: &str) {
        let body = self.expect_problem(422, "validation_failed");
        let errors = body["errors"].as_array().expect("errors is a list");
        assert!(errors.iter().any(|error| error["field"] == field && error["code"] == code), "{field} {code}: {body}");
    }

    /// The string at a place in the body, such as `/user/id`.
    #[track_caller]
    #[must_use]
    pub fn text(&self, pointer: &str) -> String {
        text(&self.body, pointer)
    }
}

/// The string at a place in a JSON value.
#[track_caller]
#[must_use]
pub fn text(value: &Value, pointer: &str) -> String {
    value
        .pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or_else(|| panic!("no text at {pointer} in {value}"))
        .to_owned()
}

/// Somebody with a cookie jar and, once signed in, an access token.
#[derive(Clone)]
pub struct Visitor {
    client: Client,
    url: String,
    token: Option<String>,
}

impl Visitor {
    /// Somebody who comes to the shop at `url` with an empty cookie jar.
    #[must_use]
    pub fn new(url: &str) -> Self {
        let client = Client::builder()
            .cookie_provider(Arc::new(Jar::default()))
            .redirect(redirect::Policy::none())
            .build()
            .expect("a client");
        Self { client, url: url.to_owned(), token: None }
    }

    /// The same person with another access token.
    #[must_use]
    pub fn with_token(&self, token: impl Into<String>) -> Self {
        Self { token: Some(token.into()), ..self.clone() }
    }

    /// The same person with the shop at another address, as after a restart.
    #[must_use]
    pub fn at(&self, url: &str) -> Self {
        Self { url: url.to_owned(), ..self.clone() }
    }

    /// The access token; fails when nobody is signed in.
    #[must_use]
    pub fn token(&self) -> &str {
        self.token.as_deref().expect("signed in")
    }

    /// A request to a path of the shop, or to a whole address.
    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let url = if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.url) };
        let request = self.client.request(method, url);
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    /// Sends a request; fails when the shop cannot be reached.
    pub async fn send(&self, request: reqwest::RequestBuilder) -> Answer {
        self.try_send(request).await.expect("the shop answers")
    }

    /// Sends a request that may fail, as when the shop dies meanwhile.
    ///
    /// # Errors
    /// When no whole answer came.
    pub async fn try_send(&self, request: reqwest::RequestBuilder) -> reqwest::Result<Answer> {
        let response = request.send().await?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let bytes = response.bytes().await?;
        Ok(Answer { status, headers, body: serde_json::from_slice(&bytes).unwrap_or(Value::Null) })
    }

    /// GET.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    /// POST with a JSON body.
    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(self.request(Method::POST, path).json(body)).await
    }

    /// POST with a JSON body and an idempotency key.
    pub async fn post_once(&self, path: &str, key: &str, body: &Value) -> Answer {
        self.send(self.request(Method::POST, path).header("idempotency-key", key).json(body)).await
    }

    /// POST with an empty body.
    pub async fn post_empty(&self, path: &str) -> Answer {
        self.send(self.request(Method::POST, path)).await
    }

    /// PATCH with a JSON body.
    pub async fn patch(&self, path: &str, body: &Value) -> Answer {
        self.send(self.request(Method::PATCH, path).json(body)).await
    }

    /// PUT with a JSON body.
    pub async fn put(&self, path: &str, body: &Value) -> Answer {
        self.send(self.request(Method::PUT, path).json(body)).await
    }

    /// DELETE.
    pub async fn delete(&self, path: &str) -> Answer {
        self.send(self.request(Method::DELETE, path)).await
    }

    /// Registers an account and is signed in with it.
    pub async fn register(&mut self, email: &str, password: &str, name: &str) -> Value {
        let body = self
            .post("/api/user/public/register", &json!({"email": email, "password": password, "name": name}))
            .await
            .expect(201);
        self.token = Some(text(&body, "/access_token"));
        body
    }

    /// Signs in.
    pub async fn log_in(&mut self, email: &str, password: &str) -> Value {
        self.token = None;
        let body =
            self.post("/api/user/public/login", &json!({"email": email, "password": password})).await.expect(200);
        self.token = Some(text(&body, "/access_token"));
        body
    }

    /// Opens a shop and may sell from then on.
    pub async fn open_shop(&mut self, name: &str) -> Value {
        let body = self.post("/api/user/shop", &json!({"name": name})).await.expect(201);
        self.token = Some(text(&body, "/access_token"));
        body
    }

    /// Approves (or declines) a payment on the sandbox's page and is led back.
    pub async fn on_payment_page(&self, redirect_url: &str, button: &str) -> Answer {
        let answer = Self { token: None, ..self.clone() }.post_empty(&format!("{redirect_url}/{button}")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER.as_u16(), "{}", answer.body);
        answer
    }
}
