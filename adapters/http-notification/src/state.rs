//! What the handlers need.

use std::sync::Arc;

use axum::extract::FromRef;
use kit_http::{Auth, CursorKey};
use notification_app::NotificationApp;

/// What the handlers need.
#[derive(Clone)]
pub struct NotificationState {
    /// The use cases.
    pub app: Arc<NotificationApp>,
    /// Who is asking.
    pub auth: Auth,
    /// Seals cursors.
    pub cursors: CursorKey,
}

impl FromRef<NotificationState> for Auth {
    fn from_ref(state: &NotificationState) -> Self {
        state.auth.clone()
    }
}
