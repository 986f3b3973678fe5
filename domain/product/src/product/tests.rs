use kernel::{Line, Money, Uuid};

use super::*;
use crate::{ImageSource, OptionName, RatingError, RemoteUrl, VariantDraft};

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_unix_millis(1_760_000_000_000 + seconds * 1000).unwrap()
}

fn id<T>(wrap: fn(Uuid) -> T, number: u128) -> T {
    wrap(Uuid::from_u128(number))
}

fn price(cents: i64) -> Price {
    Price::new(Money::new(cents, Currency::USD)).unwrap()
}

fn stock(pieces: i64) -> StockCount {
    StockCount::new(pieces).unwrap()
}

fn option(name: &str, value: &str) -> OptionValue {
    OptionValue { name: Line::new(name).unwrap(), value: Line::new(value).unwrap() }
}

fn group(name: &str, values: &[&str]) -> OptionGroup {
    OptionGroup {
        name: OptionName::new(name).unwrap(),
        values: values.iter().map(|value| Line::new(value).unwrap()).collect(),
    }
}

fn variant(sku: &str, options: Vec<OptionValue>, pieces: i64) -> VariantDraft {
    VariantDraft {
        sku: Sku::new(sku).unwrap(),
        options,
        price: price(1999),
        list_price: None,
        stock: StockChange::Set(stock(pieces)),
        image: None,
    }
}

fn draft() -> ProductDraft {
    ProductDraft {
        title: Title::new("Röda skor").unwrap(),
        description: None,
        category: id(CategoryId::from_uuid, 7),
        option_groups: vec![group("Colour", &["Red", "Blue"])],
        specifications: Vec::new(),
        variants: vec![variant("R", vec![option("Colour", "Red")], 5), variant("B", vec![option("Colour", "Blue")], 0)],
        rating: None,
    }
}

fn new(status: ListingStatus) -> NewProduct {
    NewProduct {
        id: id(ProductId::from_uuid, 1),
        seller: id(SellerId::from_uuid, 2),
        reference: None,
        status,
        currency: Currency::USD,
        images: Vec::new(),
    }
}

fn ids() -> impl FnMut() -> VariantId {
    let mut next = 100;
    move || {
        next += 1;
        id(VariantId::from_uuid, next)
    }
}

fn product(status: ListingStatus) -> Product {
    Product::create(new(status), draft(), ids(), at(0)).unwrap().product().clone()
}

fn revise(product: Product, draft: ProductDraft, status: Option<ListingStatus>) -> Result<Revision, RevisionError> {
    product.revise(Currency::USD, draft, None, status, ids(), at(60))
}

fn changed(revision: Result<Revision, RevisionError>) -> ProductDecision {
    match revision.unwrap() {
        Revision::Changed(decision) => *decision,
        Revision::Unchanged(_) => panic!("nothing changed"),
    }
}

/// Each broken rule as `path: code`.
#[track_caller]
fn check_rules(change: impl FnOnce(&mut ProductDraft), expected: &[&str]) {
    let mut draft = draft();
    change(&mut draft);
    let found: Vec<_> = match Product::create(new(ListingStatus::Draft), draft, ids(), at(0)) {
        Ok(_) => Vec::new(),
        Err(Violations(found)) => found.iter().map(|v| format!("{}: {}", v.path, v.rule.code())).collect(),
    };
    assert_eq!(found, expected);
}

#[test]
fn a_new_product_has_an_address_of_its_title_and_a_reference_of_its_id() {
    let decision = Product::create(new(ListingStatus::Active), draft(), ids(), at(5)).unwrap();
    let state = decision.product().snapshot();
    assert_eq!(state.slug.as_str(), "roda-skor-00000001");
    assert_eq!(state.reference, ExternalRef::here(state.id));
    assert_eq!((state.created_at, state.updated_at, state.version), (at(5), at(5), 1));
    assert_eq!(decision.expected_version(), None);
    assert_eq!(state.variants[0].stock, StockLevel { available: 5, held: 0, sold: 0 });
    assert_eq!(
        decision.events(),
        [ProductEvent::Published {
            product: state.id,
            seller: state.seller,
            title: state.title.clone(),
            slug: state.slug.clone()
        }]
    );
}

