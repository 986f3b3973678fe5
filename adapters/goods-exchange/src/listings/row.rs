//! One listing.

use std::collections::HashSet;
use std::fmt::Display;

use csv::{ByteRecord, StringRecord};
use kernel::{CategoryId, Line, SellerId, TextError, Uuid};
use product::{
    CategoryName, Description, ExternalRef, ImageSource, ListingStatus, Price, ProductDraft, Rating, RemoteUrl,
    SellerName, Sku, Specification, SpecificationName, SpecificationValue, StockChange, StockCount, Title,
    VariantDraft,
};
use product_app::{ImportImage, ImportItem};
use serde::Deserialize;

use super::{ListingSettings, text, variants};
use crate::import::{ImportError, Parsed};
use crate::reject::Reject;
use crate::shops::WantedShop;

/// Names under which specifications state the stock, in the languages of the marketplaces that export them.
const STOCK_NAMES: [&str; 10] =
    ["stock", "existencias", "stok", "estoque", "kho", "kho hàng", "คลัง", "จำนวนสินค้า", "庫存", "商品數量"];
/// The most pictures that are taken of a listing.
const MAX_PICTURES: usize = 20;
/// Where a listing without a category is found.
const UNCATEGORISED: &str = "Other";

macro_rules! columns {
    ($($field:ident = $name:literal),+ $(,)?) => {
        /// Where the columns are.
        pub(super) struct Columns {
            $($field: usize,)+
        }

        impl Columns {
            /// Finds the columns by their names; others are passed over.
            pub(super) fn find(header: &ByteRecord) -> Result<Self, ImportError> {
                let at = |name: &'static str| {
                    header
                        .iter()
                        .position(|column| column.strip_prefix(b"\xef\xbb\xbf").unwrap_or(column) == name.as_bytes())
                        .ok_or(ImportError::Column(name))
                };
                Ok(Self { $($field: at($name)?,)+ })
            }
        }
    };
}

columns! {
    id = "id",
    domain = "domain",
    title = "title",
    final_price = "final_price",
    initial_price = "initial_price",
    currency = "currency",
    stock = "stock",
    image = "image",
    seller_name = "seller_name",
    breadcrumb = "breadcrumb",
    specifications = "Product Specifications",
    description = "Product Description",
    variations = "variations",
    rating = "rating",
    reviews = "reviews",
}

/// Reads listings.
pub(super) struct RowReader<'a> {
    pub(super) columns: Columns,
    pub(super) settings: &'a ListingSettings,
}

#[derive(Deserialize)]
struct Fact {
    name: Option<String>,
    value: Option<String>,
}

impl RowReader<'_> {
    /// The product in a record.
    pub(super) fn parse(&self, record: &StringRecord, line: u64) -> Result<Parsed, Reject> {
        let columns = &self.columns;
        let cell = |column: usize| record.get(column).unwrap_or_default().trim();
        let id = cell(columns.id);
        let fault = |column: &str, reason: &dyn Display| Reject::new(line, Some(id), column, reason);

        let reference = ExternalRef {
            source: Line::new(host(cell(columns.domain))).map_err(|error| fault("domain", &error))?,
            id: Line::new(id).map_err(|error| fault("id", &error))?,
        };
        let title = Title::new(&text::line(cell(columns.title))).map_err(|error| fault("title", &error))?;
        let price = self.price(cell(columns.final_price), cell(columns.currency));
        let price = price.map_err(|reason| fault("final_price", &reason))?;
        // A list price that cannot be read, or is no higher, is none.
        let list_price = self.price(cell(columns.initial_price), cell(columns.currency)).ok();
        let list_price = list_price.filter(|list| list.money().minor() > price.money().minor());
        let specifications =
            facts(cell(columns.specifications)).map_err(|reason| fault("Product Specifications", &reason))?;
        let groups = variants::groups(cell(columns.variations)).map_err(|reason| fault("variations", &reason))?;
        let (stock, specifications) =
            self.stock(cell(columns.stock), specifications).map_err(|reason| fault("stock", &reason))?;
        // Multiplied before they are made: a few long groups would fill the memory.
        let count = groups.iter().try_fold(1_usize, |count, group| count.checked_mul(group.values.len()));
        if count.is_none_or(|count| count > ProductDraft::MAX_VARIANTS) {
            let reason = format!("makes more than {} variants", ProductDraft::MAX_VARIANTS);
            return Err(fault("variations", &reason));
        }
        let combinations = variants::combinations(&groups);
        let count = u32::try_from(combinations.len()).unwrap_or(u32::MAX);
        let variants = combinations
            .into_iter()
            .zip(variants::spread(stock, count))
            .enumerate()
            .map(|(index, (options, pieces))| {
                let sku = Sku::new(&format!("{id}-{}", index + 1)).map_err(|error| fault("id", &error))?;
                let pieces = StockCount::new(i64::from(pieces)).map_err(|error| fault("stock", &error))?;
                let stock = StockChange::Restate(pieces);
                Ok(VariantDraft { sku, options, price, list_price, stock, image: None })
            })
            .collect::<Result<Vec<_>, Reject>>()?;
        let description = text::prose(cell(columns.description));
        let description = (!description.is_empty()).then(|| Description::new(&description)).transpose();
        Ok(Parsed {
            line,
            shop: shop(cell(columns.seller_name)).map_err(|error| fault("seller_name", &error))?,
            category: path(cell(columns.breadcrumb)).map_err(|reason| fault("breadcrumb", &reason))?,
            item: ImportItem {
                reference,
                seller: SellerId::from_uuid(Uuid::nil()),
                status: ListingStatus::Active,
                draft: ProductDraft {
                    title,
                    description: description.map_err(|error| fault("Product Description", &error))?,
                    category: CategoryId::from_uuid(Uuid::nil()),
                    option_groups: groups,
                    specifications,
                    variants,
                    rating: rating(cell(columns.rating), cell(columns.reviews)),
                },
                images: images(cell(columns.image)).map_err(|reason| fault("image", &reason))?,
                variant_images: Vec::new(),
            },
        })
    }

    fn price(&self, text: &str, currency: &str) -> Result<Price, String> {
        let money = self.settings.rates.convert(text, currency).map_err(|error| error.to_string())?;
        Price::new(money).map_err(|error| error.to_string())
    }

    /// Pieces: what the column says, or a specification, or the default. The specification that is used is none of the
    /// product's: it would stand there when the last piece is sold.
    fn stock(&self, cell: &str, mut specifications: Vec<Specification>) -> Result<(u32, Vec<Specification>), String> {
        let pieces = |text: &str| text.parse::<u32>().ok().map(|pieces| pieces.min(StockCount::MAX));
        if !cell.is_empty() {
            let stated = pieces(cell).ok_or_else(|| "is not a number of pieces".to_owned())?;
            return Ok((stated, specifications));
        }
        let names_stock = |fact: &Specification| STOCK_NAMES.contains(&fact.name.as_str().to_lowercase().as_str());
        let stated = specifications.iter().enumerate().find_map(|(index, fact)| {
            names_stock(fact).then(|| pieces(fact.value.as_str())).flatten().map(|pieces| (index, pieces))
        });
        Ok(match stated {
            Some((index, pieces)) => {
                specifications.remove(index);
                (pieces, specifications)
            }
            None => (self.settings.default_stock, specifications),
        })
    }
}

