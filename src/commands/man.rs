//! `man`: the man pages, made from the help.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Command;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use crate::commands::args::Global;
use crate::commands::errors::{CliError, Result, disk_of_other_file};
use crate::commands::session::{Done, Session};
use crate::commands::{output, usage};
use crate::screens::words::count;
use crate::store::commit::Patience;
use crate::store::io_error::{IoError, IoErrorKind};
use crate::store::load::read_input;
use crate::store::write_output;
use crate::text::sanitize;

/// The sections on files, environment and exit codes.
const SURROUNDINGS: &str = include_str!("man.roff");

/// The manual: a page for the program, and one for each command
///
/// Without --output it prints the page of the program. With it all pages are written into that
/// folder; pages of an older version are replaced with --yes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  allies man | man -l -
  allies man --output ~/.local/share/man/man1 --yes")]
pub struct Args {
    /// The folder for all pages; it is made if it is missing
    #[arg(long, short, value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    output: Option<PathBuf>,
    /// Replace pages that are there
    #[arg(long, short)]
    yes: bool,
}

impl Args {
    /// Whether it would write files.
    pub fn writes(&self) -> bool {
        self.output.is_some()
    }
}

/// Prints or writes the pages. Printing needs no file and no home folder.
pub fn run(args: &Args, mut tree: Command, global: &Global) -> Result<ExitCode> {
    tree.build();
    match &args.output {
        None => Ok(usage::print(&page(&tree))),
        Some(folder) => {
            let session = Session::start(global)?;
            write(folder, &pages(&tree, folder), args.yes, &session)?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// Every page with its file in the folder, the program's first.
fn pages(command: &Command, folder: &Path) -> Vec<(PathBuf, String)> {
    let name = command.get_display_name().unwrap_or(command.get_name());
    let mut all = vec![(folder.join(format!("{name}.1")), page(command))];
    let below = command.get_subcommands();
    let below = below.filter(|below| !below.is_hide_set());
    all.extend(below.flat_map(|below| pages(below, folder)));
    all
}

fn page(command: &Command) -> String {
    let name = command.get_display_name().unwrap_or(command.get_name());
    let is_program = command.get_name() == "allies";
    let man = Man::new(command.clone())
        .title(name.to_uppercase())
        .source(format!("allies {}", env!("CARGO_PKG_VERSION")))
        .manual("allies manual");
    let mut text = Vec::new();
    // Writing to memory cannot fail.
    _ = man.render_title(&mut text);
    _ = man.render_name_section(&mut text);
    _ = man.render_synopsis_section(&mut text);
    _ = man.render_description_section(&mut text);
    _ = man.render_options_section(&mut text);
    if command.get_subcommands().any(|below| !below.is_hide_set()) {
        _ = man.render_subcommands_section(&mut text);
    }
    let mut rest = Roff::new();
    notes_and_examples(command, &mut rest);
    if !is_program {
        rest.control("SH", ["SEE ALSO"]);
        rest.text([bold("allies"), roman("(1)")]);
    }
    _ = rest.to_writer(&mut text);
    String::from_utf8_lossy(&text).into_owned() + if is_program { SURROUNDINGS } else { "" }
}

/// The notes and examples below the options in the help.
fn notes_and_examples(command: &Command, roff: &mut Roff) {
    let Some(help) = command.get_after_help() else {
        return;
    };
    let help = help.to_string();
    let (words, examples) = help.split_once("Examples:\n").unwrap_or((&help, ""));
    if !words.trim().is_empty() {
        roff.control("SH", ["NOTES"]);
        roff.text([roman(words.trim())]);
    }
    if !examples.trim().is_empty() {
        roff.control("SH", ["EXAMPLES"]);
        roff.control("EX", []);
        roff.text([roman(examples.trim_end())]);
        roff.control("EE", []);
    }
}

/// Writes all pages, or none if one exists that differs and may not be replaced.
fn write(folder: &Path, pages: &[(PathBuf, String)], yes: bool, session: &Session) -> Result<()> {
    let settle = Patience::default().settle;
    let mut changed = pages.to_vec();
    changed.retain(|(file, text)| {
        !read_input(file, settle).is_ok_and(|bytes| bytes == text.as_bytes())
    });
    let mut taken = changed
        .iter()
        .filter(|(file, _)| write_output::exists(file));
    if let Some((file, _)) = taken.next().filter(|_| !yes) {
        return Err(IoError::new(file, IoErrorKind::Exists).into());
    }
    write_output::make_folder(folder)?;
    for (written, (file, text)) in changed.iter().enumerate() {
        output::write_file(file, text, output::replace_if(yes), session)
            .map_err(|error| partly(disk_of_other_file(error), written, changed.len()))?;
    }
    let folder = folder.display().to_string();
    let (folder, pages) = (sanitize::line(&folder), count(pages.len(), "page", "pages"));
    session.report(Done::FilesWritten, &format!("{folder}: {pages}\n"));
    Ok(())
}

/// Adds to an error how many pages were written before it.
fn partly(error: CliError, written: usize, of: usize) -> CliError {
    if written == 0 {
        return error;
    }
    error
        .because(format!(
            "{written} of {of} files were written before it, each whole"
        ))
        .though_written()
}