#[test]
fn a_title_without_latin_letters_still_gives_an_address() {
    let mut draft = draft();
    draft.title = Title::new("รองเท้า").unwrap();
    let decision = Product::create(new(ListingStatus::Draft), draft, ids(), at(0)).unwrap();
    assert_eq!(decision.product().snapshot().slug.as_str(), "product-00000001");
    assert_eq!(decision.events(), []);
}

#[test]
fn rules_are_told_with_their_place() {
    check_rules(|_| {}, &[]);
    check_rules(|draft| draft.variants.clear(), &["variants: too_few"]);
    check_rules(|draft| draft.variants[1].sku = draft.variants[0].sku.clone(), &["variants[1].sku: repeated"]);
    check_rules(
        |draft| draft.variants[1].options = draft.variants[0].options.clone(),
        &["variants[1].options: repeated"],
    );
    check_rules(|draft| draft.variants[0].options.clear(), &["variants[0].options: options_mismatch"]);
    check_rules(
        |draft| draft.variants[0].options = vec![option("Colour", "Green")],
        &["variants[0].options: options_mismatch"],
    );
    check_rules(
        |draft| draft.variants[0].options.push(option("Size", "M")),
        &["variants[0].options: options_mismatch"],
    );
    check_rules(
        |draft| draft.option_groups = (0..4).map(|n| group(&format!("G{n}"), &["a"])).collect(),
        &["option_groups: too_many"],
    );
    check_rules(|draft| draft.option_groups.push(group("Colour", &["a"])), &["option_groups[1].name: repeated"]);
    check_rules(
        |draft| draft.option_groups.push(group("Size", &["M", "M"])),
        &["option_groups[1].values[1]: repeated"],
    );
    check_rules(|draft| draft.option_groups.push(group("Size", &[])), &["option_groups[1].values: too_few"]);
    check_rules(
        |draft| draft.variants[0].list_price = Some(price(1999)),
        &["variants[0].list_price: list_price_too_low"],
    );
    check_rules(
        |draft| draft.variants[0].price = Price::new(Money::new(5, "EUR".parse().unwrap())).unwrap(),
        &["variants[0].price.currency: currency_mismatch"],
    );
    check_rules(
        |draft| draft.variants[0].image = Some(id(ImageId::from_uuid, 9)),
        &["variants[0].image_id: unknown_image"],
    );
    check_rules(|draft| draft.variants[0].stock = StockChange::Keep, &["variants[0].stock: required"]);
    check_rules(
        |draft| {
            draft.variants[0].sku = draft.variants[1].sku.clone();
            draft.variants[0].options.clear();
        },
        &["variants[0].options: options_mismatch", "variants[1].sku: repeated"],
    );
}

#[test]
fn numbers_of_variants_and_specifications_are_bounded() {
    let with = |count: usize| {
        move |draft: &mut ProductDraft| {
            let firsts: Vec<_> = (0..count.div_ceil(3)).map(|n| format!("A{n}")).collect();
            draft.option_groups =
                vec![group("A", &firsts.iter().map(String::as_str).collect::<Vec<_>>()), group("B", &["0", "1", "2"])];
            draft.variants = (0..count)
                .map(|n| {
                    let options = vec![option("A", &firsts[n / 3]), option("B", &(n % 3).to_string())];
                    variant(&format!("V{n}"), options, 1)
                })
                .collect();
        }
    };
    check_rules(with(200), &[]);
    check_rules(with(201), &["variants: too_many"]);
    let fact = Specification { name: Line::new("a").unwrap(), value: Line::new("b").unwrap() };
    check_rules(|draft| draft.specifications = vec![fact.clone(); 100], &[]);
    check_rules(|draft| draft.specifications = vec![fact.clone(); 101], &["specifications: too_many"]);
}

