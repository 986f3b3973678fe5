//! Writes a checkout with all that belongs to it.

use order::{Checkout, CheckoutState, Order, Payment, PaymentState, Refund, RefundState};
use order_ports::RecordedEvent;
use platform::{Envelope, StoreError};

use crate::error::{corrupt, unavailable, unique};
use crate::{Write, outbox};

/// The rules that a unique index keeps.
const UNIQUE: &[(&str, &str)] = &[
    ("orders.number", "order_number"),
    ("orders.id", "order_number"),
    ("payments.reference", "payment_reference"),
    ("refunds.order_id", "refund"),
    ("refunds.payment_id", "refund"),
];

/// The checkout's state by name, and since when.
fn state(checkout: &Checkout) -> (&'static str, Option<i64>) {
    match checkout.state {
        CheckoutState::AwaitingPayment => ("awaiting_payment", None),
        CheckoutState::Paid { at } => ("paid", Some(at.unix_millis())),
        CheckoutState::Placed => ("placed", None),
        CheckoutState::Expired { at } => ("expired", Some(at.unix_millis())),
        CheckoutState::Cancelled { at } => ("cancelled", Some(at.unix_millis())),
    }
}

/// A new checkout.
pub(super) async fn insert(write: &mut Write, checkout: &Checkout) -> Result<(), StoreError> {
    let (state, state_at) = state(checkout);
    let address = &checkout.address;
    sqlx::query(
        "insert into checkouts (id, user_id, method, state, state_at, currency, subtotal, shipping, total, full_name,
           phone, line1, line2, city, region, postal_code, country, latitude, longitude, placed_at, hold_expires_at,
           updated_at, version)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(checkout.id.uuid())
    .bind(checkout.user_id.uuid())
    .bind(checkout.method.as_str())
    .bind(state)
    .bind(state_at)
    .bind(checkout.totals.currency().code())
    .bind(checkout.totals.subtotal().minor())
    .bind(checkout.totals.shipping().minor())
    .bind(checkout.totals.total().minor())
    .bind(&address.full_name)
    .bind(&address.phone)
    .bind(&address.line1)
    .bind(&address.line2)
    .bind(&address.city)
    .bind(&address.region)
    .bind(&address.postal_code)
    .bind(address.country.code())
    .bind(address.coordinates.map(|place| place.latitude))
    .bind(address.coordinates.map(|place| place.longitude))
    .bind(checkout.placed_at.unix_millis())
    .bind(checkout.hold_expires_at.unix_millis())
    .bind(checkout.updated_at.unix_millis())
    .bind(version(checkout)?)
    .execute(write.connection())
    .await
    .map_err(unavailable)?;
    for (position, order) in positions(&checkout.orders) {
        insert_order(write, checkout, position, order).await?;
    }
    upsert_money(write, checkout).await
}

/// The next state of a checkout, if the stored one is what was decided on.
pub(super) async fn update(write: &mut Write, checkout: &Checkout) -> Result<(), StoreError> {
    let (state, state_at) = state(checkout);
    let version = version(checkout)?;
    let done = sqlx::query(
        "update checkouts set state = ?, state_at = ?, updated_at = ?, version = ? where id = ? and version = ?",
    )
    .bind(state)
    .bind(state_at)
    .bind(checkout.updated_at.unix_millis())
    .bind(version)
    .bind(checkout.id.uuid())
    .bind(version - 1)
    .execute(write.connection())
    .await
    .map_err(unavailable)?;
    if done.rows_affected() != 1 {
        return Err(StoreError::VersionConflict);
    }
    // Whatever a decision changes, it stamps with its time.
    for order in checkout.orders.iter().filter(|order| order.updated_at == checkout.updated_at) {
        let (shipment, cancellation) = (order.shipment(), order.cancellation());
        sqlx::query(
            "update orders set status = ?, bought = ?, carrier = ?, tracking_code = ?, shipped_at = ?, cancelled_by = ?,
               cancel_reason = ?, updated_at = ? where id = ?",
        )
        .bind(order.status().as_str())
        .bind(order.is_bought())
        .bind(shipment.map(|shipment| shipment.carrier.as_str()))
        .bind(shipment.map(|shipment| shipment.tracking_code.as_str()))
        .bind(shipment.map(|shipment| shipment.shipped_at.unix_millis()))
        .bind(cancellation.map(|cancellation| cancellation.by.as_str()))
        .bind(cancellation.and_then(|cancellation| cancellation.reason.as_ref()).map(AsRef::as_ref))
        .bind(order.updated_at.unix_millis())
        .bind(order.id.uuid())
        .execute(write.connection())
        .await
        .map_err(unavailable)?;
        insert_timeline(write, order).await?;
    }
    upsert_money(write, checkout).await
}

