//! Pages of cards.

use kernel::{CategoryId, ProductId, SellerId};
use platform::{Limit, Page, StoreError};
use product::{CategoryName, SellerName, Title};
use product_ports::{Card, CardPage, CatalogueFilter, CategoryRef, ListPosition, SellerRef, Sort};
use sqlx::sqlite::{SqliteConnection, SqliteRow};
use sqlx::{AssertSqlSafe, QueryBuilder};

use super::super::document::read_image;
use super::super::load::rating;
use super::super::row::{get, id, price, slug, text};
use super::filter::push_source;
use super::search::Match;
use super::spelling;
use crate::column::count;
use crate::error::unavailable;

/// A card's columns, of the card `c`, its seller `s` and its category `k`.
const COLUMNS: &str = "c.id, c.slug, c.title, c.currency, c.price_min, c.price_max, c.in_stock, c.rating_hundredths,
   c.rating_count, c.variant_count, c.image, s.id as seller_id, s.name as seller_name, s.slug as seller_slug,
   k.id as category_id, k.name as category_name, k.slug as category_slug";

/// Joins that leave the order of the cards alone: a cross join is not reordered.
/// <https://www.sqlite.org/optoverview.html#crossjoin>
const JOINS: &str = " cross join sellers s on s.number = c.seller cross join categories k on k.number = c.category";

pub(super) async fn page(
    connection: &mut SqliteConnection,
    filter: &CatalogueFilter,
    sort: Sort,
    after: Option<ListPosition>,
    limit: Limit,
) -> Result<CardPage, StoreError> {
    let (found, suggestion) = match &filter.words {
        None => (Match::default(), None),
        Some(words) => {
            let spelling = spelling::check(connection, words).await?;
            (spelling.found, spelling.correction)
        }
    };
    let mut query = QueryBuilder::new(format!("with page as (select c.product, {} as position", key(sort, &found)));
    push_source(&mut query, filter, &found);
    let (expression, ascending) = (key(sort, &found), sort == Sort::PriceAscending);
    if let Some(after) = after {
        query.push(format!(" and {expression} {} ", if ascending { ">=" } else { "<=" })).push_bind(after.key);
        query.push(format!(" and ({expression} <> ")).push_bind(after.key);
        query.push(" or c.id < ").push_bind(after.id.uuid()).push(")");
    }
    let direction = if ascending { "" } else { "desc" };
    query.push(format!(" order by {expression} {direction}, c.id desc limit "));
    query.push_bind(i64::from(limit.plus_one())).push(format!(
        ") select page.position, {COLUMNS} from page cross join product_cards c on c.product = page.product {JOINS}
         order by page.position {direction}, c.id desc"
    ));
    let rows = query.build().fetch_all(connection).await.map_err(unavailable)?;
    let keyed = rows
        .iter()
        .map(|row| Ok((get::<i64>(row, "position")?, card(row)?)))
        .collect::<Result<Vec<_>, StoreError>>()?;
    let page = Page::from_one_more(keyed, limit, |(key, card)| ListPosition { key: *key, id: card.id });
    Ok(CardPage { items: page.items.into_iter().map(|(_, card)| card).collect(), next: page.next, suggestion })
}

/// What a list is sorted by.
fn key(sort: Sort, found: &Match) -> &'static str {
    match sort {
        Sort::Relevance if found.expression.is_some() => "m.score",
        Sort::Relevance | Sort::Newest => "c.created_at",
        Sort::PriceAscending | Sort::PriceDescending => "c.price_min",
        Sort::BestSelling => "c.sold",
    }
}

pub(super) fn card(row: &SqliteRow) -> Result<Card, StoreError> {
    let currency: &str = get(row, "currency")?;
    Ok(Card {
        id: id(row, "id", ProductId::from_uuid)?,
        slug: slug(row, "slug")?,
        title: text(row, "title", Title::new)?,
        price: price(get(row, "price_min")?, currency)?,
        price_max: price(get(row, "price_max")?, currency)?,
        image: get::<Option<&str>>(row, "image")?.map(read_image).transpose()?,
        category: category_ref(row, "category_id", "category_name", "category_slug")?,
        seller: SellerRef {
            id: id(row, "seller_id", SellerId::from_uuid)?,
            name: text(row, "seller_name", SellerName::new)?,
            slug: slug(row, "seller_slug")?,
        },
        in_stock: get(row, "in_stock")?,
        rating: rating(row)?,
        variant_count: count("variant_count", get(row, "variant_count")?)?,
    })
}

pub(super) fn category_ref(
    row: &SqliteRow,
    id_column: &'static str,
    name: &'static str,
    slug_column: &'static str,
) -> Result<CategoryRef, StoreError> {
    Ok(CategoryRef {
        id: id(row, id_column, CategoryId::from_uuid)?,
        name: text(row, name, CategoryName::new)?,
        slug: slug(row, slug_column)?,
    })
}

/// Of the same category, then of what that is part of, then of the same seller; within each what was sold most.
pub(super) async fn related(
    connection: &mut SqliteConnection,
    product: ProductId,
    limit: Limit,
) -> Result<Vec<Card>, StoreError> {
    let mut cards: Vec<Card> = Vec::new();
    for condition in [
        "c.category = this.category",
        "c.category in (select number from categories where parent =
           (select parent from categories where number = this.category))",
        "c.seller = this.seller",
    ] {
        let rows = sqlx::query(AssertSqlSafe(format!(
            "with this as (select product, category, seller from product_cards where product =
               (select number from products where id = ?1)),
             alike as (select c.product, c.sold, c.created_at from this cross join product_cards c
               where {condition} and c.product <> this.product order by c.sold desc, c.created_at desc, c.id desc
               limit ?2)
             select {COLUMNS} from alike cross join product_cards c on c.product = alike.product {JOINS}
             order by alike.sold desc, alike.created_at desc, c.id desc"
        )))
        .bind(product.uuid())
        .bind(i64::from(limit.get()))
        .fetch_all(&mut *connection)
        .await
        .map_err(unavailable)?;
        for row in &rows {
            let card = card(row)?;
            if cards.len() < limit.get() as usize && cards.iter().all(|other| other.id != card.id) {
                cards.push(card);
            }
        }
        if cards.len() == limit.get() as usize {
            break;
        }
    }
    Ok(cards)
}
