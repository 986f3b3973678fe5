//! Puts words, numbers and designs together into products, always into the same ones.

use super::{DemoShop, Finish, Form, Palette, Range, ranges};
use crate::art::{Design, Kind};
use crate::random::Random;

/// A picture of a product.
#[derive(Debug, Clone)]
pub(crate) struct Picture {
    /// Unique over all pictures; lower-case words with dashes.
    pub(crate) name: String,
    pub(crate) alt: String,
    pub(crate) design: Design,
}

/// A variant: options, price in hundredths of a unit, pieces, and which picture shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DemoVariant {
    pub(crate) sku: String,
    pub(crate) options: Vec<(&'static str, &'static str)>,
    pub(crate) cents: u32,
    pub(crate) list_cents: Option<u32>,
    pub(crate) stock: u32,
    pub(crate) picture: usize,
}

/// A product of the demo.
#[derive(Debug, Clone)]
pub(crate) struct DemoProduct {
    /// Unique, and the same in every run.
    pub(crate) reference: String,
    pub(crate) shop: DemoShop,
    pub(crate) path: [&'static str; 2],
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) specifications: Vec<(&'static str, String)>,
    pub(crate) option_groups: Vec<(&'static str, Vec<&'static str>)>,
    pub(crate) variants: Vec<DemoVariant>,
    pub(crate) pictures: Vec<Picture>,
    /// Average in hundredths of a star, and by how many.
    pub(crate) rating: Option<(u16, u32)>,
}

/// All products, those of different categories mixed as on a real shop's front page.
pub(crate) fn catalogue() -> Vec<DemoProduct> {
    let ranges = ranges();
    let longest = ranges.iter().map(|range| range.names.len()).max().unwrap_or(0);
    (0..longest)
        .flat_map(|index| ranges.into_iter().filter(move |range| index < range.names.len()).map(move |r| (r, index)))
        .map(|(range, index)| product(range, index))
        .collect()
}

const fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Mug => "mug",
        Kind::Bowl => "bowl",
        Kind::Lamp => "lamp",
        Kind::Chair => "chair",
        Kind::Plant => "plant",
        Kind::Shirt => "shirt",
        Kind::Backpack => "backpack",
        Kind::Watch => "watch",
        Kind::Book => "book",
        Kind::Notebook => "notebook",
        Kind::Headphone => "headphone",
        Kind::Bicycle => "bicycle",
    }
}

fn product(range: &'static Range, index: usize) -> DemoProduct {
    let reference = format!("{}-{:02}", word(range.kind), index + 1);
    let random = |what: &str| Random::of(&[&reference, what]);
    let form_at = index % range.forms.len();
    let form = &range.forms[form_at];
    // Each time a form comes round again it has the next finish.
    let finish = &range.finishes[(form_at + index / range.forms.len()) % range.finishes.len()];
    let (name, author) = range.names[index].split_once('|').unwrap_or((range.names[index], ""));
    let palettes = palettes(range, index);
    let pictures: Vec<Picture> = palettes
        .iter()
        .map(|&(main, accent, second)| Picture {
            name: format!("{reference}-{}", main.name.to_lowercase().replace(' ', "-")),
            alt: alt(range.kind, name, author, form, main.name),
            design: Design {
                kind: range.kind,
                form: form_at,
                pattern: finish.pattern,
                main: main.ink,
                accent: accent.ink,
                second: second.ink,
                words: (name, author),
                seed: reference.clone(),
            },
        })
        .collect();
    let colours: Vec<&'static str> = palettes.iter().map(|palette| palette.0.name).collect();
    let option_groups = option_groups(range, &colours);
    DemoProduct {
        variants: variants(range, form, &reference, &colours),
        title: title(range.kind, name, author, finish, form),
        description: description(range, form, finish, index, &mut random("words")),
        specifications: specifications(range, form, index),
        rating: rating(&mut random("rating")),
        shop: range.shop,
        path: range.path,
        option_groups,
        pictures,
        reference,
    }
}

