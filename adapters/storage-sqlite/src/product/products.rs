//! Products, as their sellers edit them.

use async_trait::async_trait;
use kernel::{ProductId, SellerId, Slug, VariantId};
use kit_events::product::product_envelope;
use platform::{Limit, Page, StoreError};
use product::{
    ExternalRef, ListingStatus, PictureKey, Product, ProductDecision, ProductSnapshot, Status, StockCount, Variant,
};
use product_ports::{OwnPosition, ProductCommit, ProductStore};
use serde_json::{Value, json};
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, QueryBuilder};

use super::derive;
use super::document::{self, ImageDocument, hex};
use super::generation::{Changes, Generations};
use super::load::{SELECT_PRODUCT, products};
use super::row::get;
use crate::error::{corrupt, unavailable, unique};
use crate::{Database, Write, outbox};

/// Products on SQLite.
pub struct SqliteProducts {
    database: Database,
    generations: Generations,
}

impl SqliteProducts {
    /// The products in this database.
    #[must_use]
    pub const fn new(database: Database, generations: Generations) -> Self {
        Self { database, generations }
    }

    async fn one(&self, id: ProductId, seller: Option<SellerId>) -> Result<Option<Product>, StoreError> {
        let mut snapshot = self.database.snapshot().await?;
        let mut query = QueryBuilder::new(SELECT_PRODUCT);
        query.push("where p.id = ").push_bind(id.uuid());
        if let Some(seller) = seller {
            query.push(" and s.id = ").push_bind(seller.uuid());
        }
        let rows = query.build().fetch_all(&mut *snapshot).await.map_err(unavailable)?;
        Ok(products(&mut snapshot, &rows).await?.pop())
    }
}

#[async_trait]
impl ProductStore for SqliteProducts {
    async fn find(&self, id: ProductId) -> Result<Option<Product>, StoreError> {
        self.one(id, None).await
    }

    async fn find_owned(&self, seller: SellerId, id: ProductId) -> Result<Option<Product>, StoreError> {
        self.one(id, Some(seller)).await
    }

    async fn find_by_reference(&self, references: &[ExternalRef]) -> Result<Vec<Product>, StoreError> {
        let wanted: Vec<(&str, &str)> = references.iter().map(|r| (r.source.as_str(), r.id.as_str())).collect();
        let mut snapshot = self.database.snapshot().await?;
        let rows: Vec<SqliteRow> = sqlx::query(AssertSqlSafe(format!(
            "{SELECT_PRODUCT} join json_each(?) wanted
             on p.reference_source = wanted.value ->> 0 and p.reference_id = wanted.value ->> 1"
        )))
        .bind(document::json("references", &wanted)?)
        .fetch_all(&mut *snapshot)
        .await
        .map_err(unavailable)?;
        products(&mut snapshot, &rows).await
    }

    async fn list_owned<'a>(
        &self,
        seller: SellerId,
        status: Option<&'a str>,
        after: Option<OwnPosition>,
        limit: Limit,
    ) -> Result<Page<Product, OwnPosition>, StoreError> {
        let mut query = QueryBuilder::new(SELECT_PRODUCT);
        query.push("where s.id = ").push_bind(seller.uuid());
        if let Some(status) = status {
            query.push(" and p.status = ").push_bind(status);
        }
        if let Some(after) = after {
            query.push(" and (p.created_at, p.id) < (").push_bind(after.created_at.unix_millis());
            query.push(", ").push_bind(after.id.uuid()).push(")");
        }
        query.push(" order by p.created_at desc, p.id desc limit ").push_bind(i64::from(limit.plus_one()));
        let mut snapshot = self.database.snapshot().await?;
        let rows = query.build().fetch_all(&mut *snapshot).await.map_err(unavailable)?;
        let found = products(&mut snapshot, &rows).await?;
        Ok(Page::from_one_more(found, limit, |product| OwnPosition {
            created_at: product.snapshot().created_at,
            id: product.snapshot().id,
        }))
    }

    async fn commit(&self, commits: &[ProductCommit]) -> Result<(), StoreError> {
        let mut write = self.database.write().await?;
        let mut changes = Changes::default();
        for commit in commits {
            let decision = commit.decision();
            let number = save(&mut write, decision).await?;
            derive::refresh(&mut write, number, decision.product()).await?;
            let envelopes = commit
                .events()
                .iter()
                .map(|event| product_envelope(event.id, event.at, &event.event))
                .collect::<Result<Vec<_>, _>>()
                .map_err(|error| corrupt("event", error))?;
            outbox::append(&mut write, &envelopes).await?;
            changes.stock(decision.product().snapshot().id);
        }
        changes.catalogue(&mut write).await?;
        self.generations.commit(write, changes).await
    }

    async fn picture_in_use(&self, key: &PictureKey) -> Result<bool, StoreError> {
        let row = sqlx::query("select 1 from product_images where key = ? limit 1")
            .bind(key.as_str())
            .fetch_optional(self.database.readers())
            .await
            .map_err(unavailable)?;
        Ok(row.is_some())
    }
}

