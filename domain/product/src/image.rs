//! Pictures of a product.

use std::fmt;

use kernel::ImageId;
use thiserror::Error;

use crate::Alt;

/// The address of a picture elsewhere: `https`, a host, at most 2,000 visible ASCII characters, no credentials.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RemoteUrl(Box<str>);

/// The text is no address that a picture may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("must be an https address of at most 2000 characters")]
pub struct RemoteUrlError;

impl RemoteUrlError {
    /// A stable code for machines.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "invalid_url"
    }
}

impl RemoteUrl {
    /// # Errors
    /// [`RemoteUrlError`] when the text breaks the rule in [`RemoteUrl`]'s description.
    pub fn new(text: &str) -> Result<Self, RemoteUrlError> {
        let rest = text.strip_prefix("https://").ok_or(RemoteUrlError)?;
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (authority, None),
        };
        let label = |label: &str| {
            (1..=63).contains(&label.len())
                && label.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
        };
        // What could end an HTML attribute or a CSS url() is not part of an address (RFC 3986, appendix A).
        let visible =
            |b: u8| b.is_ascii_graphic() && !matches!(b, b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}');
        let good = text.len() <= 2000
            && text.bytes().all(visible)
            && host.split('.').all(label)
            && host.contains('.')
            && port.is_none_or(|port| port.parse::<u16>().is_ok());
        if good { Ok(Self(text.into())) } else { Err(RemoteUrlError) }
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Where a stored picture's files lie: 1 to 200 of `a-z 0-9 _ - /`. The file of a width is `<key>/<width>.webp`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PictureKey(Box<str>);

/// The text is no picture key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a picture key")]
pub struct PictureKeyError;

impl PictureKey {
    /// # Errors
    /// [`PictureKeyError`] when the text breaks the rule in [`PictureKey`]'s description.
    pub fn new(text: &str) -> Result<Self, PictureKeyError> {
        let segment = |segment: &str| {
            !segment.is_empty()
                && segment.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'-'))
        };
        if text.len() <= 200 && text.split('/').all(segment) { Ok(Self(text.into())) } else { Err(PictureKeyError) }
    }

    /// The key of a picture that is stored under its own id.
    #[must_use]
    pub fn of(image: ImageId) -> Self {
        Self(format!("pictures/{image}").into())
    }

    /// The key.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The key of the file of a width, one of [`StoredPicture::WIDTHS`].
    #[must_use]
    pub fn file(&self, width: u32) -> String {
        format!("{}/{width}.webp", self.0)
    }
}

impl fmt::Display for PictureKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A picture that lies in our own store, in three widths.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct StoredPicture {
    /// Where its files lie.
    pub key: PictureKey,
    /// The width of the original in pixels.
    pub width: u32,
    /// The height of the original in pixels.
    pub height: u32,
}

impl StoredPicture {
    /// The widths in pixels that a picture is stored in. A smaller original is never enlarged: its files are there under
    /// all three names, as wide as it is.
    pub const WIDTHS: [u32; 3] = [240, 480, 960];
}

/// Where a picture is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ImageSource {
    /// In our own store.
    Stored(StoredPicture),
    /// Elsewhere; it may be gone when somebody looks.
    Remote(RemoteUrl),
}

/// A picture of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// The picture.
    pub id: ImageId,
    /// What it shows, if the seller said so; who shows it falls back to the product's title.
    pub alt: Option<Alt>,
    /// Where it is.
    pub source: ImageSource,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remote_pictures_are_https_addresses() {
        for text in ["https://img.example.com/a_tn", "https://img.example.com:8443/a?b=c&d=%20#e"] {
            assert!(RemoteUrl::new(text).is_ok(), "{text}");
        }
        for text in [
            "",
            "http://img.example.com/a",
            "javascript:alert(1)",
            "data:image/svg+xml,<svg/>",
            "https://",
            "https://localhost/a",
            "https://user:secret@img.example.com/a",
            "https://img.example.com:x/a",
            "https://img..com/a",
            "https://img.example.com/a b",
            "https://img.example.com/\"onerror=",
            "https://img.example.com/ä",
            "HTTPS://img.example.com/a",
        ] {
            assert_eq!(RemoteUrl::new(text), Err(RemoteUrlError), "{text}");
        }
        assert_eq!(RemoteUrl::new(&format!("https://a.example/{}", "a".repeat(2000))), Err(RemoteUrlError));
    }

    #[test]
    fn picture_keys_cannot_leave_their_folder() {
        assert_eq!(PictureKey::new("pictures/img_1").unwrap().file(240), "pictures/img_1/240.webp");
        for text in ["", "/a", "a/", "a//b", "../a", "a.b", "A", "a b"] {
            assert_eq!(PictureKey::new(text), Err(PictureKeyError), "{text}");
        }
    }
}
