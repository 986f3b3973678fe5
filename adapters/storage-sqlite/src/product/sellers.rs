//! The copy of the shops.

use async_trait::async_trait;
use kernel::{SellerId, Timestamp, UserId};
use platform::{Inbox, StoreError};
use product::{Seller, SellerName};
use product_ports::SellerStore;
use sqlx::AssertSqlSafe;

use super::derive;
use super::generation::{Changes, Generations};
use super::load::{SELECT_PRODUCT, products};
use super::row::{get, id, optional_id, slug, text};
use crate::column::time;
use crate::error::unavailable;
use crate::{Database, Write, inbox};

/// The copy of the shops on SQLite.
pub struct SqliteSellers {
    database: Database,
    generations: Generations,
}

impl SqliteSellers {
    /// The shops in this database.
    #[must_use]
    pub const fn new(database: Database, generations: Generations) -> Self {
        Self { database, generations }
    }
}

#[async_trait]
impl SellerStore for SqliteSellers {
    async fn find(&self, seller: SellerId) -> Result<Option<Seller>, StoreError> {
        sqlx::query("select id, owner_id, name, slug, opened_at from sellers where id = ?")
            .bind(seller.uuid())
            .fetch_optional(self.database.readers())
            .await
            .map_err(unavailable)?
            .map(|row| {
                Ok(Seller {
                    id: id(&row, "id", SellerId::from_uuid)?,
                    owner: optional_id(&row, "owner_id", UserId::from_uuid)?,
                    name: text(&row, "name", SellerName::new)?,
                    slug: slug(&row, "slug")?,
                    opened_at: time(get(&row, "opened_at")?)?,
                })
            })
            .transpose()
    }

    async fn record(&self, sellers: &[Seller], inbox: Option<Inbox>, now: Timestamp) -> Result<(), StoreError> {
        let mut write = self.database.write().await?;
        if let Some(inbox) = inbox
            && !inbox::claim(&mut write, inbox, now).await?
        {
            return Ok(());
        }
        let mut changes = Changes::default();
        for seller in sellers {
            let shown_before = sqlx::query("select number, name, slug from sellers where id = ?")
                .bind(seller.id.uuid())
                .fetch_optional(write.connection())
                .await
                .map_err(unavailable)?;
            sqlx::query(
                "insert into sellers (id, owner_id, name, slug, opened_at) values (?, ?, ?, ?, ?)
                 on conflict (id) do update set owner_id = excluded.owner_id, name = excluded.name,
                   slug = excluded.slug, opened_at = excluded.opened_at",
            )
            .bind(seller.id.uuid())
            .bind(seller.owner.map(UserId::uuid))
            .bind(seller.name.as_str())
            .bind(seller.slug.as_str())
            .bind(seller.opened_at.unix_millis())
            .execute(write.connection())
            .await
            .map_err(unavailable)?;
            if let Some(row) = shown_before {
                let name_changed = get::<&str>(&row, "name")? != seller.name.as_str();
                if name_changed {
                    reindex(&mut write, get(&row, "number")?).await?;
                }
                if name_changed || get::<&str>(&row, "slug")? != seller.slug.as_str() {
                    changes.catalogue(&mut write).await?;
                }
            }
        }
        self.generations.commit(write, changes).await
    }
}

/// A shop's name is among the words that find its products.
async fn reindex(write: &mut Write, seller: i64) -> Result<(), StoreError> {
    let rows = sqlx::query(AssertSqlSafe(format!("{SELECT_PRODUCT} where p.seller = ? and p.status = 'active'")))
        .bind(seller)
        .fetch_all(write.connection())
        .await
        .map_err(unavailable)?;
    let found = products(write.connection(), &rows).await?;
    for (row, product) in rows.iter().zip(&found) {
        derive::refresh(write, get(row, "number")?, product).await?;
    }
    Ok(())
}
