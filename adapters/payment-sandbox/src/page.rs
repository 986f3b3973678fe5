//! The hosted page, drawn on the server and whole without scripts.

use std::fmt::{self, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use kernel::Timestamp;
use sha2::{Digest, Sha256};

use crate::record::{Behaviour, Payment, State};

const STYLE: &str = include_str!("page.css");

/// Text as HTML text or as the value of a quoted attribute.
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for letter in self.0.chars() {
            match letter {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                letter => f.write_char(letter)?,
            }
        }
        Ok(())
    }
}

/// The policy of a page whose forms end at `return_url`: its one style by its hash, no script, no frame. The way back
/// is named since browsers hold the redirect after a form to this, too.
pub(crate) fn policy(return_url: Option<&str>) -> String {
    let style = STANDARD.encode(Sha256::digest(STYLE));
    let back = return_url.and_then(origin).map(|origin| format!(" {origin}")).unwrap_or_default();
    format!(
        "default-src 'none'; style-src 'sha256-{style}'; form-action 'self'{back}; base-uri 'none'; \
         frame-ancestors 'none'"
    )
}

/// Scheme, host and port of an absolute address, when nothing in them could end the policy's entry.
fn origin(url: &str) -> Option<&str> {
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let end = host.find(['/', '?', '#']).unwrap_or(host.len());
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | ':' | '[' | ']');
    let (host, before) = (&host[..end], url.len() - host.len());
    (!host.is_empty() && host.chars().all(plain)).then(|| &url[..before + end])
}

/// The page of a payment, at the address `page`. `choices` offers to have webhooks misbehave.
pub(crate) fn payment(merchant: &str, payment: &Payment, page: &str, choices: bool, now: Timestamp) -> String {
    let state = if payment.expires_at <= now && payment.state == State::Open {
        State::Expired { at: payment.expires_at }
    } else {
        payment.state
    };
    let mut main = String::new();
    let _ = write!(
        main,
        "<h1>Pay {}</h1>\n<p class=\"amount\">{}</p>\n",
        Escaped(merchant),
        Escaped(&payment.amount.to_string())
    );
    match state {
        State::Open => open(&mut main, payment, page, choices, now),
        State::Captured { .. } => ended(&mut main, payment, "This payment was approved."),
        State::Declined { .. } => ended(&mut main, payment, "This payment was declined. Nothing was taken."),
        State::Expired { .. } => ended(&mut main, payment, "This payment has expired. Nothing was taken."),
        State::Cancelled { .. } => ended(&mut main, payment, "The shop has cancelled this payment. Nothing was taken."),
    }
    document(&format!("Pay {merchant}"), &main)
}

fn open(main: &mut String, payment: &Payment, page: &str, choices: bool, now: Timestamp) {
    let until = payment.expires_at.to_string();
    let left = payment.expires_at.since(now).as_secs().div_ceil(60);
    let unit = if left == 1 { "minute" } else { "minutes" };
    let _ = writeln!(
        main,
        "<p class=\"until\">Pay within {left} {unit}, until <time datetime=\"{until}\">{} UTC</time>.</p>",
        until.get(..16).unwrap_or(&until).replace('T', " "),
    );
    lines(main, payment);
    let page = Escaped(page);
    let _ = write!(
        main,
        "<form method=\"post\" action=\"{page}/approve\">\n\
         <button class=\"go\" type=\"submit\">Approve</button>\n\
         <button type=\"submit\" formaction=\"{page}/decline\">Decline</button>\n\
         <button class=\"quiet\" type=\"submit\" formaction=\"{page}/timeout\">Let it time out</button>\n"
    );
    if choices {
        main.push_str("<details>\n<summary>How the shop is told</summary>\n");
        behaviour(main, payment.behaviour);
        main.push_str("</details>\n");
    }
    main.push_str("</form>\n");
}

fn lines(main: &mut String, payment: &Payment) {
    if payment.lines.is_empty() {
        return;
    }
    main.push_str("<table>\n<tbody>\n");
    for line in &payment.lines {
        let amount = line.amount.to_string();
        let _ = writeln!(main, "<tr><th scope=\"row\">{}</th><td>{}</td></tr>", Escaped(&line.label), Escaped(&amount));
    }
    let total = payment.amount.to_string();
    let _ = write!(
        main,
        "</tbody>\n<tfoot>\n<tr><th scope=\"row\">Total</th><td>{}</td></tr>\n</tfoot>\n</table>\n",
        Escaped(&total)
    );
}

fn behaviour(main: &mut String, chosen: Behaviour) {
    let delays = [(0, "at once"), (2_000, "2 seconds late"), (10_000, "10 seconds late"), (60_000, "a minute late")];
    select(main, "When", "delay_ms", &delays.map(|(ms, label)| (ms.to_string(), label)), &chosen.delay_ms.to_string());
    let copies = [(1, "once"), (2, "twice"), (3, "three times")];
    select(main, "How often", "copies", &copies.map(|(n, label)| (n.to_string(), label)), &chosen.copies.to_string());
    let orders = [("as_happened", "as it happened"), ("reversed", "reversed")];
    let order = if chosen.reversed { "reversed" } else { "as_happened" };
    select(main, "In which order", "order", &orders.map(|(value, label)| (value.to_owned(), label)), order);
}

fn select(main: &mut String, label: &str, name: &str, options: &[(String, &str)], chosen: &str) {
    let _ = write!(main, "<label>{label} <select name=\"{name}\">");
    // What was set by other means stays as it is unless the shopper chooses.
    if !options.iter().any(|(value, _)| value == chosen) {
        let _ = write!(main, "<option value=\"{0}\" selected>{0}</option>", Escaped(chosen));
    }
    for (value, label) in options {
        let selected = if value == chosen { " selected" } else { "" };
        let _ = write!(main, "<option value=\"{value}\"{selected}>{label}</option>");
    }
    main.push_str("</select></label>\n");
}

fn ended(main: &mut String, payment: &Payment, sentence: &str) {
    let back = Escaped(&payment.return_url);
    let _ = write!(
        main,
        "<p class=\"until\" role=\"status\">{sentence}</p>\n<a class=\"button go\" href=\"{back}\">Back to the shop</a>\n"
    );
}

/// A page that says what is wrong.
pub(crate) fn message(title: &str, sentence: &str) -> String {
    document(
        title,
        &format!("<h1>{}</h1>\n<p class=\"until\" role=\"alert\">{}</p>\n", Escaped(title), Escaped(sentence)),
    )
}

fn document(title: &str, main: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"robots\" content=\"noindex\">\n\
         <title>{} · payment sandbox</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n\
         <span class=\"badge\">Sandbox</span>\n{main}\
         <p class=\"note\">A stand-in for a payment provider: no money moves, and no card is asked for.</p>\n\
         </main>\n</body>\n</html>\n",
        Escaped(title)
    )
}

#[cfg(test)]
mod tests;
