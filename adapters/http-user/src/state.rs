//! What the handlers need.

use std::sync::Arc;

use axum::extract::FromRef;
use kit_http::Auth;
use user_app::UserApp;

use crate::background::Background;

/// What the handlers need.
#[derive(Clone)]
pub struct UserState {
    pub(crate) app: Arc<UserApp>,
    pub(crate) auth: Auth,
    /// Whether the refresh cookie may travel over TLS alone.
    pub(crate) secure_cookie: bool,
    pub(crate) background: Background,
}

impl UserState {
    /// `secure_cookie` is right wherever people reach the shop over TLS.
    #[must_use]
    pub fn new(app: Arc<UserApp>, auth: Auth, secure_cookie: bool) -> Self {
        Self { app, auth, secure_cookie, background: Background::new() }
    }
}

impl FromRef<UserState> for Auth {
    fn from_ref(state: &UserState) -> Self {
        state.auth.clone()
    }
}
