//! One's own account over HTTP: mailbox, password, profile, sessions; and administrators.
use std::time::Duration;

use crate::site::{PASSWORD, Sender, Site};
use http::Method;
use kernel::Role;
use serde_json::{Value, json};

fn nobody() -> Sender {
    Sender::default()
}

/// Waits for work after an answer to send a mail; gives the token in it.
async fn token_in_mail(site: &Site, number: usize) -> String {
    let mailed = async {
        while site.world.mailbox.mails().len() < number {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), mailed).await.unwrap();
    site.world.mailbox.last_token().unwrap()
}

async fn log_in(site: &Site, email: &str, password: &str) -> u16 {
    let body = json!({"email": email, "password": password});
    site.post(&nobody(), "/api/user/public/login", &body).await.status
}

#[tokio::test]
async fn a_mailbox_is_proven_by_the_mailed_link() {
    let site = Site::new();
    let ada = site.somebody("ada@example.com").await;
    let path = "/api/user/public/verify-email";
    let body = json!({"token": token_in_mail(&site, 1).await});
    site.post(&nobody(), path, &body).await.expect(204);
    assert_eq!(site.get(&ada, "/api/user/me").await.expect(200).body["email_verified"], true);
    site.post(&nobody(), path, &body).await.expect_problem(410, "token_used_or_expired");
    for token in ["", "x", &"f".repeat(64), "' or 1=1 --"] {
        let answer = site.post(&nobody(), path, &json!({"token": token})).await;
        answer.expect_problem(410, "token_used_or_expired");
    }
    site.post(&nobody(), path, &json!({"token": 7})).await.expect_invalid(&[("token", "invalid_type")]);
    let again = site.post(&ada, "/api/user/verify-email/resend", &Value::Null).await;
    again.expect_problem(409, "already_verified");
}

#[tokio::test]
async fn another_mail_is_sent_a_few_times() {
    let site = Site::new();
    let ada = site.somebody("ada@example.com").await;
    let first = token_in_mail(&site, 1).await;
    for _ in 0..5 {
        site.post(&ada, "/api/user/verify-email/resend", &Value::Null).await.expect(202);
    }
    let refused = site.post(&ada, "/api/user/verify-email/resend", &Value::Null).await;
    assert_eq!(refused.expect_problem(429, "too_many_requests").headers["retry-after"], "3600");
    let answer = site.post(&nobody(), "/api/user/public/verify-email", &json!({"token": first})).await;
    answer.expect_problem(410, "token_used_or_expired");
    let last = token_in_mail(&site, 6).await;
    site.post(&nobody(), "/api/user/public/verify-email", &json!({"token": last})).await.expect(204);
}

#[tokio::test]
async fn a_password_is_reset_by_the_mailed_link() {
    let site = Site::new();
    let ada = site.somebody("ada@example.com").await;
    let body = json!({"email": "ada@example.com"});
    site.post(&nobody(), "/api/user/public/password-reset", &body).await.expect(202);
    let token = token_in_mail(&site, 2).await;
    let confirm = "/api/user/public/password-reset/confirm";
    let short = json!({"token": token, "password": "short"});
    site.post(&nobody(), confirm, &short).await.expect_invalid(&[("password", "too_short")]);
    let own = json!({"token": token, "password": "ada@example.com"});
    site.post(&nobody(), confirm, &own).await.expect_invalid(&[("password", "same_as_email")]);
    let good = json!({"token": token, "password": "a better password"});
    site.post(&nobody(), confirm, &good).await.expect(204);
    site.post(&nobody(), confirm, &good).await.expect_problem(410, "token_used_or_expired");
    let garbage = json!({"token": "x", "password": "a better password"});
    site.post(&nobody(), confirm, &garbage).await.expect_problem(410, "token_used_or_expired");
    assert_eq!(log_in(&site, "ada@example.com", "a better password").await, 200);
    assert_eq!(log_in(&site, "ada@example.com", PASSWORD).await, 401);
    site.get(&ada, "/api/user/public/verify").await.expect_problem(401, "session_revoked");
}

#[tokio::test]
async fn asking_for_a_reset_tells_nobody_whether_there_is_an_account() {
    let site = Site::new();
    site.register("ada@example.com").await.expect(201);
    let path = "/api/user/public/password-reset";
    let mut answers = Vec::new();
    for email in ["bob@example.com", "ada@example.com"] {
        let answer = site.post(&nobody(), path, &json!({"email": email})).await.expect(202);
        // The answer comes before anybody was looked for.
        assert_eq!(site.world.mailbox.mails().len(), 1);
        answers.push((answer.headers, answer.body));
    }
    assert_eq!(answers[0], answers[1]);
    token_in_mail(&site, 2).await;
    assert_eq!(site.world.mailbox.mails().len(), 2);
    site.post(&nobody(), path, &json!({"email": "ada"})).await.expect_invalid(&[("email", "invalid_email")]);
}

#[tokio::test]
async fn a_password_is_changed_by_who_knows_it() {
    let site = Site::new();
    let ada = site.somebody("ada@example.com").await;
    let change = async |current: &str, new: &str| {
        let body = json!({"current_password": current, "new_password": new});
        site.post(&ada, "/api/user/password", &body).await
    };
    change("wrong password", "a better password").await.expect_invalid(&[("current_password", "wrong_password")]);
    change(PASSWORD, "short").await.expect_invalid(&[("new_password", "too_short")]);
    change(PASSWORD, "ada@example.com").await.expect_invalid(&[("new_password", "same_as_email")]);
    assert_eq!(log_in(&site, "ada@example.com", PASSWORD).await, 200);
    change(PASSWORD, "a better password").await.expect(204);
    assert_eq!(log_in(&site, "ada@example.com", "a better password").await, 200);
    site.get(&ada, "/api/user/public/verify").await.expect(200);
}

