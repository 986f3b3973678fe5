//! Lamps, chairs and plants.

use super::{Choice, DemoShop, Finish, Form, Range};
use crate::art::Kind;
use crate::draw::{
    BLUSH, BRASS, BUTTER, CHALK, CHARCOAL, CHERRY, CLAY, COBALT, CORAL, FJORD, FOREST, INK, LILAC, MINT, MOSS, MUSTARD,
    OAK, OAT, PETROL, PLUM, Pattern, RUST, SAGE, SAND, SKY, SLATE, STEEL, STONE, TERRACOTTA, WALNUT,
};

const NORDLYS: DemoShop = DemoShop {
    reference: "nordlys-living",
    name: "Nordlys Living",
    promises: [
        "Designed in Bergen for long evenings, and delivered in a box that one person can carry.",
        "We keep spare parts for twenty years, down to the last screw.",
        "Live with it for a hundred days; if it does not belong, we fetch it back.",
    ],
};

const FERN: DemoShop = DemoShop {
    reference: "fern-and-fable",
    name: "Fern & Fable",
    promises: [
        "It travels in a snug paper collar, with a letter that tells you what it likes.",
        "Grown in our own glasshouse and rested for a week before it sets out.",
        "If a leaf arrives bruised, send us a picture and we will make it right.",
    ],
};

pub(crate) static LAMPS: Range = Range {
    kind: Kind::Lamp,
    path: ["Home", "Lamps"],
    shop: NORDLYS,
    names: &[
        "Aura", "Blink", "Candela", "Dusk", "Ember", "Flor", "Gleam", "Hygge", "Ilo", "Jord", "Kveld", "Lumen", "Måne",
        "Natt", "Opal", "Polaris", "Rime", "Skumring", "Tindra", "Ulv", "Vinter",
    ],
    forms: &[
        Form {
            noun: "Table Lamp",
            says: "A turned base and a linen shade: the shape everybody thinks of when they think of a lamp, with the proportions put right.",
            price: (79, 129),
            facts: &[("Height", "48 cm"), ("Socket", "E27")],
        },
        Form {
            noun: "Mushroom Lamp",
            says: "A low dome on a broad stem that pours its light downwards and keeps it out of your eyes.",
            price: (95, 149),
            facts: &[("Height", "39 cm"), ("Socket", "E14")],
        },
        Form {
            noun: "Desk Lamp",
            says: "Two arms, two joints and a head that stays where you leave it, for work that needs its own circle of light.",
            price: (110, 165),
            facts: &[("Reach", "62 cm"), ("Socket", "E27")],
        },
        Form {
            noun: "Pendant",
            says: "Hung low over a table it draws a room together; hung high it lights a whole kitchen.",
            price: (120, 198),
            facts: &[("Diameter", "44 cm"), ("Cable", "2.5 m")],
        },
        Form {
            noun: "Globe Lamp",
            says: "A globe of opal glass that glows evenly all around, like a small and well-behaved moon.",
            price: (88, 140),
            facts: &[("Globe", "24 cm"), ("Socket", "E14")],
        },
        Form {
            noun: "Lantern",
            says: "A lantern for the porch, the picnic and the power cut, with a flame of warm light behind blown glass.",
            price: (58, 92),
            facts: &[("Height", "34 cm"), ("Battery", "14 hours")],
        },
    ],
    finishes: &[
        Finish {
            pattern: Pattern::Plain,
            word: "Calm",
            says: "There is no ornament at all, only a line that took a long time to draw.",
        },
        Finish {
            pattern: Pattern::Pinstripes,
            word: "Lined",
            says: "Fine lines follow the curve and thicken in the light, so it looks different at every hour.",
        },
        Finish {
            pattern: Pattern::Blocks,
            word: "Band",
            says: "A broad band of a second colour marks the place where day turns into evening.",
        },
        Finish {
            pattern: Pattern::Dots,
            word: "Dotted",
            says: "Small dots scatter the light and leave the ceiling looking faintly starry.",
        },
        Finish {
            pattern: Pattern::Ribs,
            word: "Pleated",
            says: "Pleats soften the glow and hide the dust that nobody admits to.",
        },
        Finish {
            pattern: Pattern::Waves,
            word: "Wave",
            says: "Hand-drawn waves circle the shade, a quiet nod to the fjord outside the studio.",
        },
    ],
    palettes: &[
        (OAT, RUST, TERRACOTTA),
        (MUSTARD, CHALK, FOREST),
        (SAGE, OAT, BRASS),
        (CORAL, BUTTER, PLUM),
        (FJORD, CHALK, INK),
        (CHALK, INK, OAK),
        (FOREST, SAND, BRASS),
        (BLUSH, CHERRY, WALNUT),
        (PETROL, BUTTER, BRASS),
        (LILAC, CHALK, PLUM),
        (CHARCOAL, STONE, STEEL),
    ],
    colours: true,
    choice: None,
    stories: &[
        "The switch is where your hand finds it in the dark.",
        "We tried nine shades of white for the bulb and kept the one that makes skin look kind.",
        "The cable is wrapped in cotton and long enough to reach the socket you actually have.",
        "It was drawn for a reading corner two metres wide, and it is happiest in small places.",
        "Dim it to a glow, and the room seems to lower its voice.",
        "The base is weighted, so neither cats nor elbows need worry.",
    ],
    care: &[
        "Dust it with a dry cloth; the finish needs nothing else.",
        "A warm white bulb is in the box, and any of the same socket will fit.",
        "The shade comes off with a quarter turn for cleaning.",
    ],
    facts: &[
        ("Light", &["2700 K, dimmable"]),
        ("Material", &["Steel and linen", "Steel and glass", "Ash and paper"]),
        ("Energy class", &["A", "B"]),
    ],
};