/// The events that tell of it.
pub(super) async fn events(write: &mut Write, checkout: &Checkout, events: &[RecordedEvent]) -> Result<(), StoreError> {
    let envelopes: Vec<Envelope> = events
        .iter()
        .map(|recorded| kit_events::order::order_envelope(recorded.id, checkout.updated_at, &recorded.event))
        .collect::<Result<_, _>>()
        .map_err(|error| corrupt("event", error))?;
    outbox::append(write, &envelopes).await
}

fn version(checkout: &Checkout) -> Result<i64, StoreError> {
    i64::try_from(checkout.version).map_err(|error| corrupt("version", error))
}

fn positions<T>(all: &[T]) -> impl Iterator<Item = (i64, &T)> {
    (0_i64..).zip(all)
}

async fn insert_order(write: &mut Write, checkout: &Checkout, position: i64, order: &Order) -> Result<(), StoreError> {
    sqlx::query(
        "insert into orders (id, checkout_id, position, number, user_id, seller_id, seller_name, status, bought,
           currency, subtotal, shipping, total, item_count, placed_at, updated_at)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(order.id.uuid())
    .bind(checkout.id.uuid())
    .bind(position)
    .bind(order.number.to_string())
    .bind(checkout.user_id.uuid())
    .bind(order.seller.id.uuid())
    .bind(&order.seller.name)
    .bind(order.status().as_str())
    .bind(order.is_bought())
    .bind(order.totals.currency().code())
    .bind(order.totals.subtotal().minor())
    .bind(order.totals.shipping().minor())
    .bind(order.totals.total().minor())
    .bind(i64::from(order.item_count()))
    .bind(checkout.placed_at.unix_millis())
    .bind(order.updated_at.unix_millis())
    .execute(write.connection())
    .await
    .map_err(|error| unique(error, UNIQUE))?;
    for (position, line) in positions(&order.lines) {
        let options = serde_json::to_string(&line.options).map_err(|error| corrupt("options", error))?;
        sqlx::query(
            "insert into order_lines (order_id, position, variant_id, product_id, product_slug, title, options, sku,
               image_url, image_alt, quantity, unit_price, line_total, currency)
             values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(order.id.uuid())
        .bind(position)
        .bind(line.variant_id.uuid())
        .bind(line.product_id.uuid())
        .bind(&line.product_slug)
        .bind(&line.title)
        .bind(options)
        .bind(&line.sku)
        .bind(line.image.as_ref().map(|image| image.url.as_str()))
        .bind(line.image.as_ref().map(|image| image.alt.as_str()))
        .bind(i64::from(line.quantity.get()))
        .bind(line.unit_price.minor())
        .bind(line.line_total.minor())
        .bind(line.line_total.currency().code())
        .execute(write.connection())
        .await
        .map_err(unavailable)?;
    }
    insert_timeline(write, order).await
}

/// A timeline only grows.
async fn insert_timeline(write: &mut Write, order: &Order) -> Result<(), StoreError> {
    for (position, entry) in positions(&order.timeline) {
        sqlx::query(
            "insert into order_timeline (order_id, position, status, at, by, note) values (?, ?, ?, ?, ?, ?)
             on conflict do nothing",
        )
        .bind(order.id.uuid())
        .bind(position)
        .bind(entry.status.as_str())
        .bind(entry.at.unix_millis())
        .bind(entry.by.as_str())
        .bind(&entry.note)
        .execute(write.connection())
        .await
        .map_err(unavailable)?;
    }
    Ok(())
}

