//! Shops.

use async_trait::async_trait;
use kernel::{SellerId, Slug, UserId};
use platform::StoreError;
use sqlx::sqlite::SqliteRow;
use user::{Shop, ShopDecision, ShopName, ShopReference, ShopSnapshot};
use user_ports::{ShopCommit, ShopStore};

use super::row::{at, expect_one, get, id, optional_id, optional_text, publish, text, version_number};
use crate::column::count;
use crate::error::{corrupt, unavailable, unique};
use crate::{Database, Write};

/// Shops on SQLite.
#[derive(Clone)]
pub struct SqliteShops {
    database: Database,
}

impl SqliteShops {
    /// The shops in this database.
    #[must_use]
    pub const fn new(database: Database) -> Self {
        Self { database }
    }
}

#[async_trait]
impl ShopStore for SqliteShops {
    async fn find(&self, id: SellerId) -> Result<Option<Shop>, StoreError> {
        sqlx::query("select * from shops where id = ?")
            .bind(id.uuid())
            .fetch_optional(self.database.readers())
            .await
            .map_err(unavailable)?
            .map(|row| shop(&row))
            .transpose()
    }

    async fn find_by_slug(&self, slug: &Slug) -> Result<Option<Shop>, StoreError> {
        sqlx::query("select * from shops where slug = ?")
            .bind(slug.as_str())
            .fetch_optional(self.database.readers())
            .await
            .map_err(unavailable)?
            .map(|row| shop(&row))
            .transpose()
    }

    async fn find_by_owner(&self, owner: UserId) -> Result<Option<Shop>, StoreError> {
        sqlx::query("select * from shops where owner = ?")
            .bind(owner.uuid())
            .fetch_optional(self.database.readers())
            .await
            .map_err(unavailable)?
            .map(|row| shop(&row))
            .transpose()
    }

    async fn find_by_reference(&self, references: &[ShopReference]) -> Result<Vec<Shop>, StoreError> {
        sqlx::query("select * from shops where reference in (select value from json_each(?))")
            .bind(list(references.iter().map(ShopReference::as_str)))
            .fetch_all(self.database.readers())
            .await
            .map_err(unavailable)?
            .iter()
            .map(shop)
            .collect()
    }

    async fn taken_slugs(&self, slugs: &[Slug]) -> Result<Vec<Slug>, StoreError> {
        sqlx::query("select slug from shops where slug in (select value from json_each(?))")
            .bind(list(slugs.iter().map(Slug::as_str)))
            .fetch_all(self.database.readers())
            .await
            .map_err(unavailable)?
            .iter()
            .map(|row| text(row, "slug", Slug::new))
            .collect()
    }

    async fn commit(&self, commits: &[ShopCommit]) -> Result<(), StoreError> {
        let mut write = self.database.write().await?;
        for commit in commits {
            save(&mut write, commit.decision()).await?;
            publish(&mut write, commit.events()).await?;
        }
        write.commit().await
    }
}

/// Texts as one parameter: a feed may name more shops than a statement may have parameters.
fn list<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    serde_json::Value::from_iter(texts).to_string()
}

const INSERT: &str = "insert into shops (id, owner, name, slug, reference, opened_at, version)
 values (?1, ?2, ?3, ?4, ?5, ?6, ?7)
 on conflict (id) do nothing";

const UPDATE: &str = "update shops set owner = ?2, name = ?3, slug = ?4, reference = ?5, opened_at = ?6, version = ?7
 where id = ?1 and version = ?7 - 1";

const UNIQUE: &[(&str, &str)] =
    &[("shops.owner", "shop_owner"), ("shops.slug", "slug"), ("shops.reference", "shop_reference")];

pub(super) async fn save(write: &mut Write, decision: &ShopDecision) -> Result<(), StoreError> {
    let state = decision.shop().snapshot();
    let done = sqlx::query(if decision.expected_version() == 0 { INSERT } else { UPDATE })
        .bind(state.id.uuid())
        .bind(state.owner.map(UserId::uuid))
        .bind(state.name.as_str())
        .bind(state.slug.as_str())
        .bind(state.reference.as_ref().map(ShopReference::as_str))
        .bind(state.opened_at.unix_millis())
        .bind(version_number(state.version))
        .execute(write.connection())
        .await
        .map_err(|error| unique(error, UNIQUE))?;
    expect_one(done.rows_affected())
}

fn shop(row: &SqliteRow) -> Result<Shop, StoreError> {
    Shop::rehydrate(ShopSnapshot {
        id: id(row, "id", SellerId::from_uuid)?,
        owner: optional_id(row, "owner", UserId::from_uuid)?,
        name: text(row, "name", ShopName::new)?,
        slug: text(row, "slug", Slug::new)?,
        reference: optional_text(row, "reference", ShopReference::new)?,
        opened_at: at(row, "opened_at")?,
        version: count("version", get(row, "version")?)?,
    })
    .map_err(|error| corrupt("shop", error))
}
