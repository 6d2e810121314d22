//! Who to call for a need (score, section 7).
//!
//! A need is a few words, matched against what the book says about people, never against their
//! names. Nobody is hidden: people who cannot be asked now come last, with the reason.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::core::standing::{AskSize, Assessment};
use crate::model::book::Book;
use crate::model::custom_fields::Text;
use crate::model::field::Field;
use crate::model::person::Person;
use crate::text::fold::fold;
use crate::text::suggest;

/// How many similar helps to suggest when nobody matches.
const NEAREST: usize = 3;

/// The shortest word to compare without punctuation: `c++` is not `c#`.
const SHORTEST_BARE: usize = 2;

/// The fields searched for a need, in the order in which matches are listed.
const NEED_FIELDS: [Field; 6] = [
    Field::Helps,
    Field::Dept,
    Field::Role,
    Field::Tags,
    Field::Cares,
    Field::Org,
];

/// A text that matches a word of the need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeedMatch<'b> {
    /// The field it is in.
    pub field: Field,
    /// The matching text.
    pub text: Text<'b>,
}

/// Someone to call, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate<'b> {
    /// Their assessment; the answer to an urgent ask is the one that matters here.
    pub assessment: Assessment<'b>,
    /// Texts that match the need, without duplicates, in field order; empty without a need.
    pub matches: Vec<NeedMatch<'b>>,
}

/// Everyone who matches every word of the need, best first; everyone if there is no need.
///
/// People without an open strain come first, then those whose balance an urgent ask keeps at the
/// debt limit or above, then warmth and balance from high to low, then the name (section 7).
pub fn who<'b>(book: &'b Book<'b>, need: &str, today: NaiveDate) -> Vec<Candidate<'b>> {
    let words = words(need);
    let mut candidates: Vec<Candidate> = book
        .present(today)
        .filter_map(|person| {
            Some(Candidate {
                matches: need_matches(person, &words)?,
                assessment: Assessment::new(person, &book.settings, today),
            })
        })
        .collect();
    candidates.sort_by_cached_key(|Candidate { assessment, .. }| {
        let after = assessment.ask(AskSize::Urgent).after;
        (
            assessment.history.open_strain.is_some(),
            after < book.settings.score.debt_limit,
            Reverse(assessment.warmth),
            Reverse(assessment.balance),
            assessment.person.name.as_ref(),
            assessment.person.handle.as_ref(),
        )
    });
    candidates
}

/// The helps most similar to a need that nobody matches, the most similar first. Spellings that
/// differ only in case and accents are listed once.
pub fn nearest_helps<'b>(book: &'b Book<'b>, need: &str, today: NaiveDate) -> Vec<&'b str> {
    let words = words(need);
    let mut helps: BTreeMap<String, &str> = BTreeMap::new();
    for help in book.present(today).flat_map(|person| &person.helps) {
        let written = helps.entry(fold(help)).or_insert(help);
        // The same spelling is listed whatever the order of the file.
        *written = (*written).min(help);
    }
    let mut nearest: Vec<_> = helps.into_iter().collect();
    nearest.sort_by_cached_key(|(folded, _)| Reverse(similarity(folded, &words)));
    nearest.truncate(NEAREST);
    nearest.into_iter().map(|(_, help)| help).collect()
}

/// The words of a need, folded. Commas and semicolons separate words too.
fn words(need: &str) -> Vec<String> {
    fold(need)
        .split([' ', ',', ';'])
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The person's texts that match; `None` unless every word matches.
fn need_matches<'b>(person: &'b Person<'b>, words: &[String]) -> Option<Vec<NeedMatch<'b>>> {
    let mut is_found = vec![false; words.len()];
    let mut matches = Vec::new();
    for field in NEED_FIELDS {
        for text in person.texts(field) {
            let folded = fold(&text);
            let mut is_match = false;
            for (word, is_found) in words.iter().zip(&mut is_found) {
                if matches_word(word, &folded) {
                    (is_match, *is_found) = (true, true);
                }
            }
            let need_match = NeedMatch { field, text };
            if is_match && !matches.contains(&need_match) {
                matches.push(need_match);
            }
        }
    }
    is_found.iter().all(|is_found| *is_found).then_some(matches)
}

/// Whether a word of the need is a prefix of a word of the text, or equals one apart from
/// punctuation: `wifi` finds `wi-fi`. Both are folded.
fn matches_word(word: &str, text: &str) -> bool {
    let begins = text
        .char_indices()
        .any(|(at, _)| is_word_start(text, at) && text[at..].starts_with(word));
    begins || {
        let word = without_punctuation(word);
        word.chars().nth(SHORTEST_BARE - 1).is_some()
            && text
                .split(' ')
                .any(|other| without_punctuation(other) == word)
    }
}

/// Whether a word of the text starts at that byte, which is a character boundary.
fn is_word_start(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let here = text[at..].chars().next();
    !before.is_some_and(char::is_alphanumeric)
        || !here.is_some_and(char::is_alphanumeric)
        || here.is_some_and(is_written_without_spaces)
}

/// Letters of scripts written without spaces, where any letter may start a word: Thai to Lao,
/// Burmese, Khmer, kana, Chinese.
const fn is_written_without_spaces(letter: char) -> bool {
    matches!(letter,
        '\u{e00}'..='\u{eff}'
        | '\u{1000}'..='\u{109f}'
        | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// The word without punctuation.
fn without_punctuation(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The similarity of a help to a need, in millionths: the sum, over the words of the need, of the
/// similarity to the nearest word of the help. An integer, because floats have no total order.
fn similarity(help: &str, words: &[String]) -> u64 {
    let to_nearest = |word: &String| {
        let similarity = help
            .split(' ')
            .map(|other| suggest::similarity(word, other))
            .fold(0.0, f64::max);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and 1"
        )]
        let millionths = (similarity * 1e6) as u64;
        millionths
    };
    words.iter().map(to_nearest).sum()
}

#[cfg(test)]
mod tests;
