//! Shoppers look around, and checkouts ask.

use std::sync::Arc;

use fixtures::product::{
    AProduct, at, category, category_id, checkout_id, pieces, price, product_id, seller_id, stored_image, variant_id,
};
use kernel::{Line, Slug, VariantId};
use platform::{AppError, ErrorKind};
use product::{Hold, HoldLine, HoldState};
use product_ports::{CatalogueFilter, HoldOutcome, OptionFilter, SellerRef, Shortage, Sort, VariantQuote};

use super::World;
use crate::{CatalogueRequest, HoldStockError, ListError, Reference};

fn option(name: &str, values: &[&str]) -> OptionFilter {
    OptionFilter {
        name: Line::new(name).unwrap(),
        values: values.iter().map(|value| Line::new(value).unwrap()).collect(),
    }
}

#[tokio::test]
async fn equal_wishes_give_equal_filters() {
    let mut world = World::default();
    world.catalogue.expect_categories().returning(|| Ok(Arc::new(vec![(category(1, None, "Fashion"), 3)])));
    let app = world.app();
    let resolve = |request| app.browse.resolve(request);
    let by_id = CatalogueRequest {
        text: Some("  Red\tSHOES ".to_owned()),
        category: Some(Reference::Id(category_id(1))),
        options: vec![option("Size", &["M"]), option("Colour", &["Red"]), option("Size", &["L", "M"])],
        ..CatalogueRequest::default()
    };
    let by_slug = CatalogueRequest {
        text: Some("red shoes".to_owned()),
        category: Some(Reference::Slug(Slug::new("fashion-1").unwrap())),
        options: vec![option("Colour", &["Red", "Red"]), option("Size", &["L", "M"])],
        sort: Some(Sort::Relevance),
        ..CatalogueRequest::default()
    };
    let (filter, sort) = resolve(by_id).await.unwrap();
    assert_eq!((filter.clone(), sort), resolve(by_slug).await.unwrap());
    assert_eq!((filter.words.as_deref(), sort), (Some("red shoes"), Sort::Relevance));
    let nothing = CatalogueRequest { sort: Some(Sort::Relevance), ..CatalogueRequest::default() };
    assert_eq!(resolve(nothing).await.unwrap(), (CatalogueFilter::default(), Sort::Newest));
    let unknown = CatalogueRequest { category: Some(Reference::Id(category_id(2))), ..CatalogueRequest::default() };
    assert!(matches!(resolve(unknown).await, Err(ListError::NotFound)));
    let long = CatalogueRequest { text: Some("x".repeat(201)), ..CatalogueRequest::default() };
    let error = resolve(long).await.unwrap_err();
    assert_eq!((error.kind(), error.fields()[0].field.as_str()), (ErrorKind::Invalid, "q"));
}

#[test]
fn an_address_names_by_id_or_slug() {
    let id = product_id(1);
    assert_eq!(Reference::parse(&id.to_string()), Some(Reference::Id(id)));
    assert_eq!(
        Reference::<kernel::ProductId>::parse("red-shoe"),
        Some(Reference::Slug(Slug::new("red-shoe").unwrap()))
    );
    assert_eq!(Reference::<kernel::ProductId>::parse("Red Shoe"), None);
}

fn quote(variant: VariantId) -> VariantQuote {
    let product = AProduct::new(1, "Lamp").decision().product().snapshot().clone();
    VariantQuote {
        variant,
        product: product.id,
        product_slug: product.slug,
        title: product.title,
        options: Vec::new(),
        sku: product.variants[0].sku.clone(),
        price: price(5),
        available: 1,
        on_sale: true,
        seller: SellerRef { id: seller_id(1), name: Line::new("Shop").unwrap(), slug: Slug::new("shop").unwrap() },
        image: Some(stored_image(1)),
    }
}

#[tokio::test]
async fn quotes_come_in_the_order_of_the_question_with_their_pictures() {
    let mut world = World::default();
    world.blobs.expect_public_url().returning(|key| format!("/media/{key}"));
    world.catalogue.expect_quote().times(1).returning(|_| Ok(vec![quote(variant_id(1)), quote(variant_id(3))]));
    let app = world.app();
    let quotes = app.quote.execute(&[3, 2, 1].map(variant_id)).await.unwrap();
    assert_eq!(quotes.iter().map(|quote| quote.view.variant).collect::<Vec<_>>(), [3, 1].map(variant_id));
    assert!(quotes[0].image_url.as_deref().is_some_and(|url| url.ends_with("/480.webp")));
    assert_eq!(app.quote.execute(&[]).await.unwrap(), []);
}

#[tokio::test]
async fn each_outcome_of_a_hold_has_its_answer() {
    let shortage = Shortage { variant: variant_id(1), wanted: pieces(2), available: 1 };
    let lines = vec![HoldLine::new(variant_id(1), pieces(2))];
    let held = Hold::new(checkout_id(1), lines, at(600)).unwrap();
    let ask = |outcome: HoldOutcome| {
        let mut world = World::default();
        let mut outcome = Some(outcome);
        let expected = held.clone();
        world.stock.expect_hold().withf(move |hold| *hold == expected).returning(move |_| Ok(outcome.take().unwrap()));
        async move { world.app().hold.execute(checkout_id(1), &[(variant_id(1), pieces(2))], at(600)).await }
    };
    assert_eq!(ask(HoldOutcome::Held(held.clone())).await.unwrap(), held);
    let short = ask(HoldOutcome::Short(vec![shortage])).await.unwrap_err();
    assert!(matches!(&short, HoldStockError::Short(shortages) if *shortages == [shortage]));
    assert_eq!((short.kind(), short.code()), (ErrorKind::Conflict, "insufficient_stock"));
    let mismatch = ask(HoldOutcome::Mismatch).await.unwrap_err();
    assert_eq!((mismatch.kind(), mismatch.code()), (ErrorKind::Conflict, "hold_mismatch"));
    let ended = ask(HoldOutcome::Ended(HoldState::Expired { at: at(1) })).await.unwrap_err();
    assert_eq!((ended.kind(), ended.code()), (ErrorKind::Gone, "hold_ended"));
    let empty = World::default().app().hold.execute(checkout_id(1), &[], at(600)).await.unwrap_err();
    assert_eq!((empty.kind(), empty.code()), (ErrorKind::Invalid, "validation_failed"));
}
