//! Reading on after an answer that came before the end of the request's body.
//!
//! A client that is still sending when the connection is closed may never see the answer: the operating system tells
//! it of a reset instead (RFC 9112, 9.6). So what is left of a body is read and thrown away, within bounds, before the
//! answer goes out.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};
use http_body_util::BodyExt;

/// How much of a refused body is read at most; who sends more is cut off.
const MOST: usize = 64 * 1024 * 1024;
/// How long that may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Middleware that reads what a handler left of the body.
pub(crate) async fn drain(request: Request, next: Next) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let shared = Shared(Arc::new(Mutex::new(body)));
    let response = next.run(Request::from_parts(parts, Body::new(shared.clone()))).await;
    if !shared.is_end_stream() {
        // Running into a bound is the sender's loss alone.
        let _ = tokio::time::timeout(PATIENCE, read_on(shared)).await;
    }
    response
}

async fn read_on(mut body: Shared) {
    let mut read = 0;
    while let Some(Ok(frame)) = body.frame().await {
        read += frame.data_ref().map_or(0, Bytes::len);
        if read > MOST {
            return;
        }
    }
}

/// A body that can be read on after whoever had it has dropped it.
#[derive(Clone)]
struct Shared(Arc<Mutex<Body>>);

impl Shared {
    fn with<T>(&self, f: impl FnOnce(Pin<&mut Body>) -> T) -> T {
        f(Pin::new(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner)))
    }
}

impl HttpBody for Shared {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        self.with(|body| body.poll_frame(context))
    }

    fn is_end_stream(&self) -> bool {
        self.with(|body| body.is_end_stream())
    }

    fn size_hint(&self) -> SizeHint {
        self.with(|body| body.size_hint())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use axum::Router;
    use axum::routing::post;
    use futures::StreamExt;
    use futures::stream;
    use http::StatusCode;
    use tower::ServiceExt;

    use super::*;

    /// Sends `chunks` chunks of a megabyte to a route that reads none of them; gives how many were taken.
    async fn taken_of(chunks: usize) -> usize {
        let routes = Router::new()
            .route("/", post(async || StatusCode::PAYLOAD_TOO_LARGE))
            .layer(axum::middleware::from_fn(drain));
        let taken = Arc::new(AtomicUsize::new(0));
        let counting = Arc::clone(&taken);
        let chunks = std::iter::repeat_n(Bytes::from(vec![0; 1 << 20]), chunks);
        let body = stream::iter(chunks).map(move |chunk| {
            counting.fetch_add(1, Ordering::Relaxed);
            Ok::<_, std::io::Error>(chunk)
        });
        let request = Request::post("/").body(Body::from_stream(body)).unwrap();
        assert_eq!(routes.oneshot(request).await.unwrap().status(), StatusCode::PAYLOAD_TOO_LARGE);
        taken.load(Ordering::Relaxed)
    }

    #[tokio::test]
    async fn what_a_handler_leaves_is_read_within_bounds() {
        assert_eq!(taken_of(11).await, 11);
        assert_eq!(taken_of(1000).await, 65);
    }
}