fn title(kind: Kind, name: &str, author: &str, finish: &Finish, form: &Form) -> String {
    match kind {
        Kind::Book => format!("{name} by {author}"),
        Kind::Plant => format!("{name} {} {}", form.noun, finish.word),
        _ => format!("{name} {} {}", finish.word, form.noun),
    }
}

fn alt(kind: Kind, name: &str, author: &str, form: &Form, colour: &str) -> String {
    match kind {
        Kind::Book => format!("The cover of {name} by {author}"),
        Kind::Plant => format!("{name} {} in a pot in {}", form.noun, colour.to_lowercase()),
        Kind::Watch => format!("{name} {} with a strap in {}", form.noun, colour.to_lowercase()),
        _ => format!("{name} {} in {}", form.noun, colour.to_lowercase()),
    }
}

/// The product's colours, foremost first: one to three, no name twice.
fn palettes(range: &'static Range, index: usize) -> Vec<Palette> {
    let count = if range.colours { [3, 1, 2, 1, 2][(index + index / 5) % 5] } else { 1 };
    let mut chosen: Vec<Palette> = Vec::new();
    // Seven has no divisor in common with the number of palettes of any range, so all of them come round.
    for step in 0..range.palettes.len() {
        let palette = range.palettes[(index * 7 + step) % range.palettes.len()];
        if chosen.len() < count && chosen.iter().all(|other| other.0.name != palette.0.name) {
            chosen.push(palette);
        }
    }
    chosen
}

const fn colour_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Watch => "Strap",
        Kind::Plant => "Pot colour",
        _ => "Colour",
    }
}

