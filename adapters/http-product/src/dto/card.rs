//! Lists of products and what surrounds them.

use kit_http::MoneyDto;
use product::Category;
use product_app::{Card, Facets, SellerView, Suggestions};
use product_app::{Listing, PictureUrls};
use serde::Serialize;
use utoipa::ToSchema;

use super::{CategoryRefDto, ImageDto, RatingDto, SellerRefDto};

/// A product in a list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ProductCard)]
pub(crate) struct ProductCardDto {
    /// `prd_…`
    id: String,
    slug: String,
    title: String,
    /// What the cheapest variant costs.
    price: MoneyDto,
    /// What the dearest variant costs.
    price_max: MoneyDto,
    #[schema(required)]
    image: Option<ImageDto>,
    category: CategoryRefDto,
    seller: SellerRefDto,
    in_stock: bool,
    #[schema(required)]
    rating: Option<RatingDto>,
    variant_count: u32,
}

pub(crate) fn card(card: &Card, urls: &PictureUrls) -> ProductCardDto {
    ProductCardDto {
        id: card.id.to_string(),
        slug: card.slug.to_string(),
        title: card.title.to_string(),
        price: card.price.money().into(),
        price_max: card.price_max.money().into(),
        image: card.image.as_ref().map(|image| ImageDto::new(image, &card.title, urls)),
        category: (&card.category).into(),
        seller: (&card.seller).into(),
        in_stock: card.in_stock,
        rating: card.rating.map(RatingDto::from),
        variant_count: card.variant_count,
    }
}

/// A page of products, with how all that were found spread.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ProductListing)]
pub(crate) struct ListingDto {
    items: Vec<ProductCardDto>,
    /// What to give as `cursor` for the next page; null on the last one.
    #[schema(required)]
    next_cursor: Option<String>,
    facets: FacetsDto,
    /// How many products were found.
    total: u64,
    /// What was looked for instead, when the words were misspelt.
    #[schema(required)]
    suggestion: Option<SuggestionDto>,
}

/// What was looked for instead.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SearchSuggestion)]
struct SuggestionDto {
    query: String,
}

/// How all that were found spread.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Facets)]
struct FacetsDto {
    categories: Vec<NamedCountDto>,
    /// At most 20.
    sellers: Vec<NamedCountDto>,
    in_stock: StockFacetDto,
    price: PriceFacetDto,
    /// At most 8 groups of at most 20 values.
    options: Vec<OptionFacetDto>,
}

/// How many products a category or a seller has.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = NamedCount)]
struct NamedCountDto {
    id: String,
    name: String,
    slug: String,
    count: u64,
}

/// How many products are in stock.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StockFacet)]
struct StockFacetDto {
    in_stock: u64,
    out_of_stock: u64,
}

/// What products cost.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PriceFacet)]
struct PriceFacetDto {
    #[schema(required)]
    min: Option<MoneyDto>,
    #[schema(required)]
    max: Option<MoneyDto>,
    buckets: Vec<PriceBucketDto>,
}

/// How many products cost about the same, in minor units.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PriceBucket)]
struct PriceBucketDto {
    /// From this price on.
    from: i64,
    /// Below this one.
    #[schema(required)]
    to: Option<i64>,
    count: u64,
}

/// How many products have which option.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OptionFacet)]
struct OptionFacetDto {
    name: String,
    values: Vec<OptionCountDto>,
}

/// How many products have an option.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OptionCount)]
struct OptionCountDto {
    value: String,
    count: u64,
}

