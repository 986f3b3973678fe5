//! Coming in and going out over HTTP.
use crate::site::{PASSWORD, Sender, Site};
use axum::body::Body;
use http::Method;
use serde_json::{Value, json};

const REGISTER: &str = "/api/user/public/register";
const LOG_IN: &str = "/api/user/public/login";
const REFRESH: &str = "/api/user/public/refresh";
const VERIFY: &str = "/api/user/public/verify";

fn nobody() -> Sender {
    Sender::default()
}

#[tokio::test]
async fn registering_answers_who_one_is_with_a_token_and_a_cookie() {
    let site = Site::new();
    let answer = site.register("Ada@Example.com").await.expect(201);
    let id = answer.text("/user/id");
    assert!(id.starts_with("usr_"), "{id}");
    let user = json!({
        "id": id, "email": "ada@example.com", "name": "Ada Lovelace", "roles": ["shopper"], "email_verified": false,
        "shop": null,
    });
    let token = answer.text("/access_token");
    assert_eq!(answer.body, json!({"user": user, "access_token": token, "expires_in": 900}));
    let (value, attributes) = answer.cookie();
    assert_eq!(value.len(), 64);
    assert_eq!(attributes, "HttpOnly; SameSite=Strict; Path=/api/user; Max-Age=2592000");
    let me = site.get(&Sender::with_token(token), "/api/user/me").await.expect(200);
    assert_eq!(me.body, user);
}

#[tokio::test]
async fn over_tls_the_cookie_travels_over_tls_alone() {
    let site = Site::with_secure_cookie(true);
    let (_, attributes) = site.register("ada@example.com").await.expect(201).cookie();
    assert_eq!(attributes, "HttpOnly; SameSite=Strict; Secure; Path=/api/user; Max-Age=2592000");
}

#[tokio::test]
async fn a_registration_that_breaks_rules_names_each() {
    let site = Site::new();
    let check = async |body: Value, fields: &[(&str, &str)]| {
        site.post(&nobody(), REGISTER, &body).await.expect_invalid(fields);
    };
    let (email, password) = ("ada@example.com", PASSWORD);
    check(
        json!({"email": "ada", "password": "short", "name": " "}),
        &[("email", "invalid_email"), ("password", "too_short"), ("name", "empty")],
    )
    .await;
    check(json!({"email": email, "password": "x".repeat(129), "name": "A"}), &[("password", "too_long")]).await;
    check(json!({"email": email, "password": email, "name": "A"}), &[("password", "same_as_email")]).await;
    check(json!({"email": email, "password": password, "name": "x".repeat(101)}), &[("name", "too_long")]).await;
    for name in ["a\u{0}b", "a\u{1b}[31mb", "a\nb"] {
        check(json!({"email": email, "password": password, "name": name}), &[("name", "control_character")]).await;
    }
    check(json!({"email": email, "password": password}), &[("name", "required")]).await;
    check(json!({"email": 7, "password": password, "name": "A"}), &[("email", "invalid_type")]).await;
    let more = json!({"email": email, "password": password, "name": "A", "roles": ["administrator"]});
    check(more, &[("roles", "unknown_field")]).await;
    assert!(site.world.stores.accounts().is_empty());
}

