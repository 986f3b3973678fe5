//! Shoppers look around.

use std::sync::Arc;

use kernel::{CategoryId, ProductId, SellerId, Slug, TextError};
use platform::{AppError, ErrorKind, FieldError, Limit, StoreError};
use product::Category;
use product_ports::{
    Card, CardPage, CatalogueFilter, CatalogueReader, Facets, ListPosition, OptionFilter, ProductView, SellerView,
    Sort, Suggestions,
};
use thiserror::Error;

use crate::words::normalise;

/// How something is named in an address: by its id, or by its readable part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reference<Id> {
    /// By its id.
    Id(Id),
    /// By its readable part.
    Slug(Slug),
}

impl<Id: std::str::FromStr> Reference<Id> {
    /// What a text names; `None` when it can name nothing.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        text.parse().map(Self::Id).ok().or_else(|| Slug::new(text).map(Self::Slug).ok())
    }
}

/// What somebody wants to see.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CatalogueRequest {
    /// What they typed.
    pub text: Option<String>,
    /// The category.
    pub category: Option<Reference<CategoryId>>,
    /// The seller.
    pub seller: Option<Reference<SellerId>>,
    /// From this price on, in minor units.
    pub min_price: Option<i64>,
    /// Up to this price, in minor units.
    pub max_price: Option<i64>,
    /// Only what is in stock.
    pub in_stock: bool,
    /// Options, in any order and number.
    pub options: Vec<OptionFilter>,
    /// The order; left out, by relevance when there are words, else the newest first.
    pub sort: Option<Sort>,
}

/// A list of products with all that surrounds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// The products.
    pub page: Arc<CardPage>,
    /// How all that were found spread.
    pub facets: Arc<Facets>,
}

/// Why something cannot be shown.
#[derive(Debug, Error)]
pub enum ListError {
    /// What was typed cannot be looked for.
    #[error("Some fields are not valid.")]
    Text(#[source] TextError),
    /// There is no such product, category or seller.
    #[error("There is nothing at this address.")]
    NotFound,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl AppError for ListError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Text(_) => ErrorKind::Invalid,
            Self::NotFound => ErrorKind::NotFound,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Text(_) => "validation_failed",
            Self::NotFound => "not_found",
            Self::Store(error) => error.code(),
        }
    }

    fn fields(&self) -> Vec<FieldError> {
        match self {
            Self::Text(error) => vec![FieldError::new("q", error.code(), error)],
            Self::NotFound | Self::Store(_) => Vec::new(),
        }
    }
}

/// How many related products are shown.
const RELATED: u32 = 8;

/// Shoppers look around.
pub struct BrowseCatalogue {
    pub(crate) catalogue: Arc<dyn CatalogueReader>,
}

impl BrowseCatalogue {
    /// Turns a request into the filter and the order that it comes to. Equal wishes give equal filters, so a cursor can
    /// be bound to them.
    ///
    /// # Errors
    /// [`ListError`]; [`ListError::NotFound`] for a category or seller that does not exist.
    pub async fn resolve(&self, request: CatalogueRequest) -> Result<(CatalogueFilter, Sort), ListError> {
        let words = request.text.as_deref().map(normalise).transpose().map_err(ListError::Text)?.flatten();
        let category = match request.category {
            None => None,
            Some(reference) => Some(self.category(reference).await?),
        };
        let seller = match request.seller {
            None => None,
            Some(reference) => Some(self.seller_id(reference).await?),
        };
        let sort = match (request.sort, &words) {
            (None | Some(Sort::Relevance), None) => Sort::Newest,
            (None, Some(_)) => Sort::Relevance,
            (Some(sort), _) => sort,
        };
        let filter = CatalogueFilter {
            words,
            category,
            seller,
            min_price: request.min_price,
            max_price: request.max_price,
            in_stock: request.in_stock,
            options: canonical(request.options),
        };
        Ok((filter, sort))
    }

