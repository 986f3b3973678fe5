//! What both imports have in common: portions of products go in, counts and rejects come out.

use std::collections::HashMap;
use std::io::{self, Write};
use std::sync::Arc;

use kernel::CategoryId;
use platform::StoreError;
use product::{CategoryName, Seller};
use product_app::{CategoryPathError, ImportItem, ImportOutcome, ProductApp};
use thiserror::Error;

use crate::reject::{Reject, Rejects};
use crate::shops::{ShopDirectory, WantedShop};

/// How many products are one transaction.
pub(crate) const PORTION: usize = 100;
/// How many shops and categories are remembered at most, so that memory does not grow with the file.
const REMEMBERED: usize = 5_000;
/// How many portions are read ahead of what is stored.
pub(crate) const AHEAD: usize = 2;

/// Why an import stopped. What was imported before stays; running it again goes on.
#[derive(Debug, Error)]
pub enum ImportError {
    /// The file cannot be read.
    #[error("the file cannot be read")]
    Read(#[source] io::Error),
    /// The rejects cannot be written.
    #[error("the rejects cannot be written")]
    Rejects(#[source] io::Error),
    /// The file is not what it should be: it has no such column.
    #[error("the file has no column {0:?}; is it a marketplace's listings?")]
    Column(&'static str),
    /// A record is longer than any listing: a quote in it is not closed.
    #[error("the record at line {line} does not end: a quote in it, or in one before, is not closed")]
    Record {
        /// The line at which it begins.
        line: u64,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A category could not be made.
    #[error(transparent)]
    Category(CategoryPathError),
    /// Reading ended early: a defect.
    #[error("reading the file ended early")]
    Reader,
}

/// Is told how far an import is.
pub trait Progress: Send + Sync {
    /// So many bytes of the file are read, and what they hold is stored.
    fn read(&self, bytes: u64);
}

/// What an import did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Products that are new.
    pub created: u64,
    /// Products that were there and are different now.
    pub changed: u64,
    /// Products that were there just like this.
    pub unchanged: u64,
    /// Rows that could not be used.
    pub rejected: u64,
    /// Variants of the products that were taken in or were there.
    pub variants: u64,
}

/// A product that was read, with what has to be looked up for it.
#[derive(Debug, Clone)]
pub(crate) struct Parsed {
    pub(crate) line: u64,
    pub(crate) shop: WantedShop,
    pub(crate) category: Vec<CategoryName>,
    /// Its seller and category are stand-ins until they are looked up.
    pub(crate) item: ImportItem,
}

/// A portion of a file: what could be read, what could not, and how far the file was read.
#[derive(Debug, Default)]
pub(crate) struct Portion {
    pub(crate) parsed: Vec<Parsed>,
    pub(crate) rejects: Vec<Reject>,
    pub(crate) bytes: u64,
}

/// Stores portions.
pub(crate) struct Intake<'a, W> {
    pub(crate) app: &'a ProductApp,
    pub(crate) shops: &'a dyn ShopDirectory,
    pub(crate) rejects: &'a mut Rejects<W>,
    pub(crate) progress: &'a Arc<dyn Progress>,
    sellers: HashMap<WantedShop, Seller>,
    categories: HashMap<Vec<CategoryName>, CategoryId>,
    summary: Summary,
}

impl<'a, W: Write> Intake<'a, W> {
    pub(crate) fn new(
        app: &'a ProductApp,
        shops: &'a dyn ShopDirectory,
        rejects: &'a mut Rejects<W>,
        progress: &'a Arc<dyn Progress>,
    ) -> Self {
        let (sellers, categories) = (HashMap::new(), HashMap::new());
        Self { app, shops, rejects, progress, sellers, categories, summary: Summary::default() }
    }

    pub(crate) async fn store(&mut self, portion: Portion) -> Result<(), ImportError> {
        if self.sellers.len() + self.categories.len() > REMEMBERED {
            self.sellers.clear();
            self.categories.clear();
        }
        for reject in &portion.rejects {
            self.reject(reject)?;
        }
        self.look_up_sellers(&portion.parsed).await?;
        self.look_up_categories(&portion.parsed).await?;
        let mut items = Vec::with_capacity(portion.parsed.len());
        for parsed in &portion.parsed {
            let mut item = parsed.item.clone();
            // Both were looked up just now.
            if let (Some(seller), Some(category)) =
                (self.sellers.get(&parsed.shop), self.categories.get(&parsed.category))
            {
                item.seller = seller.id;
                item.draft.category = *category;
            }
            items.push(item);
        }
        let outcomes = if items.is_empty() { Vec::new() } else { self.app.import.execute(&items).await? };
        for (parsed, outcome) in portion.parsed.iter().zip(outcomes) {
            let variants = u64::try_from(parsed.item.draft.variants.len()).unwrap_or(u64::MAX);
            match outcome {
                ImportOutcome::Created(_) => self.summary.created += 1,
                ImportOutcome::Changed(_) => self.summary.changed += 1,
                ImportOutcome::Unchanged(_) => self.summary.unchanged += 1,
                ImportOutcome::Rejected(rejection) => {
                    let id = parsed.item.reference.id.as_str();
                    let fields = rejection.errors.iter().map(|error| format!("{} {}", error.field, error.message));
                    let reason = fields.collect::<Vec<_>>().join("; ");
                    let column = rejection.errors.first().map(|error| error.field.clone()).unwrap_or_default();
                    self.reject(&Reject::new(parsed.line, Some(id), &column, reason))?;
                    continue;
                }
            }
            self.summary.variants += variants;
        }
        self.progress.read(portion.bytes);
        Ok(())
    }

    pub(crate) fn finish(self) -> Result<Summary, ImportError> {
        self.rejects.flush().map_err(ImportError::Rejects)?;
        Ok(self.summary)
    }

    fn reject(&mut self, reject: &Reject) -> Result<(), ImportError> {
        self.summary.rejected += 1;
        self.rejects.write(reject).map_err(ImportError::Rejects)
    }

    /// Opens missing shops, and tells the catalogue of them at once: the products that follow show their sellers.
    async fn look_up_sellers(&mut self, parsed: &[Parsed]) -> Result<(), ImportError> {
        let missing = missing(parsed.iter().map(|parsed| &parsed.shop), &self.sellers);
        if !missing.is_empty() {
            let sellers = self.shops.ensure(&missing).await?;
            self.app.sellers.execute(&sellers, None).await?;
            self.sellers.extend(missing.into_iter().zip(sellers));
        }
        Ok(())
    }

    async fn look_up_categories(&mut self, parsed: &[Parsed]) -> Result<(), ImportError> {
        let missing = missing(parsed.iter().map(|parsed| &parsed.category), &self.categories);
        if !missing.is_empty() {
            let found = self.app.ensure_categories.execute(&missing).await.map_err(|error| match error {
                CategoryPathError::Store(error) => ImportError::Store(error),
                error => ImportError::Category(error),
            })?;
            self.categories.extend(missing.into_iter().zip(found));
        }
        Ok(())
    }
}

/// What is not known yet, each once, in the order in which it comes.
fn missing<'a, K, V>(wanted: impl Iterator<Item = &'a K>, known: &HashMap<K, V>) -> Vec<K>
where
    K: Clone + Eq + std::hash::Hash + 'a,
{
    let mut seen = std::collections::HashSet::new();
    wanted.filter(|&key| !known.contains_key(key) && seen.insert(key)).cloned().collect()
}
