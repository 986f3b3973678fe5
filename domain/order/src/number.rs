//! The number that people read to each other.

use std::fmt;
use std::str::FromStr;

use kernel::OrderId;
use thiserror::Error;

/// An order's number for people: ten characters of Crockford's base 32 with a dash in the middle, `7ZK3M-0QXWA`.
///
/// It is made of the last 50 bits of the order's id, which are random: nobody counts, so nobody races for the next
/// number, and nobody learns how many orders there are. A store keeps numbers unique.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct OrderNumber([u8; 10]);

/// The text is not an order's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not an order number")]
pub struct OrderNumberError;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

impl OrderNumber {
    /// The number of the order with this id.
    #[must_use]
    pub fn of(id: OrderId) -> Self {
        let mut bits = id.uuid().as_u128();
        let mut digits = [0; 10];
        for digit in digits.iter_mut().rev() {
            *digit = ALPHABET[(bits & 31) as usize];
            bits >>= 5;
        }
        Self(digits)
    }
}

impl fmt::Display for OrderNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = std::str::from_utf8(&self.0).map_err(|_| fmt::Error)?;
        write!(f, "{}-{}", &text[..5], &text[5..])
    }
}

impl FromStr for OrderNumber {
    type Err = OrderNumberError;

    fn from_str(text: &str) -> Result<Self, OrderNumberError> {
        let (first, second) = text.split_once('-').ok_or(OrderNumberError)?;
        let digits: Vec<u8> = first.bytes().chain(second.bytes()).collect();
        if first.len() != 5 || !digits.iter().all(|digit| ALPHABET.contains(digit)) {
            return Err(OrderNumberError);
        }
        digits.try_into().map(Self).map_err(|_| OrderNumberError)
    }
}

#[cfg(test)]
mod tests {
    use kernel::Uuid;

    use super::*;

    #[test]
    fn the_number_is_the_random_end_of_the_id() {
        let id = |low: u128| OrderId::from_uuid(Uuid::from_u128((0x0189_0a5d_ac96_774b << 64) | low));
        assert_eq!(OrderNumber::of(id(0)).to_string(), "00000-00000");
        assert_eq!(OrderNumber::of(id((1 << 50) - 1)).to_string(), "ZZZZZ-ZZZZZ");
        assert_eq!(OrderNumber::of(id(33)).to_string(), "00000-00011");
    }

    #[test]
    fn text_round_trips_and_nothing_else_is_read() {
        let number = OrderNumber::of(OrderId::from_uuid(Uuid::from_u128(0x1234_5678_9abc)));
        assert_eq!(number.to_string().parse(), Ok(number));
        for wrong in ["", "ZZZZZ", "ZZZZZZZZZZ", "ZZZZ-ZZZZZZ", "ZZZZZ-ZZZZ", "zzzzz-zzzzz", "ZZZZZ-ZZZZU", "ÉÉ-ZZZZZZ"]
        {
            assert_eq!(wrong.parse::<OrderNumber>(), Err(OrderNumberError), "{wrong}");
        }
    }
}
