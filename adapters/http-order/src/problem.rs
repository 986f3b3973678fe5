//! Problems that say more than their code, and the ones that many routes answer with.

use std::collections::BTreeMap;

use kernel::VariantId;
use kit_http::Problem;
use order::CartError;
use order_app::{CartUseError, PlaceUseError, WebhookUseError};
use platform::AppError;
use serde_json::{Value, json};
use utoipa::IntoResponses;
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder};

/// What of a variant is left, as a problem tells it.
fn short(variant: VariantId, available: u32) -> Value {
    json!({ "variant_id": variant.to_string(), "available": available })
}

/// A cart's error; `variant` is the one that was to be changed.
pub(crate) fn of_cart(error: CartUseError, variant: VariantId) -> Problem {
    match error {
        CartUseError::Rule(CartError::InsufficientStock { available }) => {
            Problem::from(error).with("available", available).with("items", vec![short(variant, available)])
        }
        error => error.into(),
    }
}

/// A checkout's error: it names the variants of which there are too few.
pub(crate) fn of_place(error: PlaceUseError) -> Problem {
    let PlaceUseError::InsufficientStock(shortages) = &error else { return error.into() };
    let items: Vec<_> = shortages.iter().map(|line| short(line.variant_id, line.available)).collect();
    let only = match shortages.as_slice() {
        [line] => Some(line.available),
        _ => None,
    };
    let problem = Problem::from(error).with("items", items);
    match only {
        Some(available) => problem.with("available", available),
        None => problem,
    }
}

/// A webhook's error. One that cannot be believed or read is a bad request: providers know no fields of ours.
pub(crate) fn of_webhook(error: WebhookUseError) -> Problem {
    match &error {
        WebhookUseError::Refused(_) => Problem::bad_request(error.code(), error.to_string()),
        _ => error.into(),
    }
}

/// Answers that many operations give, for the API's description.
macro_rules! answers {
    ($($(#[$doc:meta])* $name:ident = $status:literal, $description:literal;)+) => {$(
        $(#[$doc])*
        pub(crate) struct $name;

        impl IntoResponses for $name {
            fn responses() -> BTreeMap<String, RefOr<Response>> {
                let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
                let response = ResponseBuilder::new()
                    .description($description)
                    .content("application/problem+json", content)
                    .build();
                BTreeMap::from([($status.to_owned(), response.into())])
            }
        }
    )+};
}

answers! {
    /// The body is no JSON.
    Malformed = "400", "`malformed_json`: the body is not JSON.";
    /// The cursor is none of ours.
    BadCursor = "400", "`invalid_cursor`: the cursor was changed, or belongs to another list.";
    /// Nobody is signed in.
    Unauthenticated = "401", "`unauthenticated`, `token_expired` or `invalid_token`: there is no valid access token.";
    /// No seller.
    NotASeller = "403", "`forbidden`: the account has no shop.";
    /// Not there, or somebody else's.
    NotFound = "404", "`not_found`: it does not exist, or is somebody else's.";
    /// Neither in the catalogue nor in the cart.
    NoLine = "404", "`line_not_found`: the variant is not in the cart. `variant_not_found`: there is no such variant.";
    /// A step that the order's state does not allow.
    Illegal = "409", "`illegal_transition`: the order's status does not allow this.";
    /// Fields break rules.
    Invalid = "422", "`validation_failed`: `errors` names each field that breaks a rule.";
}
