//! Words as the index takes them. What somebody typed is only ever data: a quoted string, or a bound pattern.

use std::fmt::Write as _;

/// How the words of a search are looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Match {
    /// An FTS5 expression of the words that the index knows as words, if there are any.
    pub(super) expression: Option<String>,
    /// `LIKE` patterns of the words of scripts that put no spaces between words: parts of a title.
    pub(super) patterns: Vec<String>,
}

impl Match {
    /// All of these words, separated by spaces, the last one perhaps only begun.
    pub(super) fn of(words: &str) -> Self {
        let mut found = Self::default();
        let mut expression = String::new();
        let mut ends_in_prefix = false;
        for word in words.split(' ').filter(|word| !word.is_empty()) {
            ends_in_prefix = !is_part(word);
            if is_part(word) {
                found.patterns.push(pattern(word));
            } else {
                // Writing to a string does not fail.
                let _ = write!(expression, "{}{}", if expression.is_empty() { "" } else { " " }, quoted(word));
            }
        }
        if !expression.is_empty() {
            if ends_in_prefix {
                expression.push('*');
            }
            found.expression = Some(expression);
        }
        found
    }
}

/// A string of the FTS5 query syntax: whatever is in it is no operator.
/// A NUL would end the expression, so it becomes a space.
/// <https://www.sqlite.org/fts5.html#fts5_strings>
pub(super) fn quoted(word: &str) -> String {
    format!("\"{}\"", word.replace('"', "\"\"").replace('\0', " "))
}

/// Whether a word may stand within a longer one: it has letters of a script without spaces, or none at all.
fn is_part(word: &str) -> bool {
    !word.chars().any(char::is_alphanumeric) || word.chars().any(unspaced)
}

fn pattern(word: &str) -> String {
    let text: String = word.chars().filter(|c| !matches!(c, '%' | '_')).collect();
    format!("%{text}%")
}

/// Letters of Thai, Lao, Burmese, Khmer, Chinese and Japanese.
fn unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}')
}

/// A word in lower case without accents, as the index keeps it.
pub(in crate::product) fn fold(word: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    word.nfd().filter(|c| !matches!(c, '\u{300}'..='\u{36f}')).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, expression: Option<&str>, patterns: &[&str]) {
        let expected = Match {
            expression: expression.map(str::to_owned),
            patterns: patterns.iter().map(|&pattern| pattern.to_owned()).collect(),
        };
        assert_eq!(Match::of(words), expected, "{words}");
    }

    #[test]
    fn all_words_must_be_there_and_the_last_may_be_begun() {
        check("red shoe", Some("\"red\" \"shoe\"*"), &[]);
        check("", None, &[]);
    }

    #[test]
    fn operators_are_words() {
        check("red or near", Some("\"red\" \"or\" \"near\"*"), &[]);
        check("a\"b", Some("\"a\"\"b\"*"), &[]);
        check("title:x", Some("\"title:x\"*"), &[]);
    }

    #[test]
    fn scripts_without_spaces_are_looked_for_within_titles() {
        check("手机 case", Some("\"case\"*"), &["%手机%"]);
        check("case 手机", Some("\"case\""), &["%手机%"]);
        check("🎁", None, &["%🎁%"]);
    }

    #[test]
    fn folding_takes_accents_away() {
        assert_eq!(fold("Otoño"), "otono");
        assert_eq!(fold("ĐÈN"), "đen");
    }
}
