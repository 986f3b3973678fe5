//! How often something was tried.

use async_trait::async_trait;
use kernel::{Email, Timestamp};
use platform::StoreError;
use user::{Admission, Attempt, AttemptKind, ClientAddress};
use user_ports::AttemptStore;

use super::row::at;
use crate::Database;
use crate::error::unavailable;

/// Attempts on SQLite.
#[derive(Clone)]
pub struct SqliteAttempts {
    database: Database,
}

impl SqliteAttempts {
    /// The attempts in this database.
    #[must_use]
    pub const fn new(database: Database) -> Self {
        Self { database }
    }
}

#[async_trait]
impl AttemptStore for SqliteAttempts {
    async fn admit(&self, attempt: &Attempt) -> Result<Admission, StoreError> {
        let limits = attempt.kind.limits();
        let (kind, client, email) = (attempt.kind.as_str(), attempt.from.to_string(), attempt.email.as_str());
        let since = limits.window_start(attempt.at).unix_millis();
        // The only writer counts and adds, so nobody else adds in between.
        let mut write = self.database.write().await?;
        let for_account = sqlx::query(
            "select at from attempts where kind = ? and client = ? and email = ? and at > ? order by at desc limit ?",
        )
        .bind(kind)
        .bind(&client)
        .bind(email)
        .bind(since)
        .bind(limits.per_account)
        .fetch_all(write.connection())
        .await
        .map_err(unavailable)?;
        let from_client =
            sqlx::query("select at from attempts where kind = ? and client = ? and at > ? order by at desc limit ?")
                .bind(kind)
                .bind(&client)
                .bind(since)
                .bind(limits.per_address)
                .fetch_all(write.connection())
                .await
                .map_err(unavailable)?;
        let times = |rows: &[_]| rows.iter().map(|row| at(row, "at")).collect::<Result<Vec<_>, _>>();
        let admission = limits.admit(&times(&for_account)?, &times(&from_client)?, attempt.at);
        if admission == Admission::Admitted {
            sqlx::query("insert into attempts (kind, client, email, at) values (?, ?, ?, ?)")
                .bind(kind)
                .bind(&client)
                .bind(email)
                .bind(attempt.at.unix_millis())
                .execute(write.connection())
                .await
                .map_err(unavailable)?;
            write.commit().await?;
        }
        Ok(admission)
    }

    async fn forgive(&self, kind: AttemptKind, email: &Email, from: ClientAddress) -> Result<(), StoreError> {
        let mut write = self.database.write().await?;
        sqlx::query("delete from attempts where kind = ? and client = ? and email = ?")
            .bind(kind.as_str())
            .bind(from.to_string())
            .bind(email.as_str())
            .execute(write.connection())
            .await
            .map_err(unavailable)?;
        write.commit().await
    }

    async fn prune(&self, now: Timestamp) -> Result<u64, StoreError> {
        let mut write = self.database.write().await?;
        let mut pruned = 0;
        for kind in AttemptKind::ALL {
            pruned += sqlx::query("delete from attempts where kind = ? and at <= ?")
                .bind(kind.as_str())
                .bind(kind.limits().window_start(now).unix_millis())
                .execute(write.connection())
                .await
                .map_err(unavailable)?
                .rows_affected();
        }
        write.commit().await?;
        Ok(pruned)
    }
}
