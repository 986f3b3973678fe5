//! Lists of orders, page by page.

use kernel::{OrderId, Timestamp};
use kit_http::{CursorKey, PageDto, Problem, limit};
use order::OrderStatus;
use order_app::{OrderCard, OrderPosition};
use platform::{Limit, Page};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use crate::dto::{OrderStatusDto, OrderSummaryDto};

/// Which part of a list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct OrderListQuery {
    /// Only orders with this status.
    status: Option<OrderStatusDto>,
    /// Where the part begins: `next_cursor` of the one before. It belongs to the list with the same `status`.
    cursor: Option<String>,
    /// How many orders at most.
    #[param(minimum = 1, maximum = 100, default = 24)]
    limit: Option<u32>,
}

/// A list's name and filters: what its cursors belong to.
pub(crate) struct Scope(String);

/// What to ask for.
pub(crate) struct Part {
    pub(crate) scope: Scope,
    pub(crate) status: Option<OrderStatus>,
    pub(crate) after: Option<OrderPosition>,
    pub(crate) limit: Limit,
}

/// An [`OrderPosition`] inside a cursor: milliseconds and id.
#[derive(Serialize, Deserialize)]
struct Position(i64, String);

impl OrderListQuery {
    /// The part of `list` that is asked for.
    pub(crate) fn check(self, list: &str, cursors: &CursorKey) -> Result<Part, Problem> {
        let status = self.status.map(OrderStatus::from);
        let scope = Scope(format!("{list}?status={}", status.map_or("", OrderStatus::as_str)));
        let limit = limit(self.limit)?;
        let after = self.cursor.map(|cursor| open(cursors, &scope, &cursor)).transpose()?;
        Ok(Part { scope, status, after, limit })
    }
}

fn open(cursors: &CursorKey, scope: &Scope, cursor: &str) -> Result<OrderPosition, Problem> {
    let Position(millis, id) = cursors.open(&scope.0, cursor)?;
    // We sealed it, so this can only fail by a defect.
    let placed_at = Timestamp::from_unix_millis(millis).map_err(|error| Problem::internal(&error))?;
    let id = id.parse::<OrderId>().map_err(|error| Problem::internal(&error))?;
    Ok(OrderPosition { placed_at, id })
}

/// The part as it is answered.
pub(crate) fn page(
    page: Page<OrderCard, OrderPosition>,
    scope: &Scope,
    cursors: &CursorKey,
) -> Result<PageDto<OrderSummaryDto>, Problem> {
    let seal = |position: OrderPosition| {
        cursors.seal(&scope.0, &Position(position.placed_at.unix_millis(), position.id.to_string()))
    };
    Ok(PageDto {
        next_cursor: page.next.map(seal).transpose()?,
        items: page.items.into_iter().map(Into::into).collect(),
    })
}
