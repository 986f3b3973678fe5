//! The product context over HTTP: routes, wire types, OpenAPI.
//!
//! `/api/product/public/*` is what shoppers see and needs no token; `/api/product/*` is the sellers' own and the
//! administrators'; `/media/*` are the pictures.
#![expect(unused_qualifications, reason = "the macros of utoipa write them")]

mod admin;
mod dto;
mod images;
mod media;
mod own;
mod public;
mod state;

use axum::extract::DefaultBodyLimit;
use axum::routing::get;
use kit_http::ProblemDto;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use state::ProductState;

/// The largest JSON body: a product of 200 variants with a long description fits well.
const JSON_LIMIT: usize = 1024 * 1024;
/// The largest upload: a picture of 10 MB with the form around it.
const UPLOAD_LIMIT: usize = 10 * 1024 * 1024 + 64 * 1024;

/// What the single routes do not bring along.
#[derive(OpenApi)]
#[openapi(
    components(schemas(ProblemDto, own::StatusFilterDto, public::SortDto)),
    tags((name = "product", description = "The catalogue, and what sellers offer in it."))
)]
struct Common;

/// All routes of the context.
pub fn router(state: ProductState) -> OpenApiRouter {
    let json = OpenApiRouter::with_openapi(Common::openapi())
        .routes(routes!(public::list))
        .routes(routes!(public::suggestions))
        .routes(routes!(public::product))
        .routes(routes!(public::related))
        .routes(routes!(public::categories))
        .routes(routes!(public::seller))
        .routes(routes!(own::list, own::create))
        .routes(routes!(own::get, own::update, own::archive))
        .routes(routes!(images::reorder))
        .routes(routes!(images::remove))
        .routes(routes!(admin::create_category))
        .routes(routes!(admin::disable))
        .routes(routes!(admin::enable))
        .layer(DefaultBodyLimit::max(JSON_LIMIT));
    let upload = OpenApiRouter::new().routes(routes!(images::add)).layer(DefaultBodyLimit::max(UPLOAD_LIMIT));
    json.merge(upload).route("/media/{*key}", get(media::serve)).with_state(state)
}
