//! Goods in and out: a marketplace's listings as CSV, our own goods as JSON Lines.
//!
//! - [`ImportListings`] takes in what a marketplace exports, dirt and all ([`listings`] says how each column is read).
//! - [`ExportGoods`] writes all goods, one JSON object a line; [`ImportGoods`] takes that back. Exporting what was
//!   imported gives the same bytes.
//!
//! Both imports read a file in portions, so memory does not grow with it; a row that cannot be used goes to the rejects
//! with its line and the reason, and the rest goes in. Each portion is one transaction and is known by the references
//! of its goods: running an import again changes nothing, and running one again that was interrupted completes it.
#![warn(missing_docs)]

mod goods;
mod import;
pub mod listings;
mod rates;
mod reject;
mod shops;

pub use goods::{ExportError, ExportGoods, ImportGoods};
pub use import::{ImportError, Progress, Summary};
pub use listings::{ImportListings, ListingSettings};
pub use rates::{ConversionError, Rates, RatesError};
pub use reject::{Reject, Rejects};
pub use shops::{ShopDirectory, WantedShop};
