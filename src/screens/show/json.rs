//! `show --json`: the person, and what only `show` tells.

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use crate::core::score::{self, Line};
use crate::model::person::Promise;
use crate::screens::due::reason_json;
use crate::screens::person::PersonJson;
use crate::screens::show::{ShowView, custom_fields};
use crate::screens::words::decimal;

impl Serialize for ShowView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (person, today) = (self.assessment.person, self.assessment.today);
        let mut lines: Vec<Line> = score::lines(person, self.settings, today).collect();
        lines.sort_by_key(|line| line.age);
        let reasons = self.reasons.iter();
        let introduced = self.introduced.iter();
        let mut json = json!(PersonJson(&self.assessment));
        json["lines"] = lines.iter().map(line_json).collect();
        json["promises"] = person.promises.iter().map(promise_json).collect();
        json["due"] = reasons.map(|reason| reason_json(reason, today)).collect();
        json["about"] = json!(person.about);
        json["introduced_by"] = json!(person.introduced_by);
        json["introduced"] = introduced.map(|person| person.handle.as_ref()).collect();
        json["other"] = custom_fields::json(&person.own);
        json.serialize(serializer)
    }
}

fn line_json(line: &Line) -> Value {
    json!({
        "on": line.row.on,
        "kind": line.row.kind.word(),
        "size": line.row.size.word(),
        "urgent": line.row.urgent,
        "note": line.row.note,
        "age": line.age,
        "points": decimal(line.points),
        "contact": decimal(line.contact),
    })
}

fn promise_json(promise: &Promise) -> Value {
    json!({
        "by": promise.by,
        "made": promise.made,
        "what": promise.what,
        "kept": promise.kept,
    })
}
