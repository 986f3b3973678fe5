use kernel::{Currency, Money, PaymentId, Uuid};

use super::*;
use crate::record::{Line, Reference};

fn at(millis: i64) -> Timestamp {
    Timestamp::from_unix_millis(millis).unwrap()
}

const NOON: i64 = 1_767_268_800_000;

fn usd(minor: i64) -> Money {
    Money::new(minor, Currency::USD)
}

fn sample() -> Payment {
    Payment {
        reference: Reference("sbx_1".to_owned()),
        id: PaymentId::from_uuid(Uuid::from_u128(1)),
        amount: usd(2500),
        lines: vec![
            Line { label: "2 × Red shoes".to_owned(), amount: usd(2000) },
            Line { label: "Shipping".to_owned(), amount: usd(500) },
        ],
        return_url: "/checkout/chk_1/result".to_owned(),
        opened_at: at(NOON),
        expires_at: at(NOON + 15 * 60_000),
        state: State::Open,
        behaviour: Behaviour::default(),
    }
}

fn drawn(payment: &Payment, now: i64) -> String {
    super::payment("Tradepost", payment, "/sandbox/payments/sbx_1", true, at(now))
}

#[track_caller]
fn shows(page: &str, parts: &[&str]) {
    for part in parts {
        assert!(page.contains(part), "{part} is missing in {page}");
    }
}

#[test]
fn an_open_payment_shows_what_is_paid_and_until_when() {
    shows(
        &drawn(&sample(), NOON),
        &[
            "<h1>Pay Tradepost</h1>",
            "<p class=\"amount\">25.00 USD</p>",
            "<th scope=\"row\">2 × Red shoes</th><td>20.00 USD</td>",
            "<th scope=\"row\">Shipping</th><td>5.00 USD</td>",
            "Pay within 15 minutes, until <time datetime=\"2026-01-01T12:15:00.000Z\">2026-01-01 12:15 UTC</time>",
            "<form method=\"post\" action=\"/sandbox/payments/sbx_1/approve\">",
            "formaction=\"/sandbox/payments/sbx_1/decline\"",
            "formaction=\"/sandbox/payments/sbx_1/timeout\"",
        ],
    );
    shows(&drawn(&sample(), NOON + 14 * 60_000 + 1), &["Pay within 1 minute,"]);
}

#[test]
fn a_payment_that_ended_shows_so_and_has_no_form() {
    for (state, sentence) in [
        (State::Captured { at: at(NOON) }, "was approved"),
        (State::Declined { at: at(NOON) }, "was declined"),
        (State::Expired { at: at(NOON) }, "has expired"),
        (State::Cancelled { at: at(NOON) }, "has cancelled"),
    ] {
        let page = drawn(&Payment { state, ..sample() }, NOON);
        shows(&page, &[sentence, "href=\"/checkout/chk_1/result\""]);
        assert!(!page.contains("<form"), "{page}");
    }
    let late = drawn(&sample(), NOON + 15 * 60_000);
    shows(&late, &["has expired"]);
    assert!(!late.contains("<form"), "{late}");
}

#[test]
fn text_from_elsewhere_cannot_become_markup() {
    let evil = "<script>\"'&</script>";
    let payment = Payment {
        lines: vec![Line { label: evil.to_owned(), amount: usd(1) }],
        return_url: "/\"><script>".to_owned(),
        ..sample()
    };
    let escaped = "&lt;script&gt;&quot;&#39;&amp;&lt;/script&gt;";
    let page = super::payment(evil, &payment, "/sandbox/\"><script>", true, at(NOON));
    shows(
        &page,
        &[
            &format!("<h1>Pay {escaped}</h1>"),
            &format!("<th scope=\"row\">{escaped}</th>"),
            &format!("<title>Pay {escaped} ·"),
        ],
    );
    let ended =
        super::payment(evil, &Payment { state: State::Declined { at: at(NOON) }, ..payment }, "/", true, at(NOON));
    shows(&ended, &["href=\"/&quot;&gt;&lt;script&gt;\""]);
    for page in [page, ended, message(evil, evil)] {
        assert!(!page.contains("<script"), "{page}");
    }
}

#[test]
fn the_chosen_behaviour_is_selected() {
    let payment = Payment { behaviour: Behaviour { delay_ms: 10_000, copies: 2, reversed: true }, ..sample() };
    shows(
        &drawn(&payment, NOON),
        &["<option value=\"10000\" selected>", "<option value=\"2\" selected>", "<option value=\"reversed\" selected>"],
    );
    let unusual = Payment { behaviour: Behaviour { delay_ms: 1234, copies: 7, reversed: false }, ..sample() };
    shows(&drawn(&unusual, NOON), &["<option value=\"1234\" selected>", "<option value=\"7\" selected>"]);
}

#[test]
fn the_policy_allows_this_style_and_the_way_back_alone() {
    let style = STANDARD.encode(Sha256::digest(STYLE.as_bytes()));
    assert!(drawn(&sample(), NOON).contains(&format!("<style>{STYLE}</style>")));
    for (return_url, back) in [
        (Some("/checkout/chk_1/result"), ""),
        (Some("http://127.0.0.1:5173/checkout/chk_1/result"), " http://127.0.0.1:5173"),
        (Some("https://shop.example?x"), " https://shop.example"),
        (Some("https://shop.example; script-src *"), ""),
        (Some("https://"), ""),
        (None, ""),
    ] {
        assert_eq!(
            policy(return_url),
            format!(
                "default-src 'none'; style-src 'sha256-{style}'; form-action 'self'{back}; base-uri 'none'; frame-ancestors 'none'"
            ),
            "{return_url:?}"
        );
    }
}
