use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{EncodingKey, Header};
use kernel::{SellerId, SessionId, UserId, Uuid};
use platform::Secret;
use serde_json::{Value, json};
use user_ports::AccessTokenIssuer;

use super::*;
use crate::Ed25519Tokens;

fn now() -> Timestamp {
    "2026-01-31T12:00:00.500Z".parse().unwrap()
}

fn audience(issuer: &str) -> Audience {
    Audience { issuer: issuer.to_owned(), audience: "tradepost".to_owned() }
}

fn tokens() -> Ed25519Tokens {
    Ed25519Tokens::new(&Secret::new([7; 32]), audience("https://shop.example")).unwrap()
}

fn verifier() -> Ed25519Verifier {
    Ed25519Verifier::new(&tokens().public_keys(), &audience("https://shop.example"))
}

fn somebody() -> Actor {
    Actor {
        user: UserId::from_uuid(Uuid::from_u128(1)),
        session: SessionId::from_uuid(Uuid::from_u128(2)),
        roles: Roles::SHOPPER.with(Role::Seller),
        seller: Some(SellerId::from_uuid(Uuid::from_u128(3))),
    }
}

fn token() -> String {
    tokens().issue(&somebody(), now()).unwrap().text
}

fn parts(token: &str) -> (Value, Value, String) {
    let part = |text: &str| serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).unwrap()).unwrap();
    let mut parts = token.split('.');
    (part(parts.next().unwrap()), part(parts.next().unwrap()), parts.next().unwrap().to_owned())
}

fn join(header: &Value, claims: &Value, signature: &str) -> String {
    let encode = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.{signature}", encode(header), encode(claims))
}

fn refused(token: &str) {
    assert_eq!(verifier().verify(token, now()), Err(TokenError::Invalid), "{token}");
}

#[test]
fn a_token_speaks_for_the_actor_for_fifteen_minutes() {
    let end = now().plus(Duration::from_secs(15 * 60));
    assert_eq!(verifier().verify(&token(), now()), Ok(somebody()));
    assert_eq!(verifier().verify(&token(), end.minus(Duration::from_secs(1))), Ok(somebody()));
    assert_eq!(verifier().verify(&token(), end), Err(TokenError::Expired));
    assert_eq!(tokens().issue(&somebody(), now()).unwrap().expires_in, Duration::from_secs(15 * 60));
}

#[test]
fn who_has_no_shop_says_nothing_of_one() {
    let actor = Actor { seller: None, roles: Roles::SHOPPER, ..somebody() };
    let token = tokens().issue(&actor, now()).unwrap().text;
    assert_eq!(parts(&token).1.get("seller"), None);
    assert_eq!(verifier().verify(&token, now()), Ok(actor));
}

#[test]
fn the_token_does_not_choose_the_algorithm() {
    let (header, claims, signature) = parts(&token());
    let kid = header["kid"].clone();
    for alg in ["none", "None", "NONE", "ES256", "RS256"] {
        let header = json!({"alg": alg, "typ": TYPE, "kid": kid});
        refused(&join(&header, &claims, ""));
        refused(&join(&header, &claims, &signature));
    }
}

#[test]
fn the_public_key_is_no_secret_to_sign_with() {
    let (_, claims, _) = parts(&token());
    let public = &tokens().public_keys()[0];
    let header = Header { kid: Some(public.id.clone()), typ: Some(TYPE.to_owned()), ..Header::new(Algorithm::HS256) };
    let encoded = URL_SAFE_NO_PAD.encode(public.bytes);
    for secret in [&public.bytes[..], encoded.as_bytes()] {
        refused(&jsonwebtoken::encode(&header, &claims, &EncodingKey::from_secret(secret)).unwrap());
    }
}

#[test]
fn a_changed_token_is_refused() {
    let token = token();
    let [header, claims, signature]: [&str; 3] = token.split('.').collect::<Vec<_>>().try_into().unwrap();
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap();
    let changed = |from: &str, to: &str| {
        assert!(text.contains(from), "{text}");
        format!("{header}.{}.{signature}", URL_SAFE_NO_PAD.encode(text.replacen(from, to, 1)))
    };
    assert_eq!(verifier().verify(&changed("shopper", "shopper"), now()), Ok(somebody()));
    refused(&changed("seller", "administrator"));
    refused(&changed("\"exp\":1", "\"exp\":9"));
    refused(&format!("{header}.{claims}."));
    refused(&format!("{header}.{claims}.{}", "A".repeat(86)));
    for text in ["", ".", "..", "x", "a.b.c", &format!("{token} ")] {
        refused(text);
    }
}

#[test]
fn another_key_issuer_or_audience_is_refused() {
    let issue = |seed, audience| {
        let tokens = Ed25519Tokens::new(&Secret::new([seed; 32]), audience).unwrap();
        tokens.issue(&somebody(), now()).unwrap().text
    };
    refused(&issue(8, audience("https://shop.example")));
    refused(&issue(7, audience("https://other.example")));
    refused(&issue(7, Audience { issuer: "https://shop.example".to_owned(), audience: "other".to_owned() }));
    // Another key under the name of ours.
    let (header, _, _) = parts(&token());
    let (_, claims, signature) = parts(&issue(8, audience("https://shop.example")));
    refused(&join(&header, &claims, &signature));
}

#[test]
fn what_a_good_key_signed_must_still_make_sense() {
    let seed = Secret::new([7; 32]);
    let pair = aws_lc_rs::signature::Ed25519KeyPair::from_seed_unchecked(seed.expose()).unwrap();
    let (header, claims, _) = parts(&token());
    let sign_as = |header: &Value, claims: &Value| {
        let text = join(header, claims, "");
        let message = text.trim_end_matches('.');
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(pair.sign(message.as_bytes())))
    };
    let sign = |claims: &Value| sign_as(&header, claims);
    assert_eq!(verifier().verify(&sign(&claims), now()), Ok(somebody()));
    for (name, value) in [("typ", json!("JWT")), ("typ", Value::Null), ("kid", json!("other")), ("kid", Value::Null)] {
        let mut bad = header.clone();
        bad[name] = value;
        refused(&sign_as(&bad, &claims));
    }
    for (name, value) in [
        ("sub", json!("ses_00000000000000000000000001")),
        ("sid", json!("")),
        ("roles", json!(["root"])),
        ("roles", Value::Null),
        ("seller", json!("usr_00000000000000000000000001")),
        ("exp", json!("tomorrow")),
        ("iss", Value::Null),
        ("aud", Value::Null),
    ] {
        let mut bad = claims.clone();
        bad[name] = value;
        refused(&sign(&bad));
    }
}
