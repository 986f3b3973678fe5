//! Carts.

use async_trait::async_trait;
use kernel::{CartId, Quantity, Timestamp, UserId, Uuid, VariantId};
use order::{Cart, CartError, CartLine, CartOwner, CartParts, CartUpdate};
use order_ports::CartStore;
use platform::StoreError;
use sqlx::Row;
use sqlx::sqlite::{SqliteConnection, SqliteRow};

use crate::column::{money, time};
use crate::error::{corrupt, unavailable};
use crate::{Database, Write};

/// Carts in SQLite.
#[derive(Clone)]
pub struct SqliteCarts {
    database: Database,
}

impl SqliteCarts {
    /// The carts in this database.
    #[must_use]
    pub const fn new(database: Database) -> Self {
        Self { database }
    }
}

#[async_trait]
impl CartStore for SqliteCarts {
    async fn find(&self, owner: CartOwner) -> Result<Option<Cart>, StoreError> {
        let mut connection = self.database.readers().acquire().await.map_err(unavailable)?;
        load(&mut connection, owner).await
    }

    async fn update(
        &self,
        owner: CartOwner,
        update: &CartUpdate,
        now: Timestamp,
    ) -> Result<Result<Cart, CartError>, StoreError> {
        let mut write = self.database.write().await?;
        let before = load(write.connection(), owner).await?.unwrap_or_else(|| Cart::empty(owner, now));
        match before.clone().apply(update, now) {
            Ok(after) => {
                save(&mut write, &before, &after).await?;
                write.commit().await?;
                Ok(Ok(after))
            }
            Err(refusal) => Ok(Err(refusal)),
        }
    }

    async fn merge(&self, guest: CartId, user: UserId, now: Timestamp) -> Result<Option<Cart>, StoreError> {
        let (from, into) = (CartOwner::Guest(guest), CartOwner::Account(user));
        // Most often there is nothing to merge, and nothing needs to be locked to see that.
        if self.find(from).await?.is_none() {
            return self.find(into).await;
        }
        let mut write = self.database.write().await?;
        let before = load(write.connection(), into).await?;
        let Some(guests) = load(write.connection(), from).await? else { return Ok(before) };
        let before = before.unwrap_or_else(|| Cart::empty(into, now));
        let after = before.clone().merge(&guests, now);
        save(&mut write, &before, &after).await?;
        sqlx::query("delete from carts where id = ?")
            .bind(guest.uuid())
            .execute(write.connection())
            .await
            .map_err(unavailable)?;
        write.commit().await?;
        Ok(Some(after))
    }

    async fn remove_stale(&self, before: Timestamp, limit: u32) -> Result<u64, StoreError> {
        let mut write = self.database.write().await?;
        let done = sqlx::query(
            "delete from carts where id in
               (select id from carts where user_id is null and updated_at < ? order by updated_at limit ?)",
        )
        .bind(before.unix_millis())
        .bind(i64::from(limit))
        .execute(write.connection())
        .await
        .map_err(unavailable)?;
        write.commit().await?;
        Ok(done.rows_affected())
    }
}

/// The cart, if it was ever kept; an account's by its account, a guest's only if it is nobody's.
pub(super) async fn load(connection: &mut SqliteConnection, owner: CartOwner) -> Result<Option<Cart>, StoreError> {
    let rows = sqlx::query(
        "select carts.updated_at, variant_id, quantity, seen_price, seen_currency
         from carts left join cart_lines on cart_id = carts.id
         where carts.id = ? and user_id is ? order by position",
    )
    .bind(owner.cart_id().uuid())
    .bind(owner.user().map(UserId::uuid))
    .fetch_all(connection)
    .await
    .map_err(unavailable)?;
    let Some(first) = rows.first() else { return Ok(None) };
    let updated_at = time(first.try_get("updated_at").map_err(unavailable)?)?;
    let lines = rows.iter().filter_map(|row| line(row).transpose()).collect::<Result<_, _>>()?;
    Cart::rehydrate(CartParts { owner, lines, updated_at }).map(Some).map_err(|error| corrupt("cart", error))
}

fn line(row: &SqliteRow) -> Result<Option<CartLine>, StoreError> {
    let Some(variant) = row.try_get::<Option<Uuid>, _>("variant_id").map_err(unavailable)? else { return Ok(None) };
    let quantity = row.try_get("quantity").map_err(unavailable)?;
    Ok(Some(CartLine {
        variant_id: VariantId::from_uuid(variant),
        quantity: Quantity::new(quantity).map_err(|error| corrupt("quantity", error))?,
        seen_price: money(
            row.try_get("seen_price").map_err(unavailable)?,
            row.try_get("seen_currency").map_err(unavailable)?,
        )?,
    }))
}

/// Writes what is different.
pub(super) async fn save(write: &mut Write, before: &Cart, after: &Cart) -> Result<(), StoreError> {
    let id = after.id().uuid();
    sqlx::query(
        "insert into carts (id, user_id, updated_at) values (?, ?, ?)
         on conflict (id) do update set updated_at = excluded.updated_at",
    )
    .bind(id)
    .bind(after.owner.user().map(UserId::uuid))
    .bind(after.updated_at.unix_millis())
    .execute(write.connection())
    .await
    .map_err(unavailable)?;
    let is_gone = |line: &&CartLine| !after.lines.iter().any(|kept| kept.variant_id == line.variant_id);
    for line in before.lines.iter().filter(is_gone) {
        sqlx::query("delete from cart_lines where cart_id = ? and variant_id = ?")
            .bind(id)
            .bind(line.variant_id.uuid())
            .execute(write.connection())
            .await
            .map_err(unavailable)?;
    }
    for line in after.lines.iter().filter(|line| !before.lines.contains(line)) {
        // A new line comes last; positions may have gaps.
        sqlx::query(
            "insert into cart_lines (cart_id, variant_id, position, quantity, seen_price, seen_currency)
             values (?1, ?2, (select coalesce(max(position), 0) + 1 from cart_lines where cart_id = ?1), ?3, ?4, ?5)
             on conflict (cart_id, variant_id) do update set
               quantity = excluded.quantity, seen_price = excluded.seen_price, seen_currency = excluded.seen_currency",
        )
        .bind(id)
        .bind(line.variant_id.uuid())
        .bind(i64::from(line.quantity.get()))
        .bind(line.seen_price.minor())
        .bind(line.seen_price.currency().code())
        .execute(write.connection())
        .await
        .map_err(unavailable)?;
    }
    Ok(())
}
