//! Money on the wire.

use kernel::{Currency, Money, MoneyError};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Validator;

/// An amount in minor units of a currency: 19.99 USD is `{"amount": 1999, "currency": "USD"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Money)]
pub struct MoneyDto {
    /// The amount in minor units.
    #[schema(example = 1999)]
    pub amount: i64,
    /// The currency's code (ISO 4217).
    #[schema(example = "USD", min_length = 3, max_length = 3)]
    pub currency: String,
}

impl From<Money> for MoneyDto {
    fn from(money: Money) -> Self {
        Self { amount: money.minor(), currency: money.currency().code().to_owned() }
    }
}

impl MoneyDto {
    /// The money, when the currency is known; otherwise the error is noted for `<field>.currency`.
    pub fn check(&self, field: &str, validator: &mut Validator) -> Option<Money> {
        validator
            .check(&format!("{field}.currency"), self.currency.parse::<Currency>(), MoneyError::code)
            .map(|currency| Money::new(self.amount, currency))
    }
}
