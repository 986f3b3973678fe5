//! Shipping rates from a table.
//!
//! A [`Rate`] says what a parcel costs and from which value of goods it is free; the table has one for everywhere and,
//! where delivery costs more or less, one for a country.
#![warn(missing_docs)]

use std::collections::BTreeMap;

use async_trait::async_trait;
use kernel::Money;
use order::Country;
use order_ports::{Parcel, ShippingError, ShippingRates};

/// What a parcel costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// The price of a parcel.
    pub flat: Money,
    /// From which value of goods a parcel is free; never when `None`.
    pub free_from: Option<Money>,
}

/// Rates by country.
#[derive(Debug, Clone)]
pub struct TableRates {
    everywhere: Rate,
    countries: BTreeMap<Country, Rate>,
}

impl TableRates {
    /// The same rate for all countries.
    #[must_use]
    pub const fn everywhere(rate: Rate) -> Self {
        Self { everywhere: rate, countries: BTreeMap::new() }
    }

    /// Another rate for a country.
    #[must_use]
    pub fn with(mut self, country: Country, rate: Rate) -> Self {
        self.countries.insert(country, rate);
        self
    }
}

#[async_trait]
impl ShippingRates for TableRates {
    async fn rates(&self, destination: Option<Country>, parcels: &[Parcel]) -> Result<Vec<Money>, ShippingError> {
        let rate = destination.and_then(|country| self.countries.get(&country)).unwrap_or(&self.everywhere);
        parcels.iter().map(|parcel| rate.of(parcel)).collect()
    }
}

impl Rate {
    fn of(&self, parcel: &Parcel) -> Result<Money, ShippingError> {
        if parcel.subtotal.currency() != self.flat.currency() {
            return Err(ShippingError::NotDelivered);
        }
        let is_free = self.free_from.is_some_and(|from| {
            from.currency() == parcel.subtotal.currency() && parcel.subtotal.minor() >= from.minor()
        });
        Ok(if is_free { Money::zero(self.flat.currency()) } else { self.flat })
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Currency, SellerId, Uuid};

    use super::*;

    fn usd(minor: i64) -> Money {
        Money::new(minor, Currency::USD)
    }

    fn table() -> TableRates {
        TableRates::everywhere(Rate { flat: usd(499), free_from: Some(usd(5_000)) })
            .with("VN".parse().unwrap(), Rate { flat: usd(1_500), free_from: None })
    }

    async fn check(destination: Option<&str>, subtotals: &[i64], expected: &[i64]) {
        let parcel = |&minor: &i64| Parcel {
            seller: SellerId::from_uuid(Uuid::from_u128(1)),
            subtotal: usd(minor),
            item_count: 1,
        };
        let parcels: Vec<Parcel> = subtotals.iter().map(parcel).collect();
        let rates = table().rates(destination.map(|code| code.parse().unwrap()), &parcels).await.unwrap();
        assert_eq!(rates, expected.iter().map(|&minor| usd(minor)).collect::<Vec<_>>());
    }

    #[tokio::test]
    async fn a_parcel_is_free_from_the_stated_value_on() {
        check(Some("US"), &[4_999, 5_000, 5_001, 0], &[499, 0, 0, 499]).await;
        check(None, &[4_999], &[499]).await;
    }

    #[tokio::test]
    async fn a_country_may_have_a_rate_of_its_own() {
        check(Some("VN"), &[100_000], &[1_500]).await;
    }

    #[tokio::test]
    async fn goods_of_another_currency_are_not_delivered() {
        let parcel = Parcel {
            seller: SellerId::from_uuid(Uuid::from_u128(1)),
            subtotal: Money::new(1_000, "VND".parse().unwrap()),
            item_count: 1,
        };
        assert!(matches!(table().rates(None, &[parcel]).await, Err(ShippingError::NotDelivered)));
    }
}
