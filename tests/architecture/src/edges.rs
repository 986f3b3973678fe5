//! The rules over crates: where they live, what they are called, what they use.

use crate::room::{CONTEXTS, Room};
use crate::{Member, Use, Violation};

/// What a domain may use from outside, and what its tests may.
const DOMAIN_OUTSIDE: (&[&str], &[&str]) = (&["thiserror", "time", "uuid"], &["proptest"]);
/// The same for driven ports. `mockall` stands behind the feature `mock`.
const PORTS_OUTSIDE: (&[&str], &[&str]) = (&["async-trait", "mockall", "thiserror"], &["proptest", "tokio"]);
/// The same for use cases.
const APP_OUTSIDE: (&[&str], &[&str]) = (&["async-trait", "thiserror", "tracing"], &["mockall", "proptest", "tokio"]);

/// A technology and the only places that may know it, beside the tests. A pattern that ends in a dash or a slash is a
/// beginning. That binaries know every adapter does not mean that they know what is inside.
const TECHNOLOGIES: &[(&[&str], &[&str])] = &[
    (&["sqlx", "sqlx-", "rusqlite", "libsqlite3-sys", "tokio-postgres"], &["adapters/storage-"]),
    (
        &["axum", "axum-", "utoipa-axum", "utoipa-swagger-ui"],
        &[
            "adapters/http-",
            "adapters/realtime-",
            "adapters/kit-http",
            // Its hosted page is what a real provider would host: a surface of its own, not one of ours.
            "adapters/payment-sandbox",
            "bins/",
        ],
    ),
    (&["socketioxide", "socketioxide-", "engineioxide"], &["adapters/realtime-"]),
    (&["aws-lc-rs", "jsonwebtoken", "argon2", "rand", "getrandom"], &["adapters/crypto"]),
    (&["aws-"], &["adapters/blob-s3"]),
    (&["stripe", "stripe-", "async-stripe", "async-stripe-"], &["adapters/payment-stripe"]),
    (&["redis", "socketioxide-redis"], &["adapters/bus-redis", "adapters/realtime-"]),
    (&["lettre"], &["adapters/mail-smtp"]),
    (&["image", "webp"], &["adapters/picture-"]),
    (&["rust-embed"], &["adapters/http-web"]),
    (&["anyhow", "clap", "figment", "tracing-subscriber"], &["bins/"]),
];

/// Checks where crates live, what they are called and what they use.
#[must_use]
pub fn check_members(members: &[Member]) -> Vec<Violation> {
    let mut found = Vec::new();
    for member in members {
        let Some(room) = Room::at(&member.folder) else {
            found.push(Violation::new(
                "known-room",
                &member.folder,
                "no room of the house has this name: see ARCHITECTURE.md, and tests/architecture/src/room.rs",
            ));
            continue;
        };
        check_name(member, &mut found);
        if !member.inherits_lints {
            found.push(Violation::new("workspace-lints", &member.folder, "needs `[lints] workspace = true`"));
        }
        for used in &member.uses {
            match &used.folder {
                Some(folder) => check_edge(member, &room, used, folder, &mut found),
                None => check_outside(member, &room, used, &mut found),
            }
        }
        if member.folder.starts_with("adapters/storage-") {
            check_context_features(member, &mut found);
        }
    }
    found.sort();
    found
}

fn check_name(member: &Member, found: &mut Vec<Violation>) {
    if let Some(expected) = Room::package(&member.folder)
        && expected != member.package
    {
        let message = format!("the package is called `{}`, but belongs to be `{expected}`", member.package);
        found.push(Violation::new("package-name", &member.folder, message));
    }
}

fn check_edge(member: &Member, room: &Room, used: &Use, folder: &str, found: &mut Vec<Violation>) {
    let builders = used.for_tests && folder == "tests/fixtures" && !matches!(room, Room::Kernel | Room::Domain(_));
    let tried_on = used.for_tests && tries_on_real_peers(room);
    let allowed =
        member.folder == folder || builders || tried_on || Room::at(folder).is_some_and(|other| room.may_use(&other));
    if !allowed {
        found.push(Violation::new("edge", &member.folder, format!("may not use {folder}: {}", room.allowance())));
    }
}

/// An adapter is tried on whatever stands on the other side of it when it runs; what it is built of stays bounded.
const fn tries_on_real_peers(room: &Room) -> bool {
    matches!(room, Room::Driving { .. } | Room::Driven { .. } | Room::Kit { .. })
}

fn check_outside(member: &Member, room: &Room, used: &Use, found: &mut Vec<Violation>) {
    let name = used.package.as_str();
    let list = match room {
        Room::Kernel | Room::Domain(_) => Some(("domain-outside", "a domain", DOMAIN_OUTSIDE)),
        Room::Platform | Room::Ports(_) => Some(("ports-outside", "a driven port", PORTS_OUTSIDE)),
        Room::App(_) => Some(("app-outside", "a use case", APP_OUTSIDE)),
        _ => None,
    };
    if let Some((rule, who, (always, in_tests))) = list {
        let listed = always.contains(&name) || (used.for_tests && in_tests.contains(&name));
        if !listed {
            let message = format!("may not use `{name}`: {who} uses {} from outside", always.join(", "));
            found.push(Violation::new(rule, &member.folder, message));
        } else if name == "mockall" && !used.for_tests && !used.optional {
            let message = "`mockall` must be optional, behind the feature `mock`";
            found.push(Violation::new(rule, &member.folder, message));
        }
    }
    let matches = |pattern: &str, text: &str| {
        if pattern.ends_with(['-', '/']) { text.starts_with(pattern) } else { text == pattern }
    };
    // The first line that names the technology decides: `aws-lc-rs` is not one of `aws-`.
    let home = TECHNOLOGIES.iter().find(|(names, _)| names.iter().any(|pattern| matches(pattern, name)));
    if let Some((_, places)) = home
        && *room != Room::Test
        && !(used.for_tests && tries_on_real_peers(room))
        && !places.iter().any(|place| matches(place, &member.folder))
    {
        let message = format!("may not use `{name}`: it belongs to {}", places.join(", "));
        found.push(Violation::new("technology", &member.folder, message));
    }
}

/// One storage crate serves four services: each builds it with its own context's feature, and gets nothing of others.
fn check_context_features(member: &Member, found: &mut Vec<Violation>) {
    for used in member.uses.iter().filter(|used| !used.for_tests) {
        let Some(Room::Domain(context) | Room::Ports(context)) = used.folder.as_deref().and_then(Room::at) else {
            continue;
        };
        if !used.optional {
            let message = format!("`{}` must be optional, behind the feature `{context}`", used.alias);
            found.push(Violation::new("context-feature", &member.folder, message));
        }
        let switch = format!("dep:{}", used.alias);
        for (feature, turns_on) in &member.features {
            let own = feature == context;
            if CONTEXTS.contains(&feature.as_str()) && !own && turns_on.contains(&switch) {
                let message = format!("the feature `{feature}` turns on `{}` of another context", used.alias);
                found.push(Violation::new("context-feature", &member.folder, message));
            }
        }
    }
}
