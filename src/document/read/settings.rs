//! Settings. Each number must be in its range (score, section 9), so that the arithmetic of the
//! score cannot overflow and its rules hold.

use std::ops::RangeInclusive;

use crate::document::diagnostic::Diagnostic;
use crate::document::read::person::no_such_kind;
use crate::document::read::reader::Reader;
use crate::document::tree::{Id, NodeKind};
use crate::model::custom_fields::CustomFields;
use crate::model::interaction::Kind;
use crate::model::person::Cadence;
use crate::model::settings::{
    Number, NumberSlot, PerKind, ScoreSettings, Settings, contact_range, credit_range,
};

const SETTINGS_KEYS: [&str; 6] = ["every", "score", "credit", "contact", "due", "network"];

impl<'t> Reader<'_, 't> {
    pub fn settings(&mut self, at: Id, own: &mut CustomFields<'t>) -> Settings {
        let mut settings = Settings::default();
        for child in self.entries(at, "settings") {
            match self.tree.key(child).as_ref() {
                "every" => match self.every(child) {
                    Some(Cadence::Days(days)) => settings.every = days,
                    Some(Cadence::Never) => {
                        let message = "the default `every` cannot be never";
                        let place = self.tree.value_span(child);
                        self.error(place, message, "expected 1 to 3650 days");
                    }
                    None => {}
                },
                "score" => self.score(child, &mut settings.score, own),
                "credit" => self.per_kind(child, "credit", &mut settings.credit, credit_range),
                "contact" => self.per_kind(child, "contact", &mut settings.contact, contact_range),
                "due" => self.numbers(child, "settings.due", settings.due.numbers(), own),
                "network" => self.network(child, &mut settings.departments, own),
                _ => self.custom_key(child, "settings", SETTINGS_KEYS, own),
            }
        }
        settings
    }

    fn score(&mut self, at: Id, score: &mut ScoreSettings, own: &mut CustomFields<'t>) {
        self.numbers(at, "settings.score", score.numbers(), own);
        if score.cold_below >= score.steady_from || score.steady_from >= score.strong_from {
            let mut limits = ["cold_below", "steady_from", "strong_from"].iter();
            let place = limits.find_map(|key| self.tree.get(at, key)).unwrap_or(at);
            let label = format!(
                "they are {}, {} and {}",
                score.cold_below, score.steady_from, score.strong_from
            );
            let message = "`cold_below`, `steady_from` and `strong_from` must rise";
            self.error(self.tree.key_span(place), message, label);
        }
    }

    fn numbers(
        &mut self,
        at: Id,
        table: &'static str,
        mut numbers: Vec<Number<'_>>,
        own: &mut CustomFields<'t>,
    ) {
        for child in self.entries(at, table) {
            let key = self.tree.key(child);
            if let Some(number) = numbers.iter_mut().find(|number| number.key == key) {
                self.number(child, number);
            } else {
                let keys = numbers.iter().map(|number| number.key);
                self.custom_key(child, table, keys, own);
            }
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "in its range, a number fits into the type of its unit"
    )]
    fn number(&mut self, at: Id, number: &mut Number<'_>) {
        let is_whole = matches!(number.slot, NumberSlot::Days(_) | NumberSlot::Whole(_));
        let Some(read) = self.number_in(&number.range, is_whole, at) else {
            return;
        };
        match &mut number.slot {
            NumberSlot::Days(days) => **days = read as u32,
            NumberSlot::Whole(whole) => **whole = read as i64,
            NumberSlot::Factor(factor) => **factor = read,
            NumberSlot::Hundredths(hundredths) => {
                let rounded = (read * 100.0).round();
                **hundredths = rounded as i64;
                if (read * 100.0 - rounded).abs() > 1e-6 {
                    let message =
                        format!("`{}` has more than two digits after the point", number.key);
                    let place = self.tree.value_span(at);
                    self.error(place, message, "it is counted in hundredths");
                }
            }
        }
    }

    fn per_kind(
        &mut self,
        at: Id,
        table: &str,
        numbers: &mut PerKind,
        range: fn(Kind) -> RangeInclusive<f64>,
    ) {
        let table = format!("settings.{table}");
        for child in self.entries(at, &table) {
            let word = self.tree.key(child);
            let Some(kind) = Kind::from_word(&word) else {
                let message = format!("no such kind of interaction in `{table}`");
                let diagnostic = Diagnostic::error(self.tree.key_span(child), message);
                let help = format!("one of: {}", Kind::ALL.map(Kind::word).join(", "));
                self.report(diagnostic.label(no_such_kind(&word)).help(help));
                continue;
            };
            if let Some(points) = self.number_in(&range(kind), false, child) {
                numbers.set(kind, points);
            }
        }
    }

    fn network(&mut self, at: Id, departments: &mut Vec<String>, own: &mut CustomFields<'t>) {
        for child in self.entries(at, "settings.network") {
            if self.tree.key(child) == "departments" {
                let list = self.list(child, false);
                *departments = list.into_iter().map(Into::into).collect();
            } else {
                self.custom_key(child, "settings.network", ["departments"], own);
            }
        }
    }

    /// A number in its range; reports anything else.
    #[expect(
        clippy::cast_precision_loss,
        reason = "no range goes beyond what a float holds"
    )]
    fn number_in(&mut self, range: &RangeInclusive<f64>, is_whole: bool, at: Id) -> Option<f64> {
        let whole = self.tree.integer(at).map(|number| number as f64);
        let number = self.tree.float(at).filter(|_| !is_whole).or(whole);
        let number = number.filter(|number| range.contains(number));
        if number.is_some() {
            return number;
        }
        let (start, end) = (range.start(), range.end());
        let expected = if is_whole {
            format!("a whole number from {start} to {end}")
        } else if *start == 0.0 && *end == 0.0 {
            "0".to_owned()
        } else {
            format!("a number from {start} to {end}")
        };
        if matches!(self.tree.kind(at), NodeKind::Integer | NodeKind::Float) {
            let message = format!("`{}` is out of range", self.tree.key(at));
            let label = format!("expected {expected}");
            self.error(self.tree.value_span(at), message, label);
        } else {
            self.report_wrong(at, &expected, None);
        }
        None
    }
}
