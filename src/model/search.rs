//! What some typed words may mean: the things of a book that fit them best, and when none
//! fits, those whose names come near. People and goals are found in the same way.

use crate::text::fold::fold;

/// How many near names are worth reading.
const NEAREST: usize = 3;

/// Names less alike than this, from 0 to 1, are not what somebody mistyped.
const ALIKE: f64 = 0.7;

/// How well a thing fits what was typed, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fit {
    /// It is its whole name, or its handle.
    Whole,
    /// It is a part of its name.
    Part,
}

/// Those that fit best, in their order: a whole name before a part of one, and then what
/// counts now before what does not.
pub(crate) fn best<T>(
    all: &[T],
    fits: impl Fn(&T) -> Option<Fit>,
    counts: impl Fn(&T) -> bool,
) -> Vec<&T> {
    let mut best = Vec::new();
    let mut best_class = None;
    for thing in all {
        let Some(fit) = fits(thing) else { continue };
        let class = (fit, !counts(thing));
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

/// Those whose name, a word of it, or handle is most like what was typed and folded, the most
/// alike first; of those as much alike, by `rank`.
pub(crate) fn nearest<'b, T, R: Ord>(
    all: &'b [T],
    typed: &str,
    handle_and_name: impl Fn(&'b T) -> (&'b str, &'b str),
    rank: impl Fn(&'b T) -> R,
) -> Vec<&'b T> {
    let likeness = |thing: &'b T| {
        let (handle, name) = handle_and_name(thing);
        let name = fold(name);
        let words = name.split(' ').chain([name.as_str(), handle]);
        words
            .map(|word| strsim::jaro_winkler(word, typed))
            .fold(0.0, f64::max)
    };
    let mut near: Vec<(f64, &T)> = all
        .iter()
        .map(|thing| (likeness(thing), thing))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .collect();
    near.sort_by(|(one, first), (two, second)| {
        two.total_cmp(one)
            .then_with(|| rank(first).cmp(&rank(second)))
    });
    near.truncate(NEAREST);
    near.into_iter().map(|(_, thing)| thing).collect()
}
