//! Suggests the known word that was probably meant by an unknown one.
//!
//! Two measures: names are typed from memory and are compared by similarity; fixed words are
//! mistyped by a letter or two and are compared by edit distance.

/// Minimum similarity, from 0 to 1, for the suggestion of a word.
const MIN_SIMILARITY: f64 = 0.75;

/// Minimum similarity, from 0 to 1, for the suggestion of a name, of which only a part is typed.
pub const MIN_NAME_SIMILARITY: f64 = 0.7;

/// The similarity of two words, from 0 to 1; a common prefix counts most.
pub fn similarity(one: &str, other: &str) -> f64 {
    strsim::jaro_winkler(one, other)
}

/// Whether one word may be a typo of the other.
pub fn is_similar(one: &str, other: &str) -> bool {
    similarity(one, other) >= MIN_SIMILARITY
}

/// The word most similar to what was typed, if any is similar enough; never the typed word.
pub fn most_similar<'w>(typed: &str, words: &[&'w str]) -> Option<&'w str> {
    let folded = typed.to_lowercase();
    words
        .iter()
        .filter(|word| **word != typed && is_similar(word, &folded))
        .max_by(|one, other| similarity(one, &folded).total_cmp(&similarity(other, &folded)))
        .copied()
}

/// The word with the smallest edit distance from what was typed (a letter omitted, added, changed
/// or swapped with its neighbour), never the typed word. `most` is the largest distance allowed
/// for a word. Ignores case and treats a hyphen as an underscore.
pub fn closest<'w>(
    typed: &str,
    words: impl IntoIterator<Item = &'w str>,
    most: impl Fn(&str) -> usize,
) -> Option<&'w str> {
    let folded = typed.to_lowercase().replace('-', "_");
    words
        .into_iter()
        .filter(|word| *word != typed)
        .map(|word| (strsim::osa_distance(&folded, word), word))
        .filter(|(distance, word)| *distance <= most(word))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

/// The word of a list that another is probably a typo of. Words of up to three letters are too
/// often similar by chance (`on`, `by`, `set`), so they may differ only in case or by a swap.
pub fn closest_key<'w>(word: &str, list: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
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

    #[test]
    fn the_most_similar_word_is_found_and_never_the_one_typed() {
        let words = ["gave", "praised", "received"];
        assert_eq!(most_similar("gav", &words), Some("gave"));
        assert_eq!(most_similar("RECIEVED", &words), Some("received"));
        assert_eq!(most_similar("gave", &words), None);
        assert_eq!(most_similar("zebra", &words), None);
    }

    #[test]
    fn the_closest_word_wins_within_the_allowed_distance() {
        let words = ["log", "list", "due"];
        assert_eq!(closest("lgo", words, |_| 2), Some("log"));
        assert_eq!(closest("LIST", words, |_| 0), Some("list"));
        assert_eq!(closest("list", words, |_| 0), None);
        assert_eq!(closest("lgo", words, |_| 0), None);
        assert_eq!(closest("in-by", ["in_by"], |_| 0), Some("in_by"));
    }

    const KEYS: [&str; 6] = ["every", "name", "helps", "introduced_by", "on", "about"];

    #[test]
    fn a_missing_letter_is_a_typo() {
        assert_eq!(closest_key("evry", KEYS), Some("every"));
        assert_eq!(closest_key("introducd_by", KEYS), Some("introduced_by"));
    }

    #[test]
    fn another_case_or_hyphen_is_a_typo() {
        assert_eq!(closest_key("Name", KEYS), Some("name"));
        assert_eq!(closest_key("introduced-by", KEYS), Some("introduced_by"));
    }

    #[test]
    fn swapped_letters_of_a_short_word_are_a_typo() {
        assert_eq!(closest_key("no", KEYS), Some("on"));
    }

    #[test]
    fn custom_keys_are_not_typos() {
        for own in ["notes", "title", "birthday", "of", "one", "url", "team", ""] {
            assert_eq!(closest_key(own, KEYS), None, "{own}");
        }
    }
}
