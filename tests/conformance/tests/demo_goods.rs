//! The demo catalogue in a shop on SQLite.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod goods_shop;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use demo_goods::{Progress, SeedError, Seeded, seed_with_pictures};
use kernel::Currency;
use product::ImageSource;
use product_app::ProductApp;
use tokio::sync::watch;

use goods_shop::{MemoryShops, shop};

/// So small are the pictures: how large ones are drawn is not what is tried here.
const SIDE: u16 = 48;

async fn small(app: &ProductApp, shops: &MemoryShops, progress: &dyn Progress) -> Result<Seeded, SeedError> {
    seed_with_pictures(app, shops, Currency::USD, progress, SIDE).await
}

/// Tells a test how far the seeding is.
struct Told {
    done: watch::Sender<usize>,
    of: AtomicUsize,
    steps: Mutex<Vec<usize>>,
}

impl Told {
    fn new() -> Self {
        Self { done: watch::Sender::new(0), of: AtomicUsize::new(0), steps: Mutex::default() }
    }
}

impl Progress for Told {
    fn stands(&self, done: usize, of: usize) {
        self.of.store(of, Ordering::Relaxed);
        self.steps.lock().unwrap().push(done);
        self.done.send_replace(done);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_seeding_that_was_interrupted_is_completed_and_then_changes_nothing() {
    let (app, shops) = (shop(1_000).await, MemoryShops::default());
    let told = Told::new();
    let mut done = told.done.subscribe();
    // The first run is dropped in the middle of a portion.
    tokio::select! {
        result = small(&app, &shops, &told) => panic!("it ended before it was interrupted: {result:?}"),
        _ = done.wait_for(|&done| done >= 24) => {}
    }
    let told = Told::new();
    let second = small(&app, &shops, &told).await.unwrap();
    assert_eq!(second.created + second.present, 252);
    assert!((24..252).contains(&second.present), "{second:?}");
    let steps = told.steps.lock().unwrap().clone();
    assert!(steps.is_sorted() && steps.last() == Some(&252), "{steps:?}");

    let told = Told::new();
    assert_eq!(small(&app, &shops, &told).await.unwrap(), Seeded { created: 0, present: 252 });
    assert!(told.steps.lock().unwrap().is_empty(), "there is nothing to tell of");
    assert_eq!(shops.count(), 8);

    let goods = app.export.page(None, 300).await.unwrap();
    assert_eq!(goods.len(), 252);
    for goods in &goods {
        let product = &goods.product;
        assert_eq!(product.version, 1, "{} was changed by a later run", product.title);
        assert_eq!(goods.category_path.len(), 2);
        assert!(product.variants.iter().all(|variant| variant.image.is_some()), "{}", product.title);
        for image in &product.images {
            let ImageSource::Stored(picture) = &image.source else { panic!("{} has a remote picture", product.title) };
            assert_eq!((picture.width, picture.height), (u32::from(SIDE), u32::from(SIDE)));
        }
    }
}
