//! Pictures, when something goes wrong on the way.

use fixtures::product::{AProduct, image_id, product_id, remote_image, stored_image};
use platform::{BlobError, BlobKey, StoreError};
use product::{Product, StoredPicture};
use product_ports::{PictureError, PictureFile, ProcessedPicture};

use super::{World, red};
use crate::{EditError, PictureSource, PictureUrls};

fn lamp(images: u128) -> Product {
    let mut product = AProduct::new(1, "Lamp");
    product.images = (0..images).map(remote_image).collect();
    product.decision().product().clone()
}

fn processed() -> ProcessedPicture {
    let files = StoredPicture::WIDTHS.map(|width| PictureFile { width, bytes: vec![1] }).to_vec();
    ProcessedPicture { width: 1200, height: 800, files }
}

fn key(width: u32) -> BlobKey {
    BlobKey::new(&format!("pictures/{}/{width}.webp", image_id(5000))).unwrap()
}

/// All files of the new picture are removed.
fn expect_discarded(world: &mut World) {
    for width in StoredPicture::WIDTHS {
        let key = key(width);
        world.blobs.expect_delete().withf(move |deleted| *deleted == key).times(1).returning(|_| Ok(()));
    }
}

#[tokio::test]
async fn nothing_is_processed_for_a_product_that_is_full_or_not_the_actors() {
    let mut world = World::default();
    world.products.expect_find_owned().returning(|_, _| Ok(Some(lamp(30))));
    let refused = world.app().images.add(red(), product_id(1), vec![1], None).await;
    assert!(matches!(refused, Err(EditError::Invalid(_))));
    let mut world = World::default();
    world.products.expect_find_owned().returning(|_, _| Ok(None));
    let refused = world.app().images.add(red(), product_id(1), vec![1], None).await;
    assert!(matches!(refused, Err(EditError::ProductNotFound)));
}

#[tokio::test]
async fn nothing_is_stored_of_what_is_no_picture() {
    let mut world = World::default();
    world.products.expect_find_owned().returning(|_, _| Ok(Some(lamp(0))));
    world.pictures.expect_process().returning(|_| Err(PictureError::UnsupportedType));
    let refused = world.app().images.add(red(), product_id(1), vec![1], None).await;
    assert!(matches!(refused, Err(EditError::Picture(PictureError::UnsupportedType))));
}

#[tokio::test]
async fn a_picture_that_was_stored_in_part_is_removed() {
    let mut world = World::default();
    world.products.expect_find_owned().returning(|_, _| Ok(Some(lamp(0))));
    world.pictures.expect_process().returning(|_| Ok(processed()));
    let mut puts = 0;
    world.blobs.expect_put().times(2).returning(move |_, _| {
        puts += 1;
        if puts == 1 { Ok(()) } else { Err(BlobError("the disk is full".into())) }
    });
    expect_discarded(&mut world);
    let refused = world.app().images.add(red(), product_id(1), vec![1], None).await;
    assert!(matches!(refused, Err(EditError::Blob(_))));
}

#[tokio::test]
async fn a_picture_whose_product_cannot_be_stored_is_removed() {
    let mut world = World::default();
    world.products.expect_find_owned().returning(|_, _| Ok(Some(lamp(0))));
    world.pictures.expect_process().returning(|_| Ok(processed()));
    world.blobs.expect_put().times(3).returning(|_, _| Ok(()));
    world.products.expect_commit().returning(|_| Err(StoreError::Unavailable("locked".into())));
    expect_discarded(&mut world);
    let refused = world.app().images.add(red(), product_id(1), vec![1], None).await;
    assert!(matches!(refused, Err(EditError::Store(_))));
}

#[tokio::test]
async fn files_that_another_product_shows_stay() {
    let mut world = World::default();
    world.products.expect_find_owned().returning(|_, _| {
        let mut product = AProduct::new(1, "Lamp");
        product.images = vec![stored_image(7)];
        Ok(Some(product.decision().product().clone()))
    });
    world.products.expect_commit().times(1).returning(|_| Ok(()));
    world.products.expect_picture_in_use().times(1).returning(|_| Ok(true));
    world.app().images.remove(red(), product_id(1), image_id(7)).await.unwrap();
}

#[test]
fn a_small_picture_says_how_wide_it_is() {
    let mut blobs = platform::MockBlobStore::new();
    blobs.expect_public_url().returning(|key| format!("/media/{key}"));
    let urls = PictureUrls::new(std::sync::Arc::new(blobs));
    let mut image = stored_image(1);
    if let product::ImageSource::Stored(picture) = &mut image.source {
        picture.width = 300;
    }
    let source =
        |name: u32, width| PictureSource { url: format!("/media/pictures/{}/{name}.webp", image_id(1)), width };
    let pictures = urls.of(&image);
    assert_eq!(pictures.sources, [source(240, 240), source(480, 300), source(960, 300)]);
    assert_eq!(pictures.url, source(960, 300).url);
    assert_eq!(urls.thumbnail(&image), source(480, 300).url);
    assert_eq!(urls.thumbnail(&remote_image(5)), "https://img.example.com/5?a=b&c=d");
}
