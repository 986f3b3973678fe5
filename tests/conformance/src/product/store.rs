//! [`ProductStore`], [`CategoryStore`] and [`SellerStore`].

use fixtures::product::{
    AProduct, at, category, category_id, event_id, image_id, pieces, price, product_id, remote_image, seller,
    seller_id, stored_image,
};
use kernel::Currency;
use platform::{Inbox, Limit, StoreError};
use product::{
    DisableReason, ExternalRef, HoldLine, ListingStatus, Product, ProductDecision, Revision, StockChange, StockCount,
    StockLevel,
};
use product_ports::{CatalogueFilter, Sort};

use super::{ProductPorts, committed};

fn changed(revision: Revision) -> ProductDecision {
    match revision {
        Revision::Changed(decision) => *decision,
        Revision::Unchanged(_) => panic!("the revision changes nothing"),
    }
}

async fn check_found(ports: &ProductPorts, product: &Product) {
    let state = product.snapshot();
    let found = Some(product.clone());
    assert_eq!(ports.products.find(state.id).await.expect("find"), found);
    assert_eq!(ports.products.find_owned(state.seller, state.id).await.expect("find_owned"), found);
    let by_reference = ports.products.find_by_reference(std::slice::from_ref(&state.reference)).await;
    assert_eq!(by_reference.expect("find_by_reference"), std::slice::from_ref(product));
    let page = ports.products.list_owned(state.seller, Some(state.status.as_str()), None, Limit::DEFAULT).await;
    assert!(page.expect("list_owned").items.contains(product));
    let exchanged = ports.exchange.page(None, 100).await.expect("exchange");
    assert!(exchanged.iter().any(|item| item.product == *state));
    let shown = ports.catalogue.product(state.id).await.expect("catalogue");
    assert_eq!(shown.map(|view| view.product.clone()), found.filter(|_| state.status.is_active()));
}

/// # Panics
/// When the stores break their contract.
pub async fn every_field_comes_back_in_every_state(ports: ProductPorts) {
    let ports = ports.with_basics().await;
    let full =
        ports.make(AProduct::new(1, "Crème \"brûlée\" — 100% หมวก 🎩").with_everything()).await.product().clone();
    check_found(&ports, &full).await;
    let plain = ports.make(AProduct::new(2, "Plain").with_status(ListingStatus::Draft)).await.product().clone();
    check_found(&ports, &plain).await;
    let archived = plain.archive(at(10)).expect("archive");
    ports.commit(archived.clone()).await;
    check_found(&ports, archived.product()).await;
    for (n, previous) in (3..).zip(ListingStatus::ALL) {
        let product = AProduct::new(n, "Suspicious").with_everything().with_status(previous);
        let product = ports.make(product).await.product().clone();
        let reason = DisableReason::new("Looks like a \"copy\" — ของปลอม").expect("reason");
        let disabled = product.disable(reason, at(20)).expect("disable");
        ports.commit(disabled.clone()).await;
        check_found(&ports, disabled.product()).await;
        let enabled = disabled.product().clone().enable(at(30)).expect("enable");
        ports.commit(enabled.clone()).await;
        check_found(&ports, enabled.product()).await;
    }
}

/// # Panics
/// When the stores break their contract.
pub async fn every_field_can_change(ports: ProductPorts) {
    let ports = ports.with_basics().await;
    let before = ports.make(AProduct::new(1, "Before")).await.product().clone();
    // All of another product but what identifies it.
    let other = AProduct::new(2, "After").with_everything().in_category(2).decision();
    let mut draft = other.product().draft();
    for variant in &mut draft.variants {
        variant.stock = StockChange::Set(StockCount::new(6).expect("count"));
    }
    let images = Some(other.product().snapshot().images.clone());
    let mut next = 500;
    let ids = || {
        next += 1;
        fixtures::product::variant_id(next)
    };
    let revised = before.revise(Currency::USD, draft, images, Some(ListingStatus::Draft), ids, at(40));
    let revised = changed(revised.expect("revise"));
    ports.commit(revised.clone()).await;
    check_found(&ports, revised.product()).await;
    let bare = AProduct::new(3, "Bare").decision().product().draft();
    let mut draft = bare;
    draft.variants[0].stock = StockChange::Set(StockCount::ZERO);
    let again = revised.product().clone();
    let again = again.revise(Currency::USD, draft, Some(Vec::new()), None, || fixtures::product::variant_id(9), at(50));
    let again = changed(again.expect("revise"));
    ports.commit(again.clone()).await;
    check_found(&ports, again.product()).await;
}

/// # Panics
/// When the stores break their contract.
pub async fn a_seller_finds_no_product_of_another(ports: ProductPorts) {
    let ports = ports.with_basics().await;
    ports.make(AProduct::new(1, "Mine")).await;
    assert_eq!(ports.products.find_owned(seller_id(2), product_id(1)).await.expect("find_owned"), None);
    let list = ports.products.list_owned(seller_id(2), None, None, Limit::DEFAULT).await.expect("list_owned");
    assert_eq!((list.items, list.next), (Vec::new(), None));
    assert_eq!(ports.products.find(product_id(9)).await.expect("find"), None);
}

