//! Keeps what shoppers see in memory until it changes.
//!
//! [`CachedCatalogue`] stands before another [`CatalogueReader`]. A view is kept under the question and the catalogue's
//! generation: when the catalogue changes, nobody asks for the old one any more, and it makes room in time. A product's
//! view tells how many pieces are available, so it is kept under its stock's counter, too. Of many who ask the same at
//! the same time, one asks the store.

mod weight;

use std::sync::Arc;

use async_trait::async_trait;
use kernel::{ProductId, SellerId, Slug, VariantId};
use platform::{Limit, StoreError};
use product::Category;
use product_ports::{
    Card, CardPage, CatalogueFilter, CatalogueGeneration, CatalogueReader, Facets, ListPosition, ProductView,
    SellerView, Sort, Suggestions, VariantQuote,
};
use quick_cache::sync::Cache;

use crate::weight::ByBytes;

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Question {
    Cards { filter: CatalogueFilter, sort: Sort, after: Option<ListPosition>, limit: u32 },
    Facets(CatalogueFilter),
    Product { id: ProductId, stock: u64 },
    ProductAt(Slug),
    Related(ProductId, u32),
    Categories,
    Seller(SellerId),
    SellerAt(Slug),
    Suggest(String),
}

#[derive(Debug, Clone)]
enum Answer {
    Cards(Arc<CardPage>),
    Facets(Arc<Facets>),
    Product(Option<Arc<ProductView>>),
    ProductAt(Option<ProductId>),
    Related(Arc<Vec<Card>>),
    Categories(Arc<Vec<(Category, u64)>>),
    Seller(Option<Arc<SellerView>>),
    SellerAt(Option<SellerId>),
    Suggest(Arc<Suggestions>),
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    generation: u64,
    question: Question,
}

/// A catalogue that remembers.
pub struct CachedCatalogue {
    inner: Arc<dyn CatalogueReader>,
    generation: Arc<dyn CatalogueGeneration>,
    views: Cache<Key, Answer, ByBytes>,
    quotes: Cache<VariantId, KnownVariant>,
}

/// What is known of a variant: always its product; its quote once that was asked for a second time.
#[derive(Debug, Clone)]
struct KnownVariant {
    product: ProductId,
    quote: Option<KeptQuote>,
}

/// A quote with the counters that it was read under.
#[derive(Debug, Clone)]
struct KeptQuote {
    generation: u64,
    stock: u64,
    quote: Arc<VariantQuote>,
}

/// How many variants are known at a time: those in the carts of this hour. A quote takes about a kilobyte.
const KNOWN_VARIANTS: usize = 8 * 1024;

/// About what a view takes, to guess how many there will be.
const TYPICAL_VIEW: u64 = 8 * 1024;

impl CachedCatalogue {
    /// Keeps views of `inner`, which take about `bytes` at most, as long as `generation` stays.
    #[must_use]
    pub fn new(inner: Arc<dyn CatalogueReader>, generation: Arc<dyn CatalogueGeneration>, bytes: u64) -> Self {
        let items = usize::try_from(bytes / TYPICAL_VIEW).unwrap_or(usize::MAX).max(16);
        let quotes = Cache::new(KNOWN_VARIANTS);
        Self { inner, generation, views: Cache::with_weighter(items, bytes, ByBytes), quotes }
    }

    /// The view that is kept, or the one that `ask` gives.
    async fn remember<F>(&self, question: Question, ask: F) -> Result<Answer, StoreError>
    where
        F: Future<Output = Result<Answer, StoreError>> + Send,
    {
        // Read before the view is: a view that is newer than its generation does no harm, an older one would.
        let generation = self.generation.catalogue().await?;
        let key = Key { generation, question };
        if let Some(answer) = self.views.get(&key) {
            return Ok(answer);
        }
        self.views.get_or_insert_async(&key, ask).await
    }
}

/// The views of one kind; a question never has an answer of another.
macro_rules! answer {
    ($answer:expr, $kind:ident) => {
        match $answer {
            Answer::$kind(view) => Ok(view),
            other => Err(StoreError::Corrupt { what: "view", source: format!("unexpected {other:?}").into() }),
        }
    };
}

