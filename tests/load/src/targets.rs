//! What to ask for: many different things, so that no single answer is measured.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::api::Api;
use crate::goods::{Dice, word};

const LISTING: &str = "/api/product/public/products";
/// Pages that are followed in each category.
const PAGES: usize = 3;
/// Different searches.
const SEARCHES: usize = 400;
/// Products whose variants are put into carts.
const CART_PRODUCTS: usize = 200;

/// Paths and bodies.
#[derive(Debug)]
pub(crate) struct Targets {
    ids: Vec<String>,
    listings: Vec<String>,
    searches: Vec<String>,
    cart_lines: Vec<String>,
}

/// Where they were written, one a line.
#[derive(Debug)]
pub(crate) struct Files {
    pub(crate) details: PathBuf,
    pub(crate) listings: PathBuf,
    pub(crate) searches: PathBuf,
    pub(crate) cart_lines: PathBuf,
}

impl Targets {
    pub(crate) fn find(api: &Api, expected: u32) -> Result<Self> {
        let ids = ids(api)?;
        ensure!(ids.len() == expected as usize, "{} of {expected} products are on sale", ids.len());
        Ok(Self { cart_lines: cart_lines(api, &ids)?, listings: listings(api)?, searches: searches(), ids })
    }

    pub(crate) fn products(&self) -> usize {
        self.ids.len()
    }

    /// Writes them into a folder, for a server at an address.
    pub(crate) fn write(&self, folder: &Path, address: &str) -> Result<Files> {
        let write = |name: &str, lines: Vec<String>| -> Result<PathBuf> {
            let path = folder.join(name);
            fs::write(&path, lines.join("\n") + "\n")?;
            Ok(path)
        };
        let urls = |paths: &[String]| paths.iter().map(|path| format!("http://{address}{path}")).collect();
        let details: Vec<String> = self.ids.iter().map(|id| format!("{LISTING}/{id}")).collect();
        Ok(Files {
            details: write("details.txt", urls(&details))?,
            listings: write("listings.txt", urls(&self.listings))?,
            searches: write("searches.txt", urls(&self.searches))?,
            cart_lines: write("cart-lines.txt", self.cart_lines.clone())?,
        })
    }
}

fn text<'a>(value: &'a Value, member: &str) -> Result<&'a str> {
    value[member].as_str().with_context(|| format!("no `{member}` in {value}"))
}

fn items(value: &Value) -> Result<&Vec<Value>> {
    value["items"].as_array().with_context(|| format!("no `items` in {value}"))
}

fn path(query: &[(&str, &str)]) -> String {
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(query).finish();
    format!("{LISTING}?{query}")
}

/// The ids of all products.
fn ids(api: &Api) -> Result<Vec<String>> {
    let mut ids = Vec::new();
    let mut next = Some(path(&[("limit", "100"), ("sort", "newest")]));
    while let Some(here) = next {
        let page = api.get(&here)?;
        for item in items(&page)? {
            ids.push(text(item, "id")?.to_owned());
        }
        next = page["next_cursor"]
            .as_str()
            .map(|cursor| path(&[("limit", "100"), ("sort", "newest"), ("cursor", cursor)]));
    }
    Ok(ids)
}

/// The first pages of each category, sorted in each way.
fn listings(api: &Api) -> Result<Vec<String>> {
    let categories = api.get("/api/product/public/categories")?;
    let mut listings = Vec::new();
    for category in items(&categories)? {
        let id = text(category, "id")?;
        for sort in ["newest", "price_asc", "price_desc", "best_selling"] {
            let query = [("category", id), ("limit", "24"), ("sort", sort)];
            let mut next = Some(path(&query));
            for _ in 0..PAGES {
                let Some(here) = next else { break };
                let page = api.get(&here)?;
                next = page["next_cursor"].as_str().map(|cursor| path(&[&query[..], &[("cursor", cursor)]].concat()));
                // A page that is not full would be faster than it should.
                if items(&page)?.len() == 24 {
                    listings.push(here);
                }
            }
        }
    }
    ensure!(listings.len() >= 24, "only {} full pages were found", listings.len());
    Ok(listings)
}

