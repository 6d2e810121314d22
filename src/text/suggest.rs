//! Suggests the known word that was probably meant by an unknown one.
//!
//! Two measures: names are typed from memory and are compared by similarity; fixed words are
//! mistyped by a letter or two and are compared by edit distance.

/// Minimum similarity, from 0 to 1, for a suggestion.
const ALIKE: f64 = 0.75;

/// The similarity of two words, from 0 to 1; a common prefix counts most.
pub fn likeness(one: &str, other: &str) -> f64 {
    strsim::jaro_winkler(one, other)
}

/// Whether one word may be a typo of the other.
pub fn is_alike(one: &str, other: &str) -> bool {
    likeness(one, other) >= ALIKE
}

/// The word most similar to what was typed, if any is similar enough; never the typed word.
pub fn most_alike<'w>(typed: &str, words: &[&'w str]) -> Option<&'w str> {
    let folded = typed.to_lowercase();
    words
        .iter()
        .filter(|word| **word != typed && is_alike(word, &folded))
        .max_by(|one, other| likeness(one, &folded).total_cmp(&likeness(other, &folded)))
        .copied()
}

/// The word with the smallest edit distance from what was typed (a letter omitted, added, changed
/// or swapped with its neighbour), never the typed word. `most` is the largest distance allowed
/// for a word. Ignores case and treats a hyphen as an underscore.
pub fn fewest_slips<'w>(
    typed: &str,
    words: impl IntoIterator<Item = &'w str>,
    most: impl Fn(&str) -> usize,
) -> Option<&'w str> {
    let folded = typed.to_lowercase().replace('-', "_");
    words
        .into_iter()
        .filter(|word| *word != typed)
        .map(|word| (strsim::osa_distance(&folded, word), word))
        .filter(|(slips, word)| *slips <= most(word))
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_alike_word_is_found_and_never_the_one_typed() {
        let words = ["gave", "praised", "received"];
        assert_eq!(most_alike("gav", &words), Some("gave"));
        assert_eq!(most_alike("RECIEVED", &words), Some("received"));
        assert_eq!(most_alike("gave", &words), None);
        assert_eq!(most_alike("zebra", &words), None);
    }

    #[test]
    fn the_fewest_slips_win_up_to_as_many_as_are_allowed() {
        let words = ["log", "list", "due"];
        assert_eq!(fewest_slips("lgo", words, |_| 2), Some("log"));
        assert_eq!(fewest_slips("LIST", words, |_| 0), Some("list"));
        assert_eq!(fewest_slips("list", words, |_| 0), None);
        assert_eq!(fewest_slips("lgo", words, |_| 0), None);
        assert_eq!(fewest_slips("in-by", ["in_by"], |_| 0), Some("in_by"));
    }
}
