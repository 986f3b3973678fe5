//! The outbox: events, stored in the transaction of the state that they tell of.

use std::time::Duration;

use async_trait::async_trait;
use kernel::{EventId, Timestamp, Uuid};
use platform::{Envelope, OutboxReader, OutboxStats, ParkedEvent, StoreError};
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row};

use crate::column::{count, time};
use crate::error::unavailable;
use crate::{Database, Write};

/// Adds events, to be published once the transaction is committed.
///
/// # Errors
/// [`StoreError::Unavailable`].
pub async fn append(write: &mut Write, envelopes: &[Envelope]) -> Result<(), StoreError> {
    for envelope in envelopes {
        sqlx::query("insert into outbox (id, event_type, key, occurred_at, payload) values (?, ?, ?, ?, ?)")
            .bind(envelope.id.uuid())
            .bind(&envelope.event_type)
            .bind(&envelope.key)
            .bind(envelope.occurred_at.unix_millis())
            .bind(&envelope.payload)
            .execute(write.connection())
            .await
            .map_err(unavailable)?;
        write.appended = true;
    }
    Ok(())
}

/// Reads the outbox of a context's database.
#[derive(Clone)]
pub struct SqliteOutbox {
    database: Database,
}

impl SqliteOutbox {
    /// The outbox in this database.
    #[must_use]
    pub const fn new(database: Database) -> Self {
        Self { database }
    }

    /// Ends all leases and waits, so that what a process had in hand when it died is taken up at once. Right for a
    /// process that is the only one with a relay on this database, and has not begun.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`].
    pub async fn end_leases(&self) -> Result<(), StoreError> {
        let mut write = self.database.write().await?;
        sqlx::query(
            "update outbox set available_at = 0 where published_at is null and parked = 0 and available_at > 0",
        )
        .execute(write.connection())
        .await
        .map_err(unavailable)?;
        write.commit().await
    }
}

fn envelope(row: &SqliteRow) -> Result<Envelope, StoreError> {
    Ok(Envelope {
        id: EventId::from_uuid(row.try_get::<Uuid, _>("id").map_err(unavailable)?),
        event_type: row.try_get("event_type").map_err(unavailable)?,
        key: row.try_get("key").map_err(unavailable)?,
        occurred_at: time(row.try_get("occurred_at").map_err(unavailable)?)?,
        payload: row.try_get("payload").map_err(unavailable)?,
    })
}

#[async_trait]
impl OutboxReader for SqliteOutbox {
    async fn lease(&self, now: Timestamp, until: Timestamp, limit: u32) -> Result<Vec<Envelope>, StoreError> {
        // Looking first spares the writer when there is nothing to do.
        let waiting =
            sqlx::query("select 1 from outbox where published_at is null and parked = 0 and available_at <= ? limit 1")
                .bind(now.unix_millis())
                .fetch_optional(self.database.readers())
                .await
                .map_err(unavailable)?;
        if waiting.is_none() {
            return Ok(Vec::new());
        }
        let mut write = self.database.write().await?;
        let rows = sqlx::query(
            "update outbox set available_at = ?2
             where sequence in (
               select sequence from outbox as candidate
               where published_at is null and parked = 0 and available_at <= ?1
                 and not exists (
                   select 1 from outbox as earlier
                   where earlier.key = candidate.key and earlier.sequence < candidate.sequence
                     and earlier.published_at is null and earlier.parked = 0 and earlier.available_at > ?1)
               order by sequence limit ?3)
             returning sequence, id, event_type, key, occurred_at, payload",
        )
        .bind(now.unix_millis())
        .bind(until.unix_millis())
        .bind(i64::from(limit))
        .fetch_all(write.connection())
        .await
        .map_err(unavailable)?;
        write.commit().await?;
        let mut leased = rows
            .iter()
            .map(|row| Ok((row.try_get::<i64, _>("sequence").map_err(unavailable)?, envelope(row)?)))
            .collect::<Result<Vec<_>, StoreError>>()?;
        leased.sort_by_key(|&(sequence, _)| sequence);
        Ok(leased.into_iter().map(|(_, envelope)| envelope).collect())
    }

