//! Every sentence of an error: what happened, the cause, and what to type.
//!
//! The layers below state facts; they become prose here and nowhere else. `error:` and
//! `hint:` are for people, the exit code for scripts: 1 could not, 2 wrong usage.

mod choice;
mod disk;
mod findings;
mod kept;
mod outside;
mod people;
mod undo;

use std::io;
use std::path::PathBuf;

use chrono::NaiveDate;

pub use kept::Kept;
pub use people::{Listed, at_flag};

use super::date::DateError;
use crate::store::document::Unreadable;
use crate::store::fault::Fault;
use crate::store::undo::UndoError;
use crate::view::style::Label;
use crate::view::words::echoed_day;
use crate::view::{Page, safe};
pub use outside::Outside;

pub use choice::Choice;

/// Words less alike than this, from 0 to 1, are not what somebody mistyped.
const ALIKE: f64 = 0.75;

/// What a command gives back.
pub type Result<T> = anyhow::Result<T>;

/// What can go wrong, as a value.
#[derive(Debug)]
pub enum Trouble {
    /// No file was named, and there is no home to look in.
    Homeless,
    /// A day that cannot be read.
    Date {
        /// Where it was typed.
        flag: &'static str,
        /// Why.
        error: DateError,
    },
    /// A day on which something cannot have happened yet.
    FutureDay {
        /// The day.
        day: NaiveDate,
        /// Today.
        today: NaiveDate,
    },
    /// Nobody is called that.
    Nobody {
        /// What was typed.
        who: String,
        /// Handle and name of those who come near.
        near: Vec<Listed>,
        /// Whether there is nobody at all.
        is_empty_book: bool,
        /// The flag at which they were named, if at one.
        flag: Option<&'static str>,
    },
    /// Several people are called that.
    Several {
        /// What was typed.
        who: String,
        /// All of them.
        people: Vec<Listed>,
        /// The flag at which they were named, if at one.
        flag: Option<&'static str>,
    },
    /// Nobody fits a need.
    NobodyHelps {
        /// What was needed.
        need: String,
        /// The nearest helps that exist.
        near: Vec<String>,
        /// The handle of the one person who is called that.
        called: Option<String>,
        /// Whether there is nobody at all.
        is_empty_book: bool,
    },
    /// A word that is none of a list of words.
    NotOneOf {
        /// What the word should have been: `kind`.
        what: &'static str,
        /// What was typed.
        word: String,
        /// The nearest that would have been right.
        near: Option<String>,
        /// All that would have been right.
        all: Vec<String>,
    },
    /// Arguments that do not go together.
    Usage {
        /// What is wrong.
        message: String,
        /// What to type.
        hint: String,
    },
    /// A thing that cannot be done, and why.
    Refused {
        /// What is wrong.
        message: String,
        /// What to type.
        hint: String,
    },
    /// A thing that cannot be done as typed, and what could be typed.
    Choice(Choice),
    /// The file has errors.
    Unreadable(Unreadable),
    /// The edited text does not mean what was wanted; nothing was written.
    ReadBack(PathBuf),
    /// The disk refused.
    Disk(Fault),
    /// The editor failed, and how.
    Editor(String),
    /// Somebody else changed what was edited meanwhile.
    Overlap {
        /// The file.
        file: PathBuf,
        /// The edit.
        copy: PathBuf,
        /// What both were made of, if it could be kept.
        before: Option<PathBuf>,
    },
    /// An edit by hand that could not be saved, and is kept.
    Kept(Kept),
    /// Nothing could be taken back, or made again.
    Undo {
        /// Why.
        error: UndoError,
        /// Whether it was to be made again.
        redo: bool,
    },
    /// Files of others cannot be taken in.
    Outside(Outside),
    /// Standard output failed before everything was said.
    CannotAnswer(io::Error),
    /// The user ended a question.
    Cancelled,
    /// A look that found nothing, with nothing to say: only the exit code tells.
    Silent,
}

impl Trouble {
    /// A word that is none of those words; the nearest of them is told.
    pub fn not_one_of<W: AsRef<str>>(what: &'static str, word: &str, all: &[W]) -> Self {
        let likeness = |known: &str| strsim::jaro_winkler(known, &word.to_lowercase());
        let all: Vec<String> = all.iter().map(|known| known.as_ref().to_owned()).collect();
        let nearest = all
            .iter()
            .max_by(|one, two| likeness(one).total_cmp(&likeness(two)));
        let near = nearest.filter(|known| likeness(known) >= ALIKE).cloned();
        Self::NotOneOf {
            what,
            word: word.to_owned(),
            near,
            all,
        }
    }

    /// Arguments that do not go together.
    pub fn usage(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Usage {
            message: message.into(),
            hint: hint.into(),
        }
    }

    /// A thing that cannot be done.
    pub fn refused(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Refused {
            message: message.into(),
            hint: hint.into(),
        }
    }
}

impl std::error::Error for Trouble {}

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&Prose::of(self, "").message)
    }
}

/// What the run was about, for the last lines of an error.
#[derive(Debug, Clone, Copy)]
pub struct Run<'a> {
    /// The command as it was typed: `log`.
    pub command: &'a str,
    /// Whether it would have changed the file.
    pub writes: bool,
    /// Whether a line of the file may be shown: only in a terminal.
    pub shows_places: bool,
}

