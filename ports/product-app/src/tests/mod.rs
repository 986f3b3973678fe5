//! What the use cases do when the world does not go along.

mod browse;
mod edit;
mod import;
mod pictures;

use std::sync::Arc;

use fixtures::product::{CountingIds, SetClock, seller_id, user_id};
use kernel::{Actor, Currency, SessionId, Uuid};
use platform::{MockBlobStore, Role, Roles};
use product_ports::{
    MockCatalogueReader, MockCategoryStore, MockExchangeReader, MockPictureProcessor, MockProductStore,
    MockSellerStore, MockStockStore,
};

use crate::{Deps, ProductApp};

/// What a test expects of the world; what it does not expect fails.
#[derive(Default)]
struct World {
    products: MockProductStore,
    categories: MockCategoryStore,
    stock: MockStockStore,
    catalogue: MockCatalogueReader,
    pictures: MockPictureProcessor,
    blobs: MockBlobStore,
}

impl World {
    fn app(self) -> ProductApp {
        ProductApp::new(Deps {
            products: Arc::new(self.products),
            categories: Arc::new(self.categories),
            sellers: Arc::new(MockSellerStore::new()),
            stock: Arc::new(self.stock),
            catalogue: Arc::new(self.catalogue),
            exchange: Arc::new(MockExchangeReader::new()),
            pictures: Arc::new(self.pictures),
            blobs: Arc::new(self.blobs),
            clock: Arc::new(SetClock::at(100)),
            ids: Arc::new(CountingIds::from(5000)),
            currency: Currency::USD,
        })
    }

    /// Every category exists.
    fn with_categories(mut self) -> Self {
        use fixtures::product::category;
        self.categories.expect_find().returning(|_| Ok(Some(category(1, None, "Fashion"))));
        self.categories.expect_all().returning(|| Ok(vec![category(1, None, "Fashion")]));
        self
    }
}

/// Owns shop 1.
fn red() -> Actor {
    Actor {
        user: user_id(1),
        session: SessionId::from_uuid(Uuid::from_u128(1)),
        roles: Roles::SHOPPER.with(Role::Seller),
        seller: Some(seller_id(1)),
    }
}

fn shopper() -> Actor {
    Actor { roles: Roles::SHOPPER, seller: None, ..red() }
}