pub(crate) static CHAIRS: Range = Range {
    kind: Kind::Chair,
    path: ["Home", "Chairs"],
    shop: NORDLYS,
    names: &[
        "Alva", "Birk", "Calla", "Dagny", "Eik", "Frida", "Gro", "Holm", "Ivar", "Jette", "Kaia", "Liv", "Mads",
        "Nils", "Odd", "Pernille", "Runa", "Signe", "Tove", "Una", "Vidar",
    ],
    forms: &[
        Form {
            noun: "Shell Chair",
            says: "A shell that bends a little as you lean, on four splayed legs that do not.",
            price: (189, 259),
            facts: &[("Seat height", "45 cm"), ("Width", "52 cm")],
        },
        Form {
            noun: "Armchair",
            says: "Broad arms for a book and a cup, a deep seat for an afternoon.",
            price: (449, 690),
            facts: &[("Seat height", "42 cm"), ("Width", "84 cm")],
        },
        Form {
            noun: "Spindle Chair",
            says: "Seven spindles and a steam-bent rail, light enough to lift with two fingers.",
            price: (159, 219),
            facts: &[("Seat height", "45 cm"), ("Width", "47 cm")],
        },
        Form {
            noun: "Counter Stool",
            says: "Made for kitchens where everybody ends up anyway, with a foot ring worn smooth before it reaches you.",
            price: (119, 178),
            facts: &[("Seat height", "65 cm"), ("Width", "40 cm")],
        },
        Form {
            noun: "Lounge Chair",
            says: "Tipped back by exactly as much as a good sigh, with a pillow that finds your neck.",
            price: (520, 780),
            facts: &[("Seat height", "38 cm"), ("Width", "68 cm")],
        },
        Form {
            noun: "Cantilever Chair",
            says: "One bent tube carries everything, and gives a friendly spring when you sit down.",
            price: (229, 310),
            facts: &[("Seat height", "46 cm"), ("Width", "55 cm")],
        },
    ],
    finishes: &[
        Finish {
            pattern: Pattern::Plain,
            word: "Plain",
            says: "The cover is a plain wool weave, dyed in the yarn so that the colour goes all the way through.",
        },
        Finish {
            pattern: Pattern::Stripes,
            word: "Striped",
            says: "Broad stripes run across it, matched at every seam.",
        },
        Finish {
            pattern: Pattern::Pinstripes,
            word: "Pinstripe",
            says: "A fine stripe gives it the air of somebody who owns a good coat.",
        },
        Finish {
            pattern: Pattern::Leaves,
            word: "Botanical",
            says: "Leaves grow up its back in a print that was drawn for us from a real hedge.",
        },
        Finish {
            pattern: Pattern::Ribs,
            word: "Corduroy",
            says: "Wide-wale corduroy invites the hand and hides the crumbs.",
        },
        Finish {
            pattern: Pattern::Dots,
            word: "Dotted",
            says: "A dotted weave keeps it from taking itself too seriously.",
        },
        Finish {
            pattern: Pattern::Waves,
            word: "Wave",
            says: "Woven waves shift a little in tone when you walk past.",
        },
    ],
    palettes: &[
        (TERRACOTTA, OAT, FJORD),
        (FOREST, SAND, MUSTARD),
        (MUSTARD, CHALK, FOREST),
        (FJORD, CHALK, CORAL),
        (BLUSH, RUST, PETROL),
        (CHARCOAL, STONE, MUSTARD),
        (SAGE, CHALK, RUST),
        (OAT, TERRACOTTA, SLATE),
        (PLUM, BLUSH, BRASS),
        (COBALT, SKY, BUTTER),
        (RUST, SAND, INK),
    ],
    colours: true,
    choice: None,
    stories: &[
        "It was made for long dinners, and tested at several.",
        "Every joint is glued and pinned, the way it was done before anybody was in a hurry.",
        "The first one has stood in our canteen since the beginning and does not creak.",
        "From behind, which is how one mostly sees a chair, it is at its best.",
        "It tucks under a table of ordinary height and takes the corner of a room kindly.",
        "Two of them make a conversation, six of them a household.",
    ],
    care: &[
        "The cover comes off with one zip and can be washed at thirty degrees.",
        "Felt gliders for wooden floors are in the box, beside the one key you need.",
        "A drop of oil on the wood once a year is all that it asks.",
    ],
    facts: &[
        ("Frame", &["Oiled oak", "Walnut", "Black-stained ash"]),
        ("Load", &["Up to 120 kg", "Up to 140 kg"]),
        ("Assembly", &["10 minutes", "None"]),
    ],
};

