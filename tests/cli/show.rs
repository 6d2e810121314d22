//! `show`: one person before a coffee.

use snapbox::{assert_data_eq, str};

use crate::sandbox::Sandbox;

fn example() -> Sandbox {
    Sandbox::with(include_str!("../../examples/allies.toml"))
}

#[test]
fn show_tells_everything_and_the_arithmetic() {
    assert_data_eq!(
        example().ok(["show", "noor"]),
        str![[r#"
Noor Haddad · Help desk lead · IT · helps with laptops, vpn, accounts · boss
Viktor Lindqvist · every 30 days
strong · balance −21 · warmth 79 (+39 in 30 days)
gave 42 days ago · asked 6 days ago · contact 5 days ago · met 18 days ago
+49 30 5550 17 · ext. 17 · noor.haddad@acme.example

May I ask?
  small, normal, urgent: thank first. Viktor Lindqvist has not heard of the help
    of 17 November

  balance  contact
    +0.96     0.45  thanked   18 Nov   card on her desk
    −3.82           asked     17 Nov   laptop back after a coffee spill (urgent)
    −1.91     1.74  received  17 Nov   a loaner within the hour (big)
              1.32  met       5 Nov    coffee, her team is moving floors
    +0.72     0.19  shared    12 Oct   talk on keyboard navigation
    +1.05     0.14  gave      31 Aug   wrote the ticket template with her
    ─────    ─────
    −3.00     3.84  given 2.73, taken 5.73
balance  100 × (2.73 − 5.73) / (2.73 + 5.73 + 6) = −21
warmth   100 × 3.84 / (3.84 + 1) = 79

Last year         D J F M A M J J A S O N
            gave  · · · · · · · · ▃ · ▂ ▂
            asked · · · · · · · · · · · █

You owe     help of 17 November, boss not told (24 November)
Due         goal Move to the new office, 2 December
Last talks  5 Nov, met: coffee, her team is moving floors
Cares about accessibility, bouldering
About       Runs the loaner pool. Mornings are best;
            write a ticket first, then call.
To ask      how is it going with accessibility?
            what would make ours easier for you?

"#]]
    );
}

#[test]
fn show_of_somebody_with_nothing_logged() {
    assert_data_eq!(
        Sandbox::with("[people.a]\nname = \"Ann Lee\"\n").ok(["show", "ann"]),
        str![[r#"
Ann Lee · every 30 days
new · balance 0 · warmth 0
gave never · asked never · contact never · met never

May I ask?
  small, normal: meet first. Warmth 0: hardly any contact is left
  urgent: give first. 1.16 short: one favour is enough

Nothing logged yet: balance 0, warmth 0.

Due         never met, 7 December
To ask      how do your requests reach you best?
            what would make ours easier for you?

"#]]
    );
}

#[test]
fn show_tells_promises_snoozes_introductions_and_own_keys() {
    assert_data_eq!(
        example().ok(["show", "igor"]),
        str![[r#"
Igor Novák · Audio-visual · helps with projectors, stage · every 30 days
mending · balance +6 · warmth 57 (+4 in 30 days)
gave 104 days ago · asked 34 days ago · contact 10 days ago · met never

May I ask?
  small, normal: give first. Repaired on 13 November, and nothing given since
  urgent: give first. 0.17 short: one shared item is enough

  balance  contact
              0.79  repaired  13 Nov   said sorry, in person
                    strained  26 Oct   left him off the invitation
    +0.78     0.24  thanked   22 Oct
    −0.39     0.23  received  21 Oct   two more microphones (small)
    −0.77           asked     20 Oct   two more microphones (small)
    +0.90     0.09  gave      11 Aug   carried gear
    ─────    ─────
    +0.52     1.35  given 1.68, taken 1.16
balance  100 × (1.68 − 1.16) / (1.68 + 1.16 + 6) = +6
warmth   100 × 1.35 / (1.35 + 1) = 57

Last year         D J F M A M J J A S O N
            gave  · · · · · · · · █ · ▄ ·
            asked · · · · · · · · · · ▆ ·

Promised    send him the floor plan, by 25 November
Due         never met, 154 d late · keep in touch, 13 December
Last talks  13 Nov, repaired: said sorry, in person
To ask      how do your requests reach you best?
            what would make ours easier for you?

"#]]
    );
    assert_data_eq!(
        example().ok(["show", "elif"]),
        str![[r#"
Elif Aydın · Assistant to the board · Executive support · helps with calendars,
who to ask · every 42 days
steady · balance +17 · warmth 50 (−12 in 30 days)
gave 154 days ago · asked never · contact 53 days ago · met 53 days ago

May I ask?
  small: yes, leaving +3
  normal: yes, leaving −8
  urgent: yes, leaving −25
  if it is urgent: say how much time there is, ask and do not demand, say it is
    beyond what they must do, and that they know best

  balance  contact
              0.83  met       1 Oct    lunch
    +1.22     0.16  gave      22 Jun   built the offsite agenda (big)
    ─────    ─────
    +1.22     0.99  given 1.22, taken 0.00
balance  100 × (1.22 − 0.00) / (1.22 + 0.00 + 6) = +17
warmth   100 × 0.99 / (0.99 + 1) = 50

Last year         D J F M A M J J A S O N
            gave  · · · · · · █ · · · · ·
            asked · · · · · · · · · · · ·

Due         keep in touch, 11 d late · snoozed until 30 November
Last talks  1 Oct, met: lunch
Introduced  Kofi Mensah to you
To ask      how do your requests reach you best?
            what would make ours easier for you?

"#]]
    );
    assert_data_eq!(
        example().ok(["show", "lena"]),
        str![[r#"
Lena Brandt · Shipping · helps with couriers · every 30 days
steady · balance +25 · warmth 62 (+36 in 30 days)
gave 74 days ago · asked never · contact 13 days ago · met 26 days ago

May I ask?
  small: yes, leaving +11
  normal: yes, leaving 0
  urgent: yes, leaving −16
  if it is urgent: say how much time there is, ask and do not demand, say it is
    beyond what they must do, and that they know best

  balance  contact
    +0.90     0.37  thanked   10 Nov   for the early pick-up
              1.10  met       28 Oct   walked the dock
    +1.13     0.18  gave      10 Sep   label template
    ─────    ─────
    +2.03     1.65  given 2.03, taken 0.00
balance  100 × (2.03 − 0.00) / (2.03 + 0.00 + 6) = +25
warmth   100 × 1.65 / (1.65 + 1) = 62

Last year         D J F M A M J J A S O N
            gave  · · · · · · · · · █ · ▄
            asked · · · · · · · · · · · ·

Due         keep in touch, 10 December
Last talks  28 Oct, met: walked the dock
Own keys    desk: dock 4
To ask      how do your requests reach you best?
            what would make ours easier for you?

"#]]
    );
}

#[test]
fn show_finds_the_archived_too() {
    assert!(
        example()
            .ok(["show", "silva"])
            .contains("archived on 31 August")
    );
}

#[test]
fn show_as_json_has_the_promised_names() {
    assert_data_eq!(
        example().ok(["show", "igor", "--json"]),
        str![[r#"
{"handle":"igor","name":"Igor Novák","dept":"Audio-visual","level":"down","role":null,"org":null,"boss":null,"helps":["projectors","stage"],"cares":[],"tags":[],"email":[],"phone":[],"every":null,"added":"2026-06-08","archived":null,"standing":"mending","balance":6,"warmth":57,"trend":4,"given":1.68,"taken":1.16,"contact":1.35,"days_since":{"gave":104,"asked":34,"contact":10,"met":null},"ask":{"small":{"verdict":"give first","why":"repaired on 13 November, and nothing given since","after":-5,"short":0.0},"normal":{"verdict":"give first","why":"repaired on 13 November, and nothing given since","after":-14,"short":0.0},"urgent":{"verdict":"give first","why":"0.17 short: one shared item is enough","after":-27,"short":0.17}},"lines":[{"on":"2026-11-13","kind":"repaired","size":"normal","urgent":false,"note":"said sorry, in person","age":10,"points":0.0,"contact":0.79},{"on":"2026-10-26","kind":"strained","size":"normal","urgent":false,"note":"left him off the invitation","age":28,"points":0.0,"contact":0.0},{"on":"2026-10-22","kind":"thanked","size":"normal","urgent":false,"note":"","age":32,"points":0.78,"contact":0.24},{"on":"2026-10-21","kind":"received","size":"small","urgent":false,"note":"two more microphones","age":33,"points":-0.39,"contact":0.23},{"on":"2026-10-20","kind":"asked","size":"small","urgent":false,"note":"two more microphones","age":34,"points":-0.77,"contact":0.0},{"on":"2026-08-11","kind":"gave","size":"normal","urgent":false,"note":"carried gear","age":104,"points":0.9,"contact":0.09}],"promises":[{"by":"2026-11-25","made":"2026-11-13","what":"send him the floor plan","kept":null},{"by":"2026-10-30","made":"2026-10-20","what":"lend him the long cable","kept":"2026-10-29"}],"due":[{"rule":"promise","due":"2026-11-25","days_late":-2,"text":"you promised: send him the floor plan"},{"rule":"never-met","due":"2026-06-22","days_late":154,"text":"added 8 June, never met"},{"rule":"cadence","due":"2026-12-13","days_late":-20,"text":"silent since 13 November"}],"about":null,"approach":null,"introduced_by":null,"introduced":[],"other":{}}

"#]]
    );
    let own: serde_json::Value =
        serde_json::from_str(&example().ok(["show", "lena", "--json"])).expect("JSON");
    assert_eq!(own["other"]["desk"], "dock 4");
}

#[test]
fn text_of_the_file_never_reaches_a_terminal_raw() {
    let book = "[people.a]\nname = \"A\\u001B]0;x\\u0007\"\nabout = \"\\u202Ereversed\"\nhelps = [\"\\u009Bc\"]\n\
                boss = \"\\u001B[2J\"\nemail = \"a\\rb\"\nlog = [{ on = 2026-11-01, met = \"\\u001B[31m\" }]\n";
    let sandbox = Sandbox::with(book);
    for arguments in [
        ["show", "a"].as_slice(),
        &["due"],
        &["list"],
        &["show", "a", "--color=never"],
        &["log", "a", "met"],
    ] {
        let text = sandbox.ok(arguments);
        assert!(
            !text.contains(|c: char| c.is_control() && c != '\n'),
            "{arguments:?}: {text:?}"
        );
        assert!(!text.contains('\u{202e}'), "{arguments:?}: {text:?}");
    }
}

#[test]
fn show_counts_the_rows_that_count_nothing_any_more() {
    let mut book = "[people.ana]\nname = \"Ana Silva\"\nadded = 2010-01-01\nlog = [\n".to_owned();
    for day in 10..30 {
        book += &format!("  {{ on = 2010-01-{day}, gave = \"old {day}\" }},\n");
    }
    book += "  { on = 2026-11-20, met = \"coffee\" },\n]\n";
    let out = Sandbox::with(&book).ok(["show", "ana"]);
    assert!(out.contains("     0.00     0.00  11 older rows\n"), "{out}");
    assert!(out.contains("old 21") && !out.contains("old 20"), "{out}");
    let json = Sandbox::with(&book).ok(["show", "ana", "--json"]);
    assert_eq!(json.matches("old ").count(), 20);
}

#[test]
fn show_tells_the_values_of_own_keys() {
    let book = r#"
[people.ana]
name = "Ana Silva"
birthday = 1980-05-02
desk = { floor = 4, by_window = true }
kids = ["Bo", "Cy"]
odd = "a\u001b[31mb"
"#;
    let out = Sandbox::with(book).ok(["show", "ana"]);
    let own = out.lines().skip_while(|line| !line.starts_with("Own keys"));
    let own: Vec<&str> = own.take(4).collect();
    assert_data_eq!(
        own.join("\n"),
        str![[r#"
Own keys    birthday: 1980-05-02
            desk: { by_window: yes, floor: 4 }
            kids: Bo, Cy
            odd: a␛[31mb
"#]]
    );
}

#[test]
fn show_asks_after_another_care_each_week() {
    let book = "[people.ana]\nname = \"Ana Silva\"\ncares = [\"boats\", \"bread\"]\n";
    let sandbox = Sandbox::with(book);
    let asked = |today: &str| sandbox.ok(["show", "ana", "--today", today]);
    let (one, two) = (asked("2026-11-23"), asked("2026-11-30"));
    assert!(one.contains("how is it going with boats?"), "{one}");
    assert!(two.contains("how is it going with bread?"), "{two}");
    assert_eq!(
        one.lines().last(),
        asked("2026-11-29").lines().last(),
        "the same all week"
    );
}

#[test]
fn show_tells_how_to_ask_them() {
    let book = "[people.ana]\nname = \"Ana Silva\"\napproach = \"ticket first, then call\"\n";
    let sandbox = Sandbox::with(book);
    let out = sandbox.ok(["show", "ana"]);
    let line = "How to ask  ticket first, then call\n";
    assert!(out.contains(line), "{out}");
    let json = sandbox.ok(["show", "ana", "--json"]);
    let pair = r#""approach":"ticket first, then call""#;
    assert!(json.contains(pair), "{json}");
}
