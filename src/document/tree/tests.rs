//! The tree accepts exactly what the `toml` crate accepts.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod corpus;

use proptest::prelude::*;

use crate::document::tree::tests::corpus::{CORPUS, PLAIN};
use crate::document::tree::*;

#[track_caller]
fn agrees(text: &str) {
    let theirs = toml::from_str::<toml::Table>(text);
    let ours = TomlTree::parse(text);
    if let (Ok(theirs), Ok(ours)) = (&theirs, &ours) {
        let theirs = toml::Value::Table(theirs.clone());
        assert!(same(ours, ROOT, &theirs), "{theirs:?}\n{text}");
    }
    assert_eq!(
        theirs.is_ok(),
        ours.is_ok(),
        "toml: {:?}\nallies: {:?}\n{text}",
        theirs.err().map(|error| error.message().to_owned()),
        ours.err().map(|faults| faults.list),
    );
}

#[test]
fn hand_written_cases_are_judged_as_by_toml() {
    for text in CORPUS {
        agrees(text);
    }
}

#[test]
fn pairs_of_hand_written_cases_are_judged_as_by_toml() {
    for one in CORPUS {
        for two in CORPUS {
            agrees(&format!("{one}\n{two}"));
        }
    }
}

#[test]
fn nesting_is_limited_where_toml_limits_it() {
    for depth in [79, 80, 81, 82] {
        agrees(&format!("a = {}{}", "[".repeat(depth), "]".repeat(depth)));
        agrees(&format!(
            "a = {}1{}",
            "{ b = ".repeat(depth),
            "}".repeat(depth)
        ));
        let dotted = vec!["a"; depth].join(".");
        agrees(&format!("{dotted} = 1"));
        agrees(&format!("[{dotted}]"));
        agrees(&format!("[[{dotted}]]"));
        agrees(&format!("x = {{ {dotted} = 1 }}"));
    }
}

#[test]
fn deep_texts_are_refused_without_recursion() {
    let dotted = vec!["a"; 79].join(".");
    for text in [
        "[".repeat(20_000),
        format!("a = {}", "[".repeat(20_000)),
        format!("a = {}", "[{a=".repeat(10_000)),
        format!("a = {}{}", "[".repeat(20_000), "]".repeat(20_000)),
        format!("{} = 1", vec!["a"; 6_000].join(".")),
        format!(
            "a = {}1{}",
            format!("{{ {dotted} = ").repeat(75),
            "}".repeat(75)
        ),
    ] {
        assert!(TomlTree::parse(&text).is_err());
    }
}

#[test]
fn large_tables_find_their_keys_and_refuse_a_second_of_the_same() {
    use std::fmt::Write as _;
    for count in [15, 16, 17, 18, 3000] {
        let mut text = String::new();
        for at in 0..count {
            let _ = writeln!(text, "[people.p{at}]\nname = 'x'");
        }
        let tree = TomlTree::parse(&text).unwrap();
        let people = tree.get(ROOT, "people").unwrap();
        for at in 0..count {
            assert!(tree.get(people, &format!("p{at}")).is_some());
        }
        assert!(tree.get(people, "q").is_none());
        for again in [0, count / 2, count - 1] {
            agrees(&format!("{text}[people.\"p{again}\"]\n"));
            agrees(&format!("{text}[people.p{again}.log]\n"));
        }
    }
}

/// Pieces that combine in odd ways.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "a",
            "b",
            "\"a\"",
            "'b'",
            ".",
            " . ",
            " = ",
            "=",
            ",",
            "[",
            "]",
            "[[",
            "]]",
            "{",
            "}",
            "\n",
            "\r\n",
            "\r",
            " ",
            "\t",
            "# c\n",
            "#",
            "1",
            "-1",
            "0x1",
            "1.5",
            "1e3",
            "true",
            "inf",
            "2026-11-20",
            "10:00",
            "\"",
            "'",
            "\"\"\"",
            "'''",
            "\\",
            "é",
            "\u{feff}",
            "\u{1}",
        ])
        .prop_map(str::to_owned),
        "[ -~]{0,4}",
    ]
}

/// Statements with few keys, most of them valid on their own.
fn statement() -> impl Strategy<Value = String> {
    let key = prop::collection::vec(prop::sample::select(vec!["a", "b", "'a'", "c"]), 1..4)
        .prop_map(|parts| parts.join("."));
    let value = prop::sample::select(vec![
        "1",
        "{}",
        "[]",
        "{ a = 1 }",
        "{ a.b = 1, a.c = 2 }",
        "[{ a = 1 }]",
        "'x'",
    ]);
    (key, value, 0..4).prop_map(|(key, value, form)| match form {
        0 => format!("[{key}]\n"),
        1 => format!("[[{key}]]\n"),
        2 => format!("{key} = {{ {key} = {value} }}\n"),
        _ => format!("{key} = {value}\n"),
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12 * ProptestConfig::default().cases, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_mix_of_pieces_is_judged_as_by_toml(pieces in prop::collection::vec(piece(), 0..14)) {
        agrees(&pieces.concat());
    }

    #[test]
    fn any_mix_of_statements_is_judged_as_by_toml(
        statements in prop::collection::vec(statement(), 0..7)
    ) {
        agrees(&statements.concat());
    }

    #[test]
    fn a_plain_text_with_anything_put_in_is_judged_as_by_toml(
        at in any::<prop::sample::Index>(),
        cut in 0usize..3,
        piece in piece(),
    ) {
        let at = at.index(PLAIN.len());
        let mut text = PLAIN.to_owned();
        text.replace_range(at..(at + cut).min(PLAIN.len()), &piece);
        agrees(&text);
    }
}

/// Whether a node equals a value of the `toml` crate.
fn same(tree: &TomlTree<'_>, at: Id, theirs: &toml::Value) -> bool {
    match theirs {
        toml::Value::String(text) => tree.string(at).as_deref() == Some(text),
        toml::Value::Integer(number) => tree.integer(at) == Some(*number),
        toml::Value::Float(number) => {
            let ours = tree.float(at);
            ours == Some(*number) || number.is_nan() && ours.is_some_and(f64::is_nan)
        }
        toml::Value::Boolean(flag) => tree.boolean(at) == Some(*flag),
        toml::Value::Datetime(moment) => match tree.date(at) {
            Some(day) => day.to_string() == moment.to_string(),
            None => matches!(tree.kind(at), NodeKind::DateTime | NodeKind::Date),
        },
        toml::Value::Array(list) => {
            let ours: Vec<Id> = tree.children(at).collect();
            ours.len() == list.len()
                && ours
                    .iter()
                    .zip(list)
                    .all(|(at, value)| same(tree, *at, value))
        }
        toml::Value::Table(table) => {
            tree.count(at) == table.len()
                && table
                    .iter()
                    .all(|(key, value)| tree.get(at, key).is_some_and(|at| same(tree, at, value)))
        }
    }
}
