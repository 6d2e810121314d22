//! Reads `friends.md`, the file kept by the program `friends`: activities, notes, friends and
//! locations under headings, people in `**bold**`, places in `_italics_`.
//!
//! An activity becomes a `met` row for each person named in it; a note is added to their
//! `about`. A friend's tags and home become tags.

use std::collections::{HashMap, HashSet};

use crate::formats::contacts::{ContactBuilder, Contacts, LeftOut, too_long};
use crate::model::day::parse_day;
use crate::model::field::Field;
use crate::model::interaction::Kind;
use crate::text::fold::fold;
use crate::text::normalize;

/// Separates the names of a friend.
const ALIAS_SEPARATOR: &str = "a.k.a.";

/// Each person named gets a copy of the whole sentence, so thousands of names in a long one would
/// exhaust memory. No real meeting has this many.
const MOST_NAMES: usize = 100;

const SECTIONS: [&str; 4] = ["Activities", "Notes", "Friends", "Locations"];

/// The section that a heading line starts.
fn section_of_heading(line: &str) -> Option<&'static str> {
    let heading = line.trim().strip_prefix("###")?.trim();
    let heading = heading.trim_end_matches(':');
    SECTIONS.into_iter().find(|section| *section == heading)
}

/// Whether the text has at least two of the headings; a single one occurs in other notes too.
pub(crate) fn is_friends(text: &str) -> bool {
    text.lines().filter_map(section_of_heading).take(2).count() == 2
}

/// The people named in the file, by folded name, in the order of their first mention.
#[derive(Default)]
struct PeopleByName {
    places: HashMap<String, usize>,
    /// Each with the line of the first mention.
    contacts: Vec<(usize, ContactBuilder)>,
}

impl PeopleByName {
    fn contact_named(&mut self, name: &str, line: usize) -> &mut ContactBuilder {
        let next = self.contacts.len();
        let at = *self.places.entry(fold(name)).or_insert(next);
        if at == next {
            let mut contact = ContactBuilder::default();
            contact.add(Field::Name, name);
            self.contacts.push((line, contact));
        }
        &mut self.contacts[at].1
    }

    /// Adds an alias for a person, unless it is the name of someone else.
    fn add_alias(&mut self, alias: &str, name: &str) {
        if let Some(at) = self.places.get(&fold(name)).copied() {
            self.places.entry(fold(alias)).or_insert(at);
        }
    }
}

/// Reads the whole file.
pub(crate) fn read(text: &str) -> Contacts {
    let mut contacts = Contacts::default();
    let mut people = PeopleByName::default();
    let items = list_items(text, &mut contacts.broken);
    // Friends first: the other sections may use their aliases.
    for item in items.iter().filter(|item| item.section == "Friends") {
        add_friend(item, &mut people);
    }
    let is_dated = |item: &&ListItem| matches!(item.section, "Activities" | "Notes");
    for item in items.iter().filter(is_dated) {
        let added = add_dated(item, &mut people);
        contacts
            .broken
            .extend(added.err().map(|why| broken(item.line, why)));
    }
    for (line, contact) in people.contacts {
        contact.finish(line, false, &mut contacts);
    }
    contacts.broken.sort_by_key(|broken| broken.line);
    contacts
}

fn broken(line: usize, why: impl Into<String>) -> LeftOut {
    let (name, why) = (String::new(), why.into());
    LeftOut { line, name, why }
}

/// The text of a list entry, without its hyphen.
struct ListItem<'t> {
    section: &'static str,
    line: usize,
    text: &'t str,
}

fn list_items<'t>(text: &'t str, left_out: &mut Vec<LeftOut>) -> Vec<ListItem<'t>> {
    let mut items = Vec::new();
    let mut current = None;
    for (line, text) in (1..).zip(text.lines()) {
        let text = text.trim();
        if text.is_empty() {
            continue;
        }
        let item = text.strip_prefix("- ").map(str::trim);
        match (current, item) {
            (_, None) if section_of_heading(text).is_some() => current = section_of_heading(text),
            (Some(section), Some(text)) => items.push(ListItem {
                section,
                line,
                text,
            }),
            _ => {
                left_out.push(broken(line, "no heading and no entry of friends.md"));
                // Entries below an unknown heading do not belong to the section before it.
                current = current.filter(|_| !text.starts_with('#'));
            }
        }
    }
    items
}

/// `Grace Hopper (a.k.a. The Admiral a.k.a. Amazing Grace) [Paris] @navy @science`
fn add_friend(item: &ListItem, people: &mut PeopleByName) {
    let is_tag = |word: &&str| word.len() > 1 && word.starts_with('@');
    let (tags, words): (Vec<&str>, Vec<&str>) = item.text.split_whitespace().partition(is_tag);
    let (text, home) = split_bracketed(&words.join(" "), '[', ']');
    let (name, aliases) = split_bracketed(&text, '(', ')');
    let name = normalize::line(&name);
    if name.is_empty() {
        return;
    }
    let aliases = aliases.split(ALIAS_SEPARATOR).map(normalize::line);
    let aliases: Vec<String> = aliases.filter(|alias| !alias.is_empty()).collect();
    let contact = people.contact_named(&name, item.line);
    for tag in tags.iter().map(|tag| &tag[1..]).chain([home.as_str()]) {
        contact.add(Field::Tags, &tag.to_lowercase());
    }
    if !aliases.is_empty() {
        contact.add(
            Field::About,
            &format!("{ALIAS_SEPARATOR} {}", aliases.join(", ")),
        );
    }
    for alias in &aliases {
        people.add_alias(alias, &name);
    }
}