/// The host of an address, or the text itself.
fn host(domain: &str) -> &str {
    let rest = domain.split_once("://").map_or(domain, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest)
}

/// A shop is known by its seller's name: the addresses in such files carry pieces of product titles, so that one shop
/// has many. What stands before the name keeps it apart from the references of shops that come from elsewhere.
fn shop(name: &str) -> Result<WantedShop, TextError> {
    let name = SellerName::new(&text::line(name))?;
    Ok(WantedShop { reference: format!("listings/{name}"), name })
}

fn path(json: &str) -> Result<Vec<CategoryName>, String> {
    let names: Option<Vec<Option<String>>> =
        if json.is_empty() { None } else { serde_json::from_str(json).map_err(|error| error.to_string())? };
    let names = names.unwrap_or_default().into_iter().flatten().map(|name| text::line(&name));
    let path: Vec<CategoryName> = names
        .filter(|name| !name.is_empty())
        .map(|name| CategoryName::new(&name))
        .collect::<Result<_, _>>()
        .map_err(|error| error.to_string())?;
    if path.is_empty() {
        return CategoryName::new(UNCATEGORISED).map(|name| vec![name]).map_err(|error| error.to_string());
    }
    Ok(path)
}

/// Specifications; half of one, and one that says nothing, is left out.
fn facts(json: &str) -> Result<Vec<Specification>, String> {
    let facts: Option<Vec<Fact>> =
        if json.is_empty() { None } else { serde_json::from_str(json).map_err(|error| error.to_string())? };
    facts
        .unwrap_or_default()
        .into_iter()
        .filter_map(|fact| Some((text::line(&fact.name?), text::line(&fact.value?))))
        .filter(|(name, value)| !name.is_empty() && !value.is_empty())
        .map(|(name, value)| {
            Ok(Specification {
                name: SpecificationName::new(&name).map_err(|error| format!("a name {error}"))?,
                value: SpecificationValue::new(&value).map_err(|error| format!("a value {error}"))?,
            })
        })
        .collect()
}

/// Pictures by their addresses, each once, at most [`MAX_PICTURES`]. One that no shop should show (another
/// scheme, a broken address) is left out: goods sell without a picture, too.
fn images(json: &str) -> Result<Vec<ImportImage>, String> {
    let addresses: Option<Vec<Option<String>>> =
        if json.is_empty() { None } else { serde_json::from_str(json).map_err(|error| error.to_string())? };
    let mut seen = HashSet::new();
    Ok(addresses
        .unwrap_or_default()
        .into_iter()
        .flatten()
        .filter_map(|address| RemoteUrl::new(address.trim()).ok())
        .filter(|address| seen.insert(address.clone()))
        .take(MAX_PICTURES)
        .map(|address| ImportImage { source: ImageSource::Remote(address), alt: None })
        .collect())
}

/// Stars in hundredths by how many; none when nobody rated.
fn rating(stars: &str, reviews: &str) -> Option<Rating> {
    let stars: rust_decimal::Decimal = stars.parse().ok()?;
    let hundredths = (stars * rust_decimal::Decimal::ONE_HUNDRED).round();
    Rating::new(u16::try_from(hundredths).ok()?, reviews.parse().ok()?).ok()
}
