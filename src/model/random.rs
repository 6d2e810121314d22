//! Random books for tests: every field, every kind of value, and texts that are hard for the
//! formats.

use chrono::NaiveDate;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;

use crate::model::book::Book;
use crate::model::custom_fields::{CustomFields, CustomValue, Float, Text};
use crate::model::field::{Field, FieldKind, FieldValue};
use crate::model::goal::Goal;
use crate::model::interaction::{Interaction, Kind, Size};
use crate::model::person::{Cadence, Level, Person, Promise, Snooze};
use crate::model::settings::Settings;

pub(crate) fn any_day() -> impl Strategy<Value = NaiveDate> {
    (1i32..=9999, 1u32..=365)
        .prop_map(|(year, day)| NaiveDate::from_yo_opt(year, day).expect("every year has 365 days"))
}

pub(crate) fn any_text() -> impl Strategy<Value = Text<'static>> {
    prop_oneof![
        3 => "[ -~éß김🚀]{0,20}",
        1 => "[=+@,;:\\\\\"'\t\r\n\u{85}\u{2028}-]{0,6}",
        1 => "\\PC{60,200}",
        1 => any::<String>(),
    ]
    .prop_map(Text::Owned)
}

fn any_name() -> impl Strategy<Value = Text<'static>> {
    any_text().prop_map(|text| Text::Owned(format!("N{text}")))
}

fn any_value() -> impl Strategy<Value = CustomValue<'static>> {
    let leaf =
        prop_oneof![
        any_text().prop_map(CustomValue::Text),
        any::<i64>().prop_map(CustomValue::Whole),
        any::<f64>()
            .prop_map(|number| if number.is_nan() { f64::NAN } else { number })
            .prop_map(|number| CustomValue::Number(Float(number))),
        Just(CustomValue::Number(Float(-0.0))),
        Just(CustomValue::Number(Float(f64::INFINITY))),
        Just(CustomValue::Number(Float(-f64::NAN))),
        any::<bool>().prop_map(CustomValue::Flag),
        any_day().prop_map(CustomValue::Day),
        "([0-9]{4}-0[1-9]-1[0-9][Tt ])?(0[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,12})?)?"
            .prop_map(|text| CustomValue::Moment(Text::Owned(text))),
        Just(CustomValue::Moment(Text::Borrowed("0000-02-29 23:59:60.5-00:30"))),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(CustomValue::List),
            vec((any_key(), inner), 0..4).prop_map(|keys| CustomValue::Table(own(keys))),
        ]
    })
}

/// Includes keys that the JSON format reserves.
fn any_key() -> impl Strategy<Value = Text<'static>> {
    "(\\$day|\\$\\$day|\\$moment|\\$|[a-z]{1,3}|\\PC{0,3})"
        .prop_filter("a key of the file's own", |key| {
            !matches!(key.as_str(), "on" | "by" | "set" | "met" | "log")
        })
        .prop_map(Text::Owned)
}

fn own(keys: Vec<(Text<'static>, CustomValue<'static>)>) -> CustomFields<'static> {
    let mut own = CustomFields::default();
    for (key, value) in keys {
        // A file has no duplicate keys.
        if !own.iter().any(|(known, _)| known == key) {
            own.push(key, value);
        }
    }
    own
}

fn any_own() -> impl Strategy<Value = CustomFields<'static>> {
    prop_oneof![
        3 => Just(CustomFields::default()),
        1 => vec((any_key(), any_value()), 1..4).prop_map(own),
    ]
}

fn any_row() -> impl Strategy<Value = Interaction<'static>> {
    let kind = proptest::sample::select(Kind::ALL.to_vec());
    let size = proptest::sample::select(Size::ALL.to_vec());
    (any_day(), kind, size, any::<bool>(), any_text(), any_own()).prop_map(
        |(on, kind, size, urgent, note, own)| Interaction {
            on,
            kind,
            size,
            urgent: urgent && kind == Kind::Asked,
            note,
            own,
        },
    )
}

