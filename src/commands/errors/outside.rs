//! Files of others that cannot be taken in, in words.

use crate::commands::errors::{CliError, Message};
use crate::formats::{Format, Unreadable};
use crate::screens::words::{and_more, count};
use crate::store::io_error::{IoError, IoErrorKind};
use crate::text::encoding::MOST_MIB;
use crate::text::encoding::NoText;

/// More places than this have one cause, such as a wrong form.
const MOST_PLACES: usize = 10;

/// Why files of others cannot be taken in.
#[derive(Debug)]
pub enum Outside {
    /// A whole file is no import.
    NoImport {
        /// The file as it was named.
        file: String,
        /// Why.
        why: Unreadable,
    },
    /// Parts of the files cannot be read.
    Broken {
        /// Each part: where it begins, whose it is, and what is wrong.
        places: Vec<String>,
        /// The command that leaves them out.
        skip: String,
    },
    /// A file that was not to be replaced is there.
    Exists(String),
    /// The file to write is the book itself.
    Book(String),
    /// The file to write is a pipe or a device.
    NoFile(String),
    /// A merge that left markers in the file, or would.
    Conflicts {
        /// The file.
        file: String,
        /// What is in conflict.
        places: Vec<String>,
        /// Whether the markers are in the file.
        is_written: bool,
    },
    /// Some of several files are written, and then one could not be.
    Partly {
        /// How many are written.
        written: usize,
        /// How many were to be.
        of: usize,
        /// Why not the next.
        why: Box<CliError>,
    },
    /// A folder where a file is wanted.
    Folder(String),
    /// More than is read at once.
    TooLarge(String),
}

impl Outside {
    /// What the disk refused of a file that is not the book: the advice is another one.
    pub fn of(fault: IoError) -> CliError {
        let name = fault.path.display().to_string();
        match fault.kind {
            IoErrorKind::Directory => CliError::Outside(Self::Folder(name)),
            IoErrorKind::NotAFile => CliError::Outside(Self::NoFile(name)),
            IoErrorKind::TooLarge => CliError::Outside(Self::TooLarge(name)),
            IoErrorKind::ReadOnly
            | IoErrorKind::LinkLoop
            | IoErrorKind::NoFolder
            | IoErrorKind::Emptied { .. }
            | IoErrorKind::BeingWritten
            | IoErrorKind::ConcurrentlyModified
            | IoErrorKind::Busy(_)
            | IoErrorKind::NoLocks(_)
            | IoErrorKind::NotCopied { .. }
            | IoErrorKind::System { .. } => CliError::Disk(fault),
        }
    }
}

/// What happened, the cause and what to do; `command` as it was typed.
pub(crate) fn message(outside: &Outside, command: &str) -> Message {
    match outside {
        Outside::NoImport { file, why } => no_import(file, why),
        Outside::Broken { places, skip } => {
            let message = format!("{} cannot be read", count(places.len(), "entry", "entries"));
            Message::new(message, format!("mend them, or leave them out: {skip}"))
                .because(first(places))
        }
        Outside::Exists(file) => Message::new(
            format!("{file} is there already"),
            "to replace it add --yes, or name another file",
        ),
        Outside::Book(file) => Message::new(
            format!("{file} is the book itself, and would be lost"),
            "name another file",
        ),
        Outside::NoFile(file) => Message::new(
            format!("{file} is no ordinary file, so it cannot be replaced safely"),
            "name a file, or leave out --output to write to standard output",
        ),
        Outside::Conflicts {
            file,
            places,
            is_written,
        } => conflicts(file, places, *is_written),
        Outside::Partly { written, of, why } => {
            let told = format!("{written} of {of} files were written before it, each whole");
            Message::of(why, command).because([told])
        }
        Outside::Folder(file) => Message::new(
            format!("{file} is a folder, not a file"),
            "name a file in it",
        ),
        Outside::TooLarge(file) => Message::new(
            format!("{file} is larger than {MOST_MIB} MiB"),
            "is it the right file?",
        ),
    }
}

fn no_import(file: &str, why: &Unreadable) -> Message {
    let place = match why {
        Unreadable::Json(error) if error.line > 0 => {
            format!("{file}:{}:{}: {}", error.line, error.column, error.what)
        }
        _ => why.to_string(),
    };
    Message::new(format!("{file} cannot be imported"), help(why)).because([place])
}

fn conflicts(file: &str, places: &[String], is_written: bool) -> Message {
    let conflicts = count(places.len(), "conflict", "conflicts");
    let message = if is_written {
        format!("{conflicts} left in {file}, between markers")
    } else {
        format!("{conflicts} would be left in {file}")
    };
    Message::new(
        message,
        "keep the lines that are right and delete the markers <<<<<<<, ======= and >>>>>>>",
    )
    .because(first(places))
}

/// As many as are worth reading, and how many more there are.
fn first(places: &[String]) -> Vec<String> {
    let more = places.len().saturating_sub(MOST_PLACES);
    let shown = places.iter().take(MOST_PLACES).cloned();
    shown.chain(and_more(more)).collect()
}

fn help(why: &Unreadable) -> String {
    let forms = Format::ALL.map(Format::word).join(", ");
    match why {
        Unreadable::NoText(NoText::TooLarge) | Unreadable::Empty => {
            "is it the right file?".to_owned()
        }
        Unreadable::NoText(NoText::Binary) => {
            "export it as vCard or CSV from the program it comes from".to_owned()
        }
        Unreadable::Unknown => format!("if it is one of them, name it with --from: {forms}"),
        Unreadable::NotOf(_) => format!("leave out --from, or name another form: {forms}"),
        Unreadable::Json(_) => "write it anew: allies export --to json".to_owned(),
    }
}
