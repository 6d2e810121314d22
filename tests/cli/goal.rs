//! `goal`: the few that decide who matters.

use snapbox::{assert_data_eq, str};

use crate::sandbox::Sandbox;

const BOOK: &str = r#"
[goals.billing]
name = "Launch billing v2"
set = 2026-11-02
by = 2026-12-18
helped_by = ["tomas"]
hindered_by = ["li"]

[goals.site]
name = "Launch site"
set = 2026-01-02
by = 2026-06-30

[goals.hire]
name = "Hire two analysts"
set = 2026-01-02
done = 2026-11-20
helped_by = ["tomas"]

[people.tomas]
name = "Tomás Vidal"
added = 2026-02-01
known = true
log = [{ on = 2026-11-20, met = "lunch" }]

[people.li]
name = "Li Wei"
added = 2026-02-09
log = [{ on = 2026-11-11, strained = "" }]
"#;

#[test]
fn goal_list_tells_every_goal_and_what_became_of_it() {
    assert_data_eq!(
        Sandbox::with(BOOK).ok(["goal", "list"]),
        str![[r#"
Goal                         By                          State                  Who decides it
Launch billing v2 · billing  18 December · 25 days left  at risk · 1 of 2 warm  helped by Tomás Vidal steady · hindered by Li Wei strained
Launch site · site           30 June                     past
Hire two analysts · hire     open                        done 20 November       helped by Tomás Vidal steady

"#]]
    );
}

#[cfg(unix)]
#[test]
fn goal_list_wraps_in_a_terminal() {
    assert_data_eq!(
        crate::terminal::shown(&Sandbox::with(BOOK).command(["goal", "list"]), 80),
        str![[r#"
Goal               By            State             Who decides it
────────────────────────────────────────────────────────────────────────────────
Launch billing v2  18 December   at risk           helped by Tomás Vidal
billing            25 days left  1 of 2 warm       steady
                                                   hindered by Li Wei strained
Launch site        30 June       past
site
Hire two analysts  open          done 20 November  helped by Tomás Vidal
hire                                               steady

"#]]
    );
}

#[test]
fn goal_list_as_json_has_the_names_of_the_review_and_its_own() {
    let json = Sandbox::with(BOOK).ok(["goal", "list", "--json"]);
    assert_data_eq!(
        json,
        str![[r#"
[{"goal":"billing","name":"Launch billing v2","days_left":25,"verdict":"at risk","warm":1,"named":2,"fix":["li"],"state":"active","set":"2026-11-02","by":"2026-12-18","done":null,"helped_by":["tomas"],"hindered_by":["li"]},{"goal":"site","name":"Launch site","days_left":-146,"verdict":"nobody named","warm":0,"named":0,"fix":[],"state":"past","set":"2026-01-02","by":"2026-06-30","done":null,"helped_by":[],"hindered_by":[]},{"goal":"hire","name":"Hire two analysts","days_left":null,"verdict":"covered","warm":1,"named":1,"fix":[],"state":"done","set":"2026-01-02","by":null,"done":"2026-11-20","helped_by":["tomas"],"hindered_by":[]}]

"#]]
    );
}

#[test]
fn goal_list_of_an_empty_book_says_how_to_begin() {
    assert_data_eq!(
        Sandbox::new().ok(["goal", "list"]),
        str![[r#"
No goals yet. The few that matter now decide who is due first:
allies goal add "Launch billing v2" --by DATE --helped-by WHO,WHO

"#]]
    );
    assert_eq!(Sandbox::new().ok(["goal", "list", "--json"]), "[]\n");
}

#[test]
fn goal_add_writes_it_after_the_last_and_tells_how_it_stands() {
    let sandbox = Sandbox::with(BOOK);
    let told = sandbox.ok([
        "goal",
        "add",
        "Move",
        "house",
        "--by",
        "6w",
        "--helped-by",
        "vidal,li",
        "--hindered-by",
        "li",
    ]);
    assert_data_eq!(
        told,
        str![[r#"
Move house: set as `move-house`, by Mon 4 Jan 2027, 42 days left. At risk: 1 of 2 warm; Li Wei strained.
Next: allies show li

"#]]
    );
    let added = "\n[goals.move-house]\nname = \"Move house\"\nset = 2026-11-23\nby = 2027-01-04\n\
                 helped_by = [\"tomas\", \"li\"]\nhindered_by = [\"li\"]\n\n[people.tomas]\n";
    assert_eq!(sandbox.text(), BOOK.replace("\n[people.tomas]\n", added));
}

#[test]
fn goal_add_names_nobody_and_remarks_a_twin() {
    let sandbox = Sandbox::with(BOOK);
    let output = sandbox.run(["goal", "add", "launch BILLING v2"]);
    assert_eq!(output.code, 0);
    assert_data_eq!(
        output.out,
        str![[r#"
launch BILLING v2: set as `launch-billing-v2`, without a deadline. Nobody is named yet who helps or hinders it.
Write in the file who does: allies edit

"#]]
    );
    assert_data_eq!(
        output.err,
        str![[r#"
warning: `billing` is an active goal of the same name. If it is the same: allies undo

"#]]
    );
}

#[test]
fn goal_add_remarks_more_goals_than_decide_anything() {
    let sandbox = Sandbox::new();
    for goal in ["one", "two", "three"] {
        assert!(!sandbox.ok(["goal", "add", goal]).contains("at once"));
    }
    assert_data_eq!(
        sandbox.ok(["goal", "add", "four"]),
        str![[r#"
four: set as `four`, without a deadline. Nobody is named yet who helps or hinders it.
Write in the file who does: allies edit
4 goals at once: fewer decide better who matters

"#]]
    );
}

#[test]
fn goal_add_refuses_what_cannot_be_a_goal() {
    let sandbox = Sandbox::with(BOOK);
    let output = sandbox.run(["goal", "add", " "]);
    assert_eq!((output.code, output.out.as_str()), (2, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: a goal needs a name
nothing was written
hint: allies goal add "Launch billing v2" --by 6w

"#]]
    );
    let output = sandbox.run(["goal", "add", "a\u{1b}b"]);
    assert_eq!((output.code, output.out.as_str()), (2, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: the name `a␛b` holds a control character
nothing was written
hint: type the name without it

"#]]
    );
    let output = sandbox.run(["goal", "add", "Move", "--by", "2026-11-22"]);
    assert_eq!((output.code, output.out.as_str()), (1, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: the deadline Sun 22 Nov 2026 has passed already
nothing was written
hint: name a day to come, as in: --by 6w

"#]]
    );
    let output = sandbox.run(["goal", "add", "Move", "--helped-by", "tomas,zzz"]);
    assert_eq!((output.code, output.out.as_str()), (1, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: nobody fits `zzz`
nothing was written
hint: see who is there: allies list; or: allies add zzz

"#]]
    );
    assert_eq!(sandbox.text(), BOOK);
}

#[test]
fn goal_done_dates_it_and_names_whom_to_thank() {
    let sandbox = Sandbox::with(BOOK);
    assert_data_eq!(
        sandbox.ok(["goal", "done", "launch"]),
        str![[r#"
Launch billing v2: reached on Mon 23 Nov 2026.
Thank those who helped: allies log tomas thanked "…"

"#]]
    );
    let done = BOOK.replace(
        "hindered_by = [\"li\"]\n",
        "hindered_by = [\"li\"]\ndone = 2026-11-23\n",
    );
    assert_eq!(sandbox.text(), done);
    assert_data_eq!(
        sandbox.ok(["goal", "done", "site"]),
        str![[r#"
Launch site: reached on Mon 23 Nov 2026.

"#]]
    );
}

#[test]
fn goal_done_twice_is_told() {
    let output = Sandbox::with(BOOK).run(["goal", "done", "hire"]);
    assert_eq!((output.code, output.out.as_str()), (1, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: `Hire two analysts` was reached on 20 November already
nothing was written
hint: allies goal list

"#]]
    );
}

#[test]
fn goal_remove_takes_it_out_with_yes() {
    let sandbox = Sandbox::with(BOOK);
    assert_data_eq!(
        sandbox.ok(["goal", "remove", "billing", "--yes"]),
        str![[r#"
Launch billing v2: removed. Those it named are due in their own rhythm again.
Take it back: allies undo

"#]]
    );
    let from = BOOK.find("[goals.billing]").expect("there");
    let to = BOOK.find("[goals.site]").expect("there");
    assert_eq!(sandbox.text(), BOOK[..from].to_owned() + &BOOK[to..]);
    assert_data_eq!(
        sandbox.ok(["goal", "remove", "site", "-y"]),
        str![[r#"
Launch site: removed.
Take it back: allies undo

"#]]
    );
}

#[test]
fn goal_remove_without_a_terminal_wants_a_yes() {
    let sandbox = Sandbox::with(BOOK);
    let output = sandbox.run(["goal", "remove", "billing"]);
    assert_eq!((output.code, output.out.as_str()), (1, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: removing the goal `billing` wants a yes
nothing was written
hint: allies goal remove billing --yes

"#]]
    );
    let tried = sandbox.ok(["goal", "remove", "site", "--dry-run"]);
    assert!(tried.ends_with("Nothing was written: this was a dry run.\n"));
    assert_eq!(sandbox.text(), BOOK);
}

#[test]
fn goal_is_found_as_a_person_is() {
    let book = BOOK.replace("by = 2026-06-30\n", "");
    let output = Sandbox::with(&book).run(["goal", "done", "launch"]);
    assert_eq!((output.code, output.out.as_str()), (1, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: `launch` fits 2 goals
  billing  Launch billing v2
  site     Launch site
nothing was written
hint: allies goal done billing

"#]]
    );
    let output = Sandbox::with(&book).run(["goal", "remove", "biling"]);
    assert_eq!((output.code, output.out.as_str()), (1, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: no goal fits `biling`
  near: billing  Launch billing v2
nothing was written
hint: allies goal remove billing

"#]]
    );
    let output = Sandbox::with(&book).run(["goal", "done", "zzz"]);
    assert_eq!((output.code, output.out.as_str()), (1, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: no goal fits `zzz`
nothing was written
hint: see what there is: allies goal list

"#]]
    );
}

#[test]
#[cfg(unix)]
fn goal_remove_asks_in_a_terminal() {
    use crate::terminal::{End, Terminal};
    let sandbox = Sandbox::with(BOOK);
    let mut terminal = Terminal::open(sandbox.command(["goal", "remove", "billing"]));
    terminal.sees("Remove the goal Launch billing v2? [y/N] ");
    terminal.types("");
    let (seen, end) = terminal.ends();
    assert!(seen.contains("Nothing was removed."), "{seen}");
    assert_eq!((end, sandbox.text().as_str()), (End::Code(1), BOOK));
    let mut terminal = Terminal::open(sandbox.command(["goal", "remove", "billing"]));
    terminal.sees("[y/N] ");
    terminal.types("y");
    assert_eq!(terminal.ends().1, End::Code(0));
    assert!(!sandbox.text().contains("goals.billing"));
}

#[test]
fn goal_that_names_who_is_not_in_the_book_says_so() {
    let book = BOOK.replace("[\"tomas\"]\nhindered", "[\"tomas\", \"ghost\"]\nhindered");
    let out = Sandbox::with(&book).run(["goal", "list"]).out;
    assert!(out.contains("ghost (not in"), "{out}");
}
