//! The built web app: embedded in a release build, read from `frontend/dist` in a development build.
//!
//! Files under `/assets/` carry a hash of their content in their name and are cached for ever; everything else is asked
//! for again and answered with `304` while it stays the same. A file with a `.br` or `.gz` beside it is sent compressed
//! to whoever takes that. Any other path that a browser navigates to is a view of the single page, so it gets
//! `index.html`; paths of the API and of other surfaces never do.

mod answer;
mod encoding;
mod files;

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;

pub use files::is_built;

use files::{Embedded, Files};

/// The web app as the fallback of a router: merge it after all routes.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    router_of(Arc::new(Embedded))
}

fn router_of<S: Clone + Send + Sync + 'static>(files: Arc<dyn Files>) -> Router<S> {
    Router::new().fallback(move |request: Request| {
        let answer = answer::answer(files.as_ref(), &request);
        async move { answer }
    })
}
