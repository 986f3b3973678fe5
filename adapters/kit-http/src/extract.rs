//! Extractors that answer bad input with a typed problem.

use std::str::FromStr;

use axum::RequestExt;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use http::StatusCode;
use http::header::CONTENT_TYPE;
use http::request::Parts;
use platform::{ErrorKind, FieldError};
use serde::de::{DeserializeOwned, IgnoredAny};

use crate::Problem;

/// A JSON body. Malformed JSON is 400; a wrong type, a missing or an unknown field is 422 with the field's path; a
/// body over the limit is 413; another content type is 415.
#[derive(Debug)]
pub struct ApiJson<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for ApiJson<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let content_type =
            request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let media_type = content_type.split(';').next().unwrap_or_default().trim();
        if !media_type.eq_ignore_ascii_case("application/json") {
            return Err(Problem::new(
                ErrorKind::UnsupportedType,
                "unsupported_media_type",
                "The body must be JSON, with `Content-Type: application/json`.",
            ));
        }
        let bytes = request.extract::<Bytes, _>().await.map_err(|rejection| body_problem(&rejection))?;
        parse(&bytes).map(Self)
    }
}

fn body_problem(rejection: &BytesRejection) -> Problem {
    if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Problem::new(ErrorKind::TooLarge, "body_too_large", "The body is larger than accepted.")
    } else {
        Problem::bad_request("unreadable_body", "The body could not be read.")
    }
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    // A list of the fields' values would do for serde, but not for our description.
    if bytes.trim_ascii_start().starts_with(b"[") && serde_json::from_slice::<IgnoredAny>(bytes).is_ok() {
        return Err(data_problem(String::new(), "invalid type: sequence, expected an object"));
    }
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let path = error.path().to_string();
        let inner = error.into_inner();
        // What is found first may be a wrong type in a text that is no JSON at all further on.
        let is_json = inner.is_data() && serde_json::from_slice::<IgnoredAny>(bytes).is_ok();
        if is_json { data_problem(path, &inner.to_string()) } else { malformed() }
    })?;
    deserializer.end().map_err(|_| malformed())?;
    Ok(value)
}

fn malformed() -> Problem {
    Problem::bad_request("malformed_json", "The body is not valid JSON.")
}

/// Turns serde's sentence (`missing field `name` at line 1 column 2`) into a field error.
fn data_problem(path: String, sentence: &str) -> Problem {
    let sentence = sentence.split(" at line ").next().unwrap_or(sentence);
    let quoted = sentence.split('`').nth(1).unwrap_or_default();
    let path = if path == "." { String::new() } else { path };
    let (field, code) = if sentence.starts_with("missing field") {
        (if path.is_empty() { quoted.to_owned() } else { format!("{path}.{quoted}") }, "required")
    } else if sentence.starts_with("unknown field") {
        // The path ends in the unknown field already.
        (if path.is_empty() { quoted.to_owned() } else { path }, "unknown_field")
    } else if sentence.starts_with("invalid value: integer") {
        (path, "out_of_range")
    } else if sentence.starts_with("unknown variant") {
        (path, "unknown_value")
    } else {
        (path, "invalid_type")
    };
    let message = match code {
        "required" => "must be given".to_owned(),
        "unknown_field" => "is not a known field".to_owned(),
        _ => sentence.to_owned(),
    };
    Problem::validation(vec![FieldError { field, code, message }])
}

/// A query string. An unknown parameter or a wrong type is 422 with the parameter's name.
#[derive(Debug)]
pub struct ApiQuery<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for ApiQuery<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let query = parts.uri.query().unwrap_or_default();
        let deserializer = serde_html_form::Deserializer::new(form_urlencoded::parse(query.as_bytes()));
        serde_path_to_error::deserialize(deserializer).map(Self).map_err(|error| {
            let path = error.path().to_string();
            data_problem(path, &error.into_inner().to_string())
        })
    }
}

