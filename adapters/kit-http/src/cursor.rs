//! Cursors: where a page ended, sealed so that what comes back is what was given out.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::Sha256;

use crate::Problem;

const TAG: usize = 16;

/// Seals cursors with HMAC-SHA-256 (RFC 2104), truncated to 128 bits. A cursor belongs to one list with its filters
/// and its order, the `scope`: one that was changed, or is used with another list, is refused.
#[derive(Clone)]
pub struct CursorKey(Hmac<Sha256>);

impl std::fmt::Debug for CursorKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CursorKey(…)")
    }
}

impl CursorKey {
    /// A key from 256 secret bits, the same in all replicas.
    #[must_use]
    pub fn new(secret: &[u8; 32]) -> Self {
        // HMAC takes a key of any length.
        #[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
        Self(Hmac::new_from_slice(secret).expect("HMAC takes a key of any length"))
    }

    fn tag(&self, scope: &str, position: &[u8]) -> [u8; TAG] {
        let mut mac = self.0.clone();
        // The length keeps scope and position apart.
        mac.update(&(scope.len() as u64).to_be_bytes());
        mac.update(scope.as_bytes());
        mac.update(position);
        let full = mac.finalize().into_bytes();
        let mut tag = [0; TAG];
        tag.copy_from_slice(&full[..TAG]);
        tag
    }

    /// The cursor for a position in a list.
    ///
    /// # Errors
    /// `internal` when the position cannot be written as JSON, which is a defect.
    pub fn seal(&self, scope: &str, position: &impl Serialize) -> Result<String, Problem> {
        let position = serde_json::to_vec(position).map_err(|error| Problem::internal(&error))?;
        let mut bytes = self.tag(scope, &position).to_vec();
        bytes.extend_from_slice(&position);
        Ok(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// The position in a cursor that was made for this list.
    ///
    /// # Errors
    /// `invalid_cursor` when the cursor was changed, or belongs to another list.
    pub fn open<T: DeserializeOwned>(&self, scope: &str, cursor: &str) -> Result<T, Problem> {
        let invalid = || {
            Problem::bad_request(
                "invalid_cursor",
                "The cursor is not valid for this list. Start again without a cursor.",
            )
        };
        let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| invalid())?;
        let (tag, position) = bytes.split_at_checked(TAG).ok_or_else(invalid)?;
        // A cursor gives no rights: what it seals is bound as a parameter. So a plain comparison will do.
        if tag != self.tag(scope, position) {
            return Err(invalid());
        }
        serde_json::from_slice(position).map_err(|_| invalid())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_opens_only_unchanged_and_for_its_list() {
        let key = CursorKey::new(&[7; 32]);
        let cursor = key.seal("products?sort=newest", &(1999_i64, "prd_1")).unwrap();
        assert_eq!(key.open::<(i64, String)>("products?sort=newest", &cursor).unwrap(), (1999, "prd_1".to_owned()));
        assert_eq!(key.open::<(i64, String)>("products?sort=price", &cursor).unwrap_err().code(), "invalid_cursor");
        for position in 0..cursor.len() {
            let mut changed = cursor.clone().into_bytes();
            changed[position] = if changed[position] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            assert_eq!(
                key.open::<(i64, String)>("products?sort=newest", &changed).unwrap_err().code(),
                "invalid_cursor"
            );
        }
        for garbage in ["", "a", "%", "'; drop table products --"] {
            assert_eq!(key.open::<(i64, String)>("x", garbage).unwrap_err().code(), "invalid_cursor");
        }
    }
}
