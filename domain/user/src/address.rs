//! Where parcels go.

use std::fmt;

use thiserror::Error;

use crate::{AddressLine, City, Country, FullName, PostalCode, Region};

/// A telephone number as people write it: 1 to 20 digits, with spaces and `+ - . / ( )` between; at most 32 characters.
///
/// It is for whoever brings the parcel, so no country's numbering plan is enforced.
#[derive(Clone, PartialEq, Eq)]
pub struct Phone(Box<str>);

/// The text is no telephone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("must be a telephone number of at most 20 digits, such as +44 20 7946 0000")]
pub struct PhoneError;

impl PhoneError {
    /// A stable code for machines.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "invalid_phone"
    }
}

impl Phone {
    /// # Errors
    /// [`PhoneError`] when the text breaks the rule in [`Phone`]'s description.
    pub fn new(text: &str) -> Result<Self, PhoneError> {
        let text = text.trim();
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let known = text.len() <= 32 && text.bytes().all(|b| b.is_ascii_digit() || b" +-./()".contains(&b));
        let plus = text.rfind('+').is_none_or(|at| at == 0);
        if known && plus && (1..=20).contains(&digits) { Ok(Self(text.into())) } else { Err(PhoneError) }
    }

    /// The number as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Masked but for the last two characters.
impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "…{}", self.0.get(self.0.len().saturating_sub(2)..).unwrap_or_default())
    }
}

/// A place on the globe (WGS 84) in millionths of a degree, about 11 cm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coordinates {
    latitude: i32,
    longitude: i32,
}

/// Why two numbers are no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CoordinatesError {
    /// Beyond a pole.
    #[error("must be between -90 and 90")]
    Latitude,
    /// Beyond the date line.
    #[error("must be between -180 and 180")]
    Longitude,
}

impl CoordinatesError {
    /// A stable code for machines.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "out_of_range"
    }
}

impl Coordinates {
    /// A place in millionths of a degree: north and east are positive.
    ///
    /// # Errors
    /// [`CoordinatesError`] when a number is out of its range.
    pub const fn from_micro_degrees(latitude: i32, longitude: i32) -> Result<Self, CoordinatesError> {
        if latitude < -90_000_000 || latitude > 90_000_000 {
            Err(CoordinatesError::Latitude)
        } else if longitude < -180_000_000 || longitude > 180_000_000 {
            Err(CoordinatesError::Longitude)
        } else {
            Ok(Self { latitude, longitude })
        }
    }

    /// Millionths of a degree north of the equator.
    #[must_use]
    pub const fn latitude(self) -> i32 {
        self.latitude
    }

    /// Millionths of a degree east of Greenwich.
    #[must_use]
    pub const fn longitude(self) -> i32 {
        self.longitude
    }
}

/// What stands on the parcel, and what helps to find the door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressDetails {
    /// Whom the parcel is for.
    pub full_name: FullName,
    /// How to reach them.
    pub phone: Phone,
    /// Street and number.
    pub line1: AddressLine,
    /// Flat, floor, company.
    pub line2: Option<AddressLine>,
    /// The city.
    pub city: City,
    /// The state, province or county.
    pub region: Option<Region>,
    /// The postal code; some countries have none.
    pub postal_code: Option<PostalCode>,
    /// The country.
    pub country: Country,
    /// Where the door is.
    pub coordinates: Option<Coordinates>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_are_kept_as_people_write_them() {
        for text in ["+44 20 7946 0000", "(030) 123-45/67", "112", "08.12.34.56.78"] {
            assert_eq!(Phone::new(&format!(" {text} ")).map(|phone| phone.as_str().to_owned()), Ok(text.to_owned()));
        }
        for text in ["", "+", "call me", "12+34", "1\n2", "٣٤٥", &"1".repeat(21), &format!("1{}1", " ".repeat(31))] {
            assert_eq!(Phone::new(text), Err(PhoneError), "{text}");
        }
        assert_eq!(format!("{:?}", Phone::new("+44 20 7946 0012").unwrap()), "…12");
    }

    #[test]
    fn places_are_on_the_globe() {
        let pole = Coordinates::from_micro_degrees(-90_000_000, 180_000_000).unwrap();
        assert_eq!((pole.latitude(), pole.longitude()), (-90_000_000, 180_000_000));
        assert_eq!(Coordinates::from_micro_degrees(90_000_001, 0), Err(CoordinatesError::Latitude));
        assert_eq!(Coordinates::from_micro_degrees(0, -180_000_001), Err(CoordinatesError::Longitude));
    }
}
