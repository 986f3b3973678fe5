//! Sessions and their tokens.

use async_trait::async_trait;
use kernel::{SellerId, SessionId, Timestamp, UserId};
use platform::StoreError;
use sqlx::sqlite::SqliteRow;
use user::{Device, EndReason, Session, SessionDecision, SessionSnapshot, SessionState, TokenHash};
use user_ports::{EndSessions, SessionStore, Standing};

use super::row::{at, expect_one, get, id, optional_at, optional_id, optional_text, roles, token, version_number};
use crate::column::{count, named};
use crate::error::{corrupt, unavailable, unique};
use crate::{Database, Write};

/// Sessions on SQLite.
#[derive(Clone)]
pub struct SqliteSessions {
    database: Database,
}

impl SqliteSessions {
    /// The sessions in this database.
    #[must_use]
    pub const fn new(database: Database) -> Self {
        Self { database }
    }
}

#[async_trait]
impl SessionStore for SqliteSessions {
    async fn find_by_token(&self, token: &TokenHash) -> Result<Option<Session>, StoreError> {
        sqlx::query("select s.* from session_tokens t join sessions s on s.id = t.session where t.token = ?")
            .bind(token.as_bytes().as_slice())
            .fetch_optional(self.database.readers())
            .await
            .map_err(unavailable)?
            .map(|row| session(&row))
            .transpose()
    }

    async fn find(&self, user: UserId, id: SessionId) -> Result<Option<Session>, StoreError> {
        sqlx::query("select * from sessions where id = ? and account = ?")
            .bind(id.uuid())
            .bind(user.uuid())
            .fetch_optional(self.database.readers())
            .await
            .map_err(unavailable)?
            .map(|row| session(&row))
            .transpose()
    }

    async fn list_active(&self, user: UserId, now: Timestamp) -> Result<Vec<Session>, StoreError> {
        sqlx::query(
            "select * from sessions where account = ? and ended_at is null and expires_at > ?
             order by last_used_at desc, id desc limit 100",
        )
        .bind(user.uuid())
        .bind(now.unix_millis())
        .fetch_all(self.database.readers())
        .await
        .map_err(unavailable)?
        .iter()
        .map(session)
        .collect()
    }

    async fn commit(&self, decision: &SessionDecision) -> Result<(), StoreError> {
        let mut write = self.database.write().await?;
        save(&mut write, decision).await?;
        write.commit().await
    }

    async fn end_all(&self, user: UserId, end: EndSessions) -> Result<u64, StoreError> {
        let mut write = self.database.write().await?;
        let ended = end_all(&mut write, user, &end).await?;
        write.commit().await?;
        Ok(ended)
    }

    async fn standing(&self, user: UserId, session: SessionId, now: Timestamp) -> Result<Option<Standing>, StoreError> {
        sqlx::query(
            "select a.roles, o.id as seller
             from sessions s join accounts a on a.id = s.account left join shops o on o.owner = a.id
             where s.id = ? and s.account = ? and s.ended_at is null and s.expires_at > ? and a.banned_at is null",
        )
        .bind(session.uuid())
        .bind(user.uuid())
        .bind(now.unix_millis())
        .fetch_optional(self.database.readers())
        .await
        .map_err(unavailable)?
        .map(|row| Ok(Standing { roles: roles(&row)?, seller: optional_id(&row, "seller", SellerId::from_uuid)? }))
        .transpose()
    }

    async fn prune(&self, before: Timestamp) -> Result<u64, StoreError> {
        let mut write = self.database.write().await?;
        // Their tokens go with them.
        let done = sqlx::query("delete from sessions where coalesce(ended_at, expires_at) < ?")
            .bind(before.unix_millis())
            .execute(write.connection())
            .await
            .map_err(unavailable)?;
        write.commit().await?;
        Ok(done.rows_affected())
    }
}

const INSERT: &str = "insert into sessions (id, account, device, created_at, last_used_at, token, expires_at, ended_at,
   end_reason, version) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
 on conflict (id) do nothing";

const UPDATE: &str = "update sessions set device = ?3, created_at = ?4, last_used_at = ?5, token = ?6, expires_at = ?7,
   ended_at = ?8, end_reason = ?9, version = ?10
 where id = ?1 and account = ?2 and version = ?10 - 1";

pub(super) async fn save(write: &mut Write, decision: &SessionDecision) -> Result<(), StoreError> {
    let state = decision.session().snapshot();
    let (good, ended) = match state.state {
        SessionState::Active { token, expires_at } => (Some((token, expires_at)), None),
        SessionState::Ended { at, reason } => (None, Some((at, reason))),
    };
    let done = sqlx::query(if decision.expected_version() == 0 { INSERT } else { UPDATE })
        .bind(state.id.uuid())
        .bind(state.user.uuid())
        .bind(state.device.as_ref().map(Device::as_str))
        .bind(state.created_at.unix_millis())
        .bind(state.last_used_at.unix_millis())
        .bind(good.as_ref().map(|(token, _)| token.as_bytes().as_slice()))
        .bind(good.map(|(_, expires_at)| expires_at.unix_millis()))
        .bind(ended.map(|(at, _)| at.unix_millis()))
        .bind(ended.map(|(_, reason)| reason.as_str()))
        .bind(version_number(state.version))
        .execute(write.connection())
        .await
        .map_err(unavailable)?;
    expect_one(done.rows_affected())?;
    if let Some((token, _)) = good {
        sqlx::query("insert into session_tokens (token, session) values (?, ?)")
            .bind(token.as_bytes().as_slice())
            .bind(state.id.uuid())
            .execute(write.connection())
            .await
            .map_err(|error| unique(error, &[("session_tokens.token", "token")]))?;
    }
    Ok(())
}

/// Ends an account's sessions as [`Session::end`] would, and says how many.
pub(super) async fn end_all(write: &mut Write, user: UserId, end: &EndSessions) -> Result<u64, StoreError> {
    let done = sqlx::query(
        "update sessions set token = null, expires_at = null, ended_at = max(?2, last_used_at), end_reason = ?3,
           version = version + 1
         where account = ?1 and ended_at is null and expires_at > ?2 and id is not ?4",
    )
    .bind(user.uuid())
    .bind(end.at.unix_millis())
    .bind(end.reason.as_str())
    .bind(end.keep.map(SessionId::uuid))
    .execute(write.connection())
    .await
    .map_err(unavailable)?;
    Ok(done.rows_affected())
}

fn session(row: &SqliteRow) -> Result<Session, StoreError> {
    let state = match (
        get::<Option<&[u8]>>(row, "token")?,
        optional_at(row, "expires_at")?,
        optional_at(row, "ended_at")?,
        get::<Option<&str>>(row, "end_reason")?,
    ) {
        (Some(bytes), Some(expires_at), None, None) => SessionState::Active { token: token(bytes)?, expires_at },
        (None, None, Some(at), Some(reason)) => {
            SessionState::Ended { at, reason: named::<EndReason>("end reason", reason)? }
        }
        _ => return Err(corrupt("session", "it neither goes on nor has ended")),
    };
    Session::rehydrate(SessionSnapshot {
        id: id(row, "id", SessionId::from_uuid)?,
        user: id(row, "account", UserId::from_uuid)?,
        device: optional_text(row, "device", Device::new)?,
        created_at: at(row, "created_at")?,
        last_used_at: at(row, "last_used_at")?,
        state,
        version: count("version", get(row, "version")?)?,
    })
    .map_err(|error| corrupt("session", error))
}
