//! [`product_ports::CatalogueReader`] and [`product_ports::CatalogueGeneration`].

use fixtures::product::{
    AProduct, at, category, category_id, image_id, pieces, price, product_id, remote_image, seller_id, specification,
    stored_image, variant_id,
};
use kernel::{Line, ProductId, Slug};
use platform::Limit;
use product::{Hold, HoldLine, ListingStatus};
use product_ports::{
    Card, CardPage, CatalogueFilter, CategoryRef, ListPosition, OptionFilter, SellerRef, Sort, StockFacet,
};

use super::ProductPorts;

fn filter() -> CatalogueFilter {
    CatalogueFilter::default()
}

fn words(words: &str) -> CatalogueFilter {
    CatalogueFilter { words: Some(words.to_owned()), ..filter() }
}

fn options(groups: &[(&str, &[&str])]) -> CatalogueFilter {
    let options = groups
        .iter()
        .map(|(name, values)| OptionFilter {
            name: Line::new(name).expect("line"),
            values: values.iter().map(|value| Line::new(value).expect("line")).collect(),
        })
        .collect();
    CatalogueFilter { options, ..filter() }
}

async fn cards(ports: &ProductPorts, filter: &CatalogueFilter, sort: Sort) -> CardPage {
    let page = ports.catalogue.cards(filter, sort, None, Limit::new(100).expect("limit")).await;
    page.expect("cards").as_ref().clone()
}

fn ids(cards: &[Card]) -> Vec<ProductId> {
    cards.iter().map(|card| card.id).collect()
}

/// The products that a filter finds, in the order of their numbers; their number is the facets' total.
async fn check(ports: &ProductPorts, filter: CatalogueFilter, expected: &[u128]) {
    let mut found = ids(&cards(ports, &filter, Sort::Newest).await.items);
    found.sort();
    assert_eq!(found, expected.iter().map(|&n| product_id(n)).collect::<Vec<_>>(), "{filter:?}");
    let facets = ports.catalogue.facets(&filter).await.expect("facets");
    assert_eq!(facets.total, u64::try_from(expected.len()).expect("few"), "{filter:?}");
}

fn slug(text: &str) -> Slug {
    Slug::new(text).expect("slug")
}

/// # Panics
/// When the reader breaks its contract.
pub async fn a_card_tells_all_of_its_product(ports: ProductPorts) {
    let ports = ports.with_basics().await;
    ports.make(AProduct::new(1, "Everything").with_everything().in_category(2).of_seller(2)).await;
    let page = cards(&ports, &filter(), Sort::Newest).await;
    let state = AProduct::new(1, "Everything").with_everything().decision().product().snapshot().clone();
    let expected = Card {
        id: product_id(1),
        slug: state.slug.clone(),
        title: state.title.clone(),
        price: price(1899),
        price_max: price(2199),
        image: Some(stored_image(10)),
        category: CategoryRef::from(&category(2, Some(category_id(1)), "Shoes")),
        seller: SellerRef { id: seller_id(2), name: Line::new("Blue Shop").expect("line"), slug: slug("blue-shop") },
        in_stock: true,
        rating: state.rating,
        variant_count: 3,
    };
    assert_eq!(page, CardPage { items: vec![expected], next: None, suggestion: None });
    let mut plain = AProduct::new(2, "Plain").priced(5, 0);
    plain.images = vec![remote_image(3)];
    ports.make(plain).await;
    let card = cards(&ports, &filter(), Sort::Newest).await.items.remove(0);
    assert_eq!((card.image, card.rating, card.in_stock), (Some(remote_image(3)), None, false));
}