/// The error as lines for standard error, and the exit code.
pub fn explain(error: &anyhow::Error, run: Run, page: &Page) -> (String, u8) {
    let Some(trouble) = error.downcast_ref::<Trouble>() else {
        let prose = Prose::new(
            format!("{error:#}"),
            "report this: it should have been foreseen",
        );
        return (prose.text(run, page), 1);
    };
    // A merge with conflicts fails, and still is in the file.
    let has_written = matches!(
        trouble,
        Trouble::Outside(Outside::Conflicts { .. } | Outside::Partly { .. })
    );
    let run = Run {
        writes: run.writes && !has_written,
        ..run
    };
    let text = match trouble {
        Trouble::Silent => String::new(),
        Trouble::Unreadable(unreadable) => findings::text(unreadable, run, page),
        Trouble::Kept(kept) => kept.text(run, page),
        _ => Prose::of(trouble, run.command).text(run, page),
    };
    (text, code(trouble))
}

/// Every error of a text with its place, and nothing else.
pub fn places(unreadable: &Unreadable, run: Run, page: &Page) -> String {
    findings::places(unreadable, run, page)
}

fn code(trouble: &Trouble) -> u8 {
    match trouble {
        Trouble::Kept(kept) => code(&kept.why),
        Trouble::Date { .. } | Trouble::NotOneOf { .. } | Trouble::Usage { .. } => 2,
        Trouble::Cancelled => 130,
        Trouble::Homeless
        | Trouble::FutureDay { .. }
        | Trouble::Nobody { .. }
        | Trouble::NobodyHelps { .. }
        | Trouble::Several { .. }
        | Trouble::Refused { .. }
        | Trouble::Choice(_)
        | Trouble::Unreadable(_)
        | Trouble::ReadBack(_)
        | Trouble::Disk(_)
        | Trouble::Editor(_)
        | Trouble::Overlap { .. }
        | Trouble::Undo { .. }
        | Trouble::Outside(_)
        | Trouble::CannotAnswer(_)
        | Trouble::Silent => 1,
    }
}

/// An error in words, not yet fit for a terminal.
struct Prose {
    message: String,
    causes: Vec<String>,
    hint: Option<String>,
}

impl Prose {
    fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            causes: Vec::new(),
            hint: Some(hint.into()),
        }
    }

    fn because(mut self, causes: impl IntoIterator<Item = String>) -> Self {
        self.causes.extend(causes);
        self
    }

    fn of(trouble: &Trouble, command: &str) -> Self {
        match trouble {
            Trouble::Homeless => Self::new(
                "no file is named, and no home folder is known to look in",
                "name the file: allies --file PATH, or set ALLIES_FILE",
            ),
            Trouble::Date { flag, error } => Self::new(format!("{flag}: {error}"), error.hint()),
            Trouble::FutureDay { day, today } => Self::new(
                format!("{} has not happened yet", echoed_day(*day)),
                "log it on its day, or promise it now: allies promise WHO \"what\" --by DATE",
            )
            .because([format!("today is {}", echoed_day(*today))]),
            Trouble::Nobody {
                who,
                near,
                is_empty_book,
                flag,
            } => people::nobody(
                who,
                near,
                *is_empty_book,
                people::Place {
                    command,
                    flag: *flag,
                },
            ),
            Trouble::NobodyHelps {
                need,
                near,
                called,
                is_empty_book,
            } => people::nobody_helps(need, near, called.as_deref(), *is_empty_book),
            Trouble::Several { who, people, flag } => people::several(
                who,
                people,
                people::Place {
                    command,
                    flag: *flag,
                },
            ),
            Trouble::NotOneOf {
                what,
                word,
                near,
                all,
            } => Self::new(
                format!("`{word}` is no {what}"),
                match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("one of: {}", all.join(", ")),
                },
            ),
            Trouble::Usage { message, hint } | Trouble::Refused { message, hint } => {
                Self::new(message, hint)
            }
            Trouble::Choice(choice) => choice.prose(),
            Trouble::Unreadable(unreadable) => Self::new(
                format!("{} has errors", unreadable.path.display()),
                "allies check",
            ),
            Trouble::ReadBack(path) => Self::new(
                format!(
                    "the change cannot be made safely in the way {} is written",
                    path.display()
                ),
                "make it by hand: allies edit",
            )
            .because([
                "the edited text would not have meant the old book and the change".to_owned(),
            ]),
            Trouble::Disk(fault) => disk::prose(fault),
            Trouble::Editor(how) => Self::new(how, "open it again with: allies edit"),
            Trouble::Overlap { file, copy, before } => kept::overlap(file, copy, before.as_deref()),
            Trouble::Kept(kept) => Self::of(&kept.why, command),
            Trouble::Undo { error, redo } => undo::prose(error, *redo),
            Trouble::Outside(outside) => outside::prose(outside),
            Trouble::CannotAnswer(error) => {
                Self::new("standard output failed", "look where the output goes")
                    .because([error.to_string()])
            }
            Trouble::Cancelled => Self {
                message: "cancelled".to_owned(),
                causes: Vec::new(),
                hint: None,
            },
            Trouble::Silent => Self {
                message: String::new(),
                causes: Vec::new(),
                hint: None,
            },
        }
    }

    /// What happened and the causes.
    fn head(&self, page: &Page) -> String {
        let mut text = headed(Label::Error, "error:", &self.message, page);
        for cause in &self.causes {
            text += &format!("  {}\n", safe::line(cause));
        }
        text
    }

    fn text(&self, run: Run, page: &Page) -> String {
        let mut text = self.head(page);
        if run.writes {
            text += "nothing was written\n";
        }
        if let Some(hint) = &self.hint {
            text += &headed(Label::Hint, "hint:", hint, page);
        }
        text
    }
}

fn headed(label: Label, head: &str, text: &str, page: &Page) -> String {
    format!("{} {}\n", page.paint(label, head), safe::line(text))
}
