//! What shoppers see.

use axum::Json;
use axum::extract::{Path, State};
use kernel::{Line, ProductId, TextError};
use kit_http::{ApiQuery, Problem, ProblemDto, Validator, limit};
use product::{OptionName, OptionText, Price};
use product_app::{CatalogueFilter, ListPosition, OptionFilter, Sort};
use product_app::{CatalogueRequest, Reference};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::ProductState;
use crate::dto::{CategoryDto, CategoryTreeDto, ListingDto, ProductDto, RelatedDto, SellerDto, SuggestionsDto, card};

/// In which order products are listed.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ProductSort)]
pub(crate) enum SortDto {
    Relevance,
    Newest,
    PriceAsc,
    PriceDesc,
    BestSelling,
}

impl From<SortDto> for Sort {
    fn from(sort: SortDto) -> Self {
        match sort {
            SortDto::Relevance => Self::Relevance,
            SortDto::Newest => Self::Newest,
            SortDto::PriceAsc => Self::PriceAscending,
            SortDto::PriceDesc => Self::PriceDescending,
            SortDto::BestSelling => Self::BestSelling,
        }
    }
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListParams {
    /// Words, all of which a product has, the last one perhaps only begun; at most 200 characters.
    #[serde(default)]
    q: Option<String>,
    /// A category's id or slug; what it is made of is included.
    #[serde(default)]
    category: Option<String>,
    /// A seller's id or slug.
    #[serde(default)]
    seller: Option<String>,
    /// From this price on, in minor units.
    #[serde(default)]
    min_price: Option<i64>,
    /// Up to this price, in minor units.
    #[serde(default)]
    max_price: Option<i64>,
    /// Only what is in stock.
    #[serde(default)]
    in_stock: Option<bool>,
    /// `Group:value`, repeatable: any of a group's values, of each group one.
    #[serde(default)]
    option: Vec<String>,
    /// By relevance when there are words, else the newest first.
    #[serde(default)]
    #[param(inline)]
    sort: Option<SortDto>,
    #[serde(default)]
    cursor: Option<String>,
    /// 1 to 100.
    #[serde(default)]
    #[param(minimum = 1, maximum = 100, default = 24)]
    limit: Option<u32>,
}

/// The most options that a list can be filtered by.
const MAX_OPTIONS: usize = 50;

impl ListParams {
    fn check(self) -> Result<CatalogueRequest, Problem> {
        let mut validator = Validator::new();
        let mut bound = |field: &str, amount: Option<i64>| {
            if amount.is_some_and(|amount| !(0..=Price::MAX).contains(&amount)) {
                validator.add(field, "out_of_range", format!("must be between 0 and {}", Price::MAX));
            }
        };
        bound("min_price", self.min_price);
        bound("max_price", self.max_price);
        if self.min_price.zip(self.max_price).is_some_and(|(min, max)| min > max) {
            validator.add("max_price", "out_of_range", "must not be lower than min_price");
        }
        if self.option.len() > MAX_OPTIONS {
            validator.add("option", "too_many", format!("must be at most {MAX_OPTIONS}"));
        }
        let options: Option<Vec<OptionFilter>> = self
            .option
            .iter()
            .take(MAX_OPTIONS)
            .map(|text| {
                let Some((name, value)) = text.split_once(':') else {
                    validator.add("option", "malformed", "must be `Group:value`");
                    return None;
                };
                let name: Option<OptionName> = validator.check("option", Line::new(name), TextError::code);
                let value: Option<OptionText> = validator.check("option", Line::new(value), TextError::code);
                Some(OptionFilter { name: name?, values: vec![value?] })
            })
            .collect();
        let options = validator.finish(options)?;
        Ok(CatalogueRequest {
            text: self.q,
            category: reference(self.category)?,
            seller: reference(self.seller)?,
            min_price: self.min_price,
            max_price: self.max_price,
            in_stock: self.in_stock.unwrap_or(false),
            options,
            sort: self.sort.map(Sort::from),
        })
    }
}

/// An id or a slug; what can be neither is not found.
fn reference<Id: std::str::FromStr>(text: Option<String>) -> Result<Option<Reference<Id>>, Problem> {
    text.filter(|text| !text.is_empty()).map(|text| Reference::parse(&text).ok_or_else(Problem::not_found)).transpose()
}

#[derive(Serialize, Deserialize)]
struct Position(i64, String);

/// A cursor belongs to one filter and one order.
fn scope(filter: &CatalogueFilter, sort: Sort) -> String {
    format!("products {sort:?} {filter:?}")
}

/// The products that fit, with how all of them spread.
#[utoipa::path(get, path = "/api/product/public/products", operation_id = "product_list", tag = "product", params(ListParams),
    responses(
        (status = 200, body = ListingDto),
        (status = 400, body = ProblemDto, description = "`invalid_cursor`"),
        (status = 404, body = ProblemDto, description = "no such category or seller"),
        (status = 422, body = ProblemDto),
    ))]
