//! `review`: the weekly reflection.

use snapbox::{assert_data_eq, str};

use crate::sandbox::Sandbox;

/// One person for each way a department can stand, a goal, and a name with an escape in it.
const BOOK: &str = r#"
[settings.network]
departments = ["IT", "Legal", "Shipping", "Finance"]

[goals.move]
name = "Move house"
set = 2026-10-01
by = 2026-11-24
helped_by = ["ruth", "omar"]

[goals.hire]
name = "Hire a clerk"
set = 2026-10-01

[people.ruth]
name = "Ruth Ochieng"
added = 2026-04-20
dept = "IT"
level = "down"
log = [
  { on = 2026-11-02, gave = "label template" },
  { on = 2026-11-18, met = "dock walk" },
]

[people.omar]
name = "Omar Khan"
added = 2026-04-20
dept = "Shipping"
level = "peer"
log = [
  { on = 2026-09-01, met = "lunch" },
  { on = 2026-11-12, asked = "a parcel" },
  { on = 2026-11-19, asked = "another" },
]

[people.bo]
name = "Bo Lin"
added = 2026-04-20
dept = "Finance"
known = true
log = [{ on = 2026-11-23, met = "" }, { on = 2026-11-22, called = "" }]

[people.ana]
name = "Ana Silva"
added = 2026-04-20
dept = "Finance"
known = true
log = [{ on = 2026-11-23, met = "" }, { on = 2026-11-17, met = "" }]

[people.eve]
name = "Eve \u001b[31mRed"
added = 2026-04-20
level = "peer"
log = [
  { on = 2026-11-20, gave = "", size = "big" },
  { on = 2026-11-21, gave = "", size = "big" },
]
"#;

