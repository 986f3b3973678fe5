//! The rules over files: what lies at the top, how long a file is, what its text may not hold.

use crate::Violation;

/// What lies at the top of the repository, beside what git ignores.
const TOP_LEVEL: &[&str] = &[
    // The house.
    "adapters",
    "bins",
    "deploy",
    "domain",
    "frontend",
    "ports",
    "tests",
    // What describes it.
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    // What builds and checks it.
    ".cargo",
    ".ci",
    ".config",
    ".dockerignore",
    ".editorconfig",
    ".env.example",
    ".gitattributes",
    ".github",
    ".gitignore",
    "Cargo.lock",
    "Cargo.toml",
    "Makefile",
    "clippy.toml",
    "deny.toml",
    "rust-toolchain.toml",
    "rustfmt.toml",
];

/// A `main.rs` is one screen.
const MAIN_LINES: usize = 80;
/// More does not fit in the head.
const FILE_LINES: usize = 600;

/// Checks the names of what lies at the top of the repository.
#[must_use]
pub fn check_top_level<'a>(entries: impl IntoIterator<Item = &'a str>) -> Vec<Violation> {
    let mut found: Vec<Violation> = entries
        .into_iter()
        .filter(|entry| !TOP_LEVEL.contains(entry))
        .map(|entry| Violation::new("top-level", entry, "the top of the repository holds only fixed entries"))
        .collect();
    found.sort();
    found
}

/// Checks the text of a Rust file. A file whose first line says `@generated` may be as long as it likes.
#[must_use]
pub fn check_source(path: &str, text: &str) -> Vec<Violation> {
    let mut found = Vec::new();
    let lines = text.lines().count();
    let is_main = path.ends_with("/main.rs");
    if is_main && lines > MAIN_LINES {
        let message = format!("{lines} lines: wiring fits on a screen of {MAIN_LINES}");
        found.push(Violation::new("main-is-wiring", path, message));
    }
    let generated = text.lines().next().is_some_and(|line| line.contains("@generated"));
    if !generated && lines > FILE_LINES {
        let message = format!("{lines} lines, of {FILE_LINES} at most: let its parts become files");
        found.push(Violation::new("file-length", path, message));
    }
    let code = code_of(text);
    for stub in ["todo!", "unimplemented!"] {
        for at in occurrences(&code, stub) {
            found.push(Violation::new("no-stub", format!("{path}:{}", line_of(&code, at)), format!("has a `{stub}`")));
        }
    }
    for word in ["allow(", "expect("] {
        for at in occurrences(&code, word) {
            if let Some(attribute) = attribute_around(&code, at)
                && !has_reason(attribute)
            {
                let place = format!("{path}:{}", line_of(&code, at));
                let message = format!("`{word}…)` without `reason = \"…\"`");
                found.push(Violation::new("reason-for-exception", place, message));
            }
        }
    }
    found
}

/// Where a name that is not the end of a longer one occurs.
fn occurrences<'a>(code: &'a str, name: &'a str) -> impl Iterator<Item = usize> + 'a {
    code.match_indices(name).map(|(at, _)| at).filter(|&at| {
        !code[..at].chars().next_back().is_some_and(|before| before.is_alphanumeric() || before == '_' || before == '.')
    })
}

fn line_of(code: &str, at: usize) -> usize {
    code[..at].matches('\n').count() + 1
}

/// The attribute that a position lies in, from its opening bracket to its closing one.
fn attribute_around(code: &str, at: usize) -> Option<&str> {
    let opening = code[..at].rfind("#[").max(code[..at].rfind("#!["))?;
    let from = opening + code[opening..].find('[')?;
    let mut depth = 0_usize;
    for (offset, letter) in code[from..].char_indices() {
        match letter {
            '[' => depth += 1,
            ']' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            let end = from + offset;
            return (at < end).then(|| &code[from..end]);
        }
    }
    None
}

fn has_reason(attribute: &str) -> bool {
    attribute
        .split([',', '('])
        .any(|part| part.trim_start().strip_prefix("reason").is_some_and(|rest| rest.trim_start().starts_with('=')))
}

/// The text with comments and the insides of literals blanked out: same length in characters, same lines.
fn code_of(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut code = String::with_capacity(text.len());
    let mut at = 0;
    while at < letters.len() {
        let end = skipped_until(&letters, at);
        if end == at {
            code.push(letters[at]);
            at += 1;
        } else {
            code.extend(letters[at..end].iter().map(|&letter| if letter == '\n' { '\n' } else { ' ' }));
            at = end;
        }
    }
    code
}

/// The end of the comment or literal that begins at a position; the position itself when none does.
fn skipped_until(letters: &[char], at: usize) -> usize {
    let next = |offset: usize| letters.get(at + offset).copied();
    match letters[at] {
        '/' if next(1) == Some('/') => end_of_line(letters, at),
        '/' if next(1) == Some('*') => end_of_block_comment(letters, at),
        '"' => end_of_string(letters, at),
        'r' if !is_within_name(letters, at) => end_of_raw_string(letters, at).unwrap_or(at),
        // A lifetime has no second quote; a character has it after one letter or an escape.
        '\'' if next(1) == Some('\\') => letters
            .iter()
            .skip(at + 3)
            .position(|&letter| letter == '\'')
            .map_or(letters.len(), |offset| at + 4 + offset),
        '\'' if next(2) == Some('\'') => at + 3,
        _ => at,
    }
}

fn is_within_name(letters: &[char], at: usize) -> bool {
    // `br"…"` and `cr"…"` begin a raw string, too.
    let before = at.checked_sub(1).map(|before| letters[before]);
    let earlier = at.checked_sub(2).map(|before| letters[before]);
    let in_name = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
    if matches!(before, Some('b' | 'c')) { in_name(earlier) } else { in_name(before) }
}

fn end_of_line(letters: &[char], at: usize) -> usize {
    letters[at..].iter().position(|&letter| letter == '\n').map_or(letters.len(), |offset| at + offset)
}

fn end_of_block_comment(letters: &[char], at: usize) -> usize {
    let mut depth = 0_usize;
    let mut here = at;
    while here + 1 < letters.len() {
        match (letters[here], letters[here + 1]) {
            ('/', '*') => depth += 1,
            ('*', '/') => depth -= 1,
            _ => {
                here += 1;
                continue;
            }
        }
        here += 2;
        if depth == 0 {
            return here;
        }
    }
    letters.len()
}

fn end_of_string(letters: &[char], at: usize) -> usize {
    let mut here = at + 1;
    while here < letters.len() {
        match letters[here] {
            '\\' => here += 2,
            '"' => return here + 1,
            _ => here += 1,
        }
    }
    letters.len()
}

fn end_of_raw_string(letters: &[char], at: usize) -> Option<usize> {
    let hashes = letters[at + 1..].iter().take_while(|&&letter| letter == '#').count();
    let opening = at + 1 + hashes;
    if letters.get(opening) != Some(&'"') {
        return None;
    }
    let closes = |quote: usize| {
        letters[quote] == '"'
            && letters.len() > quote + hashes
            && letters[quote + 1..=quote + hashes].iter().all(|&letter| letter == '#')
    };
    Some((opening + 1..letters.len()).find(|&quote| closes(quote)).map_or(letters.len(), |quote| quote + hashes + 1))
}
