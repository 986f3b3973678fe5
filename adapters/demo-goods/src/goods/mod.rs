//! What the demo sells: words and numbers for each kind of thing, put together into products.

mod compose;
mod home;
mod kitchen;
mod paper;
mod technology;
mod wardrobe;
mod wheels;

use crate::art::Kind;
use crate::draw::{Named, Pattern};

pub(crate) use compose::{DemoProduct, Picture, catalogue};

/// A shop of the demo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DemoShop {
    /// What identifies it: stays when the name changes.
    pub(crate) reference: &'static str,
    pub(crate) name: &'static str,
    /// The last sentence of each of its descriptions, one of these.
    pub(crate) promises: [&'static str; 3],
}

/// Makes watches and headphones.
const HALDEN: DemoShop = DemoShop {
    reference: "halden-instruments",
    name: "Halden Instruments",
    promises: [
        "Assembled and tested by one person, whose initials you will find inside.",
        "Five years of guarantee, and a service bench that answers letters.",
        "It arrives in a box that you will keep for something else.",
    ],
};

/// One form of a kind: what it is called, what is said of it, what it costs.
pub(crate) struct Form {
    pub(crate) noun: &'static str,
    pub(crate) says: &'static str,
    /// From and to, in whole units of a currency like the dollar.
    pub(crate) price: (u32, u32),
    pub(crate) facts: &'static [(&'static str, &'static str)],
}

/// How something is finished: the pattern that is drawn, the word in the title, the sentence.
pub(crate) struct Finish {
    pub(crate) pattern: Pattern,
    pub(crate) word: &'static str,
    pub(crate) says: &'static str,
}

/// Colours that go together: the thing's own, and two more on it.
pub(crate) type Palette = (Named, Named, Named);

/// Sizes, grounds, rulings: the options beside the colour.
pub(crate) struct Choice {
    pub(crate) name: &'static str,
    /// Each value with what it adds to the price, in whole units.
    pub(crate) values: &'static [(&'static str, u32)],
}

/// All that is known of one category of the demo.
pub(crate) struct Range {
    pub(crate) kind: Kind,
    pub(crate) path: [&'static str; 2],
    pub(crate) shop: DemoShop,
    /// One for each product.
    pub(crate) names: &'static [&'static str],
    pub(crate) forms: &'static [Form],
    pub(crate) finishes: &'static [Finish],
    pub(crate) palettes: &'static [Palette],
    /// Whether products come in several colours.
    pub(crate) colours: bool,
    pub(crate) choice: Option<Choice>,
    pub(crate) stories: &'static [&'static str],
    pub(crate) care: &'static [&'static str],
    pub(crate) facts: &'static [(&'static str, &'static [&'static str])],
}

/// Every category, in the order in which the shop shows them.
pub(crate) fn ranges() -> [&'static Range; 12] {
    [
        &kitchen::MUGS,
        &kitchen::BOWLS,
        &home::LAMPS,
        &home::CHAIRS,
        &home::PLANTS,
        &wardrobe::SHIRTS,
        &wardrobe::BACKPACKS,
        &wardrobe::WATCHES,
        &paper::BOOKS,
        &paper::NOTEBOOKS,
        &technology::HEADPHONES,
        &wheels::BICYCLES,
    ]
}
