//! A line of the file.

use std::fmt::Display;

use kernel::{CategoryId, Currency, Line, Money, SellerId, Uuid};
use product::{
    Alt, CategoryName, Description, ExternalRef, Image, ImageSource, ListingStatus, OptionGroup, OptionName,
    OptionText, OptionValue, PictureKey, Price, ProductDraft, Rating, RemoteUrl, SellerName, Sku, Specification,
    SpecificationName, SpecificationValue, StockChange, StockCount, StoredPicture, Title, Variant, VariantDraft,
};
use product_app::ExchangedProduct;
use product_app::{ImportImage, ImportItem};
use serde::{Deserialize, Serialize};

use crate::import::Parsed;
use crate::reject::Reject;
use crate::shops::WantedShop;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GoodsLine {
    reference: ReferenceMember,
    seller: SellerMember,
    category: Vec<String>,
    status: String,
    title: String,
    description: Option<String>,
    option_groups: Vec<GroupMember>,
    specifications: Vec<Pair>,
    images: Vec<ImageMember>,
    variants: Vec<VariantMember>,
    rating: Option<RatingMember>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ReferenceMember {
    source: String,
    id: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SellerMember {
    reference: String,
    name: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupMember {
    name: String,
    values: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    name: String,
    value: String,
}

/// A picture elsewhere has a `url`, a stored one the rest.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ImageMember {
    alt: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    stored: Option<StoredMember>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredMember {
    key: String,
    width: u32,
    height: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct VariantMember {
    sku: String,
    options: Vec<Pair>,
    price: MoneyMember,
    list_price: Option<MoneyMember>,
    stock: u64,
    /// The index of its picture.
    image: Option<usize>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct MoneyMember {
    amount: i64,
    currency: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RatingMember {
    average_hundredths: u16,
    count: u32,
}

impl GoodsLine {
    pub(super) fn new(goods: &ExchangedProduct, status: ListingStatus, shop: String) -> Self {
        let product = &goods.product;
        Self {
            reference: ReferenceMember {
                source: product.reference.source.to_string(),
                id: product.reference.id.to_string(),
            },
            seller: SellerMember { reference: shop, name: goods.seller.name.to_string() },
            category: goods.category_path.iter().map(ToString::to_string).collect(),
            status: status.to_string(),
            title: product.title.to_string(),
            description: product.description.as_ref().map(ToString::to_string),
            option_groups: product.option_groups.iter().map(group_member).collect(),
            specifications: product.specifications.iter().map(|fact| pair(&fact.name, &fact.value)).collect(),
            images: product.images.iter().map(image_member).collect(),
            variants: product.variants.iter().map(|variant| variant_member(variant, &product.images)).collect(),
            rating: product
                .rating
                .map(|rating| RatingMember { average_hundredths: rating.average_hundredths(), count: rating.count() }),
        }
    }

    /// The product in a line of JSON.
    pub(super) fn parse(json: &[u8], line: u64) -> Result<Parsed, Reject> {
        let goods: Self = serde_json::from_slice(json).map_err(|error| Reject::unreadable(line, error))?;
        let id = goods.reference.id.clone();
        goods.into_parsed(line).map_err(|fault| Reject::new(line, Some(&id), &fault.member, fault.reason))
    }

    fn into_parsed(self, line: u64) -> Result<Parsed, Fault> {
        let images =
            self.images.into_iter().enumerate().map(|(at, image)| image.into_image().map_err(|e| e.at("images", at)));
        let variants = self.variants.into_iter().enumerate();
        let variants: Vec<(VariantDraft, Option<usize>)> = variants
            .map(|(at, variant)| variant.into_draft().map_err(|fault| fault.at("variants", at)))
            .collect::<Result<_, _>>()?;
        let (variants, variant_images) = variants.into_iter().unzip();
        let category = self.category.iter().map(|name| CategoryName::new(name)).collect::<Result<_, _>>();
        let item = ImportItem {
            reference: ExternalRef {
                source: Line::new(&self.reference.source).map_err(fault("reference.source"))?,
                id: Line::new(&self.reference.id).map_err(fault("reference.id"))?,
            },
            seller: SellerId::from_uuid(Uuid::nil()),
            status: self.status.parse().map_err(fault("status"))?,
            draft: ProductDraft {
                title: Title::new(&self.title).map_err(fault("title"))?,
                description: self
                    .description
                    .as_deref()
                    .map(Description::new)
                    .transpose()
                    .map_err(fault("description"))?,
                category: CategoryId::from_uuid(Uuid::nil()),
                option_groups: self.option_groups.into_iter().map(GroupMember::into_group).collect::<Result<_, _>>()?,
                specifications: self.specifications.iter().map(specification).collect::<Result<_, _>>()?,
                variants,
                rating: self
                    .rating
                    .map(|rating| Rating::new(rating.average_hundredths, rating.count))
                    .transpose()
                    .map_err(fault("rating"))?,
            },
            images: images.collect::<Result<_, _>>()?,
            variant_images,
        };
        let shop = WantedShop {
            reference: Line::<200>::new(&self.seller.reference).map_err(fault("seller.reference"))?.to_string(),
            name: SellerName::new(&self.seller.name).map_err(fault("seller.name"))?,
        };
        Ok(Parsed { line, shop, category: category.map_err(fault("category"))?, item })
    }
}

/// A member that breaks a rule.
struct Fault {
    member: String,
    reason: String,
}

impl Fault {
    fn at(self, list: &str, index: usize) -> Self {
        Self { member: format!("{list}[{index}].{}", self.member), ..self }
    }
}

fn fault<E: Display>(member: &'static str) -> impl FnOnce(E) -> Fault {
    move |error| Fault { member: member.to_owned(), reason: error.to_string() }
}

fn pair(name: &impl Display, value: &impl Display) -> Pair {
    Pair { name: name.to_string(), value: value.to_string() }
}

fn group_member(group: &OptionGroup) -> GroupMember {
    GroupMember { name: group.name.to_string(), values: group.values.iter().map(ToString::to_string).collect() }
}

fn image_member(image: &Image) -> ImageMember {
    let alt = image.alt.as_ref().map(ToString::to_string);
    match &image.source {
        ImageSource::Remote(address) => ImageMember { alt, url: Some(address.as_str().to_owned()), stored: None },
        ImageSource::Stored(picture) => {
            let (width, height) = (picture.width, picture.height);
            ImageMember { alt, url: None, stored: Some(StoredMember { key: picture.key.to_string(), width, height }) }
        }
    }
}

fn money_member(price: Price) -> MoneyMember {
    MoneyMember { amount: price.money().minor(), currency: price.currency().code().to_owned() }
}

fn variant_member(variant: &Variant, images: &[Image]) -> VariantMember {
    VariantMember {
        sku: variant.sku.to_string(),
        options: variant.options.iter().map(|option| pair(&option.name, &option.value)).collect(),
        price: money_member(variant.price),
        list_price: variant.list_price.map(money_member),
        stock: variant.stock.available,
        image: variant.image.and_then(|id| images.iter().position(|image| image.id == id)),
    }
}

fn specification(fact: &Pair) -> Result<Specification, Fault> {
    Ok(Specification {
        name: SpecificationName::new(&fact.name).map_err(fault("specifications.name"))?,
        value: SpecificationValue::new(&fact.value).map_err(fault("specifications.value"))?,
    })
}

impl GroupMember {
    fn into_group(self) -> Result<OptionGroup, Fault> {
        let values = self.values.iter().map(|value| OptionText::new(value)).collect::<Result<_, _>>();
        Ok(OptionGroup {
            name: OptionName::new(&self.name).map_err(fault("option_groups.name"))?,
            values: values.map_err(fault("option_groups.values"))?,
        })
    }
}

impl ImageMember {
    fn into_image(self) -> Result<ImportImage, Fault> {
        let source = match (self.url, self.stored) {
            (Some(url), None) => ImageSource::Remote(RemoteUrl::new(&url).map_err(fault("url"))?),
            (None, Some(stored)) => ImageSource::Stored(StoredPicture {
                key: PictureKey::new(&stored.key).map_err(fault("stored.key"))?,
                width: stored.width,
                height: stored.height,
            }),
            _ => return Err(fault("url")("must be given, or `stored`, not both")),
        };
        Ok(ImportImage { source, alt: self.alt.as_deref().map(Alt::new).transpose().map_err(fault("alt"))? })
    }
}

impl MoneyMember {
    fn price(&self) -> Result<Price, String> {
        let currency: Currency = self.currency.parse().map_err(|error: kernel::MoneyError| error.to_string())?;
        Price::new(Money::new(self.amount, currency)).map_err(|error| error.to_string())
    }
}

impl VariantMember {
    fn into_draft(self) -> Result<(VariantDraft, Option<usize>), Fault> {
        let option = |pair: &Pair| {
            Ok(OptionValue {
                name: OptionName::new(&pair.name).map_err(fault("options.name"))?,
                value: OptionText::new(&pair.value).map_err(fault("options.value"))?,
            })
        };
        let pieces = i64::try_from(self.stock).map_err(fault("stock"))?;
        let draft = VariantDraft {
            sku: Sku::new(&self.sku).map_err(fault("sku"))?,
            options: self.options.iter().map(option).collect::<Result<_, Fault>>()?,
            price: self.price.price().map_err(fault("price"))?,
            list_price: self.list_price.map(|price| price.price()).transpose().map_err(fault("list_price"))?,
            stock: StockChange::Restate(StockCount::new(pieces).map_err(fault("stock"))?),
            image: None,
        };
        Ok((draft, self.image))
    }
}
