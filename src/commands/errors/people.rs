//! Nobody, or too many, fit what was typed: who comes near, in words.

use chrono::NaiveDate;

use crate::commands::errors::{ALIKE, CliError, Message};
use crate::model::book::Book;
use crate::model::goal::Goal;
use crate::model::handle::typed;
use crate::model::person::Person;
use crate::screens::words::{and_more, count};
use crate::text::fold::fold;

/// A person or a goal in a list of those that may be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// What to type.
    pub handle: String,
    /// Who or what it is: name and department, and whether they are put away.
    pub who: String,
}

/// Nobody is called that.
#[derive(Debug)]
pub struct Nobody {
    /// What was typed.
    pub who: String,
    /// Those who come near.
    pub near: Vec<Listed>,
    /// Whether there is nobody at all.
    pub is_empty_book: bool,
    /// The flag at which they were named, if at one.
    pub flag: Option<&'static str>,
}

/// Several people are called that.
#[derive(Debug)]
pub struct Several {
    /// What was typed.
    pub who: String,
    /// All of them.
    pub people: Vec<Listed>,
    /// The flag at which they were named, if at one.
    pub flag: Option<&'static str>,
}

/// Nobody fits a need.
#[derive(Debug)]
pub struct NobodyHelps {
    /// What was needed.
    pub need: String,
    /// The nearest helps that exist.
    pub near: Vec<String>,
    /// The handle of the one person who is called that.
    pub called: Option<String>,
    /// Whether there is nobody at all.
    pub is_empty_book: bool,
}

impl Listed {
    fn of(person: &Person, today: NaiveDate) -> Self {
        let mut who = person.name.to_string();
        if let Some(dept) = &person.dept {
            who += &format!(", {dept}");
        }
        if person.is_archived(today) {
            who += " (archived)";
        }
        Self {
            handle: person.handle.to_string(),
            who,
        }
    }

    /// A goal by its name.
    pub fn of_goal(goal: &Goal) -> Self {
        Self {
            handle: goal.handle.to_string(),
            who: goal.name.to_string(),
        }
    }

    /// A line each, the handles as wide as the widest.
    pub(crate) fn lines(all: &[Self]) -> impl Iterator<Item = String> {
        let widths = all.iter().map(|one| one.handle.chars().count());
        let widest = widths.max().unwrap_or(0);
        all.iter()
            .map(move |one| format!("{:<widest$}  {}", one.handle, one.who))
    }
}

impl CliError {
    /// Several people are called that.
    pub fn several(who: &str, people: &[&Person], today: NaiveDate) -> Self {
        let listed = people.iter().map(|person| Listed::of(person, today));
        Self::Several(Several {
            who: who.to_owned(),
            people: listed.collect(),
            flag: None,
        })
    }

    /// Nobody is called that.
    pub fn nobody(who: &str, near: &[&Person], book: &Book, today: NaiveDate) -> Self {
        let near = near.iter().map(|person| Listed::of(person, today));
        Self::Nobody(Nobody {
            who: who.to_owned(),
            near: near.collect(),
            is_empty_book: book.people.is_empty(),
            flag: None,
        })
    }
}

/// The same error, with the flag at which the person was named, so that the hint names it too.
pub fn at_flag(error: anyhow::Error, at: &'static str) -> anyhow::Error {
    match error.downcast::<CliError>() {
        Ok(mut trouble) => {
            if let CliError::Nobody(Nobody { flag, .. }) | CliError::Several(Several { flag, .. }) =
                &mut trouble
            {
                *flag = Some(at);
            }
            trouble.into()
        }
        Err(error) => error,
    }
}

/// What to type for somebody of that handle: the command, or the flag at which it was named.
fn again(command: &str, flag: Option<&str>, handle: &str) -> String {
    let handle = typed(handle);
    match flag {
        Some(flag) => format!("{flag} {handle}"),
        None => format!("allies {command} {handle} …"),
    }
}

/// Nobody fits; those who come near are listed.
pub(crate) fn nobody(nobody: &Nobody, command: &str) -> Message {
    let Nobody {
        who,
        near,
        is_empty_book,
        flag,
    } = nobody;
    let add = format!("allies add {}", shell_words::quote(who));
    if *is_empty_book {
        return Message::new(format!("`{who}` is not in the book: it is empty"), add);
    }
    let hint = match near.first() {
        Some(first) => again(command, *flag, &first.handle),
        None => format!("see who is there: allies list; or: {add}"),
    };
    let nearest = near
        .iter()
        .map(|person| format!("near: {}  {}", person.handle, person.who));
    Message::new(format!("nobody fits `{who}`"), hint).because(nearest)
}

/// Longer lists are no help; a longer word is.
const MOST_LISTED: usize = 12;

/// Several fit; all of them are listed.
pub(crate) fn several(several: &Several, command: &str) -> Message {
    let Several { who, people, flag } = several;
    let shown = people.get(..MOST_LISTED).unwrap_or(people);
    let more = people.len() - shown.len();
    let more = and_more(more);
    let first = people.first().map_or("WHO", |person| &person.handle);
    let message = format!("`{who}` fits {}", count(people.len(), "person", "people"));
    Message::new(message, again(command, *flag, first)).because(Listed::lines(shown).chain(more))
}

/// Nobody fits a need; the nearest helps that exist are listed.
pub(crate) fn nobody_helps(nobody: &NobodyHelps) -> Message {
    let NobodyHelps { need, near, .. } = nobody;
    let message = match (nobody.is_empty_book, need.as_str()) {
        (true, _) => "there is nobody to call: the book is empty".to_owned(),
        (false, "") => "there is nobody to call today".to_owned(),
        (false, need) => format!("nobody helps with `{need}`"),
    };
    let nearest = near.first().filter(|help| may_be_meant(need, help));
    let hint = match (&nobody.called, nearest) {
        (Some(handle), _) => format!("look at that person: allies show {}", typed(handle)),
        (None, Some(nearest)) => format!("allies who {nearest}"),
        (None, None) if near.is_empty() => {
            "tell what somebody is good for: allies add \"Sara Ortiz\" --helps vpn,laptops"
                .to_owned()
        }
        (None, None) => "see everybody: allies who".to_owned(),
    };
    let near = near.iter().map(|help| format!("near: {help}"));
    Message::new(message, hint).because(near)
}

/// Whether that help is like what was typed, and can be typed after it as it is: what a file
/// holds may be no word that a shell would leave alone.
fn may_be_meant(need: &str, help: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || c == ' ' || c == '-';
    help.chars().all(is_plain)
        && !help.starts_with('-')
        && strsim::jaro_winkler(&fold(need), &fold(help)) >= ALIKE
}