fn any_promise() -> impl Strategy<Value = Promise<'static>> {
    (
        any_day(),
        of(any_day()),
        any_text(),
        of(any_day()),
        any_own(),
    )
        .prop_map(|(by, made, what, kept, own)| Promise {
            by,
            made,
            what,
            kept,
            own,
        })
}

fn any_every() -> impl Strategy<Value = Cadence> {
    prop_oneof![
        (1..=Cadence::LONGEST).prop_map(Cadence::Days),
        Just(Cadence::Never),
    ]
}

fn any_field(field: Field) -> BoxedStrategy<Option<FieldValue<'static>>> {
    let text = any_text().prop_map(FieldValue::Text);
    match field.kind() {
        FieldKind::Name => any_name().prop_map(FieldValue::Text).prop_map(Some).boxed(),
        FieldKind::Text | FieldKind::Handle => of(text).boxed(),
        FieldKind::Texts | FieldKind::Ranked => {
            of(vec(any_text(), 1..3).prop_map(FieldValue::Texts)).boxed()
        }
        FieldKind::Day => of(any_day().prop_map(FieldValue::Day)).boxed(),
        FieldKind::Level => {
            let level = proptest::sample::select(Level::ALL.to_vec());
            of(level.prop_map(FieldValue::Level)).boxed()
        }
        FieldKind::Every => of(any_every().prop_map(FieldValue::Every)).boxed(),
        FieldKind::Flag => of(Just(FieldValue::Flag(true))).boxed(),
        FieldKind::Snooze => {
            let snooze = (any_day(), any_day()).prop_map(|(from, until)| Snooze { from, until });
            of(snooze.prop_map(FieldValue::Snooze)).boxed()
        }
    }
}

fn any_person() -> impl Strategy<Value = Person<'static>> {
    let fields = Field::ALL.map(any_field).to_vec();
    let lists = (vec(any_promise(), 0..3), vec(any_row(), 0..4));
    (fields, any_own(), lists, any_own()).prop_map(|(fields, snooze_own, lists, own)| {
        let mut person = Person {
            promises: lists.0,
            log: lists.1,
            own,
            ..Person::default()
        };
        for (field, value) in Field::ALL.into_iter().zip(fields) {
            assert!(value.is_none_or(|value| person.set(field, value)));
        }
        if person.snooze.is_some() {
            person.snooze_own = snooze_own;
        }
        person
    })
}

fn any_goal() -> impl Strategy<Value = Goal<'static>> {
    let lists = (vec(any_text(), 0..3), vec(any_text(), 0..3));
    (
        any_name(),
        any_day(),
        of(any_day()),
        lists,
        of(any_day()),
        any_own(),
    )
        .prop_map(
            |(name, set, by, (helped_by, hindered_by), done, own)| Goal {
                handle: Text::Borrowed(""),
                name,
                set,
                by,
                helped_by,
                hindered_by,
                done,
                own,
            },
        )
}

fn any_settings() -> impl Strategy<Value = Settings> {
    (
        1u32..=3650,
        any::<i64>(),
        1.0f64..9.0,
        -9.0f64..9.0,
        vec(any::<String>(), 0..3),
    )
        .prop_map(|(every, doubt, urgent, credit, departments)| {
            let mut settings = Settings {
                every,
                departments,
                ..Settings::default()
            };
            settings.score.doubt = doubt;
            settings.score.urgent_factor = urgent;
            settings.credit.set(Kind::Gave, credit);
            settings
        })
}

/// A book of up to four people with distinct handles.
pub(crate) fn any_book() -> impl Strategy<Value = Book<'static>> {
    (
        any_settings(),
        vec(any_goal(), 0..3),
        vec(any_person(), 0..5),
        any_own(),
    )
        .prop_map(|(settings, mut goals, mut people, own)| {
            for (at, goal) in goals.iter_mut().enumerate() {
                goal.handle = Text::Owned(format!("goal-{at}"));
            }
            for (at, person) in people.iter_mut().enumerate() {
                person.handle = Text::Owned(format!("person-{at}"));
            }
            Book {
                settings,
                goals,
                people,
                own,
            }
        })
}
