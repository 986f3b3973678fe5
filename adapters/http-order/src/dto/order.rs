//! Orders on the wire.

use kernel::TextError;
use kit_http::{MoneyDto, Problem, Validator};
use order::{CancelReason, Carrier, Checkout, DeliveryAddress, Order, OrderLine, TrackingCode};
use order_app::{OrderCard, OrderCardItem, OrderDetails};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::names::{OrderStatusDto, PartyDto, PaymentMethodDto, PaymentStatusDto, RefundStatusDto};
use super::{PictureDto, SellerDto, as_object};

/// Why a shopper cancels.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OrderCancellationRequest)]
pub(crate) struct CancelOrderDto {
    /// The reason, for the seller; may be left out.
    #[schema(min_length = 1, max_length = 200, example = "Ordered by mistake")]
    reason: Option<String>,
}

impl CancelOrderDto {
    pub(crate) fn check(&self) -> Result<Option<CancelReason>, Problem> {
        let mut validator = Validator::new();
        let reason = validator.check_optional("reason", self.reason.as_deref(), CancelReason::new, TextError::code);
        validator.finish(reason)
    }
}

/// Why a seller cannot deliver.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OrderRefusal)]
pub(crate) struct RefuseOrderDto {
    /// The reason, for the shopper.
    #[schema(min_length = 1, max_length = 200, example = "Broken in the warehouse")]
    reason: String,
}

impl RefuseOrderDto {
    pub(crate) fn check(&self) -> Result<CancelReason, Problem> {
        let mut validator = Validator::new();
        let reason = validator.check("reason", CancelReason::new(&self.reason), TextError::code);
        validator.finish(reason)
    }
}

/// A parcel that was given to a carrier.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OrderParcel)]
pub(crate) struct ShipOrderDto {
    /// Who carries it.
    #[schema(min_length = 1, max_length = 60, example = "DHL")]
    carrier: String,
    /// The carrier's number for it.
    #[schema(min_length = 1, max_length = 60, example = "JD014600006281234567")]
    tracking_code: String,
}

impl ShipOrderDto {
    pub(crate) fn check(&self) -> Result<(Carrier, TrackingCode), Problem> {
        let mut validator = Validator::new();
        let carrier = validator.check("carrier", Carrier::new(&self.carrier), TextError::code);
        let code = validator.check("tracking_code", TrackingCode::new(&self.tracking_code), TextError::code);
        validator.finish(carrier.zip(code))
    }
}

/// What a list shows of an order.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OrderSummary)]
pub(crate) struct OrderSummaryDto {
    /// Its id.
    #[schema(example = "ord_01jd9x3k5h7m2p4q6r8s0t1v3w")]
    id: String,
    /// Its number for people.
    #[schema(example = "7ZK3M-0QXWA")]
    number: String,
    /// Its checkout.
    #[schema(example = "chk_01jd9x3k5h7m2p4q6r8s0t1v3w")]
    checkout_id: String,
    /// How it stands.
    status: OrderStatusDto,
    /// Who sells.
    seller: SellerDto,
    /// The first lines, 4 at most.
    items: Vec<OrderSummaryItemDto>,
    /// Pieces in all lines.
    item_count: u32,
    /// What it costs, delivery included.
    total: MoneyDto,
    /// When it was made.
    #[schema(format = DateTime, example = "2026-01-31T12:00:00.000Z")]
    placed_at: String,
    /// When it changed last.
    #[schema(format = DateTime, example = "2026-01-31T12:00:00.000Z")]
    updated_at: String,
}

/// What a list shows of an order's line.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OrderSummaryItem)]
pub(crate) struct OrderSummaryItemDto {
    /// The product's title.
    title: String,
    /// How many pieces.
    quantity: u32,
    /// A picture of it.
    #[schema(required = true)]
    image: Option<PictureDto>,
    /// What makes the variant, by the options' names.
    #[serde(serialize_with = "as_object")]
    #[schema(value_type = std::collections::BTreeMap<String, String>, example = json!({"Colour": "Red"}))]
    options: Vec<(String, String)>,
}

impl From<OrderCardItem> for OrderSummaryItemDto {
    fn from(item: OrderCardItem) -> Self {
        Self {
            title: item.title,
            quantity: item.quantity.get(),
            image: item.image.map(Into::into),
            options: item.options,
        }
    }
}

impl From<OrderCard> for OrderSummaryDto {
    fn from(card: OrderCard) -> Self {
        Self {
            id: card.id.to_string(),
            number: card.number.to_string(),
            checkout_id: card.checkout_id.to_string(),
            status: card.status.into(),
            seller: card.seller.into(),
            items: card.items.into_iter().map(Into::into).collect(),
            item_count: card.item_count,
            total: card.total.into(),
            placed_at: card.placed_at.to_string(),
            updated_at: card.updated_at.to_string(),
        }
    }
}

