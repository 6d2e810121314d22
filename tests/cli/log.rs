//! `log`: rows written, and what is said of them.

use snapbox::{assert_data_eq, str};

use crate::sandbox::Sandbox;

const BOOK: &str = r#"# my book
[people.ruth]
name = "Ruth Ochieng"
added = 2026-04-20
boss = "K. Brandt"
log = [
  { on = 2026-11-16, asked = "demo kit overnight", urgent = true },  # late
  { on = 2026-11-16, received = "drove it herself", size = "big" },
]

[people.sam]
name = "Sam Okoro"
"#;

#[test]
fn log_says_what_now_stands_and_what_is_next() {
    let sandbox = Sandbox::with(BOOK);
    assert_data_eq!(
        sandbox.ok(["log", "ruth", "thanked", "flowers"]),
        str![[r#"
Ruth Ochieng: thanked on Mon 23 Nov 2026. Balance −49 → −37, in debt.
Next, due today: help of 16 November, boss not told. Type: allies log ruth praised

"#]]
    );
    assert_data_eq!(
        sandbox.ok(["log", "ruth", "praised", "mail to K. Brandt"]),
        str![[r#"
Ruth Ochieng: praised on Mon 23 Nov 2026. Balance −37 → −18: was in debt, now strong.
Next, due 203 days ago: added 20 April, never met. Type: allies log ruth met

"#]]
    );
    assert_data_eq!(
        sandbox.ok([
            "log",
            "ruth",
            "gave",
            "an afternoon",
            "--big",
            "--on",
            "fri"
        ]),
        str![[r#"
Ruth Ochieng: gave on Fri 20 Nov 2026. Balance −18 → +7, strong.
Next, due 203 days ago: added 20 April, never met. Type: allies log ruth met

"#]]
    );
    assert_eq!(
        sandbox.text(),
        BOOK.replace(
            "size = \"big\" },\n",
            "size = \"big\" },\n  \
             { on = 2026-11-23, thanked = \"flowers\" },\n  \
             { on = 2026-11-23, praised = \"mail to K. Brandt\" },\n  \
             { on = 2026-11-20, gave = \"an afternoon\", size = \"big\" },\n"
        )
    );
}

#[test]
fn every_kind_can_be_logged_with_and_without_words() {
    for kind in [
        "gave", "praised", "shared", "thanked", "asked", "received", "met", "called", "wrote",
        "strained", "repaired",
    ] {
        let sandbox = Sandbox::with(BOOK);
        sandbox.ok(["log", "sam", kind]);
        sandbox.ok(["log", "sam", kind, "two", "words"]);
        let rows = format!(
            "log = [\n  {{ on = 2026-11-23, {kind} = \"\" }},\n  {{ on = 2026-11-23, {kind} = \"two words\" }},\n]\n"
        );
        assert_eq!(sandbox.text(), format!("{BOOK}{rows}"));
    }
}

#[test]
fn several_people_are_one_change() {
    let sandbox = Sandbox::with(BOOK);
    assert_data_eq!(
        sandbox.ok(["log", "ruth,okoro, sam", "met", "lunch", "--small"]),
        str![[r#"
Ruth Ochieng: met on Mon 23 Nov 2026. Balance −49, in debt.
Next, due 5 days ago: help of 16 November not thanked. Type: allies log ruth praised
Sam Okoro: met on Mon 23 Nov 2026. Balance 0, new.
Nothing due before 23 December. Take it back: allies undo

"#]]
    );
    assert_eq!(
        sandbox
            .text()
            .matches("{ on = 2026-11-23, met = \"lunch\", size = \"small\" },\n")
            .count(),
        2
    );
}

#[test]
fn an_answered_ask_is_two_rows() {
    let sandbox = Sandbox::with(BOOK);
    assert_data_eq!(
        sandbox.ok([
            "log", "sam", "asked", "laptop", "--urgent", "--got", "at once"
        ]),
        str![[r#"
Sam Okoro: asked and received on Mon 23 Nov 2026. Balance 0 → −45: was new, now in debt.
Next, due 25 November: help of 23 November not thanked. Type: allies log sam thanked

"#]]
    );
    assert!(sandbox.text().ends_with(
        "log = [\n  { on = 2026-11-23, asked = \"laptop\", urgent = true },\n  \
         { on = 2026-11-23, received = \"at once\" },\n]\n"
    ));
}

#[test]
fn a_promise_goes_with_a_row() {
    let sandbox = Sandbox::with(BOOK);
    let said = sandbox.ok([
        "log",
        "sam",
        "met",
        "--promise",
        "send the plan",
        "--by",
        "friday",
    ]);
    assert_data_eq!(
        said,
        str![[r#"
Sam Okoro: met on Mon 23 Nov 2026, promised by 27 November. Balance 0, new.
Next, due 27 November: you promised: send the plan. Type: allies kept sam

"#]]
    );
    let promise =
        "promises = [\n  { by = 2026-11-27, made = 2026-11-23, what = \"send the plan\" },\n]\n";
    assert!(sandbox.text().contains(promise), "{}", sandbox.text());
}

#[test]
fn a_dry_run_shows_the_lines_and_writes_nothing() {
    let sandbox = Sandbox::with(BOOK);
    assert_data_eq!(
        sandbox.ok(["log", "ruth,sam", "gave", "an hour", "--dry-run"]),
        str![[r#"
line 9
+   { on = 2026-11-23, gave = "an hour" },
line 13
+ log = [
+   { on = 2026-11-23, gave = "an hour" },
+ ]
Nothing was written: this was a dry run.

"#]]
    );
    assert_eq!(sandbox.text(), BOOK);
    assert!(!sandbox.home().join(".local/state/allies").exists());
}

#[test]
fn quiet_says_nothing() {
    let sandbox = Sandbox::with(BOOK);
    assert_eq!(sandbox.ok(["-q", "log", "sam", "gave"]), "");
    assert_eq!(sandbox.ok(["log", "sam", "gave", "--quiet"]), "");
}

#[test]
fn a_note_of_any_characters_comes_back_as_it_was() {
    for note in [
        "\u{1b}[31mred",
        "tab\tand \"quotes\" \\ and 'single'",
        "line\nbreak\r",
        "日本 🎉 \u{202e}",
    ] {
        let sandbox = Sandbox::with(BOOK);
        let said = sandbox.ok(["log", "sam", "gave", note]);
        assert!(
            !said.contains('\u{1b}') && !said.contains('\u{202e}'),
            "{said:?}"
        );
        assert_eq!(
            sandbox.text().lines().count(),
            BOOK.lines().count() + 3,
            "a row is one line"
        );
        let json: serde_json::Value =
            serde_json::from_str(&sandbox.ok(["show", "sam", "--json"])).expect("JSON");
        assert_eq!(json["lines"][0]["note"], note);
    }
}

#[test]
fn words_after_two_dashes_are_no_options() {
    let sandbox = Sandbox::with(BOOK);
    sandbox.ok(["log", "sam", "gave", "--", "--urgent", "help"]);
    assert!(
        sandbox
            .text()
            .contains("{ on = 2026-11-23, gave = \"--urgent help\" },")
    );
}
