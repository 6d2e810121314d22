//! Suggests the known word that was probably meant by an unknown one.
//!
//! Two measures: names are typed from memory and are compared by similarity; fixed words are
//! mistyped by a letter or two and are compared by edit distance.

/// Minimum similarity, from 0 to 1, for a suggestion.
const MIN_SIMILARITY: f64 = 0.75;

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
}
