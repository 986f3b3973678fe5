//! What payment providers tell.

use fixtures::order::payment_id;
use serde_json::json;

use crate::shop::{Answer, Shop, text};

const PATH: &str = "/api/order/public/webhooks/fake";

async fn told(shop: &Shop, signature: &str, event: &str) -> Answer {
    shop.post(PATH).header("Signature", signature).raw(event.to_owned()).send().await
}

#[tokio::test]
async fn a_payment_that_succeeded_pays_the_orders_once() {
    let shop = Shop::open();
    let checkout = shop.buy("card").await;
    let payment = text(&checkout, "/payment/id");
    let event = format!("evt_1 {payment} succeeded 5298 USD");
    for _ in 0..2 {
        let answer = told(&shop, "good", &event).await;
        assert_eq!((answer.status, &answer.body), (204, &json!(null)));
    }
    let path = format!("/api/order/checkouts/{}", text(&checkout, "/id"));
    let paid = shop.get(&path).by("shopper-1").send().await.expect(200);
    assert_eq!((&paid["status"], &paid["payment"]["status"]), (&json!("paid"), &json!("captured")));
    assert_eq!(paid["payment"]["redirect_url"], json!(null));
    let statuses: Vec<_> = paid["orders"].as_array().unwrap().iter().map(|order| &order["status"]).collect();
    assert_eq!(statuses, ["paid", "paid"]);
}

#[tokio::test]
async fn what_is_of_no_interest_is_handled() {
    let shop = Shop::open();
    told(&shop, "good", &format!("evt_1 {} ignored", payment_id(1))).await.expect(204);
}

#[tokio::test]
async fn what_the_provider_did_not_sign_is_refused() {
    let shop = Shop::open();
    let checkout = shop.buy("card").await;
    let event = format!("evt_1 {} succeeded 5298 USD", text(&checkout, "/payment/id"));
    told(&shop, "bad", &event).await.problem(400, "invalid_signature");
    shop.post(PATH).raw(event.clone()).send().await.problem(400, "invalid_signature");
    told(&shop, "old", &event).await.problem(400, "signature_too_old");
    for event in ["", "{}", "evt_1 pay succeeded many USD"] {
        told(&shop, "good", event).await.problem(400, "malformed_webhook");
    }
    let path = format!("/api/order/checkouts/{}", text(&checkout, "/id"));
    assert_eq!(shop.get(&path).by("shopper-1").send().await.expect(200), checkout);
}

#[tokio::test]
async fn what_nobody_here_knows_is_not_found() {
    let shop = Shop::open();
    let event = format!("evt_1 {} succeeded 1 USD", payment_id(1));
    told(&shop, "good", &event).await.problem(404, "payment_not_found");
    let elsewhere = shop.post("/api/order/public/webhooks/nobody").header("signature", "good").raw(event).send();
    elsewhere.await.problem(404, "provider_not_found");
    let garbage = shop.post("/api/order/public/webhooks/%FF").header("signature", "good").send().await;
    garbage.problem(404, "not_found");
}

#[tokio::test]
async fn a_body_has_256_kilobytes_at_most() {
    let shop = Shop::open();
    told(&shop, "good", &"x".repeat(256 * 1024)).await.problem(400, "malformed_webhook");
    told(&shop, "good", &"x".repeat(256 * 1024 + 1)).await.problem(413, "body_too_large");
}