#[tokio::test]
async fn a_body_that_is_no_json_or_too_large_is_refused_on_every_route() {
    let site = Site::new();
    let ada = site.somebody("ada@example.com").await;
    for (method, path) in [
        (Method::POST, REGISTER),
        (Method::POST, LOG_IN),
        (Method::POST, "/api/user/public/verify-email"),
        (Method::POST, "/api/user/public/password-reset"),
        (Method::POST, "/api/user/public/password-reset/confirm"),
        (Method::POST, "/api/user/password"),
        (Method::PATCH, "/api/user/me"),
        (Method::POST, "/api/user/addresses"),
        (Method::PUT, "/api/user/addresses/adr_00000000000000000000000001"),
        (Method::POST, "/api/user/shop"),
        (Method::POST, "/api/user/accounts/usr_00000000000000000000000001/ban"),
    ] {
        for text in ["", "{", "[1,", "{} x", "\u{0}"] {
            let answer = site.send_raw(&ada, method.clone(), path, Body::from(text)).await;
            answer.expect_problem(400, "malformed_json");
        }
        let huge = Body::from(format!(r#"{{"name": "{}"}}"#, "x".repeat(11 << 20)));
        site.send_raw(&ada, method.clone(), path, huge).await.expect_problem(413, "body_too_large");
        site.send(&ada, method, path, &json!({"nonsense": 1})).await.expect_problem(422, "validation_failed");
    }
}

#[tokio::test]
async fn a_taken_address_is_refused_like_any_that_cannot_be_used() {
    let site = Site::new();
    site.register("ada@example.com").await.expect(201);
    site.register("ada@example.com").await.expect(201);
    let mut answers = Vec::new();
    for email in ["ada@example.com", "ada@shop.invalid"] {
        let body = json!({"email": email, "password": "another password", "name": "Thief"});
        let answer = site.post(&nobody(), REGISTER, &body).await.expect_problem(422, "validation_failed");
        assert_eq!(answer.body["errors"][0]["code"], "email_unusable");
        assert!(!answer.headers.contains_key("set-cookie"));
        answers.push(answer.body);
    }
    assert_eq!(answers[0], answers[1]);
}

#[tokio::test]
async fn logging_in_answers_like_registering() {
    let site = Site::new();
    let registered = site.register("ada@example.com").await.expect(201);
    let body = json!({"email": "ADA@example.com ", "password": PASSWORD});
    let answer = site.post(&nobody(), LOG_IN, &body).await.expect(200);
    assert_eq!(answer.body["user"], registered.body["user"]);
    assert_eq!(answer.body["expires_in"], 900);
    assert_ne!(answer.cookie().0, registered.cookie().0);
}

#[tokio::test]
async fn wrong_address_and_wrong_password_get_the_same_answer() {
    let site = Site::new();
    site.register("ada@example.com").await.expect(201);
    let mut bodies = Vec::new();
    for (email, password) in
        [("ada@example.com", "wrong password"), ("bob@example.com", PASSWORD), ("ada@example.com", "")]
    {
        let body = json!({"email": email, "password": password});
        let answer = site.post(&nobody(), LOG_IN, &body).await.expect_problem(401, "invalid_credentials");
        assert!(!answer.headers.contains_key("set-cookie"));
        bodies.push(answer.body);
    }
    assert!(bodies.iter().all(|body| *body == bodies[0]), "{bodies:?}");
    let malformed = json!({"email": "ada", "password": PASSWORD});
    site.post(&nobody(), LOG_IN, &malformed).await.expect_invalid(&[("email", "invalid_email")]);
}

#[tokio::test]
async fn guessing_is_answered_with_when_to_come_back() {
    let site = Site::new();
    site.register("ada@example.com").await.expect(201);
    let guess = json!({"email": "ada@example.com", "password": "wrong password"});
    for _ in 0..10 {
        site.post(&nobody(), LOG_IN, &guess).await.expect_problem(401, "invalid_credentials");
    }
    let answer = site.post(&nobody(), LOG_IN, &guess).await.expect_problem(429, "too_many_requests");
    assert_eq!(answer.headers["retry-after"], "900");
    let elsewhere = Sender { household: 2, ..nobody() };
    site.post(&elsewhere, LOG_IN, &guess).await.expect_problem(401, "invalid_credentials");
}

#[tokio::test]
async fn a_refresh_cookie_is_good_once() {
    let site = Site::new();
    let registered = site.register("ada@example.com").await.expect(201);
    let first = registered.cookie().0;
    let answer = site.post(&Sender::with_cookie(&first), REFRESH, &Value::Null).await.expect(200);
    assert_eq!(answer.body["user"], registered.body["user"]);
    let (second, attributes) = answer.cookie();
    assert_eq!(attributes, "HttpOnly; SameSite=Strict; Path=/api/user; Max-Age=2592000");
    assert_ne!(first, second);
    // A thief comes with the first; then nobody goes on, and the cookie is taken away.
    for cookie in [first, second] {
        let answer = site.post(&Sender::with_cookie(cookie), REFRESH, &Value::Null).await;
        let answer = answer.expect_problem(401, "session_revoked");
        assert_eq!(answer.cookie(), (String::new(), "HttpOnly; SameSite=Strict; Path=/api/user; Max-Age=0".to_owned()));
    }
}

#[tokio::test]
async fn without_a_good_cookie_there_is_no_refresh() {
    let site = Site::new();
    site.register("ada@example.com").await.expect(201);
    site.post(&nobody(), REFRESH, &Value::Null).await.expect_problem(401, "unauthenticated");
    for value in ["", "x", &"f".repeat(64), &"F".repeat(64), &"0".repeat(10_000), "' or 1=1 --"] {
        let answer = site.post(&Sender::with_cookie(value), REFRESH, &Value::Null).await;
        answer.expect_problem(401, "unauthenticated");
    }
    let cookie = site.register("ada@example.com").await.expect(201).cookie().0;
    site.world.clock.set(30 * 86_400);
    let answer = site.post(&Sender::with_cookie(cookie), REFRESH, &Value::Null).await;
    answer.expect_problem(401, "session_expired");
}

#[tokio::test]
async fn logging_out_ends_the_session_and_takes_the_cookie_away() {
    for path in ["/api/user/logout", "/api/user/logout-everywhere"] {
        let site = Site::new();
        let registered = site.register("ada@example.com").await.expect(201);
        let ada = Sender::with_token(registered.text("/access_token"));
        site.get(&ada, VERIFY).await.expect(200);
        let answer = site.post(&ada, path, &Value::Null).await.expect(204);
        assert_eq!(answer.cookie().1, "HttpOnly; SameSite=Strict; Path=/api/user; Max-Age=0");
        site.post(&ada, path, &Value::Null).await.expect(204);
        site.get(&ada, VERIFY).await.expect_problem(401, "session_revoked");
        let again = Sender::with_cookie(registered.cookie().0);
        site.post(&again, REFRESH, &Value::Null).await.expect_problem(401, "session_revoked");
    }
}

#[tokio::test]
async fn the_central_check_says_who_it_is_and_asks_what_a_token_cannot_know() {
    let site = Site::new();
    let registered = site.register("ada@example.com").await.expect(201);
    let ada = Sender::with_token(registered.text("/access_token"));
    let answer = site.get(&ada, VERIFY).await.expect(200);
    assert_eq!(answer.headers["x-user-id"], registered.text("/user/id"));
    assert_eq!(answer.headers["x-user-roles"], "shopper");
    assert_eq!(answer.body, Value::Null);
    site.post(&ada, "/api/user/shop", &json!({"name": "Mugs"})).await.expect(201);
    // The token is as old as it was, the answer is not.
    assert_eq!(site.get(&ada, VERIFY).await.expect(200).headers["x-user-roles"], "shopper,seller");
    site.get(&nobody(), VERIFY).await.expect_problem(401, "unauthenticated");
    site.get(&Sender::with_token("x"), VERIFY).await.expect_problem(401, "invalid_token");
    site.world.clock.set(900);
    site.get(&ada, VERIFY).await.expect_problem(401, "token_expired");
}

#[tokio::test]
async fn the_public_keys_are_a_jwk_set_that_may_be_cached() {
    let site = Site::new();
    let answer = site.get(&nobody(), "/api/user/public/jwks.json").await.expect(200);
    let key = json!({
        "kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig", "kid": "fake-key",
        "x": "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc",
    });
    assert_eq!(answer.body, json!({"keys": [key]}));
    assert_eq!(answer.headers["cache-control"], "public, max-age=300");
}

#[tokio::test]
async fn a_route_of_ones_own_needs_a_good_token() {
    let site = Site::new();
    let ada = site.somebody("ada@example.com").await;
    let routes = [
        (Method::POST, "/api/user/logout"),
        (Method::POST, "/api/user/logout-everywhere"),
        (Method::GET, "/api/user/sessions"),
        (Method::DELETE, "/api/user/sessions/ses_00000000000000000000000001"),
        (Method::POST, "/api/user/verify-email/resend"),
        (Method::GET, "/api/user/me"),
        (Method::PATCH, "/api/user/me"),
        (Method::POST, "/api/user/password"),
        (Method::GET, "/api/user/addresses"),
        (Method::POST, "/api/user/addresses"),
        (Method::PUT, "/api/user/addresses/adr_00000000000000000000000001"),
        (Method::DELETE, "/api/user/addresses/adr_00000000000000000000000001"),
        (Method::POST, "/api/user/shop"),
        (Method::POST, "/api/user/accounts/usr_00000000000000000000000001/ban"),
        (Method::POST, "/api/user/accounts/usr_00000000000000000000000001/unban"),
    ];
    for (method, path) in routes.clone() {
        let answer = site.send(&nobody(), method.clone(), path, &json!({})).await;
        assert_eq!(answer.expect_problem(401, "unauthenticated").headers["www-authenticate"], "Bearer");
        let forged = Sender::with_token("eyJhbGciOiJub25lIn0.e30.");
        site.send(&forged, method, path, &json!({})).await.expect_problem(401, "invalid_token");
    }
    site.world.clock.set(900);
    for (method, path) in routes {
        site.send(&ada, method, path, &json!({})).await.expect_problem(401, "token_expired");
    }
}
