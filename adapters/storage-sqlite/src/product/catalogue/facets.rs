//! How what was found spreads.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

use kernel::{Currency, MoneyError};
use platform::StoreError;
use product::{OptionName, OptionText, SellerName};
use product_ports::{
    Bucket, CatalogueFilter, CategoryCount, Facets, OptionCount, OptionFacet, PriceFacet, SellerCount, SellerRef,
    StockFacet,
};
use sqlx::QueryBuilder;
use sqlx::sqlite::SqliteConnection;

use super::super::document::json;
use super::super::row::{get, id, price_in, slug, text};
use super::cards::category_ref;
use super::filter::push_source;
use super::search::Match;
use super::spelling;
use crate::column::count;
use crate::error::{corrupt, unavailable};

/// How many options are looked at, the most frequent ones, before they are grouped.
const OPTIONS: i64 = 600;

/// The edges of the price ranges: 0, 1, 2, 5, 10, 20, 50, …
static EDGES: LazyLock<Vec<i64>> = LazyLock::new(|| {
    let mut edges = vec![0];
    let mut power = 1_i64;
    while power <= product::Price::MAX {
        edges.extend([power, 2 * power, 5 * power]);
        power *= 10;
    }
    edges
});

/// The index of a price's range: the last edge that it is not below, found by halving.
static RANGE: LazyLock<String> = LazyLock::new(|| {
    fn push(sql: &mut String, low: usize, high: usize) {
        if low + 1 == high {
            // Writing to a string does not fail.
            let _ = write!(sql, "{low}");
        } else {
            let middle = usize::midpoint(low, high);
            let _ = write!(sql, "case when price_min < {} then ", EDGES[middle]);
            push(sql, low, middle);
            sql.push_str(" else ");
            push(sql, middle, high);
            sql.push_str(" end");
        }
    }
    let mut sql = String::new();
    push(&mut sql, 0, EDGES.len());
    sql
});

pub(super) async fn of(connection: &mut SqliteConnection, filter: &CatalogueFilter) -> Result<Facets, StoreError> {
    let found = match &filter.words {
        None => Match::default(),
        Some(words) => spelling::check(connection, words).await?.found,
    };
    let counts = counts(connection, filter, &found).await?;
    let Some(currency) = counts.currency else { return Ok(Facets::default()) };
    Ok(Facets {
        total: counts.stock.in_stock + counts.stock.out_of_stock,
        categories: categories(connection, &counts.categories).await?,
        sellers: sellers(connection, &counts.sellers).await?,
        stock: counts.stock,
        price: PriceFacet {
            min: counts.lowest.map(|minor| price_in(minor, currency)).transpose()?,
            max: counts.highest.map(|minor| price_in(minor, currency)).transpose()?,
            buckets: buckets(&counts.ranges),
        },
        options: options(connection, &counts.options).await?,
    })
}

#[derive(Default)]
struct Counts {
    currency: Option<Currency>,
    stock: StockFacet,
    lowest: Option<i64>,
    highest: Option<i64>,
    categories: Vec<(i64, u64)>,
    sellers: Vec<(i64, u64)>,
    ranges: Vec<(i64, u64)>,
    options: Vec<(i64, u64)>,
}

/// Everything is counted by one statement over the cards that were found, which are looked for once.
async fn counts(
    connection: &mut SqliteConnection,
    filter: &CatalogueFilter,
    found: &Match,
) -> Result<Counts, StoreError> {
    let mut query =
        QueryBuilder::new("with hits as materialized (select c.product, c.seller, c.category, c.in_stock, c.price_min");
    push_source(&mut query, filter, found);
    query.push(format!(
        ") select 'stock' as kind, in_stock as key, count(*) as hits, min(price_min) as low, max(price_min) as high,
             (select currency from product_cards where product = hits.product) as currency from hits group by in_stock
         union all select 'category', category, count(*), null, null, null from hits group by category
         union all select 'seller', seller, count(*), null, null, null from hits group by seller
         union all select 'range', {}, count(*), null, null, null from hits group by 2
         union all select * from (
           select 'option', o.term, count(*), null, null, null
           from hits cross join card_options o on o.product = hits.product
           group by o.term order by 3 desc, 2 limit {OPTIONS})",
        *RANGE
    ));
    let mut counts = Counts::default();
    for row in query.build().fetch_all(connection).await.map_err(unavailable)? {
        let (key, hits): (i64, u64) = (get(&row, "key")?, count("hits", get(&row, "hits")?)?);
        match get::<&str>(&row, "kind")? {
            "stock" => {
                let slot = if key == 1 { &mut counts.stock.in_stock } else { &mut counts.stock.out_of_stock };
                *slot = hits;
                let (low, high): (i64, i64) = (get(&row, "low")?, get(&row, "high")?);
                counts.lowest = Some(counts.lowest.map_or(low, |lowest| lowest.min(low)));
                counts.highest = Some(counts.highest.map_or(high, |highest| highest.max(high)));
                let currency = get::<&str>(&row, "currency")?.parse();
                counts.currency = Some(currency.map_err(|error: MoneyError| corrupt("currency", error))?);
            }
            "category" => counts.categories.push((key, hits)),
            "seller" => counts.sellers.push((key, hits)),
            "range" => counts.ranges.push((key, hits)),
            _ => counts.options.push((key, hits)),
        }
    }
    Ok(counts)
}

