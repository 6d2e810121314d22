//! What changed of a person's fields, in words.

use crate::model::change::Field;
use crate::model::custom_fields::Text;
use crate::model::person::{Cadence, Person};
use crate::screens::words::list;
use crate::text::sanitize;

/// Each field that differs: `dept IT → HR`, `boss set to Dana`, `every removed (was 30 days)`.
pub fn changed(before: &Person, after: &Person) -> Vec<String> {
    let changed = Field::ALL.into_iter().filter_map(|field| {
        let (was, now) = (shown(before, field), shown(after, field));
        (was != now).then(|| sentence(field, was, now))
    });
    changed.collect()
}

fn sentence(field: Field, was: Option<String>, now: Option<String>) -> String {
    let key = field.key();
    match (was, now) {
        (None, Some(_)) if is_told_alone(field) => format!("{key} set"),
        (Some(_), None) if is_told_alone(field) => format!("{key} removed"),
        (Some(_), Some(_)) if is_told_alone(field) => format!("{key} changed"),
        (None, Some(now)) => format!("{key} set to {now}"),
        (Some(was), None) => format!("{key} removed (was {was})"),
        (Some(was), Some(now)) => format!("{key} {was} → {now}"),
        (None, None) => String::new(),
    }
}

/// A page of text is not worth repeating, and a yes has nothing to repeat.
fn is_told_alone(field: Field) -> bool {
    matches!(field, Field::About | Field::Known | Field::Remote)
}

/// The value of a field, fit for a terminal; nothing where it is not set.
fn shown(person: &Person, field: Field) -> Option<String> {
    let text = |text: &Option<Text>| {
        text.as_deref()
            .map(|text| sanitize::line(text).into_owned())
    };
    let texts = |texts: &[Text]| {
        let shown: Vec<_> = texts.iter().map(|text| sanitize::line(text)).collect();
        (!shown.is_empty()).then(|| list(&shown))
    };
    let flag = |flag: bool| flag.then(String::new);
    match field {
        Field::Name => Some(sanitize::line(&person.name).into_owned()),
        Field::Added => person.added.map(|day| day.to_string()),
        Field::Dept => text(&person.dept),
        Field::Role => text(&person.role),
        Field::Org => text(&person.org),
        Field::Level => person.level.map(|level| level.word().to_owned()),
        Field::Boss => text(&person.boss),
        Field::Helps => texts(&person.helps),
        Field::Cares => texts(&person.cares),
        Field::Tags => texts(&person.tags),
        Field::Email => texts(&person.email),
        Field::Phone => texts(&person.phone),
        Field::IntroducedBy => text(&person.introduced_by),
        Field::Every => person.every.map(|every| match every {
            Cadence::Days(1) => "1 day".to_owned(),
            Cadence::Days(days) => format!("{days} days"),
            Cadence::Never => "never".to_owned(),
        }),
        Field::Known => flag(person.known),
        Field::Remote => flag(person.remote),
        Field::Archived => person.archived.map(|day| day.to_string()),
        Field::About => person.about.as_deref().map(str::to_owned),
        Field::Snooze => person
            .snooze
            .map(|snooze| format!("{} to {}", snooze.from, snooze.until)),
    }
}
