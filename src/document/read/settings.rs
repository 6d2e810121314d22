//! Settings: each number in its range (score, section 9), so that no arithmetic of the
//! score can overflow and none of its rules break.

use std::ops::RangeInclusive;

use crate::document::diagnostic::{Draft, Severity};
use crate::document::read::reader::Reader;
use crate::document::read::suggest;
use crate::document::tree::{Id, Shape};
use crate::model::custom_fields::OwnKeys;
use crate::model::interaction::Kind;
use crate::model::person::Cadence;
use crate::model::settings::{
    DueSettings, Number, NumberSlot, PerKind, ScoreSettings, Settings, contact_range, credit_range,
};

const SETTINGS_KEYS: &[&str] = &["every", "score", "credit", "contact", "due", "network"];
const NETWORK_KEYS: &[&str] = &["departments"];

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
                _ => self.own_key(child, SETTINGS_KEYS, own),
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
        self.numbers(
            at,
            "settings.score",
            score.numbers(),
            ScoreSettings::KEYS,
            own,
        );
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

    fn numbers(
        &mut self,
        at: Id,
        what: &str,
        mut numbers: Vec<Number<'_>>,
        keys: &'static [&'static str],
        own: &mut OwnKeys<'t>,
    ) {
        for child in self.entries(at, what) {
            let key = self.tree.key(child);
            match numbers.iter_mut().find(|number| number.key == key) {
                Some(number) => self.number(child, number),
                None => self.own_key(child, keys, own),
            }
        }
    }

    fn number(&mut self, at: Id, number: &mut Number<'_>) {
        let range = &number.range;
        match &mut number.slot {
            NumberSlot::Days(days) => {
                let read = self.whole(at, range).map(u32::try_from);
                **days = read.and_then(Result::ok).unwrap_or(**days);
            }
            NumberSlot::Whole(whole) => **whole = self.whole(at, range).unwrap_or(**whole),
            NumberSlot::Factor(factor) => **factor = self.points(at, range).unwrap_or(**factor),
            NumberSlot::Hundredths(hundredths) => {
                if let Some(read) = self.hundredths(at, range) {
                    **hundredths = read;
                }
            }
        }
    }

    /// What is counted in hundredths; more digits would be lost.
    fn hundredths(&mut self, at: Id, range: &RangeInclusive<f64>) -> Option<i64> {
        let points = self.points(at, range)?;
        let hundredths = (points * 100.0).round();
        if (points * 100.0 - hundredths).abs() > 1e-6 {
            let key = self.tree.key(at);
            self.error(
                self.tree.value_span(at),
                format!("`{key}` has more than two digits after the point"),
                "it is counted in hundredths",
            );
        }
        #[expect(clippy::cast_possible_truncation, reason = "at most a hundred million")]
        Some(hundredths as i64)
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
                let draft = Draft::new(Severity::Error, self.tree.key_span(child), message);
                let help = format!("one of: {}", Kind::ALL.map(Kind::word).join(", "));
                self.report(draft.label(suggest::no_such_kind(&word)).help(help));
                continue;
            };
            if let Some(points) = self.points(child, &range(kind)) {
                numbers.set(kind, points);
            }
        }
    }

    fn due(&mut self, at: Id, due: &mut DueSettings, own: &mut OwnKeys<'t>) {
        self.numbers(at, "settings.due", due.numbers(), DueSettings::KEYS, own);
    }

    fn network(&mut self, at: Id, departments: &mut Vec<String>, own: &mut OwnKeys<'t>) {
        for child in self.entries(at, "settings.network") {
            if self.tree.key(child) == "departments" {
                let list = self.list(child, false);
                *departments = list.into_iter().map(Into::into).collect();
            } else {
                self.own_key(child, NETWORK_KEYS, own);
            }
        }
    }

    fn whole(&mut self, at: Id, range: &RangeInclusive<f64>) -> Option<i64> {
        // Whole numbers in range are far below where a float loses any.
        #[expect(clippy::cast_precision_loss, reason = "checked against the range")]
        let whole = self
            .tree
            .whole(at)
            .filter(|&number| range.contains(&(number as f64)));
        if whole.is_none() {
            let expected = format!("a whole number from {} to {}", range.start(), range.end());
            self.out_of_range(at, &expected);
        }
        whole
    }

    fn points(&mut self, at: Id, range: &RangeInclusive<f64>) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "checked against the range")]
        let whole = self.tree.whole(at).map(|number| number as f64);
        let number = self.tree.number(at).or(whole);
        let number = number.filter(|number| range.contains(number));
        if number.is_none() {
            let expected = match (*range.start() == 0.0, *range.end() == 0.0) {
                (true, true) => "0".to_owned(),
                (_, _) => format!("a number from {} to {}", range.start(), range.end()),
            };
            self.out_of_range(at, &expected);
        }
        number
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
