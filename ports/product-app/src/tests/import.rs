//! Goods on their way in.

use std::sync::{Arc, Mutex};

use fixtures::product::{AProduct, at, category_id, price, product_id, seller_id, stored_image};
use kernel::Line;
use platform::StoreError;
use product::{
    DisableReason, ExternalRef, ImageSource, ListingStatus, Product, RemoteUrl, Status, StockChange, StockCount,
};
use product_ports::ProductCommit;

use super::World;
use crate::{ImportImage, ImportItem, ImportOutcome};

fn reference(id: &str) -> ExternalRef {
    ExternalRef { source: Line::new("a-market").unwrap(), id: Line::new(id).unwrap() }
}

fn remote(url: &str) -> ImportImage {
    ImportImage { source: ImageSource::Remote(RemoteUrl::new(url).unwrap()), alt: None }
}

fn item(id: &str) -> ImportItem {
    let mut draft = AProduct::new(1, "Lamp").draft;
    draft.variants[0].stock = StockChange::Restate(StockCount::new(10).unwrap());
    ImportItem {
        reference: reference(id),
        seller: seller_id(1),
        status: ListingStatus::Active,
        draft,
        images: vec![remote("https://img.example.com/1"), remote("https://img.example.com/2")],
        variant_images: vec![Some(1)],
    }
}

/// What the store holds: all that was committed.
type Stored = Arc<Mutex<Vec<Product>>>;

fn world(stored: &Stored) -> World {
    let mut world = World::default().with_categories();
    let read = Arc::clone(stored);
    world.products.expect_find_by_reference().returning(move |references| {
        let stored = read.lock().unwrap();
        Ok(stored.iter().filter(|product| references.contains(&product.snapshot().reference)).cloned().collect())
    });
    let write = Arc::clone(stored);
    world.products.expect_commit().returning(move |commits: &[ProductCommit]| {
        let mut stored = write.lock().unwrap();
        for commit in commits {
            let product = commit.decision().product();
            stored.retain(|other| other.snapshot().id != product.snapshot().id);
            stored.push(product.clone());
        }
        Ok(())
    });
    world
}

#[tokio::test]
async fn importing_again_changes_nothing() {
    let stored = Stored::default();
    let app = world(&stored).app();
    // Sources name a picture more than once.
    let mut repeated = item("2");
    repeated.images = ["a", "a", "b", "a"].map(|name| remote(&format!("https://img.example.com/{name}"))).to_vec();
    let items = [item("1"), repeated];
    let first = app.import.execute(&items).await.unwrap();
    let ids: Vec<_> = stored.lock().unwrap().iter().map(|product| product.snapshot().id).collect();
    assert_eq!(first, [ImportOutcome::Created(ids[0]), ImportOutcome::Created(ids[1])]);
    let before = stored.lock().unwrap().clone();
    assert_eq!(before[0].snapshot().variants[0].image, Some(before[0].snapshot().images[1].id));
    let second = app.import.execute(&items).await.unwrap();
    assert_eq!(second, [ImportOutcome::Unchanged(ids[0]), ImportOutcome::Unchanged(ids[1])]);
    assert_eq!(*stored.lock().unwrap(), before);
}

#[tokio::test]
async fn what_is_different_is_changed_and_pictures_that_stay_keep_their_ids() {
    let stored = Stored::default();
    let app = world(&stored).app();
    app.import.execute(&[item("1")]).await.unwrap();
    let before = stored.lock().unwrap()[0].snapshot().clone();
    let mut changed = item("1");
    changed.draft.variants[0].price = price(5);
    changed.images.swap(0, 1);
    changed.images.push(remote("https://img.example.com/3"));
    changed.variant_images = vec![Some(0)];
    assert_eq!(app.import.execute(&[changed]).await.unwrap(), [ImportOutcome::Changed(before.id)]);
    let after = stored.lock().unwrap()[0].snapshot().clone();
    let ids = |images: &[product::Image]| images.iter().map(|image| image.id).collect::<Vec<_>>();
    assert_eq!(ids(&after.images)[..2], [before.images[1].id, before.images[0].id]);
    assert_eq!((after.variants[0].id, after.variants[0].price), (before.variants[0].id, price(5)));
    assert_eq!(after.version, 2);
}

