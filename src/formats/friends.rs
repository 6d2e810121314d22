//! Reading `friends.md`, the one file of the program `friends`: activities, notes, friends and
//! locations under headings, people in `**bold**`, places in `_italics_`.
//!
//! An activity becomes one `met` row of each person named in it, a note becomes part of what
//! is told about them. A friend's tags and home become tags.

use std::collections::{HashMap, HashSet};

use crate::model::interaction::Kind;
use crate::text::fold::fold;

use crate::formats::import::normalize;
use crate::formats::import::record::{Broken, Contacts, Draft, Fault, Many, One};
use crate::model::day::parse_day;

/// Between the names of a friend.
const ALSO: &str = "a.k.a.";

/// Each of them gets the whole sentence, so that a long one with thousands of names would take
/// all of the memory. No meeting has this many.
const MOST_TOGETHER: usize = 100;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    Activities,
    Notes,
    Friends,
    Locations,
}

/// The section of a heading line.
fn section(line: &str) -> Option<Section> {
    let heading = line.trim().strip_prefix("###")?.trim();
    match heading.trim_end_matches(':') {
        "Activities" => Some(Section::Activities),
        "Notes" => Some(Section::Notes),
        "Friends" => Some(Section::Friends),
        "Locations" => Some(Section::Locations),
        _ => None,
    }
}

/// Two of the headings at least: one alone is in many a file of notes.
pub(crate) fn is_friends(text: &str) -> bool {
    text.lines().filter_map(section).take(2).count() == 2
}

/// Everybody met in the file, by folded name, in the order in which they are met.
#[derive(Default)]
struct Crowd {
    places: HashMap<String, usize>,
    drafts: Vec<(usize, Draft)>,
}

impl Crowd {
    fn person(&mut self, name: &str, line: usize) -> &mut Draft {
        let next = self.drafts.len();
        let at = *self.places.entry(fold(name)).or_insert(next);
        if at == next {
            let mut draft = Draft::default();
            draft.one(One::Name, name);
            self.drafts.push((line, draft));
        }
        &mut self.drafts[at].1
    }

    /// Lets another name mean the same person, unless it is somebody's own.
    fn also(&mut self, other: &str, name: &str) {
        if let Some(at) = self.places.get(&fold(name)).copied() {
            self.places.entry(fold(other)).or_insert(at);
        }
    }
}

/// Reads the whole file.
pub(crate) fn read(text: &str) -> Contacts {
    let mut contacts = Contacts::default();
    let mut crowd = Crowd::default();
    // The friends first: the other sections may use their other names.
    let (friends, rest): (Vec<_>, Vec<_>) = entries(text, &mut contacts.broken)
        .into_iter()
        .partition(|entry| entry.section == Section::Friends);
    for entry in friends {
        friend(entry.text, entry.line, &mut crowd);
    }
    for entry in rest {
        if entry.section != Section::Locations
            && let Err(fault) = dated(&entry, &mut crowd)
        {
            contacts.broken.push(Broken {
                line: entry.line,
                name: None,
                fault,
            });
        }
    }
    for (line, draft) in crowd.drafts {
        draft.finish(line, false, &mut contacts);
    }
    contacts.broken.sort_by_key(|broken| broken.line);
    contacts
}

struct Entry<'t> {
    section: Section,
    line: usize,
    text: &'t str,
}

fn entries<'t>(text: &'t str, broken: &mut Vec<Broken>) -> Vec<Entry<'t>> {
    let mut entries = Vec::new();
    let mut current = None;
    for (number, line) in text.lines().enumerate() {
        let entry = line.trim().strip_prefix("- ").map(str::trim);
        match (current, entry) {
            _ if line.trim().is_empty() => {}
            (_, None) if section(line).is_some() => current = section(line),
            (Some(section), Some(text)) => entries.push(Entry {
                section,
                line: number + 1,
                text,
            }),
            _ => {
                broken.push(Broken {
                    line: number + 1,
                    name: None,
                    fault: Fault::NoEntry,
                });
                // What stands under a strange heading is not read as the section before it.
                if line.trim_start().starts_with('#') {
                    current = None;
                }
            }
        }
    }
    entries
}