/// # Panics
/// When the reader breaks its contract.
pub async fn only_active_products_are_there(ports: ProductPorts) {
    let ports = ports.with_basics().await;
    let shown = ports.make(AProduct::new(1, "Visible thing")).await.product().snapshot().clone();
    let hidden = AProduct::new(2, "Hidden thing").with_status(ListingStatus::Draft);
    let hidden = ports.make(hidden).await.product().snapshot().clone();
    let gone = ports.make(AProduct::new(3, "Former thing")).await.product().clone();
    ports.commit(gone.clone().archive(at(9)).expect("archive")).await;
    for filter in [filter(), words("thing"), CatalogueFilter { seller: Some(seller_id(1)), ..filter() }] {
        check(&ports, filter, &[1]).await;
    }
    for (state, there) in [(&shown, true), (&hidden, false), (gone.snapshot(), false)] {
        assert_eq!(ports.catalogue.product(state.id).await.expect("product").is_some(), there);
        let at_slug = ports.catalogue.product_at(&state.slug).await.expect("product_at");
        assert_eq!(at_slug, Some(state.id).filter(|_| there));
    }
    let view = ports.catalogue.seller(seller_id(1)).await.expect("seller").expect("there");
    assert_eq!((view.product_count, view.opened_at, view.seller.slug.as_str()), (1, at(0), "red-shop"));
    assert_eq!(ports.catalogue.seller(seller_id(9)).await.expect("seller"), None);
    assert_eq!(ports.catalogue.seller_at(&slug("blue-shop")).await.expect("seller_at"), Some(seller_id(2)));
    assert_eq!(ports.catalogue.seller_at(&slug("no-shop")).await.expect("seller_at"), None);
    assert!(ports.catalogue.suggest("hidden").await.expect("suggest").products.is_empty());
}

/// # Panics
/// When the reader breaks its contract.
pub async fn a_products_view_names_what_it_refers_to(ports: ProductPorts) {
    let ports = ports.with_basics().await;
    ports.make(AProduct::new(1, "Deep").in_category(2)).await;
    let view = ports.catalogue.product(product_id(1)).await.expect("product").expect("there");
    let path: Vec<_> = view.category_path.iter().map(|category| category.name.as_str()).collect();
    assert_eq!((path, view.seller.name.as_str()), (vec!["Fashion", "Shoes"], "Red Shop"));
}

