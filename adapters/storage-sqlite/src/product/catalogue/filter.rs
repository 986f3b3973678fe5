//! Which cards a filter finds.

use product_ports::{CatalogueFilter, OptionFilter};
use sqlx::{QueryBuilder, Sqlite};

use super::search::Match;

/// How much a word weighs in the title, in what names the product otherwise, and in the description.
const WEIGHTS: &str = "10.0, 3.0, 1.0";

/// Pushes `from … where …`: the cards `c` that a filter finds, and `m.score`, the higher the better, if there are words.
/// Gives whether there is a score.
pub(super) fn push_source(query: &mut QueryBuilder<Sqlite>, filter: &CatalogueFilter, found: &Match) -> bool {
    let scored = found.expression.is_some();
    if let Some(expression) = &found.expression {
        query.push(format!(
            " from (select rowid as product, cast(-1000000 * bm25(product_search, {WEIGHTS}) as integer) as score
               from product_search where product_search match "
        ));
        query.push_bind(expression.clone()).push(") m cross join product_cards c on c.product = m.product where 1");
    } else {
        query.push(" from product_cards c where 1");
    }
    for pattern in &found.patterns {
        query.push(" and c.product in (select rowid from product_titles where title like ");
        query.push_bind(pattern.clone()).push(")");
    }
    if let Some(category) = filter.category {
        query.push(
            " and c.category in (
               with recursive part (number) as (
                 select number from categories where id = ",
        );
        query.push_bind(category.uuid()).push(
            " union all select k.number from categories k join part on k.parent = part.number)
               select number from part)",
        );
    }
    if let Some(seller) = filter.seller {
        query.push(" and c.seller = (select number from sellers where id = ").push_bind(seller.uuid()).push(")");
    }
    if let Some(price) = filter.min_price {
        query.push(" and c.price_min >= ").push_bind(price);
    }
    if let Some(price) = filter.max_price {
        query.push(" and c.price_min <= ").push_bind(price);
    }
    if filter.in_stock {
        query.push(" and c.in_stock = 1");
    }
    for option in &filter.options {
        query.push(
            " and c.product in (select o.product from option_terms t cross join card_options o on o.term = t.number
               where t.name = ",
        );
        query.push_bind(option.name.to_string()).push(" and t.value in (");
        push_values(query, option);
        query.push("))");
    }
    // A product may have each option, but no variant that has them all, or none that is in stock.
    if filter.options.len() > 1 || (filter.in_stock && !filter.options.is_empty()) {
        query.push(" and exists (select 1 from variants v where v.product = c.product and v.retired = 0");
        if filter.in_stock {
            query.push(" and v.available > 0");
        }
        for option in &filter.options {
            query.push(" and exists (select 1 from json_each(v.options) e where e.key = ");
            query.push_bind(option.name.to_string()).push(" and e.value in (");
            push_values(query, option);
            query.push("))");
        }
        query.push(")");
    }
    scored
}

fn push_values(query: &mut QueryBuilder<Sqlite>, option: &OptionFilter) {
    let mut list = query.separated(", ");
    for value in &option.values {
        list.push_bind(value.to_string());
    }
}