/// Stores the product's next state; gives its number.
async fn save(write: &mut Write, decision: &ProductDecision) -> Result<i64, StoreError> {
    let state = decision.product().snapshot();
    let number = match decision.expected_version() {
        None => insert(write, state).await?,
        Some(expected) => update(write, state, expected).await?,
    };
    save_variants(write, number, &state.variants).await?;
    set_stock(write, decision.stock()).await?;
    save_images(write, number, state).await?;
    Ok(number)
}

/// The shop may not have been told of yet; until it is, it is there under its id alone.
async fn ensure_seller(write: &mut Write, seller: SellerId) -> Result<(), StoreError> {
    let name = seller.to_string();
    let slug = Slug::from_text(&name).map_or_else(|| name.clone(), |slug| slug.to_string());
    sqlx::query("insert into sellers (id, name, slug, opened_at) values (?, ?, ?, 0) on conflict do nothing")
        .bind(seller.uuid())
        .bind(name)
        .bind(slug)
        .execute(write.connection())
        .await
        .map_err(unavailable)
        .map(drop)
}

const UNIQUE: &[(&str, &str)] =
    &[("products.reference_source, products.reference_id", "reference"), ("products.slug", "slug")];

async fn insert(write: &mut Write, state: &ProductSnapshot) -> Result<i64, StoreError> {
    ensure_seller(write, state.seller).await?;
    let (status, previous, reason) = status_columns(&state.status);
    let row = sqlx::query(
        "insert into products (id, seller, category, reference_source, reference_id, slug, title, description, status,
           previous_status, disabled_reason, currency, rating_hundredths, rating_count, created_at, updated_at, version,
           option_groups, specifications)
         values (?, (select number from sellers where id = ?), (select number from categories where id = ?), ?, ?, ?, ?,
           ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         returning number",
    )
    .bind(state.id.uuid())
    .bind(state.seller.uuid())
    .bind(state.category.uuid())
    .bind(state.reference.source.as_str())
    .bind(state.reference.id.as_str())
    .bind(state.slug.as_str())
    .bind(state.title.as_str())
    .bind(state.description.as_ref().map(AsRef::as_ref))
    .bind(status)
    .bind(previous)
    .bind(reason)
    .bind(currency(state))
    .bind(state.rating.map(|rating| i64::from(rating.average_hundredths())))
    .bind(state.rating.map(|rating| i64::from(rating.count())))
    .bind(state.created_at.unix_millis())
    .bind(state.updated_at.unix_millis())
    .bind(i64::try_from(state.version).unwrap_or(i64::MAX))
    .bind(document::option_groups(&state.option_groups)?)
    .bind(document::specifications(&state.specifications)?)
    .fetch_one(write.connection())
    .await
    .map_err(|error| unique(error, UNIQUE))?;
    get(&row, "number")
}

async fn update(write: &mut Write, state: &ProductSnapshot, expected: u64) -> Result<i64, StoreError> {
    let (status, previous, reason) = status_columns(&state.status);
    let row = sqlx::query(
        "update products set category = (select number from categories where id = ?), title = ?, description = ?,
           status = ?, previous_status = ?, disabled_reason = ?, currency = ?, rating_hundredths = ?, rating_count = ?,
           updated_at = ?, version = ?, option_groups = ?, specifications = ?
         where id = ? and version = ?
         returning number",
    )
    .bind(state.category.uuid())
    .bind(state.title.as_str())
    .bind(state.description.as_ref().map(AsRef::as_ref))
    .bind(status)
    .bind(previous)
    .bind(reason)
    .bind(currency(state))
    .bind(state.rating.map(|rating| i64::from(rating.average_hundredths())))
    .bind(state.rating.map(|rating| i64::from(rating.count())))
    .bind(state.updated_at.unix_millis())
    .bind(i64::try_from(state.version).unwrap_or(i64::MAX))
    .bind(document::option_groups(&state.option_groups)?)
    .bind(document::specifications(&state.specifications)?)
    .bind(state.id.uuid())
    .bind(i64::try_from(expected).unwrap_or(i64::MAX))
    .fetch_optional(write.connection())
    .await
    .map_err(|error| unique(error, UNIQUE))?
    .ok_or(StoreError::VersionConflict)?;
    get(&row, "number")
}

