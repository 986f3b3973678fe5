//! Wire types.

mod card;
mod command;
mod detail;

pub(crate) use card::{CategoryDto, CategoryTreeDto, ListingDto, RelatedDto, SellerDto, SuggestionsDto, card};
pub(crate) use command::{CreateProductDto, UpdateProductDto, line, optional_line};
pub(crate) use detail::{ProductDto, SellerProductDto};

use kernel::ImageId;
use product::{Image, Rating, Title};
use product_app::PictureUrls;
use product_app::{CategoryRef, SellerRef};
use serde::Serialize;
use utoipa::ToSchema;

/// A category, as a product names it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CategoryRef)]
pub(crate) struct CategoryRefDto {
    /// `cat_…`
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) slug: String,
}

impl From<&CategoryRef> for CategoryRefDto {
    fn from(category: &CategoryRef) -> Self {
        Self { id: category.id.to_string(), name: category.name.to_string(), slug: category.slug.to_string() }
    }
}

/// A seller, as a product names it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SellerRef)]
pub(crate) struct SellerRefDto {
    /// `slr_…`
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) slug: String,
}

impl From<&SellerRef> for SellerRefDto {
    fn from(seller: &SellerRef) -> Self {
        Self { id: seller.id.to_string(), name: seller.name.to_string(), slug: seller.slug.to_string() }
    }
}

/// A picture in one width.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ImageSource)]
pub(crate) struct ImageSourceDto {
    pub(crate) url: String,
    /// In pixels.
    pub(crate) width: u32,
}

/// A picture.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Image)]
pub(crate) struct ImageDto {
    /// `img_…`
    pub(crate) id: String,
    /// What it shows.
    pub(crate) alt: String,
    /// The widths that there are, ascending; none for a picture elsewhere.
    pub(crate) sources: Vec<ImageSourceDto>,
    /// The largest one.
    pub(crate) url: String,
}

impl ImageDto {
    /// A picture; where its seller did not say what it shows, it shows the product.
    pub(crate) fn new(image: &Image, title: &Title, urls: &PictureUrls) -> Self {
        let pictures = urls.of(image);
        Self {
            id: ImageId::to_string(&image.id),
            alt: image.alt.as_ref().map_or(title.as_str(), AsRef::as_ref).to_owned(),
            sources: pictures
                .sources
                .into_iter()
                .map(|source| ImageSourceDto { url: source.url, width: source.width })
                .collect(),
            url: pictures.url,
        }
    }
}

/// What buyers think.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Rating)]
pub(crate) struct RatingDto {
    /// Hundredths of a star, 100 to 500.
    pub(crate) average_hundredths: u16,
    /// How many rated.
    pub(crate) count: u32,
}

impl From<Rating> for RatingDto {
    fn from(rating: Rating) -> Self {
        Self { average_hundredths: rating.average_hundredths(), count: rating.count() }
    }
}
