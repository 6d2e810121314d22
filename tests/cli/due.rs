//! `due`: the Monday list in all its forms.

use snapbox::{assert_data_eq, str};

use crate::sandbox::Sandbox;
#[cfg(unix)]
use crate::terminal::shown;

/// The example book, which shows every feature of the file.
fn example() -> Sandbox {
    Sandbox::with(include_str!("../../examples/allies.toml"))
}

#[test]
fn due_tells_who_why_and_one_thing_to_do() {
    assert_data_eq!(
        example().ok(["due"]),
        str![[r#"
Monday 23 November 2026 · 4 people this week

When       Who                        Why                                                                                                          One thing to do
10 d late  Hana Sato · Accounting     strained on 12 November + goal Move to the new office                                                        talk it out in person: say what pressed you, it was not an attack · settles 2 of 2
in 2 d     Igor Novák · Audio-visual  you promised: send him the floor plan + never met                                                            keep it, and say so
19 d late  Kofi Mensah · Procurement  help of 2 November not thanked + goal Move to the new office, 2 asks since you gave, never met, an open ask  praise Kofi to their boss: what they did, that you saw it · settles 4 of 5
in 1 d     Noor Haddad · IT           help of 17 November, boss not told                                                                           write to Viktor Lindqvist: what Noor did, that you saw it
1 snoozed: Elif Aydın until 30 November.
Done one? allies log WHO KIND "note"   ·   one by one: allies walk

"#]]
    );
}

#[cfg(unix)]
#[test]
fn due_in_a_terminal_is_a_table_as_wide_as_the_page() {
    assert_data_eq!(
        shown(example().command(["due"]), 80),
        str![[r#"
Monday 23 November 2026 · 4 people this week

When       Who           Why                         One thing to do
────────────────────────────────────────────────────────────────────────────────
10 d late  Hana Sato     strained on 12 November     talk it out in person:
           Accounting    + goal Move to the new      say what pressed you, it
                         office                      was not an attack
                                                     settles 2 of 2
in 2 d     Igor Novák    you promised: send him the  keep it, and say so
           Audio-visual  floor plan
                         + never met
19 d late  Kofi Mensah   help of 2 November not      praise Kofi to their
           Procurement   thanked                     boss: what they did, that
                         + goal Move to the new      you saw it
                         office, 2 asks since you    settles 4 of 5
                         gave, never met, an open
                         ask
in 1 d     Noor Haddad   help of 17 November, boss   write to Viktor
           IT            not told                    Lindqvist: what Noor did,
                                                     that you saw it
1 snoozed: Elif Aydın until 30 November.
Done one? allies log WHO KIND "note"   ·   one by one: allies walk

"#]]
    );
}

#[cfg(unix)]
#[test]
fn due_uses_a_wide_page_and_fits_a_narrow_one() {
    let at = |columns| shown(example().command(["due"]), columns);
    assert_data_eq!(
        at(120),
        str![[r#"
Monday 23 November 2026 · 4 people this week

When       Who           Why                                             One thing to do
────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
10 d late  Hana Sato     strained on 12 November                         talk it out in person: say what pressed you,
           Accounting    + goal Move to the new office                   it was not an attack
                                                                         settles 2 of 2
in 2 d     Igor Novák    you promised: send him the floor plan           keep it, and say so
           Audio-visual  + never met
19 d late  Kofi Mensah   help of 2 November not thanked                  praise Kofi to their boss: what they did,
           Procurement   + goal Move to the new office, 2 asks since     that you saw it
                         you gave, never met, an open ask                settles 4 of 5
in 1 d     Noor Haddad   help of 17 November, boss not told              write to Viktor Lindqvist: what Noor did,
           IT                                                            that you saw it
1 snoozed: Elif Aydın until 30 November.
Done one? allies log WHO KIND "note"   ·   one by one: allies walk

"#]]
    );
    for columns in [30, 50, 80, 100] {
        let page = at(columns);
        let rows = page
            .lines()
            .skip(2)
            .take_while(|line| !line.contains("snoozed"));
        for line in rows {
            assert!(
                line.chars().count() <= usize::from(columns),
                "{columns}: {line}"
            );
        }
    }
}

#[test]
fn due_in_colour_says_the_same_words() {
    let colourful = example().ok(["due", "--color", "always"]);
    assert!(colourful.contains("\u{1b}[31m10 d late"), "{colourful}");
    let mut plain = String::new();
    for (index, piece) in colourful.split('\u{1b}').enumerate() {
        plain += if index == 0 {
            piece
        } else {
            piece.split_once('m').map_or("", |(_, rest)| rest)
        };
    }
    assert_eq!(plain, example().ok(["due"]));
}

#[test]
fn due_looks_as_far_ahead_as_it_is_told() {
    assert_eq!(example().ok(["due", "--count"]), "4\n");
    assert_eq!(example().ok(["due", "--count", "--within", "2w"]), "5\n");
    assert_eq!(
        example().ok(["due", "--count", "--today", "2026-12-24"]),
        "9\n"
    );
}

#[test]
fn due_can_be_cut_and_listed_for_scripts() {
    assert_eq!(
        example().ok(["due", "--handles"]),
        "hana\nigor\nkofi\nnoor\n"
    );
    assert_eq!(
        example().ok(["due", "--handles", "--top", "2"]),
        "hana\nigor\n"
    );
    assert_data_eq!(
        example().ok(["due", "--top", "1"]),
        str![[r#"
Monday 23 November 2026 · 4 people this week

When       Who                     Why                                                    One thing to do
10 d late  Hana Sato · Accounting  strained on 12 November + goal Move to the new office  talk it out in person: say what pressed you, it was not an attack · settles 2 of 2
… and 3 more: allies due --all
1 snoozed: Elif Aydın until 30 November.
Done one? allies log WHO KIND "note"   ·   one by one: allies walk

"#]]
    );
}

#[test]
fn due_as_json_is_one_line_of_promised_names() {
    let json = example().ok(["due", "--json", "--top", "2"]);
    assert_eq!(json.matches('\n').count(), 1);
    assert_data_eq!(
        json,
        str![[r#"
{"today":"2026-11-23","until":"2026-11-29","rows":[{"handle":"hana","name":"Hana Sato","rule":"strain","due":"2026-11-13","days_late":10,"text":"strained on 12 November","others":["goal"],"action":"repaired","settles":["strain","goal"],"suggestion":"talk it out in person: say what pressed you, it was not an attack"},{"handle":"igor","name":"Igor Novák","rule":"promise","due":"2026-11-25","days_late":-2,"text":"you promised: send him the floor plan","others":["never-met"],"action":"done","settles":["promise"],"suggestion":"keep it, and say so"}],"snoozed":[{"handle":"elif","until":"2026-11-30"}]}

"#]]
    );
}

#[test]
fn due_check_answers_by_its_exit_code_alone() {
    let busy = example().run(["due", "--check"]);
    assert_eq!(
        (busy.code, busy.out.as_str(), busy.err.as_str()),
        (0, "", "")
    );
    let idle = Sandbox::with("").run(["due", "--check"]);
    assert_eq!(
        (idle.code, idle.out.as_str(), idle.err.as_str()),
        (1, "", "")
    );
}

#[test]
fn nobody_due_and_nobody_at_all_are_told_apart() {
    assert_data_eq!(
        Sandbox::new().ok(["due"]),
        str![[r#"
Monday 23 November 2026 · nobody is due this week
The book is empty. Add someone you met: allies add "Sara Ortiz" --dept IT --met

"#]]
    );
    assert_data_eq!(
        Sandbox::with("[people.a]\nname = \"A\"\nknown = true\n").ok(["due"]),
        str![[r#"
Monday 23 November 2026 · nobody is due this week

"#]]
    );
}
