//! Pictures: stored ones in several widths, and where a browser finds them.

use std::sync::Arc;

use platform::{AppError, Blob, BlobError, BlobKey, BlobStore, ErrorKind};
use product::{Image, ImageSource, PictureKey, StoredPicture};
use product_ports::{PictureError, PictureProcessor};
use thiserror::Error;

/// A picture in one width.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureSource {
    /// Where it is.
    pub url: String,
    /// How wide it is in pixels.
    pub width: u32,
}

/// Where a browser finds a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pictures {
    /// The largest one.
    pub url: String,
    /// All widths, ascending; none for a picture elsewhere.
    pub sources: Vec<PictureSource>,
}

/// Tells where a browser finds a picture.
#[derive(Clone)]
pub struct PictureUrls {
    pub(crate) blobs: Arc<dyn BlobStore>,
}

impl PictureUrls {
    /// Addresses as this store gives them.
    #[must_use]
    pub fn new(blobs: Arc<dyn BlobStore>) -> Self {
        Self { blobs }
    }

    /// Where a browser finds the picture.
    #[must_use]
    pub fn of(&self, image: &Image) -> Pictures {
        match &image.source {
            ImageSource::Remote(url) => Pictures { url: url.as_str().to_owned(), sources: Vec::new() },
            ImageSource::Stored(picture) => {
                let sources: Vec<_> = StoredPicture::WIDTHS
                    .into_iter()
                    .filter_map(|width| {
                        let key = BlobKey::new(&picture.key.file(width)).ok()?;
                        Some(PictureSource { url: self.blobs.public_url(&key), width: width.min(picture.width) })
                    })
                    .collect();
                Pictures { url: sources.last().map(|source| source.url.clone()).unwrap_or_default(), sources }
            }
        }
    }

    /// The address of the width that fits a list: the middle one.
    #[must_use]
    pub fn thumbnail(&self, image: &Image) -> String {
        let pictures = self.of(image);
        pictures.sources.into_iter().nth(1).map_or(pictures.url, |source| source.url)
    }
}

/// Why a picture could not be stored.
#[derive(Debug, Error)]
pub enum StorePictureError {
    /// It was refused.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// Files cannot be stored.
    #[error(transparent)]
    Blob(#[from] BlobError),
}

impl AppError for StorePictureError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Picture(error) => error.kind(),
            Self::Blob(_) => ErrorKind::Unavailable,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Picture(error) => error.code(),
            Self::Blob(_) => "unavailable",
        }
    }
}

/// Makes a picture fit for the web and stores it.
pub struct StorePicture {
    pub(crate) processor: Arc<dyn PictureProcessor>,
    pub(crate) blobs: Arc<dyn BlobStore>,
}

impl StorePicture {
    /// Stores a picture under a key, in all widths.
    ///
    /// # Errors
    /// [`StorePictureError`].
    pub async fn execute(&self, key: PictureKey, bytes: Vec<u8>) -> Result<StoredPicture, StorePictureError> {
        let picture = self.processor.process(bytes).await?;
        for file in picture.files {
            let blob_key = BlobKey::new(&key.file(file.width)).map_err(|error| BlobError(error.into()))?;
            self.blobs.put(&blob_key, Blob { bytes: file.bytes, content_type: "image/webp".to_owned() }).await?;
        }
        Ok(StoredPicture { key, width: picture.width, height: picture.height })
    }

    /// Removes a picture's files. That a file stays is no reason to fail: it costs space, nothing else.
    pub(crate) async fn discard(&self, key: &PictureKey) {
        for width in StoredPicture::WIDTHS {
            let Ok(blob_key) = BlobKey::new(&key.file(width)) else { continue };
            if let Err(error) = self.blobs.delete(&blob_key).await {
                tracing::warn!(key = %blob_key, %error, "a picture's file could not be removed");
            }
        }
    }
}