#[test]
fn review_tells_the_week_the_gaps_and_a_question() {
    assert_data_eq!(
        Sandbox::with(BOOK).ok(["review"]),
        str![[r#"
The week to Monday 23 November 2026

This week      gave 2   thanked 0   met 4   asked 1
The one before gave 0   thanked 0   met 0   asked 1

Cooling        Omar Khan −4 (warmth, in 7 days)
New            nobody added in 30 days: who could you get to know?
You owe        Omar Khan: 2 asks since you last gave
Only given     Eve ␛[31mRed: let them help you too
Goals          Move house, 1 day left: at risk (1 of 2 warm; Omar Khan in debt)
               Hire a clerk, no deadline: nobody named
Departments    ● IT        Ruth Ochieng only
               – Legal     nobody
               ○ Shipping  nobody warm: Omar Khan in debt
               ● Finance   Ana Silva and Bo Lin
Effort goes    up    ····················   0 %   0 people, no warm ally
               peer  ██████████··········  48 %   2 people, 1 warm ally
               down  ████················  19 %   1 person, 1 warm ally
Most to        Eve ␛[31mRed, 38 % of your effort in 90 days
The whole book given 9.55, taken 3.78, balance +30
To keep up     1.7 contacts a week, by the rhythms and goals you set

To think about: who did you contact this month only to ask?

"#]]
    );
}

#[test]
fn review_uses_a_wide_page() {
    let sandbox = Sandbox::with(BOOK);
    let output = sandbox.finish(sandbox.command(["review"]).env("COLUMNS", "120"));
    let direction: Vec<&str> = output
        .out
        .lines()
        .filter(|line| line.contains('%'))
        .collect();
    assert_data_eq!(
        direction.join("\n"),
        str![[r#"
Effort goes    up    ········································   0 %   0 people, no warm ally
               peer  ███████████████████·····················  48 %   2 people, 1 warm ally
               down  ████████································  19 %   1 person, 1 warm ally
Most to        Eve ␛[31mRed, 38 % of your effort in 90 days
"#]]
    );
}

#[test]
fn review_keeps_within_a_narrow_page() {
    let sandbox = Sandbox::with(BOOK);
    for columns in ["40", "60", "80"] {
        let output = sandbox.finish(sandbox.command(["review"]).env("COLUMNS", columns));
        let widest = output.out.lines().map(|line| line.chars().count()).max();
        assert!(widest <= columns.parse().ok(), "{}", output.out);
    }
}

#[test]
fn review_says_the_same_without_colour() {
    let sandbox = Sandbox::with(BOOK);
    let plain = sandbox.ok(["review"]);
    let painted = sandbox.ok(["review", "--color=always"]);
    assert_ne!(plain, painted);
    let mut stripped = String::new();
    for piece in painted.split("\u{1b}[") {
        let is_code = |c: char| c.is_ascii_digit() || c == ';';
        let seen = piece.trim_start_matches(is_code);
        stripped += if piece == seen { piece } else { &seen[1..] };
    }
    assert_eq!(stripped, plain);
}

#[test]
fn review_as_json_has_the_promised_names() {
    assert_data_eq!(
        Sandbox::with(BOOK).ok(["review", "--json"]),
        str![[r#"
{"today":"2026-11-23","week":{"gave":2,"thanked":0,"met":4,"asked":1,"before":{"gave":0,"asked":1}},"cooling":["omar"],"stranger":true,"coverage":[{"dept":"IT","state":"one","warm":["ruth"],"others":[]},{"dept":"Legal","state":"nobody","warm":[],"others":[]},{"dept":"Shipping","state":"none warm","warm":[],"others":["omar"]},{"dept":"Finance","state":"several","warm":["ana","bo"],"others":[]}],"direction":[{"level":"up","people":0,"warm":0,"effort_percent":0,"flag":"no warm ally"},{"level":"peer","people":2,"warm":1,"effort_percent":48,"flag":null},{"level":"down","people":1,"warm":1,"effort_percent":19,"flag":null}],"concentration":{"top":"eve","percent":38,"strong":["ana","bo","eve","ruth"],"flag":null},"goals":[{"goal":"move","name":"Move house","days_left":1,"verdict":"at risk","warm":1,"named":2,"fix":["omar"]},{"goal":"hire","name":"Hire a clerk","days_left":null,"verdict":"nobody named","warm":0,"named":0,"fix":[]}],"ask_only":["omar"],"give_only":["eve"],"whole":{"given":9.55,"taken":3.78,"balance":30},"touches_per_week":1.7,"question":"who did you contact this month only to ask?"}

"#]]
    );
}

#[test]
fn review_of_an_empty_book_says_how_to_begin() {
    assert_data_eq!(
        Sandbox::new().ok(["review"]),
        str![[r#"
The week to Monday 23 November 2026

The book is empty. Add someone you met: allies add "Sara Ortiz" --dept IT --met

To think about: who did you contact this month only to ask?

"#]]
    );
    let json = Sandbox::new().ok(["review", "--json"]);
    assert!(json.contains(r#""top":null"#), "{json}");
}

#[test]
fn review_remarks_many_goals_and_a_load_nobody_keeps() {
    let mut book = String::new();
    for goal in ["one", "two", "three", "four"] {
        book += &format!("[goals.{goal}]\nname = \"{goal}\"\nset = 2026-01-01\n");
    }
    for person in 0..11 {
        book += &format!(
            "[people.p{person}]\nname = \"Person {person}\"\nevery = \"weekly\"\nknown = true\n"
        );
    }
    let out = Sandbox::with(&book).ok(["review"]);
    let remarks = |line: &&str| line.contains("at once") || line.contains("a week");
    let lines: Vec<&str> = out.lines().skip(1).filter(remarks).collect();
    assert_data_eq!(
        lines.join("\n"),
        str![[r#"
               4 goals at once: fewer decide better who matters
To keep up     11.0 contacts a week, by the rhythms and goals you set: more than
"#]]
    );
}

#[test]
fn review_counts_the_people_it_has_no_room_to_name() {
    let mut book = "[settings.network]\ndepartments = [\"IT\"]\n".to_owned();
    for person in 0..9 {
        book += &format!(
            "[people.p{person}]\nname = \"P{person} Person\"\ndept = \"IT\"\nknown = true\n"
        );
    }
    let out = Sandbox::with(&book).ok(["review"]);
    assert!(out.contains("P5 Person cold and 3 more"), "{out}");
}
