//! Fills an empty shop.

use std::collections::HashSet;
use std::num::NonZero;
use std::sync::Arc;

use async_trait::async_trait;
use kernel::{CategoryId, Currency, Line, Money, TextError};
use platform::{FieldError, StoreError};
use product::{
    Alt, CategoryName, Description, ExternalRef, ImageSource, ListingStatus, OptionGroup, OptionName, OptionText,
    OptionValue, PictureKey, Price, ProductDraft, Rating, Seller, SellerName, Sku, Specification, SpecificationName,
    SpecificationValue, StockChange, StockCount, Title, VariantDraft,
};
use product_app::{CategoryPathError, ImportImage, ImportItem, ImportOutcome, ProductApp, StorePictureError};
use thiserror::Error;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::goods::{DemoProduct, DemoShop, Picture, catalogue};

/// The source of the demo's products in their references.
pub const SOURCE: &str = "demo";
/// The side of a picture in pixels: the largest that a browser is ever given.
pub const PICTURE_PIXELS: u16 = 960;
/// How many products are one transaction. Small, so that the shop fills while one looks.
const PORTION: usize = 12;
/// How many products of a store are looked at together.
const PAGE: u32 = 100;

/// A shop that the demo sells in.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct WantedShop {
    /// What the shop is called by the demo: the same in each run.
    pub reference: String,
    /// Its name, for the case that it has to be opened.
    pub name: SellerName,
}

/// Knows the shops of this marketplace. The binary answers it with the user context.
#[async_trait]
pub trait ShopDirectory: Send + Sync {
    /// The shops of these references, in their order; those that are missing are opened, without an owner.
    ///
    /// # Errors
    /// [`StoreError`]; no shop was opened then.
    async fn ensure(&self, shops: &[WantedShop]) -> Result<Vec<Seller>, StoreError>;
}

/// Is told how far the seeding is.
pub trait Progress: Send + Sync {
    /// So many of so many products are in the shop.
    fn stands(&self, done: usize, of: usize);
}

/// What a seeding did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Seeded {
    /// Products that are new.
    pub created: usize,
    /// Products that were there; they were left as they are.
    pub present: usize,
}

