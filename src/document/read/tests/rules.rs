//! Every rule that a value can break, and every syntax error.

use crate::document::read::tests::*;

/// Lines below a name, the message for them and its line.
const PERSON_RULES: &[(&str, &str, usize)] = &[
    ("name = 1", "`name` must be text in quotes", 3),
    (
        "added = \"2026-11-20\"",
        "`added` must be a date such as 2026-11-20",
        3,
    ),
    (
        "added = 2026-11-20T10:00:00",
        "`added` must be a date such as 2026-11-20",
        3,
    ),
    ("added = 0000-01-01", "there is no year 0", 3),
    ("added = 2026-02-30", "there is no such date", 3),
    ("level = \"pear\"", "no such level", 3),
    ("helps = \"vpn\"", "`helps` must be a list of texts", 3),
    (
        "helps = [1]",
        "each entry of `helps` must be text in quotes",
        3,
    ),
    ("email = 1", "`email` must be text or a list of texts", 3),
    (
        "every = 0",
        "`every` is no length of time that can be used",
        3,
    ),
    (
        "every = 3651",
        "`every` is no length of time that can be used",
        3,
    ),
    (
        "every = \"11y\"",
        "`every` is no length of time that can be used",
        3,
    ),
    (
        "every = 1.5",
        "`every` is no length of time that can be used",
        3,
    ),
    ("known = \"true\"", "`known` must be true or false", 3),
    (
        "snooze = 2026-11-30",
        "`snooze` must be two dates in braces",
        3,
    ),
    (
        "snooze = { from = 2026-11-30 }",
        "this snooze has no end",
        3,
    ),
    (
        "snooze = { until = 2026-11-30 }",
        "this snooze has no first day",
        3,
    ),
    ("promises = [{ what = '' }]", "this promise has no date", 3),
    (
        "promises = [{ by = 2026-11-30 }]",
        "this promise does not say what",
        3,
    ),
    ("promises = { }", "`promises` must be a list", 3),
    (
        "log = [1]",
        "each entry of `log` must be a table in braces",
        3,
    ),
    ("log = [{ met = '' }]", "this row has no date", 3),
    (
        "log = [{ on = 2026-11-30 }]",
        "no kind of interaction in this row",
        3,
    ),
    (
        "log = [{ on = 2026-11-30, met = '', gave = '' }]",
        "two kinds of interaction in one row",
        3,
    ),
    (
        "log = [{ on = 2026-11-30, met = '', urgent = true }]",
        "only an ask can be urgent",
        3,
    ),
    (
        "log = [{ on = 2026-11-30, met = '', size = 'huge' }]",
        "no such size",
        3,
    ),
    (
        "log = [{ on = 2026-11-30, met = 1 }]",
        "`met` must be text in quotes",
        3,
    ),
    ("[people.y]", "this person has no name", 3),
    ("[people.y]\nname = ' '", "the name is empty", 4),
    ("[people.\"\"]\nname = 'x'", "a handle is empty", 3),
    ("[people]\ny = 1", "`people.y` must be a table", 4),
    ("[goals.g]\nset = 2026-01-01", "this goal has no name", 3),
    (
        "[goals.g]\nname = 'G'",
        "this goal does not say since when",
        3,
    ),
];

#[test]
fn each_rule_of_a_person_is_an_error() {
    for &(lines, message, line) in PERSON_RULES {
        // A second name would be another error.
        let text = if lines.starts_with("name") {
            format!("\n[people.x]\n{lines}\n")
        } else {
            person(lines)
        };
        let first = error(&text);
        assert_eq!((first.0.as_str(), first.2), (message, line), "{lines}");
    }
}

#[test]
fn each_range_of_the_settings_is_kept() {
    let bad = [
        "every = 0",
        "every = \"never\"",
        "every = 3651",
        "score.half_life = 0",
        "score.half_life = 3651",
        "score.half_life = 1.5",
        "score.doubt = 0",
        "score.doubt = -1",
        "score.doubt = 0.001",
        "score.doubt = 1.005",
        "score.doubt = nan",
        "score.debt_limit = 0",
        "score.debt_limit = -100",
        "score.cold_below = 0",
        "score.cold_below = 50",
        "score.steady_from = 67",
        "score.strong_from = 101",
        "score.strong_from = 50",
        "score.urgent_factor = 0.99",
        "score.urgent_factor = inf",
        "score.urgent_factor = 1001",
        "credit.gave = -0.1",
        "credit.thanked = -1",
        "credit.asked = 0",
        "credit.received = 0.1",
        "credit.met = 1",
        "credit.gave = 1e7",
        "credit.gave = \"2\"",
        "credit.gav = 2",
        "contact.met = -1",
        "contact.asked = 1",
        "contact.strained = 0.5",
        "contact.hugged = 1",
        "due.horizon = -1",
        "due.thanks = 3651",
        "due.loop = 1.0",
        "network.departments = \"IT\"",
        "score = 1",
        "due = []",
    ];
    for line in bad {
        assert!(read(&format!("[settings]\n{line}\n")).is_err(), "{line}");
    }
    let good = [
        "every = \"2w\"",
        "score.half_life = 3650",
        "score.doubt = 0.01",
        "score.doubt = 2.5",
        "score.debt_limit = -99",
        "score = { cold_below = 1, steady_from = 2, strong_from = 100 }",
        "score.urgent_factor = 1",
        "credit.gave = 0",
        "credit.asked = -0.5",
        "credit.received = 0",
        "contact.gave = 1e6",
        "contact.asked = 0",
        "due.horizon = 0",
        "network.departments = []",
    ];
    for line in good {
        assert!(read(&format!("[settings]\n{line}\n")).is_ok(), "{line}");
    }
}

#[test]
fn syntax_errors_are_in_plain_words() {
    let cases = [
        ("a = \"open\n", "a quote is missing", 1),
        ("a = open\n", "this value cannot be read", 1),
        ("a =\n", "a key without a value", 1),
        ("a\n", "a key without a value", 1),
        ("a = 1\nb = [1\nc = 2\n", "a list is never closed", 2),
        ("a = 1\na = 2\n", "this key is there twice", 2),
        ("a = '1' b = 2\n", "something follows the value", 1),
        ("[a\n", "the brackets of this header do not close", 1),
        ("a = \"\\q\"\n", "a backslash that means nothing", 1),
        ("a = ['1' 2]\n", "a comma is missing", 1),
        ("a = '''x\n", "three quotes are missing", 1),
        ("a = \"\u{1}\"\n", "a control character in the text", 1),
        ("a = 99999999999999999999\n", "this number is too large", 1),
        (
            "a = {}\n[a.b]\n",
            "this key goes on into something that is complete already",
            2,
        ),
    ];
    for (text, message, line) in cases {
        let first = error(text);
        assert_eq!(first.0, message, "{text:?} {first:?}");
        assert_eq!(first.2, line, "{text:?}");
    }
}
