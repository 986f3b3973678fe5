//! Making uploads fit for the web.

use async_trait::async_trait;
use platform::{AppError, BoxError, ErrorKind};
use thiserror::Error;

/// A picture in one of the widths of [`product::StoredPicture::WIDTHS`].
#[derive(Clone, PartialEq, Eq)]
pub struct PictureFile {
    /// The width's name: one of the widths, though a smaller original is not enlarged.
    pub width: u32,
    /// WebP.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for PictureFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PictureFile({} px, {} bytes)", self.width, self.bytes.len())
    }
}

/// A picture in all widths, without any metadata.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProcessedPicture {
    /// The original's width in pixels, after turning it upright.
    pub width: u32,
    /// The original's height in pixels, after turning it upright.
    pub height: u32,
    /// One file for each width, ascending.
    pub files: Vec<PictureFile>,
}

/// Why a picture was refused.
#[derive(Debug, Error)]
pub enum PictureError {
    /// Not JPEG, PNG or WebP, whatever its name says.
    #[error("The picture must be a JPEG, PNG or WebP file.")]
    UnsupportedType,
    /// More bytes than [`PictureError::MAX_BYTES`].
    #[error("The picture's file is larger than 10 MB.")]
    TooManyBytes,
    /// More pixels than [`PictureError::MAX_PIXELS`], or a side longer than [`PictureError::MAX_SIDE`].
    #[error("The picture has more than 40 megapixels.")]
    TooManyPixels,
    /// It claims to be a picture, but cannot be read as one.
    #[error("The picture cannot be read. Its file may be damaged.")]
    Unreadable(#[source] BoxError),
    /// The processor itself failed.
    #[error("the picture processor failed")]
    Failed(#[source] BoxError),
}

impl PictureError {
    /// The largest file: 10 MB.
    pub const MAX_BYTES: usize = 10 * 1024 * 1024;
    /// The most pixels: 40 megapixels.
    pub const MAX_PIXELS: u64 = 40_000_000;
    /// The longest side in pixels.
    pub const MAX_SIDE: u32 = 16_383;
}

impl AppError for PictureError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::UnsupportedType => ErrorKind::UnsupportedType,
            Self::TooManyBytes => ErrorKind::TooLarge,
            Self::TooManyPixels | Self::Unreadable(_) => ErrorKind::Invalid,
            Self::Failed(_) => ErrorKind::Internal,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::UnsupportedType => "unsupported_picture",
            Self::TooManyBytes => "picture_too_large",
            Self::TooManyPixels => "too_many_pixels",
            Self::Unreadable(_) => "unreadable_picture",
            Self::Failed(_) => "internal",
        }
    }
}

/// Makes uploads fit for the web: checks the type by content and the size before decoding, turns the picture upright,
/// drops all metadata, and encodes it as WebP in all widths. Works off the runtime's threads, on a bounded number of
/// pictures at a time.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait PictureProcessor: Send + Sync {
    /// # Errors
    /// [`PictureError`].
    async fn process(&self, bytes: Vec<u8>) -> Result<ProcessedPicture, PictureError>;
}