fn currency(state: &ProductSnapshot) -> String {
    state.currency().map(|currency| currency.code().to_owned()).unwrap_or_default()
}

fn status_columns(status: &Status) -> (&'static str, Option<&'static str>, Option<String>) {
    match status {
        Status::Listed(listed) => (listed.as_str(), None, None),
        Status::Disabled { reason, previous } => {
            (status.as_str(), Some(ListingStatus::as_str(*previous)), Some(reason.to_string()))
        }
    }
}

/// Stores all about the variants but their stock, and retires those that are no longer there.
async fn save_variants(write: &mut Write, number: i64, variants: &[Variant]) -> Result<(), StoreError> {
    let rows: Vec<Value> = variants
        .iter()
        .map(|variant| {
            json!({
                "id": hex(variant.id.uuid()),
                "sku": variant.sku.as_str(),
                "options": document::options(&variant.options),
                "price": variant.price.money().minor(),
                "list_price": variant.list_price.map(|price| price.money().minor()),
                "image": variant.image.map(|image| hex(image.uuid())),
                "stated": variant.stated_stock.get(),
            })
        })
        .collect();
    let rows = document::json("variants", &rows)?;
    // First, so that their SKUs are free.
    sqlx::query(
        "update variants set retired = 1 where product = ? and retired = 0
           and id not in (select unhex(value ->> 'id') from json_each(?))",
    )
    .bind(number)
    .bind(&rows)
    .execute(write.connection())
    .await
    .map_err(unavailable)?;
    sqlx::query(
        "insert into variants (product, position, id, sku, options, price, list_price, image_id, available, stated)
         select ?, key, unhex(value ->> 'id'), value ->> 'sku', value -> 'options', value ->> 'price',
           value ->> 'list_price', unhex(value ->> 'image'), value ->> 'stated', value ->> 'stated'
         from json_each(?) where true
         on conflict (id) do update set position = excluded.position, options = excluded.options,
           price = excluded.price, list_price = excluded.list_price, image_id = excluded.image_id,
           stated = excluded.stated",
    )
    .bind(number)
    .bind(&rows)
    .execute(write.connection())
    .await
    .map_err(unavailable)
    .map(drop)
}

async fn set_stock(write: &mut Write, stock: &[(VariantId, StockCount)]) -> Result<(), StoreError> {
    if stock.is_empty() {
        return Ok(());
    }
    let rows: Vec<Value> = stock.iter().map(|(id, count)| json!([hex(id.uuid()), count.get()])).collect();
    sqlx::query(
        "update variants set available = wanted.value ->> 1
         from json_each(?) wanted where variants.id = unhex(wanted.value ->> 0)",
    )
    .bind(document::json("stock", &rows)?)
    .execute(write.connection())
    .await
    .map_err(unavailable)
    .map(drop)
}

async fn save_images(write: &mut Write, number: i64, state: &ProductSnapshot) -> Result<(), StoreError> {
    sqlx::query("delete from product_images where product = ?")
        .bind(number)
        .execute(write.connection())
        .await
        .map_err(unavailable)?;
    if state.images.is_empty() {
        return Ok(());
    }
    let images: Vec<ImageDocument> = state.images.iter().map(ImageDocument::from).collect();
    sqlx::query(
        "insert into product_images (product, position, id, alt, key, width, height, url)
         select ?, key, unhex(value ->> 'id'), value ->> 'alt', value ->> 'key', value ->> 'width', value ->> 'height',
           value ->> 'url'
         from json_each(?)",
    )
    .bind(number)
    .bind(document::json("images", &images)?)
    .execute(write.connection())
    .await
    .map_err(unavailable)
    .map(drop)
}
