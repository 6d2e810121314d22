//! Nobody, or too many, fit what was typed: who comes near, in words.

use super::{ALIKE, Prose, Trouble};
use crate::core::fold::fold;
use crate::core::person::Person;
use crate::view::words::count;

/// A person in a list of those who may be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// What to type.
    pub handle: String,
    /// Who it is: name and department.
    pub who: String,
}

impl Listed {
    fn of(person: &Person) -> Self {
        let who = match &person.dept {
            Some(dept) => format!("{}, {dept}", person.name),
            None => person.name.to_string(),
        };
        Self {
            handle: person.handle.to_string(),
            who,
        }
    }
}

impl Trouble {
    /// Several people are called that.
    pub fn several(who: &str, people: &[&Person]) -> Self {
        Self::Several {
            who: who.to_owned(),
            people: people.iter().map(|person| Listed::of(person)).collect(),
            flag: None,
        }
    }

    /// Nobody is called that.
    pub fn nobody(who: &str, near: &[&Person], is_empty_book: bool) -> Self {
        let near = near.iter().map(|person| Listed::of(person)).collect();
        Self::Nobody {
            who: who.to_owned(),
            near,
            is_empty_book,
            flag: None,
        }
    }
}

/// The same error, with the flag at which the person was named, so that the hint names it too.
pub fn at_flag(error: anyhow::Error, at: &'static str) -> anyhow::Error {
    match error.downcast::<Trouble>() {
        Ok(mut trouble) => {
            if let Trouble::Nobody { flag, .. } | Trouble::Several { flag, .. } = &mut trouble {
                *flag = Some(at);
            }
            trouble.into()
        }
        Err(error) => error,
    }
}

/// Where a person was named: a command, and perhaps one of its flags.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    pub command: &'a str,
    pub flag: Option<&'static str>,
}

impl Place<'_> {
    /// What to type there for somebody of that handle.
    fn typed(self, handle: &str) -> String {
        let handle = shell_words::quote(handle);
        match self.flag {
            Some(flag) => format!("{flag} {handle}"),
            None => format!("allies {} {handle} …", self.command),
        }
    }
}

/// Nobody fits; those who come near are listed.
pub(super) fn nobody(who: &str, near: &[Listed], is_empty_book: bool, place: Place) -> Prose {
    if is_empty_book {
        return Prose::new(
            format!("`{who}` is not in the book: it is empty"),
            format!("allies add {}", shell_words::quote(who)),
        );
    }
    let hint = match near.first() {
        Some(first) => place.typed(&first.handle),
        None => format!(
            "see who is there: allies list; or: allies add {}",
            shell_words::quote(who)
        ),
    };
    let nearest = near
        .iter()
        .map(|person| format!("near: {}  {}", person.handle, person.who));
    Prose::new(format!("nobody fits `{who}`"), hint).because(nearest)
}

/// Longer lists are no help; a longer word is.
const MOST_LISTED: usize = 12;

/// Several fit; all of them are listed.
pub(super) fn several(who: &str, people: &[Listed], place: Place) -> Prose {
    let widest = people
        .iter()
        .take(MOST_LISTED)
        .map(|person| person.handle.chars().count())
        .max()
        .unwrap_or(0);
    let mut lines: Vec<String> = people
        .iter()
        .take(MOST_LISTED)
        .map(|person| format!("{:<widest$}  {}", person.handle, person.who))
        .collect();
    if people.len() > MOST_LISTED {
        lines.push(format!("and {} more", people.len() - MOST_LISTED));
    }
    let first = people.first().map_or("WHO", |person| &person.handle);
    let message = format!("`{who}` fits {}", count(people.len(), "person", "people"));
    Prose::new(message, place.typed(first)).because(lines)
}

/// Nobody fits a need; the nearest helps that exist are listed.
pub(super) fn nobody_helps(
    need: &str,
    near: &[String],
    called: Option<&str>,
    is_empty_book: bool,
) -> Prose {
    let message = match (is_empty_book, need) {
        (true, _) => "there is nobody to call: the book is empty".to_owned(),
        (false, "") => "there is nobody to call today".to_owned(),
        (false, need) => format!("nobody helps with `{need}`"),
    };
    let nearest = near.first().filter(|help| may_be_meant(need, help));
    let hint = match (called, nearest) {
        (Some(handle), _) => format!("look at that person: allies show {handle}"),
        (None, Some(nearest)) => format!("allies who {nearest}"),
        (None, None) if near.is_empty() => {
            "tell what somebody is good for: allies add \"Sara Ortiz\" --helps vpn,laptops"
                .to_owned()
        }
        (None, None) => "see everybody: allies who".to_owned(),
    };
    let near = near.iter().map(|help| format!("near: {help}"));
    Prose::new(message, hint).because(near)
}

/// Whether that help is like what was typed, and can be typed after it as it is: what a file
/// holds may be no word that a shell would leave alone.
fn may_be_meant(need: &str, help: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || c == ' ' || c == '-';
    help.chars().all(is_plain)
        && !help.starts_with('-')
        && strsim::jaro_winkler(&fold(need), &fold(help)) >= ALIKE
}