impl OrderSummaryDto {
    /// What a list would show of a checkout's order.
    pub(crate) fn of(checkout: &Checkout, order: &Order) -> Self {
        let item = |line: &OrderLine| OrderSummaryItemDto {
            title: line.title.clone(),
            quantity: line.quantity.get(),
            image: line.image.clone().map(Into::into),
            options: line.options.clone(),
        };
        Self {
            id: order.id.to_string(),
            number: order.number.to_string(),
            checkout_id: checkout.id.to_string(),
            status: order.status().into(),
            seller: order.seller.clone().into(),
            items: order.lines.iter().take(OrderCard::ITEMS).map(item).collect(),
            item_count: order.item_count(),
            total: order.totals.total().into(),
            placed_at: checkout.placed_at.to_string(),
            updated_at: order.updated_at.to_string(),
        }
    }
}

/// What one seller delivers of a checkout.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Order)]
pub(crate) struct OrderDto {
    /// Its id.
    #[schema(example = "ord_01jd9x3k5h7m2p4q6r8s0t1v3w")]
    id: String,
    /// Its number for people.
    #[schema(example = "7ZK3M-0QXWA")]
    number: String,
    /// Its checkout.
    #[schema(example = "chk_01jd9x3k5h7m2p4q6r8s0t1v3w")]
    checkout_id: String,
    /// How it stands.
    status: OrderStatusDto,
    /// Who sells.
    seller: SellerDto,
    /// The goods as they were when they were bought.
    items: Vec<OrderItemDto>,
    /// What the goods cost.
    subtotal: MoneyDto,
    /// What their delivery costs.
    shipping: MoneyDto,
    /// What both cost.
    total: MoneyDto,
    /// Where the goods go, as the address was when they were bought.
    address: OrderAddressDto,
    /// The payment for the whole checkout.
    payment: OrderPaymentDto,
    /// What goes back, if anything does.
    #[schema(required = true)]
    refund: Option<OrderRefundDto>,
    /// The parcel, once there is one.
    #[schema(required = true)]
    shipment: Option<OrderShipmentDto>,
    /// Why it will not be delivered, if so.
    #[schema(required = true)]
    cancellation: Option<OrderCancellationDto>,
    /// Whether it can still be cancelled: the carrier does not have it yet.
    can_cancel: bool,
    /// How it came to stand as it does, the oldest first.
    timeline: Vec<OrderTimelineEntryDto>,
    /// When it was made.
    #[schema(format = DateTime, example = "2026-01-31T12:00:00.000Z")]
    placed_at: String,
    /// When it changed last.
    #[schema(format = DateTime, example = "2026-01-31T12:00:00.000Z")]
    updated_at: String,
}

/// A line of an order.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OrderItem)]
pub(crate) struct OrderItemDto {
    /// The variant.
    #[schema(example = "var_01jd9x3k5h7m2p4q6r8s0t1v3w")]
    variant_id: String,
    /// Its product.
    #[schema(example = "prd_01jd9x3k5h7m2p4q6r8s0t1v3w")]
    product_id: String,
    /// The product's title.
    title: String,
    /// What makes the variant, by the options' names.
    #[serde(serialize_with = "as_object")]
    #[schema(value_type = std::collections::BTreeMap<String, String>, example = json!({"Colour": "Red"}))]
    options: Vec<(String, String)>,
    /// The seller's own number for it.
    sku: String,
    /// A picture of it.
    #[schema(required = true)]
    image: Option<PictureDto>,
    /// How many pieces.
    quantity: u32,
    /// What one piece cost.
    unit_price: MoneyDto,
    /// What all pieces cost.
    line_total: MoneyDto,
}

impl From<OrderLine> for OrderItemDto {
    fn from(line: OrderLine) -> Self {
        Self {
            variant_id: line.variant_id.to_string(),
            product_id: line.product_id.to_string(),
            title: line.title,
            options: line.options,
            sku: line.sku,
            image: line.image.map(Into::into),
            quantity: line.quantity.get(),
            unit_price: line.unit_price.into(),
            line_total: line.line_total.into(),
        }
    }
}

