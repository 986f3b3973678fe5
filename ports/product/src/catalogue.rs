//! What shoppers see.

use std::sync::Arc;

use async_trait::async_trait;
use kernel::{CategoryId, ProductId, SellerId, Slug, Timestamp, VariantId};
use platform::{Limit, StoreError};
use product::{
    Category, CategoryName, Image, OptionName, OptionText, OptionValue, Price, Product, Rating, SellerName, Sku, Title,
};

/// In which order products are listed. Equals follow the newest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// What fits the words best first; without words the same as [`Sort::Newest`].
    Relevance,
    /// The newest first.
    Newest,
    /// The cheapest first.
    PriceAscending,
    /// The dearest first.
    PriceDescending,
    /// What was sold most first.
    BestSelling,
}

/// Values of one option group, of which a variant has one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OptionFilter {
    /// The group.
    pub name: OptionName,
    /// Any of these; sorted, without repetition.
    pub values: Vec<OptionText>,
}

/// What is listed. Only active products ever are.
///
/// The filter is canonical: two that ask for the same are equal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct CatalogueFilter {
    /// Words, all of which a product has, the last one perhaps only begun; normalised by the caller to lower case, single
    /// spaces, a bounded number of bounded words. `None` when there are none.
    pub words: Option<String>,
    /// Only of this category and of what it is made of.
    pub category: Option<CategoryId>,
    /// Only of this seller.
    pub seller: Option<SellerId>,
    /// Only from this price, in minor units.
    pub min_price: Option<i64>,
    /// Only up to this price, in minor units.
    pub max_price: Option<i64>,
    /// Only what is in stock.
    pub in_stock: bool,
    /// Only what has a variant with one of the values of each of these groups (and in stock, when that is asked for);
    /// sorted by name, no name twice.
    pub options: Vec<OptionFilter>,
}

/// Where a page of products ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ListPosition {
    /// What the last product was sorted by: its score, time, price or number of pieces sold.
    pub key: i64,
    /// The last product.
    pub id: ProductId,
}

/// A category, as a product names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryRef {
    /// The category.
    pub id: CategoryId,
    /// What it is called.
    pub name: CategoryName,
    /// Its address.
    pub slug: Slug,
}

impl From<&Category> for CategoryRef {
    fn from(category: &Category) -> Self {
        Self { id: category.id, name: category.name.clone(), slug: category.slug.clone() }
    }
}

/// A seller, as a product names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SellerRef {
    /// The shop.
    pub id: SellerId,
    /// What it is called.
    pub name: SellerName,
    /// Its address.
    pub slug: Slug,
}

/// A product in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// The product.
    pub id: ProductId,
    /// Its address.
    pub slug: Slug,
    /// What it is called.
    pub title: Title,
    /// What its cheapest variant costs.
    pub price: Price,
    /// What its dearest variant costs.
    pub price_max: Price,
    /// Its first picture.
    pub image: Option<Image>,
    /// Where it is found.
    pub category: CategoryRef,
    /// Who sells it.
    pub seller: SellerRef,
    /// Whether any variant is available.
    pub in_stock: bool,
    /// What buyers think.
    pub rating: Option<Rating>,
    /// How many variants there are.
    pub variant_count: u32,
}

/// A page of products.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardPage {
    /// The products, in order.
    pub items: Vec<Card>,
    /// Where the next page begins (exclusive); `None` on the last one.
    pub next: Option<ListPosition>,
    /// The words that were looked for instead, when the given ones were misspelt: no product has them, but some have
    /// these.
    pub suggestion: Option<String>,
}

/// How many products a category has among those that were found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryCount {
    /// The category.
    pub category: CategoryRef,
    /// How many products are directly in it.
    pub count: u64,
}

/// How many products a seller has among those that were found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SellerCount {
    /// The seller.
    pub seller: SellerRef,
    /// How many products.
    pub count: u64,
}

/// How many products are in stock.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct StockFacet {
    /// With a variant that is available.
    pub in_stock: u64,
    /// With none.
    pub out_of_stock: u64,
}

/// How many products cost about the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Bucket {
    /// From this price on, in minor units.
    pub from: i64,
    /// Below this one; `None` when there is no end.
    pub to: Option<i64>,
    /// How many products.
    pub count: u64,
}

/// What products cost.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PriceFacet {
    /// The lowest price.
    pub min: Option<Price>,
    /// The highest of the lowest prices.
    pub max: Option<Price>,
    /// At most [`Facets::MAX_BUCKETS`], ascending, without gaps.
    pub buckets: Vec<Bucket>,
}

/// How many products have an option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionCount {
    /// The value.
    pub value: OptionText,
    /// How many products have a variant of it.
    pub count: u64,
}

/// The options of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionFacet {
    /// The group.
    pub name: OptionName,
    /// Its values, the most frequent first.
    pub values: Vec<OptionCount>,
}

/// How the products that were found spread, over all pages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// How many products were found.
    pub total: u64,
    /// By category, the most frequent first.
    pub categories: Vec<CategoryCount>,
    /// By seller, the most frequent first.
    pub sellers: Vec<SellerCount>,
    /// By availability.
    pub stock: StockFacet,
    /// By price.
    pub price: PriceFacet,
    /// By option, the most frequent first.
    pub options: Vec<OptionFacet>,
}

