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
enum Fit {
    /// The whole name or the handle.
    Whole,
    /// A part of the name, or of the handle where allowed.
    Part,
}

/// Finds an item by exact handle, else by exact name, else by any part of a name, ignoring case and
/// accents. Items that are not current on that day match only when nothing else does.
pub(crate) fn find<'b, T: Findable>(all: &'b [T], typed: &str, today: NaiveDate) -> Found<'b, T> {
    if let Some(thing) = all.iter().find(|thing| thing.handle() == typed) {
        return Found::One(thing);
    }
    let typed = fold(typed);
    let mut best = best(all, &typed, today);
    match best.as_slice() {
        [] => Found::Nothing(nearest(
            all,
            &typed,
            |thing| (thing.handle(), thing.name()),
            |thing| thing.similar_rank(today),
        )),
        [thing] => Found::One(thing),
        _ => {
            best.sort_by(|one, other| one.rank().cmp(&other.rank()));
            Found::Several(best)
        }
    }
}

/// The best matches, in their original order: whole names before parts, then current items before
/// others.
fn best<'b, T: Findable>(all: &'b [T], typed: &str, today: NaiveDate) -> Vec<&'b T> {
    let mut best = Vec::new();
    let mut best_class = None;
    for thing in all {
        let Some(fit) = fit(thing, typed) else {
            continue;
        };
        let class = (fit, !thing.is_current(today));
        if best_class.is_none_or(|best| class < best) {
            best_class = Some(class);
            best.clear();
        }
        if best_class == Some(class) {
            best.push(thing);
        }
    }
    best
}

fn fit<T: Findable>(thing: &T, typed: &str) -> Option<Fit> {
    let (name, handle) = (fold(thing.name()), fold(thing.handle()));
    if name == typed || handle == typed {
        return Some(Fit::Whole);
    }
    let is_part = name.contains(typed) || (T::MATCHES_PART_OF_HANDLE && handle.contains(typed));
    (!typed.is_empty() && is_part).then_some(Fit::Part)
}

/// The items whose name, a word of it, or handle is most similar to the folded `typed`, the most
/// similar first, ties by `rank`.
pub(crate) fn nearest<'b, T, R: Ord>(
    all: &'b [T],
    typed: &str,
    handle_and_name: impl Fn(&'b T) -> (&'b str, &'b str),
    rank: impl Fn(&'b T) -> R,
) -> Vec<&'b T> {
    let similarity_of = |thing: &'b T| {
        let (handle, name) = handle_and_name(thing);
        let name = fold(name);
        let words = name.split(' ').chain([name.as_str(), handle]);
        words
            .map(|word| similarity(word, typed))
            .fold(0.0, f64::max)
    };
    let mut near: Vec<(f64, &T)> = all
        .iter()
        .map(|thing| (similarity_of(thing), thing))
        .filter(|(similarity, _)| *similarity >= MIN_NAME_SIMILARITY)
        .collect();
    near.sort_by(|(one, first), (two, second)| {
        two.total_cmp(one)
            .then_with(|| rank(first).cmp(&rank(second)))
    });
    near.truncate(NEAREST);
    near.into_iter().map(|(_, thing)| thing).collect()
}
