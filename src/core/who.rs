//! Who to call for something (score, section 7).
//!
//! A need is some words; people match it by what the book says they are good for, never by
//! their name. Nobody is hidden: who may not be asked now comes last, with the reason.

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

/// How many of the helps that exist are worth naming when nobody matches.
const NEAREST: usize = 3;

/// The shortest word that is compared without its punctuation: `c++` is not `c#`.
const SHORTEST_BARE: usize = 2;

/// The fields in which a need is looked for, in the order in which finds are told.
const NEED_FIELDS: [Field; 6] = [
    Field::Helps,
    Field::Dept,
    Field::Role,
    Field::Tags,
    Field::Cares,
    Field::Org,
];

/// Where a word of the need was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeedMatch<'b> {
    /// In which field.
    pub field: Field,
    /// In which text of it.
    pub text: Text<'b>,
}

/// Someone to call, and why them.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate<'b> {
    /// What the score says of them; the answer to an urgent ask is the one that counts here.
    pub assessment: Assessment<'b>,
    /// What of theirs matches the need, each text once, in the order of the fields; nothing
    /// without a need.
    pub found: Vec<NeedMatch<'b>>,
}

/// Everybody who matches every word of the need, best first; everybody without a need.
///
/// No open strain comes first, then those that an urgent ask leaves at the debt limit or
/// above, then warmth and balance from high to low, then the name (section 7).
pub fn who<'b>(book: &'b Book<'b>, need: &str, today: NaiveDate) -> Vec<Candidate<'b>> {
    let words = words(need);
    let mut candidates: Vec<Candidate> = book
        .present(today)
        .filter_map(|person| Some((person, found(person, &words)?)))
        .map(|(person, found)| Candidate {
            assessment: Assessment::new(person, &book.settings, today),
            found,
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

/// The helps of people in the book that come nearest to a need, the nearest first, for when
/// nobody matches it. Those that differ in case and accents alone are named once.
pub fn nearest_helps<'b>(book: &'b Book<'b>, need: &str, today: NaiveDate) -> Vec<&'b str> {
    let words = words(need);
    let mut helps: BTreeMap<String, &str> = BTreeMap::new();
    for help in book.present(today).flat_map(|person| &person.helps) {
        let written = helps.entry(fold(help)).or_insert(help);
        // Whichever of two spellings comes first in the file, the same one is named.
        *written = (*written).min(help);
    }
    let mut nearest: Vec<_> = helps.into_iter().collect();
    nearest.sort_by_cached_key(|(folded, _)| Reverse(likeness(folded, &words)));
    nearest.truncate(NEAREST);
    nearest.into_iter().map(|(_, help)| help).collect()
}

/// The words of a need, folded. A comma between them is no part of them.
fn words(need: &str) -> Vec<String> {
    fold(need)
        .split([' ', ',', ';'])
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// What of that person's matches; none unless every word does.
fn found<'b>(person: &'b Person<'b>, words: &[String]) -> Option<Vec<NeedMatch<'b>>> {
    let mut is_met = vec![false; words.len()];
    let mut found = Vec::new();
    for field in NEED_FIELDS {
        for text in person.texts(field) {
            let folded = fold(&text);
            let mut matches = false;
            for (word, is_met) in words.iter().zip(&mut is_met) {
                if stands_in(word, &folded) {
                    (matches, *is_met) = (true, true);
                }
            }
            let find = NeedMatch { field, text };
            if matches && !found.contains(&find) {
                found.push(find);
            }
        }
    }
    is_met.iter().all(|is_met| *is_met).then_some(found)
}

/// Whether a word of the need begins a word of the text, or is one but for its punctuation:
/// `wifi` finds `wi-fi`. Both are folded.
fn stands_in(word: &str, text: &str) -> bool {
    let begins = text
        .char_indices()
        .any(|(at, _)| is_word_start(text, at) && text[at..].starts_with(word));
    begins || {
        let word = bare(word);
        word.chars().nth(SHORTEST_BARE - 1).is_some()
            && text.split(' ').any(|other| bare(other) == word)
    }
}

/// Whether a word of the text begins at that byte, the start of a character.
fn is_word_start(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let here = text[at..].chars().next();
    !before.is_some_and(char::is_alphanumeric)
        || !here.is_some_and(char::is_alphanumeric)
        || here.is_some_and(is_written_without_spaces)
}

/// Letters of scripts that put no space between words, so that any of them may begin one:
/// Thai to Lao, Burmese, Khmer, kana, Chinese.
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

/// A word without its punctuation.
fn bare(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// How near a help comes to the words of a need, in millionths: for each of them its likeness
/// to the nearest word of the help. Whole numbers, so that they can be sorted by.
fn likeness(help: &str, words: &[String]) -> u64 {
    let to_nearest = |word: &String| {
        let likeness = help
            .split(' ')
            .map(|other| suggest::likeness(word, other))
            .fold(0.0, f64::max);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and 1"
        )]
        let millionths = (likeness * 1e6) as u64;
        millionths
    };
    words.iter().map(to_nearest).sum()
}

#[cfg(test)]
mod tests;
