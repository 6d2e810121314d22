//! The questions of `add` without a name: one line each, Enter to skip.

use crate::commands::add::Args;
use crate::commands::errors::{CliError, Result, usage_error};
use crate::commands::session::Session;
use crate::commands::words::level;
use crate::commands::{question, transaction};
use crate::core::standing::Assessment;
use crate::model::book::Book;
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
    unless_given(&mut fields.dept, session, &departments(&book, session))?;
    unless_given(&mut fields.role, session, "Role:")?;
    if fields.level.is_none() {
        fields.level = asked_level(session)?;
    }
    if fields.helps.is_empty() {
        fields.helps = asked_list(session, "What to call them for, with commas:")?;
    }
    if fields.cares.is_empty() {
        fields.cares = asked_list(session, "What matters to them, with commas:")?;
    }
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

fn unless_given(field: &mut Option<String>, session: &Session, question: &str) -> Result<()> {
    if field.is_none() {
        *field = answer(session, question)?;
    }
    Ok(())
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
fn asked_level(session: &Session) -> Result<Option<String>> {
    loop {
        let Some(word) = answer(session, "Seen from you (up, peer, down, outside):")? else {
            return Ok(None);
        };
        match level(&word) {
            Ok(level) => return Ok(Some(level.word().to_owned())),
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
