//! `import`: adds people from other programs, all or none.

use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};

use crate::commands::args::Writing;
use crate::commands::errors::{
    CliError, Result, disk_of_other_file, failed, first_places, refused, usage_error,
};
use crate::commands::find::not_one_of;
use crate::commands::progress::Progress;
use crate::commands::session::Session;
use crate::commands::transaction::{self, PlannedChange};
use crate::commands::words::cadence;
use crate::formats;
use crate::formats::contacts::LeftOut;
use crate::formats::import::outcome::{Gains, ImportOptions, ImportPlan, NotTaken};
use crate::formats::import::plan::plan;
use crate::formats::{Format, ImportContent, ImportError};
use crate::screens::import;
use crate::screens::import::ImportRow;
use crate::screens::words::{count, list};
use crate::store::commit::Patience;
use crate::store::load::read_input;
use crate::text::encoding::{DecodeError, MOST_BYTES};
use crate::text::sanitize;
use crate::text::shell::quoted;

/// More warnings than this usually have one cause.
const MOST_WARNINGS: usize = 10;

/// Enough handles to show who is concerned.
const MOST_HANDLES: usize = 5;

/// Bring in people from vCards, LinkedIn, Google, Outlook or friends.md
///
/// The form of a file is recognised by what stands in it. People are known by their address or
/// their name; known ones only gain what they lack. All comes in, or nothing.
#[derive(Debug, clap::Args)]
#[expect(
    clippy::doc_markdown,
    reason = "the comments are the help, which is no markdown"
)]
#[command(after_help = "Examples:
  allies import contacts.vcf --dry-run
  allies import Connections.csv --tag linkedin --every 3m
  cat contacts.vcf | allies import -
  allies import friends.md --from friends")]