    async fn published(&self, ids: &[EventId], now: Timestamp) -> Result<(), StoreError> {
        if ids.is_empty() {
            return Ok(());
        }
        let mut write = self.database.write().await?;
        let mut query = QueryBuilder::new("update outbox set published_at = ");
        query.push_bind(now.unix_millis()).push(" where published_at is null and id in (");
        let mut list = query.separated(", ");
        for id in ids {
            list.push_bind(id.uuid());
        }
        query.push(")").build().execute(write.connection()).await.map_err(unavailable)?;
        write.commit().await
    }

    async fn failed(&self, id: EventId, error: &str, retry_at: Timestamp, park_after: u32) -> Result<(), StoreError> {
        let mut write = self.database.write().await?;
        sqlx::query(
            "update outbox set attempts = attempts + 1, last_error = ?2, available_at = ?3, parked = attempts + 1 >= ?4
             where id = ?1 and published_at is null",
        )
        .bind(id.uuid())
        .bind(error)
        .bind(retry_at.unix_millis())
        .bind(i64::from(park_after))
        .execute(write.connection())
        .await
        .map_err(unavailable)?;
        write.commit().await
    }

    async fn release(&self, ids: &[EventId]) -> Result<(), StoreError> {
        if ids.is_empty() {
            return Ok(());
        }
        let mut write = self.database.write().await?;
        let mut query = QueryBuilder::new(
            "update outbox set available_at = 0 where published_at is null and parked = 0 and id in (",
        );
        let mut list = query.separated(", ");
        for id in ids {
            list.push_bind(id.uuid());
        }
        query.push(")").build().execute(write.connection()).await.map_err(unavailable)?;
        write.commit().await
    }

    async fn parked(&self, limit: u32) -> Result<Vec<ParkedEvent>, StoreError> {
        sqlx::query(
            "select id, event_type, key, occurred_at, payload, attempts, last_error from outbox
             where published_at is null and parked = 1 order by sequence limit ?",
        )
        .bind(i64::from(limit))
        .fetch_all(self.database.readers())
        .await
        .map_err(unavailable)?
        .iter()
        .map(|row| {
            Ok(ParkedEvent {
                envelope: envelope(row)?,
                attempts: count("attempts", row.try_get("attempts").map_err(unavailable)?)?,
                last_error: row.try_get::<Option<String>, _>("last_error").map_err(unavailable)?.unwrap_or_default(),
            })
        })
        .collect()
    }

    async fn retry(&self, id: EventId, now: Timestamp) -> Result<bool, StoreError> {
        let mut write = self.database.write().await?;
        let done = sqlx::query(
            "update outbox set parked = 0, attempts = 0, available_at = ?2
             where id = ?1 and parked = 1 and published_at is null",
        )
        .bind(id.uuid())
        .bind(now.unix_millis())
        .execute(write.connection())
        .await
        .map_err(unavailable)?;
        write.appended = true;
        write.commit().await?;
        Ok(done.rows_affected() == 1)
    }

    async fn stats(&self) -> Result<OutboxStats, StoreError> {
        // Two counts, each on an index of its own: what was published must not be looked at.
        let row = sqlx::query(
            "select (select count(*) from outbox where published_at is null and parked = 0)
                  + (select count(*) from outbox where published_at is null and parked = 1) as unpublished,
                    (select count(*) from outbox where published_at is null and parked = 1) as parked",
        )
        .fetch_one(self.database.readers())
        .await
        .map_err(unavailable)?;
        Ok(OutboxStats {
            unpublished: count("unpublished", row.try_get("unpublished").map_err(unavailable)?)?,
            parked: count("parked", row.try_get("parked").map_err(unavailable)?)?,
        })
    }

    async fn prune(&self, before: Timestamp) -> Result<u64, StoreError> {
        let mut write = self.database.write().await?;
        let done = sqlx::query("delete from outbox where published_at < ?")
            .bind(before.unix_millis())
            .execute(write.connection())
            .await
            .map_err(unavailable)?;
        write.commit().await?;
        Ok(done.rows_affected())
    }

    async fn changed(&self, at_most: Duration) {
        self.database.outbox_changed(at_most).await;
    }
}
