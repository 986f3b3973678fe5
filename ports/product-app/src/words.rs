//! What somebody types into the search field.

use kernel::TextError;

/// The longest text that is looked for.
const MAX_CHARACTERS: usize = 200;
/// The most words that are looked for; what follows is left out.
const MAX_WORDS: usize = 10;
/// The longest word that is looked for; what follows is left out.
const MAX_WORD: usize = 40;

/// The words in lower case with single spaces between; `None` when there are none. What is neither a letter nor a digit
/// nor a symbol ends a word, so no syntax of any search engine is left.
///
/// # Errors
/// [`TextError`] when the text is too long or holds a control character.
pub(crate) fn normalise(text: &str) -> Result<Option<String>, TextError> {
    if text.len() > MAX_CHARACTERS * 4 || text.chars().count() > MAX_CHARACTERS {
        return Err(TextError::TooLong { max: MAX_CHARACTERS });
    }
    if text.chars().any(|c| c.is_control() && !c.is_whitespace()) {
        return Err(TextError::ControlCharacter);
    }
    let lower: String = text.chars().flat_map(char::to_lowercase).collect();
    let words: Vec<String> = lower
        .split(|c: char| !in_word(c))
        .filter(|word| !word.is_empty())
        .take(MAX_WORDS)
        .map(|word| word.chars().take(MAX_WORD).collect())
        .collect();
    Ok((!words.is_empty()).then(|| words.join(" ")))
}

/// Letters and digits, the marks that go with them, and pictograms: goods are sold by them, too.
fn in_word(c: char) -> bool {
    let mark_or_symbol = !c.is_ascii()
        && !c.is_whitespace()
        && !matches!(c, '\u{80}'..='\u{bf}' | '\u{2000}'..='\u{2bff}' | '\u{3000}'..='\u{303f}' | '\u{fe00}'..='\u{fe6f}')
        && !matches!(c, '\u{ff00}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}');
    c.is_alphanumeric() || mark_or_symbol
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, words: Option<&str>) {
        assert_eq!(normalise(text), Ok(words.map(str::to_owned)), "{text}");
    }

    #[test]
    fn words_lose_case_and_syntax() {
        check("  Red   SHOES ", Some("red shoes"));
        check("T-Shirt", Some("t shirt"));
        check("\"red\" OR NEAR(a, b) title:x* ^y", Some("red or near a b title x y"));
        check("'; drop table products; --", Some("drop table products"));
        check("*\"()-", None);
        check("", None);
    }

    #[test]
    fn scripts_without_spaces_and_pictograms_are_words() {
        check("手机，保护壳", Some("手机 保护壳"));
        check("เสื้อผ้า", Some("เสื้อผ้า"));
        check("🎁 Gift", Some("🎁 gift"));
    }

    #[test]
    fn length_and_number_are_bounded() {
        assert_eq!(normalise(&"a".repeat(201)), Err(TextError::TooLong { max: 200 }));
        check(&"a".repeat(200), Some(&"a".repeat(40)));
        check(&"a ".repeat(100), Some("a a a a a a a a a a"));
        assert_eq!(normalise("a\0b"), Err(TextError::ControlCharacter));
    }
}
