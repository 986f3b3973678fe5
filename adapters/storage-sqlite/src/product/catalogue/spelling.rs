//! Misspelt words.

use platform::StoreError;
use sqlx::sqlite::SqliteConnection;

use super::super::row::get;
use super::search::{Match, fold, quoted};
use crate::error::unavailable;

/// How many similar words are looked at more closely.
const CANDIDATES: i64 = 200;

/// The words to look for, and whether they are other than what was given.
pub(super) struct Spelling {
    pub(super) found: Match,
    /// All words, some of them corrected.
    pub(super) correction: Option<String>,
}

/// If no product has the words, but some have words that are spelt almost like them, gives those.
pub(super) async fn check(connection: &mut SqliteConnection, words: &str) -> Result<Spelling, StoreError> {
    let given = Match::of(words);
    let Some(expression) = &given.expression else { return Ok(Spelling { found: given, correction: None }) };
    if any(connection, expression).await? {
        return Ok(Spelling { found: given, correction: None });
    }
    let mut corrected = Vec::new();
    let mut rest = words.split(' ').peekable();
    while let Some(word) = rest.next() {
        // The last word may only have been begun.
        let known = if rest.peek().is_some() { quoted(word) } else { format!("{}*", quoted(word)) };
        corrected.push(correct(connection, word, &known).await?);
    }
    let corrected = corrected.join(" ");
    let found = Match::of(&corrected);
    match &found.expression {
        Some(expression) if corrected != words && any(connection, expression).await? => {
            Ok(Spelling { found, correction: Some(corrected) })
        }
        _ => Ok(Spelling { found: given, correction: None }),
    }
}

async fn any(connection: &mut SqliteConnection, expression: &str) -> Result<bool, StoreError> {
    sqlx::query("select 1 from product_search where product_search match ? limit 1")
        .bind(expression)
        .fetch_optional(connection)
        .await
        .map_err(unavailable)
        .map(|row| row.is_some())
}

/// The word, if it is `known`, or the one that is spelt most like it.
async fn correct(connection: &mut SqliteConnection, word: &str, known: &str) -> Result<String, StoreError> {
    let folded = fold(word);
    let length = folded.chars().count();
    let good = !folded.chars().all(char::is_alphabetic) || !(3..=32).contains(&length);
    if good || Match::of(word).expression.is_none() || any(connection, known).await? {
        return Ok(word.to_owned());
    }
    let mut near: Vec<(usize, String)> = Vec::new();
    for row in sqlx::query(
        "select w.word from search_word_trigrams t join search_words w on w.number = t.rowid
         where search_word_trigrams match ? order by bm25(search_word_trigrams) limit ?",
    )
    .bind(trigrams(&folded))
    .bind(CANDIDATES)
    .fetch_all(&mut *connection)
    .await
    .map_err(unavailable)?
    {
        let candidate: String = get(&row, "word")?;
        let distance = strsim::osa_distance(&folded, &candidate);
        if distance <= tolerance(length) {
            near.push((distance, candidate));
        }
    }
    near.sort();
    for (_, candidate) in near {
        // The word may only have been in products that are gone.
        if any(connection, &quoted(&candidate)).await? {
            return Ok(candidate);
        }
    }
    Ok(word.to_owned())
}

/// How many letters may be wrong, missing, too many or swapped.
const fn tolerance(length: usize) -> usize {
    match length {
        0..=4 => 1,
        5..=8 => 2,
        _ => 3,
    }
}

/// Any trigram of the word, which is padded as the index's words are.
fn trigrams(word: &str) -> String {
    let padded: Vec<char> = format!("  {word} ").chars().collect();
    let strings: Vec<String> = padded.windows(3).map(|three| quoted(&three.iter().collect::<String>())).collect();
    strings.join(" OR ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_by_their_trigrams_from_the_first_letter_on() {
        assert_eq!(trigrams("red"), r#""  r" OR " re" OR "red" OR "ed ""#);
    }

    #[test]
    fn long_words_may_have_more_mistakes() {
        assert_eq!([3, 4, 5, 8, 9].map(tolerance), [1, 1, 2, 2, 3]);
    }
}
