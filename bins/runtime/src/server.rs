//! Serving HTTP.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use axum::Router;
use axum::extract::{ConnectInfo, DefaultBodyLimit, MatchedPath, Request, State};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderName, HeaderValue, Method};
use kit_http::{ClientIp, Problem, REQUEST_ID, track_request};
use platform::{ErrorKind, IdSource};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::cors::{AllowOrigin, CorsLayer};

use crate::config::Http;
use crate::drain::drain;

/// How large a body may be where a route does not say otherwise.
const BODY_LIMIT: usize = 1024 * 1024;

/// Wraps routes in what every request goes through, from the inside out: panics become problems, a body limit, a time
/// limit, metrics, the request's id and log span, the client's address, CORS.
///
/// # Errors
/// When an allowed origin is malformed.
pub fn layered(routes: Router, http: &Http, ids: Arc<dyn IdSource>) -> Result<Router> {
    let origins = http
        .allowed_origins
        .iter()
        .map(|origin| HeaderValue::from_str(origin).with_context(|| format!("http.allowed_origins: {origin:?}")))
        .collect::<Result<Vec<_>>>()?;
    let cors = CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins))
        .allow_credentials(true)
        .allow_methods([Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE])
        .allow_headers([AUTHORIZATION, CONTENT_TYPE, HeaderName::from_static("idempotency-key"), REQUEST_ID])
        .expose_headers([REQUEST_ID, http::header::RETRY_AFTER])
        .max_age(Duration::from_secs(3600));
    let proxies: Arc<[IpAddr]> = http.trusted_proxies.clone().into();
    let limit = Duration::from_secs(http.timeout_seconds);
    Ok(routes
        .method_not_allowed_fallback(method_not_allowed)
        .layer(CatchPanicLayer::custom(|_| {
            tracing::error!("a handler panicked");
            Problem::new(ErrorKind::Internal, "internal", "Something went wrong on our side.").into_response()
        }))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(middleware::from_fn(drain))
        .layer(middleware::from_fn_with_state(limit, time_limit))
        .layer(middleware::from_fn(measure))
        .layer(middleware::from_fn_with_state(ids, track_request))
        .layer(middleware::from_fn_with_state(proxies, client_ip))
        .layer(cors))
}

async fn method_not_allowed() -> Problem {
    Problem::method_not_allowed()
}

async fn time_limit(State(limit): State<Duration>, request: Request, next: Next) -> Response {
    match tokio::time::timeout(limit, next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            Problem::new(ErrorKind::Unavailable, "timeout", "This took too long. Please try again.").into_response()
        }
    }
}

async fn measure(request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let started = Instant::now();
    let response = next.run(request).await;
    let route = route.as_ref().map_or("none", MatchedPath::as_str).to_owned();
    let status = response.status();
    metrics::histogram!("http_request_seconds", "method" => method.as_str().to_owned(), "route" => route, "status" => status.as_str().to_owned())
        .record(started.elapsed().as_secs_f64());
    if status.is_server_error() {
        tracing::warn!(status = status.as_u16(), elapsed = ?started.elapsed(), "answered");
    } else {
        tracing::debug!(status = status.as_u16(), elapsed = ?started.elapsed(), "answered");
    }
    response
}

/// Notes where the request comes from: the connection, or, behind a trusted proxy, the last address in
/// `X-Forwarded-For` that is not a trusted proxy itself.
async fn client_ip(State(proxies): State<Arc<[IpAddr]>>, mut request: Request, next: Next) -> Response {
    if let Some(ConnectInfo(peer)) = request.extensions().get::<ConnectInfo<SocketAddr>>().copied() {
        let forwarded = request.headers().get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
        let ip = forwarded_for(peer.ip(), &proxies, forwarded);
        request.extensions_mut().insert(ClientIp(ip));
    }
    next.run(request).await
}

fn forwarded_for<'a>(peer: IpAddr, proxies: &[IpAddr], headers: impl Iterator<Item = &'a str>) -> IpAddr {
    let hops: Vec<IpAddr> =
        headers.flat_map(|header| header.split(',')).map_while(|hop| hop.trim().parse().ok()).collect();
    let mut ip = peer;
    for &hop in hops.iter().rev() {
        if !proxies.contains(&ip) {
            break;
        }
        ip = hop;
    }
    ip
}

/// Serves until the token is cancelled, then lets requests under way finish for `http.drain_seconds`.
///
/// # Errors
/// When the listener fails.
pub async fn serve(listener: TcpListener, routes: Router, http: &Http, stop: CancellationToken) -> Result<()> {
    let drain = Duration::from_secs(http.drain_seconds);
    let service = routes.into_make_service_with_connect_info::<SocketAddr>();
    let told = stop.clone();
    let server = axum::serve(listener, service).with_graceful_shutdown(async move { told.cancelled().await });
    tokio::select! {
        outcome = server.into_future() => outcome.context("the server failed"),
        () = async { stop.cancelled().await; tokio::time::sleep(drain).await } => {
            tracing::warn!("some requests did not finish in time and were cut off");
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(peer: &str, proxies: &[&str], header: &[&str], expected: &str) {
        let proxies: Vec<IpAddr> = proxies.iter().map(|ip| ip.parse().unwrap()).collect();
        let actual = forwarded_for(peer.parse().unwrap(), &proxies, header.iter().copied());
        assert_eq!(actual, expected.parse::<IpAddr>().unwrap(), "{header:?}");
    }

    #[test]
    fn only_a_trusted_proxy_may_say_where_a_request_comes_from() {
        check("9.9.9.9", &[], &["1.1.1.1"], "9.9.9.9");
        check("10.0.0.1", &["10.0.0.1"], &["1.1.1.1"], "1.1.1.1");
        check("10.0.0.1", &["10.0.0.1"], &["6.6.6.6, 1.1.1.1"], "1.1.1.1");
        check("10.0.0.1", &["10.0.0.1", "10.0.0.2"], &["6.6.6.6, 1.1.1.1, 10.0.0.2"], "1.1.1.1");
        check("10.0.0.1", &["10.0.0.1"], &["nonsense"], "10.0.0.1");
        check("10.0.0.1", &["10.0.0.1"], &[], "10.0.0.1");
    }
}