pub struct Args {
    /// Files to read; `-` is standard input
    #[arg(value_name = "FILE", required = true, value_hint = clap::ValueHint::FilePath)]
    files: Vec<PathBuf>,
    /// The form [default: recognised]: vcf, linkedin, google, outlook, friends, json
    #[arg(long, value_name = "FORM")]
    from: Option<String>,
    /// Leave out what cannot be read instead of refusing all
    #[arg(long)]
    skip_broken: bool,
    /// A tag for everybody who comes
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    tag: Vec<String>,
    /// The department of everybody who comes; known people keep theirs
    #[arg(long, value_name = "DEPT")]
    dept: Option<String>,
    /// How often to be in contact with the new ones; their first days are spread
    #[arg(long, value_name = "SPAN")]
    every: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

/// Imports the files.
pub fn run(args: &Args, session: &Session) -> Result<()> {
    let options = import_options(args)?;
    let format = args.from.as_deref().map(format_named).transpose()?;
    let inputs = read_files(&args.files, session)?;
    let progress = Progress::start(session, format!("importing {}", files_label(&args.files)));
    let (names, files): (Vec<String>, Vec<Vec<u8>>) = inputs.into_iter().unzip();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let contents = files.into_iter().zip(&names);
    let contents = contents.map(|(bytes, name)| match formats::read(&bytes, format) {
        Ok((_, content)) => Ok(content),
        Err(why) => Err(file_error(name, &why)),
    });
    let contents = contents.collect::<Result<Vec<ImportContent>>>()?;
    let changed = transaction::change(session, args.writing, |book| {
        let plan = plan(book, contents.clone(), &options, session.today)
            .map_err(|parts| broken_parts_error(&parts, &names, args))?;
        let what = format!("import {}", files_label(&args.files));
        let reply = format!("{}\n{}\n", counts_line(&plan), next_line(&plan));
        let planned = PlannedChange::new(plan.changes.clone(), what, reply);
        Ok((planned, plan))
    });
    drop(progress);
    let (changed, plan) = changed?;
    warn_of_losses(&plan, &names, session);
    if args.writing.dry_run {
        return session.print(&preview(&plan, &names, session));
    }
    transaction::conclude(session, &changed.saved, &changed.reply)
}

fn import_options(args: &Args) -> Result<ImportOptions> {
    let trimmed = |text: &String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    Ok(ImportOptions {
        tags: args.tag.iter().filter_map(trimmed).collect(),
        dept: args.dept.as_ref().and_then(trimmed),
        every: args.every.as_deref().map(cadence).transpose()?,
        skip_broken: args.skip_broken,
    })
}

fn format_named(word: &str) -> Result<Format> {
    Format::from_word(&word.to_lowercase())
        .ok_or_else(|| not_one_of("form", word, &Format::ALL.map(Format::word)))
}

/// Reads every file before any is processed; each with its name.
fn read_files(files: &[PathBuf], session: &Session) -> Result<Vec<(String, Vec<u8>)>> {
    let is_input = |file: &&PathBuf| file.as_path() == Path::new("-");
    if files.iter().filter(is_input).count() > 1 {
        return Err(
            usage_error("standard input can be read once, so `-` can be named once")
                .hint("allies import - FILE"),
        );
    }
    let patience = Patience::default().settle;
    let mut inputs = Vec::with_capacity(files.len());
    for file in files {
        inputs.push(if is_input(&file) {
            ("standard input".to_owned(), read_standard_input(session)?)
        } else {
            let bytes = read_input(file, patience).map_err(disk_of_other_file)?;
            (file.display().to_string(), bytes)
        });
    }
    Ok(inputs)
}

fn read_standard_input(session: &Session) -> Result<Vec<u8>> {
    if io::stdin().is_terminal() {
        if !session.can_ask {
            return Err(
                usage_error("`-` is standard input, and nothing is piped into it")
                    .hint("cat FILE | allies import -"),
            );
        }
        session.tell("paste the contacts, then press Ctrl-D\n");
    }
    let mut bytes = Vec::new();
    // One byte more than allowed tells an input that is too large from one of the maximum size.
    let most = MOST_BYTES + 1;
    match io::stdin().lock().take(most).read_to_end(&mut bytes) {
        Ok(_) => Ok(bytes),
        Err(error) => Err(refused(format!("standard input cannot be read: {error}"))
            .hint("name the file instead: allies import FILE")),
    }
}

/// A short label for the files, for `undo` and the progress line.
fn files_label(files: &[PathBuf]) -> String {
    match files {
        [file] => sanitize::line(&file.display().to_string()).into_owned(),
        files => count(files.len(), "file", "files"),
    }
}

/// `contacts.vcf:12`
fn place_label(file: usize, line: usize, names: &[&str]) -> String {
    let name = names.get(file).copied().unwrap_or_default();
    match line {
        // People from a book have no lines.
        0 => name.to_owned(),
        line => format!("{name}:{line}"),
    }
}

fn left_out_line((file, part): &(usize, LeftOut), names: &[&str]) -> String {
    format!("{}: {part}", place_label(*file, part.line, names))
}

/// The error for entries that cannot be read.
fn broken_parts_error(parts: &[(usize, LeftOut)], names: &[&str], args: &Args) -> CliError {
    let files: Vec<String> = args.files.iter().map(|file| quoted(file)).collect();
    let places = parts.iter().map(|part| left_out_line(part, names));
    let places: Vec<String> = places.collect();
    failed(format!(
        "{} cannot be read",
        count(parts.len(), "entry", "entries")
    ))
    .because_all(first_places(&places))
    .hint(format!(
        "mend them, or leave them out: allies import {} --skip-broken",
        files.join(" ")
    ))
}

/// The error for a file that cannot be imported at all.
fn file_error(file: &str, why: &ImportError) -> CliError {
    let place = match why {
        ImportError::Json(error) if error.line > 0 => {
            format!("{file}:{}:{}: {}", error.line, error.column, error.what)
        }
        _ => why.to_string(),
    };
    let forms = Format::ALL.map(Format::word).join(", ");
    let hint = match why {
        ImportError::NotText(DecodeError::TooLarge) | ImportError::Empty => "is it the right file?",
        ImportError::NotText(DecodeError::Binary) => {
            "export it as vCard or CSV from the program it comes from"
        }
        ImportError::Unknown => &format!("if it is one of them, name it with --from: {forms}"),
        ImportError::WrongFormat(_) => &format!("leave out --from, or name another form: {forms}"),
        ImportError::Json(_) => "write it again: allies export --to json",
    };
    failed(format!("{file} cannot be imported"))
        .because(place)
        .hint(hint)
}

/// The texts whose number is not zero.
fn nonzero<const N: usize>(parts: [(usize, String); N]) -> Vec<String> {
    let parts = parts.into_iter().filter(|(number, _)| *number > 0);
    parts.map(|(_, text)| text).collect()
}

/// `12 people new, 3 gained something, 4 known, 2 skipped (no personal name)`.
fn counts_line(plan: &ImportPlan) -> String {
    let (new, gaining, known) = plan.people_counts();
    let (skipped, broken) = (plan.nameless.len(), plan.broken.len());
    let people = count(new, "person", "people");
    let goals = count(plan.gaining_goals, "goal", "goals");
    let parts = nonzero([
        (new, format!("{people} new")),
        (gaining, format!("{gaining} gained something")),
        (known, format!("{known} known")),
        (plan.goals, count(plan.goals, "goal", "goals")),
        (plan.gaining_goals, format!("{goals} gained something")),
        (skipped, format!("{skipped} skipped (no personal name)")),
        (broken, format!("{broken} left out (cannot be read)")),
    ]);
    if parts.is_empty() {
        "nobody in it".to_owned()
    } else {
        parts.join(", ")
    }
}

/// The next commands to type, or that nothing changed.
fn next_line(plan: &ImportPlan) -> &'static str {
    if plan.changes.is_empty() {
        "Nothing changed."
    } else {
        "See them: allies list. Take it back: allies undo"
    }
}

