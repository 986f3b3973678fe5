//! The API's description: the committed snapshot is what the program says, and every operation has a name of its own.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;
use tradepost_integration::Shop;

fn described() -> Value {
    let output = Shop::command(&["openapi"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn the_committed_description_is_the_present_one() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../frontend/openapi.json");
    let committed: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    // Compared as a whole, shown as advice: the difference of two such documents fills screens.
    assert!(committed == described(), "frontend/openapi.json is stale: run `make api` and commit what it writes");
}

#[test]
fn every_operation_has_a_name_of_its_own_and_says_who_may_call_it() {
    let description = described();
    let mut names = BTreeSet::new();
    for (path, operations) in description["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let name = operation["operationId"].as_str().unwrap_or_default().to_owned();
            assert!(!name.is_empty() && names.insert(name.clone()), "{method} {path}: {name:?} is empty or taken");
            // The check of a token is public, and about one.
            let is_private =
                path.starts_with("/api/") && !path.contains("/public/") || path == "/api/user/public/verify";
            let wants_token = operation["security"].as_array().is_some_and(|list| !list.is_empty());
            assert_eq!(is_private, wants_token, "{method} {path}");
        }
    }
    assert!(names.len() > 60, "{}", names.len());
}
