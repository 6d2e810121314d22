//! The world outside: the clock, the environment, the streams.
//!
//! Every command learns here what day it is, which file is meant, how wide each stream is and
//! whether it has colours.

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use anstream::AutoStream;
use chrono::{DateTime, Datelike, FixedOffset, Local, NaiveDate};
use clap::ColorChoice;
use directories::ProjectDirs;
use terminal_size::{Height, Width, terminal_size_of};

use crate::commands::args::{Global, Writing};
use crate::commands::date::{Bias, read_date};
use crate::commands::errors::{CliError, Result, failed};
use crate::screens::style::{ColorMode, Label};
use crate::screens::{Page, View};
use crate::store::commit;
use crate::store::paths::{Folders, Location};
use crate::text::sanitize;

/// The width without a terminal and without `COLUMNS`.
const USUAL_WIDTH: usize = 80;

/// What a command that writes has done, for a warning in place of an answer that is not printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// The change is in the file.
    Saved,
    /// Files other than the data file are written.
    FilesWritten,
    /// There was nothing to do.
    Nothing,
}

impl Done {
    const fn words(self) -> &'static str {
        match self {
            Self::Saved => "the change is saved",
            Self::FilesWritten => "all is written",
            Self::Nothing => "nothing had to be changed",
        }
    }

    /// Saved, if it was.
    pub const fn saved_if(is_saved: bool) -> Self {
        if is_saved { Self::Saved } else { Self::Nothing }
    }
}

/// One run of the program.
#[derive(Debug)]
pub struct Session {
    /// The day as of which the book is looked at.
    pub today: NaiveDate,
    /// The file that is meant.
    pub location: Location,
    /// Standard output.
    pub out: Page,
    /// Standard error.
    pub err: Page,
    /// Whether errors may quote the file, which is private: only where standard error is a terminal.
    pub shows_places: bool,
    /// Whether someone is there to answer a question.
    pub can_ask: bool,
    /// The user's editor, with the variable that names it: `VISUAL`, else `EDITOR`.
    pub editor: Option<(&'static str, String)>,
    /// The system's folder for temporary files.
    pub temporary: PathBuf,
    is_quiet: bool,
    now: DateTime<FixedOffset>,
}

impl Session {
    /// Reads the clock, the environment and the streams, once.
    pub fn start(global: &Global) -> Result<Self> {
        let now = Local::now();
        let location = Location::find(
            global.file.clone(),
            std::env::var_os("ALLIES_FILE"),
            Folders::new(ProjectDirs::from("", "", "allies").as_ref()),
        )
        .ok_or_else(|| {
            failed("no file is named, and no home folder is known to look in")
                .hint("name the file: allies --file PATH, or set ALLIES_FILE")
        })?;
        let (out, err) = pages(global.color);
        Ok(Self {
            today: today(global, now.date_naive())?,
            location,
            out,
            err,
            shows_places: err.is_terminal,
            can_ask: !global.no_input && io::stdin().is_terminal() && err.is_terminal,
            editor: editor(),
            temporary: std::env::temp_dir(),
            is_quiet: global.quiet,
            now: now.fixed_offset(),
        })
    }

    /// Prints an answer.
    pub fn print(&self, text: &str) -> Result<()> {
        write_out(text).map_err(|error| no_answer(&error))
    }

    /// Prints words of the file, a line each, for scripts.
    pub fn print_lines(&self, words: &[&str]) -> Result<()> {
        let lines = words.iter().map(|word| sanitize::line(word) + "\n");
        self.print(&lines.collect::<String>())
    }

    /// Prints an answer as text, or as JSON: pretty in a terminal, one line in a pipe.
    pub fn answer(&self, view: &impl View, json: bool) -> Result<()> {
        if !json {
            return self.print(&view.render(&self.out));
        }
        let text = if self.out.is_terminal {
            serde_json::to_string_pretty(view)
        } else {
            serde_json::to_string(view)
        };
        let mut text = text.map_err(|error| no_answer(&error.into()))?;
        text.push('\n');
        self.print(&text)
    }

