//! All use cases of the context, wired.

use std::sync::Arc;

use kernel::Currency;
use platform::{BlobStore, Clock, IdSource};
use product_ports::{
    CatalogueReader, CategoryStore, ExchangeReader, PictureProcessor, ProductStore, SellerStore, StockStore,
};

use crate::pictures::StorePicture;
use crate::{
    ArchiveProduct, BrowseCatalogue, CreateCategory, CreateProduct, EditImages, EnsureCategories, ExportProducts,
    HoldStock, ImportProducts, ModerateProduct, OwnProducts, PictureUrls, QuoteVariants, RecordSellers, SettleHold,
    UpdateProduct,
};

/// What the use cases need from the outside.
#[derive(Clone)]
pub struct Deps {
    /// Products, as their sellers edit them.
    pub products: Arc<dyn ProductStore>,
    /// Categories.
    pub categories: Arc<dyn CategoryStore>,
    /// The copy of the shops.
    pub sellers: Arc<dyn SellerStore>,
    /// Stock.
    pub stock: Arc<dyn StockStore>,
    /// What shoppers see.
    pub catalogue: Arc<dyn CatalogueReader>,
    /// Goods on their way out.
    pub exchange: Arc<dyn ExchangeReader>,
    /// Makes uploads fit for the web.
    pub pictures: Arc<dyn PictureProcessor>,
    /// Where pictures lie.
    pub blobs: Arc<dyn BlobStore>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// New ids.
    pub ids: Arc<dyn IdSource>,
    /// The one currency of the marketplace's prices.
    pub currency: Currency,
}

/// All use cases of the product context.
pub struct ProductApp {
    /// A seller offers something new.
    pub create: CreateProduct,
    /// A seller changes what they offer.
    pub update: UpdateProduct,
    /// A seller takes something away.
    pub archive: ArchiveProduct,
    /// A seller looks at their own products.
    pub own: OwnProducts,
    /// A seller edits a product's pictures.
    pub images: EditImages,
    /// Makes a picture fit for the web and stores it.
    pub store_picture: Arc<StorePicture>,
    /// Where a browser finds a picture.
    pub picture_urls: PictureUrls,
    /// An administrator keeps the marketplace clean.
    pub moderate: ModerateProduct,
    /// An administrator adds a category.
    pub create_category: CreateCategory,
    /// Categories by the names of their paths, for imports.
    pub ensure_categories: EnsureCategories,
    /// Shoppers look around.
    pub browse: BrowseCatalogue,
    /// What variants are and cost at this moment.
    pub quote: QuoteVariants,
    /// Sets stock aside for a checkout.
    pub hold: HoldStock,
    /// Sells what is held, or puts it back on sale.
    pub settle: SettleHold,
    /// What the user context says of shops.
    pub sellers: RecordSellers,
    /// Goods on their way in.
    pub import: ImportProducts,
    /// Goods on their way out.
    pub export: ExportProducts,
}

impl ProductApp {
    /// Wires the use cases.
    #[must_use]
    pub fn new(deps: Deps) -> Self {
        let Deps { products, categories, sellers, stock, catalogue, exchange, pictures, blobs, clock, ids, currency } =
            deps;
        let (p, c, t, i) =
            (|| Arc::clone(&products), || Arc::clone(&categories), || Arc::clone(&clock), || Arc::clone(&ids));
        let picture_urls = PictureUrls::new(Arc::clone(&blobs));
        let store_picture = Arc::new(StorePicture { processor: pictures, blobs });
        Self {
            create: CreateProduct { products: p(), categories: c(), clock: t(), ids: i(), currency },
            update: UpdateProduct { products: p(), categories: c(), clock: t(), ids: i(), currency },
            archive: ArchiveProduct { products: p(), clock: t(), ids: i() },
            own: OwnProducts { products: p(), categories: c(), sellers: Arc::clone(&sellers) },
            images: EditImages { products: p(), pictures: Arc::clone(&store_picture), clock: t(), ids: i() },
            moderate: ModerateProduct { products: p(), clock: t(), ids: i() },
            create_category: CreateCategory { categories: c(), ids: i() },
            ensure_categories: EnsureCategories { categories: c(), ids: i() },
            browse: BrowseCatalogue { catalogue: Arc::clone(&catalogue) },
            quote: QuoteVariants { catalogue, pictures: picture_urls.clone() },
            hold: HoldStock { stock: Arc::clone(&stock) },
            settle: SettleHold { stock, clock: t(), ids: i() },
            sellers: RecordSellers { sellers, clock: t() },
            import: ImportProducts { products: p(), categories: c(), clock: t(), ids: i(), currency },
            export: ExportProducts { exchange },
            store_picture,
            picture_urls,
        }
    }
}
