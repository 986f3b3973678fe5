//! The tree in which products are found.

use async_trait::async_trait;
use kernel::CategoryId;
use platform::StoreError;
use product::{Category, CategoryName};
use product_ports::{CategoryStore, NewCategories};
use sqlx::sqlite::{SqliteConnection, SqliteRow};

use super::generation::{Changes, Generations};
use super::row::{get, id, optional_id, slug, text};
use crate::Database;
use crate::column::count;
use crate::error::{unavailable, unique};

/// Categories on SQLite.
pub struct SqliteCategories {
    database: Database,
    generations: Generations,
}

impl SqliteCategories {
    /// The categories in this database.
    #[must_use]
    pub const fn new(database: Database, generations: Generations) -> Self {
        Self { database, generations }
    }
}

/// All categories.
pub(super) async fn all(connection: &mut SqliteConnection) -> Result<Vec<Category>, StoreError> {
    sqlx::query(
        "select k.id, parent.id as parent_id, k.name, k.slug, k.position
         from categories k left join categories parent on parent.number = k.parent",
    )
    .fetch_all(connection)
    .await
    .map_err(unavailable)?
    .iter()
    .map(category)
    .collect()
}

fn category(row: &SqliteRow) -> Result<Category, StoreError> {
    Ok(Category {
        id: id(row, "id", CategoryId::from_uuid)?,
        parent: optional_id(row, "parent_id", CategoryId::from_uuid)?,
        name: text(row, "name", CategoryName::new)?,
        slug: slug(row, "slug")?,
        position: count("position", get(row, "position")?)?,
    })
}

#[async_trait]
impl CategoryStore for SqliteCategories {
    async fn all(&self) -> Result<Vec<Category>, StoreError> {
        let mut connection = self.database.readers().acquire().await.map_err(unavailable)?;
        all(&mut connection).await
    }

    async fn find(&self, id: CategoryId) -> Result<Option<Category>, StoreError> {
        sqlx::query(
            "select k.id, parent.id as parent_id, k.name, k.slug, k.position
             from categories k left join categories parent on parent.number = k.parent where k.id = ?",
        )
        .bind(id.uuid())
        .fetch_optional(self.database.readers())
        .await
        .map_err(unavailable)?
        .map(|row| category(&row))
        .transpose()
    }

    async fn add<'a>(&self, categories: NewCategories<'a>) -> Result<(), StoreError> {
        let mut write = self.database.write().await?;
        let mut changes = Changes::default();
        for category in categories {
            sqlx::query(
                "insert into categories (id, parent, name, slug, position)
                 values (?, (select number from categories where id = ?), ?, ?, ?)",
            )
            .bind(category.id.uuid())
            .bind(category.parent.map(CategoryId::uuid))
            .bind(category.name.as_str())
            .bind(category.slug.as_str())
            .bind(i64::from(category.position))
            .execute(write.connection())
            .await
            .map_err(|error| {
                unique(error, &[("index 'categories_sibling_name'", "name"), ("categories.slug", "slug")])
            })?;
        }
        changes.catalogue(&mut write).await?;
        self.generations.commit(write, changes).await
    }
}
