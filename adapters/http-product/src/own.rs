//! A seller's own products.

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use kernel::{ProductId, Timestamp};
use kit_http::{ApiJson, ApiQuery, Authenticated, PageDto, PathId, Problem, ProblemDto, limit};
use product::Product;
use product_app::OwnPosition;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::ProductState;
use crate::dto::{CreateProductDto, SellerProductDto, UpdateProductDto};

/// The status of a product.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ProductStatus)]
pub(crate) enum StatusFilterDto {
    Draft,
    Active,
    Archived,
    Disabled,
}

impl StatusFilterDto {
    const fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Active => "active",
            Self::Archived => "archived",
            Self::Disabled => "disabled",
        }
    }
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct OwnParams {
    #[serde(default)]
    #[param(inline)]
    status: Option<StatusFilterDto>,
    #[serde(default)]
    cursor: Option<String>,
    /// 1 to 100.
    #[serde(default)]
    #[param(minimum = 1, maximum = 100, default = 24)]
    limit: Option<u32>,
}

#[derive(Serialize, Deserialize)]
struct Position(i64, String);

/// The product as its seller sees it.
pub(crate) async fn view(state: &ProductState, product: Product) -> Result<Json<SellerProductDto>, Problem> {
    let views = state.app.own.views(vec![product]).await?;
    let view = views.first().ok_or_else(Problem::not_found)?;
    Ok(Json(SellerProductDto::new(view, &state.app.picture_urls)))
}

/// The seller's products, newest first.
#[utoipa::path(get, path = "/api/product/products", operation_id = "own_product_list", tag = "product", security(("bearer" = [])), params(OwnParams),
    responses((status = 200, body = PageDto<SellerProductDto>), (status = 403, body = ProblemDto)))]
pub(crate) async fn list(
    State(state): State<ProductState>,
    Authenticated(actor): Authenticated,
    ApiQuery(params): ApiQuery<OwnParams>,
) -> Result<Json<PageDto<SellerProductDto>>, Problem> {
    let limit = limit(params.limit)?;
    let status = params.status.map(StatusFilterDto::name);
    let scope = format!("own-products {:?} {status:?}", actor.seller);
    let after = params
        .cursor
        .map(|cursor| {
            let Position(millis, id) = state.cursors.open(&scope, &cursor)?;
            let created_at = Timestamp::from_unix_millis(millis).map_err(|error| Problem::internal(&error))?;
            let id = id.parse().map_err(|error: kernel::IdError| Problem::internal(&error))?;
            Ok::<_, Problem>(OwnPosition { created_at, id })
        })
        .transpose()?;
    let page = state.app.own.list(actor, status, after, limit).await?;
    let next_cursor = page
        .next
        .map(|next| state.cursors.seal(&scope, &Position(next.created_at.unix_millis(), next.id.to_string())))
        .transpose()?;
    let views = state.app.own.views(page.items).await?;
    let items = views.iter().map(|view| SellerProductDto::new(view, &state.app.picture_urls)).collect();
    Ok(Json(PageDto { items, next_cursor }))
}

/// Offers something new.
#[utoipa::path(post, path = "/api/product/products", operation_id = "own_product_create", tag = "product", security(("bearer" = [])), request_body = CreateProductDto,
    responses((status = 201, body = SellerProductDto), (status = 403, body = ProblemDto), (status = 422, body = ProblemDto)))]
pub(crate) async fn create(
    State(state): State<ProductState>,
    Authenticated(actor): Authenticated,
    ApiJson(body): ApiJson<CreateProductDto>,
) -> Result<(StatusCode, Json<SellerProductDto>), Problem> {
    product_app::Access::seller(actor)?;
    let product = state.app.create.execute(actor, body.check()?).await?;
    Ok((StatusCode::CREATED, view(&state, product).await?))
}

/// One of the seller's products.
#[utoipa::path(get, path = "/api/product/products/{id}", operation_id = "own_product_show", tag = "product", security(("bearer" = [])), params(("id" = String, Path)),
    responses((status = 200, body = SellerProductDto), (status = 404, body = ProblemDto)))]
pub(crate) async fn get(
    State(state): State<ProductState>,
    Authenticated(actor): Authenticated,
    PathId(id): PathId<ProductId>,
) -> Result<Json<SellerProductDto>, Problem> {
    let product = state.app.own.get(actor, id).await?;
    view(&state, product).await
}

/// Changes one of them; what is left out stays.
#[utoipa::path(patch, path = "/api/product/products/{id}", operation_id = "own_product_update", tag = "product", security(("bearer" = [])), params(("id" = String, Path)),
    request_body = UpdateProductDto,
    responses(
        (status = 200, body = SellerProductDto),
        (status = 404, body = ProblemDto),
        (status = 409, body = ProblemDto, description = "`version_conflict`, `illegal_transition`"),
        (status = 422, body = ProblemDto),
    ))]
pub(crate) async fn update(
    State(state): State<ProductState>,
    Authenticated(actor): Authenticated,
    PathId(id): PathId<ProductId>,
    ApiJson(body): ApiJson<UpdateProductDto>,
) -> Result<Json<SellerProductDto>, Problem> {
    product_app::Access::seller(actor)?;
    let product = state.app.update.execute(actor, id, body.check()?).await?;
    view(&state, product).await
}

/// Takes one of them away. Orders that tell of it keep it.
#[utoipa::path(delete, path = "/api/product/products/{id}", operation_id = "own_product_archive", tag = "product", security(("bearer" = [])), params(("id" = String, Path)),
    responses((status = 204), (status = 404, body = ProblemDto), (status = 409, body = ProblemDto)))]
pub(crate) async fn archive(
    State(state): State<ProductState>,
    Authenticated(actor): Authenticated,
    PathId(id): PathId<ProductId>,
) -> Result<StatusCode, Problem> {
    state.app.archive.execute(actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
