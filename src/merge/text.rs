//! Turns a merged book into the merged text, keeping as much of both texts as possible.
//!
//! First the lines are merged, which keeps the comments of both sides; then edits bring that text
//! in line with the merged book. If this fails, our own text is edited instead. The result either
//! parses as the merged book or contains markers.

#[cfg(test)]
mod tests;

use std::collections::HashSet;

use crate::document::edit::edit;
use crate::document::read::read;
use crate::merge::books::merge as merge_books;
use crate::merge::conflict::{Conflict, Disagreement, Prefer};
use crate::merge::diff::{by_handle, changes_between, is_equivalent};
use crate::merge::lines::{OnConflict, mark_differences, merge_hunks};
use crate::model::book::Book;
use crate::model::person::Person;
use crate::text::diff::{MergeHunk, hunks, trivial_merge};

/// The result of merging texts.
#[derive(Debug)]
pub struct MergedText {
    /// The whole new text.
    pub text: String,
    /// The conflicts; if there are any, the text contains markers.
    pub conflicts: Vec<Conflict>,
    /// Lines of ours with new comments that are missing from the text.
    pub our_lost_comments: Vec<usize>,
    /// Lines of theirs with new comments that are missing from the text.
    pub their_lost_comments: Vec<usize>,
    /// How many people the merged book has.
    pub people: usize,
    /// How many people were added to ours.
    pub new: usize,
    /// How many people of ours were changed.
    pub changed: usize,
    /// How many people of ours were removed.
    pub removed: usize,
}

/// Merges the texts and books of base, ours and theirs. `None` if a book cannot be serialised for
/// the merge.
pub fn merge(texts: [&str; 3], books: &[Book<'_>; 3]) -> Option<MergedText> {
    let [base, ours, theirs] = texts;
    let [base_book, our_book, their_book] = books;
    let merge_preferring = |prefer| merge_books(base_book, our_book, their_book, prefer).ok();
    let merged = merge_preferring(Prefer::Ours)?;
    let mut conflicts = merged.conflicts;
    let text = if let Some(text) = trivial_merge(base, ours, theirs) {
        text.to_owned()
    } else {
        let hunks = hunks(base, ours, theirs);
        match (book_text(ours, &hunks, &merged.book), conflicts.is_empty()) {
            (Some(text), true) => text,
            (Some(text), false) => {
                let other = merge_preferring(Prefer::Theirs)?.book;
                mark_conflicts(&text, theirs, &hunks, &other).unwrap_or_else(|| mark_lines(&hunks))
            }
            (None, _) => {
                if conflicts.is_empty() {
                    let path = vec!["the file".to_owned()];
                    let how = Disagreement::Values;
                    conflicts.push(Conflict { path, how });
                }
                mark_lines(&hunks)
            }
        }
    };
    let book = merged.book;
    let (before, after) = (by_handle(our_book), by_handle(&book));
    let is_changed = |person: &&Person<'_>| {
        let before = before.get(person.handle.as_ref());
        before.is_some_and(|before| !is_equivalent(before, person))
    };
    let is_new = |person: &&Person| !before.contains_key(person.handle.as_ref());
    let is_removed = |person: &&Person| !after.contains_key(person.handle.as_ref());
    Some(MergedText {
        our_lost_comments: lost_comments(base, ours, &text),
        their_lost_comments: lost_comments(base, theirs, &text),
        people: book.people.len(),
        new: book.people.iter().filter(is_new).count(),
        changed: book.people.iter().filter(is_changed).count(),
        removed: our_book.people.iter().filter(is_removed).count(),
        text,
        conflicts,
    })
}

/// A text that parses as the book, edited from the best starting point for which this works.
fn book_text(ours: &str, hunks: &[MergeHunk<'_>], book: &Book<'_>) -> Option<String> {
    let by_lines = [OnConflict::Both, OnConflict::Once].into_iter();
    by_lines
        .map(|on_conflict| merge_hunks(hunks, on_conflict))
        .find_map(|text| edited_to_book(&text, book))
        .or_else(|| edited_to_book(ours, book))
}

/// The text edited so that it parses as the book.
fn edited_to_book(text: &str, book: &Book<'_>) -> Option<String> {
    let reading = read(text).ok()?;
    let changes = changes_between(&reading.book, book)?;
    if changes.is_empty() {
        return Some(text.to_owned());
    }
    edit(text, &changes).ok().map(|edited| edited.text)
}

/// The text with markers where the book with their values differs. A person removed by us and
/// changed by them would be written between the markers without comments; starting from their
/// lines keeps those, so of both attempts the one that loses fewer comments is taken.
fn mark_conflicts(
    text: &str,
    theirs: &str,
    hunks: &[MergeHunk<'_>],
    book: &Book<'_>,
) -> Option<String> {
    let their_lines = merge_hunks(hunks, OnConflict::Theirs);
    let others = [text, &their_lines].map(|start| edited_to_book(start, book));
    let marked = others
        .into_iter()
        .flatten()
        .filter(|other| other != text)
        .map(|other| mark_differences(text, &other));
    marked.min_by_key(|marked| lost_comments("", theirs, marked).len())
}

/// Merges line by line with markers, for what no change can express: an edited row, a setting, a
/// custom field. If the books conflict but no lines do, all changes of theirs are marked.
fn mark_lines(hunks: &[MergeHunk<'_>]) -> String {
    let marked = merge_hunks(hunks, OnConflict::Mark);
    if marked.contains("<<<<<<< ours") {
        marked
    } else {
        merge_hunks(hunks, OnConflict::MarkAll)
    }
}

/// The numbers of the lines of a side with a new comment that is missing from the merged text.
fn lost_comments(base: &str, side: &str, merged: &str) -> Vec<usize> {
    let known: HashSet<&str> = base.lines().collect();
    let is_lost = |comment: &str| !merged.contains(comment) && !base.contains(comment);
    let new = (1..).zip(side.lines());
    let new = new.filter(|(_, line)| !known.contains(line));
    let lost = new.filter(|(_, line)| comment(line).is_some_and(is_lost));
    lost.map(|(number, _)| number).collect()
}

/// The comment of a line, from the first `#` outside quotes. Part of a multi-line string may be
/// mistaken for one, which only causes a needless warning.
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
