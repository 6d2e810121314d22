//! The fast reader reads what the complete one reads, or nothing.

use crate::document::read::file::parse;
use crate::document::read::plain::read_plain;
use crate::document::read::tests::*;

/// Reads with the complete reader.
fn read_complete(text: &str) -> Result<Reading<'_>, Vec<Diagnostic>> {
    read_tree(&parse(text)?)
}

/// Whether the fast reader reads it; if so, it must agree with the complete one.
#[track_caller]
fn is_read(text: &str) -> bool {
    let complete = read_complete(text);
    let Some(fast) = read_plain(text) else {
        return false;
    };
    let complete = complete.unwrap_or_else(|diagnostics| panic!("{text}\n{diagnostics:?}"));
    assert_eq!(fast.book, complete.book, "{text}");
    assert_eq!(fast.warnings, complete.warnings, "{text}");
    true
}

/// Pieces of files in which tables follow each other in every way: complete, reopened,
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
        "[goals.h]\nname = 'H'\nset = 2026-01-02\nby = 2026-01-01\n".to_owned(),
        "[settings.due]\nmeet = 10\nmet = 10\n".to_owned(),
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
    fn sections_in_any_order_are_read_as_the_tree_reads_them(text in sections()) {
        is_read(&text);
    }
}

/// Inserts something into a text, or replaces a letter or two.
fn with_typo(text: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    let typo = prop::sample::select(vec![
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
    (text, any::<prop::sample::Index>(), 0_usize..3, typo).prop_map(|(mut text, at, cut, typo)| {
        let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        if !typo.is_empty() && !bounds.is_empty() {
            let at = at.index(bounds.len());
            let end = bounds.get(at + cut).copied().unwrap_or(text.len());
            text.replace_range(bounds[at]..end, typo);
        }
        text
    })
}

/// Logs in the plain spelling.
fn log() -> impl Strategy<Value = String> {
    let row = prop::sample::select(vec![
        "{ on = 2026-11-20, met = \"by the machine\" }",
        "{on=2026-11-20,met=\"\"}",
        "{ on = 2026-11-21, asked = \"it back — über\", urgent = true }",
        "{ on = 2026-11-21, received = \"within\", size = \"big\" }",
        "{ on = 2026-11-21, asked = 'in \"here\"', size = \"small\", urgent = true }",
        "{ urgent = false, wrote = \"\\\"ok\\\"\", on = 2026-11-21 }",
        "{\ton = 2024-02-29 ,\tgave\t= \"a book\"\t}",
    ]);
    let gap = prop::sample::select(vec![",\n  ", ", ", ",", " ,\r\n", ",\n# why\n", "\n"]);
    let rows = prop::collection::vec((row, gap), 0..4);
    rows.prop_map(|rows| {
        let rows: String = rows
            .into_iter()
            .map(|(row, gap)| row.to_owned() + gap)
            .collect();
        format!("[{rows}]")
    })
}

/// Fields of a person, some of them twice.
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
        "promises = [{ what = 'it', by = 2026-12-01, made = 2026-11-01, kept = 2026-11-02 }]\n",
        "email = ['ana@example.org', \"a@example.org\"]\n",
        "log = [\n  { on = 2026-11-20, met = \"lunch\" },\n]\n",
        "birthday = 2000-03-14\n",
        "mine.x = 1\n",
        "# a note\n",
        "\n",
    ]);
    let fields = prop::collection::vec(field, 0..6);
    let name = prop::sample::select(vec!["name = \"Ana\"\n", "name = \"Ana\"\n", ""]);
    (name, fields).prop_map(|(name, fields)| name.to_owned() + &fields.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16 * ProptestConfig::default().cases, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_valid_log_is_read_fast(log in log()) {
        let text = format!("[people.a]\nname = 'A'\nlog = {log}\n[people.b]\nname = 'B'\n");
        prop_assert_eq!(is_read(&text), read_complete(&text).is_ok());
    }

    #[test]
    fn a_log_with_a_typo_is_read_as_the_tree_reads_it(log in with_typo(log())) {
        is_read(&format!("[people.a]\nname = 'A'\nlog = {log}\n[people.b]\nname = 'B'\n"));
    }

    #[test]
    fn valid_people_are_read_fast(one in fields(), two in fields()) {
        let text = format!("[people.a]\n{one}[people.b]\n{two}");
        let is_plain = !text.contains("mine.x");
        prop_assert_eq!(is_read(&text), is_plain && read_complete(&text).is_ok(), "{}", text);
    }

    #[test]
    fn people_with_typos_are_read_as_the_tree_reads_them(one in with_typo(fields()), two in fields()) {
        is_read(&format!("[people.a]\n{one}[people.b]\n{two}"));
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
    let usual = "[people.a]\nname = \"Ana\"\nadded = 2026-11-20\nlevel = \"up\"\nevery = 30\n\
                 helps = [\"vpn\"]\nknown = true\n\nlog = [\n  { on = 2026-11-20, met = \"x\" },\n]\n";
    let next = "[people.an]\nname = \"An\"\n";
    for after in [
        "",
        next,
        &format!("# b\n\n{next}"),
        "url = 'https://example.org'\n",
    ] {
        assert!(is_read(&format!("{usual}{after}")), "{after}");
    }
    for after in [
        "[people.a.mine]\n",
        "[[people.a.log]]\n",
        "[goals.a]\n",
        "every = 30\n",
        "x = 1\n",
        "kown = 'x'\n",
        "introduced_by = \"b\"\n",
        usual,
    ] {
        assert!(!is_read(&format!("{usual}{after}")), "{after}");
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
        let text = format!("[people.a]\nname = \"A\"\nlog = {log}\n");
        assert!(is_read(&text), "{log}");
        assert_eq!(read_plain(&text).unwrap().book.people[0].log.len(), rows);
    }
    for log in [
        "[{ on = 2026-11-20, met = \"\"\"x\"\"\" }]",
        "[{ on = 0000-01-01, met = \"\" }]",
        "[{ on = 2026-11-20, met = \"\", size = \"big\", size = \"big\" }]",
        "[{ on = 2026-11-20, met = \"\", urgent = true }]",
        "[{ on = 2026-11-20, met = \"\", place = \"x\" }]",
    ] {
        let text = format!("[people.a]\nname = \"A\"\nlog = {log}\n");
        assert!(!is_read(&text), "{log}");
    }
}

#[test]
fn settings_and_goals_come_before_the_people() {
    let head = "format = 1\nmine = 2\n[settings.score]\ndoubt = 2.5\n\n\
                [goals.g]\nname = '''G'''\nset = 2026-01-01\nhelped_by = ['a', 'nobody']\n\n";
    let people = "[people.a]\nname = \"A\"\n";
    let text = format!("{head}{people}");
    assert!(is_read(&text));
    assert_eq!(warnings(&text).len(), 1);
    for head in [
        "[people]\nb.name = 'B'\n",
        "people.b.name = 'B'\n",
        "format = 2\n",
        "mine = '''\n",
        "mine = 'x\n",
        "[goals.g]\n",
    ] {
        assert!(!is_read(&format!("{head}{people}")), "{head}");
    }
}

#[test]
fn a_text_that_is_not_closed_does_not_go_on_in_the_next_line() {
    for value in [
        "\"x\n30",
        "'x\n30",
        "\"x\\\n30\"",
        "\"\"\"30\"\"\"",
        "'''30'''",
    ] {
        let text = format!("[people.a]\nname = \"A\"\nevery = {value}\n");
        assert!(!is_read(&text), "{value}");
    }
}
