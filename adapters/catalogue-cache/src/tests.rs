use std::sync::atomic::{AtomicU64, Ordering};

use kernel::Uuid;
use product_ports::{MockCatalogueGeneration, MockCatalogueReader};

use super::*;

const PRODUCT: ProductId = ProductId::from_uuid(Uuid::from_u128(1));

/// A generation and a stock counter that the test sets.
#[derive(Default)]
struct Counters {
    catalogue: AtomicU64,
    stock: AtomicU64,
}

fn generation(counters: &Arc<Counters>) -> MockCatalogueGeneration {
    let mut mock = MockCatalogueGeneration::new();
    let shared = Arc::clone(counters);
    mock.expect_catalogue().returning(move || Ok(shared.catalogue.load(Ordering::SeqCst)));
    let shared = Arc::clone(counters);
    mock.expect_stock().returning(move |_| shared.stock.load(Ordering::SeqCst));
    mock
}

fn cached(inner: MockCatalogueReader, counters: &Arc<Counters>) -> CachedCatalogue {
    CachedCatalogue::new(Arc::new(inner), Arc::new(generation(counters)), 1 << 20)
}

fn facets(total: u64) -> Arc<Facets> {
    Arc::new(Facets { total, ..Facets::default() })
}

fn words(words: &str) -> CatalogueFilter {
    CatalogueFilter { words: Some(words.to_owned()), ..CatalogueFilter::default() }
}

#[tokio::test]
async fn a_view_is_kept_until_the_catalogue_changes() {
    let counters = Arc::new(Counters::default());
    let mut inner = MockCatalogueReader::new();
    let mut asked = 0;
    inner.expect_facets().times(3).returning(move |_| {
        asked += 1;
        Ok(facets(asked))
    });
    let cached = cached(inner, &counters);
    assert_eq!(cached.facets(&words("red")).await.unwrap().total, 1);
    assert_eq!(cached.facets(&words("red")).await.unwrap().total, 1);
    assert_eq!(cached.facets(&words("blue")).await.unwrap().total, 2);
    counters.catalogue.store(1, Ordering::SeqCst);
    assert_eq!(cached.facets(&words("red")).await.unwrap().total, 3);
}

#[tokio::test]
async fn a_product_is_looked_up_again_when_its_stock_moves() {
    let counters = Arc::new(Counters::default());
    let mut inner = MockCatalogueReader::new();
    inner.expect_product().times(2).returning(|_| Ok(None));
    let cached = cached(inner, &counters);
    for _ in 0..2 {
        assert_eq!(cached.product(PRODUCT).await.unwrap(), None);
    }
    counters.stock.store(1, Ordering::SeqCst);
    assert_eq!(cached.product(PRODUCT).await.unwrap(), None);
}

#[tokio::test]
async fn a_failure_is_not_kept() {
    let counters = Arc::new(Counters::default());
    let mut inner = MockCatalogueReader::new();
    let mut failed = false;
    inner.expect_facets().times(2).returning(move |_| {
        if std::mem::replace(&mut failed, true) { Ok(facets(7)) } else { Err(StoreError::Unavailable("down".into())) }
    });
    let cached = cached(inner, &counters);
    assert!(cached.facets(&words("red")).await.is_err());
    assert_eq!(cached.facets(&words("red")).await.unwrap().total, 7);
}

/// A store that answers only when the test lets it.
struct Slow {
    asked: AtomicU64,
    gate: tokio::sync::Semaphore,
}

#[async_trait]
impl CatalogueReader for Slow {
    async fn cards(
        &self,
        _: &CatalogueFilter,
        _: Sort,
        _: Option<ListPosition>,
        _: Limit,
    ) -> Result<Arc<CardPage>, StoreError> {
        Err(StoreError::VersionConflict)
    }
    async fn facets(&self, _: &CatalogueFilter) -> Result<Arc<Facets>, StoreError> {
        let asked = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
        let _open = self.gate.acquire().await;
        Ok(facets(asked))
    }
    async fn product(&self, _: ProductId) -> Result<Option<Arc<ProductView>>, StoreError> {
        Ok(None)
    }
    async fn product_at(&self, _: &Slug) -> Result<Option<ProductId>, StoreError> {
        Ok(None)
    }
    async fn related(&self, _: ProductId, _: Limit) -> Result<Arc<Vec<Card>>, StoreError> {
        Ok(Arc::default())
    }
    async fn categories(&self) -> Result<Arc<Vec<(Category, u64)>>, StoreError> {
        Ok(Arc::default())
    }
    async fn seller(&self, _: SellerId) -> Result<Option<Arc<SellerView>>, StoreError> {
        Ok(None)
    }
    async fn seller_at(&self, _: &Slug) -> Result<Option<SellerId>, StoreError> {
        Ok(None)
    }
    async fn suggest(&self, _: &str) -> Result<Arc<Suggestions>, StoreError> {
        Ok(Arc::default())
    }
    async fn quote(&self, _: &[VariantId]) -> Result<Vec<VariantQuote>, StoreError> {
        Ok(Vec::new())
    }
}