/// The only parameter of the path as an id. What is no id of that kind is not found.
#[derive(Debug, Clone, Copy)]
pub struct PathId<T>(pub T);

impl<S: Send + Sync, T: FromStr> FromRequestParts<S> for PathId<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Path(text) = Path::<String>::from_request_parts(parts, state).await.map_err(|_| Problem::not_found())?;
        parse_id(&text).map(Self)
    }
}

/// An id from a path with several parameters.
///
/// # Errors
/// `not_found` when the text is no id of that kind.
pub fn parse_id<T: FromStr>(text: &str) -> Result<T, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}

/// The header `Idempotency-Key`: 1 to 255 visible ASCII characters
/// (draft-ietf-httpapi-idempotency-key-header). A POST that creates or charges needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey(pub String);

impl<S: Send + Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let header = parts.headers.get("idempotency-key").ok_or_else(|| {
            Problem::bad_request("idempotency_key_required", "This request needs the header Idempotency-Key.")
        })?;
        let key = header.to_str().ok().map(str::trim).unwrap_or_default();
        if (1..=255).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic()) {
            Ok(Self(key.to_owned()))
        } else {
            Err(Problem::bad_request(
                "invalid_idempotency_key",
                "The Idempotency-Key must be 1 to 255 visible ASCII characters.",
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt;
    use serde::Deserialize;
    use serde_json::{Value, json};

    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Line {
        quantity: i64,
        note: Option<String>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Body {
        lines: Vec<Line>,
    }

    async fn answer(problem: Problem) -> (u16, String, Value) {
        use axum::response::IntoResponse;
        let response = problem.into_response();
        let status = response.status().as_u16();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        let body: Value = serde_json::from_slice(&bytes).unwrap();
        (status, body["code"].as_str().unwrap().to_owned(), body["errors"].clone())
    }

    async fn check(text: &str, status: u16, code: &str, field: Option<(&str, &str)>) {
        let (actual_status, actual_code, errors) = answer(parse::<Body>(text.as_bytes()).unwrap_err()).await;
        assert_eq!((actual_status, actual_code.as_str()), (status, code), "{text}");
        match field {
            Some((path, code)) => {
                assert_eq!(errors[0]["field"], json!(path), "{text}");
                assert_eq!(errors[0]["code"], json!(code), "{text}");
            }
            None => assert_eq!(errors, json!([]), "{text}"),
        }
    }

    #[tokio::test]
    async fn a_body_that_breaks_a_rule_names_the_field() {
        check(
            r#"{"lines": [{"quantity": "1"}]}"#,
            422,
            "validation_failed",
            Some(("lines[0].quantity", "invalid_type")),
        )
        .await;
        check(
            r#"{"lines": [{"quantity": 9223372036854775808}]}"#,
            422,
            "validation_failed",
            Some(("lines[0].quantity", "out_of_range")),
        )
        .await;
        check(r#"{"lines": [{}]}"#, 422, "validation_failed", Some(("lines[0].quantity", "required"))).await;
        check(
            r#"{"lines": [{"quantity": 1, "price": 2}]}"#,
            422,
            "validation_failed",
            Some(("lines[0].price", "unknown_field")),
        )
        .await;
        check("{}", 422, "validation_failed", Some(("lines", "required"))).await;
        check("[[]]", 422, "validation_failed", Some(("", "invalid_type"))).await;
    }

    #[tokio::test]
    async fn what_is_no_json_is_malformed() {
        for text in ["", "{", "{]", "[1,", "{\"lines\": 7", "{\"lines\": []} x", "\u{0}"] {
            check(text, 400, "malformed_json", None).await;
        }
    }

    #[test]
    fn a_good_body_is_read() {
        let body: Body = parse(br#"{"lines": [{"quantity": 2, "note": null}]}"#).unwrap();
        assert_eq!(body, Body { lines: vec![Line { quantity: 2, note: None }] });
    }
}
