//! The checker proves itself: a house with something wrong in it is refused, by the rule that it breaks.

use tradepost_architecture::{CONTEXTS, Member, Room, Use, check_members, check_source, check_top_level};

fn member(folder: &str) -> Member {
    Member {
        package: Room::package(folder).unwrap_or_else(|| "tradepost-unknown".to_owned()),
        folder: folder.to_owned(),
        uses: Vec::new(),
        features: Vec::new(),
        inherits_lints: true,
    }
}

fn inside(folder: &str) -> Use {
    let package = Room::package(folder).unwrap_or_default();
    let alias = package.trim_start_matches("tradepost-").to_owned();
    Use { package, alias, folder: Some(folder.to_owned()), for_tests: false, optional: true }
}

fn outside(package: &str) -> Use {
    Use { package: package.to_owned(), alias: package.to_owned(), folder: None, for_tests: false, optional: false }
}

fn for_tests(used: Use) -> Use {
    Use { for_tests: true, ..used }
}

fn check(folder: &str, used: Use) -> Vec<String> {
    let house = [Member { uses: vec![used], ..member(folder) }];
    check_members(&house).iter().map(ToString::to_string).collect()
}

#[track_caller]
fn allowed(folder: &str, used: Use) {
    let name = used.folder.clone().unwrap_or_else(|| used.package.clone());
    assert_eq!(check(folder, used), Vec::<String>::new(), "{folder} -> {name}");
}

#[track_caller]
fn refused(folder: &str, used: Use, message: &str) {
    assert_eq!(check(folder, used), [message]);
}

#[test]
fn the_edges_of_the_table_are_allowed() {
    for (from, to) in [
        ("domain/order", "domain/kernel"),
        ("ports/platform", "domain/kernel"),
        ("ports/order", "domain/order"),
        ("ports/order", "ports/platform"),
        ("ports/order-app", "domain/order"),
        ("ports/order-app", "ports/order"),
        ("ports/order-app", "ports/platform"),
        ("adapters/http-order", "ports/order-app"),
        ("adapters/http-order", "domain/order"),
        ("adapters/http-order", "adapters/kit-http"),
        ("adapters/realtime-socketio", "ports/notification"),
        ("adapters/worker", "ports/product-app"),
        ("adapters/worker", "adapters/kit-events"),
        ("adapters/goods-exchange", "ports/product-app"),
        ("adapters/demo-goods", "ports/user-app"),
        ("adapters/storage-sqlite", "ports/order"),
        ("adapters/storage-sqlite", "adapters/kit-events"),
        ("adapters/payment-sandbox", "ports/order"),
        ("adapters/client-inprocess", "ports/product-app"),
        ("adapters/client-inprocess", "ports/order"),
        ("adapters/kit-events", "domain/order"),
        ("adapters/kit-http", "ports/platform"),
        ("bins/tradepost", "adapters/storage-sqlite"),
        ("bins/order-service", "bins/runtime"),
        ("tests/integration", "bins/tradepost"),
    ] {
        allowed(from, inside(to));
    }
    allowed("ports/order-app", for_tests(inside("tests/fixtures")));
}

#[test]
fn an_edge_that_is_not_in_the_table_is_refused() {
    let domain = "a domain uses the kernel alone";
    let ports = "driven ports use their own domain, the kernel and the platform's ports";
    let app = "use cases use their own domain and ports, the kernel and the platform's ports";
    let driving = "a driving adapter uses the use cases and domains of its contexts, the platform's ports and kits";
    let driven = "a driven adapter uses the ports and domains of its contexts, the platform's ports and kits";
    for (from, to, allowance) in [
        ("domain/kernel", "domain/order", "the kernel uses no crate of the house"),
        ("domain/order", "domain/product", domain),
        ("domain/order", "ports/platform", domain),
        ("domain/order", "adapters/kit-events", domain),
        ("ports/platform", "domain/order", "the platform's ports use the kernel alone"),
        ("ports/order", "domain/product", ports),
        ("ports/order", "ports/product", ports),
        ("ports/order", "ports/order-app", ports),
        ("ports/order-app", "ports/product-app", app),
        ("ports/order-app", "ports/user", app),
        ("ports/order-app", "adapters/storage-sqlite", app),
        ("adapters/http-order", "ports/product-app", driving),
        ("adapters/http-order", "ports/order", driving),
        ("adapters/http-order", "adapters/storage-sqlite", driving),
        ("adapters/http-order", "adapters/http-user", driving),
        ("adapters/http-web", "ports/user-app", driving),
        ("adapters/goods-exchange", "ports/order-app", driving),
        ("adapters/worker", "ports/order", driving),
        ("adapters/storage-sqlite", "ports/order-app", driven),
        ("adapters/storage-sqlite", "adapters/crypto", driven),
        ("adapters/payment-sandbox", "domain/product", driven),
        ("adapters/blob-fs", "ports/product", driven),
        (
            "adapters/client-inprocess",
            "adapters/storage-sqlite",
            "a client uses ports and domains, the use cases that it asks, the platform's ports and kits",
        ),
        ("adapters/kit-http", "domain/order", "a kit uses the kernel, the platform's ports and kits"),
        ("adapters/kit-events", "ports/order", "kit-events uses domains, the kernel, the platform's ports and kits"),
        ("adapters/worker", "bins/runtime", driving),
        ("bins/tradepost", "tests/fixtures", "a binary uses everything but the tests"),
        ("domain/order", "tests/fixtures", domain),
    ] {
        refused(from, inside(to), &format!("[edge] {from}: may not use {to}: {allowance}"));
    }
}

