//! Any bytes as the data file. No panic, and the same verdict and values as the `toml` crate,
//! which knows nothing of people.
#![no_main]

use allies::model::book::Book;
use allies::model::custom_fields::{Float, CustomFields, CustomValue};
use allies::model::person::Person;
use allies::document::decode::as_text;
use allies::document::diagnostic::Diagnostic;
use allies::document::read::{read, read_and_lint};
use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;
use toml::value::Datetime;
use toml::{Table, Value};

const KNOWN_AT_TOP: [&str; 4] = ["format", "settings", "goals", "people"];

fuzz_target!(|data: &[u8]| {
    let Ok(text) = as_text(data) else {
        return;
    };
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
    let linted = read_and_lint(text, today);
    match read(text) {
        Ok(reading) => {
            let table = text.parse::<Table>();
            let table = table.unwrap_or_else(|error| panic!("read, but no TOML: {error}\n{text}"));
            assert_eq!(linted.expect("read as well").book, reading.book);
            compare(&reading.book, &table);
        }
        Err(diagnostics) => {
            assert!(!diagnostics.is_empty() && linted.is_err());
            assert!(diagnostics.iter().all(|diagnostic| is_in(diagnostic, text)));
            // The other parser overflows the stack where this one says so.
            if diagnostics.iter().any(is_limit) {
                return;
            }
            if let Ok(table) = text.parse::<Table>() {
                let is_ours = table.keys().any(|key| KNOWN_AT_TOP.contains(&key.as_str()));
                assert!(is_ours, "TOML, but refused: {diagnostics:#?}\n{text}");
            }
        }
    }
});

fn is_in(diagnostic: &Diagnostic, text: &str) -> bool {
    diagnostic.span.start <= diagnostic.span.end
        && diagnostic.span.end <= text.len()
        && diagnostic.line >= 1
        && diagnostic.column >= 1
}

fn is_limit(diagnostic: &Diagnostic) -> bool {
    diagnostic.message.contains("nested too deeply") || diagnostic.message.contains("too long")
}

fn compare(book: &Book, table: &Table) {
    let ours: Vec<_> = table
        .iter()
        .filter(|(key, _)| !KNOWN_AT_TOP.contains(&key.as_str()))
        .collect();
    for (key, value) in &ours {
        let same = book
            .own
            .iter()
            .any(|(own, it)| own == *key && is_same(it, value));
        assert!(same, "{key} = {value:?} in {:?}", book.own);
    }
    if !table.contains_key("settings") {
        assert_eq!(book.own.iter().count(), ours.len());
    }
    let none = Table::new();
    let of = |key| table.get(key).and_then(Value::as_table).unwrap_or(&none);
    let (people, goals) = (of("people"), of("goals"));
    assert_eq!(book.people.len(), people.len());
    assert_eq!(book.goals.len(), goals.len());
    for person in &book.people {
        let table = people[person.handle.as_ref()].as_table().expect("a table");
        compare_person(person, table);
    }
    for goal in &book.goals {
        let table = goals[goal.handle.as_ref()].as_table().expect("a table");
        assert_eq!(table["name"].as_str(), Some(goal.name.as_ref()));
        assert!(is_day(goal.set, &table["set"]));
        assert_eq!(texts(table.get("helped_by")), owned(&goal.helped_by));
        assert_eq!(texts(table.get("hindered_by")), owned(&goal.hindered_by));
    }
}

