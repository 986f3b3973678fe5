use image::{ExtendedColorType, ImageEncoder, Rgba, RgbaImage};

use super::*;

fn png(width: u32, height: u32) -> Vec<u8> {
    let picture = RgbaImage::from_fn(width, height, |x, y| {
        Rgba([u8::try_from(x % 256).unwrap(), u8::try_from(y % 256).unwrap(), 100, 255])
    });
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgba8(picture).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// Left half red, right half blue, with an Exif segment that says how to turn it and where it was taken.
fn jpeg_with_exif(orientation: u8) -> Vec<u8> {
    let picture =
        image::RgbImage::from_fn(64, 32, |x, _| if x < 32 { image::Rgb([255, 0, 0]) } else { image::Rgb([0, 0, 255]) });
    let mut plain = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut plain, 95)
        .write_image(picture.as_raw(), 64, 32, ExtendedColorType::Rgb8)
        .unwrap();
    // TIFF header, one directory with Orientation (0x0112, a short), then text that stands for a place.
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
    exif.extend(b"GPS 52.5200 13.4050");
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&plain[..2], &[0xff, 0xe1], &length, &exif, &plain[2..]].concat()
}

/// A PNG whose header claims a size, and that holds next to nothing.
fn png_that_claims(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = png(1, 1);
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let checksum = crc32(&bytes[12..29]).to_be_bytes();
    bytes[29..33].copy_from_slice(&checksum);
    bytes
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

fn dimensions(file: &PictureFile) -> (u32, u32) {
    let decoder = ImageReader::with_format(Cursor::new(&file.bytes), ImageFormat::WebP).into_decoder().unwrap();
    decoder.dimensions()
}

async fn check_refused(bytes: Vec<u8>, code: &str) {
    use platform::AppError;
    let error = WebpPictures::new(1).process(bytes).await.unwrap_err();
    assert_eq!(error.code(), code);
}

#[tokio::test]
async fn a_picture_is_made_in_three_widths() {
    let picture = WebpPictures::new(2).process(png(1600, 800)).await.unwrap();
    assert_eq!((picture.width, picture.height), (1600, 800));
    assert_eq!(picture.files.iter().map(|file| file.width).collect::<Vec<_>>(), StoredPicture::WIDTHS);
    assert_eq!(picture.files.iter().map(dimensions).collect::<Vec<_>>(), [(240, 120), (480, 240), (960, 480)]);
    assert!(picture.files.iter().all(|file| file.bytes.starts_with(b"RIFF") && &file.bytes[8..12] == b"WEBP"));
}

#[tokio::test]
async fn a_small_picture_is_not_enlarged() {
    let picture = WebpPictures::new(1).process(png(300, 10)).await.unwrap();
    assert_eq!(picture.files.iter().map(dimensions).collect::<Vec<_>>(), [(240, 8), (300, 10), (300, 10)]);
}

#[tokio::test]
async fn a_webp_is_accepted_too() {
    let first = WebpPictures::new(1).process(png(64, 64)).await.unwrap();
    let again = WebpPictures::new(1).process(first.files[0].bytes.clone()).await.unwrap();
    assert_eq!((again.width, again.height), (64, 64));
}

#[tokio::test]
async fn a_picture_is_turned_upright_and_loses_its_metadata() {
    // 6 is "turn by 90° clockwise": what was left is on top.
    let bytes = jpeg_with_exif(6);
    assert!(bytes.windows(3).any(|part| part == b"GPS"));
    let picture = WebpPictures::new(1).process(bytes).await.unwrap();
    assert_eq!((picture.width, picture.height), (32, 64));
    for file in &picture.files {
        assert!(!file.bytes.windows(3).any(|part| part == b"GPS"));
        assert!(!file.bytes.windows(4).any(|part| part == b"EXIF" || part == b"Exif"));
    }
    let upright = image::load_from_memory(&picture.files[2].bytes).unwrap().into_rgb8();
    let (top, bottom) = (upright.get_pixel(16, 8), upright.get_pixel(16, 56));
    assert!(top[0] > 200 && top[2] < 60, "{top:?}");
    assert!(bottom[2] > 200 && bottom[0] < 60, "{bottom:?}");
}

#[tokio::test]
async fn what_is_no_picture_is_refused_whatever_its_name() {
    check_refused(b"PK\x03\x04 a zip archive".to_vec(), "unsupported_picture").await;
    check_refused(b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>".to_vec(), "unsupported_picture").await;
    check_refused(b"GIF89a\x01\0\x01\0\0\0\0".to_vec(), "unsupported_picture").await;
    check_refused(b"%PDF-1.7".to_vec(), "unsupported_picture").await;
    check_refused(Vec::new(), "unsupported_picture").await;
}

#[tokio::test]
async fn a_decompression_bomb_is_refused_by_its_header() {
    check_refused(png_that_claims(50_000, 50_000), "too_many_pixels").await;
    check_refused(png_that_claims(6_325, 6_325), "too_many_pixels").await;
    check_refused(png_that_claims(20_000, 1), "too_many_pixels").await;
    // 40 megapixels are accepted by the header, and then there is nothing in it.
    check_refused(png_that_claims(8_000, 5_000), "unreadable_picture").await;
}

#[tokio::test]
async fn damaged_and_oversized_files_are_refused() {
    let whole = png(300, 300);
    check_refused(whole[..whole.len() / 2].to_vec(), "unreadable_picture").await;
    let mut jpeg = jpeg_with_exif(1);
    jpeg.truncate(120);
    check_refused(jpeg, "unreadable_picture").await;
    check_refused(vec![0xff; PictureError::MAX_BYTES + 1], "picture_too_large").await;
}
