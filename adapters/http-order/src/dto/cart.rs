//! Carts on the wire.

use kernel::{IdError, Quantity, QuantityError, VariantId};
use kit_http::{MoneyDto, Problem, Validator};
use order_app::CartAnswer;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{PictureDto, SellerDto, as_object};

/// Pieces to be added to a cart.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CartItemToAdd)]
pub(crate) struct AddItemDto {
    /// The variant.
    #[schema(example = "var_01jd9x3k5h7m2p4q6r8s0t1v3w")]
    variant_id: String,
    /// How many pieces more.
    #[schema(minimum = 1, maximum = 10000, example = 1)]
    quantity: i64,
}

impl AddItemDto {
    pub(crate) fn check(&self) -> Result<(VariantId, Quantity), Problem> {
        let mut validator = Validator::new();
        let variant = validator.check("variant_id", self.variant_id.parse(), IdError::code);
        let quantity = validator.check("quantity", Quantity::new(self.quantity), QuantityError::code);
        validator.finish(variant.zip(quantity))
    }
}

/// How many pieces a cart shall hold.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CartItemQuantity)]
pub(crate) struct SetItemDto {
    /// How many pieces in all. None is said by taking the variant out.
    #[schema(minimum = 1, maximum = 10000, example = 2)]
    quantity: i64,
}

impl SetItemDto {
    pub(crate) fn check(&self) -> Result<Quantity, Problem> {
        let mut validator = Validator::new();
        let quantity = validator.check("quantity", Quantity::new(self.quantity), QuantityError::code);
        validator.finish(quantity)
    }
}

/// A cart against the catalogue of this moment.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Cart)]
pub(crate) struct CartDto {
    /// Its id. Knowing it opens nothing.
    #[schema(example = "crt_01jd9x3k5h7m2p4q6r8s0t1v3w")]
    id: String,
    /// Its lines, in the order in which they were added.
    items: Vec<CartItemDto>,
    /// Pieces that can be bought.
    item_count: u32,
    /// What the goods that can be bought cost.
    subtotal: MoneyDto,
    /// What their delivery costs, estimated; null when there is nothing to deliver, or no estimate at the moment.
    #[schema(required = true)]
    shipping: Option<MoneyDto>,
    /// What both cost.
    total: MoneyDto,
    /// Whether all of it can be bought as it stands.
    can_check_out: bool,
}

/// A line of a cart.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CartItem)]
pub(crate) struct CartItemDto {
    /// The variant.
    #[schema(example = "var_01jd9x3k5h7m2p4q6r8s0t1v3w")]
    variant_id: String,
    /// Its product.
    #[schema(example = "prd_01jd9x3k5h7m2p4q6r8s0t1v3w")]
    product_id: String,
    /// The readable part of the product's address.
    #[schema(example = "enamel-mug")]
    product_slug: String,
    /// The product's title.
    title: String,
    /// What makes this variant, by the options' names.
    #[serde(serialize_with = "as_object")]
    #[schema(value_type = std::collections::BTreeMap<String, String>, example = json!({"Colour": "Red"}))]
    options: Vec<(String, String)>,
    /// The seller's own number for it.
    sku: String,
    /// A picture of it.
    #[schema(required = true)]
    image: Option<PictureDto>,
    /// Who sells it.
    seller: SellerDto,
    /// How many pieces can be bought of those that are wanted; all that are wanted when none can.
    quantity: u32,
    /// What one piece costs now.
    unit_price: MoneyDto,
    /// What these pieces cost; nothing when they cannot be bought.
    line_total: MoneyDto,
    /// How many pieces there are.
    available: u32,
    /// What is different from what the shopper saw last.
    changes: Vec<CartChangeDto>,
}

/// Something that is different from what the shopper saw last.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[schema(as = CartChange)]
pub(crate) enum CartChangeDto {
    /// A piece costs more or less.
    PriceChanged {
        /// What it cost.
        previous: MoneyDto,
    },
    /// Fewer pieces are there than are wanted.
    QuantityReduced {
        /// How many are wanted.
        previous: u32,
    },
    /// It cannot be bought at present.
    Unavailable,
}

impl From<order::LineChange> for CartChangeDto {
    fn from(change: order::LineChange) -> Self {
        match change {
            order::LineChange::PriceChanged { previous } => Self::PriceChanged { previous: previous.into() },
            order::LineChange::QuantityReduced { previous } => Self::QuantityReduced { previous: previous.get() },
            order::LineChange::Unavailable => Self::Unavailable,
        }
    }
}

impl From<order::CartLineView> for CartItemDto {
    fn from(line: order::CartLineView) -> Self {
        let quote = line.quote;
        Self {
            variant_id: quote.variant_id.to_string(),
            product_id: quote.product_id.to_string(),
            product_slug: quote.product_slug,
            title: quote.title,
            options: quote.options,
            sku: quote.sku,
            image: quote.image.map(Into::into),
            seller: quote.seller.into(),
            quantity: line.quantity.get(),
            unit_price: quote.unit_price.into(),
            line_total: line.line_total.into(),
            available: if quote.on_sale { quote.available } else { 0 },
            changes: line.changes.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<CartAnswer> for CartDto {
    fn from(cart: CartAnswer) -> Self {
        Self {
            id: cart.view.id.to_string(),
            item_count: cart.view.item_count,
            subtotal: cart.view.subtotal.into(),
            shipping: cart.shipping.map(Into::into),
            total: cart.total.into(),
            can_check_out: cart.view.can_check_out(),
            items: cart.view.lines.into_iter().map(Into::into).collect(),
        }
    }
}
