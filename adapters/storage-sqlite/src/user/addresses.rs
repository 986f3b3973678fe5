//! Delivery addresses.

use async_trait::async_trait;
use kernel::{AddressId, UserId};
use platform::StoreError;
use sqlx::sqlite::SqliteRow;
use user::{
    Address, AddressBook, AddressBookDecision, AddressBookSnapshot, AddressDetails, AddressLine, City, Coordinates,
    Country, FullName, Phone, PostalCode, Region,
};
use user_ports::AddressStore;

use super::row::{at, expect_one, get, id, optional_text, text, version_number};
use crate::column::count;
use crate::error::{corrupt, unavailable};
use crate::{Database, Write};

/// Address books on SQLite.
#[derive(Clone)]
pub struct SqliteAddresses {
    database: Database,
}

impl SqliteAddresses {
    /// The address books in this database.
    #[must_use]
    pub const fn new(database: Database) -> Self {
        Self { database }
    }
}

#[async_trait]
impl AddressStore for SqliteAddresses {
    async fn load(&self, owner: UserId) -> Result<AddressBook, StoreError> {
        let mut snapshot = self.database.snapshot().await?;
        let book = sqlx::query("select version from address_books where owner = ?")
            .bind(owner.uuid())
            .fetch_optional(&mut *snapshot)
            .await
            .map_err(unavailable)?;
        let Some(book) = book else {
            return Ok(AddressBook::empty(owner));
        };
        let addresses = sqlx::query("select * from addresses where owner = ? order by number")
            .bind(owner.uuid())
            .fetch_all(&mut *snapshot)
            .await
            .map_err(unavailable)?
            .iter()
            .map(address)
            .collect::<Result<_, _>>()?;
        let version = count("version", get(&book, "version")?)?;
        AddressBook::rehydrate(AddressBookSnapshot { owner, addresses, version })
            .map_err(|error| corrupt("address book", error))
    }

    async fn find(&self, owner: UserId, id: AddressId) -> Result<Option<Address>, StoreError> {
        sqlx::query("select * from addresses where id = ? and owner = ?")
            .bind(id.uuid())
            .bind(owner.uuid())
            .fetch_optional(self.database.readers())
            .await
            .map_err(unavailable)?
            .map(|row| address(&row))
            .transpose()
    }

    async fn commit(&self, decision: &AddressBookDecision) -> Result<(), StoreError> {
        let mut write = self.database.write().await?;
        let owner = decision.book().owner();
        claim_version(&mut write, decision).await?;
        if let Some(removed) = decision.removed() {
            let done = sqlx::query("delete from addresses where id = ? and owner = ?")
                .bind(removed.uuid())
                .bind(owner.uuid())
                .execute(write.connection())
                .await
                .map_err(unavailable)?;
            expect_one(done.rows_affected())?;
        }
        for address in decision.saved() {
            save(&mut write, owner, address).await?;
        }
        write.commit().await
    }
}

async fn claim_version(write: &mut Write, decision: &AddressBookDecision) -> Result<(), StoreError> {
    let book = decision.book();
    let statement = if decision.expected_version() == 0 {
        "insert into address_books (owner, version) values (?1, ?2) on conflict (owner) do nothing"
    } else {
        "update address_books set version = ?2 where owner = ?1 and version = ?2 - 1"
    };
    let done = sqlx::query(statement)
        .bind(book.owner().uuid())
        .bind(version_number(book.version()))
        .execute(write.connection())
        .await
        .map_err(unavailable)?;
    expect_one(done.rows_affected())
}

async fn save(write: &mut Write, owner: UserId, address: &Address) -> Result<(), StoreError> {
    let details = &address.details;
    let done = sqlx::query(
        "insert into addresses (id, owner, full_name, phone, line1, line2, city, region, postal_code, country, latitude,
           longitude, is_default, created_at)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         on conflict (id) do update set full_name = excluded.full_name, phone = excluded.phone, line1 = excluded.line1,
           line2 = excluded.line2, city = excluded.city, region = excluded.region, postal_code = excluded.postal_code,
           country = excluded.country, latitude = excluded.latitude, longitude = excluded.longitude,
           is_default = excluded.is_default, created_at = excluded.created_at
         where owner = excluded.owner",
    )
    .bind(address.id.uuid())
    .bind(owner.uuid())
    .bind(details.full_name.as_str())
    .bind(details.phone.as_str())
    .bind(details.line1.as_str())
    .bind(details.line2.as_ref().map(AddressLine::as_str))
    .bind(details.city.as_str())
    .bind(details.region.as_ref().map(Region::as_str))
    .bind(details.postal_code.as_ref().map(PostalCode::as_str))
    .bind(details.country.code())
    .bind(details.coordinates.map(Coordinates::latitude))
    .bind(details.coordinates.map(Coordinates::longitude))
    .bind(address.is_default)
    .bind(address.created_at.unix_millis())
    .execute(write.connection())
    .await
    .map_err(unavailable)?;
    // Nothing is affected when the id is that of somebody else's address.
    expect_one(done.rows_affected())
}

fn address(row: &SqliteRow) -> Result<Address, StoreError> {
    let coordinates = match (get::<Option<i32>>(row, "latitude")?, get::<Option<i32>>(row, "longitude")?) {
        (None, None) => None,
        (Some(latitude), Some(longitude)) => {
            Some(Coordinates::from_micro_degrees(latitude, longitude).map_err(|error| corrupt("coordinates", error))?)
        }
        _ => return Err(corrupt("coordinates", "one of them is missing")),
    };
    Ok(Address {
        id: id(row, "id", AddressId::from_uuid)?,
        details: AddressDetails {
            full_name: text(row, "full_name", FullName::new)?,
            phone: text(row, "phone", Phone::new)?,
            line1: text(row, "line1", AddressLine::new)?,
            line2: optional_text(row, "line2", AddressLine::new)?,
            city: text(row, "city", City::new)?,
            region: optional_text(row, "region", Region::new)?,
            postal_code: optional_text(row, "postal_code", PostalCode::new)?,
            country: text(row, "country", str::parse::<Country>)?,
            coordinates,
        },
        is_default: get(row, "is_default")?,
        created_at: at(row, "created_at")?,
    })
}