/// `2018-01-04: Got lunch with **Grace Hopper** in _Paris_. @food`
fn add_dated(item: &ListItem, people: &mut PeopleByName) -> Result<(), String> {
    let dated = item.text.split_once(':');
    let dated = dated.and_then(|(day, sentence)| Some((parse_day(day.trim())?, sentence)));
    let (on, sentence) = dated.ok_or("no date such as `2026-11-20:` at its beginning")?;
    let plain = normalize::line(&without_markup(sentence));
    let names = bold_names(sentence);
    if names.len() > MOST_NAMES {
        return Err(too_long("list of people"));
    }
    for name in names {
        let contact = people.contact_named(&name, item.line);
        if item.section == "Activities" {
            contact.add_row(on, Kind::Met, &plain);
        } else {
            contact.add(Field::About, &format!("{on}: {plain}"));
        }
    }
    Ok(())
}

/// The texts between pairs of `**`, each once.
fn bold_names(sentence: &str) -> Vec<String> {
    let parts: Vec<&str> = sentence.split("**").collect();
    // Every second part is inside; the last one is outside or unclosed.
    let inside = parts.iter().take(parts.len() - 1).skip(1).step_by(2);
    let mut seen = HashSet::new();
    let names = inside.map(|part| normalize::line(part));
    let names = names.filter(|name| !name.is_empty() && seen.insert(name.clone()));
    names.collect()
}

/// The sentence without `**`, and without `_` where it opens or closes a word.
fn without_markup(sentence: &str) -> String {
    let chars: Vec<char> = sentence.replace("**", "").chars().collect();
    let is_word = |at: usize| chars.get(at).is_some_and(|c| c.is_alphanumeric());
    let kept = chars.iter().enumerate().filter(|(at, c)| {
        // An underscore inside a word is part of it: `snake_case`.
        **c != '_' || (is_word(at.wrapping_sub(1)) && is_word(at + 1))
    });
    kept.map(|(_, c)| *c).collect()
}

/// The text without its first bracketed part, and that part.
fn split_bracketed(text: &str, open: char, close: char) -> (String, String) {
    let found = text.split_once(open).and_then(|(before, rest)| {
        let (inside, after) = rest.split_once(close)?;
        Some((format!("{before} {after}"), inside.trim().to_owned()))
    });
    found.unwrap_or_else(|| (text.to_owned(), String::new()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::contacts::summary;

    const FRIENDS: &str = include_str!("../../tests/fixtures/contacts/friends.md");

    #[test]
    fn each_name_of_an_activity_met_that_day() {
        assert!(is_friends(FRIENDS));
        assert_eq!(
            summary(&read(FRIENDS)),
            [
                "11 Omar Said | 2026-10-04 met Lunch with Sara Ortiz and Omar Said in Paris. @food",
                "12 Sara Ortiz | tags navy, science, paris \
                 | about a.k.a. The Fixer, Sunny⏎2026-06-15: Sara Ortiz got a building named \
                 after her. @news \
                 | 2026-11-01 met Sara Ortiz and I walked along Venice. Omar had to cancel. \
                 | 2026-10-04 met Lunch with Sara Ortiz and Omar Said in Paris. @food \
                 | 2026-09-15 met Called The Fixer about the badges.",
                "13 Li Wei",
            ]
        );
    }

    #[test]
    fn what_is_no_entry_is_broken_and_the_rest_is_read() {
        let text = "### Activities:\n- yesterday: met **Ann Fox**\n- 2026-02-30: **Ann Fox**\n\
                    - 2026-02-03: met **Ann Fox**\nwords\n# Recipes\n- 2026-01-01: **Cake**\n\
                    ### Friends:\n- Ann Fox\n";
        assert_eq!(
            summary(&read(text)),
            [
                "9 Ann Fox | 2026-02-03 met met Ann Fox",
                "broken 2: no date such as `2026-11-20:` at its beginning",
                "broken 3: no date such as `2026-11-20:` at its beginning",
                "broken 5: no heading and no entry of friends.md",
                "broken 6: no heading and no entry of friends.md",
                "broken 7: no heading and no entry of friends.md",
            ]
        );
    }

    /// Such a date cannot be written to the file, so it would fail the whole import.
    #[test]
    fn a_date_that_no_file_holds_is_broken_alone() {
        let text = "### Activities:\n- 10000-01-01: **Ann**\n- +2026-01-02: **Ann**\n\
                    - 0000-01-01: **Ann**\n- 2026-1-2: **Ann**\n### Notes:\n\
                    - -0001-01-02: **Ann**\n- 9999-12-31: about **Ann**\n";
        let no_date = "no date such as `2026-11-20:` at its beginning";
        let mut expected = vec!["8 Ann | about 9999-12-31: about Ann".to_owned()];
        for line in [2, 3, 4, 5, 7] {
            expected.push(format!("broken {line}: {no_date}"));
        }
        assert_eq!(summary(&read(text)), expected);
    }

    #[test]
    fn a_sentence_that_names_thousands_is_broken() {
        let names: Vec<String> = (0..5_000)
            .map(|number| format!("**Ann {number}**"))
            .collect();
        let names = names.join(", ");
        let text = format!("### Activities:\n- 2026-01-01: met {names}\n### Notes:\n");
        assert_eq!(
            summary(&read(&text)),
            ["broken 2: its list of people is too long"]
        );
    }

    #[test]
    fn marks_that_are_never_closed_name_nobody() {
        assert_eq!(bold_names("a **b** c **d"), ["b"]);
        assert_eq!(bold_names("** **"), [""; 0]);
        assert_eq!(bold_names("**a** **a**"), ["a"]);
        assert_eq!(
            without_markup("in _Paris_ with snake_case and _x"),
            "in Paris with snake_case and x"
        );
    }
}
