//! Guests' carts and their cookie.

use axum_extra::extract::cookie::Key;
use serde_json::json;

use crate::shop::{Answer, Shop, text, usd, variant};

const CART: &str = "/api/order/public/cart";
const ITEMS: &str = "/api/order/public/cart/items";

/// Puts two lamps 11 into a new guest's cart.
async fn guest(shop: &Shop) -> Answer {
    shop.post(ITEMS).json(&json!({"variant_id": variant(11), "quantity": 2})).send().await
}

/// What a browser sends back of the one cookie that is set.
#[track_caller]
fn cookie(answer: &Answer) -> String {
    let cookies = answer.set_cookies();
    assert_eq!(cookies.len(), 1, "{cookies:?}");
    cookies[0].split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_guest_holds_a_cart_by_a_cookie() {
    let shop = Shop::open();
    let first = guest(&shop).await;
    let held = cookie(&first);
    assert_eq!(first.body["items"][0]["quantity"], json!(2));
    assert_eq!(first.body["total"], usd(2_699));
    assert_eq!(shop.get(CART).cookie(&held).send().await.expect(200), first.body);

    let path = format!("{ITEMS}/{}", variant(11));
    let set = shop.patch(&path).cookie(&held).json(&json!({"quantity": 3})).send().await;
    assert_eq!(cookie(&set), held);
    assert_eq!((&set.body["id"], &set.body["item_count"]), (&first.body["id"], &json!(3)));
    let noted = shop.post(&format!("{CART}/acknowledge")).cookie(&held).send().await;
    assert_eq!(cookie(&noted), held);
    assert_eq!(noted.body, set.body);
    let removed = shop.delete(&path).cookie(&held).send().await;
    assert_eq!(cookie(&removed), held);
    assert_eq!((&removed.body["id"], &removed.body["items"]), (&first.body["id"], &json!([])));
    // Another guest has another cart.
    assert_ne!(guest(&shop).await.body["id"], first.body["id"]);
}

#[tokio::test]
async fn the_cookie_is_for_the_server_alone() {
    let attributes = |answer: &Answer| {
        let cookies = answer.set_cookies();
        let mut attributes: Vec<_> = cookies[0].split("; ").skip(1).map(str::to_owned).collect();
        attributes.sort();
        attributes
    };
    let plain = guest(&Shop::open()).await;
    assert!(cookie(&plain).starts_with("tp_cart="));
    assert_eq!(attributes(&plain), ["HttpOnly", "Max-Age=2592000", "Path=/api/order", "SameSite=Lax"]);
    let secure = guest(&Shop::open_with(Key::from(&[7; 64]), true)).await;
    assert_eq!(attributes(&secure), ["HttpOnly", "Max-Age=2592000", "Path=/api/order", "SameSite=Lax", "Secure"]);
}

#[tokio::test]
async fn a_cookie_that_is_not_ours_is_as_good_as_none() {
    let shop = Shop::open();
    let first = guest(&shop).await;
    let (held, id) = (cookie(&first), text(&first.body, "/id"));
    let other = guest(&shop).await;
    let swapped = held.replace(&id, &text(&other.body, "/id"));
    assert_ne!(swapped, held);
    let foreign = cookie(&guest(&Shop::open_with(Key::from(&[8; 64]), false)).await);
    for wrong in [swapped, foreign, format!("tp_cart={id}"), "tp_cart=".to_owned(), format!("{held}x")] {
        let cart = shop.get(CART).cookie(&wrong).send().await.expect(200);
        assert_eq!(cart["items"], json!([]), "{wrong}");
        assert!(![&first.body["id"], &other.body["id"]].contains(&&cart["id"]), "{wrong}");
        // Whoever writes gets a new cart, and a cookie for it.
        let body = json!({"variant_id": variant(21), "quantity": 1});
        let written = shop.post(ITEMS).cookie(&wrong).json(&body).send().await;
        assert_eq!(written.body["item_count"], json!(1), "{wrong}");
        assert_eq!(shop.get(CART).cookie(&cookie(&written)).send().await.expect(200), written.body);
        // Nor does it bring anything into an account's cart.
        let merged = shop.post("/api/order/cart/merge").by("shopper-1").cookie(&wrong).send().await;
        assert_eq!(merged.set_cookies(), Vec::<String>::new());
        assert_eq!(merged.expect(200)["items"], json!([]), "{wrong}");
    }
    assert_eq!(shop.get(CART).cookie(&held).send().await.expect(200), first.body);
}

#[tokio::test]
async fn looking_and_being_refused_set_no_cookie() {
    let shop = Shop::open();
    let looked = shop.get(CART).send().await;
    assert_eq!((looked.status, looked.set_cookies()), (200, Vec::new()));
    let many = json!({"variant_id": variant(11), "quantity": 11});
    let refused = shop.post(ITEMS).json(&many).send().await;
    assert_eq!(refused.set_cookies(), Vec::<String>::new());
    let problem = refused.problem(409, "insufficient_stock");
    assert_eq!(problem["items"], json!([{"variant_id": variant(11), "available": 10}]));
    let path = format!("{ITEMS}/{}", variant(11));
    let set = shop.patch(&path).json(&json!({"quantity": 1})).send().await;
    assert_eq!(set.set_cookies(), Vec::<String>::new());
    set.problem(404, "line_not_found");
    shop.delete(&path).send().await.problem(404, "line_not_found");
    shop.delete(&format!("{ITEMS}/var_x")).send().await.problem(404, "not_found");
}

#[tokio::test]
async fn a_guests_cart_comes_along_once() {
    for (method, path) in [("POST", "/api/order/cart/merge"), ("GET", "/api/order/cart")] {
        let shop = Shop::open();
        shop.fill("shopper-1", 11, 1).await;
        let held = cookie(&guest(&shop).await);
        let merge = || if method == "GET" { shop.get(path) } else { shop.post(path) };
        let merged = merge().by("shopper-1").cookie(&held).send().await;
        assert_eq!(merged.set_cookies().len(), 1, "{path}");
        let cleared = merged.set_cookies().remove(0);
        assert!(cleared.starts_with("tp_cart=; Path=/api/order; Max-Age=0; Expires="), "{cleared}");
        assert_eq!((&merged.body["item_count"], merged.status), (&json!(3), 200), "{path}");
        // A second request that was on its way with the cookie, and one without it, change nothing.
        let again = merge().by("shopper-1").cookie(&held).send().await.expect(200);
        assert_eq!(again, merged.body);
        let without = merge().by("shopper-1").send().await;
        assert_eq!((without.set_cookies(), &without.body), (Vec::new(), &merged.body));
        // The guest's cart is gone.
        assert_eq!(shop.get(CART).cookie(&held).send().await.expect(200)["items"], json!([]));
    }
}
