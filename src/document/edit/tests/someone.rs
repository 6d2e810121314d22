//! Random people, as keys and values in all the ways of TOML.

use proptest::prelude::*;

/// One random person, as keys and values that are valid TOML.
#[derive(Debug, Clone)]
pub struct Someone {
    pub handle: String,
    pub fields: Vec<(&'static str, String)>,
    pub promises: Vec<Vec<(&'static str, String)>>,
    pub log: Vec<Vec<(&'static str, String)>>,
}

/// A string in one of the quotes of TOML.
fn any_string() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "\"Sara\"",
        "'it''",
        "\"a \\\"b\\\" # c\"",
        "'# [x]'",
        "\"\\t\\u00e9\"",
        "\"Zoë 👋\"",
        "\"}, ]\"",
        "\"\"\"one\"\"\"",
        "'''two'''",
        "\"\\\\\"",
        "\"\u{200d}\"",
    ])
    .prop_map(|text| {
        if text == "'it''" {
            "'it'".to_owned()
        } else {
            text.to_owned()
        }
    })
}

fn date() -> impl Strategy<Value = String> {
    (2000u32..2030, 1u32..13, 1u32..29).prop_map(|(y, m, d)| format!("{y:04}-{m:02}-{d:02}"))
}

fn kind() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "gave",
        "asked",
        "met",
        "thanked",
        "\"wrote\"",
        "'received'",
    ])
}

fn row() -> impl Strategy<Value = Vec<(&'static str, String)>> {
    (date(), kind(), any_string(), 0..4).prop_map(|(on, kind, note, extra)| {
        let mut row = vec![("on", on), (kind, note)];
        match extra {
            0 => row.push(("size", "\"big\"".to_owned())),
            1 => row.push(("place", "[1, { a = 2 }]".to_owned())),
            2 => row.reverse(),
            _ => {}
        }
        row
    })
}

fn promise() -> impl Strategy<Value = Vec<(&'static str, String)>> {
    (date(), any_string(), prop::option::of(date())).prop_map(|(by, what, kept)| {
        let mut promise = vec![("by", by), ("what", what)];
        promise.extend(kept.map(|kept| ("kept", kept)));
        promise
    })
}

fn fields() -> impl Strategy<Value = Vec<(&'static str, String)>> {
    let field = prop_oneof![
        any_string().prop_map(|text| ("dept", text)),
        any_string().prop_map(|text| ("about", text)),
        date().prop_map(|date| ("added", date)),
        Just(("level", "'up'".to_owned())),
        prop::collection::vec(any_string(), 0..4)
            .prop_map(|list| ("helps", format!("[{}]", list.join(", ")))),
        prop::collection::vec(any_string(), 1..3)
            .prop_map(|list| ("email", format!("[ {} ]", list.join(",")))),
        any_string().prop_map(|text| ("phone", text)),
        Just(("every", "\"6w\"".to_owned())),
        Just(("known", "true".to_owned())),
        Just(("remote", "false".to_owned())),
        Just(("title", "'own'".to_owned())),
        prop::sample::select(vec!["", ", why = 'leave', n = { x = 1 }"]).prop_map(|own| (
            "snooze",
            format!("{{ from = 2026-01-01, until = 2026-02-01{own} }}")
        )),
    ];
    let fields = prop::collection::vec(field, 0..6);
    (any_string(), fields, any::<prop::sample::Index>()).prop_map(|(name, mut fields, at)| {
        let mut seen = Vec::new();
        fields.retain(|(key, _)| {
            !seen.contains(key) && {
                seen.push(*key);
                true
            }
        });
        let at = at.index(fields.len() + 1);
        fields.insert(at, ("name", name));
        fields
    })
}

/// Up to five people with different handles, some of which need quotes.
pub fn people() -> impl Strategy<Value = Vec<Someone>> {
    let handles =
        prop::sample::subsequence(vec!["sara", "omar", "\"li wei\"", "'Zo.e'", "x-1"], 0..=5);
    handles.prop_flat_map(|handles| {
        handles
            .into_iter()
            .map(|handle| {
                let rows = prop::collection::vec(row(), 0..4);
                let promises = prop::collection::vec(promise(), 0..3);
                (fields(), promises, rows).prop_map(move |(fields, promises, log)| Someone {
                    handle: handle.to_owned(),
                    fields,
                    promises,
                    log,
                })
            })
            .collect::<Vec<_>>()
    })
}
