//! What some typed words may mean: the things of a book that fit them best, and when none
//! fits, those whose names come near. People and goals are found in the same way.

use chrono::NaiveDate;

use crate::text::fold::fold;
use crate::text::suggest::likeness;

/// How many near names are worth reading.
const NEAREST: usize = 3;

/// Names less alike than this, from 0 to 1, are not what someone mistyped.
const ALIKE: f64 = 0.7;

/// What some words may mean.
#[derive(Debug, Clone, PartialEq)]
pub enum Found<'b, T> {
    /// One.
    One(&'b T),
    /// Several, in the order in which they are listed.
    Several(Vec<&'b T>),
    /// None; those whose names come nearest, the nearest first.
    Nothing(Vec<&'b T>),
}

/// What the user names by its handle or its name.
pub(crate) trait Findable {
    /// Whether a part of the handle names it as a part of the name does.
    const HAS_PART_OF_HANDLE: bool;

    /// What to type.
    fn handle(&self) -> &str;

    /// The name in words.
    fn name(&self) -> &str;

    /// Whether it counts on that day: what does not is only meant when nothing else is.
    fn counts(&self, today: NaiveDate) -> bool;

    /// What several that fit are sorted by.
    fn rank(&self) -> impl Ord;

    /// What those sort by whose names are just as near.
    fn near_rank(&self, _today: NaiveDate) -> impl Ord {
        self.rank()
    }
}

/// How well a thing fits what was typed, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// It is its whole name, or its handle.
    Whole,
    /// It is a part of its name.
    Part,
}

/// What `typed` means: exactly a handle, else exactly a name, else any part of a name, ignoring
/// case and accents. What does not count on that day is only meant when nothing else is.
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
            |thing| thing.near_rank(today),
        )),
        [thing] => Found::One(thing),
        _ => {
            best.sort_by(|one, other| one.rank().cmp(&other.rank()));
            Found::Several(best)
        }
    }
}

/// Those that fit best, in their order: a whole name before a part of one, and then what
/// counts now before what does not.
fn best<'b, T: Findable>(all: &'b [T], typed: &str, today: NaiveDate) -> Vec<&'b T> {
    let mut best = Vec::new();
    let mut best_class = None;
    for thing in all {
        let Some(fit) = fit(thing, typed) else {
            continue;
        };
        let class = (fit, !thing.counts(today));
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
    let is_part = name.contains(typed) || (T::HAS_PART_OF_HANDLE && handle.contains(typed));
    (!typed.is_empty() && is_part).then_some(Fit::Part)
}

/// Those whose name, a word of it, or handle is most like what was typed and folded, the most
/// alike first; of those as much alike, by `rank`.
pub(crate) fn nearest<'b, T, R: Ord>(
    all: &'b [T],
    typed: &str,
    handle_and_name: impl Fn(&'b T) -> (&'b str, &'b str),
    rank: impl Fn(&'b T) -> R,
) -> Vec<&'b T> {
    let nearness = |thing: &'b T| {
        let (handle, name) = handle_and_name(thing);
        let name = fold(name);
        let words = name.split(' ').chain([name.as_str(), handle]);
        words.map(|word| likeness(word, typed)).fold(0.0, f64::max)
    };
    let mut near: Vec<(f64, &T)> = all
        .iter()
        .map(|thing| (nearness(thing), thing))
        .filter(|(nearness, _)| *nearness >= ALIKE)
        .collect();
    near.sort_by(|(one, first), (two, second)| {
        two.total_cmp(one)
            .then_with(|| rank(first).cmp(&rank(second)))
    });
    near.truncate(NEAREST);
    near.into_iter().map(|(_, thing)| thing).collect()
}
