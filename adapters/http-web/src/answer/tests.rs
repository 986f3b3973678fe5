use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use http_body_util::BodyExt;
use tower::ServiceExt;

use super::*;
use crate::router_of;

struct Fake(BTreeMap<&'static str, &'static str>);

impl Files for Fake {
    fn get(&self, path: &str) -> Option<File> {
        let text = *self.0.get(path)?;
        let mut hash = [0; 32];
        for (index, byte) in text.bytes().enumerate() {
            hash[index % 16] ^= byte;
        }
        Some(File { bytes: Cow::Borrowed(text.as_bytes()), hash })
    }
}

fn built() -> Fake {
    Fake(BTreeMap::from([
        ("index.html", "page"),
        ("index.html.br", "br page"),
        ("favicon.svg", "icon"),
        ("assets/app-1a2b.js", "script"),
        ("assets/app-1a2b.js.br", "br script"),
        ("assets/app-1a2b.js.gz", "gz script"),
        ("assets/plain-3c4d.css", "style"),
        (".secret", "secret"),
    ]))
}

struct Answer {
    status: u16,
    headers: HeaderMap,
    body: String,
}

impl Answer {
    fn header(&self, name: impl http::header::AsHeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

async fn ask(files: Fake, method: Method, path: &str, headers: &[(HeaderName, &str)]) -> Answer {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(name, *value);
    }
    let router: axum::Router = router_of(Arc::new(files));
    let response = router.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap();
    Answer { status: parts.status.as_u16(), headers: parts.headers, body }
}

async fn get(path: &str, headers: &[(HeaderName, &str)]) -> Answer {
    ask(built(), Method::GET, path, headers).await
}

const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

#[tokio::test]
async fn the_page_is_asked_for_again_each_time() {
    let page = get("/", &[]).await;
    assert_eq!((page.status, page.body.as_str()), (200, "page"));
    assert_eq!(page.header(CACHE_CONTROL), "no-cache");
    assert_eq!(page.header(CONTENT_TYPE), "text/html; charset=utf-8");
    assert_eq!(page.header(CONTENT_LENGTH), "4");
    let tag = page.header(ETAG).to_owned();
    for known in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}"), "*".to_owned()] {
        let again = get("/", &[(IF_NONE_MATCH, &known)]).await;
        assert_eq!((again.status, again.body.as_str(), again.header(ETAG)), (304, "", tag.as_str()), "{known}");
    }
    assert_eq!(get("/", &[(IF_NONE_MATCH, "\"other\"")]).await.status, 200);
}

#[tokio::test]
async fn a_hashed_file_is_cached_for_ever() {
    let script = get("/assets/app-1a2b.js", &[]).await;
    assert_eq!((script.status, script.body.as_str()), (200, "script"));
    assert_eq!(script.header(CACHE_CONTROL), "public, max-age=31536000, immutable");
    assert_eq!(script.header(CONTENT_TYPE), "text/javascript; charset=utf-8");
    assert_eq!(get("/favicon.svg", &[]).await.header(CACHE_CONTROL), "no-cache");
    assert_eq!(get("/favicon.svg", &[]).await.header(CONTENT_TYPE), "image/svg+xml");
}

#[tokio::test]
async fn who_takes_compressed_files_gets_them() {
    let path = "/assets/app-1a2b.js";
    for (accepted, coding, body) in [
        ("gzip, deflate, br", "br", "br script"),
        ("gzip", "gzip", "gz script"),
        ("br;q=0, gzip", "gzip", "gz script"),
        ("identity", "", "script"),
    ] {
        let script = get(path, &[(ACCEPT_ENCODING, accepted)]).await;
        assert_eq!((script.header(CONTENT_ENCODING), script.body.as_str()), (coding, body), "{accepted}");
        assert_eq!(script.header(CONTENT_TYPE), "text/javascript; charset=utf-8");
        assert_eq!(script.header(VARY), "accept-encoding");
    }
    let plain = get("/assets/plain-3c4d.css", &[(ACCEPT_ENCODING, "br")]).await;
    assert_eq!((plain.header(CONTENT_ENCODING), plain.body.as_str()), ("", "style"));
    let tags = [get(path, &[]).await, get(path, &[(ACCEPT_ENCODING, "br")]).await];
    assert_ne!(tags[0].header(ETAG), tags[1].header(ETAG));
}

