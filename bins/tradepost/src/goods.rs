//! `tradepost import` and `tradepost export`.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufWriter, Write, stdout};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result, anyhow};
use async_trait::async_trait;
use goods_exchange::{
    ExportGoods, ImportGoods, ImportListings, ListingSettings, Progress, Rates, Rejects, ShopDirectory, Summary,
    WantedShop,
};
use indicatif::{ProgressBar, ProgressStyle};
use kernel::{SellerId, Slug};
use platform::{BoxError, StoreError};
use product::Seller;
use user::{ShopName, ShopReference};
use user_app::EnsureShops;
use user_ports::ShopStore;

use crate::admin;
use crate::cli::{Export, Import};
use crate::config::Config;
use crate::output::{note, say};
use crate::shop::Shop;

/// What stands before the address of a shop that was opened here, where goods name it.
const HERE: &str = "tradepost:";

/// Takes goods in.
///
/// # Errors
/// When the file cannot be read, or the store fails; what was stored before stays.
pub(crate) async fn import(config: &Config, command: Import) -> Result<()> {
    let shop = Arc::new(admin::open(config).await?);
    let (file, rejects_path) = match &command {
        Import::Listings { file, rejects, .. } | Import::Products { file, rejects } => (file, rejects.as_ref()),
    };
    let source = File::open(file).with_context(|| format!("cannot open {}", file.display()))?;
    let bar = Arc::new(Bar::new(source.metadata()?.len()));
    let rejects_path = rejects_path.cloned().unwrap_or_else(|| beside(file));
    let rejects_file =
        File::create(&rejects_path).with_context(|| format!("cannot write {}", rejects_path.display()))?;
    let mut rejects = Rejects::new(BufWriter::new(rejects_file));
    let directory = Arc::new(Directory::new(&shop));
    let products = Arc::clone(&shop.products);
    let summary = match command {
        Import::Listings { currency, rates, default_stock, .. } => {
            let target = currency.parse().with_context(|| format!("--currency {currency}"))?;
            if target != crate::shop::currency(config)? {
                return Err(anyhow!("the shop sells in {}, so prices must become that", config.currency));
            }
            let text = std::fs::read_to_string(&rates).with_context(|| format!("cannot read {}", rates.display()))?;
            let settings = ListingSettings { rates: Rates::parse(&text, target)?, default_stock };
            ImportListings::new(products, directory).execute(source, settings, &mut rejects, bar.clone()).await?
        }
        Import::Products { .. } => {
            ImportGoods::new(products, directory).execute(source, &mut rejects, bar.clone()).await?
        }
    };
    bar.0.finish_and_clear();
    report(&summary, &rejects_path);
    if summary.rejected == 0 {
        std::fs::remove_file(&rejects_path).with_context(|| format!("cannot remove {}", rejects_path.display()))?;
    }
    shop.databases.close().await;
    Ok(())
}

fn report(summary: &Summary, rejects: &Path) {
    say(format_args!(
        "{} products created, {} changed, {} unchanged ({} variants); {} rejected",
        summary.created, summary.changed, summary.unchanged, summary.variants, summary.rejected
    ));
    if summary.rejected > 0 {
        note(format_args!("what was rejected, and why: {}", rejects.display()));
    }
}

/// `goods.csv` → `goods.rejects.jsonl`, in the present folder: the source's may not be ours to write to.
fn beside(file: &Path) -> PathBuf {
    let mut name = file.file_stem().unwrap_or_default().to_owned();
    name.push(".rejects.jsonl");
    PathBuf::from(name)
}

/// Gives goods out.
///
/// # Errors
/// When the store fails, or the file cannot be written.
pub(crate) async fn export(config: &Config, command: Export) -> Result<()> {
    let Export::Products { output } = command;
    let shop = Arc::new(admin::open(config).await?);
    let export = ExportGoods::new(Arc::clone(&shop.products), Arc::new(Directory::new(&shop)));
    let written = match output {
        Some(path) => {
            let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
            export.execute(BufWriter::new(file)).await?
        }
        None => export.execute(BufWriter::new(StandardOutput)).await?,
    };
    note(format_args!("{written} products written"));
    shop.databases.close().await;
    Ok(())
}

