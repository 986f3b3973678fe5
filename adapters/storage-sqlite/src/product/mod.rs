//! The product context's stores.
//!
//! `products`, `variants`, `product_images` are the state. `product_cards`, `card_options`, `product_search`,
//! `product_titles` are what shoppers list and search, derived in the transaction of each change by [`derive`].

mod catalogue;
mod categories;
mod derive;
mod document;
mod exchange;
mod generation;
mod load;
mod products;
mod row;
mod sellers;
mod stock;

use sqlx::migrate::Migrator;

pub use catalogue::SqliteCatalogue;
pub use categories::SqliteCategories;
pub use exchange::SqliteExchange;
pub use generation::Generations;
pub use products::SqliteProducts;
pub use sellers::SqliteSellers;
pub use stock::SqliteStock;

/// The context's migrations.
pub static MIGRATIONS: Migrator = sqlx::migrate!("migrations/product");
