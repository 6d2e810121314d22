//! Words that look like slips of others.

use crate::model::interaction::Kind;
use crate::text::suggest::fewest_slips;

/// The word of a list that another is probably a slip of. Words of up to three letters are too
/// easily near by chance (`on`, `by`, `set`), so there only the case and a swap count.
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
    let is_near_in_length = |known: &&str| known.len().abs_diff(folded.len()) <= 2;
    fewest_slips(word, list.into_iter().filter(is_near_in_length), most)
}

/// What is said of a word that is no kind of interaction.
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
    fn a_letter_left_out_is_a_slip() {
        assert_eq!(near("evry", KEYS), Some("every"));
        assert_eq!(near("introducd_by", KEYS), Some("introduced_by"));
    }

    #[test]
    fn another_case_or_hyphen_is_a_slip() {
        assert_eq!(near("Name", KEYS), Some("name"));
        assert_eq!(near("introduced-by", KEYS), Some("introduced_by"));
    }

    #[test]
    fn swapped_letters_of_a_short_word_are_a_slip() {
        assert_eq!(near("no", KEYS), Some("on"));
    }

    #[test]
    fn keys_of_ones_own_are_none() {
        for own in ["notes", "title", "birthday", "of", "one", "url", "team", ""] {
            assert_eq!(near(own, KEYS), None, "{own}");
        }
    }
}
