//! What shoppers list and search, derived from a product in the transaction of its change.

use std::collections::BTreeSet;

use platform::StoreError;
use product::Product;

use super::document::json;
use super::row::get;
use crate::Write;
use crate::error::unavailable;

/// Derives everything anew for a product; one that is not active loses it all.
pub(super) async fn refresh(write: &mut Write, number: i64, product: &Product) -> Result<(), StoreError> {
    for statement in [
        "delete from card_options where product = ?",
        "delete from product_search where rowid = ?",
        "delete from product_titles where rowid = ?",
        "delete from product_cards where product = ?",
    ] {
        sqlx::query(statement).bind(number).execute(write.connection()).await.map_err(unavailable)?;
    }
    if product.snapshot().status.is_active() {
        card(write, number).await?;
        options(write, number).await?;
        search(write, number, product).await?;
    }
    Ok(())
}

async fn card(write: &mut Write, number: i64) -> Result<(), StoreError> {
    sqlx::query(
        "insert into product_cards (product, id, slug, title, seller, category, created_at, currency, price_min,
           price_max, in_stock, sold, variant_count, rating_hundredths, rating_count, image)
         select p.number, p.id, p.slug, p.title, p.seller, p.category, p.created_at, p.currency,
           min(v.price) filter (where v.retired = 0), max(v.price) filter (where v.retired = 0),
           coalesce(max(v.available > 0) filter (where v.retired = 0), 0), sum(v.sold),
           count(*) filter (where v.retired = 0), p.rating_hundredths, p.rating_count,
           (select json_object('id', lower(hex(i.id)), 'alt', i.alt, 'key', i.key, 'width', i.width,
              'height', i.height, 'url', i.url)
            from product_images i where i.product = p.number order by i.position limit 1)
         from products p join variants v on v.product = p.number
         where p.number = ?
         group by p.number",
    )
    .bind(number)
    .execute(write.connection())
    .await
    .map_err(unavailable)
    .map(drop)
}

async fn options(write: &mut Write, number: i64) -> Result<(), StoreError> {
    for statement in [
        "insert into option_terms (name, value)
         select distinct o.key, o.value from variants v, json_each(v.options) o
         where v.product = ? and v.retired = 0
         on conflict do nothing",
        "insert into card_options (term, product)
         select distinct t.number, v.product from variants v, json_each(v.options) o
         join option_terms t on t.name = o.key and t.value = o.value
         where v.product = ? and v.retired = 0",
    ] {
        sqlx::query(statement).bind(number).execute(write.connection()).await.map_err(unavailable)?;
    }
    Ok(())
}

async fn search(write: &mut Write, number: i64, product: &Product) -> Result<(), StoreError> {
    let state = product.snapshot();
    let row = sqlx::query(
        "with recursive path (number, parent, name) as (
           select number, parent, name from categories where number = (select category from products where number = ?1)
           union all
           select k.number, k.parent, k.name from categories k join path on k.number = path.parent)
         select (select group_concat(name, ' ') from path) as path,
           (select s.name from products p join sellers s on s.number = p.seller where p.number = ?1) as seller",
    )
    .bind(number)
    .fetch_one(write.connection())
    .await
    .map_err(unavailable)?;
    let mut keywords = vec![get::<String>(&row, "path")?, get::<String>(&row, "seller")?];
    for group in &state.option_groups {
        keywords.push(group.name.to_string());
        keywords.extend(group.values.iter().map(ToString::to_string));
    }
    keywords.extend(state.specifications.iter().map(|fact| format!("{} {}", fact.name, fact.value)));
    let keywords = keywords.join("\n");
    sqlx::query("insert into product_search (rowid, title, keywords, description) values (?, ?, ?, ?)")
        .bind(number)
        .bind(state.title.as_str())
        .bind(&keywords)
        .bind(state.description.as_ref().map(AsRef::as_ref))
        .execute(write.connection())
        .await
        .map_err(unavailable)?;
    sqlx::query("insert into product_titles (rowid, title) values (?, ?)")
        .bind(number)
        .bind(state.title.as_str())
        .execute(write.connection())
        .await
        .map_err(unavailable)?;
    let words: BTreeSet<String> = vocabulary(state.title.as_str()).chain(vocabulary(&keywords)).collect();
    sqlx::query("insert into search_words (word) select value from json_each(?) where true on conflict do nothing")
        .bind(json("words", &words)?)
        .execute(write.connection())
        .await
        .map_err(unavailable)
        .map(drop)
}

/// The words that a misspelt one may have been meant to be: of letters, neither very short nor very long.
fn vocabulary(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| (3..=32).contains(&word.chars().count()) && word.chars().all(char::is_alphabetic))
        .map(super::catalogue::fold)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vocabulary_is_of_folded_words() {
        let words: Vec<_> = vocabulary("Año-Nuevo 2026 T-Shirt, ÉTÉ").collect();
        assert_eq!(words, ["ano", "nuevo", "shirt", "ete"]);
    }
}
