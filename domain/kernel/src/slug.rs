//! The readable part of an address.

use std::fmt;

use thiserror::Error;

/// The readable part of a web address: 1 to 100 of `a-z0-9-`, no dash at either end, none doubled.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(Box<str>);

/// Why a text is not a slug.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SlugError {
    /// The text breaks the rule in [`Slug`]'s description.
    #[error("must be 1 to 100 lower-case letters, digits and single dashes")]
    Malformed,
}

impl SlugError {
    /// A stable code for machines.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "invalid_slug"
    }
}

impl Slug {
    /// The most characters a slug has.
    pub const MAX: usize = 100;

    /// Takes a text that is a slug already.
    ///
    /// # Errors
    /// [`SlugError::Malformed`] when it is not.
    pub fn new(text: &str) -> Result<Self, SlugError> {
        let word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        if text.len() <= Self::MAX && text.split('-').all(word) {
            Ok(Self(text.into()))
        } else {
            Err(SlugError::Malformed)
        }
    }

    /// Makes a slug of any text: Latin letters lose their accents, all that is no letter or digit becomes a dash.
    /// `None` when nothing is left, as for a title in Thai.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let mut slug = String::with_capacity(text.len().min(Self::MAX));
        for c in text.chars().flat_map(char::to_lowercase).flat_map(|c| fold(c).chars().collect::<Vec<_>>()) {
            if slug.len() >= Self::MAX {
                break;
            }
            if c.is_ascii_alphanumeric() {
                slug.push(c);
            } else if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
        let slug = slug.trim_end_matches('-');
        (!slug.is_empty()).then(|| Self(slug.into()))
    }

    /// The slug.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The ASCII letters that a lower-case Latin letter is written with in an address.
fn fold(c: char) -> Folded {
    match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ạ' | 'ả' | 'ấ' | 'ầ' | 'ẩ' | 'ẫ' | 'ậ' | 'ắ' | 'ằ' | 'ẳ' | 'ẵ' | 'ặ' => {
            Folded::Text("a")
        }
        'ç' | 'ć' | 'č' => Folded::Text("c"),
        'ď' | 'đ' | 'ð' => Folded::Text("d"),
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' | 'ẹ' | 'ẻ' | 'ẽ' | 'ế' | 'ề' | 'ể' | 'ễ' | 'ệ' => {
            Folded::Text("e")
        }
        'ğ' => Folded::Text("g"),
        'ì'..='ï' | 'ī' | 'į' | 'ı' | 'ị' | 'ỉ' | 'ĩ' => Folded::Text("i"),
        'ł' => Folded::Text("l"),
        'ñ' | 'ń' | 'ň' => Folded::Text("n"),
        'ò'..='ö' | 'ø' | 'ō' | 'ő' | 'ơ' | 'ọ' | 'ỏ' | 'ố' | 'ồ' | 'ổ' | 'ỗ' | 'ộ' | 'ớ' | 'ờ' | 'ở' | 'ỡ' | 'ợ' => {
            Folded::Text("o")
        }
        'ř' => Folded::Text("r"),
        'ś' | 'š' | 'ş' | 'ș' => Folded::Text("s"),
        'ť' | 'ţ' | 'ț' => Folded::Text("t"),
        'ù'..='ü' | 'ū' | 'ů' | 'ű' | 'ư' | 'ụ' | 'ủ' | 'ũ' | 'ứ' | 'ừ' | 'ử' | 'ữ' | 'ự' => {
            Folded::Text("u")
        }
        'ý' | 'ÿ' | 'ỳ' | 'ỵ' | 'ỷ' | 'ỹ' => Folded::Text("y"),
        'ź' | 'ż' | 'ž' => Folded::Text("z"),
        'æ' => Folded::Text("ae"),
        'œ' => Folded::Text("oe"),
        'ß' => Folded::Text("ss"),
        'þ' => Folded::Text("th"),
        // Combining marks and apostrophes vanish: "shop's" is one word.
        '\u{300}'..='\u{36f}' | '\'' | '’' => Folded::Text(""),
        other => Folded::Same(other),
    }
}

enum Folded {
    Text(&'static str),
    Same(char),
}

impl Folded {
    fn chars(&self) -> impl Iterator<Item = char> + '_ {
        let (text, same) = match self {
            Self::Text(text) => (*text, None),
            Self::Same(c) => ("", Some(*c)),
        };
        text.chars().chain(same)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(Slug::from_text(text).as_ref().map(Slug::as_str), expected, "{text}");
    }

    #[test]
    fn slugs_are_made_of_titles() {
        check("Camisa Denim Pequeña", Some("camisa-denim-pequena"));
        check("  Áo sơ mi -- nữ! (2024) ", Some("ao-so-mi-nu-2024"));
        check("Ada's Weißbräu", Some("adas-weissbrau"));
        check("เสื้อ", None);
        check("", None);
    }

    #[test]
    fn a_long_title_is_cut() {
        let slug = Slug::from_text(&"ab ".repeat(100)).unwrap();
        assert!(slug.as_str().len() <= Slug::MAX);
        assert_eq!(Slug::new(slug.as_str()), Ok(slug));
    }

    #[test]
    fn what_is_no_slug_is_refused() {
        for text in ["", "-a", "a-", "a--b", "A", "a b", "ä", "../etc"] {
            assert_eq!(Slug::new(text), Err(SlugError::Malformed), "{text}");
        }
    }
}
