//! Text as listings have it: with stray control characters and white space.

/// One line: control characters and runs of white space become one space.
pub(super) fn line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Several lines: control characters other than line breaks and tabs vanish, lines end in `\n`.
pub(super) fn prose(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text: String = text.chars().filter(|&c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stray_characters_are_cleaned_away() {
        assert_eq!(line("  Taza\t esmaltada\u{0}\n350 ml "), "Taza esmaltada 350 ml");
        assert_eq!(line("\u{7}\n"), "");
        assert_eq!(prose(" a\r\n\u{1b}b\rc\td\u{0} \n"), "a\nb\nc\td");
    }
}
