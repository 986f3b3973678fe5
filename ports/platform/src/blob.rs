//! Files: pictures and other things too large for a row.

use std::fmt;

use async_trait::async_trait;
use thiserror::Error;

use crate::BoxError;

/// Where a blob lies: segments of `a-z A-Z 0-9 . _ -` separated by `/`, none of which is empty or starts with a dot;
/// at most 512 characters. So a key is a path that cannot leave its folder, and an S3 key that needs no escaping.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlobKey(Box<str>);

/// The text is not a blob key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a blob key")]
pub struct BlobKeyError;

impl BlobKey {
    /// # Errors
    /// [`BlobKeyError`] when the text breaks the rule in [`BlobKey`]'s description.
    pub fn new(text: &str) -> Result<Self, BlobKeyError> {
        let segment = |segment: &str| {
            !segment.is_empty()
                && !segment.starts_with('.')
                && segment.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
        };
        if text.len() <= 512 && text.split('/').all(segment) { Ok(Self(text.into())) } else { Err(BlobKeyError) }
    }

    /// The key.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BlobKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A stored file.
#[derive(Clone, PartialEq, Eq)]
pub struct Blob {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Its media type, such as `image/webp`.
    pub content_type: String,
}

impl fmt::Debug for Blob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Blob({}, {} bytes)", self.content_type, self.bytes.len())
    }
}

/// The blob store does not answer, or answers that it cannot now.
#[derive(Debug, Error)]
#[error("files cannot be stored or read at the moment")]
pub struct BlobError(#[source] pub BoxError);

/// Keeps blobs. A key is written once: what it holds never changes, so it may be cached for ever.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait BlobStore: Send + Sync {
    /// Stores a blob. Returns once it would survive a crash. Storing the same key again replaces it.
    async fn put(&self, key: &BlobKey, blob: Blob) -> Result<(), BlobError>;

    /// The blob, or `None` when there is none.
    async fn get(&self, key: &BlobKey) -> Result<Option<Blob>, BlobError>;

    /// Removes a blob; removing what is not there is no error.
    async fn delete(&self, key: &BlobKey) -> Result<(), BlobError>;

    /// The address at which a browser finds the blob, absolute or starting with `/`.
    fn public_url(&self, key: &BlobKey) -> String;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_cannot_leave_its_folder() {
        assert!(BlobKey::new("products/img_01h455vb4pex5vsknk084sn02q/640.webp").is_ok());
        for text in ["", "/a", "a/", "a//b", "../a", "a/../b", "a/.hidden", "a\\b", "a b", "ä", "a\0"] {
            assert_eq!(BlobKey::new(text), Err(BlobKeyError), "{text}");
        }
        assert_eq!(BlobKey::new(&"a".repeat(513)), Err(BlobKeyError));
    }
}
