//! The tree accepts exactly what the `toml` crate accepts.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use proptest::prelude::*;

use super::*;

fn agrees(text: &str) {
    let theirs = toml::from_str::<toml::Table>(text);
    let ours = Tree::parse(text);
    assert_eq!(
        theirs.is_ok(),
        ours.is_ok(),
        "toml: {:?}\nallies: {:?}\n{text}",
        theirs.err().map(|error| error.message().to_owned()),
        ours.err().map(|faults| faults.list),
    );
}

const CORPUS: &[&str] = &[
    "",
    "\u{feff}",
    "\u{feff}a = 1\n",
    "a = 1",
    "a = 1\r\nb = 2\r\n",
    "a = 1\rb = 2",
    "a = 1\r",
    "# c\r# d\n",
    "# \u{1}\n",
    "# \u{7f}\n",
    "# tab\there\n",
    "a = \"\u{0}\"",
    "a = '\u{1b}'",
    "a = \"\u{7f}\"",
    "a = \"\t\"",
    "a = \"\\e\\x41\\u00e9\\U0001F600\"",
    "a = \"\\ud800\"",
    "a = \"\\q\"",
    "a = \"\\u12\"",
    "a = \"open",
    "a = 'open",
    "a = \"\"\"open",
    "a = \"\"\"\nx\\\n  y\"\"\"",
    "a = \"\"\"a\"\"\"\"\"",
    "a = '''a'''''",
    "a = '''a''''''",
    "a = \"\"\"\rx\"\"\"",
    "a = \"x\" \"y\"",
    "a = \"x\"\"y\"",
    "\"\" = 1",
    "'' = 1",
    " = 1",
    "a..b = 1",
    ".a = 1",
    "a. = 1",
    "a . b = 1",
    "a b = 1",
    "\"\"\"a\"\"\" = 1",
    "é = 1",
    "\"\\u0061\" = 1\na = 2",
    "'a' = 1\n\"a\" = 2",
    "a = 1\na = 2",
    "a = 1\na.b = 2",
    "a.b = 1\na = 2",
    "a.b = 1\na.c = 2",
    "a.b = 1\na.b.c = 2",
    "a.b = 1\n[a]\nc = 2",
    "a.b = 1\n[a.c]\nd = 2",
    "a.b = 1\n[[a.c]]\nd = 2",
    "a.b.c = 1\n[a.b]\nd = 2",
    "[a]\nb.c = 1\n[a.b]\nd = 2",
    "[a]\nb.c = 1\n[a.b.d]\ne = 2",
    "[a]\n[a]",
    "[a.b]\n[a]\n[a.b]",
    "[a.b]\n[a]\nb = 1",
    "[a.b]\n[a]\nb.c = 1",
    "[a.b.c]\n[a]\nb.d = 1",
    "[a.b.c]\n[a]\nb.d = 1\n[a.b]",
    "[a.b.c]\n[a]\nb.c.d = 1",
    "[a.b.c.d]\n[a]\nb.c.e = 1\n[a.b.c]",
    "[a]\nb = 1\n[a.b]",
    "[a]\nb = {}\n[a.b]",
    "[a]\nb = {}\n[a.b.c]",
    "[a]\nb = {c = 1}\nb.d = 2",
    "a = {}\n[a]",
    "a = {}\n[[a]]",
    "a = []\n[[a]]",
    "a = [{}]\n[[a]]",
    "a = [{}]\n[a.b]",
    "[[a]]\n[[a]]",
    "[[a]]\n[a]",
    "[a]\n[[a]]",
    "[a.b]\n[[a]]",
    "[[a]]\n[a.b]\n[a.b]",
    "[[a]]\n[a.b]\n[[a]]\n[a.b]",
    "[[a]]\n[[a.b]]\n[[a]]\n[[a.b]]\nc = 1",
    "[[a.b]]\n[a]\nb.c = 1",
    "[[a.b]]\n[a]\nb.c.d = 1",
    "[[a.b]]\n[a]\nb = 1",
    "[[a.b]]\n[a.b.c]\n[a]\nb.c.d = 1",
    "[a]\nx.y = 1\n[[a.x.z]]\n[a.x.w]",
    "a = {b.c = 1, b.d = 2}",
    "a = {b.c = 1, b = 2}",
    "a = {b = 1, b.c = 2}",
    "a = {b = {c = 1}, b.d = 2}",
    "a = {b.c = {}, b.c.d = 2}",
    "a = {b.c.d = 1, b.c = 2}",
    "a = {b.c = 1}\na.b.d = 2",
    "a = {b.c = 1}\n[a.b]",
    "a.b = {c.d = 1}\na.b.c.e = 1",
    "a = {b = 1, b = 2}",
    "a = {b = 1,}",
    "a = {,}",
    "a = {b = 1,, c = 2}",
    "a = {b = 1 c = 2}",
    "a = {\n b = 1, # x\n c = 2\n}",
    "a = {b\n= 1}",
    "a = {b}",
    "a = {b =}",
    "a = {= 1}",
    "a = {{}}",
    "a = {",
    "a = }",
    "a = [",
    "a = ]",
    "a = [1, 2,]",
    "a = [1,,2]",
    "a = [,]",
    "a = [1 2]",
    "a = [1\n# c\n,2]",
    "a = [b = 1]",
    "a = [ 1 }\n[b]\n]",
    "a = [[], {}, [[1]]]",
    "[a",
    "[a]]",
    "[[a]",
    "[[a] ]",
    "[ a ]",
    "[ a . 'b' ]",
    "[]",
    "[[]]",
    "[a.]",
    "[.a]",
    "[a] b = 1",
    "[a] # c",
    "[a]\n[b] [c]",
    "]",
    "}",
    ",",
    "=",
    "a",
    "a =",
    "a = # c",
    "a = = 1",
    "a = 1 2",
    "a = 1 # c",
    "a = b",
    "a = true",
    "a = True",
    "a = truex",
    "a = 0",
    "a = -0",
    "a = +0",
    "a = 00",
    "a = 01",
    "a = 1_000",
    "a = _1",
    "a = 1_",
    "a = 1__0",
    "a = 0x1F",
    "a = 0X1F",
    "a = 0o17",
    "a = 0b11",
    "a = 0b12",
    "a = 0x",
    "a = +0x1",
    "a = 0xdead_beef",
    "a = --1",
    "a = 9223372036854775807",
    "a = 9223372036854775808",
    "a = -9223372036854775808",
    "a = -9223372036854775809",
    "a = 18446744073709551616",
    "a = 340282366920938463463374607431768211456",
    "a = 0xffffffffffffffff",
    "a = 1.0",
    "a = 1.",
    "a = .1",
    "a = 1e5",
    "a = 1e400",
    "a = -1e400",
    "a = 1e-400",
    "a = 1.e5",
    "a = 01.5",
    "a = 1_0.0_1",
    "a = 1._0",
    "a = 6.02e_2",
    "a = inf",
    "a = -nan",
    "a = +inf",
    "a = infinity",
    "a = 2026-11-20",
    "a = 2026-02-29",
    "a = 2024-02-29",
    "a = 2026-13-01",
    "a = 2026-1-01",
    "a = 0000-01-01",
    "a = 9999-12-31",
    "a = 10000-01-01",
    "a = 2026-11-20T10:00:00Z",
    "a = 2026-11-20t10:00:00z",
    "a = 2026-11-20 10:00",
    "a = 2026-11-20 10:00:00.123456789123+01:00",
    "a = 2026-11-20 25:00",
    "a = 2026-11-20T",
    "a = 2026-11-20 x",
    "a = 10:00",
    "a = 10:00:60",
    "a = 10:61",
    "a = 2026-11-20 # c",
    "a = [2026-11-20 , 10:00]",
    "a = 2026-11-20Z",
    "a = 2026-11-20T10:00:00+25:00",
    "a = <<<<<<<",
    "<<<<<<< HEAD\na = 1\n=======\na = 2\n>>>>>>> x\n",
];

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
fn deep_texts_are_refused_and_not_recursed_into() {
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
        assert!(Tree::parse(&text).is_err());
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
        let tree = Tree::parse(&text).unwrap();
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

/// Pieces that meet in odd ways.
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

/// Statements that are mostly valid by themselves, about few keys.
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
}
