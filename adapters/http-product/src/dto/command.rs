//! What sellers send.

use std::collections::BTreeMap;

use kernel::{CategoryId, IdError, ImageId, Line, TextError};
use kit_http::{MoneyDto, Problem, Validator};
use product::{
    Description, ListingStatus, OptionGroup, OptionValue, Price, PriceError, ProductDraft, Specification, StockCount,
    StockCountError, VariantDraft,
};
use product_app::{CreateProductCommand, UpdateProductCommand, VariantUpdate};
use serde::Deserialize;
use utoipa::ToSchema;

/// What variants differ in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OptionGroupInput)]
pub(crate) struct OptionGroupInput {
    /// 1 to 50 characters.
    name: String,
    /// 1 to 100 values of 1 to 100 characters.
    values: Vec<String>,
}

/// A fact.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SpecificationInput)]
pub(crate) struct SpecificationInput {
    /// 1 to 100 characters.
    name: String,
    /// 1 to 500 characters.
    value: String,
}

/// A variant; its SKU says which one it is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = VariantInput)]
pub(crate) struct VariantInput {
    /// 1 to 64 characters, unique within the product.
    sku: String,
    /// One value of each option group.
    #[serde(default)]
    options: BTreeMap<String, String>,
    /// 1 to 1,000,000,000,000 minor units.
    price: MoneyDto,
    /// Higher than the price.
    #[serde(default)]
    list_price: Option<MoneyDto>,
    /// 0 to 10,000,000 pieces. For a variant that exists it may be left out: its stock stays.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 10_000_000)]
    stock: Option<i64>,
    /// One of the product's pictures.
    #[serde(default)]
    image_id: Option<String>,
}

/// The status of a new product.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = NewProductStatus)]
pub(crate) enum NewStatusDto {
    Draft,
    Active,
}

/// The status that a seller can give.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = SellerProductStatus)]
pub(crate) enum StatusDto {
    Draft,
    Active,
    Archived,
}

/// A new product.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CreateProduct)]
pub(crate) struct CreateProductDto {
    /// 1 to 300 characters.
    title: String,
    /// At most 20,000 characters.
    #[serde(default)]
    description: String,
    category_id: String,
    status: NewStatusDto,
    /// At most 3.
    #[serde(default)]
    option_groups: Vec<OptionGroupInput>,
    /// 1 to 200.
    variants: Vec<VariantInput>,
    /// At most 100.
    #[serde(default)]
    specifications: Vec<SpecificationInput>,
}

/// A change of a product; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = UpdateProduct)]
pub(crate) struct UpdateProductDto {
    /// Only if the product is at this version.
    #[serde(default)]
    version: Option<u64>,
    #[serde(default)]
    title: Option<String>,
    /// An empty one takes it away.
    #[serde(default)]
    description: Option<String>,
    #[serde(default)]
    category_id: Option<String>,
    #[serde(default)]
    status: Option<StatusDto>,
    #[serde(default)]
    option_groups: Option<Vec<OptionGroupInput>>,
    /// All of them: a variant that is left out is no longer sold.
    #[serde(default)]
    variants: Option<Vec<VariantInput>>,
    #[serde(default)]
    specifications: Option<Vec<SpecificationInput>>,
}

/// A line of text, or a noted error.
pub(crate) fn line<const MAX: usize>(field: &str, text: &str, validator: &mut Validator) -> Option<Line<MAX>> {
    validator.check(field, Line::new(text), TextError::code)
}

/// A line of text that may be left out or empty.
pub(crate) fn optional_line<const MAX: usize>(
    field: &str,
    text: Option<&str>,
    validator: &mut Validator,
) -> Option<Option<Line<MAX>>> {
    let given = text.filter(|text| !text.trim().is_empty());
    validator.check_optional(field, given, Line::new, TextError::code)
}

fn description(text: &str, validator: &mut Validator) -> Option<Option<Description>> {
    let given = Some(text).filter(|text| !text.trim().is_empty());
    validator.check_optional("description", given, Description::new, TextError::code)
}

fn category(text: &str, validator: &mut Validator) -> Option<CategoryId> {
    validator.check("category_id", text.parse(), IdError::code)
}

/// All items, or `None` after noting what is wrong with some.
fn all<I, O>(items: Vec<I>, mut check: impl FnMut(usize, I) -> Option<O>) -> Option<Vec<O>> {
    let checked: Vec<Option<O>> = items.into_iter().enumerate().map(|(index, item)| check(index, item)).collect();
    checked.into_iter().collect()
}

