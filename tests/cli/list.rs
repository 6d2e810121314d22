//! `list`: all people, filtered and sorted.

use snapbox::{assert_data_eq, str};

use crate::sandbox::Sandbox;

fn example() -> Sandbox {
    Sandbox::with(include_str!("../../examples/allies.toml"))
}

/// The handles of a list, in its order.
fn handles(arguments: &[&str]) -> String {
    let mut all = vec!["list", "--json"];
    all.extend(arguments);
    let people: serde_json::Value = serde_json::from_str(&example().ok(all)).expect("JSON");
    let handles = people
        .as_array()
        .expect("an array")
        .iter()
        .map(|person| person["handle"].as_str().expect("text"));
    handles.collect::<Vec<_>>().join(" ")
}

#[test]
fn list_is_a_table_by_name() {
    assert_data_eq!(
        example().ok(["list"]),
        str![[r#"
Name              Handle  Dept               Standing  Balance  Warmth  Contact
Elif Aydın        elif    Executive support  steady        +17      50     53 d
Hana Sato         hana    Accounting         strained      +11      40     48 d
Igor Novák        igor    Audio-visual       mending        +6      57     10 d
Kofi Mensah       kofi    Procurement        in debt       −42      43     21 d
Lena Brandt       lena    Shipping           steady        +25      62     13 d
Maya Whitfield    maya    HR                 new           +14      47      4 d
Noor Haddad       noor    IT                 strong        −21      79      5 d
Tom Okafor        tom                        cooling         0      38     63 d
Viktor Lindqvist  viktor  IT                 steady        +20      52     39 d

"#]]
    );
}

#[cfg(unix)]
#[test]
fn list_wraps_in_a_terminal() {
    assert_data_eq!(
        crate::terminal::shown(&example().command(["list"]), 80),
        str![[r#"
Name              Handle  Dept          Standing  Balance  Warmth  Contact
────────────────────────────────────────────────────────────────────────────
Elif Aydın        elif    Executive     steady        +17      50     53 d
                          support
Hana Sato         hana    Accounting    strained      +11      40     48 d
Igor Novák        igor    Audio-visual  mending        +6      57     10 d
Kofi Mensah       kofi    Procurement   in debt       −42      43     21 d
Lena Brandt       lena    Shipping      steady        +25      62     13 d
Maya Whitfield    maya    HR            new           +14      47      4 d
Noor Haddad       noor    IT            strong        −21      79      5 d
Tom Okafor        tom                   cooling         0      38     63 d
Viktor Lindqvist  viktor  IT            steady        +20      52     39 d

"#]]
    );
}

#[test]
fn list_as_json_is_by_handle() {
    assert_eq!(
        handles(&[]),
        "elif hana igor kofi lena maya noor tom viktor"
    );
}

#[test]
fn list_filters_by_every_field() {
    assert_eq!(handles(&["--dept", "it"]), "noor viktor");
    assert_eq!(handles(&["--tag", "Football"]), "kofi");
    assert_eq!(handles(&["--level", "down"]), "igor lena noor");
    assert_eq!(
        handles(&["--standing", "strained", "--standing", "in debt"]),
        "hana kofi"
    );
    assert_eq!(
        handles(&["--standing", "in-debt", "--level", "peer"]),
        "kofi"
    );
    assert_eq!(handles(&["--archived"]), "ana");
}

#[test]
fn list_of_a_group_that_nobody_is_in_says_which_there_are() {
    for (flag, name, warning) in [
        (
            "--dept",
            "acounting",
            "nobody has the department `acounting`; did you mean `Accounting`?",
        ),
        (
            "--tag",
            "fotball",
            "nobody has the tag `fotball`; did you mean `football`?",
        ),
        (
            "--tag",
            "qqq",
            "nobody has the tag `qqq`; there are: accra, football",
        ),
        (
            "--dept",
            "l\u{1b}w",
            "nobody has the department `l␛w`; there are: Accounting, Audio-visual, \
             Executive support, HR, IT, Procurement, Shipping",
        ),
    ] {
        let output = example().run(["list", flag, name]);
        assert_eq!((output.code, output.out.as_str()), (0, "Nobody.\n"));
        assert_eq!(output.err, format!("warning: {warning}\n"));
    }
    let output = example().run(["list", "--dept", "nowhere", "--json"]);
    assert_eq!((output.code, output.out.as_str()), (0, "[]\n"));
    let output = example().run(["list", "--archived", "--tag", "qqq"]);
    assert_eq!(
        output.err,
        "warning: nobody has the tag `qqq`; nobody in the list has a tag\n"
    );
}

#[test]
fn list_of_a_group_that_may_well_be_empty_says_no_more() {
    let wanted = "[settings.network]\ndepartments = [\"Legal\"]\n\
                  [people.bo]\nname = \"Bo\"\ndept = \"IT\"\narchived = 2026-11-01\n";
    let sandbox = Sandbox::with(wanted);
    assert_eq!(sandbox.ok(["list", "--dept", "legal"]), "Nobody.\n");
    assert_eq!(sandbox.ok(["list", "--dept", "it"]), "Nobody.\n");
}

#[test]
fn list_sorts_by_every_key() {
    for (key, first, last) in [
        ("name", "elif", "viktor"),
        ("handle", "elif", "viktor"),
        ("dept", "hana", "tom"),
        ("standing", "hana", "noor"),
        ("balance", "kofi", "lena"),
        ("warmth", "tom", "noor"),
        ("contact", "tom", "maya"),
        ("added", "maya", "elif"),
    ] {
        let order = handles(&["--sort", key]);
        assert!(
            order.starts_with(first) && order.ends_with(last),
            "{key}: {order}"
        );
    }
}
