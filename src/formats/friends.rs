//! Reading `friends.md`, the one file of the program `friends`: activities, notes, friends and
//! locations under headings, people in `**bold**`, places in `_italics_`.
//!
//! An activity becomes one `met` row of each person named in it, a note becomes part of what
//! is known of them. A friend's tags and home become tags.

use std::collections::{HashMap, HashSet};

use crate::formats::contacts::{ContactBuilder, Contacts, LeftOut, too_long};
use crate::model::day::parse_day;
use crate::model::field::Field;
use crate::model::interaction::Kind;
use crate::text::fold::fold;
use crate::text::normalize;

/// Between the names of a friend.
const ALSO: &str = "a.k.a.";

/// Each of them gets the whole sentence, so that a long one with thousands of names would take
/// all of the memory. No meeting has this many.
const MOST_TOGETHER: usize = 100;

const SECTIONS: [&str; 4] = ["Activities", "Notes", "Friends", "Locations"];

/// The section of a heading line.
fn section_of_heading(line: &str) -> Option<&'static str> {
    let heading = line.trim().strip_prefix("###")?.trim();
    let heading = heading.trim_end_matches(':');
    SECTIONS.into_iter().find(|section| *section == heading)
}

/// Two of the headings at least: one alone is in many a file of notes.
pub(crate) fn is_friends(text: &str) -> bool {
    text.lines().filter_map(section_of_heading).take(2).count() == 2
}

/// The people named in the file, by folded name, in the order of their first mention.
#[derive(Default)]
struct PeopleByName {
    places: HashMap<String, usize>,
    /// Each with the line of their first mention.
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

    /// Lets another name mean the same person, unless that is the name of someone else.
    fn add_other_name(&mut self, other: &str, name: &str) {
        if let Some(at) = self.places.get(&fold(name)).copied() {
            self.places.entry(fold(other)).or_insert(at);
        }
    }
}

/// Reads the whole file.
pub(crate) fn read(text: &str) -> Contacts {
    let mut contacts = Contacts::default();
    let mut people = PeopleByName::default();
    let items = list_items(text, &mut contacts.broken);
    // The friends first: the other sections may use their other names.
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

/// What stands behind a hyphen.
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
                // What stands under a strange heading is not read as the section before it.
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
    let (text, home) = without_bracket(&words.join(" "), '[', ']');
    let (name, others) = without_bracket(&text, '(', ')');
    let name = normalize::line(&name);
    if name.is_empty() {
        return;
    }
    let others = others.split(ALSO).map(normalize::line);
    let others: Vec<String> = others.filter(|other| !other.is_empty()).collect();
    let contact = people.contact_named(&name, item.line);
    for tag in tags.iter().map(|tag| &tag[1..]).chain([home.as_str()]) {
        contact.add(Field::Tags, &tag.to_lowercase());
    }
    if !others.is_empty() {
        contact.add(Field::About, &format!("{ALSO} {}", others.join(", ")));
    }
    for other in &others {
        people.add_other_name(other, &name);
    }
}

/// `2018-01-04: Got lunch with **Grace Hopper** in _Paris_. @food`
fn add_dated(item: &ListItem, people: &mut PeopleByName) -> Result<(), String> {
    let dated = item.text.split_once(':');
    let dated = dated.and_then(|(day, sentence)| Some((parse_day(day.trim())?, sentence)));
    let (on, sentence) = dated.ok_or("no date such as `2026-11-20:` at its beginning")?;
    let plain = normalize::line(&without_marks(sentence));
    let names = bold_names(sentence);
    if names.len() > MOST_TOGETHER {
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

/// What stands between pairs of `**`, each once.
fn bold_names(sentence: &str) -> Vec<String> {
    let parts: Vec<&str> = sentence.split("**").collect();
    // Every second part is inside; the last one is outside, or was never closed.
    let inside = parts.iter().take(parts.len() - 1).skip(1).step_by(2);
    let mut seen = HashSet::new();
    let names = inside.map(|part| normalize::line(part));
    let names = names.filter(|name| !name.is_empty() && seen.insert(name.clone()));
    names.collect()
}

/// The sentence without its marks: `**` always, `_` where it opens or closes a word.
fn without_marks(sentence: &str) -> String {
    let chars: Vec<char> = sentence.replace("**", "").chars().collect();
    let is_word = |at: usize| chars.get(at).is_some_and(|c| c.is_alphanumeric());
    let kept = chars.iter().enumerate().filter(|(at, c)| {
        // An underscore inside a word belongs to it: `snake_case`.
        **c != '_' || (is_word(at.wrapping_sub(1)) && is_word(at + 1))
    });
    kept.map(|(_, c)| *c).collect()
}

/// The text without its first bracket, and what stands in it.
fn without_bracket(text: &str, open: char, close: char) -> (String, String) {
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

    /// The file could not hold them, and then nothing of the whole import would come in.
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
            without_marks("in _Paris_ with snake_case and _x"),
            "in Paris with snake_case and x"
        );
    }
}
