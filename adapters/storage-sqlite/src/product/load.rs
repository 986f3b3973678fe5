//! Products out of rows.

use std::collections::HashMap;

use kernel::{CategoryId, ImageId, Line, ProductId, SellerId, Slug, VariantId};
use platform::StoreError;
use product::{
    Description, DisableReason, ExternalRef, Image, OptionGroup, Product, ProductSnapshot, Rating, Sku, Status,
    StockCount, StockLevel, Title, Variant,
};
use sqlx::sqlite::{SqliteConnection, SqliteRow};

use super::document::{ImageDocument, json, read_option_groups, read_options, read_specifications};
use super::row::{get, id, optional_id, optional_text, price, text};
use crate::column::{count, named, time};
use crate::error::{corrupt, unavailable};

/// The columns of a product; what follows says which ones.
pub(super) const SELECT_PRODUCT: &str =
    "select p.number, p.id, s.id as seller_id, k.id as category_id, p.reference_source, p.reference_id, p.slug,
   p.title, p.description, p.status, p.previous_status, p.disabled_reason, p.currency, p.rating_hundredths,
   p.rating_count, p.created_at, p.updated_at, p.version, p.option_groups, p.specifications
 from products p join sellers s on s.number = p.seller join categories k on k.number = p.category ";

/// The products of rows of [`SELECT_PRODUCT`], in their order: two statements more, however many there are.
pub(super) async fn products(
    connection: &mut SqliteConnection,
    rows: &[SqliteRow],
) -> Result<Vec<Product>, StoreError> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let numbers: Vec<i64> = rows.iter().map(|row| get(row, "number")).collect::<Result<_, _>>()?;
    let list = json("numbers", &numbers)?;
    let mut variants: HashMap<i64, Vec<SqliteRow>> = HashMap::new();
    for row in sqlx::query(
        "select product, id, sku, options, price, list_price, image_id, available, held, sold, stated from variants
         where product in (select value from json_each(?)) and retired = 0 order by product, position",
    )
    .bind(&list)
    .fetch_all(&mut *connection)
    .await
    .map_err(unavailable)?
    {
        variants.entry(get(&row, "product")?).or_default().push(row);
    }
    let mut images: HashMap<i64, Vec<Image>> = HashMap::new();
    for row in sqlx::query(
        "select product, json_object('id', lower(hex(id)), 'alt', alt, 'key', key, 'width', width, 'height', height,
           'url', url) as image
         from product_images where product in (select value from json_each(?)) order by product, position",
    )
    .bind(&list)
    .fetch_all(&mut *connection)
    .await
    .map_err(unavailable)?
    {
        let document: ImageDocument =
            serde_json::from_str(get(&row, "image")?).map_err(|error| corrupt("image", error))?;
        images.entry(get(&row, "product")?).or_default().push(document.try_into()?);
    }
    rows.iter()
        .zip(numbers)
        .map(|(row, number)| {
            product(row, &variants.remove(&number).unwrap_or_default(), images.remove(&number).unwrap_or_default())
        })
        .collect()
}

fn product(row: &SqliteRow, variants: &[SqliteRow], images: Vec<Image>) -> Result<Product, StoreError> {
    let option_groups = read_option_groups(get(row, "option_groups")?)?;
    let currency: &str = get(row, "currency")?;
    let variants = variants.iter().map(|row| variant(row, &option_groups, currency)).collect::<Result<Vec<_>, _>>()?;
    Product::rehydrate(ProductSnapshot {
        id: id(row, "id", ProductId::from_uuid)?,
        seller: id(row, "seller_id", SellerId::from_uuid)?,
        reference: ExternalRef {
            source: text(row, "reference_source", Line::new)?,
            id: text(row, "reference_id", Line::new)?,
        },
        slug: text(row, "slug", Slug::new)?,
        title: text(row, "title", Title::new)?,
        description: optional_text(row, "description", Description::new)?,
        category: id(row, "category_id", CategoryId::from_uuid)?,
        status: status(row)?,
        option_groups,
        specifications: read_specifications(get(row, "specifications")?)?,
        variants,
        images,
        rating: rating(row)?,
        created_at: time(get(row, "created_at")?)?,
        updated_at: time(get(row, "updated_at")?)?,
        version: count("version", get(row, "version")?)?,
    })
    .map_err(|error| corrupt("product", error))
}

fn status(row: &SqliteRow) -> Result<Status, StoreError> {
    match get::<&str>(row, "status")? {
        "disabled" => Ok(Status::Disabled {
            reason: text(row, "disabled_reason", DisableReason::new)?,
            previous: named("previous_status", get(row, "previous_status")?)?,
        }),
        listed => named("status", listed).map(Status::Listed),
    }
}

/// The rating in the columns `rating_hundredths` and `rating_count`.
pub(super) fn rating(row: &SqliteRow) -> Result<Option<Rating>, StoreError> {
    let columns: (Option<i64>, Option<i64>) = (get(row, "rating_hundredths")?, get(row, "rating_count")?);
    match columns {
        (Some(hundredths), Some(ratings)) => Rating::new(count("rating", hundredths)?, count("rating", ratings)?)
            .map(Some)
            .map_err(|error| corrupt("rating", error)),
        _ => Ok(None),
    }
}

fn variant(row: &SqliteRow, groups: &[OptionGroup], currency: &str) -> Result<Variant, StoreError> {
    Ok(Variant {
        id: id(row, "id", VariantId::from_uuid)?,
        sku: text(row, "sku", Sku::new)?,
        options: read_options(get(row, "options")?, groups)?,
        price: price(get(row, "price")?, currency)?,
        list_price: get::<Option<i64>>(row, "list_price")?.map(|minor| price(minor, currency)).transpose()?,
        image: optional_id(row, "image_id", ImageId::from_uuid)?,
        stock: level(row)?,
        stated_stock: StockCount::new(get(row, "stated")?).map_err(|error| corrupt("stated", error))?,
    })
}

/// The stock in the columns `available`, `held` and `sold`.
pub(super) fn level(row: &SqliteRow) -> Result<StockLevel, StoreError> {
    Ok(StockLevel {
        available: count("available", get(row, "available")?)?,
        held: count("held", get(row, "held")?)?,
        sold: count("sold", get(row, "sold")?)?,
    })
}
