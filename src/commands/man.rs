//! `man`: the pages of the manual, made from the same words as the help.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Command;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use crate::commands::args::Global;
use crate::commands::errors::{CliError, Result, already_exists};
use crate::commands::session::{Done, Session};
use crate::commands::{output, usage};
use crate::screens::words::count;
use crate::store::load::read_input;
use crate::store::write_output;
use crate::text::sanitize;

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

/// Prints or writes the pages. Printing needs no file, and no home either.
pub fn run(args: &Args, mut tree: Command, global: &Global) -> Result<ExitCode> {
    tree.build();
    match &args.output {
        None => Ok(usage::print(&page(&tree))),
        Some(folder) => {
            let session = Session::start(global)?;
            write(folder, &pages(&tree), args.yes, &session)?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// Every page and the name of its file, that of the program first.
fn pages(command: &Command) -> Vec<(String, String)> {
    let name = command.get_display_name().unwrap_or(command.get_name());
    let mut all = vec![(format!("{name}.1"), page(command))];
    let below = command
        .get_subcommands()
        .filter(|below| !below.is_hide_set());
    all.extend(below.flat_map(pages));
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
    after(command, &mut rest);
    if is_program {
        surroundings(&mut rest);
    } else {
        rest.control("SH", ["SEE ALSO"]);
        rest.text([bold("allies"), roman("(1)")]);
    }
    _ = rest.to_writer(&mut text);
    String::from_utf8_lossy(&text).into_owned()
}

/// What stands below the options in the help: words, and examples as they are typed.
fn after(command: &Command, roff: &mut Roff) {
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

/// What the program finds around it, and what it gives back.
fn surroundings(roff: &mut Roff) {
    let mut section = |title: &str, entries: &[(&str, &str)]| {
        roff.control("SH", [title]);
        for (name, words) in entries {
            roff.control("TP", []);
            roff.text([bold(*name)]);
            roff.text([roman(*words)]);
        }
    };
    section(
        "EXIT STATUS",
        &[
            ("0", "Done. What was to be written is in the file."),
            (
                "1",
                "It could not be done, or a look found nobody. Nothing was written.",
            ),
            ("2", "Wrong usage."),
            ("130", "Cancelled at a question."),
        ],
    );
    section(
        "ENVIRONMENT",
        &[
            ("ALLIES_FILE", "The file to use unless --file names one."),
            (
                "ALLIES_TODAY",
                "The day as of which the book is looked at unless --today names one.",
            ),
            ("VISUAL, EDITOR", "What opens the file."),
            ("NO_COLOR, CLICOLOR_FORCE", "Never, or always, colour."),
            ("COLUMNS", "The width where there is no terminal."),
        ],
    );
    section(
        "FILES",
        &[(
            "~/.config/allies/allies.toml",
            "The book, unless another one is named. On other systems it is in their folder for \
             the configuration of programs. Its form: allies help format.",
        )],
    );
}

/// Writes all pages, or none if one is there that differs and may not be replaced.
fn write(folder: &Path, pages: &[(String, String)], yes: bool, session: &Session) -> Result<()> {
    let settle = session.saving(yes, false).patience.settle;
    let is_same = |name: &str, text: &str| {
        read_input(&folder.join(name), settle).is_ok_and(|bytes| bytes == text.as_bytes())
    };
    let changed: Vec<&(String, String)> = pages
        .iter()
        .filter(|(name, text)| !is_same(name, text))
        .collect();
    let taken = changed
        .iter()
        .map(|(name, _)| folder.join(name))
        .find(|file| write_output::exists(file));
    if let Some(file) = taken.filter(|_| !yes) {
        return Err(already_exists(&file));
    }
    write_output::make_folder(folder)?;
    for (written, (name, text)) in changed.iter().enumerate() {
        output::give_file(&folder.join(name), text, output::with_yes(yes), session)
            .map_err(|error| partly(error, written, changed.len()))?;
    }
    let folder = folder.display().to_string();
    let told = format!(
        "{}: {}\n",
        sanitize::line(&folder),
        count(pages.len(), "page", "pages")
    );
    session.report(Done::Written, &told);
    Ok(())
}

/// An error after some pages says that these are there.
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
