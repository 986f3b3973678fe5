//! What variants are and cost at this moment.

use kernel::{ProductId, SellerId, VariantId};
use platform::StoreError;
use product::{SellerName, Sku, Title};
use product_ports::{SellerRef, VariantQuote};
use sqlx::sqlite::{SqliteConnection, SqliteRow};

use super::super::document::{hex, json, read_image, read_option_groups, read_options};
use super::super::row::{get, id, price, slug, text};
use crate::column::count;
use crate::error::unavailable;

pub(super) async fn of(
    connection: &mut SqliteConnection,
    variants: &[VariantId],
) -> Result<Vec<VariantQuote>, StoreError> {
    let wanted: Vec<String> = variants.iter().map(|variant| hex(variant.uuid())).collect();
    sqlx::query(
        "select v.id, p.id as product_id, p.slug, p.title, p.option_groups, v.options, v.sku, v.price, p.currency,
           v.available, p.status = 'active' and v.retired = 0 as on_sale,
           s.id as seller_id, s.name as seller_name, s.slug as seller_slug,
           (select json_object('id', lower(hex(i.id)), 'alt', i.alt, 'key', i.key, 'width', i.width,
              'height', i.height, 'url', i.url)
            from product_images i where i.product = p.number and i.id = coalesce(v.image_id,
              (select id from product_images where product = p.number order by position limit 1))) as image
         from json_each(?) wanted
         cross join variants v on v.id = unhex(wanted.value)
         cross join products p on p.number = v.product
         cross join sellers s on s.number = p.seller",
    )
    .bind(json("variants", &wanted)?)
    .fetch_all(connection)
    .await
    .map_err(unavailable)?
    .iter()
    .map(quote)
    .collect()
}

fn quote(row: &SqliteRow) -> Result<VariantQuote, StoreError> {
    let groups = read_option_groups(get(row, "option_groups")?)?;
    let on_sale: bool = get(row, "on_sale")?;
    Ok(VariantQuote {
        variant: id(row, "id", VariantId::from_uuid)?,
        product: id(row, "product_id", ProductId::from_uuid)?,
        product_slug: slug(row, "slug")?,
        title: text(row, "title", Title::new)?,
        options: read_options(get(row, "options")?, &groups)?,
        sku: text(row, "sku", Sku::new)?,
        price: price(get(row, "price")?, get(row, "currency")?)?,
        available: if on_sale { count("available", get(row, "available")?)? } else { 0 },
        on_sale,
        seller: SellerRef {
            id: id(row, "seller_id", SellerId::from_uuid)?,
            name: text(row, "seller_name", SellerName::new)?,
            slug: slug(row, "seller_slug")?,
        },
        image: get::<Option<&str>>(row, "image")?.map(read_image).transpose()?,
    })
}
