//! Products, variants, categories, stock and its holds: the rules, without I/O.
//!
//! [`Product`] is the aggregate that a seller edits; a change is decided by one of its methods, which give a
//! [`ProductDecision`]: the next state with its events, and nothing but that can be stored. [`Hold`] is the stock that a
//! checkout has set aside; [`StockLevel`] is the arithmetic that no order of confirming, releasing and cancelling can
//! bring out of balance.
#![warn(missing_docs)]

mod category;
mod draft;
mod event;
mod hold;
mod image;
mod product;
mod rating;
mod reference;
mod rule;
mod seller;
mod status;
mod stock;
mod text;

pub use category::{Category, CategoryError, CategoryTree};
pub use draft::{OptionGroup, OptionValue, ProductDraft, Specification, StockChange, VariantDraft};
pub use event::{HoldLapsed, ProductEvent, WithdrawalReason};
pub use hold::{Confirmation, Hold, HoldError, HoldLine, HoldSnapshot, HoldState, Release};
pub use image::{Image, ImageSource, PictureKey, PictureKeyError, RemoteUrl, RemoteUrlError, StoredPicture};
pub use product::{
    IllegalTransition, NewProduct, Product, ProductDecision, ProductSnapshot, Revision, RevisionError, Variant,
};
pub use rating::{Rating, RatingError};
pub use reference::ExternalRef;
pub use rule::{Price, PriceError, ProductRule, Violation, Violations};
pub use seller::Seller;
pub use status::{ListingStatus, Status};
pub use stock::{StockCount, StockCountError, StockError, StockLevel};
pub use text::{
    Alt, CategoryName, Description, DisableReason, OptionName, OptionText, SellerName, Sku, SpecificationName,
    SpecificationValue, Title,
};