pub(crate) async fn list(
    State(state): State<ProductState>,
    ApiQuery(params): ApiQuery<ListParams>,
) -> Result<Json<ListingDto>, Problem> {
    let limit = limit(params.limit)?;
    let cursor = params.cursor.clone();
    let (filter, sort) = state.app.browse.resolve(params.check()?).await?;
    let scope = scope(&filter, sort);
    let after = cursor
        .map(|cursor| {
            let Position(key, id) = state.cursors.open(&scope, &cursor)?;
            let id = id.parse::<ProductId>().map_err(|error| Problem::internal(&error))?;
            Ok::<_, Problem>(ListPosition { key, id })
        })
        .transpose()?;
    let listing = state.app.browse.list(&filter, sort, after, limit).await?;
    let next = listing
        .page
        .next
        .map(|next| state.cursors.seal(&scope, &Position(next.key, next.id.to_string())))
        .transpose()?;
    Ok(Json(ListingDto::new(&listing, next, &state.app.picture_urls)))
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct SuggestParams {
    /// What was typed so far; at most 200 characters.
    q: String,
}

/// What somebody may be typing.
#[utoipa::path(get, path = "/api/product/public/suggestions", operation_id = "product_suggestions", tag = "product", params(SuggestParams),
    responses((status = 200, body = SuggestionsDto), (status = 422, body = ProblemDto)))]
pub(crate) async fn suggestions(
    State(state): State<ProductState>,
    ApiQuery(params): ApiQuery<SuggestParams>,
) -> Result<Json<SuggestionsDto>, Problem> {
    let suggestions = state.app.browse.suggest(&params.q).await?;
    Ok(Json(SuggestionsDto::new(&suggestions, &state.app.picture_urls)))
}

fn named<Id: std::str::FromStr>(text: &str) -> Result<Reference<Id>, Problem> {
    Reference::parse(text).ok_or_else(Problem::not_found)
}

/// A product by its id or its slug.
#[utoipa::path(get, path = "/api/product/public/products/{id}", operation_id = "product_show", tag = "product",
    params(("id" = String, Path, description = "id or slug")),
    responses((status = 200, body = ProductDto), (status = 404, body = ProblemDto)))]
pub(crate) async fn product(
    State(state): State<ProductState>,
    Path(id): Path<String>,
) -> Result<Json<ProductDto>, Problem> {
    let view = state.app.browse.product(named(&id)?).await?;
    Ok(Json(ProductDto::new(&view, &state.app.picture_urls)))
}

/// Products like another one.
#[utoipa::path(get, path = "/api/product/public/products/{id}/related", operation_id = "product_related", tag = "product",
    params(("id" = String, Path, description = "id or slug")),
    responses((status = 200, body = RelatedDto), (status = 404, body = ProblemDto)))]
pub(crate) async fn related(
    State(state): State<ProductState>,
    Path(id): Path<String>,
) -> Result<Json<RelatedDto>, Problem> {
    let cards = state.app.browse.related(named(&id)?).await?;
    Ok(Json(RelatedDto { items: cards.iter().map(|item| card(item, &state.app.picture_urls)).collect() }))
}

/// All categories in display order, each followed by what it is made of.
#[utoipa::path(get, path = "/api/product/public/categories", operation_id = "category_list", tag = "product",
    responses((status = 200, body = CategoryTreeDto)))]
pub(crate) async fn categories(State(state): State<ProductState>) -> Result<Json<CategoryTreeDto>, Problem> {
    let tree = state.app.browse.categories().await?;
    Ok(Json(CategoryTreeDto {
        items: tree.iter().map(|(category, count)| CategoryDto::new(category, *count)).collect(),
    }))
}

/// A shop by its id or its slug.
#[utoipa::path(get, path = "/api/product/public/sellers/{id}", operation_id = "seller_show", tag = "product",
    params(("id" = String, Path, description = "id or slug")),
    responses((status = 200, body = SellerDto), (status = 404, body = ProblemDto)))]
pub(crate) async fn seller(
    State(state): State<ProductState>,
    Path(id): Path<String>,
) -> Result<Json<SellerDto>, Problem> {
    let view = state.app.browse.seller(named(&id)?).await?;
    Ok(Json(view.as_ref().into()))
}
