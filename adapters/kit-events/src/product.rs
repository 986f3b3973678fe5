//! The events of the product context.

use serde::{Deserialize, Serialize};

use crate::WireEvent;

/// A product can be seen and bought from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductPublishedV1 {
    /// The product.
    pub product_id: String,
    /// Who sells it.
    pub seller_id: String,
    /// What it is called.
    pub title: String,
    /// Its address.
    pub slug: String,
}

impl WireEvent for ProductPublishedV1 {
    const TYPE: &'static str = "product.published.v1";
}

/// A product can no longer be seen and bought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductWithdrawnV1 {
    /// The product.
    pub product_id: String,
    /// Who sells it.
    pub seller_id: String,
    /// `unpublished`, `archived` or `disabled`.
    pub reason: String,
}

impl WireEvent for ProductWithdrawnV1 {
    const TYPE: &'static str = "product.withdrawn.v1";
}

/// A checkout was paid after its hold had ended, and the goods were gone: the buyer must get their money back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldLapsedV1 {
    /// The checkout.
    pub checkout_id: String,
    /// When the goods were looked for, RFC 3339.
    pub at: String,
}

impl WireEvent for HoldLapsedV1 {
    const TYPE: &'static str = "product.hold_lapsed.v1";
}

#[cfg(feature = "product")]
mod from_domain {
    use kernel::{EventId, Timestamp};
    use platform::Envelope;
    use product::{HoldLapsed, ProductEvent};

    use super::{HoldLapsedV1, ProductPublishedV1, ProductWithdrawnV1};
    use crate::{SchemaError, seal};

    impl From<&HoldLapsed> for HoldLapsedV1 {
        fn from(event: &HoldLapsed) -> Self {
            Self { checkout_id: event.checkout.to_string(), at: event.at.to_string() }
        }
    }

    /// The envelope of an event of a product; its key is the product's id.
    ///
    /// # Errors
    /// [`SchemaError`] when the event cannot be written, which is a defect.
    pub fn product_envelope(id: EventId, at: Timestamp, event: &ProductEvent) -> Result<Envelope, SchemaError> {
        match event {
            ProductEvent::Published { product, seller, title, slug } => seal(
                id,
                product,
                at,
                &ProductPublishedV1 {
                    product_id: product.to_string(),
                    seller_id: seller.to_string(),
                    title: title.to_string(),
                    slug: slug.to_string(),
                },
            ),
            ProductEvent::Withdrawn { product, seller, reason } => seal(
                id,
                product,
                at,
                &ProductWithdrawnV1 {
                    product_id: product.to_string(),
                    seller_id: seller.to_string(),
                    reason: reason.as_str().to_owned(),
                },
            ),
        }
    }

    /// The envelope of a lapsed hold; its key is the checkout's id.
    ///
    /// # Errors
    /// [`SchemaError`] when the event cannot be written, which is a defect.
    pub fn hold_lapsed_envelope(id: EventId, event: &HoldLapsed) -> Result<Envelope, SchemaError> {
        seal(id, event.checkout, event.at, &HoldLapsedV1::from(event))
    }
}

#[cfg(feature = "product")]
pub use from_domain::{hold_lapsed_envelope, product_envelope};

#[cfg(test)]
#[cfg(feature = "product")]
mod tests {
    use kernel::{CheckoutId, EventId, ProductId, SellerId, Slug, Timestamp, Uuid};
    use platform::Envelope;
    use product::{HoldLapsed, ProductEvent, Title, WithdrawalReason};

    use super::*;
    use crate::open;

    const AT: i64 = 1_768_000_000_123;

    fn event() -> EventId {
        EventId::from_uuid(Uuid::from_u128(9))
    }

    fn at() -> Timestamp {
        Timestamp::from_unix_millis(AT).unwrap()
    }

    fn check(envelope: &Envelope, event_type: &str, key: &str, payload: &str) {
        assert_eq!((envelope.event_type.as_str(), envelope.key.as_str()), (event_type, key));
        assert_eq!(envelope.payload, payload);
        assert_eq!((envelope.id, envelope.occurred_at), (event(), at()));
    }

    #[test]
    fn the_wire_form_of_a_published_product_stays() {
        let product = ProductId::from_uuid(Uuid::from_u128(1));
        let envelope = product_envelope(
            event(),
            at(),
            &ProductEvent::Published {
                product,
                seller: SellerId::from_uuid(Uuid::from_u128(2)),
                title: Title::new("Red \"shoes\"").unwrap(),
                slug: Slug::new("red-shoes").unwrap(),
            },
        )
        .unwrap();
        check(
            &envelope,
            "product.published.v1",
            "prd_00000000000000000000000001",
            r#"{"product_id":"prd_00000000000000000000000001","seller_id":"slr_00000000000000000000000002","title":"Red \"shoes\"","slug":"red-shoes"}"#,
        );
        assert_eq!(open::<ProductPublishedV1>(&envelope).unwrap().product_id, product.to_string());
    }

    #[test]
    fn the_wire_form_of_a_withdrawn_product_stays() {
        for (reason, name) in [
            (WithdrawalReason::Unpublished, "unpublished"),
            (WithdrawalReason::Archived, "archived"),
            (WithdrawalReason::Disabled, "disabled"),
        ] {
            let (product, seller) = (ProductId::from_uuid(Uuid::from_u128(1)), SellerId::from_uuid(Uuid::from_u128(2)));
            let envelope =
                product_envelope(event(), at(), &ProductEvent::Withdrawn { product, seller, reason }).unwrap();
            check(
                &envelope,
                "product.withdrawn.v1",
                "prd_00000000000000000000000001",
                &format!(
                    r#"{{"product_id":"prd_00000000000000000000000001","seller_id":"slr_00000000000000000000000002","reason":"{name}"}}"#
                ),
            );
        }
    }

    #[test]
    fn the_wire_form_of_a_lapsed_hold_stays() {
        let checkout = CheckoutId::from_uuid(Uuid::from_u128(3));
        let envelope = hold_lapsed_envelope(event(), &HoldLapsed { checkout, at: at() }).unwrap();
        check(
            &envelope,
            "product.hold_lapsed.v1",
            "chk_00000000000000000000000003",
            r#"{"checkout_id":"chk_00000000000000000000000003","at":"2026-01-09T23:06:40.123Z"}"#,
        );
    }
}
