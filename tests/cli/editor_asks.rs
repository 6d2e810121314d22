//! `edit` and `remove` in a terminal: what they ask, and what each answer does.

use crate::editor::{BOOK, copies, editor};
use crate::sandbox::Sandbox;
use crate::terminal::{END_OF_INPUT, End, INTERRUPT, Terminal};

const QUESTION: &str = "[E/t/k] ";

/// Opens `edit` with an editor that spoils the file when it is first run and mends it after.
fn spoiled(sandbox: &Sandbox) -> Terminal {
    let again = sandbox.home().join("again");
    let script = format!(
        "if [ -e {again} ]; then /bin/sed -i 's/^level = .*/dept = \"IT\"/' \"$file\"\n\
         else : > {again}; /bin/sed -i 's/^dept = \"HR\"/level = \"beside\"/' \"$file\"; fi",
        again = again.display()
    );
    let script = editor(sandbox, "ed.sh", &script);
    let mut command = sandbox.command(["edit"]);
    command.env("EDITOR", script);
    Terminal::open(command)
}

#[test]
fn edit_shows_what_is_wrong_and_lets_it_be_mended() {
    let sandbox = Sandbox::with(BOOK);
    let mut terminal = spoiled(&sandbox);
    let seen = terminal.sees(QUESTION);
    assert!(seen.contains("12 │ level = \"beside\"\n"), "{seen}");
    assert!(seen.contains("Not saved yet; your edit is in "), "{seen}");
    terminal.types("what?");
    terminal.sees(QUESTION);
    terminal.types("");
    let (seen, end) = terminal.ends();
    assert!(seen.contains("Omar Khan: dept HR → IT."), "{seen}");
    assert_eq!(end, End::Code(0));
    assert_eq!(sandbox.text(), BOOK.replace("HR", "IT"));
    assert!(copies(&sandbox).is_empty());
}

#[test]
fn edit_throws_away_or_keeps_what_cannot_be_read_as_it_is_told() {
    let sandbox = Sandbox::with(BOOK);
    let mut terminal = spoiled(&sandbox);
    terminal.sees(QUESTION);
    terminal.types("t");
    let (seen, end) = terminal.ends();
    assert!(seen.contains("Thrown away: nothing was written."), "{seen}");
    assert_eq!(end, End::Code(1));
    assert!(copies(&sandbox).is_empty());
    for (answer, meant) in [
        ("k\n", End::Code(1)),
        (END_OF_INPUT, End::Code(1)),
        (INTERRUPT, End::Signal(2)),
    ] {
        let sandbox = Sandbox::with(BOOK);
        let mut terminal = spoiled(&sandbox);
        terminal.sees(QUESTION);
        terminal.presses(answer);
        let (seen, end) = terminal.ends();
        let is_told = seen.contains("your edit is kept in ");
        assert_eq!(is_told, meant == End::Code(1), "{seen}");
        assert_eq!(end, meant);
        assert_eq!(copies(&sandbox).len(), 1);
        assert_eq!(sandbox.text(), BOOK);
    }
}

#[test]
fn edit_leaves_an_interrupt_to_the_editor() {
    let sandbox = Sandbox::with(BOOK);
    let script = "trap 'echo heard' INT\necho ready\nread line\n\
                  /bin/sed -i 's/HR/IT/' \"$file\"";
    let script = editor(&sandbox, "ed.sh", script);
    let mut command = sandbox.command(["edit"]);
    command.env("EDITOR", script);
    let mut terminal = Terminal::open(command);
    terminal.sees("ready");
    terminal.presses(INTERRUPT);
    terminal.sees("heard");
    terminal.types("");
    let (seen, end) = terminal.ends();
    assert_eq!(end, End::Code(0), "{seen}");
    assert_eq!(sandbox.text(), BOOK.replace("HR", "IT"));
}

#[test]
fn edit_that_leaves_nobody_asks_first() {
    for (answer, meant) in [("n", End::Code(1)), ("y", End::Code(0))] {
        let sandbox = Sandbox::with(BOOK);
        let script = editor(&sandbox, "ed.sh", ": > \"$file\"");
        let mut command = sandbox.command(["edit"]);
        command.env("EDITOR", script);
        let mut terminal = Terminal::open(command);
        terminal.sees("Take all 2 people out of the file? [y/N] ");
        terminal.types(answer);
        let (_, end) = terminal.ends();
        assert_eq!(sandbox.text().is_empty(), meant == End::Code(0));
        assert_eq!(end, meant);
    }
}

#[test]
fn remove_names_what_goes_and_asks() {
    for (answer, meant) in [
        ("\n", End::Code(1)),
        ("n\n", End::Code(1)),
        ("yes\n", End::Code(0)),
        (END_OF_INPUT, End::Code(130)),
        (INTERRUPT, End::Signal(2)),
    ] {
        let sandbox = Sandbox::with(BOOK);
        let mut terminal = Terminal::open(sandbox.command(["remove", "sara"]));
        terminal.sees("Remove Sara Ortiz with 1 row? [y/N] ");
        terminal.presses(answer);
        let (_, end) = terminal.ends();
        let is_gone = !sandbox.text().contains("sara");
        assert_eq!(is_gone, meant == End::Code(0), "{answer:?}");
        assert_eq!(end, meant);
    }
}

#[test]
fn remove_refuses_when_the_person_changed_while_it_asked() {
    let sandbox = Sandbox::with(BOOK);
    let mut terminal = Terminal::open(sandbox.command(["remove", "sara"]));
    terminal.sees("[y/N] ");
    sandbox.ok(["log", "sara", "met"]);
    terminal.types("y");
    let (seen, end) = terminal.ends();
    assert!(
        seen.contains("error: `sara` changed while you were asked\nnothing was written\n"),
        "{seen}"
    );
    assert_eq!(end, End::Code(1));
    assert!(sandbox.text().contains("met = "));
}
