//! `kept`: a promise kept.

use snapbox::{assert_data_eq, str};

use crate::sandbox::Sandbox;

const BOOK: &str = r#"
[people.sara]
name = "Sara Ortiz"
added = 2026-03-02
known = true
promises = [
  { by = 2026-11-25, made = 2026-11-14, what = "send her the floor plan" },
  { by = 2026-11-01, made = 2026-10-20, what = "introduce her to Li", kept = 2026-10-30 },
  { by = 2026-11-20, made = 2026-11-14, what = "I will look at the Café plan" },
]

[people.omar]
name = "Omar Khan"
added = 2026-03-02
known = true
promises = [{ by = 2026-11-25, what = "to call" }]

[people.li]
name = "Li Wei"
added = 2026-03-02
"#;

#[test]
fn kept_needs_no_name_for_the_only_promise() {
    let sandbox = Sandbox::with(BOOK);
    assert_data_eq!(
        sandbox.ok(["kept", "omar"]),
        str![[r#"
Omar Khan: promise kept on Mon 23 Nov 2026: call. Balance 0, cold.
Nothing due. Take it back: allies undo
If that helped Omar, log it too: allies log omar gave "…"

"#]]
    );
    let kept = BOOK.replace("\"to call\" }", "\"to call\", kept = 2026-11-23 }");
    assert_eq!(sandbox.text(), kept);
}

#[test]
fn kept_lists_several_and_never_their_words_outside_a_terminal() {
    let sandbox = Sandbox::with(BOOK);
    let output = sandbox.run(["kept", "sara"]);
    assert_eq!((output.code, output.out.as_str()), (1, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: 2 open promises to Sara Ortiz
  3  by 20 November
  1  by 25 November
nothing was written
hint: see which is which: allies show sara; then: allies kept sara 3

"#]]
    );
    let output = sandbox.run(["kept", "sara", "plan"]);
    assert_eq!((output.code, output.out.as_str()), (1, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: `plan` fits 2 open promises to Sara Ortiz
  3  by 20 November
  1  by 25 November
nothing was written
hint: see which is which: allies show sara; then: allies kept sara 3

"#]]
    );
    assert_eq!(sandbox.text(), BOOK);
}

#[test]
fn show_tells_the_numbers_that_kept_takes() {
    let shown = Sandbox::with(BOOK).ok(["show", "sara"]);
    let promised = shown
        .lines()
        .skip_while(|line| !line.starts_with("Promised"));
    let promised: Vec<&str> = promised.take(2).collect();
    assert_data_eq!(
        promised.join("\n"),
        str![[r#"
Promised    3. look at the Café plan, by 20 November, late
            1. send her the floor plan, by 25 November
"#]]
    );
}

#[test]
fn kept_takes_a_part_of_the_words_without_accents() {
    let sandbox = Sandbox::with(BOOK);
    sandbox.ok(["kept", "sara", "CAFE"]);
    let kept = BOOK.replace("Café plan\" }", "Café plan\", kept = 2026-11-23 }");
    assert_eq!(sandbox.text(), kept);
}

#[test]
fn kept_takes_a_number_that_stays_the_promises_own() {
    let sandbox = Sandbox::with(BOOK);
    sandbox.ok(["kept", "sara", "1"]);
    let first = BOOK.replace("floor plan\" }", "floor plan\", kept = 2026-11-23 }");
    assert_eq!(sandbox.text(), first);
    let again = sandbox.run(["kept", "sara", "1"]);
    assert_eq!((again.code, again.out.as_str()), (1, ""));
    assert_data_eq!(
        again.err,
        str![[r#"
error: that promise to Sara Ortiz was kept on 23 November already
nothing was written
hint: see what is open: allies show sara

"#]]
    );
    sandbox.ok(["kept", "sara", "3"]);
}

#[test]
fn kept_tells_of_a_promise_that_was_kept_before() {
    let output = Sandbox::with(BOOK).run(["kept", "sara", "introduce"]);
    assert_eq!((output.code, output.out.as_str()), (1, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: that promise to Sara Ortiz was kept on 30 October already
nothing was written
hint: see what is open: allies show sara

"#]]
    );
}

#[test]
fn kept_lists_what_is_open_when_nothing_fits() {
    let output = Sandbox::with(BOOK).run(["kept", "sara", "zebra"]);
    assert_eq!((output.code, output.out.as_str()), (1, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: no promise to Sara Ortiz fits `zebra`
  3  by 20 November
  1  by 25 November
nothing was written
hint: see which is which: allies show sara; then: allies kept sara 3

"#]]
    );
    let output = Sandbox::with(BOOK).run(["kept", "sara", "9"]);
    assert_eq!((output.code, output.out.as_str()), (1, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: no promise to Sara Ortiz fits `9`
  3  by 20 November
  1  by 25 November
nothing was written
hint: see which is which: allies show sara; then: allies kept sara 3

"#]]
    );
}

#[test]
fn kept_without_any_promise_says_how_to_make_one() {
    let output = Sandbox::with(BOOK).run(["kept", "li"]);
    assert_eq!((output.code, output.out.as_str()), (1, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: there is no open promise to Li Wei
nothing was written
hint: allies promise li "what" --by DATE

"#]]
    );
}

#[test]
#[cfg(unix)]
fn kept_shows_what_was_promised_in_a_terminal() {
    use crate::terminal::{End, Terminal};
    let sandbox = Sandbox::with(BOOK);
    let (seen, end) = Terminal::open(sandbox.command(["kept", "sara"])).ends();
    assert_eq!(end, End::Code(1));
    assert_data_eq!(
        seen,
        str![[r#"
error: 2 open promises to Sara Ortiz
  3  by 20 November: look at the Café plan
  1  by 25 November: send her the floor plan
nothing was written
hint: allies kept sara 3

"#]]
    );
}
