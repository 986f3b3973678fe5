//! What administrators do.

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use kernel::{CategoryId, IdError, ProductId};
use kit_http::{ApiJson, Authenticated, PathId, Problem, ProblemDto, Validator};
use product_app::Access;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::ProductState;
use crate::dto::{CategoryDto, SellerProductDto, line};
use crate::own::view;

/// A new category.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CreateCategory)]
pub(crate) struct CreateCategoryDto {
    /// 1 to 100 characters, unique among its siblings.
    name: String,
    /// The category that it is part of; left out, it stands at the top.
    #[serde(default)]
    parent_id: Option<String>,
}

/// Adds a category, last among its siblings.
#[utoipa::path(post, path = "/api/product/categories", operation_id = "category_create", tag = "product", security(("bearer" = [])), request_body = CreateCategoryDto,
    responses(
        (status = 201, body = CategoryDto),
        (status = 403, body = ProblemDto),
        (status = 409, body = ProblemDto, description = "`name_taken`"),
        (status = 422, body = ProblemDto),
    ))]
pub(crate) async fn create_category(
    State(state): State<ProductState>,
    Authenticated(actor): Authenticated,
    ApiJson(body): ApiJson<CreateCategoryDto>,
) -> Result<(StatusCode, Json<CategoryDto>), Problem> {
    Access::administrator(actor)?;
    let mut validator = Validator::new();
    let name = line("name", &body.name, &mut validator);
    let parent =
        validator.check_optional("parent_id", body.parent_id.as_deref(), str::parse::<CategoryId>, IdError::code);
    let (parent, name) = validator.finish(parent.zip(name))?;
    let category = state.app.create_category.execute(actor, parent, name).await?;
    Ok((StatusCode::CREATED, Json(CategoryDto::new(&category, 0))))
}

/// Why a product is disabled.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DisableProduct)]
pub(crate) struct DisableDto {
    /// 1 to 500 characters; the seller reads it.
    reason: String,
}

/// Takes a product off the marketplace.
#[utoipa::path(post, path = "/api/product/products/{id}/disable", operation_id = "product_disable", tag = "product", security(("bearer" = [])), params(("id" = String, Path)),
    request_body = DisableDto,
    responses(
        (status = 200, body = SellerProductDto),
        (status = 403, body = ProblemDto),
        (status = 404, body = ProblemDto),
        (status = 409, body = ProblemDto, description = "`illegal_transition`"),
    ))]
pub(crate) async fn disable(
    State(state): State<ProductState>,
    Authenticated(actor): Authenticated,
    PathId(id): PathId<ProductId>,
    ApiJson(body): ApiJson<DisableDto>,
) -> Result<Json<SellerProductDto>, Problem> {
    Access::administrator(actor)?;
    let mut validator = Validator::new();
    let reason = line("reason", &body.reason, &mut validator);
    let reason = validator.finish(reason)?;
    let product = state.app.moderate.disable(actor, id, reason).await?;
    view(&state, product).await
}

/// Puts it back to what it was.
#[utoipa::path(post, path = "/api/product/products/{id}/enable", operation_id = "product_enable", tag = "product", security(("bearer" = [])), params(("id" = String, Path)),
    responses(
        (status = 200, body = SellerProductDto),
        (status = 403, body = ProblemDto),
        (status = 404, body = ProblemDto),
        (status = 409, body = ProblemDto, description = "`illegal_transition`"),
    ))]
pub(crate) async fn enable(
    State(state): State<ProductState>,
    Authenticated(actor): Authenticated,
    PathId(id): PathId<ProductId>,
) -> Result<Json<SellerProductDto>, Problem> {
    let product = state.app.moderate.enable(actor, id).await?;
    view(&state, product).await
}
