//! Accounts.

use async_trait::async_trait;
use kernel::{Email, UserId};
use platform::StoreError;
use sqlx::sqlite::SqliteRow;
use user::{Account, AccountDecision, AccountSnapshot, Ban, BanReason, PasswordHash, PersonName};
use user_ports::{AccountCommit, AccountStore};

use super::row::{
    at, email, expect_one, get, id, optional_at, optional_id, optional_text, publish, role_names, roles, text,
    version_number,
};
use super::{links, sessions, shops};
use crate::column::count;
use crate::error::{corrupt, unavailable, unique};
use crate::{Database, Write};

/// Accounts on SQLite.
#[derive(Clone)]
pub struct SqliteAccounts {
    database: Database,
}

impl SqliteAccounts {
    /// The accounts in this database.
    #[must_use]
    pub const fn new(database: Database) -> Self {
        Self { database }
    }
}

#[async_trait]
impl AccountStore for SqliteAccounts {
    async fn find(&self, id: UserId) -> Result<Option<Account>, StoreError> {
        sqlx::query("select * from accounts where id = ?")
            .bind(id.uuid())
            .fetch_optional(self.database.readers())
            .await
            .map_err(unavailable)?
            .map(|row| account(&row))
            .transpose()
    }

    async fn find_by_email(&self, email: &Email) -> Result<Option<Account>, StoreError> {
        sqlx::query("select * from accounts where email = ?")
            .bind(email.as_str())
            .fetch_optional(self.database.readers())
            .await
            .map_err(unavailable)?
            .map(|row| account(&row))
            .transpose()
    }

    async fn commit(&self, commit: &AccountCommit) -> Result<(), StoreError> {
        let mut write = self.database.write().await?;
        let user = commit.account().account().id();
        save(&mut write, commit.account()).await?;
        if let Some(shop) = commit.shop() {
            shops::save(&mut write, shop).await?;
        }
        // First the old sessions: the one that begins is none of them.
        if let Some(end) = commit.end_sessions() {
            sessions::end_all(&mut write, user, end).await?;
        }
        if let Some(session) = commit.session() {
            sessions::save(&mut write, session).await?;
        }
        if let Some(link) = commit.redeem() {
            links::redeem(&mut write, user, link).await?;
        }
        if let Some(link) = commit.issue() {
            links::issue(&mut write, link).await?;
        }
        publish(&mut write, commit.events()).await?;
        write.commit().await
    }
}

const INSERT: &str = "insert into accounts (id, email, email_verified_at, name, password, roles, banned_at, banned_by,
   ban_reason, created_at, updated_at, version) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
 on conflict (id) do nothing";

const UPDATE: &str = "update accounts set email = ?2, email_verified_at = ?3, name = ?4, password = ?5, roles = ?6,
   banned_at = ?7, banned_by = ?8, ban_reason = ?9, created_at = ?10, updated_at = ?11, version = ?12
 where id = ?1 and version = ?12 - 1";

async fn save(write: &mut Write, decision: &AccountDecision) -> Result<(), StoreError> {
    let state = decision.account().snapshot();
    let ban = state.ban.as_ref();
    let done = sqlx::query(if decision.expected_version() == 0 { INSERT } else { UPDATE })
        .bind(state.id.uuid())
        .bind(state.email.as_str())
        .bind(state.email_verified_at.map(kernel::Timestamp::unix_millis))
        .bind(state.name.as_str())
        .bind(state.password.expose())
        .bind(role_names(state.roles))
        .bind(ban.map(|ban| ban.at.unix_millis()))
        .bind(ban.map(|ban| ban.by.uuid()))
        .bind(ban.map(|ban| ban.reason.as_str()))
        .bind(state.created_at.unix_millis())
        .bind(state.updated_at.unix_millis())
        .bind(version_number(state.version))
        .execute(write.connection())
        .await
        .map_err(|error| unique(error, &[("accounts.email", "email")]))?;
    expect_one(done.rows_affected())
}

fn account(row: &SqliteRow) -> Result<Account, StoreError> {
    let ban = match (
        optional_at(row, "banned_at")?,
        optional_id(row, "banned_by", UserId::from_uuid)?,
        optional_text(row, "ban_reason", BanReason::new)?,
    ) {
        (None, None, None) => None,
        (Some(at), Some(by), Some(reason)) => Some(Ban { at, by, reason }),
        _ => return Err(corrupt("account", "a ban is incomplete")),
    };
    Account::rehydrate(AccountSnapshot {
        id: id(row, "id", UserId::from_uuid)?,
        email: email(row)?,
        email_verified_at: optional_at(row, "email_verified_at")?,
        name: text(row, "name", PersonName::new)?,
        password: text(row, "password", PasswordHash::new)?,
        roles: roles(row)?,
        ban,
        created_at: at(row, "created_at")?,
        updated_at: at(row, "updated_at")?,
        version: count("version", get(row, "version")?)?,
    })
    .map_err(|error| corrupt("account", error))
}
