//! Checkouts with their orders, payments and refunds.

use async_trait::async_trait;
use kernel::{CheckoutId, OrderId, PaymentId, SellerId, Timestamp, UserId, Uuid};
use order::{Cart, Checkout};
use order_ports::{
    CheckoutClaim, CheckoutCommit, CheckoutStore, CommitOutcome, PlaceCommit, PlaceOutcome, ProviderEventId,
    StandingClaim,
};
use platform::StoreError;
use sqlx::Row;
use sqlx::query::Query;
use sqlx::sqlite::{Sqlite, SqliteArguments};

use super::row::{at, get};
use super::{carts, load, save};
use crate::error::{corrupt, unavailable};
use crate::{Database, Write, inbox};

/// Checkouts in SQLite.
#[derive(Clone)]
pub struct SqliteCheckouts {
    database: Database,
}

impl SqliteCheckouts {
    /// The checkouts in this database.
    #[must_use]
    pub const fn new(database: Database) -> Self {
        Self { database }
    }

    async fn one(&self, query: Query<'_, Sqlite, SqliteArguments>) -> Result<Option<Checkout>, StoreError> {
        let mut snapshot = self.database.snapshot().await?;
        match query.fetch_optional(&mut *snapshot).await.map_err(unavailable)? {
            Some(row) => load::checkout(&mut snapshot, &row).await.map(Some),
            None => Ok(None),
        }
    }
}

#[async_trait]
impl CheckoutStore for SqliteCheckouts {
    async fn claim(&self, claim: &CheckoutClaim) -> Result<StandingClaim, StoreError> {
        let mut write = self.database.write().await?;
        sqlx::query(
            "insert into checkout_claims (user_id, key, fingerprint, checkout_id, claimed_at) values (?, ?, ?, ?, ?)
             on conflict (user_id, key) do nothing",
        )
        .bind(claim.user_id.uuid())
        .bind(&claim.key)
        .bind(&claim.fingerprint)
        .bind(claim.checkout_id.uuid())
        .bind(claim.claimed_at.unix_millis())
        .execute(write.connection())
        .await
        .map_err(unavailable)?;
        let row = sqlx::query(
            "select fingerprint, checkout_id, placed, claimed_at from checkout_claims where user_id = ? and key = ?",
        )
        .bind(claim.user_id.uuid())
        .bind(&claim.key)
        .fetch_one(write.connection())
        .await
        .map_err(unavailable)?;
        write.commit().await?;
        Ok(StandingClaim {
            claim: CheckoutClaim {
                user_id: claim.user_id,
                key: claim.key.clone(),
                fingerprint: get(&row, "fingerprint")?,
                checkout_id: CheckoutId::from_uuid(get(&row, "checkout_id")?),
                claimed_at: at(&row, "claimed_at")?,
            },
            placed: get(&row, "placed")?,
        })
    }

    async fn abandon(&self, user: UserId, key: &str, checkout: CheckoutId) -> Result<bool, StoreError> {
        let mut write = self.database.write().await?;
        let done =
            sqlx::query("delete from checkout_claims where user_id = ? and key = ? and checkout_id = ? and placed = 0")
                .bind(user.uuid())
                .bind(key)
                .bind(checkout.uuid())
                .execute(write.connection())
                .await
                .map_err(unavailable)?;
        write.commit().await?;
        Ok(done.rows_affected() == 1)
    }

    async fn place(&self, commit: &PlaceCommit) -> Result<PlaceOutcome, StoreError> {
        let checkout = commit.checkout();
        let mut write = self.database.write().await?;
        let claim = sqlx::query("select checkout_id, placed from checkout_claims where user_id = ? and key = ?")
            .bind(checkout.user_id.uuid())
            .bind(commit.key())
            .fetch_optional(write.connection())
            .await
            .map_err(unavailable)?;
        match claim {
            Some(row) if get::<Uuid>(&row, "checkout_id")? == checkout.id.uuid() => {
                if get(&row, "placed")? {
                    return Ok(PlaceOutcome::AlreadyPlaced);
                }
            }
            _ => return Ok(PlaceOutcome::ClaimLost),
        }
        let owner = commit.cart();
        let cart = carts::load(write.connection(), owner).await?;
        let cart = cart.unwrap_or_else(|| Cart::empty(owner, checkout.placed_at));
        let Ok(left) = cart.clone().take_out(commit.bought(), checkout.placed_at) else {
            return Ok(PlaceOutcome::CartChanged);
        };
        carts::save(&mut write, &cart, &left).await?;
        save::insert(&mut write, checkout).await?;
        sqlx::query("update checkout_claims set placed = 1 where user_id = ? and key = ?")
            .bind(checkout.user_id.uuid())
            .bind(commit.key())
            .execute(write.connection())
            .await
            .map_err(unavailable)?;
        save::events(&mut write, checkout, commit.events()).await?;
        write.commit().await?;
        Ok(PlaceOutcome::Placed)
    }