fn option_groups(range: &Range, colours: &[&'static str]) -> Vec<(&'static str, Vec<&'static str>)> {
    let mut groups = Vec::new();
    if colours.len() > 1 {
        groups.push((colour_name(range.kind), colours.to_vec()));
    }
    if let Some(choice) = &range.choice {
        groups.push((choice.name, choice.values.iter().map(|value| value.0).collect()));
    }
    groups
}

fn variants(range: &Range, form: &Form, reference: &str, colours: &[&'static str]) -> Vec<DemoVariant> {
    let mut random = Random::of(&[reference, "price"]);
    let (from, to) = form.price;
    let units = random.between(from, to);
    // Prices end as prices do: cheap things on 50 or 90, dear ones on nothing.
    let cents = if units < 60 { units * 100 + *random.pick(&[0, 50, 90]) } else { units * 100 };
    let reduced = random.chance(16).then(|| 10 + random.between(1, 4) * 5);
    let mood = random.below(20);
    let mut variants = Vec::new();
    for (picture, &colour) in colours.iter().enumerate() {
        let values: &[(&'static str, u32)] = range.choice.as_ref().map_or(&[("", 0)], |choice| choice.values);
        for &(value, extra) in values {
            let mut options = Vec::new();
            if colours.len() > 1 {
                options.push((colour_name(range.kind), colour));
            }
            if let Some(choice) = &range.choice {
                options.push((choice.name, value));
            }
            let cents = cents + extra * 100;
            let stock = match mood {
                0 => 0,
                1 | 2 => random.between(0, 3),
                3..=5 => random.between(2, 9),
                _ if random.chance(6) => 0,
                _ => random.between(6, 80),
            };
            variants.push(DemoVariant {
                sku: format!("{}-{:02}", reference.to_uppercase(), variants.len() + 1),
                options,
                cents,
                list_cents: reduced.map(|percent| (cents * 100 / (100 - percent)).div_ceil(100) * 100),
                stock,
                picture,
            });
        }
    }
    variants
}

/// What it is, how it is finished, two things worth telling, how to look after it, what the shop promises.
fn description(range: &Range, form: &Form, finish: &Finish, index: usize, random: &mut Random) -> String {
    let count = range.stories.len();
    let first = (index * 2 + index / count) % count;
    let second = (first + 1 + random.below(count - 1)) % count;
    let promise = range.shop.promises[(index + index / 3) % 3];
    let care = range.care[(index + index / 4) % range.care.len()];
    format!("{} {}\n\n{} {}\n\n{care} {promise}", form.says, finish.says, range.stories[first], range.stories[second])
}

fn specifications(range: &Range, form: &Form, index: usize) -> Vec<(&'static str, String)> {
    let own = form.facts.iter().map(|&(name, value)| (name, value.to_owned()));
    let general = range
        .facts
        .iter()
        .enumerate()
        .map(|(at, &(name, values))| (name, values[(index + index / 3 + at) % values.len()].to_owned()));
    own.chain(general).collect()
}

/// Most things are liked; some are new and not rated yet.
fn rating(random: &mut Random) -> Option<(u16, u32)> {
    if random.chance(9) {
        return None;
    }
    let count = if random.chance(30) { random.between(90, 860) } else { random.between(3, 89) };
    let average = 360 + (random.below(70) + random.below(70));
    Some((u16::try_from(average.min(500)).unwrap_or(500), count))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn there_is_enough_of_everything() {
        let goods = catalogue();
        assert_eq!(goods.len(), 252);
        assert_eq!(goods.iter().map(|product| product.path).collect::<HashSet<_>>().len(), 12);
        assert_eq!(goods.iter().map(|product| product.path[0]).collect::<HashSet<_>>().len(), 6);
        assert_eq!(goods.iter().map(|product| product.shop.reference).collect::<HashSet<_>>().len(), 8);
    }

    #[test]
    fn no_two_products_are_alike() {
        let goods = catalogue();
        let distinct = |of: fn(&DemoProduct) -> String| goods.iter().map(of).collect::<HashSet<_>>().len();
        assert_eq!(distinct(|product| product.reference.clone()), goods.len());
        assert_eq!(distinct(|product| product.title.clone()), goods.len());
        assert_eq!(distinct(|product| product.description.clone()), goods.len());
        let names: Vec<_> = goods.iter().flat_map(|product| &product.pictures).map(|picture| &picture.name).collect();
        assert_eq!(names.iter().collect::<HashSet<_>>().len(), names.len());
    }

    #[test]
    fn a_run_gives_what_the_last_one_gave() {
        let print = || catalogue().iter().map(|product| format!("{product:?}")).collect::<String>();
        assert_eq!(print(), print());
    }

    #[test]
    fn descriptions_have_several_sentences_and_none_twice() {
        for product in catalogue() {
            let sentences: Vec<_> = product.description.split_inclusive(['.', ':', '\n']).map(str::trim).collect();
            let told: Vec<_> = sentences.into_iter().filter(|sentence| sentence.len() > 20).collect();
            assert!(told.len() >= 5, "{}: {}", product.title, product.description);
            assert_eq!(told.iter().collect::<HashSet<_>>().len(), told.len(), "{}", product.title);
        }
    }

    #[test]
    fn some_are_sold_out_some_run_low_most_are_there() {
        let goods = catalogue();
        let with = |rule: fn(u32) -> bool| {
            goods.iter().filter(|product| rule(product.variants.iter().map(|variant| variant.stock).sum())).count()
        };
        let (none, few, many) = (with(|n| n == 0), with(|n| (1..=9).contains(&n)), with(|n| n > 9));
        assert!((5..=30).contains(&none), "{none} sold out");
        assert!((8..=60).contains(&few), "{few} running low");
        assert!(many > 180, "{many} there");
    }

    #[test]
    fn variants_have_their_own_options_and_a_picture_in_their_colour() {
        for product in catalogue() {
            let mut combinations = HashSet::new();
            for variant in &product.variants {
                assert!(combinations.insert(variant.options.clone()), "{}", product.title);
                assert_eq!(variant.options.len(), product.option_groups.len());
                let picture = &product.pictures[variant.picture];
                let colour =
                    variant.options.iter().find(|option| matches!(option.0, "Colour" | "Strap" | "Pot colour"));
                if let Some((_, colour)) = colour {
                    assert!(picture.name.ends_with(&colour.to_lowercase().replace(' ', "-")), "{}", picture.name);
                }
                assert!(variant.list_cents.is_none_or(|list| list > variant.cents), "{}", product.title);
            }
            let combinations_possible: usize = product.option_groups.iter().map(|group| group.1.len()).product();
            assert_eq!(product.variants.len(), combinations_possible);
        }
    }
}
