//! What somebody may be typing.

use kernel::ProductId;
use platform::StoreError;
use product::Title;
use product_ports::{SuggestedProduct, Suggestions};
use sqlx::QueryBuilder;
use sqlx::sqlite::SqliteConnection;

use super::super::document::read_image;
use super::super::row::{get, id, slug, text};
use super::cards::category_ref;
use super::search::{Match, fold};
use crate::error::unavailable;

pub(super) async fn of(connection: &mut SqliteConnection, words: &str) -> Result<Suggestions, StoreError> {
    Ok(Suggestions {
        products: products(connection, words).await?,
        categories: categories(connection, words).await?,
        queries: queries(connection, words).await?,
    })
}

async fn products(connection: &mut SqliteConnection, words: &str) -> Result<Vec<SuggestedProduct>, StoreError> {
    let found = Match::of(words);
    let mut query = QueryBuilder::new("select c.id, c.slug, c.title, c.image");
    if let Some(expression) = &found.expression {
        query.push(
            " from (select rowid as product, bm25(product_search, 10.0, 3.0, 1.0) as rank from product_search
               where product_search match ",
        );
        // A column filter keeps suggestions to titles.
        query.push_bind(format!("title : ({expression})"));
        query.push(" order by rank limit 50) m cross join product_cards c on c.product = m.product where 1");
    } else {
        query.push(", 0 as rank from product_cards c where 1");
    }
    for pattern in &found.patterns {
        query.push(" and c.product in (select rowid from product_titles where title like ");
        query.push_bind(pattern.clone()).push(")");
    }
    query
        .push(" order by rank, c.sold desc, c.id desc limit ")
        .push_bind(i64::try_from(Suggestions::MAX_PRODUCTS).unwrap_or(6));
    query
        .build()
        .fetch_all(connection)
        .await
        .map_err(unavailable)?
        .iter()
        .map(|row| {
            Ok(SuggestedProduct {
                id: id(row, "id", ProductId::from_uuid)?,
                title: text(row, "title", Title::new)?,
                slug: slug(row, "slug")?,
                image: get::<Option<&str>>(row, "image")?.map(read_image).transpose()?,
            })
        })
        .collect()
}

async fn categories(
    connection: &mut SqliteConnection,
    words: &str,
) -> Result<Vec<product_ports::CategoryRef>, StoreError> {
    let mut query = QueryBuilder::new("select id, name, slug from categories where 1");
    for word in words.split(' ') {
        query.push(" and instr(lower(name), ").push_bind(word.to_owned()).push(") > 0");
    }
    query
        .push(" order by length(name), name limit ")
        .push_bind(i64::try_from(Suggestions::MAX_CATEGORIES).unwrap_or(4));
    query
        .build()
        .fetch_all(connection)
        .await
        .map_err(unavailable)?
        .iter()
        .map(|row| category_ref(row, "id", "name", "slug"))
        .collect()
}

/// The words with the last one completed to those that most products have.
async fn queries(connection: &mut SqliteConnection, words: &str) -> Result<Vec<String>, StoreError> {
    let (before, last) = words.rsplit_once(' ').map_or(("", words), |(before, last)| (before, last));
    let begun = fold(last);
    if begun.chars().count() < 2 {
        return Ok(Vec::new());
    }
    // All terms that begin so: the largest character ends the range.
    let end = format!("{begun}\u{10ffff}");
    let rows = sqlx::query(
        "select term from product_vocabulary where term >= ?1 and term < ?2 and term <> ?1 and length(term) > 2
         order by doc desc, term limit ?3",
    )
    .bind(&begun)
    .bind(&end)
    .bind(i64::try_from(Suggestions::MAX_QUERIES).unwrap_or(4))
    .fetch_all(connection)
    .await
    .map_err(unavailable)?;
    rows.iter()
        .map(|row| {
            let term: &str = get(row, "term")?;
            Ok(if before.is_empty() { term.to_owned() } else { format!("{before} {term}") })
        })
        .collect()
}
