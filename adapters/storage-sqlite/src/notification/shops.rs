//! Who owns which shop.

use async_trait::async_trait;
use kernel::{SellerId, Timestamp, UserId, Uuid};
use notification::Shop;
use notification_ports::ShopDirectory;
use platform::{Inbox, StoreError};
use sqlx::Row;

use crate::error::unavailable;
use crate::{Database, inbox};

/// The copy of the shops in the context's database.
#[derive(Clone)]
pub struct SqliteShopDirectory {
    database: Database,
}

impl SqliteShopDirectory {
    /// The shops in this database.
    #[must_use]
    pub const fn new(database: Database) -> Self {
        Self { database }
    }
}

#[async_trait]
impl ShopDirectory for SqliteShopDirectory {
    async fn owner(&self, shop: SellerId) -> Result<Option<UserId>, StoreError> {
        let row = sqlx::query("select owner_id from shops where seller_id = ?")
            .bind(shop.uuid())
            .fetch_optional(self.database.readers())
            .await
            .map_err(unavailable)?;
        let owner = row.map(|row| row.try_get::<Option<Uuid>, _>("owner_id")).transpose().map_err(unavailable)?;
        Ok(owner.flatten().map(UserId::from_uuid))
    }

    async fn record(&self, shop: &Shop, inbox: Option<Inbox>, now: Timestamp) -> Result<(), StoreError> {
        let mut write = self.database.write().await?;
        if let Some(inbox) = inbox
            && !inbox::claim(&mut write, inbox, now).await?
        {
            return Ok(());
        }
        sqlx::query(
            "insert into shops (seller_id, owner_id, as_of) values (?, ?, ?)
             on conflict (seller_id) do update set owner_id = excluded.owner_id, as_of = excluded.as_of
             where excluded.as_of >= as_of",
        )
        .bind(shop.id.uuid())
        .bind(shop.owner.map(UserId::uuid))
        .bind(shop.as_of.unix_millis())
        .execute(write.connection())
        .await
        .map_err(unavailable)?;
        write.commit().await
    }
}
