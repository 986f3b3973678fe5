//! Links that mails carry.

use async_trait::async_trait;
use kernel::{Timestamp, UserId};
use platform::StoreError;
use user::{Link, LinkPurpose, LinkSnapshot, TokenHash};
use user_ports::LinkStore;

use super::row::{at, email, expect_one, get, id, token};
use crate::column::named;
use crate::error::unavailable;
use crate::{Database, Write};

/// Links on SQLite.
#[derive(Clone)]
pub struct SqliteLinks {
    database: Database,
}

impl SqliteLinks {
    /// The links in this database.
    #[must_use]
    pub const fn new(database: Database) -> Self {
        Self { database }
    }
}

#[async_trait]
impl LinkStore for SqliteLinks {
    async fn find(&self, wanted: &TokenHash) -> Result<Option<Link>, StoreError> {
        sqlx::query("select token, account, purpose, email, issued_at, expires_at from links where token = ?")
            .bind(wanted.as_bytes().as_slice())
            .fetch_optional(self.database.readers())
            .await
            .map_err(unavailable)?
            .map(|row| {
                Ok(Link::rehydrate(LinkSnapshot {
                    token: token(get(&row, "token")?)?,
                    user: id(&row, "account", UserId::from_uuid)?,
                    purpose: named::<LinkPurpose>("purpose", get(&row, "purpose")?)?,
                    email: email(&row)?,
                    issued_at: at(&row, "issued_at")?,
                    expires_at: at(&row, "expires_at")?,
                }))
            })
            .transpose()
    }

    async fn issue(&self, link: &Link) -> Result<(), StoreError> {
        let mut write = self.database.write().await?;
        issue(&mut write, link).await?;
        write.commit().await
    }

    async fn prune(&self, before: Timestamp) -> Result<u64, StoreError> {
        let mut write = self.database.write().await?;
        let done = sqlx::query("delete from links where expires_at < ?")
            .bind(before.unix_millis())
            .execute(write.connection())
            .await
            .map_err(unavailable)?;
        write.commit().await?;
        Ok(done.rows_affected())
    }
}

pub(super) async fn issue(write: &mut Write, link: &Link) -> Result<(), StoreError> {
    let state = link.snapshot();
    sqlx::query(
        "insert into links (token, account, purpose, email, issued_at, expires_at) values (?, ?, ?, ?, ?, ?)
         on conflict (account, purpose) do update set token = excluded.token, email = excluded.email,
           issued_at = excluded.issued_at, expires_at = excluded.expires_at",
    )
    .bind(state.token.as_bytes().as_slice())
    .bind(state.user.uuid())
    .bind(state.purpose.as_str())
    .bind(state.email.as_str())
    .bind(state.issued_at.unix_millis())
    .bind(state.expires_at.unix_millis())
    .execute(write.connection())
    .await
    .map_err(unavailable)?;
    Ok(())
}

/// Uses a link of an account up, which works once.
pub(super) async fn redeem(write: &mut Write, user: UserId, link: &TokenHash) -> Result<(), StoreError> {
    let done = sqlx::query("delete from links where token = ? and account = ?")
        .bind(link.as_bytes().as_slice())
        .bind(user.uuid())
        .execute(write.connection())
        .await
        .map_err(unavailable)?;
    expect_one(done.rows_affected())
}
