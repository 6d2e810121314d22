//! Arguments that several commands share, so that one flag means one thing everywhere.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;

use crate::commands::date::{Bias, read_date};
use crate::commands::errors::{Result, refused};
use crate::screens::words::echoed_day;

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

/// `--json`, for every command that answers.
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

/// The day of something that happened, `--on`: today if not given, and never later.
pub fn past_day(text: Option<&str>, today: NaiveDate) -> Result<NaiveDate> {
    let Some(text) = text else {
        return Ok(today);
    };
    let day = read_date(text, today, Bias::Back).map_err(|error| error.at("--on"))?;
    if day > today {
        return Err(refused(format!("{} has not happened yet", echoed_day(day)))
            .because(format!("today is {}", echoed_day(today)))
            .hint("log it on its day, or promise it now: allies promise WHO \"what\" --by DATE"));
    }
    Ok(day)
}

/// A day to come: `--by`, `snooze`.
pub fn coming_day(flag: &str, text: &str, today: NaiveDate) -> Result<NaiveDate> {
    read_date(text, today, Bias::Ahead).map_err(|error| error.at(flag))
}
