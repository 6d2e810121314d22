//! The questions of `add` without a name: one line each, Enter to skip.

use crate::commands::add::Args;
use crate::commands::errors::{CliError, Result, usage_error};
use crate::commands::session::Session;
use crate::commands::words::level;
use crate::commands::{question, transaction};
use crate::core::standing::Assessment;
use crate::model::book::Book;
use crate::model::field::Field;
use crate::text::sanitize;

/// The arguments with what was answered put in; flags that were given are not asked for.
pub fn ask(args: &Args, session: &Session) -> Result<Args> {
    if !session.can_ask {
        return Err(usage_error("a person needs a name")
            .hint("allies add \"Sara Ortiz\"; in a terminal `allies add` asks for everything"));
    }
    let source = transaction::open(session)?;
    let book = transaction::read(&source, session)?;
    let mut fields = args.fields.clone();
    let name = question::ask(session, "Name:")?;
    if name.is_empty() {
        return Err(CliError::cancelled());
    }
    let mut unless_given = |field: Field, ask: &dyn Fn() -> Result<Vec<String>>| {
        if fields.typed(field).is_none() {
            fields.add(field, ask()?);
        }
        Ok::<_, CliError>(())
    };
    let text = |question: &str| Ok(answer(session, question)?.into_iter().collect());
    unless_given(Field::Dept, &|| text(&departments(&book, session)))?;
    unless_given(Field::Role, &|| text("Role:"))?;
    unless_given(Field::Level, &|| asked_level(session))?;
    unless_given(Field::Helps, &|| {
        asked_list(session, "What to call them for, with commas:")
    })?;
    unless_given(Field::Cares, &|| {
        asked_list(session, "What matters to them, with commas:")
    })?;
    let mut met = args.met.clone();
    if met.is_none() && args.called.is_none() && args.wrote.is_none() {
        met = answer(session, "Where you met (if you did, face to face):")?;
    }
    Ok(Args {
        name: vec![name],
        fields,
        handle: args.handle.clone(),
        met,
        called: args.called.clone(),
        wrote: args.wrote.clone(),
        on: args.on.clone(),
        writing: args.writing,
    })
}

fn answer(session: &Session, question: &str) -> Result<Option<String>> {
    Ok(Some(question::ask(session, question)?).filter(|answer| !answer.is_empty()))
}

fn asked_list(session: &Session, question: &str) -> Result<Vec<String>> {
    let answer = question::ask(session, question)?;
    Ok(answer
        .split(',')
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
        .collect())
}

/// Asks until the answer is a level or nothing.
fn asked_level(session: &Session) -> Result<Vec<String>> {
    loop {
        let Some(word) = answer(session, "Seen from you (up, peer, down, outside):")? else {
            return Ok(Vec::new());
        };
        match level(&word) {
            Ok(level) => return Ok(vec![level.word().to_owned()]),
            Err(error) => session.warn(&error.to_string()),
        }
    }
}

/// The question for the department, with those in which nobody is a warm ally yet.
fn departments(book: &Book, session: &Session) -> String {
    let warm: Vec<&str> = book
        .assess(session.today)
        .filter(|assessment: &Assessment| assessment.standing.is_warm())
        .filter_map(|assessment| assessment.person.dept.as_deref())
        .collect();
    let wanted = book
        .settings
        .departments
        .iter()
        .filter(|dept| !warm.contains(&dept.as_str()));
    let wanted: Vec<_> = wanted.map(|dept| sanitize::line(dept)).collect();
    if wanted.is_empty() {
        return "Department:".to_owned();
    }
    format!("Department (without an ally yet: {}):", wanted.join(", "))
}
