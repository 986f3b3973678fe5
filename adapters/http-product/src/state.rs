//! What the handlers need.

use std::sync::Arc;

use axum::extract::FromRef;
use kit_http::{Auth, CursorKey};
use platform::BlobStore;
use product_app::ProductApp;

/// What the handlers need.
#[derive(Clone)]
pub struct ProductState {
    /// The use cases.
    pub app: Arc<ProductApp>,
    /// Who is asking.
    pub auth: Auth,
    /// Seals cursors.
    pub cursors: CursorKey,
    /// Where pictures lie.
    pub blobs: Arc<dyn BlobStore>,
}

impl FromRef<ProductState> for Auth {
    fn from_ref(state: &ProductState) -> Self {
        state.auth.clone()
    }
}
