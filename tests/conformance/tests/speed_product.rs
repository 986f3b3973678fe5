//! How long the catalogue takes without a cache, at 10,000 products. It measures, so it is not run with the others:
//! `cargo nextest run -p tradepost-conformance --test speed_product --run-ignored all --no-capture`.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "it shows what it measured, or fails")]

use std::time::{Duration, Instant};

use fixtures::product::{AProduct, at, category, category_id, event_id, seller, specification, stored_image};
use platform::Limit;
use product_ports::{CatalogueFilter, CatalogueReader, CategoryStore, ProductCommit, ProductStore, SellerStore, Sort};
use storage_sqlite::Database;
use storage_sqlite::product::{
    Generations, MIGRATIONS, SqliteCatalogue, SqliteCategories, SqliteProducts, SqliteSellers,
};

const PRODUCTS: u128 = 10_000;
const CATEGORIES: u128 = 12;
const SELLERS: u128 = 40;
const NOUNS: &[&str] = &[
    "lamp", "chair", "kettle", "backpack", "sneaker", "jacket", "puzzle", "teapot", "blanket", "speaker", "mirror",
    "notebook", "camera", "bottle", "pillow", "watch", "desk", "carpet", "helmet", "mug",
];
const ADJECTIVES: &[&str] = &[
    "wooden",
    "foldable",
    "waterproof",
    "woollen",
    "ceramic",
    "compact",
    "vintage",
    "wireless",
    "striped",
    "soft",
    "golden",
    "quiet",
    "magnetic",
    "organic",
    "slim",
    "sturdy",
    "portable",
    "handmade",
    "classic",
    "bright",
];

fn pick(list: &'static [&'static str], n: u128) -> &'static str {
    list[usize::try_from(n % list.len() as u128).unwrap()]
}

fn a_product(n: u128) -> AProduct {
    let title = format!("{} {} {} no. {n}", pick(ADJECTIVES, n), pick(ADJECTIVES, n / 7), pick(NOUNS, n / 3));
    let text = format!("{} ", pick(ADJECTIVES, n / 11)).repeat(60) + pick(NOUNS, n / 5);
    let cents = 100 + i64::try_from(n % 977).unwrap() * 37;
    let mut product =
        AProduct::new(n, &title).described(&text).of_seller(1 + n % SELLERS).in_category(1 + n % CATEGORIES);
    product = product.with_variants(&[
        ("Red", "M", cents, 5),
        ("Red", "L", cents + 100, 0),
        ("Blue", "M", cents + 50, 3),
        (pick(ADJECTIVES, n), "XL", cents + 200, 1),
    ]);
    product.images = vec![stored_image(n)];
    product.draft.specifications = vec![specification("Material", pick(ADJECTIVES, n / 2))];
    product
}

async fn measure<F: Future>(what: &str, mut ask: impl FnMut(u32) -> F) {
    const ROUNDS: u32 = 20;
    let mut times: Vec<Duration> = Vec::new();
    for round in 0..ROUNDS {
        let start = Instant::now();
        ask(round).await;
        times.push(start.elapsed());
    }
    times.sort();
    println!("{what:40} median {:>9.3?}   worst {:>9.3?}", times[times.len() / 2], times[times.len() - 1]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "measures"]
async fn the_catalogue_without_a_cache() {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::open(&folder.path().join("product.db"), &MIGRATIONS).await.unwrap();
    let generations = Generations::new(database.clone());
    let categories = SqliteCategories::new(database.clone(), generations.clone());
    let tree: Vec<_> = (1..=CATEGORIES).map(|n| category(n, None, &format!("Category {n}"))).collect();
    categories.add(&tree).await.unwrap();
    let sellers: Vec<_> = (1..=SELLERS).map(|n| seller(n, &format!("Shop {n}"))).collect();
    SqliteSellers::new(database.clone(), generations.clone()).record(&sellers, None, at(0)).await.unwrap();
    let products = SqliteProducts::new(database.clone(), generations);
    let start = Instant::now();
    for portion in (1..=PRODUCTS).collect::<Vec<_>>().chunks(200) {
        let commits: Vec<_> =
            portion.iter().map(|&n| ProductCommit::new(a_product(n).decision(), || event_id(n))).collect();
        products.commit(&commits).await.unwrap();
    }
    println!("{PRODUCTS} products stored in {:?}", start.elapsed());
    let catalogue = SqliteCatalogue::new(database.clone());
    let filter = CatalogueFilter::default;
    let by_category =
        |n: u32| CatalogueFilter { category: Some(category_id(1 + u128::from(n) % CATEGORIES)), ..filter() };
    let words = |words: &str| CatalogueFilter { words: Some(words.to_owned()), ..filter() };
    let limit = Limit::DEFAULT;
    let c = &catalogue;
    let cards = |filter: CatalogueFilter, sort| async move { c.cards(&filter, sort, None, limit).await.unwrap() };
    let facets = |filter: CatalogueFilter| async move { c.facets(&filter).await.unwrap() };
    measure("product", |n| c.product(fixtures::product::product_id(1 + u128::from(n) * 397))).await;
    measure("cards, all, newest", |_| cards(filter(), Sort::Newest)).await;
    measure("cards, all, price", |_| cards(filter(), Sort::PriceAscending)).await;
    measure("cards, category, newest", |n| cards(by_category(n), Sort::Newest)).await;
    measure("cards, category, best selling", |n| cards(by_category(n), Sort::BestSelling)).await;
    measure("cards, category, price", |n| cards(by_category(n), Sort::PriceDescending)).await;
    measure("facets, all", |_| facets(filter())).await;
    measure("facets, category", |n| facets(by_category(n))).await;
    measure("cards, one word", |n| cards(words(pick(NOUNS, n.into())), Sort::Relevance)).await;
    measure("cards, two words", |n| {
        cards(words(&format!("{} {}", pick(ADJECTIVES, n.into()), pick(NOUNS, n.into()))), Sort::Relevance)
    })
    .await;
    measure("cards, two letters", |n| cards(words(&pick(NOUNS, n.into())[..2]), Sort::Relevance)).await;
    measure("cards, misspelt", |_| cards(words("watrproof lmap"), Sort::Relevance)).await;
    measure("facets, one word", |n| facets(words(pick(NOUNS, n.into())))).await;
    measure("facets, two words", |n| {
        facets(words(&format!("{} {}", pick(ADJECTIVES, n.into()), pick(NOUNS, n.into()))))
    })
    .await;
    measure("suggestions", |n| c.suggest(&pick(NOUNS, n.into())[..3])).await;
    measure("categories", |_| c.categories()).await;
    measure("related", |n| c.related(fixtures::product::product_id(1 + u128::from(n)), limit)).await;
    println!("file: {} MB", std::fs::metadata(folder.path().join("product.db")).unwrap().len() / 1_000_000);
    database.close().await;
}