/// Payments and refunds: they are few, and what they are is written with how they stand.
async fn upsert_money(write: &mut Write, checkout: &Checkout) -> Result<(), StoreError> {
    let stamped = checkout.updated_at;
    for (position, payment) in positions(&checkout.payments).filter(|(_, payment)| payment.updated_at == stamped) {
        upsert_payment(write, checkout, position, payment).await?;
    }
    for (position, refund) in positions(&checkout.refunds).filter(|(_, refund)| refund.updated_at == stamped) {
        upsert_refund(write, checkout, position, refund).await?;
    }
    Ok(())
}

async fn upsert_payment(
    write: &mut Write,
    checkout: &Checkout,
    position: i64,
    payment: &Payment,
) -> Result<(), StoreError> {
    let (mut reason, mut captured, mut captured_at) = (None, None, None);
    match &payment.state {
        PaymentState::Failed { reason: why } => reason = Some(why.as_str()),
        PaymentState::InReview { captured: amount } => captured = Some(*amount),
        PaymentState::Captured { at } => captured_at = Some(at.unix_millis()),
        PaymentState::Requested
        | PaymentState::Open
        | PaymentState::Expired
        | PaymentState::Cancelled
        | PaymentState::DueOnDelivery => {}
    }
    sqlx::query(
        "insert into payments (id, checkout_id, position, currency, amount, state, reason, captured, captured_currency,
           captured_at, reference, redirect_url, requested_at, updated_at)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         on conflict (id) do update set state = excluded.state, reason = excluded.reason, captured = excluded.captured,
           captured_currency = excluded.captured_currency, captured_at = excluded.captured_at,
           reference = excluded.reference, redirect_url = excluded.redirect_url, updated_at = excluded.updated_at",
    )
    .bind(payment.id.uuid())
    .bind(checkout.id.uuid())
    .bind(position)
    .bind(payment.amount.currency().code())
    .bind(payment.amount.minor())
    .bind(payment.state.status().as_str())
    .bind(reason)
    .bind(captured.map(kernel::Money::minor))
    .bind(captured.map(|amount| amount.currency().code().to_owned()))
    .bind(captured_at)
    .bind(payment.opened.as_ref().map(|opened| opened.reference.as_str()))
    .bind(payment.opened.as_ref().and_then(|opened| opened.redirect_url.as_deref()))
    .bind(payment.requested_at.unix_millis())
    .bind(payment.updated_at.unix_millis())
    .execute(write.connection())
    .await
    .map(drop)
    .map_err(|error| unique(error, UNIQUE))
}

async fn upsert_refund(
    write: &mut Write,
    checkout: &Checkout,
    position: i64,
    refund: &Refund,
) -> Result<(), StoreError> {
    let (failure, succeeded_at) = match &refund.state {
        RefundState::Requested => (None, None),
        RefundState::Failed { reason } => (Some(reason.as_str()), None),
        RefundState::Succeeded { at } => (None, Some(at.unix_millis())),
    };
    sqlx::query(
        "insert into refunds (id, checkout_id, position, payment_id, order_id, currency, amount, reason, state, failure,
           succeeded_at, requested_at, updated_at)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         on conflict (id) do update set state = excluded.state, failure = excluded.failure,
           succeeded_at = excluded.succeeded_at, updated_at = excluded.updated_at",
    )
    .bind(refund.id.uuid())
    .bind(checkout.id.uuid())
    .bind(position)
    .bind(refund.payment_id.uuid())
    .bind(refund.order_id.map(kernel::OrderId::uuid))
    .bind(refund.amount.currency().code())
    .bind(refund.amount.minor())
    .bind(refund.reason.as_str())
    .bind(refund.state.status().as_str())
    .bind(failure)
    .bind(succeeded_at)
    .bind(refund.requested_at.unix_millis())
    .bind(refund.updated_at.unix_millis())
    .execute(write.connection())
    .await
    .map(drop)
    .map_err(|error| unique(error, UNIQUE))
}