    /// The products that a filter finds, and how all of them spread.
    ///
    /// # Errors
    /// [`ListError::Store`].
    pub async fn list(
        &self,
        filter: &CatalogueFilter,
        sort: Sort,
        after: Option<ListPosition>,
        limit: Limit,
    ) -> Result<Listing, ListError> {
        let page = self.catalogue.cards(filter, sort, after, limit).await?;
        let facets = self.catalogue.facets(filter).await?;
        Ok(Listing { page, facets })
    }

    /// A product.
    ///
    /// # Errors
    /// [`ListError::NotFound`] (also when it is not active), [`ListError::Store`].
    pub async fn product(&self, reference: Reference<ProductId>) -> Result<Arc<ProductView>, ListError> {
        let id = self.product_id(reference).await?;
        self.catalogue.product(id).await?.ok_or(ListError::NotFound)
    }

    /// Products like this one.
    ///
    /// # Errors
    /// [`ListError::NotFound`], [`ListError::Store`].
    pub async fn related(&self, reference: Reference<ProductId>) -> Result<Arc<Vec<Card>>, ListError> {
        let id = self.product_id(reference).await?;
        self.catalogue.product(id).await?.ok_or(ListError::NotFound)?;
        let limit = Limit::new(RELATED).unwrap_or(Limit::DEFAULT);
        Ok(self.catalogue.related(id, limit).await?)
    }

    /// All categories in display order, with the number of products in each.
    ///
    /// # Errors
    /// [`ListError::Store`].
    pub async fn categories(&self) -> Result<Arc<Vec<(Category, u64)>>, ListError> {
        Ok(self.catalogue.categories().await?)
    }

    /// A shop.
    ///
    /// # Errors
    /// [`ListError::NotFound`], [`ListError::Store`].
    pub async fn seller(&self, reference: Reference<SellerId>) -> Result<Arc<SellerView>, ListError> {
        let id = self.seller_id(reference).await?;
        self.catalogue.seller(id).await?.ok_or(ListError::NotFound)
    }

    /// What somebody may be typing.
    ///
    /// # Errors
    /// [`ListError::Text`], [`ListError::Store`].
    pub async fn suggest(&self, text: &str) -> Result<Arc<Suggestions>, ListError> {
        match normalise(text).map_err(ListError::Text)? {
            None => Ok(Arc::default()),
            Some(words) => Ok(self.catalogue.suggest(&words).await?),
        }
    }

    async fn product_id(&self, reference: Reference<ProductId>) -> Result<ProductId, ListError> {
        match reference {
            Reference::Id(id) => Ok(id),
            Reference::Slug(slug) => self.catalogue.product_at(&slug).await?.ok_or(ListError::NotFound),
        }
    }

    async fn seller_id(&self, reference: Reference<SellerId>) -> Result<SellerId, ListError> {
        match reference {
            Reference::Id(id) => self.catalogue.seller(id).await?.map(|_| id).ok_or(ListError::NotFound),
            Reference::Slug(slug) => self.catalogue.seller_at(&slug).await?.ok_or(ListError::NotFound),
        }
    }

    async fn category(&self, reference: Reference<CategoryId>) -> Result<CategoryId, ListError> {
        let categories = self.catalogue.categories().await?;
        categories
            .iter()
            .map(|(category, _)| category)
            .find(|category| match &reference {
                Reference::Id(id) => category.id == *id,
                Reference::Slug(slug) => category.slug == *slug,
            })
            .map(|category| category.id)
            .ok_or(ListError::NotFound)
    }
}

/// Groups sorted by name, one for each name, with sorted values without repetition.
fn canonical(options: Vec<OptionFilter>) -> Vec<OptionFilter> {
    let mut merged: Vec<OptionFilter> = Vec::with_capacity(options.len());
    for option in options {
        match merged.iter_mut().find(|known| known.name == option.name) {
            Some(known) => known.values.extend(option.values),
            None => merged.push(option),
        }
    }
    for option in &mut merged {
        option.values.sort();
        option.values.dedup();
    }
    merged.sort();
    merged
}
