//! A demo catalogue, described and drawn by the program.
//!
//! [`seed`] puts it into the shop: 252 products of 8 sellers in 12 categories, each with a text of its own and with
//! pictures in its colours. All of it comes from fixed seeds, so every machine makes the same goods; nothing is
//! downloaded. The pictures are drawn with `tiny-skia` and go through the same processing as a seller's uploads.
//!
//! - `goods` has the words and numbers, and puts them together into products.
//! - `art` has the illustrations, a file for each kind of thing; `draw` is the board that they are drawn on.
#![warn(missing_docs)]

mod art;
mod draw;
mod goods;
mod random;
mod seed;

pub use seed::{
    PICTURE_PIXELS, Progress, SOURCE, SeedError, Seeded, ShopDirectory, WantedShop, seed, seed_with_pictures,
};