#[tokio::test]
async fn a_profile_is_changed_in_what_is_given() {
    let site = Site::new();
    let ada = site.somebody("ada@example.com").await;
    let patch = async |body: Value| site.send(&ada, Method::PATCH, "/api/user/me", &body).await;
    assert_eq!(patch(json!({"name": " Countess "})).await.expect(200).body["name"], "Countess");
    assert_eq!(patch(json!({})).await.expect(200).body["name"], "Countess");
    patch(json!({"name": ""})).await.expect_invalid(&[("name", "empty")]);
    patch(json!({"email": "x@example.com"})).await.expect_invalid(&[("email", "unknown_field")]);
    patch(json!({"roles": ["administrator"]})).await.expect_invalid(&[("roles", "unknown_field")]);
    let me = site.get(&ada, "/api/user/me").await.expect(200).body;
    assert_eq!((&me["name"], &me["roles"]), (&json!("Countess"), &json!(["shopper"])));
}

#[tokio::test]
async fn sessions_are_listed_and_ended_by_their_owner() {
    let site = Site::new();
    let here = site.somebody("ada@example.com").await;
    let stranger = site.somebody("bob@example.com").await;
    site.world.clock.set(10);
    let phone = Sender { user_agent: Some("Phone/1.0"), ..nobody() };
    let body = json!({"email": "ada@example.com", "password": PASSWORD});
    let there = site.post(&phone, "/api/user/public/login", &body).await.expect(200);
    let there = Sender::with_token(there.text("/access_token"));
    let list = site.get(&here, "/api/user/sessions").await.expect(200);
    let id = list.text("/items/0/id");
    let at = "2025-10-09T08:53:30.123Z";
    let expected = json!({"id": id, "created_at": at, "last_used_at": at, "user_agent": "Phone/1.0", "current": false});
    assert_eq!(list.body["items"][0], expected);
    assert_eq!((&list.body["items"][1]["current"], &list.body["items"][1]["user_agent"]), (&json!(true), &Value::Null));
    assert_eq!(list.body["items"].as_array().unwrap().len(), 2);

    let path = format!("/api/user/sessions/{id}");
    site.send(&stranger, Method::DELETE, &path, &Value::Null).await.expect_problem(404, "not_found");
    site.get(&there, "/api/user/public/verify").await.expect(200);
    site.send(&here, Method::DELETE, &path, &Value::Null).await.expect(204);
    site.send(&here, Method::DELETE, &path, &Value::Null).await.expect_problem(404, "not_found");
    site.get(&there, "/api/user/public/verify").await.expect_problem(401, "session_revoked");
    for id in ["x", "ses_", "usr_00000000000000000000000001"] {
        let path = format!("/api/user/sessions/{id}");
        site.send(&here, Method::DELETE, &path, &Value::Null).await.expect_problem(404, "not_found");
    }
}

#[tokio::test]
async fn administrators_shut_accounts_out_and_others_do_not() {
    let site = Site::new();
    let root = site.register("root@example.com").await.expect(201);
    let email = kernel::Email::new("root@example.com").unwrap();
    site.world.app.grant_role.execute(&email, Role::Administrator).await.unwrap();
    let refreshed =
        site.post(&Sender::with_cookie(root.cookie().0), "/api/user/public/refresh", &Value::Null).await.expect(200);
    assert_eq!(refreshed.body["user"]["roles"], json!(["shopper", "administrator"]));
    let root = Sender::with_token(refreshed.text("/access_token"));
    let ada = site.register("ada@example.com").await.expect(201);
    let (id, ada) = (ada.text("/user/id"), Sender::with_token(ada.text("/access_token")));
    let (ban, unban) = (format!("/api/user/accounts/{id}/ban"), format!("/api/user/accounts/{id}/unban"));
    let reason = json!({"reason": "fraud"});

    site.post(&ada, &ban, &reason).await.expect_problem(403, "forbidden");
    site.post(&ada, &unban, &Value::Null).await.expect_problem(403, "forbidden");
    site.get(&ada, "/api/user/public/verify").await.expect(200);
    site.post(&root, &ban, &json!({"reason": " "})).await.expect_invalid(&[("reason", "empty")]);
    site.post(&root, &unban, &Value::Null).await.expect_problem(409, "not_banned");

    site.post(&root, &ban, &reason).await.expect(204);
    site.post(&root, &ban, &reason).await.expect_problem(409, "already_banned");
    site.get(&ada, "/api/user/public/verify").await.expect_problem(401, "session_revoked");
    assert_eq!(log_in(&site, "ada@example.com", PASSWORD).await, 403);
    assert_eq!(log_in(&site, "ada@example.com", "wrong password").await, 401);
    site.post(&root, &unban, &Value::Null).await.expect(204);
    assert_eq!(log_in(&site, "ada@example.com", PASSWORD).await, 200);

    let own = format!("/api/user/accounts/{}/ban", refreshed.text("/user/id"));
    site.post(&root, &own, &reason).await.expect_problem(409, "own_account");
    let unknown = "/api/user/accounts/usr_00000000000000000000000001/ban";
    site.post(&root, unknown, &reason).await.expect_problem(404, "not_found");
}
