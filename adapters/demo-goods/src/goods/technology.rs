//! Headphones.

use super::{Finish, Form, HALDEN, Range};
use crate::art::Kind;
use crate::draw::{
    BLUSH, BRASS, BUTTER, CHALK, CHARCOAL, COBALT, CORAL, FJORD, FOREST, INK, LILAC, MINT, MUSTARD, OAT, PETROL, PLUM,
    Pattern, ROSE_GOLD, RUST, SAGE, SAND, SKY, STEEL, STONE, TERRACOTTA, WALNUT,
};

pub(crate) static HEADPHONES: Range = Range {
    kind: Kind::Headphone,
    path: ["Sound", "Headphones"],
    shop: HALDEN,
    names: &[
        "Adagio",
        "Ballad",
        "Cantata",
        "Descant",
        "Encore",
        "Fermata",
        "Glissando",
        "Hush",
        "Interval",
        "Jubilo",
        "Kapelle",
        "Legato",
        "Madrigal",
        "Nocturne",
        "Overture",
        "Partita",
        "Quartet",
        "Refrain",
        "Serenade",
        "Timbre",
        "Unison",
    ],
    forms: &[
        Form {
            noun: "Over-Ear Headphones",
            says: "Large round cups close softly around the ear, and the room you are in steps back a little.",
            price: (149, 229),
            facts: &[("Driver", "40 mm"), ("Weight", "265 g")],
        },
        Form {
            noun: "Oval Over-Ear Headphones",
            says: "Slim oval cups sit close to the head, so they go out into the street as gladly as they stay in.",
            price: (139, 209),
            facts: &[("Driver", "40 mm"), ("Weight", "238 g")],
        },
        Form {
            noun: "Studio Headphones with Stand",
            says: "Honest, roomy and made for long sessions, they come with a wooden stand that gives them a place to rest.",
            price: (219, 329),
            facts: &[("Driver", "50 mm"), ("Weight", "310 g")],
        },
        Form {
            noun: "Earbuds",
            says: "Two small buds in a case like a river stone, with more bass than anything that size has a right to.",
            price: (89, 149),
            facts: &[("Driver", "11 mm"), ("Weight", "5 g each")],
        },
        Form {
            noun: "On-Ear Headphones",
            says: "A band of sprung steel and two light pads: one forgets them after the second song.",
            price: (69, 109),
            facts: &[("Driver", "32 mm"), ("Weight", "142 g")],
        },
    ],
    finishes: &[
        Finish {
            pattern: Pattern::Plain,
            word: "Pure",
            says: "The cups are moulded in one piece and coloured through, so a scratch is only a scratch.",
        },
        Finish {
            pattern: Pattern::Dots,
            word: "Open",
            says: "A perforated face lets the driver breathe and gives every recording a little more air.",
        },
        Finish {
            pattern: Pattern::Leaves,
            word: "Timber",
            says: "The faces are turned from real wood, and no two share a grain.",
        },
        Finish {
            pattern: Pattern::Stripes,
            word: "Groove",
            says: "Concentric grooves are cut into the metal, in memory of a certain other medium.",
        },
        Finish {
            pattern: Pattern::Blocks,
            word: "Brushed",
            says: "Brushed metal faces catch the light and, happily, no fingerprints.",
        },
    ],
    palettes: &[
        (CHARCOAL, STONE, BRASS),
        (OAT, TERRACOTTA, BRASS),
        (FJORD, SAND, STEEL),
        (FOREST, OAT, BRASS),
        (CHALK, SKY, STEEL),
        (TERRACOTTA, OAT, ROSE_GOLD),
        (INK, CORAL, STEEL),
        (SAGE, CHALK, BRASS),
        (PLUM, BLUSH, ROSE_GOLD),
        (MUSTARD, CHARCOAL, STEEL),
        (COBALT, SKY, STEEL),
        (BLUSH, RUST, ROSE_GOLD),
        (MINT, PETROL, STEEL),
        (LILAC, PLUM, STEEL),
        (BUTTER, WALNUT, BRASS),
    ],
    colours: true,
    choice: None,
    stories: &[
        "Voices stand in the middle of the room, and strings have wood in them again.",
        "It folds into a pouch that fits the smaller pocket of a coat.",
        "Two devices can be paired at once, and it knows which one you mean.",
        "The headband is padded where it rests and bare where it flexes.",
        "Press the button once for music, twice for the next song, and long for the world outside.",
        "We listened to the same rainy recording four hundred times, so that yours sounds wet.",
        "Calls are clear even beside a road, because two microphones listen the other way.",
    ],
    care: &[
        "Ten minutes of charging give three hours of music.",
        "The ear pads clip off, wash by hand and dry overnight.",
        "A cable is in the box for the day the battery is empty.",
    ],
    facts: &[
        ("Playing time", &["24 hours", "32 hours", "40 hours"]),
        ("Connection", &["Bluetooth 5.3 and cable", "Bluetooth 5.3"]),
        ("Noise cancelling", &["Active", "Passive"]),
    ],
};
