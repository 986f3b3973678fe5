//! Where goods go.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// A country by its code of ISO 3166-1 alpha-2. Only the form is checked here: which countries there are is the
/// business of whoever keeps addresses, and which are delivered to, of the shipping rates.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 2]);

/// The text is not two capital letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("must be a country code of ISO 3166-1 alpha-2, such as US")]
pub struct CountryError;

impl CountryError {
    /// A stable code for machines.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "invalid_country"
    }
}

impl Country {
    /// The two letters.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl FromStr for Country {
    type Err = CountryError;

    fn from_str(text: &str) -> Result<Self, CountryError> {
        match text.as_bytes() {
            &[first @ b'A'..=b'Z', second @ b'A'..=b'Z'] => Ok(Self([first, second])),
            _ => Err(CountryError),
        }
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A position (WGS 84) in millionths of a degree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coordinates {
    /// North is positive.
    pub latitude: i32,
    /// East is positive.
    pub longitude: i32,
}

/// The address that goods are delivered to, as it was when they were bought: later changes of the shopper's address
/// book do not reach it.
#[derive(Clone, PartialEq, Eq)]
pub struct DeliveryAddress {
    /// Who receives it.
    pub full_name: String,
    /// Whom the carrier calls.
    pub phone: String,
    /// Street and number.
    pub line1: String,
    /// Anything more.
    pub line2: Option<String>,
    /// Town.
    pub city: String,
    /// State or province.
    pub region: Option<String>,
    /// Postal code, in countries that have one.
    pub postal_code: Option<String>,
    /// Country.
    pub country: Country,
    /// Where it is on the map.
    pub coordinates: Option<Coordinates>,
}

/// Logs have no business with where somebody lives.
impl fmt::Debug for DeliveryAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DeliveryAddress(…, {})", self.country)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_two_capital_letters() {
        assert_eq!("VN".parse::<Country>().map(|country| country.to_string()), Ok("VN".to_owned()));
        for wrong in ["", "V", "vn", "VNM", "V1", "É"] {
            assert_eq!(wrong.parse::<Country>(), Err(CountryError), "{wrong}");
        }
    }
}
