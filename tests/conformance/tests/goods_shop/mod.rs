//! A shop on SQLite, for what fills it and empties it: the stores are real, all around them is in memory.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use fixtures::product::{CountingIds, SetClock, at};
use kernel::{Currency, SellerId, Slug, Uuid};
use platform::{Blob, BlobError, BlobKey, BlobStore, BoxError, StoreError};
use product::{Seller, SellerName};
use product_app::{Deps, ProductApp};
use product_ports::{PictureError, PictureFile, PictureProcessor, ProcessedPicture};
use storage_sqlite::Database;
use storage_sqlite::product::{
    Generations, MIGRATIONS, SqliteCatalogue, SqliteCategories, SqliteExchange, SqliteProducts, SqliteSellers,
    SqliteStock,
};

/// An empty shop; ids begin at a number, so that two shops have none in common.
pub(crate) async fn shop(first_id: u64) -> Arc<ProductApp> {
    let database = Database::in_memory(&MIGRATIONS).await.unwrap();
    let generations = Generations::new(database.clone());
    Arc::new(ProductApp::new(Deps {
        products: Arc::new(SqliteProducts::new(database.clone(), generations.clone())),
        categories: Arc::new(SqliteCategories::new(database.clone(), generations.clone())),
        sellers: Arc::new(SqliteSellers::new(database.clone(), generations.clone())),
        stock: Arc::new(SqliteStock::new(database.clone(), generations)),
        catalogue: Arc::new(SqliteCatalogue::new(database.clone())),
        exchange: Arc::new(SqliteExchange::new(database)),
        pictures: Arc::new(PlainPictures),
        blobs: Arc::new(MemoryBlobs::default()),
        clock: Arc::new(SetClock::at(0)),
        ids: Arc::new(CountingIds::from(first_id)),
        currency: Currency::USD,
    }))
}

/// Shops by what they are called elsewhere.
#[derive(Default)]
pub(crate) struct MemoryShops(Mutex<BTreeMap<String, Seller>>);

impl MemoryShops {
    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.0.lock().unwrap().len()
    }

    /// The shop of a reference; it is opened if it is missing.
    pub(crate) fn find_or_open(&self, reference: &str, name: &SellerName) -> Seller {
        let mut shops = self.0.lock().unwrap();
        let number = u128::try_from(shops.len()).unwrap() + 1;
        let open = || Seller {
            id: SellerId::from_uuid(Uuid::from_u128(number)),
            owner: None,
            name: name.clone(),
            slug: Slug::new(&format!("shop-{number}")).unwrap(),
            opened_at: at(0),
        };
        shops.entry(reference.to_owned()).or_insert_with(open).clone()
    }

    /// What a shop is called elsewhere.
    pub(crate) fn reference(&self, id: SellerId) -> Result<String, BoxError> {
        let shops = self.0.lock().unwrap();
        let found = shops.iter().find(|(_, shop)| shop.id == id).map(|(reference, _)| reference.clone());
        found.ok_or_else(|| "no such shop".into())
    }
}

#[async_trait]
impl goods_exchange::ShopDirectory for MemoryShops {
    async fn ensure(&self, shops: &[goods_exchange::WantedShop]) -> Result<Vec<Seller>, StoreError> {
        Ok(shops.iter().map(|shop| self.find_or_open(&shop.reference, &shop.name)).collect())
    }

    async fn references(&self, shops: &[SellerId]) -> Result<Vec<String>, BoxError> {
        shops.iter().map(|&id| self.reference(id)).collect()
    }
}

#[async_trait]
impl demo_goods::ShopDirectory for MemoryShops {
    async fn ensure(&self, shops: &[demo_goods::WantedShop]) -> Result<Vec<Seller>, StoreError> {
        Ok(shops.iter().map(|shop| self.find_or_open(&shop.reference, &shop.name)).collect())
    }
}

/// Takes PNG of any size for what its header says, and keeps nothing of it.
struct PlainPictures;

#[async_trait]
impl PictureProcessor for PlainPictures {
    async fn process(&self, bytes: Vec<u8>) -> Result<ProcessedPicture, PictureError> {
        let header = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").ok_or(PictureError::UnsupportedType)?;
        let side = |from: usize| u32::from_be_bytes(header[from..from + 4].try_into().unwrap());
        let file = |width| PictureFile { width, bytes: vec![0] };
        Ok(ProcessedPicture { width: side(0), height: side(4), files: [240, 480, 960].map(file).into() })
    }
}

/// Keeps blobs as long as the test.
#[derive(Default)]
struct MemoryBlobs(Mutex<BTreeMap<String, Blob>>);

#[async_trait]
impl BlobStore for MemoryBlobs {
    async fn put(&self, key: &BlobKey, blob: Blob) -> Result<(), BlobError> {
        self.0.lock().unwrap().insert(key.to_string(), blob);
        Ok(())
    }

    async fn get(&self, key: &BlobKey) -> Result<Option<Blob>, BlobError> {
        Ok(self.0.lock().unwrap().get(key.as_str()).cloned())
    }

    async fn delete(&self, key: &BlobKey) -> Result<(), BlobError> {
        self.0.lock().unwrap().remove(key.as_str());
        Ok(())
    }

    fn public_url(&self, key: &BlobKey) -> String {
        format!("/media/{key}")
    }
}
