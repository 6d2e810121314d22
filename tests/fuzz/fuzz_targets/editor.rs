//! Any text and any changes that fit it: the new text means the old book and the changes, what
//! lies outside the splices is the old text, and taking the change back gives every byte again.
#![no_main]

use allies::model::change::Change;
use allies::model::field::{Field, FieldValue};
use allies::model::goal::Goal;
use allies::model::interaction::{Interaction, Kind, Size};
use allies::model::custom_fields::CustomFields;
use allies::model::person::{Cadence, Level, Person, Promise, Snooze};
use allies::document::edit::edit;
use allies::document::read::read;
use allies::text::patch;
use chrono::NaiveDate;
use libfuzzer_sys::arbitrary::{Error, Result, Unstructured};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    // The text first, as a seed has it; the changes come from the bytes after the last zero.
    let at = data
        .iter()
        .rposition(|byte| *byte == 0)
        .unwrap_or(data.len());
    let (text, rest) = (&data[..at], data.get(at + 1..).unwrap_or_default());
    let Ok(text) = std::str::from_utf8(text) else {
        return;
    };
    let Ok(reading) = read(text) else {
        assert!(edit(text, &[]).is_err());
        return;
    };
    let mut book = reading.book;
    let names = Names {
        people: book.people.iter().map(|it| it.handle.to_string()).collect(),
        goals: book.goals.iter().map(|it| it.handle.to_string()).collect(),
    };
    let mut source = Unstructured::new(rest);
    let mut changes = Vec::new();
    while changes.len() < 6 && !source.is_empty() {
        let Ok(change) = names.change(&mut source) else {
            break;
        };
        if book.apply_all(std::slice::from_ref(&change)).is_ok() {
            changes.push(change);
        }
    }
    let edited = edit(text, &changes)
        .unwrap_or_else(|error| panic!("{error:#?}\n--- changes\n{changes:#?}\n--- old\n{text}"));
    let context = || format!("{changes:#?}\n--- old\n{text}\n--- new\n{}", edited.text);
    assert_eq!(
        read(&edited.text).expect("read back").book,
        book,
        "{}",
        context()
    );
    let made = patch::apply(text, &edited.splices);
    assert_eq!(made.as_deref(), Ok(edited.text.as_str()), "{}", context());
    let inverse = patch::invert(&edited.splices).expect("splices in order");
    assert_eq!(
        patch::apply(&edited.text, &inverse).as_deref(),
        Ok(text),
        "{}",
        context()
    );
    // What only adds takes nothing out but the space and the brackets of an empty list.
    if changes.iter().all(adds) {
        for splice in &edited.splices {
            let only_space = splice.removed.chars().all(|c| " \t\r\n,[]{}".contains(c));
            assert!(only_space, "removed {:?}\n{}", splice.removed, context());
        }
    }
});

fn adds(change: &Change) -> bool {
    matches!(
        change,
        Change::Add(_) | Change::Log { .. } | Change::Promise { .. } | Change::AddGoal(_)
    )
}

/// Who a change may be about.
struct Names {
    people: Vec<String>,
    goals: Vec<String>,
}

impl Names {
    fn change(&self, from: &mut Unstructured) -> Result<Change> {
        let kind = from.int_in_range(0..=12)?;
        Ok(match kind {
            0 => Change::Add(Box::new(person(from)?)),
            1 | 2 => Change::Log {
                handle: pick(from, &self.people)?,
                row: row(from)?,
            },
            3 => Change::Promise {
                handle: pick(from, &self.people)?,
                promise: promise(from)?,
            },
            4 => Change::Keep {
                handle: pick(from, &self.people)?,
                index: from.int_in_range(0..=3)?,
                on: day(from)?,
            },
            5 | 6 => {
                let handle = pick(from, &self.people)?;
                let (field, value) = value(from)?;
                Change::Set {
                    handle,
                    field,
                    value,
                }
            }
            7 => Change::Unset {
                handle: pick(from, &self.people)?,
                field: *from.choose(&Field::ALL)?,
            },
            8 => Change::Remove {
                handle: pick(from, &self.people)?,
            },
            9 => Change::AddGoal(Box::new(goal(from)?)),
            10 => Change::FinishGoal {
                handle: pick(from, &self.goals)?,
                on: day(from)?,
            },
            11 => Change::NameInGoal {
                handle: pick(from, &self.goals)?,
                helped_by: texts(from)?,
                hindered_by: texts(from)?,
            },
            _ => Change::RemoveGoal {
                handle: pick(from, &self.goals)?,
            },
        })
    }
}

