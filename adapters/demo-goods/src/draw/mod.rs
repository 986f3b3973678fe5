//! The drawing board: colours, shapes, a canvas, scenes, patterns, letters.

mod canvas;
mod colour;
mod layer;
mod lettering;
mod pattern;
mod scene;
mod shape;
mod wash;

pub(crate) use canvas::{Canvas, Fill};
pub(crate) use colour::{
    BLUSH, BRASS, BUTTER, CHALK, CHARCOAL, CHERRY, CLAY, COBALT, CORAL, FJORD, FOREST, INK, Ink, LILAC, MINT, MOSS,
    MUSTARD, Named, OAK, OAT, PETROL, PLUM, ROSE_GOLD, RUST, SAGE, SAND, SHADE, SKY, SLATE, STEEL, STONE, TERRACOTTA,
    Tone, WALNUT, WHITE, ink,
};
pub(crate) use lettering::Lettering;
pub(crate) use pattern::{Pattern, Surface};
pub(crate) use scene::{Backdrop, Scene};
pub(crate) use shape::{Lathe, Shape};
