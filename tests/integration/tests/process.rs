//! The process itself: starting, stopping, its other commands, health and the API's description.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use serde_json::json;
use tradepost_integration::seed::{PASSWORD, goods};
use tradepost_integration::{Options, Shop};

fn stderr(output: &std::process::Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[tokio::test]
async fn a_shop_tells_that_it_lives_and_is_ready() {
    let shop = Shop::open();
    let visitor = shop.visitor();
    assert_eq!(visitor.get("/health/live").await.expect(200), json!({"status": "ok"}));
    let ready = visitor.get("/health/ready").await.expect(200);
    assert_eq!(ready["status"], "ok");
    assert!(!ready["checks"].as_array().unwrap().is_empty());
    let metrics = visitor.request(reqwest::Method::GET, "/metrics").send().await.unwrap().text().await.unwrap();
    assert!(metrics.contains("http_request_seconds_count"), "{metrics}");
    let description = visitor.get("/api/openapi.json").await.expect(200);
    assert_eq!(description["openapi"], "3.1.0");
    assert_eq!(visitor.get("/api/docs/").await.status, 200);
}

#[tokio::test]
async fn a_shop_that_is_told_to_stop_does_and_opens_again_on_its_data() {
    let mut shop = Shop::open();
    let goods = goods(&shop, 1_000, 5).await;
    assert_eq!(shop.stop(), Some(0));
    shop.restart();
    let found = shop.visitor().get(&format!("/api/product/public/products/{}", goods.product)).await.expect(200);
    assert_eq!(found["variants"][0]["available"], json!(5));
    // Access tokens of before the restart are still good: the key is kept.
    assert_eq!(goods.at(shop.url()).pieces().await, (5, 0, 0));
}

#[tokio::test]
async fn configuration_that_is_not_known_is_refused() {
    let shop = Shop::open();
    std::fs::write(shop.data().join("wrong.toml"), "lisen = \"127.0.0.1:1\"\n").unwrap();
    let output = shop.run(&["doctor", "--config", "wrong.toml"], "");
    assert!(!output.status.success());
    assert!(stderr(&output).contains("lisen"), "{}", stderr(&output));
    let output = shop.run(&["doctor", "--config", "missing.toml"], "");
    assert!(stderr(&output).contains("missing.toml"), "{}", stderr(&output));
}

#[tokio::test]
async fn the_doctor_finds_a_healthy_shop_healthy() {
    let shop = Shop::open_with(Options::default());
    let output = shop.run(&["doctor"], "");
    assert!(output.status.success(), "{}{}", String::from_utf8_lossy(&output.stdout), stderr(&output));
    assert!(String::from_utf8_lossy(&output.stdout).contains("listen"));
}

#[tokio::test]
async fn an_administrator_is_made_and_roles_are_granted_on_the_command_line() {
    let shop = Shop::open();
    let mut person = shop.visitor();
    person.register("sam@example.com", PASSWORD, "Sam").await;
    let output = shop.run(&["admin", "grant-role", "--email", "sam@example.com", "--role", "administrator"], "");
    assert!(output.status.success(), "{}", stderr(&output));
    let body = person.log_in("sam@example.com", PASSWORD).await;
    assert_eq!(body["user"]["roles"], json!(["shopper", "administrator"]));
    let output = shop.run(&["admin", "grant-role", "--email", "nobody@example.com", "--role", "administrator"], "");
    assert!(!output.status.success());
    let output = shop.run(&["admin", "grant-role", "--email", "sam@example.com", "--role", "king"], "");
    assert!(!output.status.success());
}