impl Facets {
    /// The most categories that are told.
    pub const MAX_CATEGORIES: usize = 50;
    /// The most sellers that are told.
    pub const MAX_SELLERS: usize = 20;
    /// The most price ranges.
    pub const MAX_BUCKETS: usize = 6;
    /// The most option groups that are told.
    pub const MAX_OPTION_GROUPS: usize = 8;
    /// The most values of a group that are told.
    pub const MAX_OPTION_VALUES: usize = 20;
}

/// A product with the names of what it refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductView {
    /// The product.
    pub product: Product,
    /// Who sells it.
    pub seller: SellerRef,
    /// Its category's path from the top, itself last; never empty.
    pub category_path: Vec<CategoryRef>,
}

/// A seller's public face.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SellerView {
    /// The shop.
    pub seller: SellerRef,
    /// How many products it has on sale.
    pub product_count: u64,
    /// Since when it sells here.
    pub opened_at: Timestamp,
}

/// A product that is suggested while somebody types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuggestedProduct {
    /// The product.
    pub id: ProductId,
    /// What it is called.
    pub title: Title,
    /// Its address.
    pub slug: Slug,
    /// Its first picture.
    pub image: Option<Image>,
}

/// What is suggested while somebody types.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Suggestions {
    /// At most [`Suggestions::MAX_PRODUCTS`].
    pub products: Vec<SuggestedProduct>,
    /// At most [`Suggestions::MAX_CATEGORIES`].
    pub categories: Vec<CategoryRef>,
    /// At most [`Suggestions::MAX_QUERIES`]: the words with the last one completed.
    pub queries: Vec<String>,
}

impl Suggestions {
    /// The most products.
    pub const MAX_PRODUCTS: usize = 6;
    /// The most categories.
    pub const MAX_CATEGORIES: usize = 4;
    /// The most queries.
    pub const MAX_QUERIES: usize = 4;
}

/// What a variant is and costs at this moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VariantQuote {
    /// The variant.
    pub variant: VariantId,
    /// Its product.
    pub product: ProductId,
    /// The product's address.
    pub product_slug: Slug,
    /// What the product is called.
    pub title: Title,
    /// One value of each option group.
    pub options: Vec<OptionValue>,
    /// The seller's own identifier.
    pub sku: Sku,
    /// What a piece costs.
    pub price: Price,
    /// How many pieces can be bought: none when the product is not active or the variant is no longer sold.
    pub available: u64,
    /// Whether the product is active and the variant still sold.
    pub on_sale: bool,
    /// Who sells it.
    pub seller: SellerRef,
    /// The variant's picture, or the product's first.
    pub image: Option<Image>,
}

/// Answers what shoppers ask. What is not active is not there.
///
/// Views are shared, so that they can be kept and given out without copying.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait CatalogueReader: Send + Sync {
    /// The products that a filter finds, in order, after a position.
    async fn cards(
        &self,
        filter: &CatalogueFilter,
        sort: Sort,
        after: Option<ListPosition>,
        limit: Limit,
    ) -> Result<Arc<CardPage>, StoreError>;

    /// How all products that a filter finds spread. Misspelt words are corrected as by [`CatalogueReader::cards`].
    async fn facets(&self, filter: &CatalogueFilter) -> Result<Arc<Facets>, StoreError>;

    /// A product.
    async fn product(&self, id: ProductId) -> Result<Option<Arc<ProductView>>, StoreError>;

    /// The product at an address.
    async fn product_at(&self, slug: &Slug) -> Result<Option<ProductId>, StoreError>;

    /// Products like this one, the most alike first; none when it does not exist.
    async fn related(&self, id: ProductId, limit: Limit) -> Result<Arc<Vec<Card>>, StoreError>;

    /// All categories in display order, each with the number of products in it and in what it is made of.
    async fn categories(&self) -> Result<Arc<Vec<(Category, u64)>>, StoreError>;

    /// A shop.
    async fn seller(&self, id: SellerId) -> Result<Option<Arc<SellerView>>, StoreError>;

    /// The shop at an address.
    async fn seller_at(&self, slug: &Slug) -> Result<Option<SellerId>, StoreError>;

    /// What somebody may be typing; `words` as in [`CatalogueFilter::words`].
    async fn suggest(&self, words: &str) -> Result<Arc<Suggestions>, StoreError>;

    /// What variants are and cost at this moment, in any order; unknown ones are left out. Never from a cache.
    async fn quote(&self, variants: &[VariantId]) -> Result<Vec<VariantQuote>, StoreError>;
}

/// Tells whether views that were read before still hold.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait CatalogueGeneration: Send + Sync {
    /// Grows whenever a product, category or seller changes, or a product becomes available or ceases to be.
    async fn catalogue(&self) -> Result<u64, StoreError>;

    /// Differs after each movement of a product's stock; it may differ without one, too.
    fn stock(&self, product: ProductId) -> u64;
}
