//! Arguments that several commands share, so that one flag means one thing everywhere.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;

use crate::commands::date::{Bias, read_date};
use crate::commands::errors::{CliError, Result};
use crate::commands::session::Session;
use crate::model::book::{Book, Found};
use crate::model::person::Person;

/// Options that every command takes.
#[derive(Debug, Args)]
#[expect(
    clippy::doc_markdown,
    reason = "the comments are the help, which is no markdown"
)]
pub struct Global {
    /// The file to use [default: $ALLIES_FILE, else allies.toml in the config folder]
    #[arg(long, global = true, value_name = "PATH", help_heading = "Everywhere")]
    pub file: Option<PathBuf>,
    /// Look at the book as of that day [default: $ALLIES_TODAY, else the clock]
    #[arg(long, global = true, value_name = "DATE", help_heading = "Everywhere")]
    pub today: Option<String>,
    /// When to use colour
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        value_enum,
        default_value_t,
        hide_possible_values = true,
        help_heading = "Everywhere"
    )]
    pub color: clap::ColorChoice,
    /// Say nothing after a change
    #[arg(short, long, global = true, help_heading = "Everywhere")]
    pub quiet: bool,
    /// Never ask a question
    #[arg(long, global = true, help_heading = "Everywhere")]
    pub no_input: bool,
}

/// `--json`, on every command that answers.
#[derive(Debug, Clone, Copy, Args)]
pub struct JsonFlag {
    /// Answer as JSON: pretty in a terminal, one line in a pipe
    #[arg(long)]
    pub json: bool,
}

/// Flags of every command that writes.
#[derive(Debug, Clone, Copy, Default, Args)]
pub struct Writing {
    /// Show the change and write nothing
    #[arg(long, short = 'n')]
    pub dry_run: bool,
    /// Answer yes to every question
    #[arg(long, short)]
    pub yes: bool,
}

/// A person, as the user names them.
#[derive(Debug, Clone)]
pub struct Who<'a>(pub &'a str);

impl Who<'_> {
    /// The person who is meant.
    pub fn find<'b>(&self, book: &'b Book<'b>, today: NaiveDate) -> Result<&'b Person<'b>> {
        match book.find(self.0, today) {
            Found::One(person) => Ok(person),
            Found::Several(people) => Err(CliError::several(self.0, &people, today).into()),
            Found::Nobody(near) => Err(CliError::nobody(self.0, &near, book, today).into()),
        }
    }
}

/// Everybody whom `WHO[,WHO…]` names, each once, in the order typed.
pub fn find_each<'b>(
    who: &str,
    book: &'b Book<'b>,
    today: NaiveDate,
) -> Result<Vec<&'b Person<'b>>> {
    let mut people: Vec<&Person> = Vec::new();
    for who in who.split(',').map(str::trim).filter(|who| !who.is_empty()) {
        let person = Who(who).find(book, today)?;
        if !people.iter().any(|known| known.handle == person.handle) {
            people.push(person);
        }
    }
    if people.is_empty() {
        return Err(CliError::nobody(who, &[], book, today).into());
    }
    Ok(people)
}

/// A day that looks back: `--on`. Never after today, since it tells what happened.
pub fn past_day(text: Option<&str>, session: &Session) -> Result<NaiveDate> {
    let Some(text) = text else {
        return Ok(session.today);
    };
    let day = read_date(text, session.today, Bias::Back).map_err(|error| CliError::Date {
        flag: "--on",
        error,
    })?;
    if day > session.today {
        Err(CliError::FutureDay {
            day,
            today: session.today,
        }
        .into())
    } else {
        Ok(day)
    }
}

/// A day that looks ahead: `--by`, `snooze`.
pub fn coming_day(flag: &'static str, text: &str, session: &Session) -> Result<NaiveDate> {
    read_date(text, session.today, Bias::Ahead)
        .map_err(|error| CliError::Date { flag, error }.into())
}
