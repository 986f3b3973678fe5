//! What shoppers see.

mod cards;
mod facets;
mod filter;
mod quote;
mod search;
mod spelling;
mod suggest;

use std::sync::Arc;

use async_trait::async_trait;
use kernel::{CategoryId, ProductId, SellerId, Slug, VariantId};
use platform::{Limit, StoreError};
use product::{Category, CategoryTree, SellerName};
use product_ports::{
    Card, CardPage, CatalogueFilter, CatalogueReader, CategoryRef, Facets, ListPosition, ProductView, SellerRef,
    SellerView, Sort, Suggestions, VariantQuote,
};
use sqlx::AssertSqlSafe;
use sqlx::sqlite::SqliteConnection;

pub(super) use search::fold;

use super::categories;
use super::load::{SELECT_PRODUCT, products};
use super::row::{get, id, slug, text};
use crate::Database;
use crate::column::{count, time};
use crate::error::{corrupt, unavailable};

/// What shoppers see, on SQLite.
pub struct SqliteCatalogue {
    database: Database,
}

impl SqliteCatalogue {
    /// The catalogue in this database.
    #[must_use]
    pub const fn new(database: Database) -> Self {
        Self { database }
    }
}

async fn seller_ref(connection: &mut SqliteConnection, seller: SellerId) -> Result<SellerRef, StoreError> {
    let row = sqlx::query("select id, name, slug from sellers where id = ?")
        .bind(seller.uuid())
        .fetch_one(connection)
        .await
        .map_err(unavailable)?;
    Ok(SellerRef {
        id: id(&row, "id", SellerId::from_uuid)?,
        name: text(&row, "name", SellerName::new)?,
        slug: slug(&row, "slug")?,
    })
}

async fn category_path(
    connection: &mut SqliteConnection,
    category: CategoryId,
) -> Result<Vec<CategoryRef>, StoreError> {
    let path = sqlx::query(
        "with recursive path (number, parent, depth) as (
           select number, parent, 0 from categories where id = ?
           union all
           select k.number, k.parent, depth + 1 from categories k join path on k.number = path.parent where depth < 8)
         select k.id, k.name, k.slug from path join categories k using (number) order by path.depth desc",
    )
    .bind(category.uuid())
    .fetch_all(connection)
    .await
    .map_err(unavailable)?
    .iter()
    .map(|row| cards::category_ref(row, "id", "name", "slug"))
    .collect::<Result<Vec<_>, _>>()?;
    if path.is_empty() { Err(corrupt("category", "missing")) } else { Ok(path) }
}

#[async_trait]
impl CatalogueReader for SqliteCatalogue {
    async fn cards(
        &self,
        filter: &CatalogueFilter,
        sort: Sort,
        after: Option<ListPosition>,
        limit: Limit,
    ) -> Result<Arc<CardPage>, StoreError> {
        let mut snapshot = self.database.snapshot().await?;
        cards::page(&mut snapshot, filter, sort, after, limit).await.map(Arc::new)
    }

    async fn facets(&self, filter: &CatalogueFilter) -> Result<Arc<Facets>, StoreError> {
        let mut snapshot = self.database.snapshot().await?;
        facets::of(&mut snapshot, filter).await.map(Arc::new)
    }

    async fn product(&self, product: ProductId) -> Result<Option<Arc<ProductView>>, StoreError> {
        let mut snapshot = self.database.snapshot().await?;
        let rows = sqlx::query(AssertSqlSafe(format!("{SELECT_PRODUCT} where p.id = ? and p.status = 'active'")))
            .bind(product.uuid())
            .fetch_all(&mut *snapshot)
            .await
            .map_err(unavailable)?;
        let Some(product) = products(&mut snapshot, &rows).await?.pop() else { return Ok(None) };
        let seller = seller_ref(&mut snapshot, product.snapshot().seller).await?;
        let category_path = category_path(&mut snapshot, product.snapshot().category).await?;
        Ok(Some(Arc::new(ProductView { product, seller, category_path })))
    }

    async fn product_at(&self, slug: &Slug) -> Result<Option<ProductId>, StoreError> {
        sqlx::query("select id from products where slug = ? and status = 'active'")
            .bind(slug.as_str())
            .fetch_optional(self.database.readers())
            .await
            .map_err(unavailable)?
            .map(|row| id(&row, "id", ProductId::from_uuid))
            .transpose()
    }

    async fn related(&self, product: ProductId, limit: Limit) -> Result<Arc<Vec<Card>>, StoreError> {
        let mut snapshot = self.database.snapshot().await?;
        cards::related(&mut snapshot, product, limit).await.map(Arc::new)
    }

    async fn categories(&self) -> Result<Arc<Vec<(Category, u64)>>, StoreError> {
        let mut snapshot = self.database.snapshot().await?;
        let tree = CategoryTree::new(categories::all(&mut snapshot).await?);
        let mut counts = std::collections::HashMap::new();
        for row in sqlx::query(
            "select k.id, c.count from (select category, count(*) as count from product_cards group by category) c
             join categories k on k.number = c.category",
        )
        .fetch_all(&mut *snapshot)
        .await
        .map_err(unavailable)?
        {
            let products: u64 = count("count", get(&row, "count")?)?;
            for category in tree.path(id(&row, "id", CategoryId::from_uuid)?) {
                *counts.entry(category.id).or_insert(0) += products;
            }
        }
        let ordered = tree.in_order().into_iter();
        Ok(Arc::new(
            ordered.map(|category| (category.clone(), counts.get(&category.id).copied().unwrap_or(0))).collect(),
        ))
    }

    async fn seller(&self, seller: SellerId) -> Result<Option<Arc<SellerView>>, StoreError> {
        sqlx::query(
            "select id, name, slug, opened_at,
               (select count(*) from product_cards c where c.seller = s.number) as products
             from sellers s where id = ?",
        )
        .bind(seller.uuid())
        .fetch_optional(self.database.readers())
        .await
        .map_err(unavailable)?
        .map(|row| {
            Ok(Arc::new(SellerView {
                seller: SellerRef {
                    id: id(&row, "id", SellerId::from_uuid)?,
                    name: text(&row, "name", SellerName::new)?,
                    slug: slug(&row, "slug")?,
                },
                product_count: count("products", get(&row, "products")?)?,
                opened_at: time(get(&row, "opened_at")?)?,
            }))
        })
        .transpose()
    }

    async fn seller_at(&self, slug: &Slug) -> Result<Option<SellerId>, StoreError> {
        sqlx::query("select id from sellers where slug = ? order by opened_at desc limit 1")
            .bind(slug.as_str())
            .fetch_optional(self.database.readers())
            .await
            .map_err(unavailable)?
            .map(|row| id(&row, "id", SellerId::from_uuid))
            .transpose()
    }

    async fn suggest(&self, words: &str) -> Result<Arc<Suggestions>, StoreError> {
        let mut snapshot = self.database.snapshot().await?;
        suggest::of(&mut snapshot, words).await.map(Arc::new)
    }

    async fn quote(&self, variants: &[VariantId]) -> Result<Vec<VariantQuote>, StoreError> {
        let mut connection = self.database.readers().acquire().await.map_err(unavailable)?;
        quote::of(&mut connection, variants).await
    }
}