#[test]
fn only_an_adapter_is_tried_on_its_real_peers() {
    allowed("adapters/http-order", for_tests(inside("adapters/storage-sqlite")));
    assert_eq!(check("adapters/http-order", inside("adapters/storage-sqlite")).len(), 1);
    assert_eq!(check("ports/order-app", for_tests(inside("adapters/storage-sqlite"))).len(), 1);
    assert_eq!(check("domain/order", for_tests(inside("tests/fixtures"))).len(), 1);
}

#[test]
fn contexts_never_use_each_other() {
    for &own in CONTEXTS {
        for &other in CONTEXTS.iter().filter(|&&other| other != own) {
            for from in [
                format!("domain/{own}"),
                format!("ports/{own}"),
                format!("ports/{own}-app"),
                format!("adapters/http-{own}"),
            ] {
                for to in [format!("domain/{other}"), format!("ports/{other}"), format!("ports/{other}-app")] {
                    assert_eq!(check(&from, inside(&to)).len(), 1, "{from} -> {to}");
                }
            }
        }
    }
}

#[test]
fn domains_and_ports_use_only_listed_crates_from_outside() {
    allowed("domain/order", outside("thiserror"));
    allowed("domain/order", for_tests(outside("proptest")));
    allowed("ports/order", Use { optional: true, ..outside("mockall") });
    allowed("ports/order-app", for_tests(outside("tokio")));
    refused(
        "domain/order",
        outside("serde"),
        "[domain-outside] domain/order: may not use `serde`: a domain uses thiserror, time, uuid from outside",
    );
    refused(
        "domain/kernel",
        outside("proptest"),
        "[domain-outside] domain/kernel: may not use `proptest`: a domain uses thiserror, time, uuid from outside",
    );
    refused(
        "ports/platform",
        outside("tokio"),
        "[ports-outside] ports/platform: may not use `tokio`: a driven port uses async-trait, mockall, thiserror from outside",
    );
    refused(
        "ports/order",
        outside("mockall"),
        "[ports-outside] ports/order: `mockall` must be optional, behind the feature `mock`",
    );
    refused(
        "ports/order-app",
        outside("serde_json"),
        "[app-outside] ports/order-app: may not use `serde_json`: a use case uses async-trait, thiserror, tracing from outside",
    );
}

#[test]
fn a_technology_stays_at_home() {
    for (folder, technology) in [
        ("adapters/storage-sqlite", "sqlx"),
        ("adapters/http-order", "axum"),
        ("adapters/realtime-socketio", "axum"),
        ("adapters/kit-http", "axum-extra"),
        ("adapters/payment-sandbox", "axum"),
        ("bins/runtime", "utoipa-axum"),
        ("adapters/blob-s3", "aws-sdk-s3"),
        ("adapters/crypto", "aws-lc-rs"),
        ("adapters/payment-stripe", "async-stripe-checkout"),
        ("bins/tradepost", "anyhow"),
        ("tests/integration", "jsonwebtoken"),
    ] {
        allowed(folder, outside(technology));
    }
    for (folder, technology, home) in [
        ("adapters/payment-sandbox", "sqlx", "adapters/storage-"),
        ("bins/tradepost", "sqlx", "adapters/storage-"),
        ("adapters/blob-fs", "aws-sdk-s3", "adapters/blob-s3"),
        ("adapters/blob-s3", "aws-lc-rs", "adapters/crypto"),
        ("adapters/payment-sandbox", "stripe", "adapters/payment-stripe"),
        ("adapters/payment-sandbox", "async-stripe", "adapters/payment-stripe"),
        ("adapters/worker", "anyhow", "bins/"),
        ("adapters/http-order", "rand", "adapters/crypto"),
    ] {
        let message = format!("[technology] {folder}: may not use `{technology}`: it belongs to {home}");
        refused(folder, outside(technology), &message);
    }
    assert_eq!(check("adapters/worker", outside("axum")).len(), 1);
    assert_eq!(check("ports/order-app", for_tests(outside("axum"))).len(), 2);
    allowed("adapters/payment-stripe", for_tests(outside("axum")));
}

#[test]
fn a_crate_in_no_room_is_refused() {
    for folder in [
        "domain/payment",
        "ports/orders",
        "adapters/order-http",
        "adapters/storage-",
        "bins/shop",
        "tests/misc",
        "crates/x",
        "x",
    ] {
        let found = check_members(&[member(folder)]);
        assert_eq!(found.len(), 1, "{folder}");
        assert_eq!((found[0].rule, found[0].place.as_str()), ("known-room", folder));
    }
}