    async fn commit(&self, commit: &CheckoutCommit) -> Result<CommitOutcome, StoreError> {
        let checkout = commit.checkout();
        let mut write = self.database.write().await?;
        let now = checkout.updated_at;
        if let Some(event) = commit.inbox
            && !inbox::claim(&mut write, event, now).await?
        {
            return Ok(CommitOutcome::Duplicate);
        }
        if let Some(event) = &commit.provider_event
            && !claim_provider_event(&mut write, event, now).await?
        {
            return Ok(CommitOutcome::Duplicate);
        }
        save::update(&mut write, checkout).await?;
        save::events(&mut write, checkout, commit.events()).await?;
        write.commit().await?;
        Ok(CommitOutcome::Committed)
    }

    async fn find_for_user(&self, user: UserId, id: CheckoutId) -> Result<Option<Checkout>, StoreError> {
        let query = sqlx::query("select * from checkouts where id = ? and user_id = ?");
        self.one(query.bind(id.uuid()).bind(user.uuid())).await
    }

    async fn find_by_order_for_user(&self, user: UserId, id: OrderId) -> Result<Option<Checkout>, StoreError> {
        let query = sqlx::query(
            "select * from checkouts
             where id = (select checkout_id from orders where id = ?1 and user_id = ?2) and user_id = ?2",
        );
        self.one(query.bind(id.uuid()).bind(user.uuid())).await
    }

    async fn find_by_order_for_seller(&self, seller: SellerId, id: OrderId) -> Result<Option<Checkout>, StoreError> {
        let query = sqlx::query(
            "select * from checkouts
             where id = (select checkout_id from orders where id = ? and seller_id = ? and bought = 1)",
        );
        self.one(query.bind(id.uuid()).bind(seller.uuid())).await
    }

    async fn find(&self, id: CheckoutId) -> Result<Option<Checkout>, StoreError> {
        self.one(sqlx::query("select * from checkouts where id = ?").bind(id.uuid())).await
    }

    async fn find_by_payment(&self, id: PaymentId) -> Result<Option<Checkout>, StoreError> {
        let query =
            sqlx::query("select * from checkouts where id = (select checkout_id from payments where payments.id = ?)");
        self.one(query.bind(id.uuid())).await
    }

    async fn find_by_reference(&self, reference: &str) -> Result<Option<(Checkout, PaymentId)>, StoreError> {
        let payment = sqlx::query("select id from payments where reference = ?")
            .bind(reference)
            .fetch_optional(self.database.readers())
            .await
            .map_err(unavailable)?;
        let Some(row) = payment else { return Ok(None) };
        let payment = PaymentId::from_uuid(row.try_get("id").map_err(unavailable)?);
        let checkout = self.find_by_payment(payment).await?;
        checkout.map(|checkout| Some((checkout, payment))).ok_or_else(|| corrupt("payment", "it has no checkout"))
    }

    async fn due(&self, now: Timestamp, limit: u32) -> Result<Vec<CheckoutId>, StoreError> {
        sqlx::query(
            "select id from checkouts where state = 'awaiting_payment' and hold_expires_at <= ?
             order by hold_expires_at limit ?",
        )
        .bind(now.unix_millis())
        .bind(i64::from(limit))
        .fetch_all(self.database.readers())
        .await
        .map_err(unavailable)?
        .iter()
        .map(|row| Ok(CheckoutId::from_uuid(get(row, "id")?)))
        .collect()
    }

    async fn remove_old_claims(&self, before: Timestamp, limit: u32) -> Result<u64, StoreError> {
        let mut write = self.database.write().await?;
        let done = sqlx::query(
            "delete from checkout_claims where checkout_id in
               (select checkout_id from checkout_claims where claimed_at < ? order by claimed_at limit ?)",
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

async fn claim_provider_event(write: &mut Write, event: &ProviderEventId, now: Timestamp) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "insert into provider_events (provider, event_id, handled_at) values (?, ?, ?) on conflict do nothing",
    )
    .bind(event.provider)
    .bind(&event.id)
    .bind(now.unix_millis())
    .execute(write.connection())
    .await
    .map_err(unavailable)?;
    Ok(done.rows_affected() == 1)
}