#[test]
fn a_revision_that_changes_nothing_is_told_apart() {
    let before = product(ListingStatus::Active);
    let same = revise(before.clone(), before.draft(), Some(ListingStatus::Active)).unwrap();
    assert_eq!(same, Revision::Unchanged(Box::new(before)));
}

#[test]
fn a_variant_is_the_same_if_its_sku_is() {
    let before = product(ListingStatus::Draft);
    let mut wanted = before.draft();
    wanted.variants.remove(0);
    wanted.variants[0].price = price(5);
    wanted.variants.push(variant("R2", vec![option("Colour", "Red")], 9));
    let decision = changed(revise(before.clone(), wanted, None));
    let after = decision.product().snapshot();
    assert_eq!(after.variants[0].id, before.snapshot().variants[1].id);
    assert_eq!(after.variants[0].price, price(5));
    assert_eq!(after.variants[1].sku.as_str(), "R2");
    assert_eq!(decision.stock(), [(after.variants[1].id, stock(9))]);
    assert_eq!((decision.expected_version(), after.version, after.updated_at), (Some(1), 2, at(60)));
}

#[test]
fn stock_is_set_when_the_seller_says_so_and_restated_only_when_the_source_says_something_new() {
    // Of five pieces two were sold.
    let mut state = product(ListingStatus::Active).snapshot().clone();
    state.variants[0].stock = StockLevel { available: 3, held: 0, sold: 2 };
    let before = Product::rehydrate(state).unwrap();
    let with = |change| {
        let mut draft = before.draft();
        draft.variants[0].stock = change;
        revise(before.clone(), draft, None).unwrap()
    };
    let variant = before.snapshot().variants[0].id;
    let set = |revision| match revision {
        Revision::Changed(decision) => decision.stock().to_vec(),
        Revision::Unchanged(_) => Vec::new(),
    };
    assert_eq!(set(with(StockChange::Restate(stock(5)))), []);
    assert_eq!(set(with(StockChange::Restate(stock(4)))), [(variant, stock(4))]);
    assert_eq!(set(with(StockChange::Set(stock(5)))), [(variant, stock(5))]);
    assert_eq!(set(with(StockChange::Keep)), []);
}

#[test]
fn every_change_of_visibility_is_an_event() {
    let reason = DisableReason::new("Counterfeit").unwrap();
    let published = |decision: &ProductDecision| matches!(decision.events(), [ProductEvent::Published { .. }]);
    let withdrawn = |decision: &ProductDecision| match decision.events() {
        [ProductEvent::Withdrawn { reason, .. }] => Some(*reason),
        _ => None,
    };
    let draft = product(ListingStatus::Draft);
    let listed = changed(revise(draft.clone(), draft.draft(), Some(ListingStatus::Active)));
    assert!(published(&listed));
    let active = listed.product().clone();
    let unpublished = changed(revise(active.clone(), active.draft(), Some(ListingStatus::Draft)));
    assert_eq!(withdrawn(&unpublished), Some(WithdrawalReason::Unpublished));
    assert_eq!(withdrawn(&active.clone().archive(at(1)).unwrap()), Some(WithdrawalReason::Archived));
    let disabled = active.clone().disable(reason.clone(), at(1)).unwrap();
    assert_eq!(withdrawn(&disabled), Some(WithdrawalReason::Disabled));
    assert!(published(&disabled.product().clone().enable(at(2)).unwrap()));
    assert_eq!(draft.disable(reason, at(1)).unwrap().events(), []);
    assert_eq!(changed(revise(active.clone(), with_title(&active), None)).events(), []);
}

fn with_title(product: &Product) -> ProductDraft {
    ProductDraft { title: Title::new("Other").unwrap(), ..product.draft() }
}

