//! Finds people and goals by what the user typed: the best matches, or else similar names.

use chrono::NaiveDate;

use crate::text::fold::fold;
use crate::text::suggest::{MIN_NAME_SIMILARITY, similarity};

/// How many similar names to suggest.
const NEAREST: usize = 3;

/// The result of a search.
#[derive(Debug, Clone, PartialEq)]
pub enum Found<'b, T> {
    /// A single match.
    One(&'b T),
    /// Several equally good matches, in listing order.
    Several(Vec<&'b T>),
    /// No match; items with similar names, the most similar first.
    Nothing(Vec<&'b T>),
}

/// An item that can be found by its handle or name.
pub(crate) trait Findable {
    /// Whether part of the handle matches too.
    const MATCHES_PART_OF_HANDLE: bool;

    /// The handle.
    fn handle(&self) -> &str;

    /// The full name.
    fn name(&self) -> &str;

    /// Whether it is current on a day; others match only when nothing current does.
    fn is_current(&self, today: NaiveDate) -> bool;

    /// The sort key of several matches.
    fn rank(&self) -> impl Ord;

    /// Tie-breaker for equally similar names.
    fn similar_rank(&self, _today: NaiveDate) -> impl Ord {
        self.rank()
    }
}

/// How well an item matches, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum MatchQuality {
    /// The whole name or the handle.
    Whole,
    /// A part of the name, or of the handle where allowed.
    Part,
}

/// Finds an item by exact handle, else by exact name, else by any part of a name, ignoring case and
/// accents. Items that are not current on that day match only when nothing else does.
pub(crate) fn find<'b, T: Findable>(all: &'b [T], typed: &str, today: NaiveDate) -> Found<'b, T> {
    if let Some(item) = all.iter().find(|item| item.handle() == typed) {
        return Found::One(item);
    }
    let typed = fold(typed);
    let mut best = best_matches(all, &typed, today);
    match best.as_slice() {
        [] => Found::Nothing(nearest(
            all,
            &typed,
            |item| (item.handle(), item.name()),
            |item| item.similar_rank(today),
        )),
        [item] => Found::One(item),
        _ => {
            best.sort_by(|one, other| one.rank().cmp(&other.rank()));
            Found::Several(best)
        }
    }
}

/// The best matches, in their original order: whole names before parts, then current items before
/// others.
fn best_matches<'b, T: Findable>(all: &'b [T], typed: &str, today: NaiveDate) -> Vec<&'b T> {
    let mut best = Vec::new();
    let mut best_class = None;
    for item in all {
        let Some(quality) = match_quality(item, typed) else {
            continue;
        };
        let class = (quality, !item.is_current(today));
        if best_class.is_none_or(|best| class < best) {
            best_class = Some(class);
            best.clear();
        }
        if best_class == Some(class) {
            best.push(item);
        }
    }
    best
}

fn match_quality<T: Findable>(item: &T, typed: &str) -> Option<MatchQuality> {
    let (name, handle) = (fold(item.name()), fold(item.handle()));
    if name == typed || handle == typed {
        return Some(MatchQuality::Whole);
    }
    let is_part = name.contains(typed) || (T::MATCHES_PART_OF_HANDLE && handle.contains(typed));
    (!typed.is_empty() && is_part).then_some(MatchQuality::Part)
}

/// The items whose name, a word of it, or handle is most similar to the folded `typed`, the most
/// similar first, ties by `rank`.
pub(crate) fn nearest<'b, T, R: Ord>(
    all: &'b [T],
    typed: &str,
    handle_and_name: impl Fn(&'b T) -> (&'b str, &'b str),
    rank: impl Fn(&'b T) -> R,
) -> Vec<&'b T> {
    let similarity_of = |item: &'b T| {
        let (handle, name) = handle_and_name(item);
        let name = fold(name);
        let words = name.split(' ').chain([name.as_str(), handle]);
        words
            .map(|word| similarity(word, typed))
            .fold(0.0, f64::max)
    };
    let mut near: Vec<(f64, &T)> = all
        .iter()
        .map(|item| (similarity_of(item), item))
        .filter(|(similarity, _)| *similarity >= MIN_NAME_SIMILARITY)
        .collect();
    near.sort_by(|(one, first), (two, second)| {
        two.total_cmp(one)
            .then_with(|| rank(first).cmp(&rank(second)))
    });
    near.truncate(NEAREST);
    near.into_iter().map(|(_, item)| item).collect()
}
