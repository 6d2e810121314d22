//! Guesses which known word a typo stands for.

use crate::model::interaction::Kind;
use crate::text::suggest::closest;

/// The word of a list that another is probably a typo of. Words of up to three letters are too
/// often similar by chance (`on`, `by`, `set`), so they may differ only in case or by a swap.
pub fn near(word: &str, list: impl IntoIterator<Item = &'static str>) -> Option<&'static str> {
    // Longer words are not worth the square of their length.
    if word.len() > 64 {
        return None;
    }
    let folded = word.to_lowercase().replace('-', "_");
    let most = |known: &str| match known.chars().count().max(folded.chars().count()) {
        0..=3 => usize::from(folded.len() == known.len() && is_anagram(&folded, known)),
        4..=6 => 1,
        _ => 2,
    };
    let has_similar_length = |known: &&str| known.len().abs_diff(folded.len()) <= 2;
    closest(word, list.into_iter().filter(has_similar_length), most)
}

/// The message for a word that is no kind of interaction.
pub fn no_such_kind(word: &str) -> String {
    match near(word, Kind::ALL.map(Kind::word)) {
        Some(near) => format!("`{word}` is no kind; did you mean `{near}`?"),
        None => format!("`{word}` is no kind"),
    }
}

fn is_anagram(one: &str, two: &str) -> bool {
    let letters = |word: &str| {
        let mut bytes = word.as_bytes().to_vec();
        bytes.sort_unstable();
        bytes
    };
    letters(one) == letters(two)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: [&str; 6] = ["every", "name", "helps", "introduced_by", "on", "about"];

    #[test]
    fn a_missing_letter_is_a_typo() {
        assert_eq!(near("evry", KEYS), Some("every"));
        assert_eq!(near("introducd_by", KEYS), Some("introduced_by"));
    }

    #[test]
    fn another_case_or_hyphen_is_a_typo() {
        assert_eq!(near("Name", KEYS), Some("name"));
        assert_eq!(near("introduced-by", KEYS), Some("introduced_by"));
    }

    #[test]
    fn swapped_letters_of_a_short_word_are_a_typo() {
        assert_eq!(near("no", KEYS), Some("on"));
    }

    #[test]
    fn custom_keys_are_not_typos() {
        for own in ["notes", "title", "birthday", "of", "one", "url", "team", ""] {
            assert_eq!(near(own, KEYS), None, "{own}");
        }
    }
}
