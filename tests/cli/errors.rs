//! Every message that a user can meet, whole: what happened, the cause, what to type.

use snapbox::{assert_data_eq, str};

use crate::sandbox::{Output, Sandbox};

const BOOK: &str = r#"[people.sara]
name = "Sara Ortiz"
dept = "IT"

[people.sam]
name = "Sam Okoro"
dept = "HR"

[people.soren]
name = "Søren Holm"
"#;

/// Runs a command that must fail with that code, say nothing on standard output and leave
/// the file alone; gives what it says on standard error.
fn refused(book: &str, code: i32, arguments: &[&str]) -> String {
    let sandbox = Sandbox::with(book);
    let Output {
        code: got,
        out,
        err,
    } = sandbox.run(arguments);
    assert_eq!((got, out.as_str()), (code, ""), "{err}");
    assert_eq!(sandbox.text(), book);
    err
}

#[test]
fn somebody_who_is_several() {
    assert_data_eq!(
        refused(BOOK, 1, &["log", "s", "gave"]),
        str![[r#"
error: `s` fits 3 people
  sam    Sam Okoro, HR
  sara   Sara Ortiz, IT
  soren  Søren Holm
nothing was written
hint: allies log sam …

"#]]
    );
    assert_data_eq!(
        refused(BOOK, 1, &["show", "s"]),
        str![[r#"
error: `s` fits 3 people
  sam    Sam Okoro, HR
  sara   Sara Ortiz, IT
  soren  Søren Holm
hint: allies show sam …

"#]]
    );
}

/// What a hint tells to type must be one word to a shell too.
#[test]
fn a_handle_of_two_words_is_quoted_in_every_hint() {
    let book = "[people.\"the boss\"]\nname = \"Dana Reyes\"\n";
    let sandbox = Sandbox::with(book);
    let told = |arguments: &[&str]| {
        let Output { out, err, .. } = sandbox.run(arguments);
        out + &err
    };
    let commands = [
        &["log", "the boss", "gave", "--urgent"][..],
        &["remove", "the boss"],
        &["kept", "the boss"],
        &["edit", "the boss"],
        &["promise", "the boss", "the plan", "--by", "2w"],
        &["kept", "the boss", "the plan"],
        &["kept", "the boss", "the plan"],
        &["snooze", "the boss", "2w"],
        &["snooze", "the boss", "--off"],
        &["archive", "the boss"],
    ];
    let mut typed = String::new();
    for arguments in commands {
        let told = told(arguments);
        let lines = told.lines().filter(|line| line.contains("allies"));
        let lines = lines.filter(|line| line.contains("the boss"));
        typed.extend(lines.map(|line| format!("{line}\n")));
    }
    assert_data_eq!(
        typed,
        str![[r#"
hint: leave it out, or: allies log 'the boss' asked … --urgent
hint: allies remove 'the boss' --yes; or keep what is written: allies archive 'the boss'
hint: allies promise 'the boss' "what" --by DATE
hint: export EDITOR=nano, or vi, or "code --wait"; without one: allies edit 'the boss' --dept HR
If that helped Dana, log it too: allies log 'the boss' gave "…"
hint: see what is open: allies show 'the boss'
Take it off: allies snooze 'the boss' --off
Bring them back: allies archive 'the boss' --undo

"#]]
    );
}

#[test]
fn somebody_who_is_not_there() {
    assert_data_eq!(
        refused(BOOK, 1, &["log", "sarra", "gave"]),
        str![[r#"
error: nobody fits `sarra`
  near: sara  Sara Ortiz, IT
nothing was written
hint: allies log sara …

"#]]
    );
    assert_data_eq!(
        refused(BOOK, 1, &["log", "qqq", "gave"]),
        str![[r#"
error: nobody fits `qqq`
nothing was written
hint: see who is there: allies list; or: allies add qqq

"#]]
    );
    assert_data_eq!(
        refused(BOOK, 1, &["log", ",", "gave"]),
        str![[r#"
error: nobody fits `,`
nothing was written
hint: see who is there: allies list; or: allies add ,

"#]]
    );
    assert_data_eq!(
        refused("", 1, &["show", "sara"]),
        str![[r#"
error: `sara` is not in the book: it is empty
hint: allies add sara

"#]]
    );
}

#[test]
fn a_kind_that_is_none() {
    assert_data_eq!(
        refused(BOOK, 2, &["log", "sara", "gav"]),
        str![[r#"
error: `gav` is no kind of interaction
nothing was written
hint: did you mean `gave`?

"#]]
    );
    assert_data_eq!(
        refused(BOOK, 2, &["log", "sara", "lunch"]),
        str![[r#"
error: `lunch` is no kind of interaction
nothing was written
hint: did you mean `met`?

"#]]
    );
    assert_data_eq!(
        refused(BOOK, 2, &["log", "sara", "xyz"]),
        str![[r#"
error: `xyz` is no kind of interaction
nothing was written
hint: one of: gave, praised, shared, thanked, asked, received, met, called, wrote, strained, repaired

"#]]
    );
}

#[test]
fn a_level_a_standing_or_a_rhythm_that_is_none() {
    assert_data_eq!(
        refused(BOOK, 2, &["add", "Li", "--level", "per"]),
        str![[r#"
error: `per` is no level
nothing was written
hint: did you mean `peer`?

"#]]
    );
    assert_data_eq!(
        refused(BOOK, 2, &["list", "--standing", "warm"]),
        str![[r#"
error: `warm` is no standing
hint: one of: strained, in debt, mending, new, cold, cooling, steady, strong

"#]]
    );
    assert_data_eq!(
        refused(BOOK, 2, &["add", "Li", "--every", "0"]),
        str![[r#"
error: `0` is no rhythm
nothing was written
hint: 1 to 3650 days, as in 30, 30d, 6w, 3m, 1y, weekly, monthly, quarterly, yearly; or never

"#]]
    );
}

#[test]
fn a_day_that_is_none_or_two_or_to_come() {
    assert_data_eq!(
        refused(BOOK, 2, &["log", "sara", "gave", "--on", "someday"]),
        str![[r#"
error: --on: `someday` is no day
nothing was written
hint: a day is 2026-11-20, `nov 20`, `friday`, `yesterday`, `3d`, `2w ago` or `in 10 days`

"#]]
    );
    assert_data_eq!(
        refused(BOOK, 2, &["log", "sara", "gave", "--on", "03/04/2026"]),
        str![[r#"
error: --on: `03/04/2026` could be 3 April 2026 or 4 March 2026
nothing was written
hint: write 2026-04-03 or 2026-03-04

"#]]
    );
    assert_data_eq!(
        refused(BOOK, 1, &["log", "sara", "gave", "--on", "tomorrow"]),
        str![[r#"
error: Tue 24 Nov 2026 has not happened yet
  today is Mon 23 Nov 2026
nothing was written
hint: log it on its day, or promise it now: allies promise WHO "what" --by DATE

"#]]
    );
    assert_data_eq!(
        refused(BOOK, 2, &["due", "--within", "soon"]),
        str![[r#"
error: --within: `soon` is no number of days
hint: a span is `10d`, `2w`, `1m` or `1y`

"#]]
    );
    assert_data_eq!(
        refused(BOOK, 2, &["due", "--today", "30 feb"]),
        str![[r#"
error: --today: `30 feb` is no day: February has 29 days
hint: name a day that the month has

"#]]
    );
}

#[test]
fn flags_that_do_not_go_together() {
    assert_data_eq!(
        refused(BOOK, 2, &["log", "sara", "gave", "--urgent"]),
        str![[r#"
error: --urgent goes with `asked`, not with `gave`
nothing was written
hint: leave it out, or: allies log sara asked … --urgent

"#]]
    );
    assert_data_eq!(
        refused(BOOK, 2, &["log", "sara", "met", "--got", "it"]),
        str![[r#"
error: --got goes with `asked`, not with `met`
nothing was written
hint: leave it out, or: allies log sara asked … --got

"#]]
    );
    assert_data_eq!(
        refused(BOOK, 2, &["log", "sara", "met", "--promise", "x"]),
        str![[r#"
error: the following required arguments were not provided:
  --by <DATE>
hint: allies log --promise <TEXT> --by <DATE> <WHO[,WHO…]> <KIND> [NOTE]...

"#]]
    );
    assert_data_eq!(
        refused(
            BOOK,
            2,
            &["log", "sara", "met", "--promise", " ", "--by", "fri"]
        ),
        str![[r#"
error: a promise needs words
nothing was written
hint: as in: "send the plan" --by friday

"#]]
    );
    assert_data_eq!(
        refused(BOOK, 2, &["log", "sara", "met", "--small", "--big"]),
        str![[r#"
error: the argument `--small` cannot be used with `--big`
hint: allies log --small <WHO[,WHO…]> <KIND> [NOTE]...

"#]]
    );
    assert_data_eq!(
        refused(BOOK, 2, &["add", "Li", "--on", "yesterday"]),
        str![[r#"
error: --on tells when you met, so it goes with --met, --called or --wrote
nothing was written
hint: allies add "Sara Ortiz" --met --on yesterday

"#]]
    );
}

#[test]
fn a_name_or_a_handle_that_cannot_be() {
    assert_data_eq!(
        refused(BOOK, 2, &["add", "Sa\u{1b}[2Jra"]),
        str![[r#"
error: the name `Sa␛[2Jra` holds a control character
nothing was written
hint: type the name without it

"#]]
    );
    assert_data_eq!(
        refused(BOOK, 2, &["add", " "]),
        str![[r#"
error: a person needs a name
nothing was written
hint: allies add "Sara Ortiz"

"#]]
    );
    assert_data_eq!(
        refused(BOOK, 2, &["add"]),
        str![[r#"
error: a person needs a name
nothing was written
hint: allies add "Sara Ortiz"; in a terminal `allies add` asks for everything

"#]]
    );
    assert_data_eq!(
        refused(BOOK, 2, &["add", "Li", "--handle", "Li Wei"]),
        str![[r#"
error: `Li Wei` is no handle: lower case letters a to z, digits and hyphens
nothing was written
hint: as in: --handle li

"#]]
    );
    assert_data_eq!(
        refused(BOOK, 1, &["add", "Li", "--handle", "sara"]),
        str![[r#"
error: the handle `sara` is taken
nothing was written
hint: free: --handle li

"#]]
    );
}

#[test]
fn a_command_or_a_flag_that_is_none() {
    assert_data_eq!(
        refused(BOOK, 2, &["lgo"]),
        str![[r#"
error: unrecognized subcommand `lgo`
hint: did you mean `log`?

"#]]
    );
    assert_data_eq!(
        refused(BOOK, 2, &["lo", "sara", "gave"]),
        str![[r#"
error: unrecognized subcommand `lo`
hint: did you mean `log`?

"#]]
    );
    assert_data_eq!(
        refused(BOOK, 2, &["goal", "dne", "billing"]),
        str![[r#"
error: unrecognized subcommand `dne`
hint: did you mean `done`?

"#]]
    );
    assert_data_eq!(
        refused(BOOK, 2, &["due", "--jsno"]),
        str![[r#"
error: unexpected argument `--jsno` found
hint: a similar argument exists: `--json`

"#]]
    );
    // An apostrophe of the user's own stays one.
    assert_data_eq!(
        refused(BOOK, 2, &["due", "--color", "'o'neil'"]),
        str![[r#"
error: invalid value `'o'neil'` for `--color <WHEN>`
  [possible values: auto, always, never]

"#]]
    );
    assert_data_eq!(
        refused(BOOK, 2, &["log"]),
        str![[r#"
error: the following required arguments were not provided:
  <WHO[,WHO…]>
  <KIND>
hint: allies log <WHO[,WHO…]> <KIND> [NOTE]...

"#]]
    );
    assert_data_eq!(
        refused(BOOK, 2, &["list", "--sort", "age"]),
        str![[r#"
error: invalid value `age` for `--sort <KEY>`
  [possible values: name, handle, dept, standing, balance, warmth, contact, added]
hint: a similar value exists: `name`

"#]]
    );
}

#[test]
fn a_file_with_errors_names_all_of_them() {
    let book = "[people.ruth]\nname = \"\"\nlog = [\n  { on = 2026-11-01, gav = \"the secret deck\" },\n  \
                { on = 2026-02-30, met = \"\" },\n]\n[people.li]\nname = \"Li\"\nlevel = \"pear\"\n";
    assert_data_eq!(
        refused(book, 1, &["log", "ruth", "gave"]),
        str![[r#"
error: the name is empty
  ~/.config/allies/allies.toml:2:8: a name has at least one letter
error: no kind of interaction in this row
  ~/.config/allies/allies.toml:4:22: `gav` is no kind; did you mean `gave`?
hint: one of: gave, praised, shared, thanked, asked, received, met, called, wrote, strained, repaired
error: there is no such date
  ~/.config/allies/allies.toml:5:10: not a day of the calendar, written as 2026-11-20
error: no such level
  ~/.config/allies/allies.toml:9:9: did you mean `peer`?
nothing was written

"#]]
    );
    let reading = refused(book, 1, &["due"]);
    assert!(!reading.contains("nothing was written"), "{reading}");
    assert!(
        !reading.contains("secret"),
        "notes are shown in a terminal only: {reading}"
    );
}

#[test]
fn a_file_that_is_no_toml_or_no_text() {
    assert_data_eq!(
        refused("[people.sara\nname = 1\n", 1, &["due"]),
        str![[r#"
error: the brackets of this header do not close
  ~/.config/allies/allies.toml:1:13: expected `]`
hint: mend the line, or open it with: allies edit

"#]]
    );
    assert_data_eq!(
        refused(
            "<<<<<<< HEAD\n[people.a]\n=======\n>>>>>>> x\n",
            1,
            &["due"]
        ),
        str![[r#"
error: a merge conflict is not resolved yet
  ~/.config/allies/allies.toml:1:1: it begins here
hint: keep the lines that are right and delete the markers <<<<<<<, ======= and >>>>>>>

"#]]
    );
    assert_data_eq!(
        refused("format = 2\n", 1, &["due"]),
        str![[r#"
error: this file has format 2, newer than this program
  ~/.config/allies/allies.toml:1:10: this program reads format 1
hint: install a version of allies that reads format 2

"#]]
    );
    assert_data_eq!(
        refused("a = \"\0\"\n", 1, &["due"]),
        str![[r#"
error: the file holds a NUL byte
  ~/.config/allies/allies.toml:1:6: a NUL byte
hint: take it out, or restore the file: text has none

"#]]
    );
    assert_data_eq!(
        refused(
            "[people.a]\nname = \"A\"\n[people.a]\nname = \"B\"\n",
            1,
            &["log", "a", "met"]
        ),
        str![[r#"
error: this key is there twice
  ~/.config/allies/allies.toml:3:9: it stands in line 1 already
hint: keep one of the two, or put both values into one list
nothing was written

"#]]
    );
}

#[test]
fn slips_are_warned_of_and_nothing_is_refused() {
    let sandbox =
        Sandbox::with("[people.sara]\nname = \"Sara\"\nevry = 30\nintroduced_by = \"omar\"\n");
    let output = sandbox.run(["log", "sara", "gave"]);
    assert_eq!(output.code, 0);
    assert_data_eq!(
        output.err,
        str![[r#"
warning: ~/.config/allies/allies.toml:3: `evry` is no key that allies knows; did you mean `every`?
warning: ~/.config/allies/allies.toml:4: nobody has this handle; a handle is what stands after `people.`

"#]]
    );
}