/// # Panics
/// When the reader breaks its contract.
pub async fn every_order_is_paged_without_gaps_or_repetition(ports: ProductPorts) {
    let ports = ports.with_basics().await;
    // Prices, times and scores are equal among some, so that ties are broken, too.
    for n in 1..=13_u128 {
        let cents = [500, 300, 300, 900][usize::try_from(n % 4).expect("small")];
        let mut product = AProduct::new(n, if n % 2 == 0 { "Red shoe" } else { "Red shoe of red leather" });
        product = product.priced(cents, 1);
        product.made_at = u64::try_from(n / 3).expect("small");
        ports.make(product).await;
    }
    for filter in [filter(), words("red sho")] {
        for sort in [Sort::Relevance, Sort::Newest, Sort::PriceAscending, Sort::PriceDescending, Sort::BestSelling] {
            let whole = ids(&cards(&ports, &filter, sort).await.items);
            assert_eq!(whole.len(), 13, "{sort:?}");
            let (mut after, mut paged): (Option<ListPosition>, Vec<Card>) = (None, Vec::new());
            loop {
                let limit = Limit::new(4).expect("limit");
                let page = ports.catalogue.cards(&filter, sort, after, limit).await.expect("cards");
                paged.extend(page.items.iter().cloned());
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(ids(&paged), whole, "{sort:?}");
            let prices: Vec<_> = paged.iter().map(|card| card.price.money().minor()).collect();
            match sort {
                Sort::PriceAscending => assert!(prices.is_sorted()),
                Sort::PriceDescending => assert!(prices.iter().rev().is_sorted()),
                Sort::Newest => assert_eq!(whole[0], product_id(13)),
                Sort::Relevance | Sort::BestSelling => {}
            }
        }
    }
}

/// # Panics
/// When the reader breaks its contract.
pub async fn filters_narrow_the_list(ports: ProductPorts) {
    let ports = ports.with_basics().await;
    ports.make(AProduct::new(1, "Shirt").in_category(1).priced(1000, 1)).await;
    ports.make(AProduct::new(2, "Boot").in_category(2).priced(2000, 0).of_seller(2)).await;
    ports.make(AProduct::new(3, "Bear").in_category(3).priced(3000, 5)).await;
    let category = |n| CatalogueFilter { category: Some(category_id(n)), ..filter() };
    check(&ports, filter(), &[1, 2, 3]).await;
    check(&ports, category(1), &[1, 2]).await;
    check(&ports, category(2), &[2]).await;
    check(&ports, category(9), &[]).await;
    check(&ports, CatalogueFilter { seller: Some(seller_id(2)), ..filter() }, &[2]).await;
    check(&ports, CatalogueFilter { min_price: Some(2000), ..filter() }, &[2, 3]).await;
    check(&ports, CatalogueFilter { max_price: Some(2000), ..filter() }, &[1, 2]).await;
    check(&ports, CatalogueFilter { min_price: Some(1001), max_price: Some(2999), ..filter() }, &[2]).await;
    check(&ports, CatalogueFilter { in_stock: true, ..filter() }, &[1, 3]).await;
    check(&ports, CatalogueFilter { in_stock: true, ..category(1) }, &[1]).await;
    check(&ports, CatalogueFilter { words: Some("boot".to_owned()), ..category(1) }, &[2]).await;
    check(&ports, CatalogueFilter { words: Some("boot".to_owned()), ..category(3) }, &[]).await;
}

/// # Panics
/// When the reader breaks its contract.
pub async fn options_of_one_group_are_alternatives_and_groups_must_meet_in_a_variant(ports: ProductPorts) {
    let ports = ports.with_basics().await;
    ports.make(AProduct::new(1, "A").with_variants(&[("Red", "S", 100, 1), ("Blue", "M", 100, 1)])).await;
    ports.make(AProduct::new(2, "B").with_variants(&[("Red", "M", 100, 0), ("Blue", "S", 100, 1)])).await;
    ports.make(AProduct::new(3, "C").with_variants(&[("It's \"green\"", "M", 100, 1)])).await;
    check(&ports, options(&[("Colour", &["Red"])]), &[1, 2]).await;
    check(&ports, options(&[("Colour", &["It's \"green\"", "Red"])]), &[1, 2, 3]).await;
    check(&ports, options(&[("Colour", &["Red"]), ("Size", &["M"])]), &[2]).await;
    check(&ports, options(&[("Colour", &["Blue", "Red"]), ("Size", &["S"])]), &[1, 2]).await;
    check(&ports, CatalogueFilter { in_stock: true, ..options(&[("Colour", &["Red"])]) }, &[1]).await;
    check(&ports, options(&[("Colour", &["red"])]), &[]).await;
    check(&ports, options(&[("') or 1=1 --", &["Red"])]), &[]).await;
    check(&ports, options(&[("Colour", &["' or '1'='1"])]), &[]).await;
}

/// # Panics
/// When the reader breaks its contract.
pub async fn facets_count_all_that_was_found(ports: ProductPorts) {
    let ports = ports.with_basics().await;
    ports
        .make(AProduct::new(1, "A").in_category(2).with_variants(&[("Red", "S", 100, 1), ("Blue", "M", 700, 1)]))
        .await;
    ports.make(AProduct::new(2, "B").in_category(2).with_variants(&[("Red", "M", 150, 0)]).of_seller(2)).await;
    ports.make(AProduct::new(3, "C").in_category(3).priced(9000, 1)).await;
    let facets = ports.catalogue.facets(&filter()).await.expect("facets");
    assert_eq!(facets.total, 3);
    assert_eq!(facets.stock, StockFacet { in_stock: 2, out_of_stock: 1 });
    let categories: Vec<_> = facets.categories.iter().map(|c| (c.category.name.as_str(), c.count)).collect();
    assert_eq!(categories, [("Shoes", 2), ("Toys", 1)]);
    let sellers: Vec<_> = facets.sellers.iter().map(|s| (s.seller.name.as_str(), s.count)).collect();
    assert_eq!(sellers, [("Red Shop", 2), ("Blue Shop", 1)]);
    assert_eq!((facets.price.min, facets.price.max), (Some(price(100)), Some(price(9000))));
    let buckets: Vec<_> = facets.price.buckets.iter().map(|b| (b.from, b.to, b.count)).collect();
    assert_eq!(buckets.first().map(|bucket| bucket.0), Some(100));
    assert_eq!(buckets.last().map(|bucket| (bucket.1, bucket.2)), Some((Some(10_000), 1)));
    assert_eq!(buckets.iter().map(|bucket| bucket.2).sum::<u64>(), 3);
    let options: Vec<_> = facets
        .options
        .iter()
        .map(|o| (o.name.as_str(), o.values.iter().map(|v| (v.value.as_str(), v.count)).collect::<Vec<_>>()))
        .collect();
    assert_eq!(options.len(), 2);
    assert!(options.contains(&("Colour", vec![("Red", 2), ("Blue", 1)])), "{options:?}");
    assert!(options.contains(&("Size", vec![("M", 2), ("S", 1)])), "{options:?}");
    let toys = CatalogueFilter { category: Some(category_id(3)), ..filter() };
    let facets = ports.catalogue.facets(&toys).await.expect("facets");
    assert_eq!((facets.total, facets.sellers.len(), facets.options.len()), (1, 1, 0));
    let nothing = CatalogueFilter { min_price: Some(1_000_000), ..filter() };
    let facets = ports.catalogue.facets(&nothing).await.expect("facets");
    assert_eq!(*facets, product_ports::Facets::default());
}

/// # Panics
/// When the reader breaks its contract.
pub async fn words_find_titles_names_and_descriptions(ports: ProductPorts) {
    let ports = ports.with_basics().await;
    ports.make(AProduct::new(1, "Camisa de Otoño").in_category(2)).await;
    ports.make(AProduct::new(2, "Wooden bear").in_category(3).described("Soft as autumn leaves, blue eyes.")).await;
    let mut jacket = AProduct::new(3, "Jacket").with_variants(&[("Türkis", "XL", 100, 1)]).of_seller(2);
    jacket.draft.specifications = vec![specification("Material", "Merino wool")];
    ports.make(jacket).await;
    check(&ports, words("camisa otono"), &[1]).await;
    check(&ports, words("OTOÑO".to_lowercase().as_str()), &[1]).await;
    check(&ports, words("cam"), &[1]).await;
    check(&ports, words("cam otono"), &[]).await;
    check(&ports, words("shoes"), &[1]).await;
    check(&ports, words("fashion"), &[1, 3]).await;
    check(&ports, words("autumn"), &[2]).await;
    check(&ports, words("turkis"), &[3]).await;
    check(&ports, words("merino"), &[3]).await;
    check(&ports, words("blue"), &[2, 3]).await;
    check(&ports, words("blue bear"), &[2]).await;
}

/// # Panics
/// When the reader breaks its contract.
pub async fn a_word_in_the_title_counts_more(ports: ProductPorts) {
    let ports = ports.with_basics().await;
    ports.make(AProduct::new(1, "Lamp").described("Goes well with a teapot, a teapot and another teapot.")).await;
    ports.make(AProduct::new(2, "Teapot")).await;
    let mut cup = AProduct::new(3, "Cup");
    cup.draft.specifications = vec![specification("Fits", "teapot")];
    ports.make(cup).await;
    let found = cards(&ports, &words("teapot"), Sort::Relevance).await;
    assert_eq!(ids(&found.items), [2, 3, 1].map(product_id));
}

/// # Panics
/// When the reader breaks its contract.
pub async fn a_misspelt_word_finds_what_was_meant(ports: ProductPorts) {
    let ports = ports.with_basics().await;
    ports.make(AProduct::new(1, "Leather shoes")).await;
    ports.make(AProduct::new(2, "Wireless headphones")).await;
    for (typed, meant, product) in [
        ("lether shoes", "leather shoes", 1),
        ("sheos", "shoes", 1),
        ("wireles headfones", "wireless headphones", 2),
        ("haedphones", "headphones", 2),
    ] {
        let found = cards(&ports, &words(typed), Sort::Relevance).await;
        assert_eq!(
            (ids(&found.items), found.suggestion.as_deref()),
            (vec![product_id(product)], Some(meant)),
            "{typed}"
        );
        check(&ports, words(typed), &[product]).await;
    }
    for typed in ["leather", "leath", "leather headphones", "xylophone", "zz"] {
        let found = cards(&ports, &words(typed), Sort::Relevance).await;
        assert_eq!(found.suggestion, None, "{typed}");
    }
    // What is gone is not suggested.
    let shoes = ports.products.find(product_id(1)).await.expect("find").expect("there");
    ports.commit(shoes.archive(at(9)).expect("archive")).await;
    let found = cards(&ports, &words("lether"), Sort::Relevance).await;
    assert_eq!((found.items, found.suggestion), (Vec::new(), None));
}

/// # Panics
/// When the reader breaks its contract.
pub async fn syntax_is_only_ever_data(ports: ProductPorts) {
    let ports = ports.with_basics().await;
    ports.make(AProduct::new(1, "Red or NOT near shoe")).await;
    ports.make(AProduct::new(2, "Green hat")).await;
    check(&ports, words("red or not"), &[1]).await;
    check(&ports, words("red or green"), &[]).await;
    for typed in [
        "\"",
        "\"\"\"",
        "*",
        "red*",
        "title:red",
        "^red",
        "(red",
        "red)",
        "red and",
        "near(red hat)",
        "-red",
        "+red",
        "{title}:red",
        "'; drop table products; --",
        "' or 1=1 --",
        "%",
        "_",
        "\\",
        "red\0shoe",
        "a\"b*c",
        "ต%",
        "%ต_",
    ] {
        cards(&ports, &words(typed), Sort::Relevance).await;
        ports.catalogue.facets(&words(typed)).await.expect("facets");
        ports.catalogue.suggest(typed).await.expect("suggest");
    }
    check(&ports, filter(), &[1, 2]).await;
}

/// # Panics
/// When the reader breaks its contract.
pub async fn titles_without_spaces_are_found_by_their_parts(ports: ProductPorts) {
    let ports = ports.with_basics().await;
    ports.make(AProduct::new(1, "韩版手机保护壳男士")).await;
    ports.make(AProduct::new(2, "เสื้อยืดผู้ชายคอกลม")).await;
    ports.make(AProduct::new(3, "ワイヤレスイヤホン Pro 🎧")).await;
    ports.make(AProduct::new(4, "Wireless earphones Pro")).await;
    check(&ports, words("手机"), &[1]).await;
    check(&ports, words("手机保护壳"), &[1]).await;
    check(&ports, words("ผู้ชาย"), &[2]).await;
    check(&ports, words("イヤホン"), &[3]).await;
    check(&ports, words("イヤホン pro"), &[3]).await;
    check(&ports, words("🎧"), &[3]).await;
    check(&ports, words("pro"), &[3, 4]).await;
    check(&ports, words("手机 ผู้ชาย"), &[]).await;
    assert_eq!(ports.catalogue.suggest("手机").await.expect("suggest").products[0].id, product_id(1));
}

/// # Panics
/// When the reader breaks its contract.
pub async fn suggestions_complete_what_is_typed(ports: ProductPorts) {
    let ports = ports.with_basics().await;
    for n in 1..=8 {
        let mut product = AProduct::new(n, if n == 8 { "Shovel" } else { "Shoe for kids" });
        product.images = vec![remote_image(n)];
        ports.make(product).await;
    }
    let suggestions = ports.catalogue.suggest("kids sho").await.expect("suggest");
    assert_eq!(suggestions.products.len(), 6);
    assert_eq!(
        suggestions.products[0].image.as_ref().map(|image| image.source.clone()),
        Some(remote_image(suggestions.products[0].id.uuid().as_u128()).source)
    );
    assert!(suggestions.queries.contains(&"kids shoe".to_owned()), "{:?}", suggestions.queries);
    let suggestions = ports.catalogue.suggest("sho").await.expect("suggest");
    let categories: Vec<_> = suggestions.categories.iter().map(|category| category.name.as_str()).collect();
    assert_eq!(categories, ["Shoes"]);
    assert!(suggestions.queries.contains(&"shovel".to_owned()) && suggestions.queries.len() <= 4);
}

/// # Panics
/// When the reader breaks its contract.
pub async fn categories_count_what_they_are_made_of(ports: ProductPorts) {
    let ports = ports.with_basics().await;
    ports.make(AProduct::new(1, "A").in_category(1)).await;
    ports.make(AProduct::new(2, "B").in_category(2)).await;
    ports.make(AProduct::new(3, "C").in_category(2).with_status(ListingStatus::Draft)).await;
    let tree = ports.catalogue.categories().await.expect("categories");
    let counts: Vec<_> = tree.iter().map(|(category, count)| (category.name.as_str(), *count)).collect();
    assert_eq!(counts, [("Fashion", 2), ("Shoes", 1), ("Toys", 0)]);
    assert_eq!(tree[1].0, category(2, Some(category_id(1)), "Shoes"));
}

/// # Panics
/// When the reader breaks its contract.
pub async fn related_products_are_of_the_same_kind_first(ports: ProductPorts) {
    let ports = ports.with_basics().await;
    ports
        .categories
        .add(&[product::Category { position: 5, ..category(4, Some(category_id(1)), "Hats") }])
        .await
        .expect("add");
    ports.make(AProduct::new(1, "This").in_category(2)).await;
    ports.make(AProduct::new(2, "Same category").in_category(2).of_seller(2)).await;
    ports.make(AProduct::new(3, "Same parent").in_category(4).of_seller(2)).await;
    ports.make(AProduct::new(4, "Same seller").in_category(3)).await;
    ports.make(AProduct::new(5, "Nothing alike").in_category(3).of_seller(2)).await;
    let limit = Limit::new(8).expect("limit");
    let related = ports.catalogue.related(product_id(1), limit).await.expect("related");
    assert_eq!(ids(&related), [2, 3, 4].map(product_id));
    let related = ports.catalogue.related(product_id(1), Limit::new(1).expect("limit")).await.expect("related");
    assert_eq!(ids(&related), [product_id(2)]);
    assert_eq!(*ports.catalogue.related(product_id(99), limit).await.expect("related"), []);
}

/// # Panics
/// When the reader breaks its contract.
pub async fn quotes_are_of_this_moment(ports: ProductPorts) {
    let ports = ports.with_basics().await;
    let full = ports.make(AProduct::new(1, "Everything").with_everything().of_seller(2)).await;
    let draft =
        ports.make(AProduct::new(2, "Draft").with_status(ListingStatus::Draft)).await.product().snapshot().clone();
    let state = full.product().snapshot();
    let hold = Hold::new(fixtures::product::checkout_id(1), vec![HoldLine::new(variant_id(1000), pieces(2))], at(600));
    ports.stock.hold(&hold.expect("hold")).await.expect("hold");
    let wanted = [variant_id(1001), variant_id(1000), draft.variants[0].id, variant_id(4242)];
    let mut quotes = ports.catalogue.quote(&wanted).await.expect("quote");
    quotes.sort_by_key(|quote| quote.variant);
    assert_eq!(quotes.len(), 3);
    let first = &quotes[0];
    assert_eq!((first.variant, first.product, &first.product_slug), (variant_id(1000), product_id(1), &state.slug));
    assert_eq!((&first.title, &first.sku), (&state.title, &state.variants[0].sku));
    assert_eq!((&first.options, first.price), (&state.variants[0].options, price(1999)));
    assert_eq!((first.available, first.on_sale), (5, true));
    assert_eq!((first.seller.id, first.seller.name.as_str()), (seller_id(2), "Blue Shop"));
    assert_eq!(first.image.as_ref().map(|image| image.id), Some(image_id(10)), "the product's first picture");
    assert_eq!(quotes[1].image.as_ref().map(|image| image.id), Some(image_id(11)), "the variant's own picture");
    assert_eq!((quotes[1].available, quotes[1].on_sale), (0, true));
    assert_eq!((quotes[2].available, quotes[2].on_sale, &quotes[2].image), (0, false, &None));
    assert_eq!(ports.catalogue.quote(&[]).await.expect("quote"), []);
}

/// # Panics
/// When the generation breaks its contract.
pub async fn every_visible_change_bumps_the_generation(ports: ProductPorts) {
    let ports = ports.with_basics().await;
    let generation = || async { ports.generation.catalogue().await.expect("generation") };
    let start = generation().await;
    let product = ports.make(AProduct::new(1, "New")).await.product().clone();
    let made = generation().await;
    assert!(made > start);
    ports.commit(product.archive(at(1)).expect("archive")).await;
    let archived = generation().await;
    assert!(archived > made);
    ports.categories.add(&[category(9, None, "Garden")]).await.expect("add");
    let grown = generation().await;
    assert!(grown > archived);
    ports.sellers.record(&[fixtures::product::seller(1, "Renamed")], None, at(2)).await.expect("record");
    assert!(generation().await > grown);
}
