//! What is kept as JSON within a row, and handed to statements as JSON.

use std::collections::HashMap;

use kernel::{ImageId, Uuid};
use platform::StoreError;
use product::{
    Alt, Image, ImageSource, OptionGroup, OptionName, OptionText, OptionValue, PictureKey, RemoteUrl, Specification,
    SpecificationName, SpecificationValue, StoredPicture,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::column::count;
use crate::error::corrupt;

/// JSON text of anything; that it cannot be written is a defect.
pub(super) fn json(what: &'static str, value: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| corrupt(what, error))
}

/// An id for a statement's `unhex(…)`.
pub(super) fn hex(uuid: Uuid) -> String {
    uuid.simple().to_string()
}

pub(super) fn option_groups(groups: &[OptionGroup]) -> Result<String, StoreError> {
    let document: Vec<(&str, Vec<&str>)> = groups
        .iter()
        .map(|group| (group.name.as_str(), group.values.iter().map(OptionText::as_str).collect()))
        .collect();
    json("option_groups", &document)
}

pub(super) fn read_option_groups(text: &str) -> Result<Vec<OptionGroup>, StoreError> {
    let document: Vec<(String, Vec<String>)> = read("option_groups", text)?;
    document
        .into_iter()
        .map(|(name, values)| {
            Ok(OptionGroup {
                name: OptionName::new(&name)?,
                values: values.iter().map(|value| OptionText::new(value)).collect::<Result<_, _>>()?,
            })
        })
        .collect::<Result<_, kernel::TextError>>()
        .map_err(|error| corrupt("option_groups", error))
}

pub(super) fn specifications(specifications: &[Specification]) -> Result<String, StoreError> {
    let document: Vec<(&str, &str)> =
        specifications.iter().map(|fact| (fact.name.as_str(), fact.value.as_str())).collect();
    json("specifications", &document)
}

pub(super) fn read_specifications(text: &str) -> Result<Vec<Specification>, StoreError> {
    let document: Vec<(String, String)> = read("specifications", text)?;
    document
        .into_iter()
        .map(|(name, value)| {
            Ok(Specification { name: SpecificationName::new(&name)?, value: SpecificationValue::new(&value)? })
        })
        .collect::<Result<_, kernel::TextError>>()
        .map_err(|error| corrupt("specifications", error))
}

pub(super) fn options(options: &[OptionValue]) -> Value {
    let members = options.iter().map(|o| (o.name.to_string(), Value::String(o.value.to_string())));
    Value::Object(Map::from_iter(members))
}

/// The options in the order of the product's groups.
pub(super) fn read_options(text: &str, groups: &[OptionGroup]) -> Result<Vec<OptionValue>, StoreError> {
    let document: HashMap<String, String> = read("options", text)?;
    groups
        .iter()
        .filter_map(|group| document.get(group.name.as_str()).map(|value| (group.name.clone(), value)))
        .map(|(name, value)| Ok(OptionValue { name, value: OptionText::new(value)? }))
        .collect::<Result<_, kernel::TextError>>()
        .map_err(|error| corrupt("options", error))
}

/// A picture as a statement takes and gives it.
#[derive(Serialize, Deserialize)]
pub(super) struct ImageDocument {
    id: String,
    alt: Option<String>,
    key: Option<String>,
    width: Option<i64>,
    height: Option<i64>,
    url: Option<String>,
}

impl From<&Image> for ImageDocument {
    fn from(image: &Image) -> Self {
        let (stored, url) = match &image.source {
            ImageSource::Stored(picture) => (Some(picture), None),
            ImageSource::Remote(url) => (None, Some(url.as_str().to_owned())),
        };
        Self {
            id: hex(image.id.uuid()),
            alt: image.alt.as_ref().map(Alt::to_string),
            key: stored.map(|picture| picture.key.to_string()),
            width: stored.map(|picture| i64::from(picture.width)),
            height: stored.map(|picture| i64::from(picture.height)),
            url,
        }
    }
}

impl TryFrom<ImageDocument> for Image {
    type Error = StoreError;

    fn try_from(document: ImageDocument) -> Result<Self, StoreError> {
        let ImageDocument { id, alt, key, width, height, url } = document;
        let id = Uuid::try_parse(&id).map_err(|error| corrupt("image", error))?;
        let alt = alt.map(|alt| Alt::new(&alt)).transpose().map_err(|error| corrupt("image", error))?;
        let source = match (key, width, height, url) {
            (Some(key), Some(width), Some(height), None) => ImageSource::Stored(StoredPicture {
                key: PictureKey::new(&key).map_err(|error| corrupt("image", error))?,
                width: count("image", width)?,
                height: count("image", height)?,
            }),
            (None, None, None, Some(url)) => {
                ImageSource::Remote(RemoteUrl::new(&url).map_err(|error| corrupt("image", error))?)
            }
            _ => return Err(corrupt("image", "neither stored nor remote")),
        };
        Ok(Self { id: ImageId::from_uuid(id), alt, source })
    }
}

pub(super) fn read_image(text: &str) -> Result<Image, StoreError> {
    read::<ImageDocument>("image", text)?.try_into()
}

fn read<'d, T: Deserialize<'d>>(what: &'static str, text: &'d str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| corrupt(what, error))
}
