//! Stock that is held, sold and put back. Every movement of a variant is one conditional statement.

use async_trait::async_trait;
use kernel::{CheckoutId, EventId, ProductId, Quantity, Timestamp, Uuid, VariantId};
use kit_events::product::hold_lapsed_envelope;
use platform::{Inbox, StoreError};
use product::{Confirmation, Hold, HoldLapsed, HoldLine, HoldSnapshot, HoldState, Release, StockLevel};
use product_ports::{ConfirmOutcome, HoldOutcome, ReleaseOutcome, Restock, Shortage, StockStore};
use sqlx::sqlite::{SqliteConnection, SqliteRow};

use super::generation::{Changes, Generations};
use super::load::level;
use super::row::{get, id};
use crate::column::{count, optional_time, time};
use crate::error::{corrupt, unavailable};
use crate::{Database, Write, inbox, outbox};

/// Stock on SQLite.
pub struct SqliteStock {
    database: Database,
    generations: Generations,
}

impl SqliteStock {
    /// The stock in this database.
    #[must_use]
    pub const fn new(database: Database, generations: Generations) -> Self {
        Self { database, generations }
    }
}

/// How pieces of a variant move. Each statement takes the variant and the number of pieces, does nothing unless there
/// are as many, and gives the product's number and id.
#[derive(Clone, Copy)]
enum Movement {
    Hold,
    Release,
    Confirm,
    Sell,
    Restock,
}

impl Movement {
    const fn statement(self) -> &'static str {
        match self {
            Self::Hold => {
                "update variants set available = available - ?2, held = held + ?2
                 where id = ?1 and available >= ?2 and retired = 0
                   and exists (select 1 from products p where p.number = variants.product and p.status = 'active')
                 returning product, (select id from products where number = product) as product_id"
            }
            Self::Release => {
                "update variants set held = held - ?2, available = available + ?2 where id = ?1 and held >= ?2
                 returning product, (select id from products where number = product) as product_id"
            }
            Self::Confirm => {
                "update variants set held = held - ?2, sold = sold + ?2 where id = ?1 and held >= ?2
                 returning product, (select id from products where number = product) as product_id"
            }
            Self::Sell => {
                "update variants set available = available - ?2, sold = sold + ?2 where id = ?1 and available >= ?2
                 returning product, (select id from products where number = product) as product_id"
            }
            Self::Restock => {
                "update variants set sold = sold - ?2, available = available + ?2 where id = ?1 and sold >= ?2
                 returning product, (select id from products where number = product) as product_id"
            }
        }
    }

    /// By how much the number of sold pieces of the card changes.
    fn sold(self, quantity: Quantity) -> i64 {
        match self {
            Self::Hold | Self::Release => 0,
            Self::Confirm | Self::Sell => i64::from(quantity.get()),
            Self::Restock => -i64::from(quantity.get()),
        }
    }
}

/// Moves pieces; `false` when there are not as many.
async fn move_pieces(
    write: &mut Write,
    changes: &mut Changes,
    movement: Movement,
    variant: VariantId,
    quantity: Quantity,
) -> Result<bool, StoreError> {
    let row = sqlx::query(movement.statement())
        .bind(variant.uuid())
        .bind(i64::from(quantity.get()))
        .fetch_optional(write.connection())
        .await
        .map_err(unavailable)?;
    let Some(row) = row else { return Ok(false) };
    let product: i64 = get(&row, "product")?;
    changes.stock(id(&row, "product_id", ProductId::from_uuid)?);
    // Whether anything is available is what lists show; how much, only the product's page does.
    let flipped = sqlx::query(
        "update product_cards set in_stock = not in_stock
         where product = ?1 and in_stock <> exists (
           select 1 from variants v where v.product = ?1 and v.retired = 0 and v.available > 0)",
    )
    .bind(product)
    .execute(write.connection())
    .await
    .map_err(unavailable)?;
    if flipped.rows_affected() > 0 {
        changes.catalogue(write).await?;
    }
    if movement.sold(quantity) != 0 {
        sqlx::query("update product_cards set sold = sold + ? where product = ?")
            .bind(movement.sold(quantity))
            .bind(product)
            .execute(write.connection())
            .await
            .map_err(unavailable)?;
    }
    Ok(true)
}