fn groups(groups: Vec<OptionGroupInput>, validator: &mut Validator) -> Option<Vec<OptionGroup>> {
    all(groups, |index, group| {
        let path = format!("option_groups[{index}]");
        let name = line(&format!("{path}.name"), &group.name, validator);
        let values =
            all(group.values, |position, value| line(&format!("{path}.values[{position}]"), &value, validator));
        Some(OptionGroup { name: name?, values: values? })
    })
}

fn specifications(facts: Vec<SpecificationInput>, validator: &mut Validator) -> Option<Vec<Specification>> {
    all(facts, |index, fact| {
        let name = line(&format!("specifications[{index}].name"), &fact.name, validator);
        let value = line(&format!("specifications[{index}].value"), &fact.value, validator);
        Some(Specification { name: name?, value: value? })
    })
}

fn price(field: &str, money: &MoneyDto, validator: &mut Validator) -> Option<Price> {
    let money = money.check(field, validator)?;
    validator.check(&format!("{field}.amount"), Price::new(money), PriceError::code)
}

fn variant(path: &str, input: &VariantInput, validator: &mut Validator) -> Option<VariantUpdate> {
    let sku = line(&format!("{path}.sku"), &input.sku, validator);
    let options = all(input.options.iter().collect(), |_, (name, value)| {
        let name_line = line(&format!("{path}.options"), name, validator);
        let value = line(&format!("{path}.options.{name}"), value, validator);
        Some(OptionValue { name: name_line?, value: value? })
    });
    let own_price = price(&format!("{path}.price"), &input.price, validator);
    let list_price = match &input.list_price {
        None => Some(None),
        Some(money) => price(&format!("{path}.list_price"), money, validator).map(Some),
    };
    let stock = validator.check_optional(&format!("{path}.stock"), input.stock, StockCount::new, StockCountError::code);
    let image = validator.check_optional(
        &format!("{path}.image_id"),
        input.image_id.as_deref(),
        str::parse::<ImageId>,
        IdError::code,
    );
    Some(VariantUpdate {
        sku: sku?,
        options: options?,
        price: own_price?,
        list_price: list_price?,
        stock: stock?,
        image: image?,
    })
}

fn variants(inputs: Vec<VariantInput>, validator: &mut Validator) -> Option<Vec<VariantUpdate>> {
    all(inputs, |index, input| variant(&format!("variants[{index}]"), &input, validator))
}

impl CreateProductDto {
    /// The command, or all that is wrong.
    pub(crate) fn check(self) -> Result<CreateProductCommand, Problem> {
        let mut validator = Validator::new();
        let title = line("title", &self.title, &mut validator);
        let description = description(&self.description, &mut validator);
        let category = category(&self.category_id, &mut validator);
        let option_groups = groups(self.option_groups, &mut validator);
        let specifications = specifications(self.specifications, &mut validator);
        let variants = variants(self.variants, &mut validator);
        let variants = variants.and_then(|variants| {
            all(variants, |index, variant| {
                if variant.stock.is_none() {
                    validator.add(format!("variants[{index}].stock"), "required", "must be given");
                    return None;
                }
                Some(VariantDraft::from(variant))
            })
        });
        let status = match self.status {
            NewStatusDto::Draft => ListingStatus::Draft,
            NewStatusDto::Active => ListingStatus::Active,
        };
        let command = (|| {
            Some(CreateProductCommand {
                draft: ProductDraft {
                    title: title?,
                    description: description?,
                    category: category?,
                    option_groups: option_groups?,
                    specifications: specifications?,
                    variants: variants?,
                    rating: None,
                },
                status,
            })
        })();
        validator.finish(command)
    }
}

impl UpdateProductDto {
    /// The command, or all that is wrong.
    pub(crate) fn check(self) -> Result<UpdateProductCommand, Problem> {
        let mut validator = Validator::new();
        let v = &mut validator;
        let title = v.check_optional("title", self.title.as_deref(), Line::new, TextError::code);
        let description = self.description.map_or(Some(None), |text| description(&text, v).map(Some));
        let category = self.category_id.map_or(Some(None), |text| category(&text, v).map(Some));
        let option_groups = self.option_groups.map_or(Some(None), |inputs| groups(inputs, v).map(Some));
        let specifications = self.specifications.map_or(Some(None), |inputs| specifications(inputs, v).map(Some));
        let variants = self.variants.map_or(Some(None), |inputs| variants(inputs, v).map(Some));
        let status = self.status.map(|status| match status {
            StatusDto::Draft => ListingStatus::Draft,
            StatusDto::Active => ListingStatus::Active,
            StatusDto::Archived => ListingStatus::Archived,
        });
        let command = (|| {
            Some(UpdateProductCommand {
                version: self.version,
                title: title?,
                description: description?,
                category: category?,
                status,
                option_groups: option_groups?,
                specifications: specifications?,
                variants: variants?,
            })
        })();
        validator.finish(command)
    }
}
