//! Checkouts on the wire.

use kernel::{AddressId, IdError};
use kit_http::{MoneyDto, Problem, Validator};
use order_app::{PlaceCommand, Preview, SellerGroup};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::names::{CheckoutStatusDto, PaymentMethodDto, PaymentStatusDto};
use super::{OrderSummaryDto, SellerDto};

/// Where the goods would go.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CheckoutPreviewRequest)]
pub(crate) struct PreviewRequestDto {
    /// An address of the account; null for an estimate.
    #[schema(example = "adr_01jd9x3k5h7m2p4q6r8s0t1v3w")]
    address_id: Option<String>,
}

impl PreviewRequestDto {
    pub(crate) fn check(&self) -> Result<Option<AddressId>, Problem> {
        let mut validator = Validator::new();
        let address = validator.check_optional("address_id", self.address_id.as_deref(), str::parse, IdError::code);
        validator.finish(address)
    }
}

/// How the cart is bought.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CheckoutRequest)]
pub(crate) struct PlaceDto {
    /// The address of the account that the goods go to.
    #[schema(example = "adr_01jd9x3k5h7m2p4q6r8s0t1v3w")]
    address_id: String,
    /// How it is paid.
    payment_method: PaymentMethodDto,
}

impl PlaceDto {
    pub(crate) fn check(&self, key: String) -> Result<PlaceCommand, Problem> {
        let mut validator = Validator::new();
        let address = validator.check("address_id", self.address_id.parse(), IdError::code);
        let method = self.payment_method.into();
        validator.finish(address.map(|address_id| PlaceCommand { key, address_id, method }))
    }
}

/// What buying the cart would cost.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CheckoutPreview)]
pub(crate) struct PreviewDto {
    /// What each seller would deliver: one order each.
    groups: Vec<GroupDto>,
    /// What the goods cost.
    subtotal: MoneyDto,
    /// What their delivery costs.
    shipping: MoneyDto,
    /// What would be charged.
    total: MoneyDto,
}

/// What one seller would deliver.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CheckoutGroup)]
pub(crate) struct GroupDto {
    /// Who sells.
    seller: SellerDto,
    /// What is sold.
    items: Vec<GroupItemDto>,
    /// What the goods cost.
    subtotal: MoneyDto,
    /// What their delivery costs.
    shipping: MoneyDto,
    /// What both cost.
    total: MoneyDto,
}

/// A line of what one seller would deliver.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CheckoutGroupItem)]
pub(crate) struct GroupItemDto {
    /// The variant.
    #[schema(example = "var_01jd9x3k5h7m2p4q6r8s0t1v3w")]
    variant_id: String,
    /// The product's title.
    title: String,
    /// How many pieces.
    quantity: u32,
    /// What they cost.
    line_total: MoneyDto,
}

impl From<SellerGroup> for GroupDto {
    fn from(group: SellerGroup) -> Self {
        let item = |line: order::OrderLine| GroupItemDto {
            variant_id: line.variant_id.to_string(),
            title: line.title,
            quantity: line.quantity.get(),
            line_total: line.line_total.into(),
        };
        Self {
            seller: group.seller.into(),
            items: group.lines.into_iter().map(item).collect(),
            subtotal: group.totals.subtotal().into(),
            shipping: group.totals.shipping().into(),
            total: group.totals.total().into(),
        }
    }
}

impl From<Preview> for PreviewDto {
    fn from(preview: Preview) -> Self {
        Self {
            groups: preview.groups.into_iter().map(Into::into).collect(),
            subtotal: preview.totals.subtotal().into(),
            shipping: preview.totals.shipping().into(),
            total: preview.totals.total().into(),
        }
    }
}

/// One act of buying: an order per seller, and one payment for all.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Checkout)]
pub(crate) struct CheckoutDto {
    /// Its id.
    #[schema(example = "chk_01jd9x3k5h7m2p4q6r8s0t1v3w")]
    id: String,
    /// How it stands.
    status: CheckoutStatusDto,
    /// Its orders.
    orders: Vec<OrderSummaryDto>,
    /// What the goods cost.
    subtotal: MoneyDto,
    /// What their delivery costs.
    shipping: MoneyDto,
    /// What is charged.
    total: MoneyDto,
    /// Until when it must be paid: so long the goods are held.
    #[schema(format = DateTime, example = "2026-01-31T12:15:00.000Z")]
    hold_expires_at: String,
    /// The payment that brought the money, or else the latest try.
    payment: CheckoutPaymentDto,
}

/// A try to get the money for a checkout.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CheckoutPayment)]
pub(crate) struct CheckoutPaymentDto {
    /// Its id.
    #[schema(example = "pay_01jd9x3k5h7m2p4q6r8s0t1v3w")]
    id: String,
    /// How it is paid.
    method: PaymentMethodDto,
    /// How it stands.
    status: PaymentStatusDto,
    /// The page where the shopper pays, absolute or starting with `/`; null when there is nothing to pay there, or
    /// the provider has not told it yet.
    #[schema(required = true)]
    redirect_url: Option<String>,
}

impl TryFrom<&order::Checkout> for CheckoutDto {
    type Error = Problem;

    fn try_from(checkout: &order::Checkout) -> Result<Self, Problem> {
        // Every checkout has a payment: the domain refuses one without.
        let payment = checkout.payment().ok_or_else(|| Problem::internal(&order::CorruptCheckout::Incomplete))?;
        Ok(Self {
            id: checkout.id.to_string(),
            status: checkout.status().into(),
            orders: checkout.orders.iter().map(|order| OrderSummaryDto::of(checkout, order)).collect(),
            subtotal: checkout.totals.subtotal().into(),
            shipping: checkout.totals.shipping().into(),
            total: checkout.totals.total().into(),
            hold_expires_at: checkout.hold_expires_at.to_string(),
            payment: CheckoutPaymentDto {
                id: payment.id.to_string(),
                method: checkout.method.into(),
                status: payment.state.status().into(),
                redirect_url: payment.redirect_url().map(str::to_owned),
            },
        })
    }
}
