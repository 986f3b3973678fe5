//! Accounts and goods to test with.

use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Value, json};

use crate::visitor::text;
use crate::{Shop, Visitor, wait_for};

/// The password of every account that is made here.
pub const PASSWORD: &str = "correct horse battery";

static NEXT: AtomicU32 = AtomicU32::new(1);

/// A number that no other call got.
fn next() -> u32 {
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// A key that no other call got.
#[must_use]
pub fn key() -> String {
    format!("key-{}-{}", std::process::id(), next())
}

/// A new account.
pub async fn shopper(shop: &Shop) -> Visitor {
    let mut visitor = shop.visitor();
    visitor.register(&format!("shopper{}@example.com", next()), PASSWORD, "Ada Lovelace").await;
    visitor
}

/// An account that runs the marketplace.
pub async fn administrator(shop: &Shop) -> Visitor {
    let email = format!("admin{}@example.com", next());
    let output = shop.run(&["admin", "create-administrator", "--email", &email, "--name", "Root"], PASSWORD);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut visitor = shop.visitor();
    visitor.log_in(&email, PASSWORD).await;
    visitor
}

/// An account with a shop.
pub async fn seller(shop: &Shop) -> Visitor {
    let mut visitor = shopper(shop).await;
    visitor.open_shop(&format!("Shop {}", next())).await;
    visitor
}

/// A category; gives its id.
pub async fn category(shop: &Shop) -> String {
    let body = json!({"name": format!("Category {}", next())});
    text(&administrator(shop).await.post("/api/product/categories", &body).await.expect(201), "/id")
}

/// What a seller sends for a product with one variant.
#[must_use]
pub fn product_body(category: &str, price: i64, stock: i64) -> Value {
    json!({
        "title": format!("Enamel mug {}", next()),
        "description": "Holds what you pour into it.",
        "category_id": category,
        "status": "active",
        "option_groups": [],
        "variants": [{"sku": "MUG-1", "options": {}, "price": {"amount": price, "currency": "USD"}, "stock": stock}],
    })
}

/// Goods on sale: a product with one variant.
pub struct Goods {
    /// The seller.
    pub seller: Visitor,
    /// The product's id.
    pub product: String,
    /// The variant's id.
    pub variant: String,
}

impl Goods {
    /// Pieces in stock, held and sold, as the seller sees them.
    pub async fn pieces(&self) -> (i64, i64, i64) {
        let product = self.seller.get(&format!("/api/product/products/{}", self.product)).await.expect(200);
        let number =
            |name: &str| product["variants"][0][name].as_i64().unwrap_or_else(|| panic!("no {name} in {product}"));
        (number("stock"), number("held"), number("sold"))
    }

    /// The same goods with the shop at another address.
    #[must_use]
    pub fn at(&self, url: &str) -> Self {
        Self { seller: self.seller.at(url), product: self.product.clone(), variant: self.variant.clone() }
    }
}

/// Puts a product with one variant on sale.
pub async fn goods(shop: &Shop, price: i64, stock: i64) -> Goods {
    let category = category(shop).await;
    let seller = seller(shop).await;
    let body = product_body(&category, price, stock);
    // The seller's shop reaches the catalogue as an event.
    let product = wait_for("the seller's shop to reach the catalogue", || async {
        let answer = seller.post("/api/product/products", &body).await;
        (answer.status != 409 && answer.status != 403).then_some(answer)
    })
    .await
    .expect(201);
    Goods { seller, product: text(&product, "/id"), variant: text(&product, "/variants/0/id") }
}

/// An address of the visitor; gives its id.
pub async fn address(visitor: &Visitor) -> String {
    let body = json!({
        "full_name": "Ada Lovelace", "phone": "+44 20 7946 0000", "line1": "12 St James's Square",
        "city": "London", "postal_code": "SW1Y 4JH", "country": "GB", "is_default": true,
    });
    text(&visitor.post("/api/user/addresses", &body).await.expect(201), "/id")
}

/// Puts pieces of a variant into the visitor's cart.
pub async fn add_to_cart(visitor: &Visitor, variant: &str, quantity: i64) -> Value {
    let body = json!({"variant_id": variant, "quantity": quantity});
    let answer = visitor.post("/api/order/cart/items", &body).await;
    assert!(matches!(answer.status, 200 | 201), "{}: {}", answer.status, answer.body);
    answer.body
}

/// Checks out what is in the visitor's cart; gives the checkout.
pub async fn check_out(visitor: &Visitor, method: &str) -> Value {
    let body = json!({"address_id": address(visitor).await, "payment_method": method});
    visitor.post_once("/api/order/checkouts", &key(), &body).await.expect(201)
}

/// Waits until a checkout has a status; gives the checkout.
pub async fn checkout_in_status(visitor: &Visitor, checkout: &str, status: &str) -> Value {
    wait_for(&format!("checkout to be {status}"), || async {
        let body = visitor.get(&format!("/api/order/checkouts/{checkout}")).await.expect(200);
        (body["status"] == status).then_some(body)
    })
    .await
}

/// Waits until the goods' pieces in stock, held and sold are these.
pub async fn pieces_become(goods: &Goods, expected: (i64, i64, i64)) {
    wait_for(&format!("stock, held, sold to be {expected:?}"), || async {
        (goods.pieces().await == expected).then_some(())
    })
    .await;
}