#[tokio::test]
async fn one_that_breaks_a_rule_does_not_hold_up_the_others() {
    let stored = Stored::default();
    let app = world(&stored).app();
    let mut elsewhere = item("2");
    elsewhere.draft.category = category_id(9);
    let mut bare = item("3");
    bare.draft.variants.clear();
    let mut picture = item("4");
    picture.variant_images = vec![Some(7)];
    let outcomes = app.import.execute(&[item("1"), elsewhere, bare, picture, item("1")]).await.unwrap();
    let told: Vec<_> = outcomes
        .iter()
        .map(|outcome| match outcome {
            ImportOutcome::Rejected(rejection) => {
                rejection.errors.iter().map(|error| format!("{}: {}", error.field, error.code)).collect()
            }
            other => format!("{other:?}").split('(').next().unwrap_or_default().to_owned(),
        })
        .collect::<Vec<String>>();
    assert_eq!(
        told,
        [
            "Created",
            "category: unknown_category",
            "variants: too_few",
            "variants[0].image: unknown_image",
            "reference: repeated"
        ]
    );
    assert_eq!(stored.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn another_sellers_product_is_not_taken_over() {
    let stored = Stored::default();
    let app = world(&stored).app();
    app.import.execute(&[item("1")]).await.unwrap();
    let mut taken = item("1");
    taken.seller = seller_id(2);
    let outcomes = app.import.execute(&[taken]).await.unwrap();
    assert!(matches!(&outcomes[0], ImportOutcome::Rejected(rejection) if rejection.errors[0].field == "seller"));
}

#[tokio::test]
async fn what_an_administrator_disabled_stays_disabled() {
    let stored = Stored::default();
    let app = world(&stored).app();
    app.import.execute(&[item("1")]).await.unwrap();
    let product = stored.lock().unwrap().remove(0);
    let reason = DisableReason::new("Counterfeit").unwrap();
    let disabled = product.disable(reason, at(1)).unwrap().product().clone();
    stored.lock().unwrap().push(disabled.clone());
    let id = disabled.snapshot().id;
    assert_eq!(app.import.execute(&[item("1")]).await.unwrap(), [ImportOutcome::Unchanged(id)]);
    let mut changed = item("1");
    changed.draft.title = Line::new("Other lamp").unwrap();
    assert_eq!(app.import.execute(&[changed]).await.unwrap(), [ImportOutcome::Changed(id)]);
    assert!(matches!(stored.lock().unwrap()[0].snapshot().status, Status::Disabled { .. }));
}

#[tokio::test]
async fn a_portion_is_decided_anew_when_something_was_sold_meanwhile() {
    let mut world = World::default().with_categories();
    world.products.expect_find_by_reference().times(2).returning(|_| Ok(Vec::new()));
    let mut commits = 0;
    world.products.expect_commit().times(2).returning(move |_| {
        commits += 1;
        if commits == 1 { Err(StoreError::VersionConflict) } else { Ok(()) }
    });
    let outcomes = world.app().import.execute(&[item("1")]).await.unwrap();
    assert!(matches!(outcomes[..], [ImportOutcome::Created(_)]));
}

#[tokio::test]
async fn a_product_that_was_made_here_is_known_by_its_reference() {
    let stored = Stored::default();
    let mut product = AProduct::new(1, "Lamp");
    product.images = vec![stored_image(3)];
    let product = product.decision().product().clone();
    stored.lock().unwrap().push(product.clone());
    let mut same = item("1");
    same.reference = ExternalRef::here(product_id(1));
    same.images = vec![ImportImage {
        source: product.snapshot().images[0].source.clone(),
        alt: product.snapshot().images[0].alt.clone(),
    }];
    same.variant_images = Vec::new();
    let outcomes = world(&stored).app().import.execute(&[same]).await.unwrap();
    assert_eq!(outcomes, [ImportOutcome::Unchanged(product_id(1))]);
}
