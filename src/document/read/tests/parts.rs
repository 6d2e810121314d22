//! Reading people one by one says what reading the whole tree says.

use crate::document::read::parts;
use crate::document::read::plain::{plain_log, plain_person};
use crate::document::read::tests::*;

fn read_in_parts(text: &str) -> Option<Reading<'_>> {
    parts::read_in_parts(text).map(|(reading, _)| reading)
}

/// Pieces of files in which tables follow each other in every way: complete, come back to,
/// spelled in two ways, nested, of arrays, below a dotted key, large enough for an index.
fn sections() -> impl Strategy<Value = String> {
    let many_keys: String = (b'a'..b'u')
        .map(|key| char::from(key).to_string() + " = 1\n")
        .collect();
    let section = prop::sample::select(vec![
        "[people.a]\nname = 'A'\nevry = 3\n".to_owned(),
        "[people.b]\nname = 'B'\nintroduced_by = 'a'\n".to_owned(),
        "[people.\"c\"]\nname = 'C'\nlog = [{ on = 2026-01-01, met = '' }]\n".to_owned(),
        "[people.c.snooze]\nfrom = 2026-01-01\nuntil = 2026-02-01\n".to_owned(),
        "[[people.a.log]]\non = 2026-01-01\nmet = \"\\u00e9\"\n".to_owned(),
        "[[people.\"a\".log]]\non = 2026-01-02\nmet = ''\n".to_owned(),
        "[\"people\".d]\nname = 'D'\nlog = 3\n".to_owned(),
        "[people]\ne.name = 'E'\nf = { name = 'F' }\n".to_owned(),
        "[[people]]\n".to_owned(),
        "[goals.g]\nname = 'G'\nset = 2026-01-01\nhelped_by = ['a', 'b']\n".to_owned(),
        "[other.a]\nx = 1\n".to_owned(),
        "[people.h]\nname = 'H'\nintroduced_by = 'nobody'\n[people.h.mine]\nx = 1\n".to_owned(),
        format!("[people.k]\nname = 'K'\n{many_keys}"),
        format!("[people.l]\nname = 'L'\n[people.l.mine]\n{many_keys}"),
        "[people.m]\n".to_owned(),
        "[people.]\n".to_owned(),
        "[people..]\n".to_owned(),
        "[people.\"\"]\n".to_owned(),
        "[people.\"\".x]\n".to_owned(),
        "[people.a]\nname = \"A\"\nadded = 2026-01-01\n".to_owned(),
        "[people.o]\nname = \"O\" # her real one\ntags = [\"x\"]\n\n".to_owned(),
        "[people.o.mine]\nx = 1\n".to_owned(),
        "[people.o.mine]\nname = \"M\"\n".to_owned(),
        "[people.a.mine.own]\nname = \"N\"\nlevel = \"up\"\n".to_owned(),
        "[[people.o.log]]\non = 2026-01-01\nmet = ''\n".to_owned(),
        "[people . o . snooze]\nfrom = 2026-01-01\nuntil = 2026-02-01\n".to_owned(),
        "[people.oo]\nname = \"O\"\nlog = [\n  { on = 2026-01-01, met = \"\" },\n]\n".to_owned(),
        "format = 1\n".to_owned(),
        "[people.n]\nname = '''N'''\n".to_owned(),
    ]);
    prop::collection::vec(section, 0..6).prop_map(|sections| sections.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8 * ProptestConfig::default().cases, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_file_read_in_parts_says_what_it_says_read_as_a_whole(text in sections()) {
        let whole = parse(&text).and_then(|tree| read_tree(&tree));
        match (read_in_parts(&text), whole) {
            (Some(parts), Ok(whole)) => {
                prop_assert_eq!(parts.book, whole.book);
                prop_assert_eq!(parts.warnings, whole.warnings);
            }
            (Some(_), Err(findings)) => prop_assert!(false, "{:?}", findings),
            // What cannot be read in parts is read as a whole.
            (None, _) => {}
        }
    }
}

/// Puts something into a text, or in place of a letter or two.
fn slipped(text: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    let slip = prop::sample::select(vec![
        "",
        "",
        "",
        "",
        " ",
        "\t",
        "\n",
        "\r",
        "\"",
        "\\",
        "\\u00e9",
        "'",
        ",",
        "}",
        "{",
        "]",
        "[",
        "=",
        "true",
        "false",
        "1",
        "0",
        "x",
        ".",
        "#",
        "é",
        "\u{1}",
        "T10:00",
        "0000",
        "size = \"small\"",
        ", met = \"\"",
        "\nname = \"Z\"\n",
    ]);
    (text, any::<prop::sample::Index>(), 0_usize..3, slip).prop_map(|(mut text, at, cut, slip)| {
        let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        if !slip.is_empty() && !bounds.is_empty() {
            let at = at.index(bounds.len());
            let end = bounds.get(at + cut).copied().unwrap_or(text.len());
            text.replace_range(bounds[at]..end, slip);
        }
        text
    })
}

/// Logs of rows in the plain spelling, now and then with something put in or left out.
fn log() -> impl Strategy<Value = String> {
    let row = prop::sample::select(vec![
        "{ on = 2026-11-20, met = \"by the machine\" }",
        "{on=2026-11-20,met=\"\"}",
        "{ on = 2026-11-21, asked = \"it back — über\", urgent = true }",
        "{ on = 2026-11-21, received = \"within\", size = \"big\" }",
        "{\ton = 2024-02-29 ,\tgave\t= \"a book\"\t}",
    ]);
    let gap = prop::sample::select(vec![",\n  ", ", ", ",", " ,\r\n", ",\n# why\n", "\n"]);
    let rows = prop::collection::vec((row, gap), 0..4);
    slipped(rows.prop_map(|rows| {
        let rows: String = rows
            .into_iter()
            .map(|(row, gap)| row.to_owned() + gap)
            .collect();
        format!("[{rows}]")
    }))
}

/// Fields of a person, most of them plain, some there twice or with a slip.
fn fields() -> impl Strategy<Value = String> {
    let field = prop::sample::select(vec![
        "name = \"Ana Ortiz\"\n",
        "added = 2026-11-20\n",
        "dept = \"IT\" # since May\n",
        "role=\"Desk\"\r\n",
        "\torg\t= \"\"\n",
        "level = \"down\"\n",
        "boss = \"Li — über\"\n",
        "helps = [\"vpn\", \"laptops\"]\n",
        "cares = [\n  \"trains\",\r\n  \"maps\",\n]\n",
        "tags = []\n",
        "email = \"ana@example.org\"\n",
        "phone = [\"+49 30 1234\"]\n",
        "introduced_by = \"b\"\n",
        "every = 30\n",
        "every = \"6w\"\n",
        "every = 030\n",
        "every = 4000\n",
        "known = true\n",
        "remote = false\n",
        "archived = 2026-11-21\n",
        "about = \"likes\\ttea\"\n",
        "snooze = { from = 2026-11-01, until = 2026-12-01 }\n",
        "promises = [{ by = 2026-12-01, what = \"the plan\" }]\n",
        "log = [\n  { on = 2026-11-20, met = \"lunch\" },\n]\n",
        "birthday = 2000-03-14\n",
        "mine.x = 1\n",
        "# a note\n",
        "\n",
    ]);
    let fields = prop::collection::vec(field, 0..6);
    let name = prop::sample::select(vec!["name = \"Ana\"\n", "name = \"Ana\"\n", ""]);
    let fields = (name, fields).prop_map(|(name, fields)| name.to_owned() + &fields.concat());
    prop_oneof![3 => fields.clone(), 1 => slipped(fields)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16 * ProptestConfig::default().cases, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_plain_log_is_what_the_tree_says(log in log()) {
        let text = format!("[people.a]\nname = 'A'\nlog = {log}\n[people.b]\nname = 'B'\n");
        let whole = parse(&text).and_then(|tree| read_tree(&tree));
        if let Some(parts) = read_in_parts(&text) {
            prop_assert_eq!(parts.book, whole.unwrap().book);
        }
        // What is no error is read in parts, whatever its spelling.
        let again = parse(&text).and_then(|tree| read_tree(&tree));
        prop_assert_eq!(read_in_parts(&text).is_some(), again.is_ok());
    }

    #[test]
    fn a_plain_person_is_what_the_tree_says(one in fields(), two in fields()) {
        let text = format!("[people.a]\n{one}[people.b]\n{two}");
        let whole = parse(&text).and_then(|tree| read_tree(&tree));
        let parts = read_in_parts(&text);
        prop_assert_eq!(parts.is_some(), whole.is_ok(), "{}", text);
        if let (Some(parts), Ok(whole)) = (parts, whole) {
            prop_assert_eq!(parts.book, whole.book);
            prop_assert_eq!(parts.warnings, whole.warnings);
        }
    }
}

#[test]
fn headers_without_a_key_are_errors_and_no_more() {
    let twice = "[people.y]\n[people.y]\n";
    for text in [
        format!("{twice}[people..]\n[people.]\n"),
        format!("{twice}[people.\"\".x]\n"),
    ] {
        assert!(read(&text).is_err(), "{text}");
    }
}

#[test]
fn a_table_of_a_person_is_not_that_person() {
    let text = "[people.o]\nname = \"O\"\ntags = []\n[people.o.assistant]\nname = \"Bo\"\n";
    let book = read(text).unwrap().book;
    let o = book.person("o").unwrap();
    assert_eq!((o.name.as_ref(), o.own.is_empty()), ("O", false));
}

#[test]
fn a_usual_person_is_a_plain_one() {
    let usual = "name = \"Ana\"\nadded = 2026-11-20\nlevel = \"up\"\nevery = 30\nhelps = [\"vpn\"]\n\
                 known = true\n\nlog = [\n  { on = 2026-11-20, met = \"x\" },\n]\n";
    for (after, end) in [("", 0), ("[people.an]\n", 0), ("# b\n\n[goals.a]\n", 5)] {
        let text = format!("{usual}{after}");
        let (person, read) = plain_person(&text, "a", 0, &mut Vec::new()).unwrap();
        assert_eq!((person.log.len(), read), (1, usual.len() + end), "{after}");
    }
    for after in [
        "[people.a.mine]\n",
        "[[people.a.log]]\n",
        "every = 30\n",
        "x = 1\n",
    ] {
        let text = format!("{usual}{after}");
        assert!(
            plain_person(&text, "a", 0, &mut Vec::new()).is_none(),
            "{after}"
        );
    }
}

#[test]
fn a_usual_log_is_a_plain_one() {
    for (log, rows) in [
        ("[]", 0),
        ("[\n  { on = 2026-11-20, met = \"x\" },\n]", 1),
        ("[{ on = 2026-11-20, asked = \"x\", urgent = true }]", 1),
        (
            "[\r\n{ on = 2026-11-20, gave = \"\", size = \"small\" },\r\n]",
            1,
        ),
    ] {
        let mut read = Vec::new();
        let end = plain_log(log, 0, &mut read).unwrap();
        assert_eq!((read.len(), end), (rows, log.len()), "{log}");
    }
    for log in [
        "[{ on = 2026-11-20, met = \"\"\"x\"\"\" }]",
        "[{ on = 0000-01-01, met = \"\" }]",
    ] {
        assert!(plain_log(log, 0, &mut Vec::new()).is_none(), "{log}");
    }
}

#[test]
fn a_usual_file_is_read_in_parts() {
    let text = "[people.a]\nname = 'A'\n[people.a.snooze]\nfrom = 2026-01-01\nuntil = 2026-02-01\n\
                [people.b]\nname = 'B'\nintroduced_by = 'a'\n";
    let reading = read_in_parts(text).unwrap();
    assert_eq!(reading.book.people.len(), 2);
}
