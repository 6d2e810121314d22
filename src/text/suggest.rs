//! What was probably meant by a word that is none of those there are: never that word itself.
//!
//! Two measures: names are typed from memory, so they are compared by likeness; fixed words are
//! mistyped by a letter or two, so they are compared by slips.

/// Words less alike than this, from 0 to 1, are not what someone mistyped.
const ALIKE: f64 = 0.75;

/// How alike two words are, from 0 to 1; a common beginning counts most.
pub fn likeness(one: &str, other: &str) -> f64 {
    strsim::jaro_winkler(one, other)
}

/// Whether one may have been typed for the other.
pub fn is_alike(one: &str, other: &str) -> bool {
    likeness(one, other) >= ALIKE
}

/// The word that is most like what was typed, if any is like it.
pub fn most_alike<'w>(typed: &str, words: &[&'w str]) -> Option<&'w str> {
    let folded = typed.to_lowercase();
    words
        .iter()
        .filter(|word| **word != typed && is_alike(word, &folded))
        .max_by(|one, other| likeness(one, &folded).total_cmp(&likeness(other, &folded)))
        .copied()
}

/// The word that is the fewest slips away from what was typed: a letter left out, added, changed
/// or swapped with its neighbour. `most` says how many are allowed for a word. Case makes no
/// difference, nor does a hyphen for an underscore.
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