/// Where goods go.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OrderAddress)]
pub(crate) struct OrderAddressDto {
    /// Who receives them.
    full_name: String,
    /// Whom the carrier calls.
    phone: String,
    /// Street and number.
    line1: String,
    /// Anything more.
    #[schema(required = true)]
    line2: Option<String>,
    /// Town.
    city: String,
    /// State or province.
    #[schema(required = true)]
    region: Option<String>,
    /// Postal code, in countries that have one.
    #[schema(required = true)]
    postal_code: Option<String>,
    /// Country, by its code of ISO 3166-1 alpha-2.
    #[schema(example = "US")]
    country: String,
    /// Degrees north (WGS 84); null when the place on the map is not known.
    #[schema(required = true)]
    latitude: Option<f64>,
    /// Degrees east (WGS 84); null when the place on the map is not known.
    #[schema(required = true)]
    longitude: Option<f64>,
}

/// Coordinates are kept in millionths of a degree.
fn degrees(millionths: i32) -> f64 {
    f64::from(millionths) / 1e6
}

impl From<DeliveryAddress> for OrderAddressDto {
    fn from(address: DeliveryAddress) -> Self {
        Self {
            full_name: address.full_name,
            phone: address.phone,
            line1: address.line1,
            line2: address.line2,
            city: address.city,
            region: address.region,
            postal_code: address.postal_code,
            country: address.country.to_string(),
            latitude: address.coordinates.map(|place| degrees(place.latitude)),
            longitude: address.coordinates.map(|place| degrees(place.longitude)),
        }
    }
}

/// The payment for an order's checkout.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OrderPayment)]
pub(crate) struct OrderPaymentDto {
    /// Its id.
    #[schema(example = "pay_01jd9x3k5h7m2p4q6r8s0t1v3w")]
    id: String,
    /// How it is paid.
    method: PaymentMethodDto,
    /// How it stands.
    status: PaymentStatusDto,
}

/// Money on its way back.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OrderRefund)]
pub(crate) struct OrderRefundDto {
    /// Its id.
    #[schema(example = "rfd_01jd9x3k5h7m2p4q6r8s0t1v3w")]
    id: String,
    /// How it stands.
    status: RefundStatusDto,
    /// How much goes back.
    amount: MoneyDto,
}

/// A parcel on its way.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OrderShipment)]
pub(crate) struct OrderShipmentDto {
    /// Who carries it.
    carrier: String,
    /// The carrier's number for it.
    tracking_code: String,
    /// When the carrier got it.
    #[schema(format = DateTime, example = "2026-01-31T12:00:00.000Z")]
    shipped_at: String,
}

/// Why an order will not be delivered.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OrderCancellation)]
pub(crate) struct OrderCancellationDto {
    /// Who cancelled it.
    by: PartyDto,
    /// Why, in their words.
    #[schema(required = true)]
    reason: Option<String>,
}

/// A step that an order took.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OrderTimelineEntry)]
pub(crate) struct OrderTimelineEntryDto {
    /// What it became.
    status: OrderStatusDto,
    /// When.
    #[schema(format = DateTime, example = "2026-01-31T12:00:00.000Z")]
    at: String,
    /// By whom.
    by: PartyDto,
    /// More about it: the parcel's number, the reason.
    #[schema(required = true)]
    note: Option<String>,
}

impl From<OrderDetails> for OrderDto {
    fn from(details: OrderDetails) -> Self {
        let order = details.order;
        Self {
            id: order.id.to_string(),
            number: order.number.to_string(),
            checkout_id: details.checkout_id.to_string(),
            status: order.status().into(),
            subtotal: order.totals.subtotal().into(),
            shipping: order.totals.shipping().into(),
            total: order.totals.total().into(),
            address: details.address.into(),
            payment: OrderPaymentDto {
                id: details.payment.id.to_string(),
                method: details.method.into(),
                status: details.payment.state.status().into(),
            },
            refund: details.refund.map(|refund| OrderRefundDto {
                id: refund.id.to_string(),
                status: refund.state.status().into(),
                amount: refund.amount.into(),
            }),
            shipment: order.shipment().map(|shipment| OrderShipmentDto {
                carrier: shipment.carrier.to_string(),
                tracking_code: shipment.tracking_code.to_string(),
                shipped_at: shipment.shipped_at.to_string(),
            }),
            cancellation: order.cancellation().map(|cancellation| OrderCancellationDto {
                by: cancellation.by.into(),
                reason: cancellation.reason.as_ref().map(ToString::to_string),
            }),
            can_cancel: order.can_cancel(),
            placed_at: details.placed_at.to_string(),
            updated_at: order.updated_at.to_string(),
            timeline: order
                .timeline
                .into_iter()
                .map(|entry| OrderTimelineEntryDto {
                    status: entry.status.into(),
                    at: entry.at.to_string(),
                    by: entry.by.into(),
                    note: entry.note,
                })
                .collect(),
            seller: order.seller.into(),
            items: order.lines.into_iter().map(Into::into).collect(),
        }
    }
}
