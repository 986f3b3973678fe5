//! What the product context needs from the outside: its driven ports and their errors.
//!
//! [`ProductStore`], [`CategoryStore`], [`SellerStore`] and [`StockStore`] keep the state; [`CatalogueReader`] answers
//! what shoppers ask, from views that the stores keep up to date; [`PictureProcessor`] makes uploads fit for the web.
#![warn(missing_docs)]

mod catalogue;
mod category;
mod exchange;
mod picture;
mod product;
mod seller;
mod stock;

pub use catalogue::{
    Bucket, Card, CardPage, CatalogueFilter, CatalogueGeneration, CatalogueReader, CategoryCount, CategoryRef, Facets,
    ListPosition, OptionCount, OptionFacet, OptionFilter, PriceFacet, ProductView, SellerCount, SellerRef, SellerView,
    Sort, StockFacet, SuggestedProduct, Suggestions, VariantQuote,
};
pub use category::{CategoryStore, NewCategories};
pub use exchange::{ExchangeReader, ExchangedProduct};
pub use picture::{PictureError, PictureFile, PictureProcessor, ProcessedPicture};
pub use product::{OwnPosition, ProductCommit, ProductStore, Recorded};
pub use seller::SellerStore;
pub use stock::{ConfirmOutcome, HoldOutcome, ReleaseOutcome, Restock, Shortage, StockStore};

#[cfg(feature = "mock")]
pub use self::{
    catalogue::{MockCatalogueGeneration, MockCatalogueReader},
    category::MockCategoryStore,
    exchange::MockExchangeReader,
    picture::MockPictureProcessor,
    product::MockProductStore,
    seller::MockSellerStore,
    stock::MockStockStore,
};
