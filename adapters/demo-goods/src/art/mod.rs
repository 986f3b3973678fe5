//! The illustrations: one file for each kind of thing.

mod backpack;
mod bicycle;
mod book;
mod bowl;
mod chair;
mod headphone;
mod lamp;
mod mug;
mod notebook;
mod plant;
mod shirt;
mod watch;

use tiny_skia::Pixmap;

use crate::draw::{Canvas, Ink, Pattern};
use crate::random::Random;

/// What can be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Mug,
    Bowl,
    Lamp,
    Chair,
    Plant,
    Shirt,
    Backpack,
    Watch,
    Book,
    Notebook,
    Headphone,
    Bicycle,
}

/// All that decides how a picture looks.
#[derive(Debug, Clone)]
pub(crate) struct Design {
    pub(crate) kind: Kind,
    /// Which of the kind's forms.
    pub(crate) form: usize,
    pub(crate) pattern: Pattern,
    /// The thing's own colour.
    pub(crate) main: Ink,
    pub(crate) accent: Ink,
    pub(crate) second: Ink,
    /// What is written on it, if it is a thing with words.
    pub(crate) words: (&'static str, &'static str),
    /// The small accidents; the same for all colours of a product.
    pub(crate) seed: String,
}

impl Design {
    fn random(&self, what: &str) -> Random {
        Random::of(&[&self.seed, what])
    }

    /// The picture, so many pixels wide and high; `None` when there is no memory for it.
    pub(crate) fn draw(&self, pixels: u16) -> Option<Pixmap> {
        let mut canvas = Canvas::new(pixels)?;
        let paint = match self.kind {
            Kind::Mug => mug::paint,
            Kind::Bowl => bowl::paint,
            Kind::Lamp => lamp::paint,
            Kind::Chair => chair::paint,
            Kind::Plant => plant::paint,
            Kind::Shirt => shirt::paint,
            Kind::Backpack => backpack::paint,
            Kind::Watch => watch::paint,
            Kind::Book => book::paint,
            Kind::Notebook => notebook::paint,
            Kind::Headphone => headphone::paint,
            Kind::Bicycle => bicycle::paint,
        };
        paint(&mut canvas, self);
        Some(canvas.into_pixmap())
    }
}

#[cfg(test)]
mod tests;
