//! From a merged book to the merged text, keeping as much of both texts as can be kept.
//!
//! Lines are merged first, since that keeps the comments of both sides. What that text does not
//! mean yet is added as changes; what it cannot be made to mean is tried again from our own text.
//! Whatever is written means the merged book, or has markers in it.

#[cfg(test)]
mod tests;

use std::collections::HashSet;

use crate::document::edit::edit;
use crate::document::read::read;
use crate::merge::books::merge as merge_books;
use crate::merge::conflict::{Conflict, Disagreement, Prefer};
use crate::merge::diff::{by_handle, changes_between, says_the_same};
use crate::merge::lines::{OnConflict, marked, merge_hunks};
use crate::model::book::Book;
use crate::model::person::Person;
use crate::text::diff::{MergeHunk, hunks, undisputed};

/// What came of a merge of texts.
#[derive(Debug)]
pub struct MergedText {
    /// The whole new text.
    pub text: String,
    /// What both sides changed differently; then there are markers in the text.
    pub conflicts: Vec<Conflict>,
    /// Lines of ours whose new comments are not in the text.
    pub lost_of_ours: Vec<usize>,
    /// Lines of theirs whose new comments are not in the text.
    pub lost_of_theirs: Vec<usize>,
    /// How many people the merged book has.
    pub people: usize,
    /// How many people came to ours.
    pub new: usize,
    /// How many people of ours changed.
    pub changed: usize,
    /// How many people of ours went.
    pub gone: usize,
}

/// Merges the texts of base, ours and theirs, and what they mean. Nothing if a book has no form
/// in which it can be merged.
pub fn merge(texts: [&str; 3], books: &[Book<'_>; 3]) -> Option<MergedText> {
    let [base, ours, theirs] = texts;
    let [base_book, our_book, their_book] = books;
    let with = |prefer| merge_books(base_book, our_book, their_book, prefer).ok();
    let merged = with(Prefer::Ours)?;
    let mut conflicts = merged.conflicts;
    let text = if let Some(text) = undisputed(base, ours, theirs) {
        text.to_owned()
    } else {
        let hunks = hunks(base, ours, theirs);
        match (plain(ours, &hunks, &merged.book), conflicts.is_empty()) {
            (Some(text), true) => text,
            (Some(text), false) => {
                let other = with(Prefer::Theirs)?.book;
                marked_plainly(&text, theirs, &hunks, &other).unwrap_or_else(|| by_lines(&hunks))
            }
            (None, _) => {
                if conflicts.is_empty() {
                    conflicts.push(whole_file());
                }
                by_lines(&hunks)
            }
        }
    };
    let book = merged.book;
    let (before, after) = (by_handle(our_book), by_handle(&book));
    let is_changed = |person: &&Person<'_>| {
        let before = before.get(person.handle.as_ref());
        before.is_some_and(|before| !says_the_same(before, person))
    };
    let is_new = |person: &&Person| !before.contains_key(person.handle.as_ref());
    let is_gone = |person: &&Person| !after.contains_key(person.handle.as_ref());
    Some(MergedText {
        lost_of_ours: lost_comments(base, ours, &text),
        lost_of_theirs: lost_comments(base, theirs, &text),
        people: book.people.len(),
        new: book.people.iter().filter(is_new).count(),
        changed: book.people.iter().filter(is_changed).count(),
        gone: our_book.people.iter().filter(is_gone).count(),
        text,
        conflicts,
    })
}

/// A text that means the book, made of the most promising beginning that can be made to.
fn plain(ours: &str, hunks: &[MergeHunk<'_>], book: &Book<'_>) -> Option<String> {
    let by_lines = [OnConflict::Both, OnConflict::Once].into_iter();
    by_lines
        .map(|on_conflict| merge_hunks(hunks, on_conflict))
        .find_map(|text| made_to_mean(&text, book))
        .or_else(|| made_to_mean(ours, book))
}

/// The text with the changes that make it mean the book.
fn made_to_mean(text: &str, book: &Book<'_>) -> Option<String> {
    let reading = read(text).ok()?;
    let changes = changes_between(&reading.book, book)?;
    if changes.is_empty() {
        return Some(text.to_owned());
    }
    edit(text, &changes).ok().map(|edited| edited.text)
}

/// The text with markers where theirs would make it differ. A person that we took out and they
/// changed is written out again between the markers, without what was commented on; then their
/// own lines are better, although there are more of them.
fn marked_plainly(
    text: &str,
    theirs: &str,
    hunks: &[MergeHunk<'_>],
    book: &Book<'_>,
) -> Option<String> {
    let their_lines = merge_hunks(hunks, OnConflict::Theirs);
    let others = [text, &their_lines].map(|beginning| made_to_mean(beginning, book));
    let marked = others
        .into_iter()
        .flatten()
        .filter(|other| other != text)
        .map(|other| marked(text, &other));
    marked.min_by_key(|marked| lost_comments("", theirs, marked).len())
}

/// Line by line, for what has no change of its own: an edited row, a setting, a key of the
/// user's. Where no line is in conflict, but the meanings are, everything of theirs is marked.
fn by_lines(hunks: &[MergeHunk<'_>]) -> String {
    let marked = merge_hunks(hunks, OnConflict::Mark);
    if marked.contains("<<<<<<< ours") {
        marked
    } else {
        merge_hunks(hunks, OnConflict::MarkAll)
    }
}

fn whole_file() -> Conflict {
    Conflict {
        place: vec!["the file".to_owned()],
        how: Disagreement::Values,
    }
}

/// The lines of a side with a comment that is new there and is not in the merged text.
fn lost_comments(base: &str, side: &str, merged: &str) -> Vec<usize> {
    let known: HashSet<&str> = base.lines().collect();
    let new = side
        .lines()
        .enumerate()
        .filter(|(_, line)| !known.contains(line));
    new.filter(|(_, line)| {
        comment(line).is_some_and(|comment| !merged.contains(comment) && !base.contains(comment))
    })
    .map(|(at, _)| at + 1)
    .collect()
}

/// What stands after a `#` that is in no quotes; a text over several lines may be taken for one,
/// which costs a warning.
fn comment(line: &str) -> Option<&str> {
    let mut quote = None;
    let mut is_escaped = false;
    for (at, c) in line.char_indices() {
        match (quote, c) {
            _ if is_escaped => is_escaped = false,
            (Some('"'), '\\') => is_escaped = true,
            (Some(open), c) if open == c => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '#') => return Some(line[at..].trim_end()),
            (Some(_) | None, _) => {}
        }
    }
    None
}
