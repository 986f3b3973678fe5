//! The notification context's stores.

mod details;
mod notifications;
mod shops;

pub use notifications::SqliteNotifications;
pub use shops::SqliteShopDirectory;

/// The schema of the context's database.
pub static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("migrations/notification");
