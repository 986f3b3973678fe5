//! A product's content as somebody wants it to be, and the rules that it is checked by.

use std::collections::HashSet;

use kernel::{CategoryId, Currency, ImageId};

use crate::rule::{ProductRule, Violation, Violations};
use crate::{
    Description, OptionName, OptionText, Price, Rating, Sku, SpecificationName, SpecificationValue, StockCount, Title,
};

/// A group of options of which a variant has one each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionGroup {
    /// "Colour".
    pub name: OptionName,
    /// "Red", "Blue", in the order in which they are offered.
    pub values: Vec<OptionText>,
}

/// What a variant has of a group.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OptionValue {
    /// The group.
    pub name: OptionName,
    /// The value.
    pub value: OptionText,
}

/// A fact about a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Specification {
    /// What it is about.
    pub name: SpecificationName,
    /// What it says.
    pub value: SpecificationValue,
}

/// What happens to a variant's stock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StockChange {
    /// It stays as it is; only for a variant that exists.
    Keep,
    /// So many pieces are for sale from now on.
    Set(StockCount),
    /// A source says that there are so many: they are for sale from now on, unless the source said the same before. So
    /// reading the same source again does not bring back what was sold since.
    Restate(StockCount),
}

/// A variant as somebody wants it to be. Its SKU says which one it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VariantDraft {
    /// Unique within the product.
    pub sku: Sku,
    /// One value of each option group, in any order.
    pub options: Vec<OptionValue>,
    /// What a piece costs.
    pub price: Price,
    /// What it cost before, or elsewhere; higher than the price.
    pub list_price: Option<Price>,
    /// What happens to its stock.
    pub stock: StockChange,
    /// The picture that shows this variant, one of the product's.
    pub image: Option<ImageId>,
}

/// A product's content as somebody wants it to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductDraft {
    /// What it is called.
    pub title: Title,
    /// What it is, at length.
    pub description: Option<Description>,
    /// Where it is found.
    pub category: CategoryId,
    /// At most [`ProductDraft::MAX_OPTION_GROUPS`].
    pub option_groups: Vec<OptionGroup>,
    /// At most [`ProductDraft::MAX_SPECIFICATIONS`].
    pub specifications: Vec<Specification>,
    /// 1 to [`ProductDraft::MAX_VARIANTS`].
    pub variants: Vec<VariantDraft>,
    /// What buyers elsewhere think of it, for goods that were imported.
    pub rating: Option<Rating>,
}

impl ProductDraft {
    /// The most groups of options.
    pub const MAX_OPTION_GROUPS: usize = 3;
    /// The most values of a group.
    pub const MAX_OPTION_VALUES: usize = 100;
    /// The most variants.
    pub const MAX_VARIANTS: usize = 200;
    /// The most specifications.
    pub const MAX_SPECIFICATIONS: usize = 100;
    /// The most pictures.
    pub const MAX_IMAGES: usize = 30;

    /// Checks all rules that hold within the draft. The caller has checked that the category exists.
    ///
    /// # Errors
    /// [`Violations`], all of them at once.
    pub fn check(&self, currency: Currency, images: &[ImageId]) -> Result<(), Violations> {
        let mut found = Vec::new();
        let groups = Self::groups_and_specifications(&self.option_groups, &self.specifications, &mut found);
        let variants: Vec<_> = self
            .variants
            .iter()
            .map(|v| VariantRules {
                sku: &v.sku,
                options: &v.options,
                price: v.price,
                list_price: v.list_price,
                image: v.image,
            })
            .collect();
        if groups {
            check_variants(&self.option_groups, &variants, currency, images, &mut found);
        }
        Violations::check(found)
    }

