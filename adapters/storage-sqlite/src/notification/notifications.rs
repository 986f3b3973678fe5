//! Notifications and their sequence.

use async_trait::async_trait;
use kernel::{EventId, NotificationId, Timestamp, UserId, Uuid};
use notification::{NewNotification, Notification, ReadMark, Sequence};
use notification_ports::{NotificationReader, NotificationStore};
use platform::{Inbox, Limit, Page, StoreError};
use sqlx::sqlite::{SqliteConnection, SqliteRow};
use sqlx::{QueryBuilder, Row};

use super::details;
use crate::column::{count, optional_time, time};
use crate::error::{corrupt, unavailable};
use crate::{Database, Write, inbox};

/// Notifications in the context's database.
#[derive(Clone)]
pub struct SqliteNotifications {
    database: Database,
}

impl SqliteNotifications {
    /// The notifications in this database.
    #[must_use]
    pub const fn new(database: Database) -> Self {
        Self { database }
    }
}

#[async_trait]
impl NotificationStore for SqliteNotifications {
    async fn record(
        &self,
        new: &[NewNotification],
        inbox: Option<Inbox>,
        now: Timestamp,
    ) -> Result<Vec<Notification>, StoreError> {
        let mut write = self.database.write().await?;
        if let Some(inbox) = inbox
            && !inbox::claim(&mut write, inbox, now).await?
        {
            return Ok(Vec::new());
        }
        let mut taken = Vec::new();
        for new in new {
            if !told_before(&mut write, new).await? {
                let sequence = next(&mut write, new.user).await?;
                insert(&mut write, new, sequence).await?;
                taken.push(Notification::rehydrate(new.clone(), sequence, None).map_err(|e| corrupt("sequence", e))?);
            }
        }
        write.commit().await?;
        Ok(taken)
    }

    async fn mark_read(&self, user: UserId, mark: &ReadMark, now: Timestamp) -> Result<u64, StoreError> {
        let mut write = self.database.write().await?;
        // Left to itself, SQLite reads all that the user was ever told: it is told which index to use, and by the plus
        // which not to.
        let mut query = match mark {
            ReadMark::These(_) => QueryBuilder::new("update notifications set read_at = "),
            ReadMark::UpTo(_) => {
                QueryBuilder::new("update notifications indexed by notifications_unread set read_at = ")
            }
        };
        query.push_bind(now.unix_millis()).push(" where read_at is null and ");
        match mark {
            ReadMark::These(ids) => {
                query.push("+user_id = ").push_bind(user.uuid()).push(" and id in (");
                let mut list = query.separated(", ");
                for id in ids {
                    list.push_bind(id.uuid());
                }
                query.push(")");
            }
            ReadMark::UpTo(sequence) => {
                query.push("user_id = ").push_bind(user.uuid());
                query.push(" and sequence <= ").push_bind(number(*sequence)?);
            }
        }
        query.build().execute(write.connection()).await.map_err(unavailable)?;
        let left = unread(write.connection(), user).await?;
        write.commit().await?;
        Ok(left)
    }
}

#[async_trait]
impl NotificationReader for SqliteNotifications {
    async fn list(
        &self,
        user: UserId,
        before: Option<Sequence>,
        limit: Limit,
    ) -> Result<Page<Notification, Sequence>, StoreError> {
        let before = before.map_or(Ok(i64::MAX), number)?;
        let rows = sqlx::query(
            "select user_id, sequence, id, event_id, kind, details, created_at, read_at from notifications
             where user_id = ? and sequence < ? order by sequence desc limit ?",
        )
        .bind(user.uuid())
        .bind(before)
        .bind(i64::from(limit.plus_one()))
        .fetch_all(self.database.readers())
        .await
        .map_err(unavailable)?;
        let found = rows.iter().map(notification).collect::<Result<Vec<_>, _>>()?;
        Ok(Page::from_one_more(found, limit, Notification::sequence))
    }

    async fn after(&self, user: UserId, position: Sequence, limit: Limit) -> Result<Vec<Notification>, StoreError> {
        sqlx::query(
            "select user_id, sequence, id, event_id, kind, details, created_at, read_at from notifications
             where user_id = ? and sequence > ? order by sequence limit ?",
        )
        .bind(user.uuid())
        .bind(number(position)?)
        .bind(i64::from(limit.get()))
        .fetch_all(self.database.readers())
        .await
        .map_err(unavailable)?
        .iter()
        .map(notification)
        .collect()
    }

