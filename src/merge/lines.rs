//! Three texts merged line by line, and the markers of a conflict. It knows nothing of what the
//! lines mean.

use std::collections::HashMap;

/// What to do with lines that both sides changed differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnConflict {
    /// Ours; but where both put lines in the same place, ours and then theirs.
    Both,
    /// As [`OnConflict::Both`], with lines that both put there once.
    Once,
    /// Theirs; but where both put lines in the same place, ours and then theirs.
    Theirs,
    /// Markers around both.
    Mark,
    /// Markers around everything that they changed, even where we did not.
    MarkAll,
}

/// Lines of the three texts that belong together.
struct Hunk<'t> {
    base: Vec<&'t str>,
    ours: Vec<&'t str>,
    theirs: Vec<&'t str>,
}

/// Merges two texts that came from `base`.
pub fn merge(base: &str, ours: &str, theirs: &str, on_conflict: OnConflict) -> String {
    let eol = if ours.contains("\r\n") { "\r\n" } else { "\n" };
    let mut out = String::with_capacity(ours.len() + theirs.len() / 8);
    for hunk in hunks(base, ours, theirs) {
        let Hunk { base, ours, theirs } = hunk;
        let ours_only = base == theirs || ours == theirs;
        match on_conflict {
            _ if ours_only => put(&mut out, &ours, eol),
            OnConflict::MarkAll => mark(&mut out, &ours, &theirs, eol),
            _ if base == ours => put(&mut out, &theirs, eol),
            OnConflict::Mark => mark(&mut out, &ours, &theirs, eol),
            OnConflict::Both | OnConflict::Once if !base.is_empty() => put(&mut out, &ours, eol),
            OnConflict::Theirs if !base.is_empty() => put(&mut out, &theirs, eol),
            OnConflict::Both | OnConflict::Theirs => {
                put(&mut out, &ours, eol);
                put(&mut out, &theirs, eol);
            }
            OnConflict::Once => {
                put(&mut out, &ours, eol);
                let new = theirs.into_iter().filter(|line| !ours.contains(line));
                put(&mut out, &new.collect::<Vec<_>>(), eol);
            }
        }
    }
    out
}

/// Markers around every place where the two texts differ.
pub fn marked(ours: &str, theirs: &str) -> String {
    merge(ours, ours, theirs, OnConflict::MarkAll)
}

/// How the two texts differ: the place in the first, what stands there, and what stands there in
/// the second.
pub fn differences(one: &str, two: &str) -> Vec<(usize, String, String)> {
    let mut at = 0;
    let mut found = Vec::new();
    for hunk in hunks(one, one, two) {
        let (removed, inserted) = (hunk.base.concat(), hunk.theirs.concat());
        let length = removed.len();
        if removed != inserted {
            found.push((at, removed, inserted));
        }
        at += length;
    }
    found
}

fn put(out: &mut String, lines: &[&str], eol: &str) {
    // A last line without an end is no last line any more.
    if !lines.is_empty() && !out.is_empty() && !out.ends_with('\n') {
        out.push_str(eol);
    }
    for line in lines {
        out.push_str(line);
    }
}

fn mark(out: &mut String, ours: &[&str], theirs: &[&str], eol: &str) {
    let marker = |out: &mut String, text: &str| {
        let line = format!("{text}{eol}");
        put(out, &[&line], eol);
    };
    marker(out, "<<<<<<< ours");
    put(out, ours, eol);
    marker(out, "=======");
    put(out, theirs, eol);
    marker(out, ">>>>>>> theirs");
}

