//! Checks pictures and re-encodes them to WebP in three widths.
//!
//! Nothing of the upload reaches the store but its pixels: what looks like a picture and carries something else, or
//! carries where it was taken, loses it.

use std::io::Cursor;
use std::sync::Arc;

use async_trait::async_trait;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use product::StoredPicture;
use product_ports::{PictureError, PictureFile, PictureProcessor, ProcessedPicture};
use tokio::sync::Semaphore;

/// Of 100; about where the eye sees no difference on a product picture.
const QUALITY: f32 = 80.0;
/// What decoding may take: the most pixels at 16 bits in four channels.
const MAX_ALLOCATION: u64 = PictureError::MAX_PIXELS * 8;

/// Processes pictures on the blocking threads, a few at a time.
pub struct WebpPictures {
    slots: Arc<Semaphore>,
}

impl WebpPictures {
    /// Processes up to `at_once` pictures at the same time; each may take some hundred megabytes for a moment.
    #[must_use]
    pub fn new(at_once: usize) -> Self {
        Self { slots: Arc::new(Semaphore::new(at_once.max(1))) }
    }
}

#[async_trait]
impl PictureProcessor for WebpPictures {
    async fn process(&self, bytes: Vec<u8>) -> Result<ProcessedPicture, PictureError> {
        if bytes.len() > PictureError::MAX_BYTES {
            return Err(PictureError::TooManyBytes);
        }
        let slot = Arc::clone(&self.slots).acquire_owned().await.map_err(|error| PictureError::Failed(error.into()))?;
        tokio::task::spawn_blocking(move || {
            let _slot = slot;
            process(&bytes)
        })
        .await
        .map_err(|error| PictureError::Failed(error.into()))?
    }
}

fn process(bytes: &[u8]) -> Result<ProcessedPicture, PictureError> {
    let original = decode(bytes)?;
    let (width, height) = (original.width(), original.height());
    let mut files = Vec::with_capacity(StoredPicture::WIDTHS.len());
    // Each width is made of the next larger one: the original, which may be huge, is read once.
    let mut larger = original;
    for name in StoredPicture::WIDTHS.into_iter().rev() {
        if larger.width() > name {
            larger = larger.resize_exact(name, scaled_height(width, height, name), FilterType::CatmullRom);
        }
        files.push(PictureFile { width: name, bytes: encode(&larger)? });
    }
    files.reverse();
    Ok(ProcessedPicture { width, height, files })
}

fn decode(bytes: &[u8]) -> Result<DynamicImage, PictureError> {
    let unreadable = |error: image::ImageError| PictureError::Unreadable(error.into());
    let format = image::guess_format(bytes)
        .ok()
        .filter(|format| matches!(format, ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP))
        .ok_or(PictureError::UnsupportedType)?;
    let mut decoder = ImageReader::with_format(Cursor::new(bytes), format).into_decoder().map_err(unreadable)?;
    // The header says how large the picture is; nothing of it is decoded yet.
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PictureError::MAX_PIXELS || width.max(height) > PictureError::MAX_SIDE {
        return Err(PictureError::TooManyPixels);
    }
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_ALLOCATION);
    decoder.set_limits(limits).map_err(unreadable)?;
    let orientation = decoder.orientation().map_err(unreadable)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(unreadable)?;
    picture.apply_orientation(orientation);
    // Eight bits are what WebP keeps.
    Ok(DynamicImage::ImageRgba8(picture.into_rgba8()))
}

fn scaled_height(width: u32, height: u32, to: u32) -> u32 {
    let scaled = (u64::from(height) * u64::from(to) + u64::from(width) / 2) / u64::from(width.max(1));
    u32::try_from(scaled).unwrap_or(PictureError::MAX_SIDE).clamp(1, PictureError::MAX_SIDE)
}

fn encode(picture: &DynamicImage) -> Result<Vec<u8>, PictureError> {
    let pixels = picture.to_rgba8();
    let encoded = webp::Encoder::from_rgba(&pixels, pixels.width(), pixels.height())
        .encode_simple(false, QUALITY)
        .map_err(|error| PictureError::Failed(format!("WebP encoder: {error:?}").into()))?;
    Ok(encoded.to_vec())
}

#[cfg(test)]
mod tests;