/// Warns about what was not imported.
fn warn_of_losses(plan: &ImportPlan, names: &[&str], session: &Session) {
    for part in plan.broken.iter().take(MOST_WARNINGS) {
        let line = left_out_line(part, names);
        session.warn(&format!("left out: {}", sanitize::line(&line)));
    }
    if plan.broken.len() > MOST_WARNINGS {
        session.warn(&format!(
            "and {} more left out: allies import … --dry-run",
            plan.broken.len() - MOST_WARNINGS
        ));
    }
    if plan.keeps_settings {
        session.warn("the settings of an imported book differ from those here, which stay");
    }
    if plan.not_taken.total() > 0 {
        session.warn(&not_taken_warning(&plan.not_taken));
    }
}

/// `2 fields and 1 row of an imported book differ from what is here, which stays: sara, omar`.
fn not_taken_warning(not_taken: &NotTaken) -> String {
    let parts = nonzero(
        [
            (not_taken.fields, "field", "fields"),
            (not_taken.promises, "promise", "promises"),
            (not_taken.rows, "row", "rows"),
            (
                not_taken.custom_fields,
                "key of your own",
                "keys of your own",
            ),
        ]
        .map(|(number, one, many)| (number, count(number, one, many))),
    );
    let differ = match not_taken.total() {
        1 => "differs",
        _ => "differ",
    };
    let handles = &not_taken.handles;
    let mut named: Vec<String> = handles.iter().take(MOST_HANDLES).cloned().collect();
    if handles.len() > MOST_HANDLES {
        named.push(format!("{} more", handles.len() - MOST_HANDLES));
    }
    format!(
        "{} of an imported book {differ} from what is here, which stays: {}",
        list(&parts),
        sanitize::line(&list(&named))
    )
}

/// The outcome of a dry run, one line for each person who would change.
fn preview(plan: &ImportPlan, names: &[&str], session: &Session) -> String {
    let short = names.iter().map(|name| name.rsplit('/').next());
    let short: Vec<&str> = short.map(Option::unwrap_or_default).collect();
    let changing = plan.people.iter();
    let changing = changing.filter(|person| person.is_new || !person.gains.is_empty());
    let people: Vec<ImportRow> = changing
        .map(|person| ImportRow {
            handle: &person.handle,
            name: &person.name,
            place: place_label(person.file, person.line, &short),
            is_new: person.is_new,
            gains: gain_labels(&person.gains),
        })
        .collect();
    let nameless = plan.nameless.iter().map(|part| left_out_line(part, names));
    let nameless: Vec<String> = nameless.collect();
    format!(
        "{}{}\nNothing was written: this was a dry run.\n",
        import::import_preview(&people, &nameless, &session.out),
        counts_line(plan)
    )
}

/// `email`, `3 rows`, `1 promise kept`.
fn gain_labels(gains: &Gains) -> Vec<String> {
    let fields = gains.fields.iter().map(|field| field.key().to_owned());
    let kept = count(gains.kept, "promise", "promises");
    let others = nonzero([
        (gains.rows, count(gains.rows, "row", "rows")),
        (gains.promises, count(gains.promises, "promise", "promises")),
        (gains.kept, format!("{kept} kept")),
    ]);
    fields.chain(others).collect()
}
