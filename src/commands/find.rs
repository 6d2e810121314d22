//! Finds what the user means: a person by WHO, a goal by its name, a value by its word. If nothing
//! or too much fits, the error lists what there is and what comes close.

use std::fmt::Display;

use chrono::NaiveDate;

use crate::commands::errors::{CliError, Result, refused, usage_error};
use crate::model::book::Book;
use crate::model::goal::Goal;
use crate::model::handle::as_argument;
use crate::model::person::Person;
use crate::model::search::Found;
use crate::screens::words::{and_more, count};
use crate::text::suggest::most_similar;

/// Longer lists are cut: typing more of the name is quicker than reading them.
const MOST_LISTED: usize = 12;

/// The person that WHO means.
pub fn find_person<'b>(who: &str, book: &'b Book<'b>, today: NaiveDate) -> Result<&'b Person<'b>> {
    match book.find(who, today) {
        Found::One(person) => Ok(person),
        Found::Several(people) => {
            let shown = people.iter().take(MOST_LISTED);
            let shown = shown.map(|person| (&*person.handle, description(person, today)));
            let more = people.len().saturating_sub(MOST_LISTED);
            let fitting = count(people.len(), "person", "people");
            Err(refused(format!("`{who}` fits {fitting}"))
                .because_all(aligned(shown.collect()).chain(and_more(more)))
                .hint_again(people.first().map_or("WHO", |person| &person.handle)))
        }
        Found::Nothing(near) => Err(no_such_person(who, &near, book, today)),
    }
}

/// Everyone named by `WHO[,WHO…]`, each once, in the order typed.
pub fn find_each<'b>(
    who: &str,
    book: &'b Book<'b>,
    today: NaiveDate,
) -> Result<Vec<&'b Person<'b>>> {
    let mut people: Vec<&Person> = Vec::new();
    for who in who.split(',').map(str::trim).filter(|who| !who.is_empty()) {
        let person = find_person(who, book, today)?;
        if !people.iter().any(|known| known.handle == person.handle) {
            people.push(person);
        }
    }
    if people.is_empty() {
        return Err(no_such_person(who, &[], book, today));
    }
    Ok(people)
}

/// The error if WHO means nobody. It lists those who come close.
pub fn no_such_person(who: &str, near: &[&Person], book: &Book, today: NaiveDate) -> CliError {
    let add = format!("allies add {}", shell_words::quote(who));
    if book.people.is_empty() {
        return refused(format!("`{who}` is not in the book: it is empty")).hint(add);
    }
    let error = refused(format!("nobody fits `{who}`"));
    let Some(first) = near.first() else {
        return error.hint(format!("see who is there: allies list; or: {add}"));
    };
    let near = near.iter().map(|person| {
        let description = description(person, today);
        format!("near: {}  {description}", person.handle)
    });
    error.because_all(near).hint_again(&first.handle)
}

/// The goal that a name means. `command` is the one that asks, as typed behind `allies goal`.
pub fn find_goal<'b>(
    name: &str,
    book: &'b Book<'b>,
    today: NaiveDate,
    command: &str,
) -> Result<&'b Goal<'b>> {
    let (message, head, goals) = match book.find_goal(name, today) {
        Found::One(goal) => return Ok(goal),
        Found::Several(goals) => {
            let fitting = count(goals.len(), "goal", "goals");
            (format!("`{name}` fits {fitting}"), "", goals)
        }
        Found::Nothing(near) => (format!("no goal fits `{name}`"), "near: ", near),
    };
    let listed = goals.iter().map(|goal| (&*goal.handle, &*goal.name));
    let listed = aligned(listed.collect()).map(|line| format!("{head}{line}"));
    let hint = match goals.first() {
        Some(goal) => format!("allies goal {command} {}", as_argument(&goal.handle)),
        None => "see what there is: allies goal list".to_owned(),
    };
    Err(refused(message).because_all(listed).hint(hint))
}

/// The error of a word that is none of `all`. `what` says what it should have been: `level`.
pub fn not_one_of(what: &str, word: &str, all: &[&str]) -> CliError {
    usage_error(format!("`{word}` is no {what}")).hint(match most_similar(word, all) {
        Some(near) => did_you_mean(near),
        None => format!("one of: {}", all.join(", ")),
    })
}

/// The hint that names what was probably meant.
pub fn did_you_mean(word: &str) -> String {
    format!("did you mean `{word}`?")
}

/// Name and department, and whether they are archived.
fn description(person: &Person, today: NaiveDate) -> String {
    let mut text = person.name.to_string();
    if let Some(dept) = &person.dept {
        text += &format!(", {dept}");
    }
    if person.is_archived(today) {
        text += " (archived)";
    }
    text
}

/// A line each: the handle, padded to the longest, and what it stands for.
fn aligned(all: Vec<(&str, impl Display)>) -> impl Iterator<Item = String> {
    let widths = all.iter().map(|(handle, _)| handle.chars().count());
    let width = widths.max().unwrap_or(0);
    all.into_iter()
        .map(move |(handle, what)| format!("{handle:<width$}  {what}"))
}