#[tokio::test]
async fn a_view_of_the_page_gets_the_page() {
    for path in ["/search", "/product/red-shoes", "/orders/ord_1/"] {
        let view = get(path, &[(ACCEPT, BROWSER)]).await;
        assert_eq!((view.status, view.body.as_str(), view.header(CACHE_CONTROL)), (200, "page", "no-cache"), "{path}");
        assert_eq!(get(path, &[]).await.status, 200, "{path}");
    }
    assert_eq!(get("/product/v1.5", &[(ACCEPT, BROWSER)]).await.status, 200);
    assert_eq!(get("/apiary", &[(ACCEPT, BROWSER)]).await.status, 200);
}

#[tokio::test]
async fn what_is_no_view_is_not_found() {
    for path in ["/api/none", "/api", "/media/none.webp", "/sandbox/none", "/socket.io/", "/assets/none.js", "/assets"]
    {
        let none = get(path, &[(ACCEPT, BROWSER)]).await;
        assert_eq!((none.status, none.header(CONTENT_TYPE)), (404, "application/problem+json"), "{path}");
        assert_eq!(none.header(CACHE_CONTROL), "no-store", "{path}");
    }
    assert_eq!(get("/none.png", &[(ACCEPT, "image/webp,*/*;q=0.8")]).await.status, 404);
    assert_eq!(get("/none", &[(ACCEPT, "application/json")]).await.status, 404);
}

#[tokio::test]
async fn hidden_and_compressed_files_are_not_served_by_name() {
    for path in
        ["/.secret", "/assets/../.secret", "/assets/app-1a2b.js.br", "/assets//app-1a2b.js", "/%2e%2e/secret.txt"]
    {
        assert_eq!(get(path, &[(ACCEPT, "*/*")]).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn a_page_may_load_only_what_the_policy_names() {
    let page = get("/cart", &[(ACCEPT, BROWSER)]).await;
    assert_eq!(
        page.header(CONTENT_SECURITY_POLICY),
        "default-src 'self'; img-src 'self' data: https:; script-src 'self'; style-src 'self' 'unsafe-inline'; \
         connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'self'; form-action 'self'"
    );
    assert!(page.header(PERMISSIONS_POLICY).contains("camera=()"));
    for path in ["/", "/assets/app-1a2b.js", "/api/none"] {
        let any = get(path, &[]).await;
        assert_eq!(any.header(X_CONTENT_TYPE_OPTIONS), "nosniff", "{path}");
        assert_eq!(any.header(REFERRER_POLICY), "strict-origin-when-cross-origin", "{path}");
    }
}

#[tokio::test]
async fn head_has_the_headers_alone_and_other_methods_are_refused() {
    let head = ask(built(), Method::HEAD, "/", &[]).await;
    assert_eq!((head.status, head.body.as_str(), head.header(CONTENT_LENGTH)), (200, "", "4"));
    let post = ask(built(), Method::POST, "/cart", &[(ACCEPT, BROWSER)]).await;
    assert_eq!((post.status, post.header(ALLOW)), (405, "GET, HEAD"));
    assert_eq!(ask(built(), Method::POST, "/api/none", &[]).await.status, 404);
}

#[tokio::test]
async fn without_a_built_app_the_page_says_how_to_build_it() {
    let page = ask(Fake(BTreeMap::new()), Method::GET, "/", &[(ACCEPT, BROWSER)]).await;
    assert_eq!((page.status, page.header(CONTENT_TYPE)), (503, "text/html; charset=utf-8"));
    assert!(page.body.contains("npm run build"), "{}", page.body);
    assert_eq!(page.header(CACHE_CONTROL), "no-store");
    assert_eq!(ask(Fake(BTreeMap::new()), Method::GET, "/api/none", &[]).await.status, 404);
}

/// Whatever is in `frontend/dist` when the tests run, the answer says so.
#[tokio::test]
async fn the_embedded_app_is_served_when_it_is_built() {
    let router: axum::Router = crate::router();
    let response = router.oneshot(Request::builder().uri("/").body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(response.status().as_u16(), if crate::is_built() { 200 } else { 503 });
}