/// The most frequent ones, the first made of equals first.
fn top(counts: &[(i64, u64)], limit: usize) -> Vec<(i64, u64)> {
    let mut counts = counts.to_vec();
    counts.sort_by_key(|&(key, hits)| (std::cmp::Reverse(hits), key));
    counts.truncate(limit);
    counts
}

fn numbers(counts: &[(i64, u64)]) -> Result<String, StoreError> {
    json("numbers", &counts.iter().map(|&(number, _)| number).collect::<Vec<_>>())
}

async fn categories(
    connection: &mut SqliteConnection,
    counts: &[(i64, u64)],
) -> Result<Vec<CategoryCount>, StoreError> {
    let top = top(counts, Facets::MAX_CATEGORIES);
    let rows = sqlx::query(
        "select k.id, k.name, k.slug from json_each(?) wanted cross join categories k on k.number = wanted.value
         order by wanted.key",
    )
    .bind(numbers(&top)?)
    .fetch_all(connection)
    .await
    .map_err(unavailable)?;
    rows.iter()
        .zip(top)
        .map(|(row, (_, count))| Ok(CategoryCount { category: category_ref(row, "id", "name", "slug")?, count }))
        .collect()
}

async fn sellers(connection: &mut SqliteConnection, counts: &[(i64, u64)]) -> Result<Vec<SellerCount>, StoreError> {
    let top = top(counts, Facets::MAX_SELLERS);
    let rows = sqlx::query(
        "select s.id, s.name, s.slug from json_each(?) wanted cross join sellers s on s.number = wanted.value
         order by wanted.key",
    )
    .bind(numbers(&top)?)
    .fetch_all(connection)
    .await
    .map_err(unavailable)?;
    rows.iter()
        .zip(top)
        .map(|(row, (_, count))| {
            Ok(SellerCount {
                seller: SellerRef {
                    id: id(row, "id", kernel::SellerId::from_uuid)?,
                    name: text(row, "name", SellerName::new)?,
                    slug: slug(row, "slug")?,
                },
                count,
            })
        })
        .collect()
}

async fn options(connection: &mut SqliteConnection, counts: &[(i64, u64)]) -> Result<Vec<OptionFacet>, StoreError> {
    let rows = sqlx::query(
        "select t.name, t.value from json_each(?) wanted cross join option_terms t on t.number = wanted.value
         order by wanted.key",
    )
    .bind(numbers(counts)?)
    .fetch_all(connection)
    .await
    .map_err(unavailable)?;
    // The most frequent come first, so a group's place is that of its most frequent value.
    let mut facets: Vec<OptionFacet> = Vec::new();
    let mut places: HashMap<OptionName, usize> = HashMap::new();
    for (row, &(_, count)) in rows.iter().zip(counts) {
        let name = text(row, "name", OptionName::new)?;
        let value = text(row, "value", OptionText::new)?;
        let place = *places.entry(name.clone()).or_insert_with(|| {
            facets.push(OptionFacet { name, values: Vec::new() });
            facets.len() - 1
        });
        if facets[place].values.len() < Facets::MAX_OPTION_VALUES {
            facets[place].values.push(OptionCount { value, count });
        }
    }
    facets.truncate(Facets::MAX_OPTION_GROUPS);
    Ok(facets)
}

/// Ranges without gaps from the lowest to the highest price; neighbours that are least frequent are joined until there
/// are few enough.
fn buckets(ranges: &[(i64, u64)]) -> Vec<Bucket> {
    let index = |range: i64| usize::try_from(range).unwrap_or(0).min(EDGES.len() - 1);
    let counted: HashMap<usize, u64> = ranges.iter().map(|&(range, hits)| (index(range), hits)).collect();
    let (Some(&first), Some(&last)) = (counted.keys().min(), counted.keys().max()) else { return Vec::new() };
    let mut buckets: Vec<Bucket> = (first..=last)
        .map(|range| Bucket {
            from: EDGES[range],
            to: EDGES.get(range + 1).copied(),
            count: counted.get(&range).copied().unwrap_or(0),
        })
        .collect();
    while buckets.len() > Facets::MAX_BUCKETS {
        let joined = |index: &usize| buckets[*index].count + buckets[*index + 1].count;
        let Some(least) = (0..buckets.len() - 1).min_by_key(joined) else { break };
        let next = buckets.remove(least + 1);
        buckets[least] = Bucket { from: buckets[least].from, to: next.to, count: buckets[least].count + next.count };
    }
    buckets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn price_ranges_have_no_gaps() {
        let bucket = |from, to, count| Bucket { from, to: Some(to), count };
        // Ranges 4, 6 and 7 are from 10, 50 and 100 on.
        assert_eq!(
            buckets(&[(4, 3), (7, 1), (6, 2)]),
            [bucket(10, 20, 3), bucket(20, 50, 0), bucket(50, 100, 2), bucket(100, 200, 1)]
        );
        assert_eq!(buckets(&[]), []);
    }

    #[test]
    fn price_ranges_are_few() {
        let ranges: Vec<(i64, u64)> = (1..30).map(|range| (range, 10)).collect();
        let buckets = buckets(&ranges);
        assert_eq!(buckets.len(), Facets::MAX_BUCKETS);
        assert_eq!(buckets.iter().map(|bucket| bucket.count).sum::<u64>(), 290);
        assert!(buckets.windows(2).all(|pair| pair[0].to == Some(pair[1].from)));
    }

    #[test]
    fn every_price_has_a_range() {
        assert_eq!(EDGES[..7], [0, 1, 2, 5, 10, 20, 50]);
        assert!(EDGES.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(EDGES.iter().any(|&edge| edge >= product::Price::MAX));
    }
}