    /// Prints the answer of a command that has written. A stream that fails is only a warning: an
    /// error would make a script do it twice.
    pub fn report(&self, done: Done, text: &str) {
        if self.is_quiet {
            return;
        }
        if let Err(error) = write_out(text) {
            let done = done.words();
            self.warn(&format!("{done}, but standard output failed: {error}"));
        }
    }

    /// Prints to standard error. If that fails too, there is nowhere left to say so.
    pub fn tell(&self, text: &str) {
        _ = io::stderr().lock().write_all(text.as_bytes());
    }

    /// Whether someone watches standard error and wants to see that it takes long.
    pub fn shows_progress(&self) -> bool {
        self.shows_places && !self.is_quiet
    }

    /// Prints a warning to standard error.
    pub fn warn(&self, text: &str) {
        let head = self.err.paint(Label::Warning, "warning:");
        self.tell(&format!("{head} {text}\n"));
    }

    /// The options with which this run saves a change.
    pub fn commit_options(&self, writing: Writing) -> commit::CommitOptions {
        commit::CommitOptions {
            yes: writing.yes,
            dry_run: writing.dry_run,
            now: self.now,
            patience: commit::Patience::default(),
        }
    }

    /// The options with which this run reads the file: nothing is locked or written.
    pub fn read_options(&self) -> commit::CommitOptions {
        self.commit_options(Writing {
            yes: false,
            dry_run: true,
        })
    }
}

/// `$VISUAL`, else `$EDITOR`; a blank one counts as unset.
fn editor() -> Option<(&'static str, String)> {
    ["VISUAL", "EDITOR"].into_iter().find_map(|variable| {
        let value = std::env::var_os(variable)?.to_string_lossy().into_owned();
        (!value.trim().is_empty()).then_some((variable, value))
    })
}

fn no_answer(error: &io::Error) -> CliError {
    failed("standard output failed")
        .because(error.to_string())
        .hint("look where the output goes")
}

/// Prints to standard output. A closed pipe is success: its reader has enough.
pub fn write_out(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// The width and colour of standard output and of standard error.
pub fn pages(choice: ColorChoice) -> (Page, Page) {
    let color = |auto: anstream::ColorChoice| match (choice, auto) {
        (ColorChoice::Never, _) | (ColorChoice::Auto, anstream::ColorChoice::Never) => {
            ColorMode::Off
        }
        (ColorChoice::Always | ColorChoice::Auto, _) => ColorMode::On,
    };
    let (out, err) = (io::stdout(), io::stderr());
    let page = |is_terminal, size, auto| Page {
        width: width(size),
        color: color(auto),
        is_terminal,
    };
    let (out_size, err_size) = (terminal_size_of(&out), terminal_size_of(&err));
    (
        page(out.is_terminal(), out_size, AutoStream::choice(&out)),
        page(err.is_terminal(), err_size, AutoStream::choice(&err)),
    )
}

/// The terminal's width, else `COLUMNS`, else 80.
fn width(terminal: Option<(Width, Height)>) -> usize {
    let columns = || std::env::var("COLUMNS").ok()?.trim().parse().ok();
    let width = terminal
        .map(|(width, _)| usize::from(width.0))
        .filter(|width| *width > 0)
        .or_else(columns);
    width.filter(|width| *width > 0).unwrap_or(USUAL_WIDTH)
}

/// `--today`, else `$ALLIES_TODAY`, else the clock.
fn today(global: &Global, clock: NaiveDate) -> Result<NaiveDate> {
    let variable = || std::env::var_os("ALLIES_TODAY").filter(|today| !today.is_empty());
    let (flag, text) = match (&global.today, variable()) {
        (Some(text), _) => ("--today", OsString::from(text)),
        (None, Some(text)) => ("ALLIES_TODAY", text),
        (None, None) => return Ok(within_years(clock)),
    };
    read_date(&text.to_string_lossy(), clock, Bias::Back).map_err(|error| error.at(flag))
}

/// Keeps a clock that was never set from making a date that no file can hold.
fn within_years(day: NaiveDate) -> NaiveDate {
    let bound = |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(day);
    match day.year() {
        ..1 => bound(1),
        10_000.. => bound(9999),
        _ => day,
    }
}
