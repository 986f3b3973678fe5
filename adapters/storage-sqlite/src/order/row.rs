//! Rows as parts of a checkout.

use kernel::{Money, OrderId, PaymentId, ProductId, Quantity, RefundId, SellerId, Timestamp, Uuid, VariantId};
use order::{
    CancelReason, Cancellation, Carrier, CheckoutState, Coordinates, DeliveryAddress, Opened, OrderLine, OrderState,
    OrderStatus, Payment, PaymentState, PaymentStatus, Picture, Refund, RefundState, RefundStatus, SellerRef, Shipment,
    TimelineEntry, Totals, TrackingCode,
};
use platform::StoreError;
use sqlx::sqlite::{Sqlite, SqliteRow};
use sqlx::{Decode, Row, Type};

use crate::column::{money, named, optional_time, time};
use crate::error::{corrupt, unavailable};

/// A column's value.
pub(super) fn get<'r, T: Decode<'r, Sqlite> + Type<Sqlite>>(row: &'r SqliteRow, name: &str) -> Result<T, StoreError> {
    row.try_get(name).map_err(unavailable)
}

fn amount(row: &SqliteRow, name: &str) -> Result<Money, StoreError> {
    money(get(row, name)?, get(row, "currency")?)
}

pub(super) fn at(row: &SqliteRow, name: &str) -> Result<Timestamp, StoreError> {
    time(get(row, name)?)
}

/// A time that must be there in this state.
fn state_time(row: &SqliteRow, name: &'static str) -> Result<Timestamp, StoreError> {
    optional_time(get(row, name)?)?.ok_or_else(|| corrupt(name, "is missing"))
}

fn text<T: std::fmt::Debug, E: Into<platform::BoxError>>(
    what: &'static str,
    text: Option<&str>,
    parse: impl FnOnce(&str) -> Result<T, E>,
) -> Result<Option<T>, StoreError> {
    text.map(|text| parse(text).map_err(|error| corrupt(what, error))).transpose()
}

pub(super) fn totals(row: &SqliteRow) -> Result<Totals, StoreError> {
    Totals::new(amount(row, "subtotal")?, amount(row, "shipping")?).map_err(|error| corrupt("totals", error))
}

pub(super) fn checkout_state(row: &SqliteRow) -> Result<CheckoutState, StoreError> {
    let since = || state_time(row, "state_at");
    Ok(match get::<&str>(row, "state")? {
        "awaiting_payment" => CheckoutState::AwaitingPayment,
        "paid" => CheckoutState::Paid { at: since()? },
        "placed" => CheckoutState::Placed,
        "expired" => CheckoutState::Expired { at: since()? },
        "cancelled" => CheckoutState::Cancelled { at: since()? },
        other => return Err(corrupt("checkout", format!("unknown state {other:?}"))),
    })
}

pub(super) fn address(row: &SqliteRow) -> Result<DeliveryAddress, StoreError> {
    let coordinates = match (get(row, "latitude")?, get(row, "longitude")?) {
        (Some(latitude), Some(longitude)) => Some(Coordinates { latitude, longitude }),
        _ => None,
    };
    Ok(DeliveryAddress {
        full_name: get(row, "full_name")?,
        phone: get(row, "phone")?,
        line1: get(row, "line1")?,
        line2: get(row, "line2")?,
        city: get(row, "city")?,
        region: get(row, "region")?,
        postal_code: get(row, "postal_code")?,
        country: named("country", get(row, "country")?)?,
        coordinates,
    })
}

pub(super) fn order_id(row: &SqliteRow, name: &str) -> Result<OrderId, StoreError> {
    get::<Uuid>(row, name).map(OrderId::from_uuid)
}

pub(super) fn seller(row: &SqliteRow) -> Result<SellerRef, StoreError> {
    Ok(SellerRef { id: SellerId::from_uuid(get(row, "seller_id")?), name: get(row, "seller_name")? })
}

pub(super) fn order_state(row: &SqliteRow) -> Result<OrderState, StoreError> {
    let shipment = || -> Result<Shipment, StoreError> {
        let missing = || corrupt("shipment", "is incomplete");
        Ok(Shipment {
            carrier: text("carrier", get(row, "carrier")?, Carrier::new)?.ok_or_else(missing)?,
            tracking_code: text("tracking code", get(row, "tracking_code")?, TrackingCode::new)?.ok_or_else(missing)?,
            shipped_at: state_time(row, "shipped_at")?,
        })
    };
    Ok(match named::<OrderStatus>("order status", get(row, "status")?)? {
        OrderStatus::PendingPayment => OrderState::PendingPayment,
        OrderStatus::Placed => OrderState::Placed,
        OrderStatus::Paid => OrderState::Paid,
        OrderStatus::Confirmed => OrderState::Confirmed,
        OrderStatus::Shipped => OrderState::Shipped(shipment()?),
        OrderStatus::Delivered => OrderState::Delivered(shipment()?),
        OrderStatus::Cancelled => OrderState::Cancelled(Cancellation {
            by: named("canceller", get::<Option<&str>>(row, "cancelled_by")?.unwrap_or_default())?,
            reason: text("reason", get(row, "cancel_reason")?, CancelReason::new)?,
            was_bought: get(row, "bought")?,
        }),
        OrderStatus::Expired => OrderState::Expired,
    })
}