/// Moves what a hold still wants; the pieces must be there.
async fn move_hold(
    write: &mut Write,
    changes: &mut Changes,
    movement: Movement,
    lines: &[HoldLine],
) -> Result<(), StoreError> {
    for line in lines {
        if let Some(wanted) = line.wanted()
            && !move_pieces(write, changes, movement, line.variant, wanted).await?
        {
            return Err(unbalanced(line.variant));
        }
    }
    Ok(())
}

fn unbalanced(variant: VariantId) -> StoreError {
    corrupt("stock", format!("fewer pieces of {variant} are held or sold than the hold says"))
}

async fn load(connection: &mut SqliteConnection, checkout: CheckoutId) -> Result<Option<Hold>, StoreError> {
    let rows = sqlx::query(
        "select h.state, h.expires_at, h.ended_at, l.variant_id, l.quantity, l.cancelled
         from holds h join hold_lines l on l.checkout_id = h.checkout_id where h.checkout_id = ? order by l.position",
    )
    .bind(checkout.uuid())
    .fetch_all(connection)
    .await
    .map_err(unavailable)?;
    let Some(first) = rows.first() else { return Ok(None) };
    let lines = rows
        .iter()
        .map(|row| {
            Ok(HoldLine {
                variant: id(row, "variant_id", VariantId::from_uuid)?,
                quantity: Quantity::new(get(row, "quantity")?).map_err(|error| corrupt("quantity", error))?,
                cancelled: count("cancelled", get(row, "cancelled")?)?,
            })
        })
        .collect::<Result<_, StoreError>>()?;
    Hold::rehydrate(HoldSnapshot {
        checkout,
        lines,
        expires_at: time(get(first, "expires_at")?)?,
        state: state(first)?,
    })
    .map(Some)
    .map_err(|error| corrupt("hold", error))
}

fn state(row: &SqliteRow) -> Result<HoldState, StoreError> {
    match (get::<&str>(row, "state")?, optional_time(get(row, "ended_at")?)?) {
        ("active", None) => Ok(HoldState::Active),
        ("confirmed", Some(at)) => Ok(HoldState::Confirmed { at }),
        ("released", Some(at)) => Ok(HoldState::Released { at }),
        ("expired", Some(at)) => Ok(HoldState::Expired { at }),
        ("lapsed", Some(at)) => Ok(HoldState::Lapsed { at }),
        (other, _) => Err(corrupt("hold", format!("unknown state {other:?}"))),
    }
}

/// What came of the confirmation of a hold that was confirmed before.
fn settled(hold: &Hold) -> ConfirmOutcome {
    match hold.snapshot().state {
        HoldState::Lapsed { .. } => ConfirmOutcome::Lapsed,
        HoldState::Active | HoldState::Confirmed { .. } | HoldState::Released { .. } | HoldState::Expired { .. } => {
            ConfirmOutcome::Sold
        }
    }
}

async fn save_state(write: &mut Write, hold: &Hold) -> Result<(), StoreError> {
    let hold = hold.snapshot();
    sqlx::query("update holds set state = ?, ended_at = ? where checkout_id = ?")
        .bind(hold.state.as_str())
        .bind(hold.state.at().map(Timestamp::unix_millis))
        .bind(hold.checkout.uuid())
        .execute(write.connection())
        .await
        .map_err(unavailable)
        .map(drop)
}

async fn available(connection: &mut SqliteConnection, variant: VariantId) -> Result<u64, StoreError> {
    let row = sqlx::query(
        "select v.available from variants v join products p on p.number = v.product
         where v.id = ? and v.retired = 0 and p.status = 'active'",
    )
    .bind(variant.uuid())
    .fetch_optional(connection)
    .await
    .map_err(unavailable)?;
    row.map_or(Ok(0), |row| count("available", get(&row, "available")?))
}

async fn stock_level(connection: &mut SqliteConnection, variant: VariantId) -> Result<Option<StockLevel>, StoreError> {
    sqlx::query("select available, held, sold from variants where id = ?")
        .bind(variant.uuid())
        .fetch_optional(connection)
        .await
        .map_err(unavailable)?
        .map(|row| level(&row))
        .transpose()
}

