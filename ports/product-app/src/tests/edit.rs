//! Sellers edit, while others do, too.

use fixtures::product::{AProduct, at, category, category_id, event_id, product_id, seller_id};
use platform::{AppError, ErrorKind, StoreError};
use product::{CategoryName, ListingStatus, Product, Title};
use product_ports::ProductCommit;

use super::{World, red, shopper};
use crate::{CategoryPathError, CreateProductCommand, EditError, UpdateProductCommand};

fn lamp() -> Product {
    AProduct::new(1, "Lamp").decision().product().clone()
}

fn title(text: &str) -> UpdateProductCommand {
    UpdateProductCommand { title: Some(Title::new(text).unwrap()), ..UpdateProductCommand::default() }
}

#[tokio::test]
async fn who_has_no_shop_changes_nothing() {
    let app = World::default().app();
    let command = CreateProductCommand { draft: lamp().draft(), status: ListingStatus::Active };
    assert!(matches!(app.create.execute(shopper(), command).await, Err(EditError::NotASeller)));
    let refused = app.update.execute(shopper(), product_id(1), title("x")).await;
    assert!(matches!(refused, Err(EditError::NotASeller)));
    assert!(matches!(app.archive.execute(shopper(), product_id(1)).await, Err(EditError::NotASeller)));
    assert!(matches!(app.moderate.enable(red(), product_id(1)).await, Err(EditError::NotAnAdministrator)));
}

#[tokio::test]
async fn a_new_product_belongs_to_the_actors_shop() {
    let mut world = World::default().with_categories();
    world
        .products
        .expect_commit()
        .withf(|commits: &[ProductCommit]| {
            let state = commits[0].decision().product().snapshot();
            // The ids are taken in order: the product's, its variant's, the event's.
            commits.len() == 1
                && (state.seller, state.id, state.created_at) == (seller_id(1), product_id(5000), at(100))
                && commits[0].events()[0].id == event_id(5002)
        })
        .times(1)
        .returning(|_| Ok(()));
    let draft = AProduct::new(1, "Lamp").draft;
    let command = CreateProductCommand { draft, status: ListingStatus::Active };
    world.app().create.execute(red(), command).await.unwrap();
}

#[tokio::test]
async fn an_unknown_category_is_a_field_error() {
    let mut world = World::default();
    world.categories.expect_find().returning(|_| Ok(None));
    let command = CreateProductCommand { draft: AProduct::new(1, "Lamp").draft, status: ListingStatus::Active };
    let error = world.app().create.execute(red(), command).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Invalid, "validation_failed"));
    let fields: Vec<_> = error.fields().into_iter().map(|field| (field.field, field.code)).collect();
    assert_eq!(fields, [("category_id".to_owned(), "unknown_category")]);
}

#[tokio::test]
async fn a_change_is_decided_anew_when_somebody_else_was_faster() {
    let mut world = World::default().with_categories();
    // The second time it is read, somebody has given it another version.
    let mut reads = 0;
    world.products.expect_find_owned().withf(|seller, id| (*seller, *id) == (seller_id(1), product_id(1))).returning(
        move |_, _| {
            reads += 1;
            let mut state = lamp().snapshot().clone();
            state.version = if reads <= 2 { 1 } else { 7 };
            Ok(Some(Product::rehydrate(state).unwrap()))
        },
    );
    let mut commits = 0;
    world.products.expect_commit().times(2).returning(move |commit| {
        commits += 1;
        let expected = commit[0].decision().expected_version();
        match commits {
            1 => {
                assert_eq!(expected, Some(1));
                Err(StoreError::VersionConflict)
            }
            _ => {
                assert_eq!(expected, Some(7));
                Ok(())
            }
        }
    });
    world.app().update.execute(red(), product_id(1), title("Brighter lamp")).await.unwrap();
}

#[tokio::test]
async fn a_change_is_given_up_when_others_are_always_faster() {
    let mut world = World::default().with_categories();
    world.products.expect_find_owned().returning(|_, _| Ok(Some(lamp())));
    world.products.expect_commit().times(5).returning(|_| Err(StoreError::VersionConflict));
    let refused = world.app().update.execute(red(), product_id(1), title("Brighter lamp")).await;
    assert!(matches!(refused, Err(EditError::VersionConflict)));
}

#[tokio::test]
async fn a_change_to_what_is_there_already_stores_nothing() {
    let mut world = World::default().with_categories();
    world.products.expect_find_owned().returning(|_, _| Ok(Some(lamp())));
    let product = world.app().update.execute(red(), product_id(1), title("Lamp")).await.unwrap();
    assert_eq!(product, lamp());
}

#[tokio::test]
async fn a_store_that_is_down_is_told_as_such() {
    let mut world = World::default();
    world.products.expect_find_owned().returning(|_, _| Err(StoreError::Unavailable("locked".into())));
    let error = world.app().archive.execute(red(), product_id(1)).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Unavailable, "store_unavailable"));
}

fn path(names: &[&str]) -> Vec<CategoryName> {
    names.iter().map(|name| CategoryName::new(name).unwrap()).collect()
}

#[tokio::test]
async fn categories_of_paths_are_made_once() {
    let mut world = World::default();
    let mut reads = 0;
    world.categories.expect_all().times(2).returning(move || {
        reads += 1;
        let known = category(1, None, "Fashion");
        // The second time, somebody else has made one of them.
        Ok(if reads == 1 { vec![known] } else { vec![known, category(2, Some(category_id(1)), "Shoes")] })
    });
    let mut adds = 0;
    world.categories.expect_add().times(2).returning(move |added| {
        adds += 1;
        let names: Vec<_> = added.iter().map(|category| category.name.as_str()).collect();
        match adds {
            1 => {
                assert_eq!(names, ["Shoes", "Boots", "Toys"]);
                Err(StoreError::AlreadyExists { what: "name" })
            }
            _ => {
                assert_eq!(names, ["Boots", "Toys"]);
                Ok(())
            }
        }
    });
    let paths = [path(&["Fashion", "Shoes"]), path(&["Fashion", "Shoes", "Boots"]), path(&["Toys"]), path(&["Toys"])];
    let found = world.app().ensure_categories.execute(&paths).await.unwrap();
    assert_eq!(found[0], category_id(2));
    assert_eq!(found[2], found[3]);
    assert_ne!(found[1], found[2]);
}

#[tokio::test]
async fn a_path_that_cannot_be_is_told_with_its_place() {
    let mut world = World::default();
    world.categories.expect_all().returning(|| Ok(Vec::new()));
    let app = world.app();
    let deep: Vec<_> = (0..9).map(|n| format!("Level {n}")).collect();
    let deep = path(&deep.iter().map(String::as_str).collect::<Vec<_>>());
    let error = app.ensure_categories.execute(&[path(&["Toys"]), deep]).await.unwrap_err();
    assert!(matches!(error, CategoryPathError::Path { index: 1, .. }), "{error}");
    let error = app.ensure_categories.execute(&[Vec::new()]).await.unwrap_err();
    assert!(matches!(error, CategoryPathError::Empty { index: 0 }), "{error}");
}
