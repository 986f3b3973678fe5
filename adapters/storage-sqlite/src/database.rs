//! One context's database.

use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use platform::StoreError;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use thiserror::Error;
use tokio::sync::Notify;

use crate::error::unavailable;

/// Why a database cannot be opened.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The file cannot be opened, or is no database.
    #[error("cannot open the database {path}")]
    Open {
        /// The file.
        path: String,
        /// SQLite's reason.
        #[source]
        source: sqlx::Error,
    },
    /// A migration failed, or the database was made by a newer release.
    #[error("cannot migrate the database {path}")]
    Migrate {
        /// The file.
        path: String,
        /// The migration's reason.
        #[source]
        source: Box<sqlx::migrate::MigrateError>,
    },
}

/// A context's database: a writer and readers. Clones share them.
#[derive(Clone)]
pub struct Database {
    writer: SqlitePool,
    readers: SqlitePool,
    /// Told after each commit that added to the outbox.
    outbox_changed: Arc<Notify>,
}

/// A transaction that writes. Dropped without [`Write::commit`], it is rolled back.
pub struct Write {
    transaction: sqlx::Transaction<'static, sqlx::Sqlite>,
    outbox_changed: Arc<Notify>,
    pub(crate) appended: bool,
}

/// How many connections read at the same time: more than cores do not help, since a read is never waiting.
const READERS: u32 = 4;

impl Database {
    /// Opens the database in a file, creates it if it is not there, and brings it to the present schema.
    ///
    /// # Errors
    /// [`OpenError`].
    pub async fn open(path: &Path, migrations: &Migrator) -> Result<Self, OpenError> {
        let name = path.display().to_string();
        let open = |source| OpenError::Open { path: name.clone(), source };
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // In WAL mode a crash of the process loses nothing; a power cut may lose the last commits, never the rest.
            .synchronous(SqliteSynchronous::Normal)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5))
            .pragma("cache_size", "-4096")
            .pragma("temp_store", "MEMORY")
            // A checkpoint waits for the disk, so it comes every 16 MB instead of every 4.
            .pragma("wal_autocheckpoint", "4000")
            .pragma("journal_size_limit", "16777216")
            .optimize_on_close(true, None)
            .statement_cache_capacity(256);
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            // A file does not hang up: asking first would double the round trips.
            .test_before_acquire(false)
            .connect_with(options.clone())
            .await
            .map_err(open)?;
        migrate(&writer, migrations, &name).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .idle_timeout(None)
            .max_lifetime(None)
            .test_before_acquire(false)
            .connect_with(options.read_only(true).create_if_missing(false))
            .await
            .map_err(open)?;
        Ok(Self { writer, readers, outbox_changed: Arc::default() })
    }

    /// A database in memory, for tests: one connection reads and writes.
    ///
    /// # Errors
    /// [`OpenError`].
    pub async fn in_memory(migrations: &Migrator) -> Result<Self, OpenError> {
        let name = ":memory:".to_owned();
        let open = |source| OpenError::Open { path: name.clone(), source };
        let options = SqliteConnectOptions::from_str("sqlite::memory:").map_err(open)?.foreign_keys(true);
        let pool = SqlitePoolOptions::new()
            .max_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(options)
            .await
            .map_err(open)?;
        migrate(&pool, migrations, &name).await?;
        Ok(Self { writer: pool.clone(), readers: pool, outbox_changed: Arc::default() })
    }

    /// Where single statements read.
    #[must_use]
    pub fn readers(&self) -> &SqlitePool {
        &self.readers
    }

    /// Begins a transaction that writes. It holds the only writer: nothing but statements belongs inside.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`].
    pub async fn write(&self) -> Result<Write, StoreError> {
        let transaction = self.writer.begin_with("BEGIN IMMEDIATE").await.map_err(unavailable)?;
        Ok(Write { transaction, outbox_changed: Arc::clone(&self.outbox_changed), appended: false })
    }

    /// Begins a transaction that reads several things as of one moment.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`].
    pub async fn snapshot(&self) -> Result<sqlx::Transaction<'static, sqlx::Sqlite>, StoreError> {
        self.readers.begin().await.map_err(unavailable)
    }

    /// Returns when the outbox grew since the last call, or after `at_most`.
    pub(crate) async fn outbox_changed(&self, at_most: Duration) {
        // Whoever waits looks again anyway, so running into the limit is no failure.
        let _ = tokio::time::timeout(at_most, self.outbox_changed.notified()).await;
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`].
    pub async fn ping(&self) -> Result<(), StoreError> {
        sqlx::query("select 1").execute(&self.readers).await.map_err(unavailable).map(drop)
    }

    /// Finishes what is under way and closes the files.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

async fn migrate(pool: &SqlitePool, migrations: &Migrator, name: &str) -> Result<(), OpenError> {
    migrations.run(pool).await.map_err(|source| OpenError::Migrate { path: name.to_owned(), source: Box::new(source) })
}

impl Write {
    /// The connection to run statements on.
    pub fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.transaction
    }

    /// Makes all of it durable, or none, and wakes the outbox's relay if there is something for it.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`]: nothing was stored.
    pub async fn commit(self) -> Result<(), StoreError> {
        self.transaction.commit().await.map_err(unavailable)?;
        if self.appended {
            self.outbox_changed.notify_one();
        }
        Ok(())
    }
}
