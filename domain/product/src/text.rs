//! How long the context's texts may be.

use kernel::{Line, Prose};

/// What a product is called.
pub type Title = Line<300>;
/// What a product is, at length.
pub type Description = Prose<20_000>;
/// What a category is called.
pub type CategoryName = Line<100>;
/// The seller's own identifier of a variant, unique within the product.
pub type Sku = Line<64>;
/// What a group of options is called: "Colour".
pub type OptionName = Line<50>;
/// One of a group's options: "Red".
pub type OptionText = Line<100>;
/// What a specification is about: "Material".
pub type SpecificationName = Line<100>;
/// What a specification says: "Cotton".
pub type SpecificationValue = Line<500>;
/// What a picture shows, for who cannot see it.
pub type Alt = Line<300>;
/// Why an administrator took a product off the marketplace.
pub type DisableReason = Line<500>;
/// What a shop is called.
pub type SellerName = Line<100>;
