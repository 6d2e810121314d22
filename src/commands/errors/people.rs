//! Nothing, or too much, fits a name that was typed: what there is and what comes near.

use chrono::NaiveDate;

use crate::commands::errors::error::{CliError, Result, refused};
use crate::model::book::Book;
use crate::model::goal::Goal;
use crate::model::handle::typed;
use crate::model::person::Person;
use crate::model::search::Found;
use crate::screens::words::{and_more, count};

/// Longer lists are no help; a longer word is.
const MOST_LISTED: usize = 12;

/// The person who is meant, or who may be.
pub fn only_person<'b>(
    found: Found<'b, Person<'b>>,
    who: &str,
    book: &Book,
    today: NaiveDate,
) -> Result<&'b Person<'b>> {
    match found {
        Found::One(person) => Ok(person),
        Found::Several(people) => {
            let shown = people.iter().take(MOST_LISTED);
            let shown = shown.map(|person| (&*person.handle, described(person, today)));
            let more = people.len().saturating_sub(MOST_LISTED);
            let fitting = count(people.len(), "person", "people");
            Err(refused(format!("`{who}` fits {fitting}"))
                .because_all(lines(&shown.collect::<Vec<_>>()).chain(and_more(more)))
                .hint_again(people.first().map_or("WHO", |person| &person.handle)))
        }
        Found::Nothing(near) => Err(nobody(who, &near, book, today)),
    }
}

/// Nobody fits; those who come near are listed.
pub fn nobody(who: &str, near: &[&Person], book: &Book, today: NaiveDate) -> CliError {
    let add = format!("allies add {}", shell_words::quote(who));
    if book.people.is_empty() {
        return refused(format!("`{who}` is not in the book: it is empty")).hint(add);
    }
    let error = refused(format!("nobody fits `{who}`"));
    let Some(first) = near.first() else {
        return error.hint(format!("see who is there: allies list; or: {add}"));
    };
    let near = near.iter().map(|person| {
        let who = described(person, today);
        format!("near: {}  {who}", person.handle)
    });
    error.because_all(near).hint_again(&first.handle)
}

/// The goal that is meant, or which may be; `command` is that after `goal`.
pub fn only_goal<'b>(
    found: Found<'b, Goal<'b>>,
    which: &str,
    command: &str,
) -> Result<&'b Goal<'b>> {
    let (error, head, goals) = match found {
        Found::One(goal) => return Ok(goal),
        Found::Several(goals) => {
            let fitting = count(goals.len(), "goal", "goals");
            (format!("`{which}` fits {fitting}"), "", goals)
        }
        Found::Nothing(near) => (format!("no goal fits `{which}`"), "near: ", near),
    };
    let listed: Vec<_> = goals
        .iter()
        .map(|goal| (&*goal.handle, &*goal.name))
        .collect();
    let listed = lines(&listed).map(|line| format!("{head}{line}"));
    let hint = match goals.first() {
        Some(goal) => format!("allies goal {command} {}", typed(&goal.handle)),
        None => "see what there is: allies goal list".to_owned(),
    };
    Err(refused(error).because_all(listed).hint(hint))
}

/// Name and department, and whether they are put away.
fn described(person: &Person, today: NaiveDate) -> String {
    let mut text = person.name.to_string();
    if let Some(dept) = &person.dept {
        text += &format!(", {dept}");
    }
    if person.is_archived(today) {
        text += " (archived)";
    }
    text
}

/// A line each: what to type, as wide as the widest, and who or what it is.
fn lines(all: &[(&str, impl std::fmt::Display)]) -> impl Iterator<Item = String> {
    let widths = all.iter().map(|(handle, _)| handle.chars().count());
    let widest = widths.max().unwrap_or(0);
    all.iter()
        .map(move |(handle, what)| format!("{handle:<widest$}  {what}"))
}