#[test]
fn a_crate_has_the_name_of_its_room() {
    let wrong = Member { package: "tradepost-order".to_owned(), ..member("ports/order") };
    let message = "[package-name] ports/order: the package is called `tradepost-order`, but belongs to be `tradepost-order-ports`";
    assert_eq!(check_members(&[wrong]).iter().map(ToString::to_string).collect::<Vec<_>>(), [message]);
}

#[test]
fn a_crate_without_the_workspaces_lints_is_refused() {
    let wrong = Member { inherits_lints: false, ..member("domain/order") };
    let message = "[workspace-lints] domain/order: needs `[lints] workspace = true`";
    assert_eq!(check_members(&[wrong]).iter().map(ToString::to_string).collect::<Vec<_>>(), [message]);
}

#[test]
fn a_storage_crate_has_each_context_behind_its_own_feature() {
    let order = inside("domain/order");
    let feature = |name: &str| (name.to_owned(), vec!["dep:order".to_owned()]);
    let storage = |used: &Use, name: &str| Member {
        uses: vec![used.clone()],
        features: vec![feature(name)],
        ..member("adapters/storage-sqlite")
    };
    assert_eq!(check_members(&[storage(&order, "order")]), []);
    let found = |house: Member| check_members(&[house]).iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(
        found(storage(&order, "user")),
        ["[context-feature] adapters/storage-sqlite: the feature `user` turns on `order` of another context"]
    );
    let always = Use { optional: false, ..order };
    assert_eq!(
        found(storage(&always, "order")),
        ["[context-feature] adapters/storage-sqlite: `order` must be optional, behind the feature `order`"]
    );
}

#[test]
fn the_top_level_is_fixed() {
    assert_eq!(check_top_level(["domain", "Cargo.toml", "README.md"]), []);
    let found = check_top_level(["domain", "crates", "notes.txt"]);
    assert_eq!(
        found.iter().map(|violation| (violation.rule, violation.place.as_str())).collect::<Vec<_>>(),
        [("top-level", "crates"), ("top-level", "notes.txt")]
    );
}

#[track_caller]
fn rules_broken_by(path: &str, text: &str, expected: &[(&str, &str)]) {
    let found = check_source(path, text);
    let found: Vec<(&str, &str)> = found.iter().map(|violation| (violation.rule, violation.place.as_str())).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn a_main_longer_than_a_screen_is_refused() {
    rules_broken_by("bins/x/src/main.rs", &"\n".repeat(80), &[]);
    rules_broken_by("bins/x/src/main.rs", &"\n".repeat(81), &[("main-is-wiring", "bins/x/src/main.rs")]);
    rules_broken_by("bins/x/src/domain.rs", &"\n".repeat(81), &[]);
}

#[test]
fn a_file_that_does_not_fit_in_the_head_is_refused() {
    rules_broken_by("a.rs", &"\n".repeat(600), &[]);
    rules_broken_by("a.rs", &"\n".repeat(601), &[("file-length", "a.rs")]);
    rules_broken_by("a.rs", &format!("// @generated\n{}", "\n".repeat(601)), &[]);
}

#[test]
fn stubs_are_refused_but_not_words_about_them() {
    rules_broken_by("a.rs", "fn f() {\n    todo!()\n}", &[("no-stub", "a.rs:2")]);
    rules_broken_by("a.rs", "fn f() { std::unimplemented!(\"later\") }", &[("no-stub", "a.rs:1")]);
    for text in [
        "// todo!()",
        "/* a /* nested */ todo!() */",
        "const A: &str = \"todo!()\";",
        "const A: &str = \"\\\"todo!()\";",
        "const A: &str = r#\"\"todo!()\"#;",
        "const A: &[u8] = br\"todo!()\";",
        "fn a() { my_todo!() }",
    ] {
        rules_broken_by("a.rs", text, &[]);
    }
    for text in [
        "const A: char = '\"'; fn f() { todo!() }",
        "const A: char = '\\''; fn f() { todo!() }",
        "fn f<'a>() { todo!() }",
        "fn f() { r\"\"; todo!() }",
    ] {
        rules_broken_by("a.rs", text, &[("no-stub", "a.rs:1")]);
    }
}

#[test]
fn an_exception_without_a_reason_is_refused() {
    let rule = "reason-for-exception";
    rules_broken_by("a.rs", "#[allow(dead_code)]", &[(rule, "a.rs:1")]);
    rules_broken_by("a.rs", "\n#![allow(dead_code)]", &[(rule, "a.rs:2")]);
    rules_broken_by("a.rs", "#[expect(\n    clippy::panic,\n)]", &[(rule, "a.rs:1")]);
    rules_broken_by("a.rs", "#[cfg_attr(test, allow(dead_code))]", &[(rule, "a.rs:1")]);
    rules_broken_by("a.rs", "#[allow(dead_code)] // reason = \"x\"", &[(rule, "a.rs:1")]);
    rules_broken_by("a.rs", "#[allow(\n    dead_code,\n    reason = \"read by the debugger [only]\"\n)]", &[]);
    rules_broken_by("a.rs", "fn f() { value.expect(\"there\"); allow(1); }", &[]);
    rules_broken_by("a.rs", "#[test]\nfn f() { allow(1); }", &[]);
}
