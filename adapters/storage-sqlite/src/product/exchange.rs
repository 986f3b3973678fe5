//! Goods on their way out.

use async_trait::async_trait;
use kernel::{SellerId, UserId};
use platform::StoreError;
use product::{CategoryTree, ExternalRef, Seller, SellerName};
use product_ports::{ExchangeReader, ExchangedProduct};
use sqlx::{AssertSqlSafe, QueryBuilder};

use super::categories;
use super::document::json;
use super::load::{SELECT_PRODUCT, products};
use super::row::{get, id, optional_id, slug, text};
use crate::Database;
use crate::column::time;
use crate::error::{corrupt, unavailable};

/// Goods on their way out of SQLite.
pub struct SqliteExchange {
    database: Database,
}

impl SqliteExchange {
    /// The goods in this database.
    #[must_use]
    pub const fn new(database: Database) -> Self {
        Self { database }
    }
}

#[async_trait]
impl ExchangeReader for SqliteExchange {
    async fn page<'a>(&self, after: Option<&'a ExternalRef>, limit: u32) -> Result<Vec<ExchangedProduct>, StoreError> {
        let mut snapshot = self.database.snapshot().await?;
        let mut query = QueryBuilder::new(SELECT_PRODUCT);
        if let Some(after) = after {
            query.push("where (p.reference_source, p.reference_id) > (").push_bind(after.source.as_str());
            query.push(", ").push_bind(after.id.as_str()).push(")");
        }
        query.push(" order by p.reference_source, p.reference_id limit ").push_bind(i64::from(limit));
        let rows = query.build().fetch_all(&mut *snapshot).await.map_err(unavailable)?;
        let found = products(&mut snapshot, &rows).await?;
        let tree = CategoryTree::new(categories::all(&mut snapshot).await?);
        let numbers: Vec<i64> = rows.iter().map(|row| get(row, "number")).collect::<Result<_, _>>()?;
        let sellers = sqlx::query(AssertSqlSafe(
            "select distinct s.id, s.owner_id, s.name, s.slug, s.opened_at from sellers s join products p
             on p.seller = s.number where p.number in (select value from json_each(?))",
        ))
        .bind(json("numbers", &numbers)?)
        .fetch_all(&mut *snapshot)
        .await
        .map_err(unavailable)?
        .iter()
        .map(|row| {
            Ok(Seller {
                id: id(row, "id", SellerId::from_uuid)?,
                owner: optional_id(row, "owner_id", UserId::from_uuid)?,
                name: text(row, "name", SellerName::new)?,
                slug: slug(row, "slug")?,
                opened_at: time(get(row, "opened_at")?)?,
            })
        })
        .collect::<Result<Vec<_>, StoreError>>()?;
        found
            .into_iter()
            .map(|product| {
                let product = product.snapshot().clone();
                let seller = sellers
                    .iter()
                    .find(|seller| seller.id == product.seller)
                    .cloned()
                    .ok_or_else(|| corrupt("seller", "missing"))?;
                let category_path =
                    tree.path(product.category).into_iter().map(|category| category.name.clone()).collect();
                Ok(ExchangedProduct { product, seller, category_path })
            })
            .collect()
    }
}