fn compare_person(person: &Person, table: &Table) {
    let text = |key| table.get(key).and_then(Value::as_str);
    let flag = |key| table.get(key).and_then(Value::as_bool).unwrap_or_default();
    assert_eq!(text("name"), Some(person.name.as_ref()));
    for (key, value) in [
        ("dept", &person.dept),
        ("role", &person.role),
        ("org", &person.org),
        ("boss", &person.boss),
        ("about", &person.about),
        ("introduced_by", &person.introduced_by),
    ] {
        assert_eq!(text(key), value.as_deref(), "{key}");
    }
    assert_eq!(text("level"), person.level.map(|level| level.word()));
    for (key, list) in [
        ("helps", &person.helps),
        ("cares", &person.cares),
        ("tags", &person.tags),
        ("email", &person.email),
        ("phone", &person.phone),
    ] {
        assert_eq!(texts(table.get(key)), owned(list), "{key}");
    }
    assert_eq!(
        (flag("known"), flag("remote")),
        (person.known, person.remote)
    );
    for (key, day) in [("added", person.added), ("archived", person.archived)] {
        assert_eq!(table.contains_key(key), day.is_some(), "{key}");
        assert!(day.is_none_or(|day| is_day(day, &table[key])), "{key}");
    }
    assert_eq!(table.contains_key("every"), person.every.is_some());
    assert_eq!(table.contains_key("snooze"), person.snooze.is_some());
    compare_rows(person, table);
    for (key, own) in person.own.iter() {
        assert!(
            is_same(own, &table[key]),
            "{key}: {own:?}, {:?}",
            table[key]
        );
    }
}

fn compare_rows(person: &Person, table: &Table) {
    let rows = |key| {
        let list = table.get(key).and_then(Value::as_array);
        list.map(Vec::as_slice).unwrap_or_default()
    };
    let (log, promises) = (rows("log"), rows("promises"));
    assert_eq!(person.log.len(), log.len());
    for (row, value) in person.log.iter().zip(log) {
        let note = value.get(row.kind.word()).and_then(Value::as_str);
        assert_eq!(note, Some(row.note.as_ref()));
        assert!(is_day(row.on, &value["on"]));
        let size = value.get("size").and_then(Value::as_str);
        assert_eq!(size.unwrap_or("normal"), row.size.word());
        let urgent = value.get("urgent").and_then(Value::as_bool);
        assert_eq!(urgent.unwrap_or_default(), row.urgent);
    }
    assert_eq!(person.promises.len(), promises.len());
    for (promise, value) in person.promises.iter().zip(promises) {
        assert_eq!(value["what"].as_str(), Some(promise.what.as_ref()));
        assert!(is_day(promise.by, &value["by"]));
        for (key, day) in [("made", promise.made), ("kept", promise.kept)] {
            let there = value.get(key);
            assert_eq!(there.is_some(), day.is_some());
            assert!(day.is_none_or(|day| is_day(day, &value[key])));
        }
    }
}

/// One text, or an array of them.
fn texts(value: Option<&Value>) -> Vec<&str> {
    match value {
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).collect(),
        Some(value) => value.as_str().into_iter().collect(),
        None => Vec::new(),
    }
}

fn owned<'a>(list: &'a [std::borrow::Cow<'_, str>]) -> Vec<&'a str> {
    list.iter().map(AsRef::as_ref).collect()
}

fn is_day(day: NaiveDate, value: &Value) -> bool {
    let moment = value.as_datetime();
    moment.is_some_and(|it| it.time.is_none() && it.to_string() == day.to_string())
}

fn is_same(own: &CustomValue, value: &Value) -> bool {
    match (own, value) {
        (CustomValue::Text(one), Value::String(two)) => one == two,
        (CustomValue::Whole(one), Value::Integer(two)) => one == two,
        // There are many not-a-numbers, and one parser keeps the sign where the other does not.
        (CustomValue::Number(Float(one)), Value::Float(two)) => {
            one.to_bits() == two.to_bits() || one.is_nan() && two.is_nan()
        }
        (CustomValue::Flag(one), Value::Boolean(two)) => one == two,
        (CustomValue::Day(one), Value::Datetime(_)) => is_day(*one, value),
        (CustomValue::Moment(one), Value::Datetime(two)) => {
            one.parse::<Datetime>().is_ok_and(|one| one == *two)
        }
        (CustomValue::List(one), Value::Array(two)) => {
            one.len() == two.len() && one.iter().zip(two).all(|(one, two)| is_same(one, two))
        }
        (CustomValue::Table(one), Value::Table(two)) => is_same_table(one, two),
        _ => false,
    }
}

fn is_same_table(own: &CustomFields, table: &Table) -> bool {
    own.iter().count() == table.len()
        && own
            .iter()
            .all(|(key, own)| table.get(key).is_some_and(|value| is_same(own, value)))
}