/// One word, two words, beginnings of words, and every fifth with a mistake.
fn searches() -> Vec<String> {
    let mut dice = Dice::new(7);
    let search = |number: usize| {
        let (first, second) = (word(&mut dice).to_lowercase(), word(&mut dice).to_lowercase());
        let words = match number % 5 {
            0 => misspelt(&first, &mut dice),
            1 => format!("{first} {second}"),
            2 => first.chars().take(4).collect(),
            _ => first,
        };
        path(&[("q", &words), ("limit", "24")])
    };
    (0..SEARCHES).map(search).collect()
}

/// Two neighbouring letters in the wrong order, neither of them the first.
fn misspelt(word: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let places: Vec<usize> =
        (1..letters.len().saturating_sub(1)).filter(|&at| letters[at] != letters[at + 1]).collect();
    if !places.is_empty() {
        let at = *dice.one_of(&places);
        letters.swap(at, at + 1);
    }
    letters.into_iter().collect()
}

/// Bodies that put one piece of some variant into a cart.
fn cart_lines(api: &Api, ids: &[String]) -> Result<Vec<String>> {
    let mut dice = Dice::new(11);
    let mut lines = Vec::new();
    for _ in 0..CART_PRODUCTS {
        let product = api.get(&format!("{LISTING}/{}", dice.one_of(ids)))?;
        for variant in product["variants"].as_array().with_context(|| format!("no `variants` in {product}"))? {
            let quantity = 1 + dice.below(3);
            lines.push(json!({"variant_id": text(variant, "id")?, "quantity": quantity}).to_string());
        }
    }
    ensure!(!lines.is_empty(), "no variant was found");
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn searches_differ_and_are_the_same_each_time() {
        let found = searches();
        assert_eq!(found, searches());
        let distinct: HashSet<&String> = found.iter().collect();
        assert!(distinct.len() > 200, "{} of {SEARCHES}", distinct.len());
        assert!(
            found.iter().all(|path| path.starts_with("/api/product/public/products?q=") && path.ends_with("&limit=24"))
        );
    }

    #[test]
    fn a_mistake_swaps_two_letters_that_differ() {
        for word in ["lamp", "teapot", "saddle", "blanket"] {
            let wrong = misspelt(word, &mut Dice::new(3));
            let (mut letters, mut known): (Vec<char>, Vec<char>) = (wrong.chars().collect(), word.chars().collect());
            assert_ne!(wrong, word);
            assert_eq!(letters[0], known[0]);
            letters.sort_unstable();
            known.sort_unstable();
            assert_eq!(letters, known);
        }
        assert_eq!(misspelt("aaa", &mut Dice::new(3)), "aaa");
    }

    #[test]
    fn queries_are_encoded() {
        assert_eq!(
            path(&[("q", "cutting board"), ("cursor", "a+b=")]),
            "/api/product/public/products?q=cutting+board&cursor=a%2Bb%3D"
        );
    }

    #[test]
    fn targets_are_written_one_a_line() {
        let folder = tempfile::tempdir().unwrap();
        let targets = Targets {
            ids: vec!["prd_1".to_owned(), "prd_2".to_owned()],
            listings: vec!["/l".to_owned()],
            searches: vec!["/s".to_owned()],
            cart_lines: vec!["{}".to_owned()],
        };
        let files = targets.write(folder.path(), "127.0.0.1:1").unwrap();
        let base = "http://127.0.0.1:1";
        let details = format!("{base}{LISTING}/prd_1\n{base}{LISTING}/prd_2\n");
        assert_eq!(fs::read_to_string(files.details).unwrap(), details);
        assert_eq!(fs::read_to_string(files.listings).unwrap(), format!("{base}/l\n"));
        assert_eq!(fs::read_to_string(files.cart_lines).unwrap(), "{}\n");
    }
}