#[async_trait]
impl StockStore for SqliteStock {
    async fn hold(&self, hold: &Hold) -> Result<HoldOutcome, StoreError> {
        let wanted = hold.snapshot();
        let mut write = self.database.write().await?;
        if let Some(existing) = load(write.connection(), wanted.checkout).await? {
            if !existing.same_lines(hold) {
                return Ok(HoldOutcome::Mismatch);
            }
            return Ok(match existing.snapshot().state {
                HoldState::Active | HoldState::Confirmed { .. } => HoldOutcome::Held(existing),
                ended @ (HoldState::Released { .. } | HoldState::Expired { .. } | HoldState::Lapsed { .. }) => {
                    HoldOutcome::Ended(ended)
                }
            });
        }
        let mut changes = Changes::default();
        let mut shortages = Vec::new();
        for line in &wanted.lines {
            if !move_pieces(&mut write, &mut changes, Movement::Hold, line.variant, line.quantity).await? {
                let available = available(write.connection(), line.variant).await?;
                shortages.push(Shortage { variant: line.variant, wanted: line.quantity, available });
            }
        }
        if !shortages.is_empty() {
            return Ok(HoldOutcome::Short(shortages));
        }
        sqlx::query("insert into holds (checkout_id, state, expires_at) values (?, 'active', ?)")
            .bind(wanted.checkout.uuid())
            .bind(wanted.expires_at.unix_millis())
            .execute(write.connection())
            .await
            .map_err(unavailable)?;
        for (line, position) in wanted.lines.iter().zip(0_i64..) {
            sqlx::query("insert into hold_lines (checkout_id, position, variant_id, quantity) values (?, ?, ?, ?)")
                .bind(wanted.checkout.uuid())
                .bind(position)
                .bind(line.variant.uuid())
                .bind(i64::from(line.quantity.get()))
                .execute(write.connection())
                .await
                .map_err(unavailable)?;
        }
        self.generations.commit(write, changes).await?;
        Ok(HoldOutcome::Held(hold.clone()))
    }

    async fn find_hold(&self, checkout: CheckoutId) -> Result<Option<Hold>, StoreError> {
        let mut connection = self.database.readers().acquire().await.map_err(unavailable)?;
        load(&mut connection, checkout).await
    }

    async fn confirm(
        &self,
        checkout: CheckoutId,
        lapsed_event: EventId,
        inbox: Option<Inbox>,
        now: Timestamp,
    ) -> Result<ConfirmOutcome, StoreError> {
        let mut write = self.database.write().await?;
        let Some(hold) = load(write.connection(), checkout).await? else { return Ok(ConfirmOutcome::Unknown) };
        if let Some(inbox) = inbox
            && !inbox::claim(&mut write, inbox, now).await?
        {
            return Ok(settled(&hold));
        }
        let mut changes = Changes::default();
        let (after, outcome) = match hold.confirm(now) {
            Confirmation::Sell(after) => {
                move_hold(&mut write, &mut changes, Movement::Confirm, &after.snapshot().lines).await?;
                (after, ConfirmOutcome::Sold)
            }
            Confirmation::TakeAgain { taken, lapsed } => {
                if self.take_again(&mut write, &mut changes, &taken).await? {
                    (taken, ConfirmOutcome::Sold)
                } else {
                    let envelope = hold_lapsed_envelope(lapsed_event, &HoldLapsed { checkout, at: now })
                        .map_err(|error| corrupt("event", error))?;
                    outbox::append(&mut write, &[envelope]).await?;
                    (lapsed, ConfirmOutcome::Lapsed)
                }
            }
            Confirmation::Settled(hold) => {
                let outcome = settled(&hold);
                (hold, outcome)
            }
        };
        save_state(&mut write, &after).await?;
        self.generations.commit(write, changes).await?;
        Ok(outcome)
    }

    async fn release(
        &self,
        checkout: CheckoutId,
        inbox: Option<Inbox>,
        now: Timestamp,
    ) -> Result<ReleaseOutcome, StoreError> {
        let mut write = self.database.write().await?;
        let Some(hold) = load(write.connection(), checkout).await? else { return Ok(ReleaseOutcome::Unknown) };
        if let Some(inbox) = inbox
            && !inbox::claim(&mut write, inbox, now).await?
        {
            return Ok(ReleaseOutcome::NoEffect);
        }
        let mut changes = Changes::default();
        let outcome = match hold.release(now) {
            Release::Free(after) => {
                move_hold(&mut write, &mut changes, Movement::Release, &after.snapshot().lines).await?;
                save_state(&mut write, &after).await?;
                ReleaseOutcome::Released
            }
            Release::NoEffect(_) => ReleaseOutcome::NoEffect,
        };
        self.generations.commit(write, changes).await?;
        Ok(outcome)
    }

