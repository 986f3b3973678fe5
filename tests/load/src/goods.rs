//! A catalogue to measure with, as a marketplace's listings: the same at each run.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::Result;
use serde_json::json;

const MANNERS: &[&str] = &[
    "Classic",
    "Modern",
    "Rustic",
    "Compact",
    "Portable",
    "Vintage",
    "Elegant",
    "Sturdy",
    "Lightweight",
    "Foldable",
    "Quiet",
    "Bright",
    "Handmade",
    "Premium",
    "Everyday",
    "Outdoor",
    "Waterproof",
    "Adjustable",
    "Magnetic",
    "Reusable",
];
const MATERIALS: &[&str] = &[
    "Bamboo",
    "Leather",
    "Cotton",
    "Steel",
    "Ceramic",
    "Walnut",
    "Linen",
    "Copper",
    "Silicone",
    "Wool",
    "Glass",
    "Canvas",
    "Aluminium",
    "Cork",
    "Velvet",
];
/// Things by the category that they belong to.
const SHELVES: &[(&str, &str, &[&str])] = &[
    ("Home", "Kitchen", &["Teapot", "Skillet", "Cutting Board", "Kettle", "Saucepan", "Spatula", "Colander"]),
    ("Home", "Lighting", &["Lamp", "Lantern", "Chandelier", "Candle Holder", "Nightlight"]),
    ("Home", "Bedroom", &["Blanket", "Pillow", "Mattress Topper", "Duvet", "Headboard"]),
    ("Home", "Bathroom", &["Towel", "Soap Dish", "Bath Mat", "Shower Curtain"]),
    ("Home", "Garden", &["Planter", "Watering Can", "Trowel", "Birdhouse", "Hammock"]),
    ("Fashion", "Shoes", &["Sneakers", "Sandals", "Boots", "Slippers", "Loafers"]),
    ("Fashion", "Bags", &["Backpack", "Tote", "Wallet", "Satchel", "Suitcase"]),
    ("Fashion", "Jewellery", &["Necklace", "Bracelet", "Earrings", "Brooch"]),
    ("Fashion", "Outerwear", &["Jacket", "Raincoat", "Parka", "Scarf", "Gloves"]),
    ("Electronics", "Audio", &["Headphones", "Speaker", "Microphone", "Turntable"]),
    ("Electronics", "Computers", &["Keyboard", "Mouse", "Monitor Stand", "Laptop Sleeve"]),
    ("Electronics", "Photography", &["Tripod", "Camera Strap", "Lens Pouch", "Photo Frame"]),
    ("Sports", "Cycling", &["Helmet", "Bicycle Pump", "Saddle", "Pannier"]),
    ("Sports", "Yoga", &["Yoga Mat", "Yoga Block", "Foam Roller", "Resistance Band"]),
    ("Sports", "Camping", &["Tent", "Sleeping Bag", "Camping Stove", "Headlamp"]),
    ("Toys", "Puzzles", &["Jigsaw Puzzle", "Marble Run", "Spinning Top", "Domino Set"]),
];
const COLOURS: &[&str] = &["Red", "Blue", "Green", "Black", "White", "Yellow"];
const SIZES: &[&str] = &["Small", "Medium", "Large"];
const SELLERS: u32 = 120;

/// Numbers that look random and are the same at each run (the constants are Knuth's MMIX).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % bound.max(1)
    }

    pub(crate) fn one_of<'a, T>(&mut self, values: &'a [T]) -> &'a T {
        &values[self.below(values.len())]
    }
}

/// A word that titles have.
pub(crate) fn word(dice: &mut Dice) -> &'static str {
    let things = dice.one_of(SHELVES).2;
    [*dice.one_of(MANNERS), *dice.one_of(MATERIALS), *dice.one_of(things)][dice.below(3)]
}

/// Writes so many listings.
pub(crate) fn write(path: &Path, products: u32) -> Result<()> {
    write_to(BufWriter::new(File::create(path)?), products)
}

fn write_to(to: impl Write, products: u32) -> Result<()> {
    let mut csv = csv::Writer::from_writer(to);
    csv.write_record(HEADER)?;
    let mut dice = Dice::new(42);
    for number in 1..=products {
        csv.write_record(listing(number, &mut dice))?;
    }
    csv.flush()?;
    Ok(())
}

const HEADER: [&str; 20] = [
    "url",
    "id",
    "title",
    "sold",
    "rating",
    "reviews",
    "initial_price",
    "final_price",
    "currency",
    "stock",
    "favorite",
    "image",
    "seller_name",
    "shop_url",
    "breadcrumb",
    "Product Specifications",
    "Product Description",
    "seller_rating",
    "variations",
    "domain",
];

fn listing(number: u32, dice: &mut Dice) -> [String; 20] {
    let &(department, category, things) = dice.one_of(SHELVES);
    let (manner, material, thing) = (*dice.one_of(MANNERS), *dice.one_of(MATERIALS), *dice.one_of(things));
    let title = format!("{manner} {material} {thing} No. {number}");
    let seller = dice.below(SELLERS as usize);
    let price = 900 + dice.below(200_000);
    let colours: Vec<&str> = COLOURS.iter().copied().skip(dice.below(4)).take(1 + dice.below(2)).collect();
    let sizes: Vec<&str> = SIZES.iter().copied().take(1 + dice.below(3)).collect();
    let shop = "https://shop.example";
    let description = format!(
        "The {title} is made of {material} for every day.\n\nIt comes from {department} / {category}, lasts for years \
         and is repaired for free. A {thing} to keep.",
    );
    let text = |value: serde_json::Value| value.to_string();
    [
        format!("{shop}/listing-{number}"),
        format!("{}", 7_000_000_000_u64 + u64::from(number)),
        title,
        dice.below(500).to_string(),
        format!("4.{}", dice.below(10)),
        dice.below(300).to_string(),
        format!("{}.{:02}", price / 50, price % 100),
        format!("{}.{:02}", price / 100, price % 100),
        "MYR".to_owned(),
        "100000".to_owned(),
        dice.below(90).to_string(),
        text(json!([format!("https://pictures.example/{number}.jpg")])),
        format!("Seller {seller}"),
        format!("{shop}/seller-{seller}"),
        text(json!([department, category])),
        text(json!([{"name": "Material", "value": material}, {"name": "Manner", "value": manner}])),
        description,
        "4.8".to_owned(),
        text(json!([{"name": "Colour", "variations": colours}, {"name": "Size", "variations": sizes}])),
        shop.to_owned(),
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn written(products: u32) -> String {
        let mut text = Vec::new();
        write_to(&mut text, products).unwrap();
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn the_same_catalogue_comes_out_each_time() {
        assert_eq!(written(200), written(200));
        assert!(written(200).starts_with(&written(100)));
    }

    #[test]
    fn no_two_products_are_alike_and_all_shelves_are_filled() {
        let text = written(2_000);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), 2_000);
        for (column, expected) in [(1, 2_000), (2, 2_000), (12, 120), (14, SHELVES.len())] {
            let distinct: HashSet<&str> = rows.iter().map(|row| &row[column]).collect();
            assert_eq!(distinct.len(), expected, "{}", HEADER[column]);
        }
        let variations: serde_json::Value = serde_json::from_str(&rows[0][18]).unwrap();
        assert_eq!(variations.as_array().unwrap().len(), 2);
    }
}