    /// Whether the groups are such that variants can be checked against them.
    fn groups_and_specifications(
        groups: &[OptionGroup],
        specifications: &[Specification],
        found: &mut Vec<Violation>,
    ) -> bool {
        limit("specifications", specifications.len(), Self::MAX_SPECIFICATIONS, found);
        let before = found.len();
        limit("option_groups", groups.len(), Self::MAX_OPTION_GROUPS, found);
        let mut names = HashSet::new();
        for (index, group) in groups.iter().enumerate() {
            let path = format!("option_groups[{index}]");
            if !names.insert(group.name.as_str()) {
                found.push(Violation { path: format!("{path}.name"), rule: ProductRule::Repeated });
            }
            if group.values.is_empty() {
                found.push(Violation { path: format!("{path}.values"), rule: ProductRule::TooFew { min: 1 } });
            }
            limit(&format!("{path}.values"), group.values.len(), Self::MAX_OPTION_VALUES, found);
            let mut values = HashSet::new();
            for (position, value) in group.values.iter().enumerate() {
                if !values.insert(value.as_str()) {
                    let path = format!("{path}.values[{position}]");
                    found.push(Violation { path, rule: ProductRule::Repeated });
                }
            }
        }
        found.len() == before
    }
}

fn limit(path: &str, count: usize, max: usize, found: &mut Vec<Violation>) {
    if count > max {
        found.push(Violation { path: path.to_owned(), rule: ProductRule::TooMany { max } });
    }
}

/// What the rules need to know of a variant, drafted or stored.
pub(crate) struct VariantRules<'a> {
    pub(crate) sku: &'a Sku,
    pub(crate) options: &'a [OptionValue],
    pub(crate) price: Price,
    pub(crate) list_price: Option<Price>,
    pub(crate) image: Option<ImageId>,
}

pub(crate) fn check_stored(
    groups: &[OptionGroup],
    specifications: &[Specification],
    variants: &[VariantRules<'_>],
    currency: Currency,
    images: &[ImageId],
) -> Result<(), Violations> {
    let mut found = Vec::new();
    limit("images", images.len(), ProductDraft::MAX_IMAGES, &mut found);
    if ProductDraft::groups_and_specifications(groups, specifications, &mut found) {
        check_variants(groups, variants, currency, images, &mut found);
    }
    Violations::check(found)
}

fn check_variants(
    groups: &[OptionGroup],
    variants: &[VariantRules<'_>],
    currency: Currency,
    images: &[ImageId],
    found: &mut Vec<Violation>,
) {
    if variants.is_empty() {
        found.push(Violation { path: "variants".to_owned(), rule: ProductRule::TooFew { min: 1 } });
    }
    limit("variants", variants.len(), ProductDraft::MAX_VARIANTS, found);
    let (mut skus, mut combinations) = (HashSet::new(), HashSet::new());
    for (index, variant) in variants.iter().enumerate() {
        let mut broken =
            |member: &str, rule| found.push(Violation { path: format!("variants[{index}].{member}"), rule });
        if !skus.insert(variant.sku.as_str()) {
            broken("sku", ProductRule::Repeated);
        }
        match in_group_order(groups, variant.options) {
            None => broken("options", ProductRule::OptionsMismatch),
            Some(options) => {
                let combination: Vec<_> = options.iter().map(|option| option.value.as_str().to_owned()).collect();
                if !combinations.insert(combination) {
                    broken("options", ProductRule::Repeated);
                }
            }
        }
        if variant.price.currency() != currency {
            broken("price.currency", ProductRule::CurrencyMismatch { currency });
        }
        if let Some(list_price) = variant.list_price {
            if list_price.currency() != currency {
                broken("list_price.currency", ProductRule::CurrencyMismatch { currency });
            } else if list_price.money().minor() <= variant.price.money().minor() {
                broken("list_price", ProductRule::ListPriceTooLow);
            }
        }
        if variant.image.is_some_and(|image| !images.contains(&image)) {
            broken("image_id", ProductRule::UnknownImage);
        }
    }
}

/// The options in the order of the groups; `None` unless there is exactly one known value of each.
pub(crate) fn in_group_order(groups: &[OptionGroup], options: &[OptionValue]) -> Option<Vec<OptionValue>> {
    if options.len() != groups.len() {
        return None;
    }
    groups
        .iter()
        .map(|group| {
            options.iter().find(|option| option.name == group.name && group.values.contains(&option.value)).cloned()
        })
        .collect()
}