#[async_trait]
impl CatalogueReader for CachedCatalogue {
    async fn cards(
        &self,
        filter: &CatalogueFilter,
        sort: Sort,
        after: Option<ListPosition>,
        limit: Limit,
    ) -> Result<Arc<CardPage>, StoreError> {
        let question = Question::Cards { filter: filter.clone(), sort, after, limit: limit.get() };
        let ask = async { self.inner.cards(filter, sort, after, limit).await.map(Answer::Cards) };
        answer!(self.remember(question, ask).await?, Cards)
    }

    async fn facets(&self, filter: &CatalogueFilter) -> Result<Arc<Facets>, StoreError> {
        let ask = async { self.inner.facets(filter).await.map(Answer::Facets) };
        answer!(self.remember(Question::Facets(filter.clone()), ask).await?, Facets)
    }

    async fn product(&self, id: ProductId) -> Result<Option<Arc<ProductView>>, StoreError> {
        let question = Question::Product { id, stock: self.generation.stock(id) };
        let ask = async { self.inner.product(id).await.map(Answer::Product) };
        answer!(self.remember(question, ask).await?, Product)
    }

    async fn product_at(&self, slug: &Slug) -> Result<Option<ProductId>, StoreError> {
        let ask = async { self.inner.product_at(slug).await.map(Answer::ProductAt) };
        answer!(self.remember(Question::ProductAt(slug.clone()), ask).await?, ProductAt)
    }

    async fn related(&self, id: ProductId, limit: Limit) -> Result<Arc<Vec<Card>>, StoreError> {
        let ask = async { self.inner.related(id, limit).await.map(Answer::Related) };
        answer!(self.remember(Question::Related(id, limit.get()), ask).await?, Related)
    }

    async fn categories(&self) -> Result<Arc<Vec<(Category, u64)>>, StoreError> {
        let ask = async { self.inner.categories().await.map(Answer::Categories) };
        answer!(self.remember(Question::Categories, ask).await?, Categories)
    }

    async fn seller(&self, id: SellerId) -> Result<Option<Arc<SellerView>>, StoreError> {
        let ask = async { self.inner.seller(id).await.map(Answer::Seller) };
        answer!(self.remember(Question::Seller(id), ask).await?, Seller)
    }

    async fn seller_at(&self, slug: &Slug) -> Result<Option<SellerId>, StoreError> {
        let ask = async { self.inner.seller_at(slug).await.map(Answer::SellerAt) };
        answer!(self.remember(Question::SellerAt(slug.clone()), ask).await?, SellerAt)
    }

    async fn suggest(&self, words: &str) -> Result<Arc<Suggestions>, StoreError> {
        let ask = async { self.inner.suggest(words).await.map(Answer::Suggest) };
        answer!(self.remember(Question::Suggest(words.to_owned()), ask).await?, Suggest)
    }

    async fn quote(&self, variants: &[VariantId]) -> Result<Vec<VariantQuote>, StoreError> {
        // The counters are read before the quotes are: one that is newer than its counters does no harm. The counter of
        // a variant's stock is its product's, so what is asked for the first time is not kept yet.
        let generation = self.generation.catalogue().await?;
        let (mut found, mut missing) = (Vec::with_capacity(variants.len()), Vec::new());
        for &variant in variants {
            let known = self.quotes.get(&variant);
            let stock = known.as_ref().map(|known| self.generation.stock(known.product));
            match known.and_then(|known| known.quote) {
                Some(kept) if kept.generation == generation && Some(kept.stock) == stock => {
                    found.push(VariantQuote::clone(&kept.quote));
                }
                _ => missing.push((variant, stock)),
            }
        }
        if missing.is_empty() {
            return Ok(found);
        }
        let wanted: Vec<VariantId> = missing.iter().map(|&(variant, _)| variant).collect();
        for quote in self.inner.quote(&wanted).await? {
            let stock = missing.iter().find(|(variant, _)| *variant == quote.variant).and_then(|&(_, stock)| stock);
            let kept = stock.map(|stock| KeptQuote { generation, stock, quote: Arc::new(quote.clone()) });
            self.quotes.insert(quote.variant, KnownVariant { product: quote.product, quote: kept });
            found.push(quote);
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests;
