//! Addresses.

use kernel::{Line, TextError};
use kit_http::{Problem, Validator};
use serde::{Deserialize, Serialize};
use user::{Address, AddressDetails, Coordinates, CoordinatesError, CountryError, Phone, PhoneError};
use utoipa::ToSchema;

/// Where parcels go.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Address)]
pub(crate) struct AddressDto {
    /// `adr_…`
    id: String,
    full_name: String,
    phone: String,
    line1: String,
    #[schema(required)]
    line2: Option<String>,
    city: String,
    #[schema(required)]
    region: Option<String>,
    #[schema(required)]
    postal_code: Option<String>,
    /// ISO 3166-1 alpha-2.
    #[schema(example = "US")]
    country: String,
    /// Degrees north of the equator (WGS 84).
    #[schema(required)]
    latitude: Option<f64>,
    /// Degrees east of Greenwich (WGS 84).
    #[schema(required)]
    longitude: Option<f64>,
    /// Whether it is the one that is offered first.
    is_default: bool,
}

impl From<&Address> for AddressDto {
    fn from(address: &Address) -> Self {
        let details = &address.details;
        let degrees = |micro: i32| f64::from(micro) / MICRO;
        Self {
            id: address.id.to_string(),
            full_name: details.full_name.to_string(),
            phone: details.phone.as_str().to_owned(),
            line1: details.line1.to_string(),
            line2: details.line2.as_ref().map(ToString::to_string),
            city: details.city.to_string(),
            region: details.region.as_ref().map(ToString::to_string),
            postal_code: details.postal_code.as_ref().map(ToString::to_string),
            country: details.country.to_string(),
            latitude: details.coordinates.map(|place| degrees(place.latitude())),
            longitude: details.coordinates.map(|place| degrees(place.longitude())),
            is_default: address.is_default,
        }
    }
}

/// All addresses of somebody, in the order in which they were added.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AddressList)]
pub(crate) struct AddressListDto {
    pub(crate) items: Vec<AddressDto>,
}

/// An address as somebody writes it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AddressInput)]
pub(crate) struct AddressInputDto {
    #[schema(min_length = 1, max_length = 120)]
    full_name: String,
    /// 1 to 20 digits, with spaces and `+ - . / ( )` between.
    #[schema(example = "+44 20 7946 0000", max_length = 32)]
    phone: String,
    #[schema(min_length = 1, max_length = 200)]
    line1: String,
    #[serde(default)]
    #[schema(max_length = 200)]
    line2: Option<String>,
    #[schema(min_length = 1, max_length = 100)]
    city: String,
    #[serde(default)]
    #[schema(max_length = 100)]
    region: Option<String>,
    #[serde(default)]
    #[schema(max_length = 16)]
    postal_code: Option<String>,
    /// ISO 3166-1 alpha-2, in capital letters.
    #[schema(example = "US", min_length = 2, max_length = 2)]
    country: String,
    /// Degrees north of the equator (WGS 84); with the longitude, or not at all.
    #[serde(default)]
    #[schema(minimum = -90, maximum = 90)]
    latitude: Option<f64>,
    /// Degrees east of Greenwich (WGS 84); with the latitude, or not at all.
    #[serde(default)]
    #[schema(minimum = -180, maximum = 180)]
    longitude: Option<f64>,
    /// Whether it becomes the one that is offered first. The first address does so anyway, and the default stays it
    /// until another becomes it.
    #[serde(default)]
    is_default: bool,
}

impl AddressInputDto {
    /// What the address says, and whether it is to become the default.
    pub(crate) fn check(&self) -> Result<(AddressDetails, bool), Problem> {
        let mut v = Validator::new();
        let full_name = line(&mut v, "full_name", &self.full_name);
        let phone = v.check("phone", Phone::new(&self.phone), PhoneError::code);
        let line1 = line(&mut v, "line1", &self.line1);
        let line2 = optional_line(&mut v, "line2", self.line2.as_deref());
        let city = line(&mut v, "city", &self.city);
        let region = optional_line(&mut v, "region", self.region.as_deref());
        let postal_code = optional_line(&mut v, "postal_code", self.postal_code.as_deref());
        let country = v.check("country", self.country.parse(), CountryError::code);
        let coordinates = self.coordinates(&mut v);
        let details = || {
            Some(AddressDetails {
                full_name: full_name?,
                phone: phone?,
                line1: line1?,
                line2: line2?,
                city: city?,
                region: region?,
                postal_code: postal_code?,
                country: country?,
                coordinates: coordinates?,
            })
        };
        let details = details();
        Ok((v.finish(details)?, self.is_default))
    }

    fn coordinates(&self, v: &mut Validator) -> Option<Option<Coordinates>> {
        let (latitude, longitude) = match (self.latitude, self.longitude) {
            (None, None) => return Some(None),
            (Some(latitude), Some(longitude)) => (latitude, longitude),
            (None, Some(_)) => {
                v.add("latitude", "required", "must be given with the longitude");
                return None;
            }
            (Some(_), None) => {
                v.add("longitude", "required", "must be given with the latitude");
                return None;
            }
        };
        let (latitude, longitude) = (micro_degrees(latitude), micro_degrees(longitude));
        // Each on its own, so that both errors are told.
        let north = v.check("latitude", Coordinates::from_micro_degrees(latitude, 0), CoordinatesError::code);
        let east = v.check("longitude", Coordinates::from_micro_degrees(0, longitude), CoordinatesError::code);
        north.zip(east)?;
        Coordinates::from_micro_degrees(latitude, longitude).ok().map(Some)
    }
}

const MICRO: f64 = 1_000_000.0;

/// What is far out of range becomes the largest number, which is out of range, too.
#[expect(clippy::cast_possible_truncation, reason = "the conversion saturates, and what is rounded has no fraction")]
fn micro_degrees(degrees: f64) -> i32 {
    (degrees * MICRO).round() as i32
}

fn line<const MAX: usize>(v: &mut Validator, field: &str, text: &str) -> Option<Line<MAX>> {
    v.check(field, Line::new(text), TextError::code)
}

/// A text that may be left out; an empty one is left out, as forms send it.
fn optional_line<const MAX: usize>(v: &mut Validator, field: &str, text: Option<&str>) -> Option<Option<Line<MAX>>> {
    v.check_optional(field, text.filter(|text| !text.trim().is_empty()), Line::new, TextError::code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_become_the_nearest_millionth() {
        assert_eq!(micro_degrees(51.507_222_4), 51_507_222);
        assert_eq!(micro_degrees(-0.127_500_6), -127_501);
        assert_eq!(micro_degrees(1e300), i32::MAX);
    }
}
