//! `show --json`: the person, and what only `show` tells.

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use crate::core::score;
use crate::core::score::Line;
use crate::model::person::Promise;
use crate::screens::due::ReasonJson;
use crate::screens::person::{OwnJson, PersonJson};
use crate::screens::show::ShowView;
use crate::screens::words::decimal;

#[derive(Serialize)]
struct ShowJson<'a> {
    #[serde(flatten)]
    person: PersonJson<'a>,
    lines: Vec<LineJson<'a>>,
    promises: Vec<PromiseJson<'a>>,
    due: Vec<ReasonJson>,
    about: Option<&'a str>,
    introduced_by: Option<&'a str>,
    introduced: Vec<&'a str>,
    other: OwnJson<'a>,
}

#[derive(Serialize)]
struct LineJson<'a> {
    on: NaiveDate,
    kind: &'static str,
    size: &'static str,
    urgent: bool,
    note: &'a str,
    age: i64,
    points: f64,
    contact: f64,
}

#[derive(Serialize)]
struct PromiseJson<'a> {
    by: NaiveDate,
    made: Option<NaiveDate>,
    what: &'a str,
    kept: Option<NaiveDate>,
}

impl Serialize for ShowView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let person = self.person();
        let today = self.today();
        let mut lines: Vec<Line> = score::lines(person, self.settings, today).collect();
        lines.sort_by_key(|line| line.age);
        ShowJson {
            person: PersonJson::of(&self.assessment),
            lines: lines.into_iter().map(line).collect(),
            promises: person.promises.iter().map(promise).collect(),
            due: self
                .reasons
                .iter()
                .map(|reason| ReasonJson::of(reason, today))
                .collect(),
            about: person.about.as_deref(),
            introduced_by: person.introduced_by.as_deref(),
            introduced: self
                .introduced
                .iter()
                .map(|person| person.handle.as_ref())
                .collect(),
            other: OwnJson(&person.own),
        }
        .serialize(serializer)
    }
}

fn line(line: Line<'_>) -> LineJson<'_> {
    LineJson {
        on: line.row.on,
        kind: line.row.kind.word(),
        size: line.row.size.word(),
        urgent: line.row.urgent,
        note: &line.row.note,
        age: line.age,
        points: decimal(line.points),
        contact: decimal(line.contact),
    }
}

fn promise<'a>(promise: &'a Promise<'a>) -> PromiseJson<'a> {
    PromiseJson {
        by: promise.by,
        made: promise.made,
        what: &promise.what,
        kept: promise.kept,
    }
}
