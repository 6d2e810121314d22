//! Who to call, on small books.

use crate::core::who::*;
use crate::model::interaction::Kind;
use crate::model::sample::{ago, book, person, row, team, today, urgent};

fn handles(book: &Book, need: &str) -> Vec<String> {
    let candidates = who(book, need, today());
    let handles = candidates
        .iter()
        .map(|one| one.assessment.person.handle.as_ref());
    handles.map(str::to_owned).collect()
}

/// Whether the need finds someone with that help.
fn finds(need: &str, help: &str) -> bool {
    let mut someone = person("ana", []);
    someone.helps = vec![help.to_owned().into()];
    !handles(&book([someone]), need).is_empty()
}

#[test]
fn without_a_need_everybody_is_a_candidate_best_first() {
    let order = [
        "priya", "dana", "ruth", "ingrid", "sam", "marco", "tomas", "li",
    ];
    assert_eq!(handles(&team(), ""), order);
    assert_eq!(handles(&team(), "  , "), order);
}

#[test]
fn every_candidate_carries_the_answer_to_an_urgent_ask() {
    let book = team();
    let answers: Vec<_> = who(&book, "", today())
        .iter()
        .map(|one| one.assessment.ask(AskSize::Urgent).verdict.words())
        .collect();
    let expected = [
        "yes",
        "yes",
        "thank first",
        "give first",
        "give first",
        "thank first",
        "give first",
        "repair first",
    ];
    assert_eq!(answers, expected);
}

#[test]
fn an_open_strain_comes_after_the_deepest_debt() {
    let strained = person("ada", [row(ago(0), Kind::Met), row(ago(0), Kind::Strained)]);
    let indebted = person("bea", vec![urgent(row(ago(0), Kind::Asked)); 9]);
    assert_eq!(handles(&book([strained, indebted]), ""), ["bea", "ada"]);
}

#[test]
fn room_for_an_urgent_ask_comes_before_warmth() {
    let warm = person("ada", vec![row(ago(0), Kind::Met); 4]);
    let given = person("bea", vec![row(ago(0), Kind::Gave); 2]);
    // 100 × (400 − 400) / 1400 = 0 for bea and 100 × −400 / 1000 = −40 for ada.
    assert_eq!(handles(&book([warm, given]), ""), ["bea", "ada"]);
}

#[test]
fn equal_warmth_goes_by_balance_and_equal_balance_by_name() {
    let thanked = person("ada", [row(ago(0), Kind::Wrote)]);
    let shared = person("bea", [row(ago(0), Kind::Shared)]);
    let mut wrote = person("cleo", [row(ago(0), Kind::Wrote)]);
    wrote.name = "Aaron".into();
    assert_eq!(
        handles(&book([thanked, shared, wrote]), ""),
        ["bea", "cleo", "ada"]
    );
}

#[test]
fn a_word_of_the_need_matches_the_beginning_of_a_word() {
    assert!(finds("cour", "couriers"));
    assert!(finds("couriers", "express couriers"));
    assert!(finds("express", "express couriers"));
    assert!(!finds("riers", "couriers"));
    assert!(!finds("couriers", "courier"));
}

#[test]
fn case_and_accents_make_no_difference() {
    assert!(finds("VERTRÄGE", "verträge"));
    assert!(finds("vertrage", "Verträge"));
    assert!(finds("smørrebrød", "Smorrebrod"));
}

#[test]
fn punctuation_separates_words_and_may_be_omitted() {
    assert!(finds("fi", "Wi-Fi"));
    assert!(finds("wifi", "Wi-Fi"));
    assert!(finds("wi-fi", "wifi"));
    assert!(finds("av", "A/V"));
    assert!(finds("email", "E-mail lists"));
    assert!(finds("neil", "O’Neil fund"));
}

#[test]
fn essential_punctuation_is_not_omitted() {
    assert!(finds("c++", "C++"));
    assert!(finds("c", "C++"));
    assert!(!finds("c++", "contracts"));
    assert!(!finds("c++", "C#"));
    assert!(finds(".net", "ASP.NET"));
    assert!(!finds("&", "contracts"));
}

#[test]
fn a_script_without_spaces_matches_inside_too() {
    assert!(finds("営業", "東京営業部"));
    assert!(finds("ประชุม", "ห้องประชุม"));
}

#[test]
fn all_six_fields_are_searched_and_names_are_not() {
    let mut ana = person("ana", []);
    ana.name = "Zelda".into();
    ana.helps = vec!["one".into()];
    ana.dept = Some("two".into());
    ana.role = Some("three".into());
    ana.tags = vec!["four".into()];
    ana.cares = vec!["five".into()];
    ana.org = Some("six".into());
    ana.boss = Some("Yorick".into());
    let book = book([ana]);
    for word in ["one", "two", "three", "four", "five", "six"] {
        assert_eq!(handles(&book, word), ["ana"], "{word}");
    }
    assert!(handles(&book, "zelda").is_empty());
    assert!(handles(&book, "ana").is_empty());
    assert!(handles(&book, "yorick").is_empty());
}

#[test]
fn every_word_must_match_in_any_field() {
    let mut ana = person("ana", []);
    ana.helps = vec!["laptops".into()];
    ana.dept = Some("IT".into());
    let book = book([ana]);
    assert_eq!(handles(&book, "it laptops"), ["ana"]);
    assert_eq!(handles(&book, "laptops, it"), ["ana"]);
    assert!(handles(&book, "laptops hr").is_empty());
}

#[test]
fn matches_are_listed_once_with_their_field() {
    let mut ana = person("ana", []);
    ana.helps = vec!["vpn".into(), "laptop repair".into(), "VPN access".into()];
    ana.tags = vec!["repairs".into()];
    ana.role = Some("Help desk".into());
    let book = book([ana]);
    let candidates = who(&book, "repair laptop", today());
    let matches: Vec<_> = candidates[0]
        .matches
        .iter()
        .map(|one| (one.field.key(), one.text.as_ref()))
        .collect();
    assert_eq!(matches, [("helps", "laptop repair"), ("tags", "repairs")]);
    assert!(who(&book, "", today())[0].matches.is_empty());
}

#[test]
fn archived_and_not_yet_added_people_are_excluded() {
    let mut gone = person("gone", []);
    gone.archived = Some(today());
    let mut coming = person("coming", []);
    coming.added = Some(today() + chrono::Days::new(1));
    for one in [&mut gone, &mut coming] {
        one.helps = vec!["vpn".into()];
    }
    let book = book([gone, coming]);
    assert!(handles(&book, "vpn").is_empty());
    assert!(nearest_helps(&book, "vpn", today()).is_empty());
}

#[test]
fn the_nearest_helps_are_listed_nearest_first() {
    let book = team();
    assert_eq!(nearest_helps(&book, "curriers", today())[0], "couriers");
    assert_eq!(nearest_helps(&book, "contact", today())[0], "contracts");
    assert_eq!(nearest_helps(&book, "laptops access", today()).len(), 3);
}

#[test]
fn spellings_of_one_help_are_listed_once_independent_of_order() {
    let mut one = person("one", []);
    one.helps = vec!["VPN".into()];
    let mut two = person("two", []);
    two.helps = vec!["vpn".into()];
    let there = book([one.clone(), two.clone()]);
    let back = book([two, one]);
    assert_eq!(nearest_helps(&there, "vpm", today()), ["VPN"]);
    assert_eq!(nearest_helps(&back, "vpm", today()), ["VPN"]);
}
