//! The order context's stores.
//!
//! A checkout is kept in `checkouts` with its `orders`, `order_lines`, `order_timeline`, `payments` and `refunds`. What
//! was bought is written once; what changes is updated under the checkout's version.

mod carts;
mod checkouts;
mod load;
mod reader;
mod row;
mod save;

use sqlx::migrate::Migrator;

pub use carts::SqliteCarts;
pub use checkouts::SqliteCheckouts;
pub use reader::SqliteOrders;

/// The context's migrations.
pub static MIGRATIONS: Migrator = sqlx::migrate!("migrations/order");