impl From<&Facets> for FacetsDto {
    fn from(facets: &Facets) -> Self {
        Self {
            categories: facets
                .categories
                .iter()
                .map(|found| NamedCountDto {
                    id: found.category.id.to_string(),
                    name: found.category.name.to_string(),
                    slug: found.category.slug.to_string(),
                    count: found.count,
                })
                .collect(),
            sellers: facets
                .sellers
                .iter()
                .map(|found| NamedCountDto {
                    id: found.seller.id.to_string(),
                    name: found.seller.name.to_string(),
                    slug: found.seller.slug.to_string(),
                    count: found.count,
                })
                .collect(),
            in_stock: StockFacetDto { in_stock: facets.stock.in_stock, out_of_stock: facets.stock.out_of_stock },
            price: PriceFacetDto {
                min: facets.price.min.map(|price| price.money().into()),
                max: facets.price.max.map(|price| price.money().into()),
                buckets: facets
                    .price
                    .buckets
                    .iter()
                    .map(|bucket| PriceBucketDto { from: bucket.from, to: bucket.to, count: bucket.count })
                    .collect(),
            },
            options: facets
                .options
                .iter()
                .map(|facet| OptionFacetDto {
                    name: facet.name.to_string(),
                    values: facet
                        .values
                        .iter()
                        .map(|found| OptionCountDto { value: found.value.to_string(), count: found.count })
                        .collect(),
                })
                .collect(),
        }
    }
}

impl ListingDto {
    pub(crate) fn new(listing: &Listing, next_cursor: Option<String>, urls: &PictureUrls) -> Self {
        Self {
            items: listing.page.items.iter().map(|item| card(item, urls)).collect(),
            next_cursor,
            facets: listing.facets.as_ref().into(),
            total: listing.facets.total,
            suggestion: listing.page.suggestion.clone().map(|query| SuggestionDto { query }),
        }
    }
}

/// Products like another one.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RelatedProducts)]
pub(crate) struct RelatedDto {
    pub(crate) items: Vec<ProductCardDto>,
}

/// What somebody may be typing.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Suggestions)]
pub(crate) struct SuggestionsDto {
    /// At most 6.
    products: Vec<SuggestedProductDto>,
    /// At most 4.
    categories: Vec<CategoryRefDto>,
    /// At most 4.
    queries: Vec<String>,
}

/// A product that is suggested.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SuggestedProduct)]
struct SuggestedProductDto {
    id: String,
    title: String,
    slug: String,
    #[schema(required)]
    image: Option<ImageDto>,
}

impl SuggestionsDto {
    pub(crate) fn new(suggestions: &Suggestions, urls: &PictureUrls) -> Self {
        Self {
            products: suggestions
                .products
                .iter()
                .map(|product| SuggestedProductDto {
                    id: product.id.to_string(),
                    title: product.title.to_string(),
                    slug: product.slug.to_string(),
                    image: product.image.as_ref().map(|image| ImageDto::new(image, &product.title, urls)),
                })
                .collect(),
            categories: suggestions.categories.iter().map(CategoryRefDto::from).collect(),
            queries: suggestions.queries.clone(),
        }
    }
}

/// A category with the number of products in it and in what it is made of.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Category)]
pub(crate) struct CategoryDto {
    /// `cat_…`
    id: String,
    name: String,
    slug: String,
    #[schema(required)]
    parent_id: Option<String>,
    product_count: u64,
}

impl CategoryDto {
    pub(crate) fn new(category: &Category, product_count: u64) -> Self {
        Self {
            id: category.id.to_string(),
            name: category.name.to_string(),
            slug: category.slug.to_string(),
            parent_id: category.parent.map(|parent| parent.to_string()),
            product_count,
        }
    }
}

/// All categories, flat, each followed by what it is made of.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CategoryTree)]
pub(crate) struct CategoryTreeDto {
    pub(crate) items: Vec<CategoryDto>,
}

/// A shop.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Seller)]
pub(crate) struct SellerDto {
    /// `slr_…`
    id: String,
    name: String,
    slug: String,
    /// How many products it has on sale.
    product_count: u64,
    /// RFC 3339.
    #[schema(format = DateTime)]
    opened_at: String,
}

impl From<&SellerView> for SellerDto {
    fn from(view: &SellerView) -> Self {
        Self {
            id: view.seller.id.to_string(),
            name: view.seller.name.to_string(),
            slug: view.seller.slug.to_string(),
            product_count: view.product_count,
            opened_at: view.opened_at.to_string(),
        }
    }
}
