//! The wire types. Their documents are the API's.

mod cart;
mod checkout;
mod names;
mod order;

use serde::{Serialize, Serializer};
use utoipa::ToSchema;

pub(crate) use cart::{AddItemDto, CartDto, SetItemDto};
pub(crate) use checkout::{CheckoutDto, PlaceDto, PreviewDto, PreviewRequestDto};
pub(crate) use names::OrderStatusDto;
pub(crate) use order::{CancelOrderDto, OrderDto, OrderSummaryDto, RefuseOrderDto, ShipOrderDto};

/// A picture.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OrderPicture)]
pub(crate) struct PictureDto {
    /// Where it is: absolute, or starting with `/`.
    #[schema(example = "/media/img_01jd9x3k5h7m2p4q6r8s0t1v3w/480.webp")]
    url: String,
    /// What it shows, for those who do not see it.
    alt: String,
}

impl From<::order::Picture> for PictureDto {
    fn from(picture: ::order::Picture) -> Self {
        Self { url: picture.url, alt: picture.alt }
    }
}

/// Who sells.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OrderSeller)]
pub(crate) struct SellerDto {
    /// The shop's id.
    #[schema(example = "slr_01jd9x3k5h7m2p4q6r8s0t1v3w")]
    id: String,
    /// The shop's name.
    name: String,
}

impl From<::order::SellerRef> for SellerDto {
    fn from(seller: ::order::SellerRef) -> Self {
        Self { id: seller.id.to_string(), name: seller.name }
    }
}

/// Writes pairs of name and value as an object, in their order.
fn as_object<S: Serializer>(pairs: &[(String, String)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(pairs.iter().map(|(name, value)| (name, value)))
}
