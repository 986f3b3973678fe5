//! Goods, as a cart and an order know them.

use kernel::{Money, MoneyError, ProductId, Quantity, SellerId, VariantId};

/// A shop by its id, with the name that people know it by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SellerRef {
    /// The shop.
    pub id: SellerId,
    /// Its name.
    pub name: String,
}

/// A picture by its address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Where it is: absolute, or starting with `/`.
    pub url: String,
    /// What it shows, for those who do not see it.
    pub alt: String,
}

/// What the catalogue says of a variant now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The variant.
    pub variant_id: VariantId,
    /// Its product.
    pub product_id: ProductId,
    /// The readable part of the product's address.
    pub product_slug: String,
    /// The product's title.
    pub title: String,
    /// What makes this variant: pairs of name and value, such as `Colour` and `Red`.
    pub options: Vec<(String, String)>,
    /// The seller's own number for it.
    pub sku: String,
    /// A picture of it.
    pub image: Option<Picture>,
    /// Who sells it.
    pub seller: SellerRef,
    /// What one piece costs.
    pub unit_price: Money,
    /// How many pieces may be bought.
    pub available: u32,
    /// Whether it may be bought at all: the product is active.
    pub on_sale: bool,
}

/// A line of an order: the goods as they were when they were bought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderLine {
    /// The variant.
    pub variant_id: VariantId,
    /// Its product.
    pub product_id: ProductId,
    /// The readable part of the product's address.
    pub product_slug: String,
    /// The product's title.
    pub title: String,
    /// Pairs of name and value.
    pub options: Vec<(String, String)>,
    /// The seller's own number for it.
    pub sku: String,
    /// A picture of it.
    pub image: Option<Picture>,
    /// How many pieces.
    pub quantity: Quantity,
    /// What one piece cost.
    pub unit_price: Money,
    /// What all pieces cost.
    pub line_total: Money,
}

impl OrderLine {
    /// So many pieces of what was quoted, at the quoted price.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`] when the pieces cost more than an amount can say.
    pub fn of(quote: &Quote, quantity: Quantity) -> Result<Self, MoneyError> {
        Ok(Self {
            variant_id: quote.variant_id,
            product_id: quote.product_id,
            product_slug: quote.product_slug.clone(),
            title: quote.title.clone(),
            options: quote.options.clone(),
            sku: quote.sku.clone(),
            image: quote.image.clone(),
            quantity,
            unit_price: quote.unit_price,
            line_total: quote.unit_price.times(quantity)?,
        })
    }
}
