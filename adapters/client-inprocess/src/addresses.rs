//! The order context asks where a shopper's parcel goes.

use std::sync::Arc;

use async_trait::async_trait;
use kernel::{AddressId, UserId};
use order::{Coordinates, DeliveryAddress};
use order_ports::{AskError, DeliveryAddresses};
use user_app::UserApp;

use crate::failure::{nonsense, store_failure};

/// The address books of this process.
#[derive(Clone)]
pub struct InProcessAddresses {
    users: Arc<UserApp>,
}

impl InProcessAddresses {
    /// Asks these use cases.
    #[must_use]
    pub const fn new(users: Arc<UserApp>) -> Self {
        Self { users }
    }
}

#[async_trait]
impl DeliveryAddresses for InProcessAddresses {
    async fn address(&self, user: UserId, address: AddressId) -> Result<Option<DeliveryAddress>, AskError> {
        let Some(found) = self.users.addresses.find(user, address).await.map_err(store_failure)? else {
            return Ok(None);
        };
        let details = found.details;
        Ok(Some(DeliveryAddress {
            full_name: details.full_name.to_string(),
            phone: details.phone.as_str().to_owned(),
            line1: details.line1.to_string(),
            line2: details.line2.map(|line| line.to_string()),
            city: details.city.to_string(),
            region: details.region.map(|region| region.to_string()),
            postal_code: details.postal_code.map(|code| code.to_string()),
            country: details.country.code().parse().map_err(nonsense)?,
            coordinates: details
                .coordinates
                .map(|place| Coordinates { latitude: place.latitude(), longitude: place.longitude() }),
        }))
    }
}
