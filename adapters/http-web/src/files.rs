//! Where files come from.

use std::borrow::Cow;

use rust_embed::RustEmbed;

/// A file of the web app.
pub(crate) struct File {
    pub(crate) bytes: Cow<'static, [u8]>,
    /// SHA-256 of the bytes.
    pub(crate) hash: [u8; 32],
}

/// The files of the web app, by path without a leading slash.
pub(crate) trait Files: Send + Sync {
    fn get(&self, path: &str) -> Option<File>;
}

#[derive(RustEmbed)]
#[folder = "$TRADEPOST_WEB_DIST"]
#[allow_missing = true]
struct Dist;

/// What was built before this program.
pub(crate) struct Embedded;

impl Files for Embedded {
    fn get(&self, path: &str) -> Option<File> {
        let file = Dist::get(path)?;
        Some(File { hash: file.metadata.sha256_hash(), bytes: file.data })
    }
}

/// Whether there is a web app to serve.
#[must_use]
pub fn is_built() -> bool {
    Dist::get(crate::answer::INDEX).is_some()
}
