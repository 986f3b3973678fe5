//! The databases, one for each context.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use platform::OutboxReader;
use storage_sqlite::{Database, SqliteOutbox, notification, order, product, user};

/// The databases, one for each context.
pub(crate) struct Databases {
    /// The user context's.
    pub(crate) user: Database,
    /// The product context's.
    pub(crate) product: Database,
    /// The order context's.
    pub(crate) order: Database,
    /// The notification context's.
    pub(crate) notification: Database,
}

impl Databases {
    /// Opens the files in a folder, making the folder and the files and migrating them as needed.
    ///
    /// # Errors
    /// When a file cannot be opened or migrated.
    pub(crate) async fn open(folder: &Path) -> Result<Self> {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("the data folder {} cannot be made", folder.display()))?;
        let file = |name: &str| folder.join(name);
        Ok(Self {
            user: Database::open(&file("user.db"), &user::MIGRATIONS).await?,
            product: Database::open(&file("product.db"), &product::MIGRATIONS).await?,
            order: Database::open(&file("order.db"), &order::MIGRATIONS).await?,
            notification: Database::open(&file("notification.db"), &notification::MIGRATIONS).await?,
        })
    }

    /// Each with its context's name.
    #[must_use]
    pub(crate) fn all(&self) -> [(&'static str, &Database); 4] {
        [("user", &self.user), ("product", &self.product), ("order", &self.order), ("notification", &self.notification)]
    }

    /// The outboxes, each with its context's name.
    #[must_use]
    pub(crate) fn outboxes(&self) -> [(&'static str, Arc<dyn OutboxReader>); 4] {
        self.all()
            .map(|(name, database)| (name, Arc::new(SqliteOutbox::new(database.clone())) as Arc<dyn OutboxReader>))
    }

    /// Takes up at once what a process that died had in hand. Only for the one process that works on this data.
    ///
    /// # Errors
    /// When a database cannot be written.
    pub(crate) async fn end_leases(&self) -> Result<()> {
        for (_, database) in self.all() {
            SqliteOutbox::new(database.clone()).end_leases().await?;
        }
        Ok(())
    }

    /// Finishes what is under way and closes the files.
    pub(crate) async fn close(&self) {
        for (_, database) in self.all() {
            database.close().await;
        }
    }
}
