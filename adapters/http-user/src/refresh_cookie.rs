//! The cookie that carries the refresh token.

use axum_extra::extract::CookieJar;
use cookie::time::Duration;
use cookie::{Cookie, SameSite};
use user::Session;
use user_app::SecretText;

/// The cookie's name.
pub(crate) const NAME: &str = "tp_refresh";

/// The refresh token that a request carries, if it carries one that can be one.
pub(crate) fn read(jar: &CookieJar) -> Option<SecretText> {
    jar.get(NAME)?.value().parse().ok()
}

/// Out of reach of scripts and of other sites, and sent to this context alone.
fn cookie(value: String, secure: bool, lifetime: Duration) -> Cookie<'static> {
    Cookie::build((NAME, value))
        .path("/api/user")
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(secure)
        .max_age(lifetime)
        .build()
}

/// Hands a token over.
pub(crate) fn hand_over(token: &SecretText, secure: bool) -> CookieJar {
    let lifetime = Duration::try_from(Session::LIFETIME).unwrap_or(Duration::MAX);
    CookieJar::new().add(cookie(token.expose(), secure, lifetime))
}

/// Takes the cookie away.
pub(crate) fn take_away(secure: bool) -> CookieJar {
    CookieJar::new().add(cookie(String::new(), secure, Duration::ZERO))
}