/// # Panics
/// When the stores break their contract.
pub async fn a_sellers_products_are_paged_newest_first(ports: ProductPorts) {
    let ports = ports.with_basics().await;
    for n in 1..=5 {
        // Two are made at the same time, so that the time alone does not tell them apart.
        let mut product = AProduct::new(n, "A product");
        product.made_at = u64::try_from(n).expect("small") / 2;
        product.status = if n == 3 { ListingStatus::Draft } else { ListingStatus::Active };
        ports.make(product).await;
    }
    let limit = Limit::new(2).expect("limit");
    let (mut after, mut seen) = (None, Vec::new());
    loop {
        let page = ports.products.list_owned(seller_id(1), None, after, limit).await.expect("list_owned");
        seen.extend(page.items.iter().map(|product| product.snapshot().id));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(seen, [5, 4, 3, 2, 1].map(product_id));
    let drafts = ports.products.list_owned(seller_id(1), Some("draft"), None, limit).await.expect("list_owned");
    assert_eq!(drafts.items.iter().map(|p| p.snapshot().id).collect::<Vec<_>>(), [product_id(3)]);
}

/// # Panics
/// When the stores break their contract.
pub async fn of_two_changes_of_one_version_one_is_refused(ports: ProductPorts) {
    let ports = ports.with_basics().await;
    let product = ports.make(AProduct::new(1, "Contended")).await.product().clone();
    let other = AProduct::new(2, "Innocent").decision();
    let first = product.clone().archive(at(5)).expect("archive");
    let second = product.add_image(remote_image(1), at(6)).expect("add");
    ports.commit(first.clone()).await;
    let refused = ports.products.commit(&[committed(other), committed(second)]).await;
    assert!(matches!(refused, Err(StoreError::VersionConflict)), "{refused:?}");
    check_found(&ports, first.product()).await;
    assert_eq!(ports.products.find(product_id(2)).await.expect("find"), None, "all or none");
}

/// # Panics
/// When the stores break their contract.
pub async fn references_are_unique(ports: ProductPorts) {
    let ports = ports.with_basics().await;
    let reference = |id: &str| ExternalRef {
        source: kernel::Line::new("a-market").expect("line"),
        id: kernel::Line::new(id).expect("line"),
    };
    let mut first = AProduct::new(1, "First");
    first.reference = Some(reference("1"));
    ports.make(first).await;
    let mut second = AProduct::new(2, "Second");
    second.reference = Some(reference("1"));
    let refused = ports.products.commit(&[committed(second.decision())]).await;
    assert!(matches!(refused, Err(StoreError::AlreadyExists { what: "reference" })), "{refused:?}");
    let found = ports.products.find_by_reference(&[reference("1"), reference("2")]).await.expect("find_by_reference");
    assert_eq!(found.iter().map(|p| p.snapshot().id).collect::<Vec<_>>(), [product_id(1)]);
}

/// # Panics
/// When the stores break their contract.
pub async fn a_change_leaves_stock_alone_that_moved_meanwhile(ports: ProductPorts) {
    let ports = ports.with_basics().await;
    let product = ports.make(AProduct::new(1, "Popular").priced(500, 10)).await.product().clone();
    let variant = product.snapshot().variants[0].id;
    let hold = product::Hold::new(fixtures::product::checkout_id(1), vec![HoldLine::new(variant, pieces(4))], at(600));
    ports.stock.hold(&hold.expect("hold")).await.expect("hold");
    let mut draft = product.draft();
    draft.variants[0].price = price(900);
    let revised = product.revise(Currency::USD, draft, None, None, || fixtures::product::variant_id(9), at(5));
    ports.commit(changed(revised.expect("revise"))).await;
    let level = ports.stock.level(variant).await.expect("level");
    assert_eq!(level, Some(StockLevel { available: 6, held: 4, sold: 0 }));
    let product = ports.products.find(product_id(1)).await.expect("find").expect("there");
    let mut draft = product.draft();
    draft.variants[0].stock = StockChange::Set(StockCount::new(20).expect("count"));
    let revised = product.revise(Currency::USD, draft, None, None, || fixtures::product::variant_id(9), at(6));
    ports.commit(changed(revised.expect("revise"))).await;
    let level = ports.stock.level(variant).await.expect("level");
    assert_eq!(level, Some(StockLevel { available: 20, held: 4, sold: 0 }));
}

/// # Panics
/// When the stores break their contract.
pub async fn events_are_stored_with_the_change(ports: ProductPorts) {
    let ports = ports.with_basics().await;
    let decision = ports.make(AProduct::new(1, "Told of")).await;
    ports.commit(decision.product().clone().archive(at(7)).expect("archive")).await;
    ports.make(AProduct::new(2, "Not told of").with_status(ListingStatus::Draft)).await;
    let mut told = Vec::new();
    loop {
        let events = ports.outbox.lease(at(100), at(200), 10).await.expect("lease");
        if events.is_empty() {
            break;
        }
        let ids: Vec<_> = events.iter().map(|event| event.id).collect();
        told.extend(events);
        ports.outbox.published(&ids, at(100)).await.expect("published");
    }
    let told: Vec<_> = told.iter().map(|e| (e.event_type.as_str(), e.key.as_str(), e.occurred_at, e.id)).collect();
    let key = product_id(1).to_string();
    assert_eq!(
        told,
        [
            ("product.published.v1", key.as_str(), at(1), event_id(1011)),
            ("product.withdrawn.v1", key.as_str(), at(7), event_id(1021)),
        ]
    );
}

/// # Panics
/// When the stores break their contract.
pub async fn a_pictures_files_are_in_use_while_a_product_has_it(ports: ProductPorts) {
    let ports = ports.with_basics().await;
    let key = product::PictureKey::of(image_id(1));
    assert!(!ports.products.picture_in_use(&key).await.expect("picture_in_use"));
    let product = ports.make(AProduct::new(1, "Pictured")).await.product().clone();
    let with = product.add_image(stored_image(1), at(2)).expect("add");
    ports.commit(with.clone()).await;
    assert!(ports.products.picture_in_use(&key).await.expect("picture_in_use"));
    ports.commit(with.product().clone().remove_image(image_id(1), at(3)).expect("remove")).await;
    assert!(!ports.products.picture_in_use(&key).await.expect("picture_in_use"));
}

/// # Panics
/// When the stores break their contract.
pub async fn categories_come_back_and_are_unique_among_siblings(ports: ProductPorts) {
    let top = product::Category { position: 3, ..category(1, None, "Kläder") };
    let part = product::Category { position: 7, ..category(2, Some(category_id(1)), "Kläder") };
    ports.categories.add(&[top.clone(), part.clone()]).await.expect("add");
    let mut all = ports.categories.all().await.expect("all");
    all.sort_by_key(|category| category.id);
    assert_eq!(all, [top.clone(), part.clone()]);
    assert_eq!(ports.categories.find(category_id(2)).await.expect("find"), Some(part));
    assert_eq!(ports.categories.find(category_id(9)).await.expect("find"), None);
    let good = category(3, None, "Good");
    for (bad, what) in [
        (category(4, None, "Kläder"), "name"),
        (category(4, Some(category_id(1)), "Kläder"), "name"),
        (product::Category { slug: top.slug.clone(), ..category(4, None, "Other") }, "slug"),
    ] {
        let refused = ports.categories.add(&[good.clone(), bad]).await;
        assert!(matches!(&refused, Err(StoreError::AlreadyExists { what: rule }) if *rule == what), "{refused:?}");
    }
    assert_eq!(ports.categories.find(category_id(3)).await.expect("find"), None, "all or none");
}

/// # Panics
/// When the stores break their contract.
pub async fn shops_are_known_as_they_are_now(ports: ProductPorts) {
    let first = seller(1, "Red Shop");
    ports.sellers.record(std::slice::from_ref(&first), None, at(0)).await.expect("record");
    assert_eq!(ports.sellers.find(seller_id(1)).await.expect("find"), Some(first));
    assert_eq!(ports.sellers.find(seller_id(2)).await.expect("find"), None);
    let renamed = product::Seller { owner: None, opened_at: at(9), ..seller(1, "Redder Shop") };
    let inbox = Some(Inbox { event: event_id(1), consumer: "product.know_shops" });
    ports.sellers.record(std::slice::from_ref(&renamed), inbox, at(1)).await.expect("record");
    ports.sellers.record(&[seller(1, "Late Shop")], inbox, at(2)).await.expect("record");
    assert_eq!(ports.sellers.find(seller_id(1)).await.expect("find"), Some(renamed));
}

/// # Panics
/// When the stores break their contract.
pub async fn a_product_may_come_before_its_shop(ports: ProductPorts) {
    ports.categories.add(&[category(1, None, "Fashion")]).await.expect("add");
    ports.make(AProduct::new(1, "Early bird").of_seller(7)).await;
    assert!(ports.sellers.find(seller_id(7)).await.expect("find").is_some());
    let before = ports.generation.catalogue().await.expect("generation");
    ports.sellers.record(&[seller(7, "Late Shop")], None, at(1)).await.expect("record");
    assert!(ports.generation.catalogue().await.expect("generation") > before);
    let filter = CatalogueFilter { words: Some("late shop".to_owned()), ..CatalogueFilter::default() };
    let page = ports.catalogue.cards(&filter, Sort::Relevance, None, Limit::DEFAULT).await.expect("cards");
    assert_eq!(page.items.iter().map(|card| card.seller.name.as_str()).collect::<Vec<_>>(), ["Late Shop"]);
}