pub(super) fn picture(row: &SqliteRow) -> Result<Option<Picture>, StoreError> {
    let alt: Option<String> = get(row, "image_alt")?;
    Ok(get::<Option<String>>(row, "image_url")?.map(|url| Picture { url, alt: alt.unwrap_or_default() }))
}

pub(super) fn options(row: &SqliteRow) -> Result<Vec<(String, String)>, StoreError> {
    serde_json::from_str(get(row, "options")?).map_err(|error| corrupt("options", error))
}

pub(super) fn quantity(row: &SqliteRow) -> Result<Quantity, StoreError> {
    Quantity::new(get(row, "quantity")?).map_err(|error| corrupt("quantity", error))
}

pub(super) fn line(row: &SqliteRow) -> Result<OrderLine, StoreError> {
    Ok(OrderLine {
        variant_id: VariantId::from_uuid(get(row, "variant_id")?),
        product_id: ProductId::from_uuid(get(row, "product_id")?),
        product_slug: get(row, "product_slug")?,
        title: get(row, "title")?,
        options: options(row)?,
        sku: get(row, "sku")?,
        image: picture(row)?,
        quantity: quantity(row)?,
        unit_price: amount(row, "unit_price")?,
        line_total: amount(row, "line_total")?,
    })
}

pub(super) fn timeline_entry(row: &SqliteRow) -> Result<TimelineEntry, StoreError> {
    Ok(TimelineEntry {
        status: named("order status", get(row, "status")?)?,
        at: at(row, "at")?,
        by: named("party", get(row, "by")?)?,
        note: get(row, "note")?,
    })
}

pub(super) fn payment(row: &SqliteRow) -> Result<Payment, StoreError> {
    let state = match named::<PaymentStatus>("payment state", get(row, "state")?)? {
        PaymentStatus::Requested => PaymentState::Requested,
        PaymentStatus::Open => PaymentState::Open,
        PaymentStatus::Failed => {
            PaymentState::Failed { reason: get::<Option<String>>(row, "reason")?.unwrap_or_default() }
        }
        PaymentStatus::Expired => PaymentState::Expired,
        PaymentStatus::Cancelled => PaymentState::Cancelled,
        PaymentStatus::InReview => {
            let missing = || corrupt("captured amount", "is missing");
            let minor = get::<Option<i64>>(row, "captured")?.ok_or_else(missing)?;
            let currency = get::<Option<&str>>(row, "captured_currency")?.ok_or_else(missing)?;
            PaymentState::InReview { captured: money(minor, currency)? }
        }
        PaymentStatus::Captured => PaymentState::Captured { at: state_time(row, "captured_at")? },
        PaymentStatus::DueOnDelivery => PaymentState::DueOnDelivery,
    };
    let redirect_url = get(row, "redirect_url")?;
    let opened = get::<Option<String>>(row, "reference")?.map(|reference| Opened { reference, redirect_url });
    Ok(Payment {
        id: PaymentId::from_uuid(get(row, "id")?),
        amount: amount(row, "amount")?,
        state,
        opened,
        requested_at: at(row, "requested_at")?,
        updated_at: at(row, "updated_at")?,
    })
}

pub(super) fn refund(row: &SqliteRow) -> Result<Refund, StoreError> {
    let state = match named::<RefundStatus>("refund state", get(row, "state")?)? {
        RefundStatus::Requested => RefundState::Requested,
        RefundStatus::Succeeded => RefundState::Succeeded { at: state_time(row, "succeeded_at")? },
        RefundStatus::Failed => {
            RefundState::Failed { reason: get::<Option<String>>(row, "failure")?.unwrap_or_default() }
        }
    };
    Ok(Refund {
        id: RefundId::from_uuid(get(row, "id")?),
        payment_id: PaymentId::from_uuid(get(row, "payment_id")?),
        order_id: get::<Option<Uuid>>(row, "order_id")?.map(OrderId::from_uuid),
        amount: amount(row, "amount")?,
        reason: named("refund reason", get(row, "reason")?)?,
        state,
        requested_at: at(row, "requested_at")?,
        updated_at: at(row, "updated_at")?,
    })
}
