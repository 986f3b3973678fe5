//! Whether views that were read before still hold.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use async_trait::async_trait;
use kernel::ProductId;
use platform::StoreError;
use product_ports::CatalogueGeneration;
use tokio::time::Instant;

use super::row::get;
use crate::column::count;
use crate::error::unavailable;
use crate::{Database, Write};

/// How often, in milliseconds, the stored generation is looked at: another process, an import say, may have changed it.
const LOOK_EVERY: u64 = 1000;
/// Products share a counter by their hash: a movement of one makes views of few others old.
const STRIPES: usize = 1024;

/// The catalogue's generation and the products' stock counters. The stores of one database share one.
#[derive(Clone)]
pub struct Generations(Arc<Shared>);

struct Shared {
    database: Database,
    catalogue: AtomicU64,
    stock: Vec<AtomicU64>,
    started: Instant,
    /// Milliseconds after `started` at which the stored generation was looked at last, plus one; 0 is never.
    looked_at: AtomicU64,
}

/// What a transaction changed that shoppers can see; told once it is committed.
#[derive(Default)]
pub(super) struct Changes {
    generation: Option<u64>,
    stock: Vec<usize>,
}

impl Generations {
    /// The generations of a database.
    #[must_use]
    pub fn new(database: Database) -> Self {
        Self(Arc::new(Shared {
            database,
            catalogue: AtomicU64::new(0),
            stock: (0..STRIPES).map(|_| AtomicU64::new(0)).collect(),
            started: Instant::now(),
            looked_at: AtomicU64::new(0),
        }))
    }

    /// Commits a transaction, then tells what it changed.
    pub(super) async fn commit(&self, write: Write, changes: Changes) -> Result<(), StoreError> {
        write.commit().await?;
        for stripe in changes.stock {
            self.0.stock[stripe].fetch_add(1, Ordering::AcqRel);
        }
        if let Some(generation) = changes.generation {
            self.0.catalogue.fetch_max(generation, Ordering::AcqRel);
        }
        Ok(())
    }

    async fn stored(&self) -> Result<u64, StoreError> {
        let row = sqlx::query("select generation from catalogue_state")
            .fetch_one(self.0.database.readers())
            .await
            .map_err(unavailable)?;
        count("generation", get(&row, "generation")?)
    }
}

fn stripe(product: ProductId) -> usize {
    let mut hasher = DefaultHasher::new();
    product.hash(&mut hasher);
    usize::try_from(hasher.finish() % STRIPES as u64).unwrap_or(0)
}

impl Changes {
    /// The catalogue changed.
    pub(super) async fn catalogue(&mut self, write: &mut Write) -> Result<(), StoreError> {
        if self.generation.is_none() {
            let row = sqlx::query("update catalogue_state set generation = generation + 1 returning generation")
                .fetch_one(write.connection())
                .await
                .map_err(unavailable)?;
            self.generation = Some(count("generation", get(&row, "generation")?)?);
        }
        Ok(())
    }

    /// A product's stock moved.
    pub(super) fn stock(&mut self, product: ProductId) {
        self.stock.push(stripe(product));
    }
}

#[async_trait]
impl CatalogueGeneration for Generations {
    async fn catalogue(&self) -> Result<u64, StoreError> {
        let elapsed = u64::try_from(self.0.started.elapsed().as_millis()).unwrap_or(u64::MAX - 1) + 1;
        let looked_at = self.0.looked_at.load(Ordering::Acquire);
        let due = looked_at == 0 || elapsed.saturating_sub(looked_at) >= LOOK_EVERY;
        // Only one of many callers looks.
        if due && self.0.looked_at.compare_exchange(looked_at, elapsed, Ordering::AcqRel, Ordering::Acquire).is_ok() {
            self.0.catalogue.fetch_max(self.stored().await?, Ordering::AcqRel);
        }
        Ok(self.0.catalogue.load(Ordering::Acquire))
    }

    fn stock(&self, product: ProductId) -> u64 {
        self.0.stock[stripe(product)].load(Ordering::Acquire)
    }
}