/// Standard output, locked for each write alone, so that it can wait elsewhere in between.
struct StandardOutput;

impl Write for StandardOutput {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        stdout().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        stdout().flush()
    }
}

/// A progress bar in bytes of the file.
struct Bar(ProgressBar);

impl Bar {
    fn new(bytes: u64) -> Self {
        let style = ProgressStyle::with_template("{bar:40} {bytes}/{total_bytes}  {eta} left");
        Self(ProgressBar::new(bytes).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())))
    }
}

impl Progress for Bar {
    fn read(&self, bytes: u64) {
        self.0.set_position(bytes);
    }
}

/// The user context's shops, as goods name them: by the reference that they were imported with, or by
/// `tradepost:<address>` where they were opened here.
pub(crate) struct Directory {
    shops: Arc<dyn ShopStore>,
    shop: Arc<Shop>,
    references: Mutex<HashMap<SellerId, String>>,
}

impl Directory {
    /// The shops of this shop's user context.
    #[must_use]
    pub(crate) fn new(shop: &Arc<Shop>) -> Self {
        Self { shops: Arc::clone(&shop.shops), shop: Arc::clone(shop), references: Mutex::default() }
    }

    fn ensure_shops(&self) -> &EnsureShops {
        &self.shop.users.ensure_shops
    }

    /// A shop that was opened here, if the reference names one.
    async fn opened_here(&self, reference: &str) -> Result<Option<user::Shop>, StoreError> {
        let Some(slug) = reference.strip_prefix(HERE).and_then(|slug| Slug::new(slug).ok()) else { return Ok(None) };
        let shop = self.shops.find_by_slug(&slug).await?;
        Ok(shop.filter(|shop| shop.snapshot().reference.is_none()))
    }
}

#[async_trait]
impl ShopDirectory for Directory {
    async fn ensure(&self, wanted: &[WantedShop]) -> Result<Vec<Seller>, StoreError> {
        let corrupt = |error: kernel::TextError| StoreError::Corrupt { what: "shop", source: error.into() };
        let mut found: Vec<Option<user::Shop>> = Vec::with_capacity(wanted.len());
        let mut others = Vec::new();
        for shop in wanted {
            let here = self.opened_here(&shop.reference).await?;
            if here.is_none() {
                let reference = ShopReference::new(&shop.reference).map_err(corrupt)?;
                others.push((reference, ShopName::new(shop.name.as_str()).map_err(corrupt)?));
            }
            found.push(here);
        }
        let mut ensured = self.ensure_shops().execute(&others).await?.into_iter();
        found
            .into_iter()
            .map(|shop| {
                let missing = || StoreError::Corrupt { what: "shop", source: "a shop was not made".into() };
                let shop = shop.or_else(|| ensured.next()).ok_or_else(missing)?;
                let shop = shop.snapshot();
                Ok(Seller {
                    id: shop.id,
                    owner: shop.owner,
                    name: shop.name.clone(),
                    slug: shop.slug.clone(),
                    opened_at: shop.opened_at,
                })
            })
            .collect()
    }

    async fn references(&self, shops: &[SellerId]) -> Result<Vec<String>, BoxError> {
        let mut references = Vec::with_capacity(shops.len());
        for &id in shops {
            let known = self.references.lock().unwrap_or_else(PoisonError::into_inner).get(&id).cloned();
            let reference = match known {
                Some(reference) => reference,
                None => {
                    let shop = self.shops.find(id).await?.ok_or_else(|| format!("there is no shop {id}"))?;
                    let shop = shop.snapshot();
                    shop.reference.as_ref().map_or_else(|| format!("{HERE}{}", shop.slug), ToString::to_string)
                }
            };
            self.references.lock().unwrap_or_else(PoisonError::into_inner).insert(id, reference.clone());
            references.push(reference);
        }
        Ok(references)
    }
}
