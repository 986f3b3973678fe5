//! Identifiers: a newtype for each thing, UUIDv7 inside, TypeID text outside.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;
use uuid::Uuid;

/// Why a text is not an identifier.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum IdError {
    /// The prefix before the underscore is missing or belongs to another kind of thing.
    #[error("expected an identifier that starts with `{expected}_`")]
    Prefix {
        /// The prefix that this kind of identifier has.
        expected: &'static str,
    },
    /// The part after the underscore is not 26 characters of TypeID base 32.
    #[error("the identifier is malformed")]
    Malformed,
}

impl IdError {
    /// A stable code for machines.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "invalid_id"
    }
}

/// TypeID's alphabet: Crockford's base 32 in lower case.
/// <https://github.com/jetify-com/typeid/tree/main/spec>
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const SUFFIX_LEN: usize = 26;

fn write_suffix(uuid: Uuid, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let value = uuid.as_u128();
    let mut text = [0_u8; SUFFIX_LEN];
    for (position, byte) in text.iter_mut().enumerate() {
        let shift = 5 * (SUFFIX_LEN - 1 - position);
        *byte = ALPHABET[((value >> shift) & 31) as usize];
    }
    f.write_str(std::str::from_utf8(&text).map_err(|_| fmt::Error)?)
}

fn parse_suffix(text: &str) -> Result<Uuid, IdError> {
    // 26 characters hold 130 bits: the first may only use its lower 3.
    if text.len() != SUFFIX_LEN || !matches!(text.as_bytes()[0], b'0'..=b'7') {
        return Err(IdError::Malformed);
    }
    let mut value = 0_u128;
    for byte in text.bytes() {
        let digit = ALPHABET.iter().position(|&letter| letter == byte).ok_or(IdError::Malformed)?;
        value = (value << 5) | digit as u128;
    }
    Ok(Uuid::from_u128(value))
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl $name {
            /// What stands before the underscore in this identifier's text.
            pub const PREFIX: &'static str = $prefix;

            /// Wraps a UUID that the caller took from an id source or from a store.
            #[must_use]
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The UUID, as stores keep it.
            #[must_use]
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!($prefix, "_"))?;
                write_suffix(self.0, f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                let suffix = text
                    .strip_prefix(concat!($prefix, "_"))
                    .ok_or(IdError::Prefix { expected: $prefix })?;
                parse_suffix(suffix).map(Self)
            }
        }
    )+};
}

ids! {
    /// An account.
    UserId = "usr";
    /// A delivery address of an account.
    AddressId = "adr";
    /// A signed-in session: a family of rotating refresh tokens.
    SessionId = "ses";
    /// A shop on the marketplace.
    SellerId = "slr";
    /// A product.
    ProductId = "prd";
    /// A variant of a product: what is actually bought.
    VariantId = "var";
    /// A category.
    CategoryId = "cat";
    /// A picture.
    ImageId = "img";
    /// A cart.
    CartId = "crt";
    /// A checkout: one act of buying, which makes one order per seller and one payment.
    CheckoutId = "chk";
    /// An order at one seller.
    OrderId = "ord";
    /// A payment for one checkout.
    PaymentId = "pay";
    /// A refund of (a part of) a payment.
    RefundId = "rfd";
    /// A notification to one user.
    NotificationId = "ntf";
    /// An event, unique across contexts.
    EventId = "evt";
}

#[cfg(test)]
mod tests {
    use super::*;

    const UUID: Uuid = Uuid::from_u128(0x0188_bac7_4afa_78aa_bc3b_bd1e_ef28_d881);

    #[test]
    fn text_is_the_typeid_of_the_specification() {
        // valid.yml of the TypeID specification, "valid-uuidv7".
        let uuid = Uuid::from_u128(0x0189_0a5d_ac96_774b_bcce_b302_099a_8057);
        assert_eq!(ProductId::from_uuid(uuid).to_string(), "prd_01h455vb4pex5vsknk084sn02q");
    }

    #[test]
    fn text_round_trips_at_both_ends_of_the_range() {
        for uuid in [Uuid::nil(), Uuid::max(), UUID] {
            let id = OrderId::from_uuid(uuid);
            assert_eq!(id.to_string().parse::<OrderId>(), Ok(id));
        }
    }

    #[test]
    fn another_kinds_prefix_is_refused() {
        let text = OrderId::from_uuid(UUID).to_string();
        assert_eq!(text.parse::<ProductId>(), Err(IdError::Prefix { expected: "prd" }));
    }

    #[test]
    fn malformed_suffixes_are_refused() {
        for text in [
            "prd_",
            "prd_01h455vb4pex5vsknk084sn02",
            "prd_01h455vb4pex5vsknk084sn02qq",
            "prd_01H455VB4PEX5VSKNK084SN02Q",
            "prd_81h455vb4pex5vsknk084sn02q",
            "prd_01h455vb4pex5vsknk084sn02u",
            "prd_01h455vb4pex5vsknk084sné2q",
        ] {
            assert_eq!(text.parse::<ProductId>(), Err(IdError::Malformed), "{text}");
        }
    }
}