#[test]
fn a_disabled_product_can_be_mended_but_not_brought_back_by_its_seller() {
    let reason = DisableReason::new("Counterfeit").unwrap();
    let disabled = product(ListingStatus::Active).disable(reason.clone(), at(1)).unwrap().product().clone();
    let refused = IllegalTransition { from: "disabled", to: "active" };
    assert_eq!(
        revise(disabled.clone(), disabled.draft(), Some(ListingStatus::Active)),
        Err(RevisionError::Transition(refused))
    );
    assert_eq!(disabled.clone().archive(at(2)), Err(IllegalTransition { from: "disabled", to: "archived" }));
    assert_eq!(
        disabled.clone().disable(reason.clone(), at(2)),
        Err(IllegalTransition { from: "disabled", to: "disabled" })
    );
    let mended = changed(revise(disabled.clone(), with_title(&disabled), None));
    assert_eq!(mended.product().snapshot().status, Status::Disabled { reason, previous: ListingStatus::Active });
    assert_eq!(mended.product().clone().enable(at(3)).unwrap().product().snapshot().status, Status::ACTIVE);
}

#[test]
fn what_is_not_possible_is_a_typed_error() {
    let active = product(ListingStatus::Active);
    assert_eq!(active.clone().enable(at(1)), Err(IllegalTransition { from: "active", to: "enabled" }));
    let archived = active.archive(at(1)).unwrap().product().clone();
    assert_eq!(archived.archive(at(2)), Err(IllegalTransition { from: "archived", to: "archived" }));
}

fn image(number: u128) -> Image {
    let source = ImageSource::Remote(RemoteUrl::new("https://img.example.com/a").unwrap());
    Image { id: id(ImageId::from_uuid, number), alt: None, source }
}

#[test]
fn pictures_are_added_ordered_and_taken_away() {
    let mut product = product(ListingStatus::Active);
    for number in 1..=3 {
        product = product.add_image(image(number), at(1)).unwrap().product().clone();
    }
    let order = [3, 1, 2].map(|number| id(ImageId::from_uuid, number));
    let ordered = product.clone().order_images(&order, at(2)).unwrap().product().clone();
    assert_eq!(ordered.snapshot().image_ids(), order);
    for bad in [&order[..2], &[order[0], order[0], order[1]], &[order[0], order[1], order[2], order[2]]] {
        assert!(product.clone().order_images(bad, at(2)).is_err());
    }
    let mut draft = ordered.draft();
    draft.variants[0].image = Some(order[0]);
    let shown = changed(revise(ordered, draft, None)).product().clone();
    let without = shown.clone().remove_image(order[0], at(3)).unwrap();
    assert_eq!(without.product().snapshot().image_ids(), order[1..]);
    assert_eq!(without.product().snapshot().variants[0].image, None);
    assert_eq!(shown.remove_image(id(ImageId::from_uuid, 99), at(3)), None);
}

#[test]
fn there_are_at_most_thirty_pictures() {
    let mut product = product(ListingStatus::Active);
    for number in 1..=30 {
        product = product.add_image(image(number), at(1)).unwrap().product().clone();
    }
    let Err(Violations(found)) = product.add_image(image(31), at(1)) else { panic!("31 pictures were accepted") };
    assert_eq!((found[0].path.as_str(), found[0].rule), ("images", ProductRule::TooMany { max: 30 }));
}

#[test]
fn ratings_are_of_one_to_five_stars() {
    assert!(Rating::new(100, 1).is_ok() && Rating::new(500, 1).is_ok());
    for (average, count) in [(99, 1), (501, 1), (450, 0)] {
        assert_eq!(Rating::new(average, count), Err(RatingError));
    }
}

#[test]
fn prices_are_positive_and_bounded() {
    for (cents, good) in [
        (i64::MIN, false),
        (-1, false),
        (0, false),
        (1, true),
        (Price::MAX, true),
        (Price::MAX + 1, false),
        (i64::MAX, false),
    ] {
        assert_eq!(Price::new(Money::new(cents, Currency::USD)).is_ok(), good, "{cents}");
    }
}
