//! Bicycles.

use super::{Choice, DemoShop, Finish, Form, Range};
use crate::art::Kind;
use crate::draw::{
    BLUSH, BUTTER, CHALK, CHARCOAL, COBALT, CORAL, FJORD, FOREST, INK, LILAC, MINT, MUSTARD, OAK, OAT, PETROL, PLUM,
    Pattern, RUST, SAGE, SAND, SKY, STONE, TERRACOTTA,
};

const MARCHETTI: DemoShop = DemoShop {
    reference: "velo-marchetti",
    name: "Velo Marchetti",
    promises: [
        "Built to order by one mechanic from first bolt to last, and test-ridden around the block.",
        "It comes nine tenths assembled, with the three tools that the rest takes.",
        "The frame is guaranteed for life: yours, not the shop's.",
    ],
};

pub(crate) static BICYCLES: Range = Range {
    kind: Kind::Bicycle,
    path: ["Outdoors", "Bicycles"],
    shop: MARCHETTI,
    names: &[
        "Allegra",
        "Bologna",
        "Corsa",
        "Dolomite",
        "Emilia",
        "Fiume",
        "Garda",
        "Il Postino",
        "Lido",
        "Messina",
        "Novella",
        "Ombra",
        "Piccola",
        "Quattro",
        "Riviera",
        "Stelvio",
        "Toscana",
        "Umbria",
        "Ventura",
        "Zefiro",
        "Ponte",
    ],
    forms: &[
        Form {
            noun: "Road Bike",
            says: "A light steel frame, dropped bars and narrow tyres for roads that go up, around and out of sight.",
            price: (890, 1390),
            facts: &[("Gears", "2 × 11"), ("Weight", "9.4 kg")],
        },
        Form {
            noun: "City Bike",
            says: "A low entry, full mudguards and a basket that takes the weekend's groceries with flowers on top.",
            price: (620, 880),
            facts: &[("Gears", "8, in the hub"), ("Weight", "15.8 kg")],
        },
        Form {
            noun: "Mountain Bike",
            says: "Wide tyres and a sprung fork take the sting out of roots and the hurry out of descents.",
            price: (940, 1490),
            facts: &[("Gears", "1 × 12"), ("Weight", "13.2 kg")],
        },
        Form {
            noun: "Single Speed",
            says: "One gear, one line, nothing to adjust: it is the bicycle that a child would draw, and it goes like one.",
            price: (480, 690),
            facts: &[("Gears", "1"), ("Weight", "10.1 kg")],
        },
        Form {
            noun: "Cargo Bike",
            says: "A long low bed carries two children or one washing machine, and steers like something half its size.",
            price: (1890, 2690),
            facts: &[("Load", "100 kg"), ("Weight", "28 kg")],
        },
        Form {
            noun: "Folding Bike",
            says: "Folded in eleven seconds and tucked under a desk, it makes every train station a starting line.",
            price: (740, 1090),
            facts: &[("Folded", "58 × 56 × 28 cm"), ("Weight", "11.6 kg")],
        },
    ],
    finishes: &[
        Finish {
            pattern: Pattern::Plain,
            word: "Classic",
            says: "One coat of colour, one of clear, and a polish between: from afar it is calm, from near it is deep.",
        },
        Finish {
            pattern: Pattern::Dots,
            word: "Heritage",
            says: "Brown leather and gum-walled tyres set it in no decade in particular.",
        },
        Finish {
            pattern: Pattern::Blocks,
            word: "Two-Tone",
            says: "Fork and details are painted in a second colour, masked by hand along a line as thin as a spoke.",
        },
        Finish {
            pattern: Pattern::Stripes,
            word: "Team",
            says: "Bands of colour on the tubes recall the teams of the seventies without their moustaches.",
        },
    ],
    palettes: &[
        (CORAL, CHALK, INK),
        (SAGE, OAT, OAK),
        (INK, CORAL, CHALK),
        (BUTTER, FOREST, RUST),
        (FJORD, CHALK, MUSTARD),
        (FOREST, SAND, OAK),
        (CHALK, FJORD, CORAL),
        (TERRACOTTA, OAT, PETROL),
        (CHARCOAL, MUSTARD, STONE),
        (MINT, CHALK, CORAL),
        (PLUM, BLUSH, BUTTER),
        (SKY, CHALK, RUST),
        (MUSTARD, INK, CHALK),
        (LILAC, CHALK, PLUM),
        (COBALT, SKY, BUTTER),
    ],
    colours: true,
    choice: Some(Choice { name: "Frame", values: &[("S", 0), ("M", 0), ("L", 0)] }),
    stories: &[
        "The geometry is borrowed from a bicycle that has carried our postman for thirty years.",
        "It tracks straight when you let go of the bars, which you should not do, and will.",
        "Cables run inside the frame, where rain and trouser legs cannot find them.",
        "Brakes bite early and evenly, in the wet as well.",
        "You sit so that you see over the cars and into the gardens.",
        "Its bell was chosen by a committee of children, unanimously.",
    ],
    care: &[
        "A drop of oil a month and air a fortnight keep it happy.",
        "The first service is on us, at any workshop near you.",
        "Every part is a standard one and can be had in any town.",
    ],
    facts: &[
        ("Frame", &["Chromoly steel", "Aluminium"]),
        ("Brakes", &["Disc", "Rim", "Roller"]),
        ("Wheel size", &["28 inches", "27.5 inches"]),
    ],
};
