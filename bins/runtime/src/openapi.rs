//! The API's description and its page.

use axum::Router;
use axum::routing::get;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{ComponentsBuilder, InfoBuilder, OpenApi, OpenApiBuilder};
use utoipa_axum::router::OpenApiRouter;
use utoipa_swagger_ui::{Config, SwaggerUi};

/// An empty description with the marketplace's title and the bearer scheme, to nest routers into.
#[must_use]
pub fn base(title: &str) -> OpenApi {
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .bearer_format("JWT")
        .description(Some("The access token that log-in, refresh or registration gave."))
        .build();
    OpenApiBuilder::new()
        .info(InfoBuilder::new().title(title).version(env!("CARGO_PKG_VERSION")).build())
        .components(Some(ComponentsBuilder::new().security_scheme("bearer", SecurityScheme::Http(bearer)).build()))
        .build()
}

/// The routes, and `/api/openapi.json` and `/api/docs` that describe them.
pub fn split(router: OpenApiRouter) -> (Router, OpenApi) {
    let (router, description) = router.split_for_parts();
    let served = description.clone();
    let document = get(async move || axum::Json(served));
    let page = SwaggerUi::new("/api/docs").config(Config::from("/api/openapi.json"));
    (router.route("/api/openapi.json", document).merge(Router::from(page)), description)
}
