//! Variants of a listing: each combination of its options.

use product::{OptionGroup, OptionName, OptionText, OptionValue};
use serde::Deserialize;

use super::text;

#[derive(Deserialize)]
struct Variation {
    name: Option<String>,
    #[serde(default)]
    variations: Vec<Option<String>>,
}

/// The option groups in the column `variations`. `[{"variations":[null]}]` means that there are none; blank and repeated
/// values are left out, a nameless group is called "Option", and groups of one name are numbered.
pub(super) fn groups(json: &str) -> Result<Vec<OptionGroup>, String> {
    let variations: Option<Vec<Variation>> = serde_json::from_str(json).map_err(|error| error.to_string())?;
    let mut groups: Vec<OptionGroup> = Vec::new();
    for variation in variations.unwrap_or_default() {
        let mut values: Vec<OptionText> = Vec::new();
        for value in variation.variations.iter().flatten() {
            let value = text::line(value);
            if !value.is_empty() {
                let value = OptionText::new(&value).map_err(|error| format!("an option {error}"))?;
                if !values.contains(&value) {
                    values.push(value);
                }
            }
        }
        if !values.is_empty() {
            let name = variation.name.map(|name| text::line(&name)).filter(|name| !name.is_empty());
            groups.push(OptionGroup { name: distinct(name.as_deref().unwrap_or("Option"), &groups)?, values });
        }
    }
    Ok(groups)
}

fn distinct(name: &str, groups: &[OptionGroup]) -> Result<OptionName, String> {
    let taken = |name: &OptionName| groups.iter().any(|group| group.name == *name);
    let named = |name: &str| OptionName::new(name).map_err(|error| format!("an option group's name {error}"));
    let mut candidate = named(name)?;
    let mut number = 2;
    while taken(&candidate) {
        candidate = named(&format!("{name} {number}"))?;
        number += 1;
    }
    Ok(candidate)
}

/// Every combination of the groups' values, the last group's changing fastest; one empty combination without groups.
pub(super) fn combinations(groups: &[OptionGroup]) -> Vec<Vec<OptionValue>> {
    groups.iter().fold(vec![Vec::new()], |combinations, group| {
        combinations
            .into_iter()
            .flat_map(|combination| {
                group.values.iter().map(move |value| {
                    let mut longer = combination.clone();
                    longer.push(OptionValue { name: group.name.clone(), value: value.clone() });
                    longer
                })
            })
            .collect()
    })
}

/// Pieces spread over variants: as even as can be, the first ones getting what is left over.
pub(super) fn spread(pieces: u32, variants: u32) -> impl Iterator<Item = u32> {
    let (each, left) = (pieces.checked_div(variants).unwrap_or(0), pieces.checked_rem(variants).unwrap_or(0));
    (0..variants).map(move |index| each + u32::from(index < left))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, expected: &[(&str, &[&str])]) {
        let groups = groups(json).unwrap();
        let plain: Vec<(&str, Vec<&str>)> = groups
            .iter()
            .map(|group| (group.name.as_str(), group.values.iter().map(OptionText::as_str).collect()))
            .collect();
        assert_eq!(plain, expected.iter().map(|(name, values)| (*name, values.to_vec())).collect::<Vec<_>>(), "{json}");
    }

    #[test]
    fn groups_are_cleaned() {
        check(r#"[{"variations":[null]}]"#, &[]);
        check("null", &[]);
        check("[]", &[]);
        check(r#"[{"name":"Color","variations":["Azul"," Azul ",null,""," Rojo"]}]"#, &[("Color", &["Azul", "Rojo"])]);
        check(r#"[{"name":"","variations":["a"]},{"variations":["b"]}]"#, &[("Option", &["a"]), ("Option 2", &["b"])]);
        assert!(groups("{").is_err());
        assert!(groups(&format!(r#"[{{"name":"x","variations":["{}"]}}]"#, "y".repeat(101))).is_err());
    }

    #[test]
    fn every_combination_is_a_variant() {
        let groups = groups(r#"[{"name":"C","variations":["a","b"]},{"name":"S","variations":["1","2"]}]"#).unwrap();
        let combinations: Vec<String> = combinations(&groups)
            .iter()
            .map(|options| options.iter().map(|option| option.value.as_str()).collect())
            .collect();
        assert_eq!(combinations, ["a1", "a2", "b1", "b2"]);
        assert_eq!(super::combinations(&[]), [Vec::new()]);
    }

    #[test]
    fn no_piece_is_lost_in_spreading() {
        assert_eq!(spread(7, 3).collect::<Vec<_>>(), [3, 2, 2]);
        assert_eq!(spread(2, 4).collect::<Vec<_>>(), [1, 1, 0, 0]);
        assert_eq!(spread(5, 0).count(), 0);
    }
}