    async fn last(&self, user: UserId) -> Result<Sequence, StoreError> {
        let row = sqlx::query("select last from sequences where user_id = ?")
            .bind(user.uuid())
            .fetch_optional(self.database.readers())
            .await
            .map_err(unavailable)?;
        row.map_or(Ok(Sequence::START), |row| sequence(row.try_get("last").map_err(unavailable)?))
    }

    async fn unread(&self, user: UserId) -> Result<u64, StoreError> {
        let mut connection = self.database.readers().acquire().await.map_err(unavailable)?;
        unread(&mut connection, user).await
    }
}

async fn told_before(write: &mut Write, new: &NewNotification) -> Result<bool, StoreError> {
    let found = sqlx::query("select 1 from notifications where user_id = ? and event_id = ? and kind = ?")
        .bind(new.user.uuid())
        .bind(new.event.uuid())
        .bind(new.notice.kind().as_str())
        .fetch_optional(write.connection())
        .await
        .map_err(unavailable)?;
    Ok(found.is_some())
}

/// The user's next number. The transaction that takes it is the one that uses it, so none is left out.
async fn next(write: &mut Write, user: UserId) -> Result<Sequence, StoreError> {
    let row = sqlx::query(
        "insert into sequences (user_id, last) values (?, 1)
         on conflict (user_id) do update set last = last + 1 returning last",
    )
    .bind(user.uuid())
    .fetch_one(write.connection())
    .await
    .map_err(unavailable)?;
    sequence(row.try_get("last").map_err(unavailable)?)
}

async fn insert(write: &mut Write, new: &NewNotification, sequence: Sequence) -> Result<(), StoreError> {
    sqlx::query(
        "insert into notifications (user_id, sequence, id, event_id, kind, details, created_at)
         values (?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(new.user.uuid())
    .bind(number(sequence)?)
    .bind(new.id.uuid())
    .bind(new.event.uuid())
    .bind(new.notice.kind().as_str())
    .bind(details::write(&new.notice)?)
    .bind(new.created_at.unix_millis())
    .execute(write.connection())
    .await
    .map_err(unavailable)?;
    Ok(())
}

async fn unread(connection: &mut SqliteConnection, user: UserId) -> Result<u64, StoreError> {
    // Left to itself, SQLite reads all that the user was ever told.
    let row = sqlx::query(
        "select count(*) as unread from notifications indexed by notifications_unread
         where user_id = ? and read_at is null",
    )
    .bind(user.uuid())
    .fetch_one(connection)
    .await
    .map_err(unavailable)?;
    count("unread", row.try_get("unread").map_err(unavailable)?)
}

fn notification(row: &SqliteRow) -> Result<Notification, StoreError> {
    let kind: String = row.try_get("kind").map_err(unavailable)?;
    let details: String = row.try_get("details").map_err(unavailable)?;
    let new = NewNotification {
        id: NotificationId::from_uuid(row.try_get::<Uuid, _>("id").map_err(unavailable)?),
        user: UserId::from_uuid(row.try_get::<Uuid, _>("user_id").map_err(unavailable)?),
        event: EventId::from_uuid(row.try_get::<Uuid, _>("event_id").map_err(unavailable)?),
        notice: details::read(&kind, &details)?,
        created_at: time(row.try_get("created_at").map_err(unavailable)?)?,
    };
    let sequence = sequence(row.try_get("sequence").map_err(unavailable)?)?;
    let read_at = optional_time(row.try_get("read_at").map_err(unavailable)?)?;
    Notification::rehydrate(new, sequence, read_at).map_err(|error| corrupt("notification", error))
}

fn sequence(number: i64) -> Result<Sequence, StoreError> {
    Sequence::new(count("sequence", number)?).map_err(|error| corrupt("sequence", error))
}

fn number(sequence: Sequence) -> Result<i64, StoreError> {
    i64::try_from(sequence.get()).map_err(|error| corrupt("sequence", error))
}
