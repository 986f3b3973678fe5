//! What the product context offers: its use cases.
//!
//! Sellers: [`CreateProduct`], [`UpdateProduct`], [`ArchiveProduct`], [`OwnProducts`], [`EditImages`]. Shoppers:
//! [`BrowseCatalogue`]. Administrators: [`ModerateProduct`], [`EnsureCategories`]. Other contexts: [`QuoteVariants`],
//! [`HoldStock`], [`SettleHold`], [`RecordSellers`]. Exchange: [`ImportProducts`], [`ExportProducts`].
//!
//! [`ProductApp`] holds them all, wired.
#![warn(missing_docs)]

mod app;
mod archive;
mod browse;
mod categories;
mod commit;
mod create;
mod error;
mod export;
mod holds;
mod images;
mod import;
mod moderate;
mod own;
mod pictures;
mod quote;
mod sellers;
mod update;
mod words;

pub use app::{Deps, ProductApp};
pub use archive::ArchiveProduct;
pub use browse::{BrowseCatalogue, CatalogueRequest, ListError, Listing, Reference};
pub use categories::{CategoryPathError, CreateCategory, EnsureCategories};
pub use create::{CreateProduct, CreateProductCommand};
pub use error::{Access, EditError};
pub use export::ExportProducts;
pub use holds::{HoldStock, HoldStockError, SettleHold};
pub use images::EditImages;
pub use import::{ImportImage, ImportItem, ImportOutcome, ImportProducts, ImportRejection};
pub use moderate::ModerateProduct;
pub use own::OwnProducts;
pub use pictures::{PictureSource, PictureUrls, Pictures, StorePicture, StorePictureError};
pub use quote::{Quote, QuoteVariants};
pub use sellers::RecordSellers;
pub use update::{UpdateProduct, UpdateProductCommand, VariantUpdate};

// What the use cases take and give, so that who drives them needs to know this crate alone.
pub use product_ports::{
    Bucket, Card, CardPage, CatalogueFilter, CategoryCount, CategoryRef, ConfirmOutcome, ExchangedProduct, Facets,
    ListPosition, OptionCount, OptionFacet, OptionFilter, OwnPosition, PictureError, PriceFacet, ProductView,
    ReleaseOutcome, Restock, SellerCount, SellerRef, SellerView, Shortage, Sort, StockFacet, SuggestedProduct,
    Suggestions, VariantQuote,
};

/// The mocks of what the use cases need, for tests of who drives them.
#[cfg(feature = "mock")]
pub mod mock {
    pub use product_ports::{
        MockCatalogueGeneration, MockCatalogueReader, MockCategoryStore, MockExchangeReader, MockPictureProcessor,
        MockProductStore, MockSellerStore, MockStockStore,
    };
}

#[cfg(test)]
mod tests;
