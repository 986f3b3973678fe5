//! What a path is answered with.

use axum::body::Body;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use http::header::{
    ACCEPT, ACCEPT_ENCODING, ALLOW, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_SECURITY_POLICY,
    CONTENT_TYPE, ETAG, IF_NONE_MATCH, REFERRER_POLICY, RETRY_AFTER, VARY, X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use kit_http::Problem;

use crate::encoding::{Coding, accepted};
use crate::files::{File, Files};

/// The single page.
pub(crate) const INDEX: &str = "index.html";

/// Surfaces of others: what they do not know is not found, and never a page.
const NOT_OURS: &[&str] = &["/api", "/media", "/sandbox", "/socket.io", "/health", "/metrics"];
/// Files with a hash of their content in their name.
const HASHED: &str = "/assets";

/// Scripts and connections only from here; pictures also from sellers' sites. Styles may be inline, for Element Plus
/// positions its poppers so.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'self'; img-src 'self' data: https:; script-src 'self'; style-src 'self' 'unsafe-inline'; \
     connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'self'; form-action 'self'",
);
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");
/// The address form asks where the shopper is; nothing else is ever asked for.
const PERMISSIONS: HeaderValue = HeaderValue::from_static(
    "geolocation=(self), camera=(), microphone=(), payment=(), usb=(), bluetooth=(), serial=(), midi=()",
);

const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");
const NEVER: HeaderValue = HeaderValue::from_static("no-store");

const NOT_BUILT: &str = include_str!("not_built.html");

pub(crate) fn answer(files: &dyn Files, request: &Request) -> Response {
    let path = request.uri().path();
    let mut response = if NOT_OURS.iter().any(|surface| is_under(path, surface)) {
        Problem::not_found().into_response()
    } else if *request.method() != Method::GET && *request.method() != Method::HEAD {
        (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, HeaderValue::from_static("GET, HEAD"))]).into_response()
    } else {
        let name = if path == "/" { INDEX } else { path.trim_start_matches('/') };
        match asked_for(files, name, request.headers()) {
            Some(response) => response,
            None if is_under(path, HASHED) || !is_navigation(path, request.headers()) => {
                Problem::not_found().into_response()
            }
            None => asked_for(files, INDEX, request.headers()).unwrap_or_else(not_built),
        }
    };
    let headers = response.headers_mut();
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin"));
    headers.entry(CACHE_CONTROL).or_insert(NEVER);
    if *request.method() == Method::HEAD {
        *response.body_mut() = Body::empty();
    }
    response
}

fn is_under(path: &str, surface: &str) -> bool {
    path.strip_prefix(surface).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether somebody wants to see a page: a browser says `text/html`; who takes anything gets a page unless the path
/// looks like a file's.
fn is_navigation(path: &str, headers: &HeaderMap) -> bool {
    let accepts = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or("*/*");
    let takes =
        |wanted: &str| accepts.split(',').any(|part| part.split(';').next().is_some_and(|t| t.trim() == wanted));
    let looks_like_a_file = path.rsplit('/').next().is_some_and(|segment| segment.contains('.'));
    takes("text/html") || (takes("*/*") && !looks_like_a_file)
}

/// The file, compressed if it lies ready so and the caller takes it.
fn asked_for(files: &dyn Files, name: &str, headers: &HeaderMap) -> Option<Response> {
    let is_compressed = [Coding::Brotli, Coding::Gzip].iter().any(|coding| name.ends_with(coding.ending()));
    let leaves = name.split('/').any(|segment| segment.is_empty() || segment.starts_with('.'));
    if is_compressed || leaves || name.contains(['\\', '\0']) {
        return None;
    }
    let accepted = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).map(accepted).unwrap_or_default();
    let plain = files.get(name)?;
    let compressed = accepted
        .into_iter()
        .find_map(|coding| files.get(&format!("{name}{}", coding.ending())).map(|file| (coding, file)));
    Some(match compressed {
        Some((coding, file)) => respond(name, file, Some(coding), headers),
        None => respond(name, plain, None, headers),
    })
}

fn respond(name: &str, file: File, coding: Option<Coding>, request: &HeaderMap) -> Response {
    let tag = format!("\"{}{}\"", hex::encode(&file.hash[..16]), coding.map(Coding::ending).unwrap_or_default());
    let mut response = if is_known(request, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let length = file.bytes.len();
        let mut response = Response::new(Body::from(file.bytes));
        response.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(length));
        response.headers_mut().insert(CONTENT_TYPE, content_type(name));
        if let Some(coding) = coding {
            response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(coding.name()));
        }
        response
    };
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(ETAG, tag);
    }
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(CACHE_CONTROL, if name.starts_with("assets/") { FOR_EVER } else { ASK_AGAIN });
    if is_page(name) {
        headers.insert(CONTENT_SECURITY_POLICY, POLICY);
        headers.insert(PERMISSIONS_POLICY, PERMISSIONS);
    }
    response
}

/// Whether the caller has it (RFC 9110, 13.1.2: weak comparison).
fn is_known(request: &HeaderMap, tag: &str) -> bool {
    let tags = request.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    tags.flat_map(|line| line.split(',')).any(|known| {
        let known = known.trim();
        known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag
    })
}

fn is_page(name: &str) -> bool {
    name.ends_with(".html")
}

fn content_type(name: &str) -> HeaderValue {
    let guess = mime_guess::from_path(name).first_raw().unwrap_or("application/octet-stream");
    let is_text = guess.starts_with("text/") || guess == "application/json" || guess == "application/manifest+json";
    let text = if is_text { format!("{guess}; charset=utf-8") } else { guess.to_owned() };
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("application/octet-stream"))
}

fn not_built() -> Response {
    let mut response = (StatusCode::SERVICE_UNAVAILABLE, NOT_BUILT).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(CONTENT_SECURITY_POLICY, POLICY);
    headers.insert(PERMISSIONS_POLICY, PERMISSIONS);
    headers.insert(RETRY_AFTER, HeaderValue::from_static("60"));
    response
}

#[cfg(test)]
mod tests;
