//! Settings: each number in its range (score, section 9), so that no arithmetic of the
//! score can overflow and none of its rules break.

use std::ops::RangeInclusive;

use crate::document::diagnostic::Finding;
use crate::document::read::reader::Reader;
use crate::document::read::suggest;
use crate::document::tree::{Id, Shape};
use crate::model::custom_fields::OwnKeys;
use crate::model::interaction::Kind;
use crate::model::person::Cadence;
use crate::model::settings::{DueSettings, PerKind, ScoreSettings, Settings};

const SETTINGS_KEYS: [&str; 6] = ["every", "score", "credit", "contact", "due", "network"];
const SCORE_KEYS: [&str; 7] = [
    "half_life",
    "doubt",
    "debt_limit",
    "cold_below",
    "steady_from",
    "strong_from",
    "urgent_factor",
];
/// Spans of days, each under its key.
const DUE: [(&str, fn(&mut DueSettings) -> &mut u32); 11] = [
    ("horizon", |due| &mut due.horizon),
    ("repair", |due| &mut due.repair),
    ("thanks", |due| &mut due.thanks),
    ("credit", |due| &mut due.credit),
    ("ask_only", |due| &mut due.ask_only),
    ("give_back", |due| &mut due.give_back),
    ("goal", |due| &mut due.goal),
    ("meet", |due| &mut due.meet),
    ("loop", |due| &mut due.r#loop),
    ("new", |due| &mut due.new),
    ("mending", |due| &mut due.mending),
];

/// Points of one interaction, and of the doubt: large enough for any taste, and a hundred
/// thousand rows of it, doubled for size and multiplied for urgency, fit into hundredths of
/// 64 bits.
const MOST_POINTS: f64 = 1_000_000.0;
/// How much more an urgent ask may cost.
const MOST_URGENT: f64 = 1_000.0;
/// The longest span of days, ten years.
const MOST_DAYS: i64 = Cadence::LONGEST as i64;

impl<'t> Reader<'_, 't> {
    pub fn settings(&mut self, at: Id, own: &mut OwnKeys<'t>) -> Settings {
        let mut settings = Settings::default();
        for child in self.entries(at, "settings") {
            match self.tree.key(child).as_ref() {
                "every" => self.default_every(child, &mut settings.every),
                "score" => self.score(child, &mut settings.score, own),
                "credit" => {
                    self.per_kind(child, "settings.credit", &mut settings.credit, credit_range);
                }
                "contact" => self.per_kind(
                    child,
                    "settings.contact",
                    &mut settings.contact,
                    contact_range,
                ),
                "due" => self.due(child, &mut settings.due, own),
                "network" => self.network(child, &mut settings.departments, own),
                _ => self.own_key(child, "settings", SETTINGS_KEYS, own),
            }
        }
        settings
    }

    fn default_every(&mut self, at: Id, every: &mut u32) {
        match self.every(at) {
            Some(Cadence::Days(days)) => *every = days,
            Some(Cadence::Never) => self.error(
                self.tree.value_span(at),
                "the default `every` cannot be never",
                "expected 1 to 3650 days",
            ),
            None => {}
        }
    }

    fn score(&mut self, at: Id, score: &mut ScoreSettings, own: &mut OwnKeys<'t>) {
        for child in self.entries(at, "settings.score") {
            match self.tree.key(child).as_ref() {
                "half_life" => self.days(child, 1..=MOST_DAYS, &mut score.half_life),
                "doubt" => self.doubt(child, &mut score.doubt),
                "debt_limit" => self.whole(child, -99..=-1, &mut score.debt_limit),
                "cold_below" => self.whole(child, 1..=98, &mut score.cold_below),
                "steady_from" => self.whole(child, 2..=99, &mut score.steady_from),
                "strong_from" => self.whole(child, 3..=100, &mut score.strong_from),
                "urgent_factor" => self.points(child, 1.0..=MOST_URGENT, &mut score.urgent_factor),
                _ => self.own_key(child, "settings.score", SCORE_KEYS, own),
            }
        }
        if score.cold_below >= score.steady_from || score.steady_from >= score.strong_from {
            let limits = ["cold_below", "steady_from", "strong_from"];
            let place = limits
                .iter()
                .find_map(|key| self.tree.get(at, key))
                .unwrap_or(at);
            let label = format!(
                "they are {}, {} and {}",
                score.cold_below, score.steady_from, score.strong_from
            );
            self.error(
                self.tree.key_span(place),
                "`cold_below`, `steady_from` and `strong_from` must rise",
                label,
            );
        }
    }

    /// The doubt is counted in hundredths; more digits would be lost.
    fn doubt(&mut self, at: Id, doubt: &mut i64) {
        let mut points = 1.0;
        self.points(at, 0.01..=MOST_POINTS, &mut points);
        let hundredths = (points * 100.0).round();
        if (points * 100.0 - hundredths).abs() > 1e-6 {
            self.error(
                self.tree.value_span(at),
                "`doubt` has more than two digits after the point",
                "it is counted in hundredths",
            );
        }
        #[expect(clippy::cast_possible_truncation, reason = "at most a hundred million")]
        {
            *doubt = hundredths as i64;
        }
    }

    fn per_kind(
        &mut self,
        at: Id,
        what: &str,
        numbers: &mut PerKind,
        range: fn(Kind) -> RangeInclusive<f64>,
    ) {
        for child in self.entries(at, what) {
            let word = self.tree.key(child);
            let Some(kind) = Kind::from_word(&word) else {
                let message = format!("no such kind of interaction in `{what}`");
                let finding = Finding::error(self.tree.key_span(child), message);
                let help = format!("one of: {}", Kind::ALL.map(Kind::word).join(", "));
                self.report(finding.label(suggest::no_such_kind(&word)).help(help));
                continue;
            };
            let mut points = numbers.of(kind);
            self.points(child, range(kind), &mut points);
            numbers.set(kind, points);
        }
    }

    fn due(&mut self, at: Id, due: &mut DueSettings, own: &mut OwnKeys<'t>) {
        for child in self.entries(at, "settings.due") {
            let key = self.tree.key(child);
            match DUE.iter().find(|(known, _)| *known == key) {
                Some((_, days)) => self.days(child, 0..=MOST_DAYS, days(due)),
                None => {
                    let known = DUE.iter().map(|(known, _)| *known);
                    self.own_key(child, "settings.due", known, own);
                }
            }
        }
    }

    fn network(&mut self, at: Id, departments: &mut Vec<String>, own: &mut OwnKeys<'t>) {
        for child in self.entries(at, "settings.network") {
            if self.tree.key(child) == "departments" {
                let list = self.list(child, false);
                *departments = list.into_iter().map(Into::into).collect();
            } else {
                self.own_key(child, "settings.network", ["departments"], own);
            }
        }
    }

    fn days(&mut self, at: Id, range: RangeInclusive<i64>, into: &mut u32) {
        let mut days = i64::from(*into);
        self.whole(at, range, &mut days);
        *into = u32::try_from(days).unwrap_or(*into);
    }

    fn whole(&mut self, at: Id, range: RangeInclusive<i64>, into: &mut i64) {
        match self.tree.whole(at) {
            Some(number) if range.contains(&number) => *into = number,
            Some(_) | None => {
                let expected = format!("a whole number from {} to {}", range.start(), range.end());
                self.out_of_range(at, &expected);
            }
        }
    }

    fn points(&mut self, at: Id, range: RangeInclusive<f64>, into: &mut f64) {
        // Whole numbers in range are far below where a float loses any.
        #[expect(
            clippy::cast_precision_loss,
            reason = "checked against the range below"
        )]
        let whole = self.tree.whole(at).map(|number| number as f64);
        match self.tree.number(at).or(whole) {
            Some(number) if range.contains(&number) => *into = number,
            Some(_) | None => {
                let expected = match (*range.start() == 0.0, *range.end() == 0.0) {
                    (true, true) => "0".to_owned(),
                    (_, _) => format!("a number from {} to {}", range.start(), range.end()),
                };
                self.out_of_range(at, &expected);
            }
        }
    }

    fn out_of_range(&mut self, at: Id, expected: &str) {
        let key = self.tree.key(at);
        if matches!(self.tree.shape(at), Shape::Whole | Shape::Number) {
            self.error(
                self.tree.value_span(at),
                format!("`{key}` is out of range"),
                format!("expected {expected}"),
            );
        } else {
            self.wrong(at, &format!("`{key}`"), expected, None);
        }
    }
}

/// Giving and thanks never count against you, an ask and help never for you.
fn credit_range(kind: Kind) -> RangeInclusive<f64> {
    match kind {
        Kind::Gave | Kind::Praised | Kind::Shared | Kind::Thanked => 0.0..=MOST_POINTS,
        Kind::Asked => -MOST_POINTS..=-0.01,
        Kind::Received => -MOST_POINTS..=0.0,
        Kind::Met | Kind::Called | Kind::Wrote | Kind::Strained | Kind::Repaired => 0.0..=0.0,
    }
}

/// Contact never cools; an ask and a strain are none.
fn contact_range(kind: Kind) -> RangeInclusive<f64> {
    match kind {
        Kind::Asked | Kind::Strained => 0.0..=0.0,
        Kind::Gave
        | Kind::Praised
        | Kind::Shared
        | Kind::Thanked
        | Kind::Received
        | Kind::Met
        | Kind::Called
        | Kind::Wrote
        | Kind::Repaired => 0.0..=MOST_POINTS,
    }
}
