//! Reads a checkout with all that belongs to it.

use std::collections::HashMap;

use kernel::{CheckoutId, OrderId, UserId, Uuid};
use order::{Checkout, CheckoutParts, Order, OrderLine, OrderNumber, TimelineEntry};
use platform::StoreError;
use sqlx::sqlite::{SqliteConnection, SqliteRow};

use super::row::{
    address, at, checkout_state, get, line, order_id, order_state, payment, refund, seller, timeline_entry, totals,
};
use crate::column::{count, named};
use crate::error::{corrupt, unavailable};

/// The checkout of a row of `checkouts`. To be called on a snapshot, so that all of it is of one moment.
pub(super) async fn checkout(connection: &mut SqliteConnection, row: &SqliteRow) -> Result<Checkout, StoreError> {
    let id: Uuid = get(row, "id")?;
    let mut lines: HashMap<OrderId, Vec<OrderLine>> = HashMap::new();
    for row in rows_of(
        connection,
        "select order_lines.* from order_lines join orders on orders.id = order_id
         where checkout_id = ? order by order_id, order_lines.position",
        id,
    )
    .await?
    {
        lines.entry(order_id(&row, "order_id")?).or_default().push(line(&row)?);
    }
    let mut timelines: HashMap<OrderId, Vec<TimelineEntry>> = HashMap::new();
    for row in rows_of(
        connection,
        "select order_timeline.* from order_timeline join orders on orders.id = order_id
         where checkout_id = ? order by order_id, order_timeline.position",
        id,
    )
    .await?
    {
        timelines.entry(order_id(&row, "order_id")?).or_default().push(timeline_entry(&row)?);
    }
    let orders = rows_of(connection, "select * from orders where checkout_id = ? order by position", id)
        .await?
        .iter()
        .map(|row| {
            let id = order_id(row, "id")?;
            Ok(Order {
                id,
                number: named::<OrderNumber>("order number", get(row, "number")?)?,
                seller: seller(row)?,
                lines: lines.remove(&id).unwrap_or_default(),
                totals: totals(row)?,
                state: order_state(row)?,
                timeline: timelines.remove(&id).unwrap_or_default(),
                updated_at: at(row, "updated_at")?,
            })
        })
        .collect::<Result<_, StoreError>>()?;
    let payments = rows_of(connection, "select * from payments where checkout_id = ? order by position", id)
        .await?
        .iter()
        .map(payment)
        .collect::<Result<_, _>>()?;
    let refunds = rows_of(connection, "select * from refunds where checkout_id = ? order by position", id)
        .await?
        .iter()
        .map(refund)
        .collect::<Result<_, _>>()?;
    let parts = CheckoutParts {
        id: CheckoutId::from_uuid(id),
        user_id: UserId::from_uuid(get(row, "user_id")?),
        method: named("payment method", get(row, "method")?)?,
        address: address(row)?,
        orders,
        totals: totals(row)?,
        payments,
        refunds,
        state: checkout_state(row)?,
        placed_at: at(row, "placed_at")?,
        hold_expires_at: at(row, "hold_expires_at")?,
        updated_at: at(row, "updated_at")?,
        version: count("version", get(row, "version")?)?,
    };
    Checkout::rehydrate(parts).map_err(|error| corrupt("checkout", error))
}

async fn rows_of(
    connection: &mut SqliteConnection,
    query: &'static str,
    checkout: Uuid,
) -> Result<Vec<SqliteRow>, StoreError> {
    sqlx::query(query).bind(checkout).fetch_all(connection).await.map_err(unavailable)
}
