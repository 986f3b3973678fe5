//! A product's pictures.

use axum::Json;
use axum::extract::multipart::{Multipart, MultipartError, MultipartRejection};
use axum::extract::{Path, State};
use http::StatusCode;
use kernel::{IdError, ImageId, ProductId};
use kit_http::{ApiJson, Authenticated, PathId, Problem, ProblemDto, Validator, parse_id};
use platform::ErrorKind;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::ProductState;
use crate::dto::{ImageDto, SellerProductDto, optional_line};
use crate::own::view;

/// A picture as a form sends it.
#[derive(ToSchema)]
#[schema(as = ImageUpload)]
#[expect(dead_code, reason = "describes the form; the handler reads it part by part")]
pub(crate) struct ImageUploadDto {
    /// JPEG, PNG or WebP; at most 10 MB and 40 megapixels.
    #[schema(format = Binary, content_media_type = "application/octet-stream")]
    file: String,
    /// What it shows; at most 300 characters.
    alt: Option<String>,
}

fn form_problem(error: &MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Problem::new(ErrorKind::TooLarge, "body_too_large", "The body is larger than accepted.")
    } else {
        Problem::bad_request("malformed_form", "The form cannot be read.")
    }
}

struct Upload {
    file: Vec<u8>,
    alt: Option<String>,
}

async fn read(mut form: Multipart) -> Result<Upload, Problem> {
    let (mut file, mut alt) = (None, None);
    let mut validator = Validator::new();
    while let Some(part) = form.next_field().await.map_err(|error| form_problem(&error))? {
        let name = part.name().unwrap_or_default().to_owned();
        let bytes = part.bytes().await.map_err(|error| form_problem(&error))?;
        match name.as_str() {
            "file" if file.is_none() => file = Some(bytes.to_vec()),
            "alt" if alt.is_none() => match String::from_utf8(bytes.to_vec()) {
                Ok(text) => alt = Some(text),
                Err(_) => validator.add("alt", "invalid_type", "must be UTF-8 text"),
            },
            "file" | "alt" => validator.add(name, "repeated", "must be there once"),
            _ => validator.add(name, "unknown_field", "is not a known field"),
        }
    }
    if file.is_none() {
        validator.add("file", "required", "must be given");
    }
    validator.finish(file.map(|file| Upload { file, alt }))
}

/// Adds a picture, last. What it is says its content, not its name; its metadata is dropped.
#[utoipa::path(post, path = "/api/product/products/{id}/images", operation_id = "image_add", tag = "product", security(("bearer" = [])), params(("id" = String, Path)),
    request_body(content = ImageUploadDto, content_type = "multipart/form-data"),
    responses(
        (status = 201, body = ImageDto),
        (status = 404, body = ProblemDto),
        (status = 413, body = ProblemDto, description = "`body_too_large`, `picture_too_large`"),
        (status = 415, body = ProblemDto, description = "`unsupported_picture`, `unsupported_media_type`"),
        (status = 422, body = ProblemDto, description = "`too_many_pixels`, `unreadable_picture`"),
    ))]
pub(crate) async fn add(
    State(state): State<ProductState>,
    Authenticated(actor): Authenticated,
    PathId(id): PathId<ProductId>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<(StatusCode, Json<ImageDto>), Problem> {
    // Asked first, so that nobody else's upload is read at all.
    let product = state.app.own.get(actor, id).await?;
    let form = form.map_err(|_| {
        Problem::new(
            ErrorKind::UnsupportedType,
            "unsupported_media_type",
            "The body must be a form, with `Content-Type: multipart/form-data`.",
        )
    })?;
    let upload = read(form).await?;
    let mut validator = Validator::new();
    let alt = optional_line("alt", upload.alt.as_deref(), &mut validator);
    let alt = validator.finish(alt)?;
    let image = state.app.images.add(actor, id, upload.file, alt).await?;
    let dto = ImageDto::new(&image, &product.snapshot().title, &state.app.picture_urls);
    Ok((StatusCode::CREATED, Json(dto)))
}

/// Takes a picture away.
#[utoipa::path(delete, path = "/api/product/products/{id}/images/{image_id}", operation_id = "image_remove", tag = "product", security(("bearer" = [])),
    params(("id" = String, Path), ("image_id" = String, Path)),
    responses((status = 204), (status = 404, body = ProblemDto)))]
pub(crate) async fn remove(
    State(state): State<ProductState>,
    Authenticated(actor): Authenticated,
    Path((id, image)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    product_app::Access::seller(actor)?;
    state.app.images.remove(actor, parse_id::<ProductId>(&id)?, parse_id::<ImageId>(&image)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The order of a product's pictures.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ImageOrder)]
pub(crate) struct ImageOrderDto {
    /// Each of the product's pictures exactly once.
    image_ids: Vec<String>,
}

/// Puts the pictures into another order.
#[utoipa::path(put, path = "/api/product/products/{id}/images/order", operation_id = "image_reorder", tag = "product", security(("bearer" = [])), params(("id" = String, Path)),
    request_body = ImageOrderDto,
    responses((status = 200, body = SellerProductDto), (status = 404, body = ProblemDto), (status = 422, body = ProblemDto)))]
pub(crate) async fn reorder(
    State(state): State<ProductState>,
    Authenticated(actor): Authenticated,
    PathId(id): PathId<ProductId>,
    ApiJson(body): ApiJson<ImageOrderDto>,
) -> Result<Json<SellerProductDto>, Problem> {
    product_app::Access::seller(actor)?;
    let mut validator = Validator::new();
    let order: Vec<Option<ImageId>> = body
        .image_ids
        .iter()
        .enumerate()
        .map(|(index, text)| validator.check(&format!("image_ids[{index}]"), text.parse(), IdError::code))
        .collect();
    let order = validator.finish(order.into_iter().collect::<Option<Vec<_>>>())?;
    let product = state.app.images.reorder(actor, id, &order).await?;
    view(&state, product).await
}
