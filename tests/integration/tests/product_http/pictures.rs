//! Uploads and what becomes of them.

use std::io::Cursor;

use axum::body::Body;
use http::{Method, Request};
use image::{DynamicImage, ImageFormat, RgbImage};
use serde_json::{Value, json};

use crate::shop::{Answer, Shop};

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(RgbImage::new(width, height)).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

const BOUNDARY: &str = "----boundary";

/// A form of these parts: name, file name, bytes.
fn form(parts: &[(&str, Option<&str>, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, file, bytes) in parts {
        body.extend(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"").bytes());
        if let Some(file) = file {
            body.extend(format!("; filename=\"{file}\"\r\nContent-Type: image/png").bytes());
        }
        body.extend(b"\r\n\r\n");
        body.extend(*bytes);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").bytes());
    body
}

async fn upload(shop: &Shop, id: &str, body: Vec<u8>) -> Answer {
    let request = Request::builder()
        .method(Method::POST)
        .uri(format!("/api/product/products/{id}/images"))
        .header("authorization", "Bearer red")
        .header("content-type", format!("multipart/form-data; boundary={BOUNDARY}"))
        .body(Body::from(body))
        .unwrap();
    shop.send(request).await
}

async fn add(shop: &Shop, id: &str) -> Value {
    upload(shop, id, form(&[("file", Some("a.png"), &png(1000, 500))])).await.expect(201)
}

async fn images(shop: &Shop, id: &str) -> Vec<Value> {
    let product = shop.get_as("red", &format!("/api/product/products/{id}")).await.expect(200);
    product["images"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_picture_is_served_in_three_widths_for_ever() {
    let shop = Shop::open().await;
    let id = shop.create().await;
    let parts: &[(&str, Option<&str>, &[u8])] =
        &[("alt", None, "A röd shoe".as_bytes()), ("file", Some("evil.svg"), &png(1000, 500))];
    let image = upload(&shop, &id, form(parts)).await.expect(201);
    assert_eq!(image["alt"], "A röd shoe");
    assert_eq!(image["sources"].as_array().unwrap().iter().map(|s| &s["width"]).collect::<Vec<_>>(), [240, 480, 960]);
    assert_eq!(image["url"], image["sources"][2]["url"]);
    for source in image["sources"].as_array().unwrap() {
        let file = shop.get(source["url"].as_str().unwrap()).await;
        assert_eq!(file.status, 200);
        assert_eq!(file.headers["content-type"], "image/webp");
        assert_eq!(file.headers["cache-control"], "public, max-age=31536000, immutable");
        assert_eq!(file.headers["x-content-type-options"], "nosniff");
        let decoded = image::load_from_memory(&file.bytes).unwrap();
        assert_eq!(u64::from(decoded.width()), source["width"].as_u64().unwrap());
    }
    let public = shop.get(&format!("/api/product/public/products/{id}")).await.expect(200);
    assert_eq!(public["images"], json!([image]));
    let listing = shop.get("/api/product/public/products").await.expect(200);
    assert_eq!(listing["items"][0]["image"], image);
}

#[tokio::test]
async fn media_that_is_not_there_is_not_found() {
    let shop = Shop::open().await;
    for path in [
        "/media/pictures/img_1/240.webp",
        "/media/../secret",
        "/media/%2e%2e/secret",
        "/media/pictures%2f..%2f..%2fsecret",
        "/media/.hidden",
        "/media/a%00b",
    ] {
        shop.get(path).await.expect_problem(404, "not_found", &[]);
    }
}

#[tokio::test]
async fn pictures_are_put_in_order_and_taken_away_with_their_files() {
    let shop = Shop::open().await;
    let id = shop.create().await;
    let (first, second) = (add(&shop, &id).await, add(&shop, &id).await);
    assert_eq!(shop.files(), 6);
    let path = format!("/api/product/products/{id}/images");
    let order = json!({"image_ids": [second["id"], first["id"]]});
    let after = shop.call("red", Method::PUT, &format!("{path}/order"), Some(&order)).await.expect(200);
    assert_eq!(after["images"], json!([second, first]));
    for (order, error) in [
        (json!([first["id"]]), ("image_ids", "too_few")),
        (json!([first["id"], "img_00000000000000000000000009"]), ("image_ids", "unknown_image")),
        (json!([first["id"], "x"]), ("image_ids[1]", "invalid_id")),
        (json!([first["id"], first["id"]]), ("images", "repeated")),
    ] {
        let body = json!({"image_ids": order});
        let answer = shop.call("red", Method::PUT, &format!("{path}/order"), Some(&body)).await;
        answer.expect_problem(422, "validation_failed", &[error]);
    }
    let image = format!("{path}/{}", second["id"].as_str().unwrap());
    shop.delete("red", &image).await.expect(204);
    shop.delete("red", &image).await.expect_problem(404, "not_found", &[]);
    shop.delete("red", &format!("{path}/img_x")).await.expect_problem(404, "not_found", &[]);
    assert_eq!(images(&shop, &id).await, [first]);
    assert_eq!(shop.files(), 3);
    shop.get(second["url"].as_str().unwrap()).await.expect_problem(404, "not_found", &[]);
}

#[tokio::test]
async fn a_variant_shows_one_of_the_products_pictures() {
    let shop = Shop::open().await;
    let id = shop.create().await;
    let image = add(&shop, &id).await;
    let path = format!("/api/product/products/{id}");
    let mut variants = shop.new_product().await["variants"].clone();
    variants[0]["image_id"] = image["id"].clone();
    let after = shop.patch("red", &path, &json!({"variants": variants})).await.expect(200);
    assert_eq!(after["variants"][0]["image_id"], image["id"]);
    shop.delete("red", &format!("{path}/images/{}", image["id"].as_str().unwrap())).await.expect(204);
    let after = shop.get_as("red", &path).await.expect(200);
    assert_eq!((&after["variants"][0]["image_id"], &after["images"]), (&Value::Null, &json!([])));
}

/// A PNG whose header claims 50,000 by 50,000 pixels.
fn bomb() -> Vec<u8> {
    let mut bytes = png(1, 1);
    bytes[16..20].copy_from_slice(&50_000_u32.to_be_bytes());
    bytes[20..24].copy_from_slice(&50_000_u32.to_be_bytes());
    let crc = !bytes[12..29].iter().fold(u32::MAX, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
    });
    bytes[29..33].copy_from_slice(&crc.to_be_bytes());
    bytes
}

#[tokio::test]
async fn what_is_no_picture_is_refused_and_leaves_nothing() {
    let shop = Shop::open().await;
    let id = shop.create().await;
    let file = |bytes: &[u8]| form(&[("file", Some("picture.png"), bytes)]);
    let damaged = &png(300, 300)[..200];
    let svg = b"<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    for (body, status, code, errors) in [
        (file(b"PK\x03\x04\x14\0\0\0\x08\0zip"), 415, "unsupported_picture", vec![]),
        (file(svg), 415, "unsupported_picture", vec![]),
        (file(b""), 415, "unsupported_picture", vec![]),
        (file(&bomb()), 422, "too_many_pixels", vec![]),
        (file(damaged), 422, "unreadable_picture", vec![]),
        (file(&vec![0; 10 * 1024 * 1024 + 1]), 413, "picture_too_large", vec![]),
        (file(&vec![0; 11 * 1024 * 1024]), 413, "body_too_large", vec![]),
        (form(&[("alt", None, b"x")]), 422, "validation_failed", vec![("file", "required")]),
        (
            form(&[("file", Some("a"), &png(1, 1)), ("file", Some("b"), &png(1, 1))]),
            422,
            "validation_failed",
            vec![("file", "repeated")],
        ),
        (
            form(&[("file", Some("a"), &png(1, 1)), ("colour", None, b"x")]),
            422,
            "validation_failed",
            vec![("colour", "unknown_field")],
        ),
        (
            form(&[("file", Some("a"), &png(1, 1)), ("alt", None, "x".repeat(301).as_bytes())]),
            422,
            "validation_failed",
            vec![("alt", "too_long")],
        ),
        (
            form(&[("file", Some("a"), &png(1, 1)), ("alt", None, b"\xff")]),
            422,
            "validation_failed",
            vec![("alt", "invalid_type")],
        ),
        (b"------boundary\r\nnonsense".to_vec(), 400, "malformed_form", vec![]),
    ] {
        upload(&shop, &id, body).await.expect_problem(status, code, &errors);
    }
    let path = format!("/api/product/products/{id}/images");
    shop.post("red", &path, &json!({})).await.expect_problem(415, "unsupported_media_type", &[]);
    assert_eq!((images(&shop, &id).await, shop.files()), (vec![], 0));
}
