//! The cookie by which a guest holds a cart.
//!
//! Whoever knows a guest's cart id has the cart, so the id counts only with our signature: an id from elsewhere, or a
//! cookie that was changed, is as good as none.

use axum_extra::extract::SignedCookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use cookie::time::Duration;
use kernel::CartId;

const NAME: &str = "tp_cart";
/// Guests' carts are needed here alone.
const PATH: &str = "/api/order";
/// As long as carts that nobody touches are kept.
const MAX_AGE: Duration = Duration::days(30);

/// The cart that the guest holds.
pub(crate) fn cart_of(jar: &SignedCookieJar) -> Option<CartId> {
    jar.get(NAME)?.value().parse().ok()
}

/// Gives a cart to the guest, for another 30 days.
pub(crate) fn hold(jar: SignedCookieJar, cart: CartId, secure: bool) -> SignedCookieJar {
    let cookie = Cookie::build((NAME, cart.to_string()))
        .path(PATH)
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(secure)
        .max_age(MAX_AGE);
    jar.add(cookie)
}

/// Takes the cart from the guest.
pub(crate) fn let_go(jar: SignedCookieJar) -> SignedCookieJar {
    jar.remove(Cookie::build(NAME).path(PATH))
}