#[tokio::test]
async fn of_many_who_ask_the_same_one_asks_the_store() {
    let counters = Arc::new(Counters::default());
    let slow = Arc::new(Slow { asked: AtomicU64::new(0), gate: tokio::sync::Semaphore::new(0) });
    let cached = Arc::new(CachedCatalogue::new(Arc::clone(&slow) as _, Arc::new(generation(&counters)), 1 << 20));
    let filter = words("red");
    let all = futures::future::join_all((0..50).map(|_| cached.facets(&filter)));
    let open = async {
        while slow.asked.load(Ordering::SeqCst) == 0 {
            tokio::task::yield_now().await;
        }
        slow.gate.add_permits(50);
    };
    let (answers, ()) = futures::future::join(all, open).await;
    assert!(answers.into_iter().all(|answer| answer.unwrap().total == 1));
    assert_eq!(slow.asked.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn what_is_kept_is_bounded_by_its_weight() {
    let counters = Arc::new(Counters::default());
    let mut inner = MockCatalogueReader::new();
    inner.expect_suggest().returning(|_| Ok(Arc::default()));
    let cached = CachedCatalogue::new(Arc::new(inner), Arc::new(generation(&counters)), 64 * 1024);
    for n in 0..2000 {
        cached.suggest(&format!("{n} {}", "word ".repeat(30))).await.unwrap();
    }
    assert!(cached.views.weight() <= 64 * 1024, "{}", cached.views.weight());
    assert!(cached.views.len() < 400, "{}", cached.views.len());
}

fn quote(variant: VariantId, available: u64) -> VariantQuote {
    use kernel::{Currency, Line, Money, Slug};
    VariantQuote {
        variant,
        product: PRODUCT,
        product_slug: Slug::new("mug").unwrap(),
        title: Line::new("Mug").unwrap(),
        options: Vec::new(),
        sku: Line::new("MUG-1").unwrap(),
        price: product::Price::new(Money::new(1_000, Currency::USD)).unwrap(),
        available,
        on_sale: true,
        seller: product_ports::SellerRef {
            id: SellerId::from_uuid(Uuid::from_u128(3)),
            name: Line::new("Shop").unwrap(),
            slug: Slug::new("shop").unwrap(),
        },
        image: None,
    }
}

#[tokio::test]
async fn a_quote_is_kept_until_the_price_or_the_stock_may_have_changed() {
    let counters = Arc::new(Counters::default());
    let (one, other) = (VariantId::from_uuid(Uuid::from_u128(8)), VariantId::from_uuid(Uuid::from_u128(9)));
    let mut inner = MockCatalogueReader::new();
    let mut asked = 0;
    inner.expect_quote().times(5).returning(move |variants| {
        asked += 1;
        Ok(variants.iter().map(|&variant| quote(variant, asked)).collect())
    });
    let cached = cached(inner, &counters);
    let available = async |variants: &[VariantId]| -> Vec<u64> {
        cached.quote(variants).await.unwrap().iter().map(|quote| quote.available).collect()
    };
    // The first answer tells which product's stock to watch; the second one is kept.
    assert_eq!(available(&[one]).await, [1]);
    assert_eq!(available(&[one]).await, [2]);
    assert_eq!(available(&[one]).await, [2]);
    // What is not known yet is asked for alone.
    assert_eq!(available(&[one, other]).await, [2, 3]);
    counters.stock.store(1, Ordering::SeqCst);
    assert_eq!(available(&[one]).await, [4]);
    assert_eq!(available(&[one]).await, [4]);
    counters.catalogue.store(1, Ordering::SeqCst);
    assert_eq!(available(&[one]).await, [5]);
    assert_eq!(available(&[one]).await, [5]);
}
