//! `walk`: one due person at a time, in a real terminal.

use snapbox::{assert_data_eq, str};

use crate::sandbox::Sandbox;
use crate::terminal::{END_OF_INPUT, End, INTERRUPT, Terminal};

const BOOK: &str = r#"
[people.ruth]
name = "Ruth Ochieng"
added = 2026-04-20
dept = "Shipping"
boss = "K. Brandt"
cares = ["dance"]
log = [
  { on = 2026-10-28, met = "dock walk" },
  { on = 2026-11-10, asked = "a kit overnight", urgent = true },
  { on = 2026-11-10, received = "drove it in person", size = "big" },
  { on = 2026-11-11, thanked = "flowers" },
]

[people.omar]
name = "Omar Khan"
added = 2026-04-20
promises = [{ by = 2026-11-20, made = 2026-11-10, what = "I will send the map" }]
log = [{ on = 2026-11-20, met = "lunch" }]

[people.li]
name = "Li Wei"
added = 2026-11-13
"#;

const PROMPT: &str = "Enter skips: ";

fn walk(sandbox: &Sandbox) -> Terminal {
    Terminal::open(sandbox.command(["walk"]))
}

#[test]
fn walk_briefs_logs_what_was_suggested_and_goes_on() {
    let sandbox = Sandbox::with(BOOK);
    let mut terminal = walk(&sandbox);
    assert_data_eq!(
        terminal.sees(PROMPT),
        str![[r#"

Omar Khan · 2 to come
Why         you promised: send the map (3 d late)
To do       keep it, or say when it will be
            d marks it as kept
Standing    steady · balance 0 · warmth 65 (+65 in 30 days)
May I ask?  small: yes, leaving −14
            normal: yes, leaving −25
            urgent: give first. 1.16 short: one favour is enough
Lately      20 Nov, met: lunch

[d]one  [l]og  [p]romise  [s]nooze  [e]dit  [b]ack  [q]uit  [?]  Enter skips: 
"#]]
    );
    terminal.types("d");
    assert_data_eq!(
        terminal.sees(PROMPT),
        str![[r#"
Omar Khan: promise kept on Mon 23 Nov 2026: send the map. Balance 0, steady.
Nothing due before 20 December. Take it back: allies undo
If that helped Omar, log it too: allies log omar gave "…"

Ruth Ochieng · Shipping · 1 to come
Why         help of 10 November, boss not told (6 d late)
            in debt since 10 November (in 1 d)
To do       write to K. Brandt: what Ruth did, that you saw it
            d logs it as praised, which settles 2 of 2
Standing    in debt · balance −37 · warmth 75 (+75 in 30 days)
May I ask?  small, normal, urgent: thank first. K. Brandt has not heard of the
            help of 10 November
Cares about dance
Lately      11 Nov, thanked: flowers
            10 Nov, asked, urgent: a kit overnight
            10 Nov, received: drove it in person

[d]one  [l]og  [p]romise  [s]nooze  [e]dit  [b]ack  [q]uit  [?]  Enter skips: 
"#]]
    );
    terminal.types("d");
    terminal.sees("leave it): ");
    terminal.types("mail to K. Brandt");
    assert_data_eq!(
        terminal.sees(PROMPT),
        str![[r#"
Ruth Ochieng: praised on Mon 23 Nov 2026. Balance −37 → −18: was in debt, now strong.
Nothing due before 23 December. Take it back: allies undo

Li Wei · the last one
Why         added 13 November, never met (in 4 d)
To do       coffee with Li, not a meeting: how do they work, how could you ask
            better?
            d logs it as met
Standing    new · balance 0 · warmth 0
May I ask?  small, normal: meet first. Warmth 0: hardly any contact is left
            urgent: give first. 1.16 short: one favour is enough

[d]one  [l]og  [p]romise  [s]nooze  [e]dit  [b]ack  [q]uit  [?]  Enter skips: 
"#]]
    );
    terminal.types("");
    let (seen, end) = terminal.ends();
    assert_eq!(end, End::Code(0));
    assert_data_eq!(
        seen,
        str![[r#"

1 logged, 1 kept and 1 skipped.
Still due: Li Wei.
Each answer is saved. To take the last one back: allies undo

"#]]
    );
    let text = sandbox.text();
    assert!(text.contains("what = \"I will send the map\", kept = 2026-11-23"));
    assert!(text.contains("{ on = 2026-11-23, praised = \"mail to K. Brandt\" }"));
    // Each answer is a change of its own.
    sandbox.ok(["undo"]);
    sandbox.ok(["undo"]);
    assert_eq!(sandbox.text(), BOOK);
}

#[test]
fn walk_logs_anything_on_any_past_day_and_stays() {
    let sandbox = Sandbox::with(BOOK);
    let mut terminal = walk(&sandbox);
    terminal.sees(PROMPT);
    terminal.types("l");
    assert_data_eq!(
        terminal.sees("(Enter to leave it): "),
        str![[r#"
gave, praised, shared, thanked, asked, received, met, called, wrote, strained,
repaired
What happened (Enter to leave it): 
"#]]
    );
    terminal.types("saw");
    assert_data_eq!(
        terminal.sees("(Enter to leave it): "),
        str![[r#"
error: `saw` is no kind of interaction
hint: did you mean `met`?
What happened (Enter to leave it): 
"#]]
    );
    terminal.types("met");
    terminal.sees("none): ");
    terminal.types("lunch");
    terminal.sees("3d): ");
    terminal.types("tomorrow");
    assert_data_eq!(
        terminal.sees("3d): "),
        str![[r#"
error: Tue 24 Nov 2026 has not happened yet
  today is Mon 23 Nov 2026
hint: log it on its day, or promise it now: allies promise WHO "what" --by DATE
When (Enter for today; yesterday, friday, 3d): 
"#]]
    );
    terminal.types("sat");
    assert_data_eq!(
        terminal.sees(PROMPT),
        str![[r#"
Omar Khan: met on Sat 21 Nov 2026. Balance 0: was steady, now strong.
Next, due 3 days ago: you promised: send the map. Type: allies kept omar

Why         you promised: send the map (3 d late)
To do       keep it, or say when it will be
            d marks it as kept

[d]one  [l]og  [p]romise  [s]nooze  [e]dit  [b]ack  [q]uit  [?]  Enter skips: 
"#]]
    );
    terminal.types("q");
    assert_eq!(terminal.ends().1, End::Code(0));
    assert!(
        sandbox
            .text()
            .contains("{ on = 2026-11-21, met = \"lunch\" }")
    );
}

#[test]
fn walk_promises_and_snoozes() {
    let sandbox = Sandbox::with(BOOK);
    let mut terminal = walk(&sandbox);
    terminal.sees(PROMPT);
    terminal.types("");
    terminal.sees(PROMPT);
    terminal.types("p");
    terminal.sees("leave it): ");
    terminal.types("to call back");
    terminal.sees("leave it): ");
    terminal.types("someday");
    terminal.sees("`someday` is no day");
    terminal.sees("leave it): ");
    terminal.types("fri");
    assert_data_eq!(
        terminal.sees(PROMPT),
        str![[r#"
Ruth Ochieng: promised by Fri 27 Nov 2026: call back. Balance −37, in debt.
Next, due 27 November: you promised: call back. Type: allies kept ruth

Why         you promised: call back (in 4 d)
            help of 10 November, boss not told (6 d late)
            in debt since 10 November (in 1 d)
To do       keep it, and say so
            d marks it as kept

[d]one  [l]og  [p]romise  [s]nooze  [e]dit  [b]ack  [q]uit  [?]  Enter skips: 
"#]]
    );
    terminal.types("");
    terminal.sees("Li Wei");
    terminal.sees(PROMPT);
    terminal.types("s");
    terminal.sees("leave it): ");
    terminal.types("today");
    terminal.sees("a snooze ends after today");
    terminal.sees("leave it): ");
    terminal.types("2w");
    let (seen, end) = terminal.ends();
    assert_eq!(end, End::Code(0));
    assert_data_eq!(
        seen,
        str![[r#"
Li Wei: quiet until Mon 7 Dec 2026, in 14 days. Hidden until then: never met
(due 27 November).
Promises and anything newer break through.
Take it off: allies snooze li --off

1 promised, 1 snoozed and 1 skipped.
Still due: Omar Khan and Ruth Ochieng.
Each answer is saved. To take the last one back: allies undo

"#]]
    );
    let text = sandbox.text();
    assert!(
        text.contains("{ by = 2026-11-27, made = 2026-11-23, what = \"to call back\" }"),
        "{text}"
    );
    assert!(
        text.contains("snooze = { from = 2026-11-23, until = 2026-12-07 }"),
        "{text}"
    );
}

#[test]
fn walk_opens_the_editor_and_shows_the_person_anew() {
    let sandbox = Sandbox::with(BOOK);
    let mut command = sandbox.command(["walk"]);
    command
        .env("PATH", "/usr/bin:/bin")
        .env("EDITOR", "sed -i s/Khan/Kahn/");
    let mut terminal = Terminal::open(command);
    terminal.sees("Omar Khan");
    terminal.sees(PROMPT);
    terminal.types("e");
    terminal.sees("Omar Kahn · 2 to come");
    terminal.sees(PROMPT);
    terminal.types("q");
    let (seen, end) = terminal.ends();
    assert_eq!(end, End::Code(0));
    assert!(seen.contains("\n1 edited.\n"), "{seen}");
    assert_eq!(sandbox.text(), BOOK.replace("Khan", "Kahn"));
    sandbox.ok(["undo"]);
    assert_eq!(sandbox.text(), BOOK);
}

#[test]
fn walk_goes_on_when_the_editor_fails() {
    let sandbox = Sandbox::with(BOOK);
    for (editor, told) in [
        ("false", "the editor `false` ended with exit code 1"),
        ("no-such-editor", "no-such-editor"),
        ("true", "Nothing was changed."),
    ] {
        let mut command = sandbox.command(["walk"]);
        command.env("PATH", "/usr/bin:/bin").env("EDITOR", editor);
        let mut terminal = Terminal::open(command);
        terminal.sees(PROMPT);
        terminal.types("e");
        terminal.sees(told);
        terminal.sees("Omar Khan · 2 to come");
        terminal.sees(PROMPT);
        terminal.types("q");
        let (seen, end) = terminal.ends();
        assert_eq!(end, End::Code(0));
        assert!(seen.contains("Nothing changed."), "{seen}");
        assert_eq!(sandbox.text(), BOOK);
    }
}

#[test]
fn walk_leaves_a_question_without_an_answer() {
    let sandbox = Sandbox::with(BOOK);
    let mut terminal = walk(&sandbox);
    terminal.sees(PROMPT);
    for key in ["l", "p", "s"] {
        terminal.types(key);
        terminal.sees("to leave it): ");
        terminal.types("");
        terminal.sees(PROMPT);
    }
    terminal.types("");
    terminal.sees(PROMPT);
    terminal.types("d");
    terminal.sees(". to leave it): ");
    terminal.types(".");
    terminal.sees(PROMPT);
    terminal.types("q");
    terminal.ends();
    assert_eq!(sandbox.text(), BOOK);
}

#[test]
fn walk_goes_back_and_explains_its_keys() {
    let sandbox = Sandbox::with(BOOK);
    let mut terminal = walk(&sandbox);
    terminal.sees(PROMPT);
    terminal.types("b");
    terminal.sees("This is the first one.\r\n");
    terminal.sees(PROMPT);
    terminal.types("x");
    terminal.sees("`x` is no key here; ? explains them");
    terminal.sees(PROMPT);
    terminal.types("?");
    assert_data_eq!(
        terminal.sees(PROMPT),
        str![[r#"

  d      done: what is suggested was done; it asks for a note
  l      log something else that happened, on whatever day
  p      promise something by a day
  s      snooze: quiet until a day
  e      edit: open the file in your editor, at this person
  b      back to the one before
  q      quit; what you answered is saved
  Enter  skip: nothing changes
Each answer is saved at once. To take the last one back: allies undo

[d]one  [l]og  [p]romise  [s]nooze  [e]dit  [b]ack  [q]uit  [?]  Enter skips: 
"#]]
    );
    terminal.types("d");
    terminal.sees("Ruth Ochieng");
    terminal.sees(PROMPT);
    terminal.types("b");
    assert_data_eq!(
        terminal.sees(PROMPT),
        str![[r#"

Omar Khan · 2 to come
Why         nothing is due any more
Standing    steady · balance 0 · warmth 65 (+65 in 30 days)
May I ask?  small: yes, leaving −14
            normal: yes, leaving −25
            urgent: give first. 1.16 short: one favour is enough
Lately      20 Nov, met: lunch

[l]og  [p]romise  [s]nooze  [e]dit  [b]ack  [q]uit  [?]  Enter skips: 
"#]]
    );
    terminal.types("quit");
    assert_eq!(terminal.ends().1, End::Code(0));
}

#[test]
fn walk_fits_a_terminal_of_any_width() {
    let sandbox = Sandbox::with(BOOK);
    let mut terminal = walk(&sandbox);
    terminal.sees(PROMPT);
    terminal.resize(40);
    terminal.types("");
    let seen = terminal.sees(PROMPT);
    assert!(seen.contains("Ruth Ochieng"), "{seen}");
    terminal.types("q");
    assert_eq!(terminal.ends().1, End::Code(0));
    let mut terminal = walk(&sandbox);
    terminal.resize(200);
    terminal.sees(PROMPT);
    terminal.types("q");
    assert_eq!(terminal.ends().1, End::Code(0));
}

#[test]
fn walk_ends_at_ctrl_d_with_a_summary() {
    let sandbox = Sandbox::with(BOOK);
    let mut terminal = walk(&sandbox);
    terminal.sees(PROMPT);
    terminal.types("d");
    terminal.sees(PROMPT);
    terminal.types("d");
    terminal.sees("leave it): ");
    terminal.presses(END_OF_INPUT);
    let (seen, end) = terminal.ends();
    assert_eq!(end, End::Code(0));
    assert_data_eq!(
        seen,
        str![[r#"


1 kept.
Still due: Ruth Ochieng and Li Wei.
Each answer is saved. To take the last one back: allies undo

"#]]
    );
    let kept = "what = \"I will send the map\", kept = 2026-11-23";
    assert_eq!(
        sandbox.text(),
        BOOK.replace("what = \"I will send the map\"", kept)
    );
}

#[test]
fn walk_dies_of_ctrl_c_and_keeps_what_was_answered() {
    let sandbox = Sandbox::with(BOOK);
    let mut terminal = walk(&sandbox);
    terminal.sees(PROMPT);
    terminal.types("d");
    terminal.sees(PROMPT);
    terminal.types("l");
    terminal.sees("(Enter to leave it): ");
    terminal.presses(INTERRUPT);
    let (_, end) = terminal.ends();
    // What a shell tells as 130.
    assert_eq!(end, End::Signal(2));
    let kept = "what = \"I will send the map\", kept = 2026-11-23";
    assert_eq!(
        sandbox.text(),
        BOOK.replace("what = \"I will send the map\"", kept)
    );
}

#[test]
fn walk_sees_what_somebody_else_writes_meanwhile() {
    let sandbox = Sandbox::with(BOOK);
    let mut terminal = walk(&sandbox);
    terminal.sees(PROMPT);
    // The promise that is shown is kept, and who comes next is settled, by another command.
    sandbox.ok(["kept", "omar"]);
    sandbox.ok(["log", "ruth", "praised"]);
    terminal.types("d");
    terminal.sees("that promise is no longer open: someone else changed the file");
    assert_data_eq!(
        terminal.sees(PROMPT),
        str![[r#"

hint: see what is: allies show omar

Omar Khan · 1 to come
Why         nothing is due any more
Standing    steady · balance 0 · warmth 65 (+65 in 30 days)
May I ask?  small: yes, leaving −14
            normal: yes, leaving −25
            urgent: give first. 1.16 short: one favour is enough
Lately      20 Nov, met: lunch

[l]og  [p]romise  [s]nooze  [e]dit  [b]ack  [q]uit  [?]  Enter skips: 
"#]]
    );
    terminal.types("l");
    terminal.sees("(Enter to leave it): ");
    sandbox.ok(["log", "omar", "gave", "a lift"]);
    terminal.types("called");
    terminal.sees("none): ");
    terminal.types("");
    terminal.sees("3d): ");
    terminal.types("");
    let next = terminal.sees(PROMPT);
    assert!(next.contains("Li Wei"), "{next}");
    terminal.types("q");
    assert_eq!(terminal.ends().1, End::Code(0));
    let text = sandbox.text();
    assert!(text.contains("{ on = 2026-11-23, gave = \"a lift\" }"));
    assert!(text.contains("{ on = 2026-11-23, called = \"\" }"));
    assert!(text.contains("{ on = 2026-11-23, praised = \"\" }"));
}

#[test]
fn walk_goes_on_when_who_is_shown_is_gone() {
    let sandbox = Sandbox::with(BOOK);
    let mut terminal = walk(&sandbox);
    terminal.sees(PROMPT);
    sandbox.ok(["remove", "omar", "--yes"]);
    terminal.types("p");
    terminal.sees("leave it): ");
    terminal.types("call");
    terminal.sees("leave it): ");
    terminal.types("2w");
    terminal.sees("nobody fits `omar`");
    terminal.sees("`omar` is no longer in the book");
    let next = terminal.sees(PROMPT);
    assert!(next.contains("Ruth Ochieng"), "{next}");
    terminal.types("q");
    assert_eq!(terminal.ends().1, End::Code(0));
}

#[test]
fn walk_stops_at_a_file_that_was_broken_meanwhile() {
    let sandbox = Sandbox::with(BOOK);
    let mut terminal = walk(&sandbox);
    terminal.sees(PROMPT);
    let broken = BOOK.replace("[people.li]", "[people.li");
    std::fs::write(sandbox.file(), &broken).expect("written");
    terminal.types("d");
    let (seen, end) = terminal.ends();
    assert_eq!(end, End::Code(1));
    assert!(seen.contains("error: "), "{seen}");
    assert_eq!(sandbox.text(), broken);
}

#[test]
fn walk_as_a_dry_run_shows_changes_and_writes_none() {
    let sandbox = Sandbox::with(BOOK);
    let mut terminal = Terminal::open(sandbox.command(["walk", "--dry-run"]));
    terminal.sees(PROMPT);
    terminal.types("d");
    terminal.sees("this was a dry run");
    terminal.sees(PROMPT);
    terminal.types("q");
    let (seen, end) = terminal.ends();
    assert_eq!(end, End::Code(0));
    assert!(!seen.contains("saved"), "{seen}");
    assert_eq!(sandbox.text(), BOOK);
}

#[test]
fn walk_says_so_when_nobody_is_due() {
    let sandbox = Sandbox::with("[people.li]\nname = \"Li Wei\"\nknown = true\n");
    let (seen, end) = walk(&sandbox).ends();
    assert_eq!(end, End::Code(0));
    assert_data_eq!(
        seen,
        str![[r#"
Monday 23 November 2026 · nobody is due this week

"#]]
    );
}

#[test]
fn walk_needs_a_terminal() {
    let sandbox = Sandbox::with(BOOK);
    let output = sandbox.pipe(["walk"], "d\n\n");
    assert_eq!((output.code, output.out.as_str()), (1, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: walk asks about one person at a time, so it needs a terminal
hint: see all of them at once: allies due

"#]]
    );
    let (seen, end) = Terminal::open(sandbox.command(["walk", "--no-input"])).ends();
    assert_eq!(end, End::Code(1));
    assert_data_eq!(
        seen,
        str![[r#"
error: walk asks about one person at a time, so it needs a terminal
hint: see all of them at once: allies due

"#]]
    );
    assert_eq!(sandbox.text(), BOOK);
}