fn hunks<'t>(base: &'t str, ours: &'t str, theirs: &'t str) -> Vec<Hunk<'t>> {
    let lines = |text: &'t str| -> Vec<&'t str> { text.split_inclusive('\n').collect() };
    let (base, ours, theirs) = (lines(base), lines(ours), lines(theirs));
    let in_ours: HashMap<usize, usize> = matches(&base, &ours).into_iter().collect();
    let in_theirs: HashMap<usize, usize> = matches(&base, &theirs).into_iter().collect();
    let mut hunks: Vec<Hunk> = Vec::new();
    let (mut b, mut o, mut t) = (0, 0, 0);
    let anchors =
        (0..base.len()).filter_map(|at| Some((at, *in_ours.get(&at)?, *in_theirs.get(&at)?)));
    for (next_b, next_o, next_t) in anchors.chain([(base.len(), ours.len(), theirs.len())]) {
        let hunk = Hunk {
            base: base[b..next_b].to_vec(),
            ours: ours[o..next_o].to_vec(),
            theirs: theirs[t..next_t].to_vec(),
        };
        if !(hunk.base.is_empty() && hunk.ours.is_empty() && hunk.theirs.is_empty()) {
            hunks.push(hunk);
        }
        if let Some(line) = base.get(next_b) {
            let same = vec![*line];
            hunks.push(Hunk {
                base: same.clone(),
                ours: same.clone(),
                theirs: same,
            });
        }
        (b, o, t) = (next_b + 1, next_o + 1, next_t + 1);
    }
    hunks
}

/// Places of lines that are the same in both, both rising: lines that are there once in each
/// part are matched first, and what lies between them in the same way.
fn matches(one: &[&str], two: &[&str]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut parts = vec![(0..one.len(), 0..two.len())];
    while let Some((mut a, mut b)) = parts.pop() {
        while !a.is_empty() && !b.is_empty() && one[a.start] == two[b.start] {
            found.push((a.start, b.start));
            (a.start, b.start) = (a.start + 1, b.start + 1);
        }
        while !a.is_empty() && !b.is_empty() && one[a.end - 1] == two[b.end - 1] {
            (a.end, b.end) = (a.end - 1, b.end - 1);
            found.push((a.end, b.end));
        }
        if a.is_empty() || b.is_empty() {
            continue;
        }
        let anchors = rising(&unique(one, two, a.clone(), b.clone()));
        if anchors.is_empty() {
            continue;
        }
        let (mut from_a, mut from_b) = (a.start, b.start);
        for (at_a, at_b) in anchors {
            found.push((at_a, at_b));
            parts.push((from_a..at_a, from_b..at_b));
            (from_a, from_b) = (at_a + 1, at_b + 1);
        }
        parts.push((from_a..a.end, from_b..b.end));
    }
    found.sort_unstable();
    found
}

/// Lines that are once in either part, in the order of the first.
fn unique(
    one: &[&str],
    two: &[&str],
    a: std::ops::Range<usize>,
    b: std::ops::Range<usize>,
) -> Vec<(usize, usize)> {
    // How often in the one, how often in the other, and where last in the other.
    let mut seen: HashMap<&str, (usize, usize, usize)> = HashMap::new();
    for at in a.clone() {
        seen.entry(one[at]).or_default().0 += 1;
    }
    for at in b {
        let line = seen.entry(two[at]).or_default();
        (line.1, line.2) = (line.1 + 1, at);
    }
    a.filter_map(|at| match seen.get(one[at]) {
        Some((1, 1, there)) => Some((at, *there)),
        Some(_) | None => None,
    })
    .collect()
}

/// The longest run of pairs that rises in the second place too.
fn rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // The smallest last pair of a run of each length, and for each pair the one before it.
    let mut last_of: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (at, pair) in pairs.iter().enumerate() {
        let length = last_of.partition_point(|last| pairs[*last].1 < pair.1);
        before.push(length.checked_sub(1).map(|shorter| last_of[shorter]));
        if length == last_of.len() {
            last_of.push(at);
        } else {
            last_of[length] = at;
        }
    }
    let mut run = Vec::new();
    let mut next = last_of.last().copied();
    while let Some(at) = next {
        run.push(pairs[at]);
        next = before[at];
    }
    run.reverse();
    run
}