/// Why a seeding stopped. What is in the shop by then stays, and another run goes on.
#[derive(Debug, Error)]
pub enum SeedError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A category could not be made.
    #[error(transparent)]
    Category(#[from] CategoryPathError),
    /// A picture could not be stored.
    #[error(transparent)]
    Picture(#[from] StorePictureError),
    /// A picture could not be drawn: there is no memory for it.
    #[error("the picture {0} could not be drawn")]
    Drawing(String),
    /// The demo itself breaks a rule of the catalogue: a defect.
    #[error("the demo product {reference} breaks a rule: {reason}")]
    Rule {
        /// Which product.
        reference: String,
        /// Which rule.
        reason: String,
    },
}

/// Puts the demo's goods into the shop, with prices in a currency. A product that is there already, whatever became of
/// it since, is left alone: so another run changes nothing, and one after an interruption completes it.
///
/// # Errors
/// [`SeedError`].
pub async fn seed(
    app: &ProductApp,
    shops: &dyn ShopDirectory,
    currency: Currency,
    progress: &dyn Progress,
) -> Result<Seeded, SeedError> {
    seed_with_pictures(app, shops, currency, progress, PICTURE_PIXELS).await
}

/// The same with pictures that are so many pixels wide and high: small ones are drawn fast.
///
/// # Errors
/// [`SeedError`].
pub async fn seed_with_pictures(
    app: &ProductApp,
    shops: &dyn ShopDirectory,
    currency: Currency,
    progress: &dyn Progress,
    pixels: u16,
) -> Result<Seeded, SeedError> {
    let goods = catalogue();
    let present = present(app).await?;
    let of = goods.len();
    let missing: Vec<DemoProduct> =
        goods.into_iter().filter(|product| !present.contains(product.reference.as_str())).collect();
    let mut seeded = Seeded { created: 0, present: of - missing.len() };
    if missing.is_empty() {
        return Ok(seeded);
    }
    let stands = Stands::prepare(app, shops, &missing).await?;
    for portion in missing.chunks(PORTION) {
        progress.stands(seeded.present + seeded.created, of);
        let sources = draw(app, portion, pixels).await?;
        let mut items = Vec::with_capacity(portion.len());
        for (product, sources) in portion.iter().zip(sources) {
            let (seller, category) = stands.of(product)?;
            items.push(item(product, sources, seller, category, currency).map_err(|reason| rule(product, reason))?);
        }
        for (product, outcome) in portion.iter().zip(app.import.execute(&items).await?) {
            match outcome {
                ImportOutcome::Created(_) => seeded.created += 1,
                ImportOutcome::Changed(_) | ImportOutcome::Unchanged(_) => seeded.present += 1,
                ImportOutcome::Rejected(rejection) => return Err(rule(product, Broken::from(rejection.errors))),
            }
        }
    }
    progress.stands(of, of);
    Ok(seeded)
}

/// The references of the demo's products that are in the shop.
async fn present(app: &ProductApp) -> Result<HashSet<String>, SeedError> {
    let mut found = HashSet::new();
    // All of the demo's references begin with a letter, so they come after this one.
    let mut after = reference("!").map_err(|reason| SeedError::Rule { reference: "!".to_owned(), reason: reason.0 })?;
    loop {
        let page = app.export.page(Some(&after), PAGE).await?;
        let full = page.len() >= PAGE as usize;
        for goods in page {
            if goods.product.reference.source.as_str() != SOURCE {
                return Ok(found);
            }
            found.insert(goods.product.reference.id.as_str().to_owned());
            after = goods.product.reference;
        }
        if !full {
            return Ok(found);
        }
    }
}

/// The shops and categories that the products need.
struct Stands {
    sellers: Vec<(&'static str, Seller)>,
    categories: Vec<([&'static str; 2], CategoryId)>,
}

impl Stands {
    async fn prepare(app: &ProductApp, shops: &dyn ShopDirectory, products: &[DemoProduct]) -> Result<Self, SeedError> {
        let mut wanted: Vec<DemoShop> = Vec::new();
        let mut paths: Vec<[&'static str; 2]> = Vec::new();
        for product in products {
            if !wanted.contains(&product.shop) {
                wanted.push(product.shop);
            }
            if !paths.contains(&product.path) {
                paths.push(product.path);
            }
        }
        let defect = |reference: &str, error: TextError| rule_named(reference, Broken::from(error));
        let asked: Vec<WantedShop> = wanted
            .iter()
            .map(|shop| {
                let name = SellerName::new(shop.name).map_err(|error| defect(shop.reference, error))?;
                Ok(WantedShop { reference: format!("{SOURCE}/{}", shop.reference), name })
            })
            .collect::<Result<_, SeedError>>()?;
        let sellers = shops.ensure(&asked).await?;
        app.sellers.execute(&sellers, None).await?;
        let names: Vec<Vec<CategoryName>> = paths
            .iter()
            .map(|path| path.iter().map(|name| CategoryName::new(name).map_err(|error| defect(name, error))).collect())
            .collect::<Result<_, SeedError>>()?;
        let categories = app.ensure_categories.execute(&names).await?;
        Ok(Self {
            sellers: wanted.iter().map(|shop| shop.reference).zip(sellers).collect(),
            categories: paths.into_iter().zip(categories).collect(),
        })
    }

    fn of(&self, product: &DemoProduct) -> Result<(&Seller, CategoryId), SeedError> {
        let seller = self.sellers.iter().find(|(reference, _)| *reference == product.shop.reference);
        let category = self.categories.iter().find(|(path, _)| *path == product.path);
        seller
            .zip(category)
            .map(|((_, seller), (_, category))| (seller, *category))
            .ok_or_else(|| rule(product, Broken("its shop or category is missing".to_owned())))
    }
}

/// Draws and stores all pictures of some products, several at a time; gives where they lie, for each product.
async fn draw(app: &ProductApp, products: &[DemoProduct], pixels: u16) -> Result<Vec<Vec<ImageSource>>, SeedError> {
    // One picture more than there are processors, so that none waits while a file is written.
    let room = Arc::new(Semaphore::new(std::thread::available_parallelism().map_or(2, NonZero::get) + 1));
    let mut tasks = JoinSet::new();
    let mut sources: Vec<Vec<Option<ImageSource>>> = Vec::with_capacity(products.len());
    for (row, product) in products.iter().enumerate() {
        sources.push(vec![None; product.pictures.len()]);
        for (column, picture) in product.pictures.iter().enumerate() {
            let (picture, room, store) = (picture.clone(), Arc::clone(&room), Arc::clone(&app.store_picture));
            tasks.spawn(async move {
                let _place = room.acquire().await;
                let name = picture.name.clone();
                let bytes = tokio::task::spawn_blocking(move || encode(&picture, pixels)).await.ok().flatten();
                let bytes = bytes.ok_or_else(|| SeedError::Drawing(name.clone()))?;
                let key = PictureKey::new(&format!("{SOURCE}/{name}")).map_err(|_| SeedError::Drawing(name.clone()))?;
                Ok::<_, SeedError>((row, column, ImageSource::Stored(store.execute(key, bytes).await?)))
            });
        }
    }
    while let Some(done) = tasks.join_next().await {
        let (row, column, source) = done.map_err(|error| SeedError::Drawing(error.to_string()))??;
        sources[row][column] = Some(source);
    }
    Ok(sources.into_iter().map(|row| row.into_iter().flatten().collect()).collect())
}

/// The picture as PNG, written fast rather than small: it is read again at once.
fn encode(picture: &Picture, pixels: u16) -> Option<Vec<u8>> {
    let pixmap = picture.design.draw(pixels)?;
    // Scenes are opaque, so there is nothing to unmultiply.
    let colours: Vec<u8> =
        pixmap.pixels().iter().flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]).collect();
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, pixmap.width(), pixmap.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fastest);
    encoder.write_header().ok()?.write_image_data(&colours).ok()?;
    Some(file)
}

/// A rule of the catalogue that the demo breaks; only its sentence is of use.
struct Broken(String);

impl From<TextError> for Broken {
    fn from(error: TextError) -> Self {
        Self(error.to_string())
    }
}

impl From<Vec<FieldError>> for Broken {
    fn from(errors: Vec<FieldError>) -> Self {
        Self(errors.iter().map(|error| format!("{} {}", error.field, error.message)).collect::<Vec<_>>().join("; "))
    }
}

fn rule(product: &DemoProduct, reason: Broken) -> SeedError {
    rule_named(&product.reference, reason)
}

fn rule_named(reference: &str, Broken(reason): Broken) -> SeedError {
    SeedError::Rule { reference: reference.to_owned(), reason }
}

fn reference(id: &str) -> Result<ExternalRef, Broken> {
    Ok(ExternalRef { source: Line::new(SOURCE)?, id: Line::new(id)? })
}

fn item(
    product: &DemoProduct,
    sources: Vec<ImageSource>,
    seller: &Seller,
    category: CategoryId,
    currency: Currency,
) -> Result<ImportItem, Broken> {
    let price = |cents: u32| {
        Price::new(Money::new(minor(cents, currency), currency)).map_err(|error| Broken(error.to_string()))
    };
    let variants = product
        .variants
        .iter()
        .map(|variant| {
            let stock = StockCount::new(i64::from(variant.stock)).map_err(|error| Broken(error.to_string()))?;
            let options = variant
                .options
                .iter()
                .map(|(name, value)| Ok(OptionValue { name: OptionName::new(name)?, value: OptionText::new(value)? }))
                .collect::<Result<_, Broken>>()?;
            Ok(VariantDraft {
                sku: Sku::new(&variant.sku)?,
                options,
                price: price(variant.cents)?,
                list_price: variant.list_cents.map(price).transpose()?,
                stock: StockChange::Restate(stock),
                image: None,
            })
        })
        .collect::<Result<_, Broken>>()?;
    let option_groups = product
        .option_groups
        .iter()
        .map(|(name, values)| {
            let values = values.iter().map(|value| OptionText::new(value)).collect::<Result<_, _>>()?;
            Ok(OptionGroup { name: OptionName::new(name)?, values })
        })
        .collect::<Result<_, Broken>>()?;
    let specifications = product
        .specifications
        .iter()
        .map(|(name, value)| {
            Ok(Specification { name: SpecificationName::new(name)?, value: SpecificationValue::new(value)? })
        })
        .collect::<Result<_, Broken>>()?;
    let rating = product.rating.map(|(average, count)| Rating::new(average, count)).transpose();
    Ok(ImportItem {
        reference: reference(&product.reference)?,
        seller: seller.id,
        status: ListingStatus::Active,
        draft: ProductDraft {
            title: Title::new(&product.title)?,
            description: Some(Description::new(&product.description)?),
            category,
            option_groups,
            specifications,
            variants,
            rating: rating.map_err(|error| Broken(error.to_string()))?,
        },
        images: product
            .pictures
            .iter()
            .zip(sources)
            .map(|(picture, source)| Ok(ImportImage { source, alt: Some(Alt::new(&picture.alt)?) }))
            .collect::<Result<_, Broken>>()?,
        variant_images: product.variants.iter().map(|variant| Some(variant.picture)).collect(),
    })
}

/// Hundredths of a unit in the currency's own minor unit; at least one.
fn minor(cents: u32, currency: Currency) -> i64 {
    let cents = i64::from(cents);
    match currency.exponent() {
        0 => (cents / 100).max(1),
        1 => (cents / 10).max(1),
        more => cents * 10_i64.pow(u32::from(more) - 2),
    }
}

#[cfg(test)]
mod tests {
    use kernel::{SellerId, Slug, Timestamp, Uuid};
    use product::{Product, StoredPicture};

    use super::*;

    #[test]
    fn prices_are_in_the_currencys_own_unit() {
        let of = |cents, code: &str| minor(cents, code.parse().unwrap());
        assert_eq!(of(1999, "USD"), 1999);
        assert_eq!(of(1999, "JPY"), 19);
        assert_eq!(of(50, "JPY"), 1);
        assert_eq!(of(1999, "KWD"), 19_990);
        assert_eq!(of(1999, "CLF"), 199_900);
    }

    #[test]
    fn every_product_keeps_the_rules_of_the_catalogue() {
        let seller = Seller {
            id: SellerId::from_uuid(Uuid::from_u128(1)),
            owner: None,
            name: SellerName::new("Kiln & Clay").unwrap(),
            slug: Slug::new("kiln-and-clay").unwrap(),
            opened_at: Timestamp::from_unix_millis(0).unwrap(),
        };
        let now = Timestamp::from_unix_millis(1_700_000_000_000).unwrap();
        for product in catalogue() {
            let sources: Vec<_> = product
                .pictures
                .iter()
                .map(|picture| {
                    let key = PictureKey::new(&format!("{SOURCE}/{}", picture.name)).unwrap();
                    ImageSource::Stored(StoredPicture { key, width: 960, height: 960 })
                })
                .collect();
            let category = CategoryId::from_uuid(Uuid::from_u128(2));
            let item = item(&product, sources, &seller, category, Currency::USD).map_err(|broken| broken.0).unwrap();
            let new = product::NewProduct {
                id: kernel::ProductId::from_uuid(Uuid::from_u128(3)),
                seller: item.seller,
                reference: Some(item.reference),
                status: item.status,
                currency: Currency::USD,
                images: Vec::new(),
            };
            let mut next = 10_u128;
            let ids = || {
                next += 1;
                kernel::VariantId::from_uuid(Uuid::from_u128(next))
            };
            let made = Product::create(new, item.draft, ids, now);
            assert!(made.is_ok(), "{}: {made:?}", product.title);
            assert!(item.variant_images.iter().flatten().all(|&at| at < item.images.len()));
        }
    }
}