    async fn restock(&self, restock: &Restock, inbox: Option<Inbox>, now: Timestamp) -> Result<bool, StoreError> {
        let mut write = self.database.write().await?;
        if let Some(inbox) = inbox
            && !inbox::claim(&mut write, inbox, now).await?
        {
            return Ok(false);
        }
        let Some(hold) = load(write.connection(), restock.checkout).await? else { return Ok(false) };
        let first = sqlx::query(
            "insert into restocks (order_id, checkout_id, restocked_at) values (?, ?, ?) on conflict do nothing",
        )
        .bind(restock.order.uuid())
        .bind(restock.checkout.uuid())
        .bind(now.unix_millis())
        .execute(write.connection())
        .await
        .map_err(unavailable)?;
        if first.rows_affected() == 0 {
            return Ok(false);
        }
        let after = hold.cancel(&restock.lines).map_err(|error| corrupt("restock", error))?;
        let mut changes = Changes::default();
        let movement = match after.snapshot().state {
            HoldState::Active => Some(Movement::Release),
            HoldState::Confirmed { .. } => Some(Movement::Restock),
            HoldState::Released { .. } | HoldState::Expired { .. } | HoldState::Lapsed { .. } => None,
        };
        if let Some(movement) = movement {
            for &(variant, quantity) in &restock.lines {
                if !move_pieces(&mut write, &mut changes, movement, variant, quantity).await? {
                    return Err(unbalanced(variant));
                }
            }
        }
        for line in &after.snapshot().lines {
            sqlx::query("update hold_lines set cancelled = ? where checkout_id = ? and variant_id = ?")
                .bind(i64::from(line.cancelled))
                .bind(restock.checkout.uuid())
                .bind(line.variant.uuid())
                .execute(write.connection())
                .await
                .map_err(unavailable)?;
        }
        self.generations.commit(write, changes).await?;
        Ok(true)
    }

    async fn expire(&self, now: Timestamp, limit: u32) -> Result<u32, StoreError> {
        const DUE: &str =
            "select checkout_id from holds where state = 'active' and expires_at <= ? order by expires_at limit ?";
        // Looking first spares the writer when nothing is due.
        let due = sqlx::query(DUE)
            .bind(now.unix_millis())
            .bind(i64::from(limit))
            .fetch_all(self.database.readers())
            .await
            .map_err(unavailable)?;
        if due.is_empty() {
            return Ok(0);
        }
        let mut write = self.database.write().await?;
        let mut changes = Changes::default();
        let mut ended = 0;
        for row in due {
            let checkout = CheckoutId::from_uuid(get::<Uuid>(&row, "checkout_id")?);
            // It may have been settled since it was looked for.
            let Some(hold) = load(write.connection(), checkout).await? else { continue };
            if let Release::Free(after) = hold.expire(now) {
                move_hold(&mut write, &mut changes, Movement::Release, &after.snapshot().lines).await?;
                save_state(&mut write, &after).await?;
            }
            ended += 1;
        }
        self.generations.commit(write, changes).await?;
        Ok(ended)
    }

    async fn level(&self, variant: VariantId) -> Result<Option<StockLevel>, StoreError> {
        let mut connection = self.database.readers().acquire().await.map_err(unavailable)?;
        stock_level(&mut connection, variant).await
    }
}

impl SqliteStock {
    /// Sells what is no longer held, all or nothing.
    async fn take_again(&self, write: &mut Write, changes: &mut Changes, hold: &Hold) -> Result<bool, StoreError> {
        for line in &hold.snapshot().lines {
            let Some(wanted) = line.wanted() else { continue };
            let level = stock_level(write.connection(), line.variant).await?;
            if level.is_none_or(|level| level.available < u64::from(wanted.get())) {
                return Ok(false);
            }
        }
        move_hold(write, changes, Movement::Sell, &hold.snapshot().lines).await?;
        Ok(true)
    }
}
