//! A product as shoppers see it, and as its seller does.

use std::collections::BTreeMap;

use kit_http::MoneyDto;
use product::{OptionText, OptionValue, ProductSnapshot, Status};
use product_app::PictureUrls;
use product_app::ProductView;
use serde::Serialize;
use utoipa::ToSchema;

use super::{CategoryRefDto, ImageDto, RatingDto, SellerRefDto};

/// A product's category with the way to it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ProductCategory)]
struct ProductCategoryDto {
    id: String,
    name: String,
    slug: String,
    /// From the top, the category itself last.
    path: Vec<CategoryRefDto>,
}

/// A fact about a product.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Specification)]
struct SpecificationDto {
    name: String,
    value: String,
}

/// What variants differ in.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OptionGroup)]
struct OptionGroupDto {
    name: String,
    values: Vec<String>,
}

/// What both a shopper and the seller see of a product.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ProductContent)]
struct ContentDto {
    /// `prd_…`
    id: String,
    slug: String,
    title: String,
    description: String,
    /// `draft`, `active`, `archived` or `disabled`.
    status: &'static str,
    category: ProductCategoryDto,
    seller: SellerRefDto,
    images: Vec<ImageDto>,
    specifications: Vec<SpecificationDto>,
    option_groups: Vec<OptionGroupDto>,
    #[schema(required)]
    rating: Option<RatingDto>,
    /// RFC 3339.
    #[schema(format = DateTime)]
    created_at: String,
    /// RFC 3339.
    #[schema(format = DateTime)]
    updated_at: String,
}

/// What is actually bought.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Variant)]
struct VariantDto {
    /// `var_…`
    id: String,
    sku: String,
    options: BTreeMap<String, String>,
    price: MoneyDto,
    #[schema(required)]
    list_price: Option<MoneyDto>,
    /// How many pieces can be bought.
    available: u64,
    /// The picture that shows it.
    #[schema(required)]
    image_id: Option<String>,
}

/// What is actually bought, as the seller sees it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SellerVariant)]
struct SellerVariantDto {
    #[serde(flatten)]
    variant: VariantDto,
    /// How many pieces are for sale: the same as `available`.
    stock: u64,
    /// How many are set aside for checkouts.
    held: u64,
    /// How many were sold.
    sold: u64,
}

/// A product.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Product)]
pub(crate) struct ProductDto {
    #[serde(flatten)]
    content: ContentDto,
    variants: Vec<VariantDto>,
}

/// A product as its seller sees it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SellerProduct)]
pub(crate) struct SellerProductDto {
    #[serde(flatten)]
    content: ContentDto,
    variants: Vec<SellerVariantDto>,
    /// Grows with each change; given back with a change, it guards against overwriting another one.
    version: u64,
    /// Why an administrator disabled it.
    #[schema(required)]
    disabled_reason: Option<String>,
}

fn content(view: &ProductView, urls: &PictureUrls) -> ContentDto {
    let state = view.product.snapshot();
    let path: Vec<CategoryRefDto> = view.category_path.iter().map(CategoryRefDto::from).collect();
    let (name, slug) = view
        .category_path
        .last()
        .map(|category| (category.name.to_string(), category.slug.to_string()))
        .unwrap_or_default();
    ContentDto {
        id: state.id.to_string(),
        slug: state.slug.to_string(),
        title: state.title.to_string(),
        description: state.description.as_ref().map(ToString::to_string).unwrap_or_default(),
        status: state.status.as_str(),
        category: ProductCategoryDto { id: state.category.to_string(), name, slug, path },
        seller: (&view.seller).into(),
        images: state.images.iter().map(|image| ImageDto::new(image, &state.title, urls)).collect(),
        specifications: state
            .specifications
            .iter()
            .map(|fact| SpecificationDto { name: fact.name.to_string(), value: fact.value.to_string() })
            .collect(),
        option_groups: state
            .option_groups
            .iter()
            .map(|group| OptionGroupDto {
                name: group.name.to_string(),
                values: group.values.iter().map(OptionText::to_string).collect(),
            })
            .collect(),
        rating: state.rating.map(RatingDto::from),
        created_at: state.created_at.to_string(),
        updated_at: state.updated_at.to_string(),
    }
}

fn options(options: &[OptionValue]) -> BTreeMap<String, String> {
    options.iter().map(|option| (option.name.to_string(), option.value.to_string())).collect()
}

fn variants(state: &ProductSnapshot) -> impl Iterator<Item = VariantDto> {
    state.variants.iter().map(|variant| VariantDto {
        id: variant.id.to_string(),
        sku: variant.sku.to_string(),
        options: options(&variant.options),
        price: variant.price.money().into(),
        list_price: variant.list_price.map(|price| price.money().into()),
        available: variant.stock.available,
        image_id: variant.image.map(|image| image.to_string()),
    })
}

impl ProductDto {
    pub(crate) fn new(view: &ProductView, urls: &PictureUrls) -> Self {
        Self { content: content(view, urls), variants: variants(view.product.snapshot()).collect() }
    }
}

impl SellerProductDto {
    pub(crate) fn new(view: &ProductView, urls: &PictureUrls) -> Self {
        let state = view.product.snapshot();
        Self {
            content: content(view, urls),
            variants: variants(state)
                .zip(&state.variants)
                .map(|(variant, stored)| SellerVariantDto {
                    variant,
                    stock: stored.stock.available,
                    held: stored.stock.held,
                    sold: stored.stock.sold,
                })
                .collect(),
            version: state.version,
            disabled_reason: match &state.status {
                Status::Disabled { reason, .. } => Some(reason.to_string()),
                Status::Listed(_) => None,
            },
        }
    }
}