pub(crate) static PLANTS: Range = Range {
    kind: Kind::Plant,
    path: ["Home", "Plants"],
    shop: FERN,
    names: &[
        "Agatha",
        "Barnaby",
        "Cordelia",
        "Dorothea",
        "Edmund",
        "Flora",
        "Gustav",
        "Harriet",
        "Ignatius",
        "Josephine",
        "Kasimir",
        "Lavinia",
        "Magnus",
        "Nellie",
        "Octavia",
        "Percival",
        "Rosalind",
        "Sebastian",
        "Theodora",
        "Ursula",
        "Winifred",
    ],
    forms: &[
        Form {
            noun: "the Snake Plant",
            says: "Upright, banded and almost impossible to offend, a snake plant forgives holidays, dark hallways and forgetfulness.",
            price: (24, 38),
            facts: &[("Botanical name", "Dracaena trifasciata"), ("Light", "Shade to bright")],
        },
        Form {
            noun: "the Monstera",
            says: "Every new leaf of a monstera unrolls with more windows than the one before, and people will ask about it.",
            price: (39, 64),
            facts: &[("Botanical name", "Monstera deliciosa"), ("Light", "Bright, no direct sun")],
        },
        Form {
            noun: "the Rubber Plant",
            says: "Broad leaves with a shine like polished leather climb a straight stem towards the window.",
            price: (32, 54),
            facts: &[("Botanical name", "Ficus elastica"), ("Light", "Bright")],
        },
        Form {
            noun: "the Cactus",
            says: "A column of calm that blooms when it feels like it, usually on the morning you have given up hoping.",
            price: (18, 34),
            facts: &[("Botanical name", "Cereus forbesii"), ("Light", "Full sun")],
        },
        Form {
            noun: "the Parlour Palm",
            says: "Feathered fronds arch over a slim trunk and turn any corner into a slightly better hotel.",
            price: (28, 49),
            facts: &[("Botanical name", "Chamaedorea elegans"), ("Light", "Half shade")],
        },
        Form {
            noun: "the Pilea",
            says: "Round leaves balance on thin stalks like coins on their edges; it will give you children to give away.",
            price: (19, 29),
            facts: &[("Botanical name", "Pilea peperomioides"), ("Light", "Bright, no direct sun")],
        },
        Form {
            noun: "the Ivy",
            says: "It spills over the rim and goes where it pleases: down a shelf, along a frame, around your heart.",
            price: (16, 27),
            facts: &[("Botanical name", "Hedera helix"), ("Light", "Half shade")],
        },
        Form {
            noun: "the Fern",
            says: "A fountain of soft fronds that loves a bathroom, a misty morning and being talked to.",
            price: (20, 33),
            facts: &[("Botanical name", "Nephrolepis exaltata"), ("Light", "Shade")],
        },
    ],
    finishes: &[
        Finish {
            pattern: Pattern::Plain,
            word: "in a Plain Pot",
            says: "The pot is plain clay with a smooth shoulder and a saucer that matches.",
        },
        Finish {
            pattern: Pattern::Waves,
            word: "in a Wave Pot",
            says: "Its pot is ringed with hand-drawn waves, a different hand each season.",
        },
        Finish {
            pattern: Pattern::Pinstripes,
            word: "in a Banded Pot",
            says: "Thin bands turn around the pot like the rings of a tree.",
        },
        Finish {
            pattern: Pattern::Dots,
            word: "in a Dotted Pot",
            says: "The dotted pot was meant to be a small edition; then everybody wanted one.",
        },
        Finish {
            pattern: Pattern::Blocks,
            word: "in a Two-Tone Pot",
            says: "The pot is dipped in a second colour, as if it had been standing in paint.",
        },
        Finish {
            pattern: Pattern::Zigzag,
            word: "in a Zigzag Pot",
            says: "A zigzag runs around the pot in two colours, painted before the firing.",
        },
        Finish {
            pattern: Pattern::Terrazzo,
            word: "in a Terrazzo Pot",
            says: "The pot is cast with chips of coloured stone, so it stays cool and heavy.",
        },
    ],
    palettes: &[
        (TERRACOTTA, OAT, RUST),
        (CHALK, INK, CORAL),
        (BLUSH, CHERRY, CHALK),
        (MUSTARD, CHALK, FOREST),
        (FJORD, CHALK, MUSTARD),
        (OAT, RUST, PETROL),
        (CHARCOAL, STONE, BRASS),
        (LILAC, PLUM, BUTTER),
        (COBALT, SKY, BUTTER),
        (CLAY, CHALK, PLUM),
        (MINT, MOSS, CORAL),
    ],
    colours: true,
    choice: Some(Choice { name: "Pot", values: &[("12 cm", 0), ("17 cm", 14)] }),
    stories: &[
        "We name each line after somebody who once kept a very good garden.",
        "It has been with us since it was a cutting in a jam jar.",
        "Put it where you will pass it in the morning; it does you both good.",
        "It grows about a hand's breadth a year and tells you when it wants a larger home.",
        "On our bench it was the one that visitors touched without noticing.",
        "Give it a name or keep the one it came with; it answers to neither.",
    ],
    care: &[
        "Water it when the top of the soil is dry, and not a day before.",
        "A sip a week in summer and half of that in winter keeps it content.",
        "Turn it a little each time you water, and it will grow straight.",
    ],
    facts: &[
        ("Pot material", &["Glazed terracotta", "Stoneware"]),
        ("Care", &["Easy", "Very easy", "Attentive"]),
        ("Drainage hole", &["Yes, with saucer"]),
    ],
};