/// `Grace Hopper (a.k.a. The Admiral a.k.a. Amazing Grace) [Paris] @navy @science`
fn friend(text: &str, line: usize, crowd: &mut Crowd) {
    let (text, tags) = without_tags(text);
    let (text, home) = cut_out(&text, '[', ']');
    let (name, others) = cut_out(&text, '(', ')');
    let name = normalize::line(&name);
    if name.is_empty() {
        return;
    }
    let others: Vec<String> = others
        .unwrap_or_default()
        .split(ALSO)
        .map(normalize::line)
        .filter(|other| !other.is_empty())
        .collect();
    let draft = crowd.person(&name, line);
    for tag in tags.iter().chain(&home) {
        draft.many(Many::Tags, &tag.to_lowercase());
    }
    if !others.is_empty() {
        draft.about(&format!("{ALSO} {}", others.join(", ")));
    }
    for other in &others {
        crowd.also(other, &name);
    }
}

/// `2018-01-04: Got lunch with **Grace Hopper** in _Paris_. @food`
fn dated(entry: &Entry, crowd: &mut Crowd) -> Result<(), Fault> {
    let (day, sentence) = entry.text.split_once(':').ok_or(Fault::NoDate)?;
    let on = parse_day(day.trim()).ok_or(Fault::NoDate)?;
    let plain = normalize::line(&plain(sentence));
    let names = bold(sentence);
    if names.len() > MOST_TOGETHER {
        return Err(Fault::TooLong("list of people"));
    }
    for name in names {
        let draft = crowd.person(&name, entry.line);
        match entry.section {
            Section::Activities => draft.row(on, Kind::Met, &plain),
            Section::Notes => draft.about(&format!("{on}: {plain}")),
            Section::Friends | Section::Locations => {}
        }
    }
    Ok(())
}

/// What stands between pairs of `**`, each once.
fn bold(sentence: &str) -> Vec<String> {
    let (mut names, mut seen) = (Vec::new(), HashSet::new());
    let parts: Vec<&str> = sentence.split("**").collect();
    // Every second part is inside; the last one is outside, or was never closed.
    let inside = parts.len().saturating_sub(1);
    for part in parts.iter().take(inside).skip(1).step_by(2) {
        let name = normalize::line(part);
        if !name.is_empty() && seen.insert(name.clone()) {
            names.push(name);
        }
    }
    names
}

/// The sentence without its marks: `**` always, `_` where it opens or closes a word.
fn plain(sentence: &str) -> String {
    let text = sentence.replace("**", "");
    let chars: Vec<char> = text.chars().collect();
    let is_word = |at: Option<usize>| {
        at.and_then(|at| chars.get(at))
            .is_some_and(|c| c.is_alphanumeric())
    };
    let kept = chars.iter().enumerate().filter(|(at, c)| {
        // An underscore inside a word belongs to it: `snake_case`.
        **c != '_' || (is_word(at.checked_sub(1)) && is_word(Some(at + 1)))
    });
    kept.map(|(_, c)| *c).collect()
}

fn without_tags(text: &str) -> (String, Vec<String>) {
    let (tags, words): (Vec<&str>, Vec<&str>) = text
        .split_whitespace()
        .partition(|word| word.len() > 1 && word.starts_with('@'));
    let tags = tags.iter().map(|tag| tag[1..].to_owned()).collect();
    (words.join(" "), tags)
}

/// The text without its first bracket, and what stands in it.
fn cut_out(text: &str, open: char, close: char) -> (String, Option<String>) {
    let found = text.split_once(open).and_then(|(before, rest)| {
        let (inside, after) = rest.split_once(close)?;
        Some((format!("{before} {after}"), Some(inside.trim().to_owned())))
    });
    found.unwrap_or_else(|| (text.to_owned(), None))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::import::record::tell;

    const FRIENDS: &str = include_str!("../../tests/fixtures/contacts/friends.md");

    #[test]
    fn each_name_of_an_activity_met_that_day() {
        assert!(is_friends(FRIENDS));
        assert_eq!(
            tell(&read(FRIENDS)),
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
            tell(&read(text)),
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
        assert_eq!(tell(&read(text)), expected);
    }

    #[test]
    fn a_sentence_that_names_thousands_is_broken() {
        let names: Vec<String> = (0..5_000)
            .map(|number| format!("**Ann {number}**"))
            .collect();
        let names = names.join(", ");
        let text = format!("### Activities:\n- 2026-01-01: met {names}\n### Notes:\n");
        assert_eq!(
            tell(&read(&text)),
            ["broken 2: its list of people is too long"]
        );
    }

    #[test]
    fn marks_that_are_never_closed_name_nobody() {
        assert_eq!(bold("a **b** c **d"), ["b"]);
        assert_eq!(bold("** **"), [""; 0]);
        assert_eq!(bold("**a** **a**"), ["a"]);
        assert_eq!(
            plain("in _Paris_ with snake_case and _x"),
            "in Paris with snake_case and x"
        );
    }
}