fn pick(from: &mut Unstructured, names: &[String]) -> Result<String> {
    if names.is_empty() {
        return Err(Error::EmptyChoose);
    }
    from.choose(names).cloned()
}

/// A text that any file may hold: never empty, and without NUL.
fn text(from: &mut Unstructured) -> Result<String> {
    const ODD: [&str; 12] = [
        "plain",
        "a\"b",
        "it's",
        "x\ny",
        "\u{1b}[0m",
        "tab\t",
        "\\",
        "é👋",
        "# [x] = {",
        "'''",
        "\"\"\"",
        "\r\n",
    ];
    if from.ratio(2, 3)? {
        return Ok((*from.choose(&ODD)?).to_owned());
    }
    let length = from.int_in_range(1..=8)?;
    let bytes = from.bytes(length)?;
    Ok(String::from_utf8_lossy(bytes).replace('\0', "0"))
}

fn texts(from: &mut Unstructured) -> Result<Vec<String>> {
    let length = from.int_in_range(0..=3)?;
    (0..length).map(|_| text(from)).collect()
}

fn day(from: &mut Unstructured) -> Result<NaiveDate> {
    let (year, day) = (from.int_in_range(1..=9999)?, from.int_in_range(1..=365)?);
    NaiveDate::from_yo_opt(year, day).ok_or(Error::IncorrectFormat)
}

fn row(from: &mut Unstructured) -> Result<Interaction<'static>> {
    let kind = *from.choose(&Kind::ALL)?;
    Ok(Interaction {
        size: *from.choose(&Size::ALL)?,
        urgent: kind == Kind::Asked && from.arbitrary()?,
        ..Interaction::new(day(from)?, kind, text(from)?)
    })
}

fn promise(from: &mut Unstructured) -> Result<Promise<'static>> {
    let made = if from.arbitrary()? {
        Some(day(from)?)
    } else {
        None
    };
    Ok(Promise {
        by: day(from)?,
        made,
        what: text(from)?.into(),
        kept: None,
        own: CustomFields::default(),
    })
}

fn value(from: &mut Unstructured) -> Result<(Field, FieldValue<'static>)> {
    Ok(match from.int_in_range(0..=14)? {
        0 => (Field::Name, FieldValue::from(format!("N{}", text(from)?))),
        1 => (Field::Added, FieldValue::from(day(from)?)),
        2 => (Field::Dept, FieldValue::from(text(from)?)),
        3 => (Field::Level, FieldValue::from(*from.choose(&Level::ALL)?)),
        4 => (Field::Helps, FieldValue::from(texts(from)?)),
        5 => (Field::Tags, FieldValue::from(texts(from)?)),
        6 => (Field::Email, FieldValue::from(texts(from)?)),
        7 => (Field::Phone, FieldValue::from(texts(from)?)),
        8 => (Field::IntroducedBy, FieldValue::from(text(from)?)),
        9 => (Field::Every, FieldValue::from(Cadence::Days(from.int_in_range(1..=Cadence::LONGEST)?))),
        10 => (Field::Every, FieldValue::from(Cadence::Never)),
        11 => (Field::Known, FieldValue::Flag(from.arbitrary()?)),
        12 => (Field::Remote, FieldValue::Flag(from.arbitrary()?)),
        13 => (Field::About, FieldValue::from(text(from)?)),
        _ => (Field::Snooze, FieldValue::from(Snooze {
            from: day(from)?,
            until: day(from)?,
        })),
    })
}

fn person(from: &mut Unstructured) -> Result<Person<'static>> {
    let handle = format!("new-{}", from.int_in_range(0..=2)?);
    let mut person = Person::new(handle, format!("N{}", text(from)?));
    for _ in 0..from.int_in_range(0..=3)? {
        let (field, value) = value(from)?;
        person.set(field, value);
    }
    for _ in 0..from.int_in_range(0..=2)? {
        person.log.push(row(from)?);
    }
    if from.arbitrary()? {
        person.promises.push(promise(from)?);
    }
    Ok(person)
}

fn goal(from: &mut Unstructured) -> Result<Goal<'static>> {
    let texts = |list: Vec<String>| list.into_iter().map(Into::into).collect();
    Ok(Goal {
        handle: format!("goal-{}", from.int_in_range(0..=2)?).into(),
        name: format!("G{}", text(from)?).into(),
        set: day(from)?,
        by: if from.arbitrary()? {
            Some(day(from)?)
        } else {
            None
        },
        helped_by: texts(self::texts(from)?),
        hindered_by: texts(self::texts(from)?),
        done: None,
        own: CustomFields::default(),
    })
}
