//! Lists of orders.

use std::collections::HashMap;

use async_trait::async_trait;
use kernel::{CheckoutId, OrderId, SellerId, UserId};
use order::{OrderNumber, OrderStatus};
use order_ports::{OrderCard, OrderCardItem, OrderPosition, OrderReader};
use platform::{Limit, Page, StoreError};
use sqlx::QueryBuilder;
use sqlx::sqlite::{Sqlite, SqliteConnection, SqliteRow};

use super::row::{at, get, options, order_id, picture, quantity, seller, totals};
use crate::Database;
use crate::column::{count, named};
use crate::error::unavailable;

/// Lists of orders in SQLite.
#[derive(Clone)]
pub struct SqliteOrders {
    database: Database,
}

impl SqliteOrders {
    /// The orders in this database.
    #[must_use]
    pub const fn new(database: Database) -> Self {
        Self { database }
    }

    async fn list(
        &self,
        mut query: QueryBuilder<Sqlite>,
        status: Option<OrderStatus>,
        after: Option<OrderPosition>,
        limit: Limit,
    ) -> Result<Page<OrderCard, OrderPosition>, StoreError> {
        if let Some(status) = status {
            query.push(" and status = ").push_bind(status.as_str());
        }
        if let Some(after) = after {
            query.push(" and (placed_at, id) < (").push_bind(after.placed_at.unix_millis());
            query.push(", ").push_bind(after.id.uuid()).push(")");
        }
        query.push(" order by placed_at desc, id desc limit ").push_bind(i64::from(limit.plus_one()));
        let mut snapshot = self.database.snapshot().await?;
        let rows = query.build().fetch_all(&mut *snapshot).await.map_err(unavailable)?;
        let cards = rows.iter().map(card).collect::<Result<Vec<_>, _>>()?;
        let position = |card: &OrderCard| OrderPosition { placed_at: card.placed_at, id: card.id };
        let mut page = Page::from_one_more(cards, limit, position);
        let mut items = first_items(&mut snapshot, &page.items).await?;
        for card in &mut page.items {
            card.items = items.remove(&card.id).unwrap_or_default();
        }
        Ok(page)
    }
}

const COLUMNS: &str = "select id, checkout_id, number, status, seller_id, seller_name, currency, subtotal, shipping,
    item_count, placed_at, updated_at from orders ";

#[async_trait]
impl OrderReader for SqliteOrders {
    async fn of_user(
        &self,
        user: UserId,
        status: Option<OrderStatus>,
        after: Option<OrderPosition>,
        limit: Limit,
    ) -> Result<Page<OrderCard, OrderPosition>, StoreError> {
        let mut query = QueryBuilder::new(COLUMNS);
        query.push("where user_id = ").push_bind(user.uuid());
        self.list(query, status, after, limit).await
    }

    async fn of_seller(
        &self,
        seller: SellerId,
        status: Option<OrderStatus>,
        after: Option<OrderPosition>,
        limit: Limit,
    ) -> Result<Page<OrderCard, OrderPosition>, StoreError> {
        let mut query = QueryBuilder::new(COLUMNS);
        query.push("where bought = 1 and seller_id = ").push_bind(seller.uuid());
        self.list(query, status, after, limit).await
    }
}

fn card(row: &SqliteRow) -> Result<OrderCard, StoreError> {
    Ok(OrderCard {
        id: order_id(row, "id")?,
        number: named::<OrderNumber>("order number", get(row, "number")?)?,
        checkout_id: CheckoutId::from_uuid(get(row, "checkout_id")?),
        status: named("order status", get(row, "status")?)?,
        seller: seller(row)?,
        items: Vec::new(),
        item_count: count("item count", get(row, "item_count")?)?,
        total: totals(row)?.total(),
        placed_at: at(row, "placed_at")?,
        updated_at: at(row, "updated_at")?,
    })
}

/// The first lines of all these orders, in one query.
async fn first_items(
    connection: &mut SqliteConnection,
    cards: &[OrderCard],
) -> Result<HashMap<OrderId, Vec<OrderCardItem>>, StoreError> {
    let mut found: HashMap<OrderId, Vec<OrderCardItem>> = HashMap::new();
    if cards.is_empty() {
        return Ok(found);
    }
    let mut query = QueryBuilder::<Sqlite>::new(
        "select order_id, title, quantity, image_url, image_alt, options from order_lines where position < ",
    );
    query.push_bind(i64::try_from(OrderCard::ITEMS).unwrap_or(i64::MAX)).push(" and order_id in (");
    let mut ids = query.separated(", ");
    for card in cards {
        ids.push_bind(card.id.uuid());
    }
    query.push(") order by order_id, position");
    for row in query.build().fetch_all(connection).await.map_err(unavailable)? {
        let item = OrderCardItem {
            title: get(&row, "title")?,
            quantity: quantity(&row)?,
            image: picture(&row)?,
            options: options(&row)?,
        };
        found.entry(order_id(&row, "order_id")?).or_default().push(item);
    }
    Ok(found)
}
