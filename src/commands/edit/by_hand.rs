//! The file in the user's own editor: a private copy that is read strictly before it counts. No
//! lock is held meanwhile. Whatever fails, the copy keeps what was typed, and its path is printed.

use std::process::ExitStatus;

use crate::commands::args::Writing;
use crate::commands::edit::editor::{Editor, was_interrupted};
use crate::commands::errors::{CliError, Result, failed, file_errors, read_back, refused};
use crate::commands::find::find_person;
use crate::commands::session::{Done, Session};
use crate::commands::{question, transaction};
use crate::document::locate::line_of;
use crate::screens::edit_summary::edit_summary;
use crate::screens::words::count;
use crate::store::commit::Saved;
use crate::store::data_file::{Source, Unreadable};
use crate::store::edit_copy::EditCopy;
use crate::store::external_edit;
use crate::text::sanitize;
use crate::text::shell::quoted;

/// The hint after an editor that failed.
const AGAIN: &str = "open it again with: allies edit";

/// An edit that is under way.
struct Edit<'a> {
    session: &'a Session,
    writing: Writing,
    editor: Editor,
    base: Vec<u8>,
    copy: EditCopy,
    /// How `undo` lists it.
    what: String,
}

/// How an edit ended, apart from errors of the editor. Only a kept one leaves its copy.
enum Outcome {
    Unchanged,
    Discarded,
    Saved(Saved, bool),
    Kept(CliError),
}

/// Lets the user edit the file, at a person if one is named.
pub fn run(who: Option<&str>, writing: Writing, session: &Session) -> Result<()> {
    let editor = Editor::from_session(session, who)?;
    let options = session.commit_options(writing);
    let base = external_edit::read_to_edit(&session.location, &options)?;
    let (handle, line) = start(&base, who, session)?;
    let copy = EditCopy::create(&session.location, &session.temporary, &base)?;
    let edit = Edit {
        session,
        writing,
        editor,
        base,
        copy,
        what: handle.map_or_else(|| "edit".to_owned(), |handle| format!("edit {handle}")),
    };
    let outcome = edit.edit_until_valid(line);
    let Edit { base, copy, .. } = edit;
    if let Ok(Outcome::Kept(error)) = outcome {
        return Err(error.kept_in(&copy.path));
    }
    copy.discard();
    match outcome? {
        Outcome::Unchanged => {
            report_unchanged(base, session);
            Ok(())
        }
        Outcome::Discarded => {
            session.tell("Thrown away: nothing was written.\n");
            Err(CliError::silent())
        }
        Outcome::Saved(saved, is_merged) => report_saved(&saved, is_merged, session),
        Outcome::Kept(error) => Err(error),
    }
}

/// The person who is meant, and the line to open at: theirs, or that of the first error in a file
/// that cannot be read, unless it shows the person.
fn start(
    base: &[u8],
    who: Option<&str>,
    session: &Session,
) -> Result<(Option<String>, Option<usize>)> {
    let source = Source::from_bytes(session.location.file.clone(), base.to_owned());
    let read = source.read();
    let Some(who) = who else {
        return Ok((None, read.err().as_ref().and_then(first_line)));
    };
    match read {
        Ok(reading) => {
            let handle = &find_person(who, &reading.book, session.today)?.handle;
            Ok((Some(handle.to_string()), line_of(source.as_text()?, handle)))
        }
        Err(unreadable) => Ok(match line_of(&unreadable.text, who) {
            Some(line) => (Some(who.to_owned()), Some(line)),
            None => (None, first_line(&unreadable)),
        }),
    }
}

fn first_line(unreadable: &Unreadable) -> Option<usize> {
    unreadable
        .diagnostics
        .first()
        .map(|diagnostic| diagnostic.line)
}

impl Edit<'_> {
    /// Opens the editor until the copy can be read or the user gives up.
    fn edit_until_valid(&self, mut line: Option<usize>) -> Result<Outcome> {
        loop {
            let ended = self.editor.run(&self.copy.path, line)?;
            let edited = match self.copy.read() {
                Ok(Some(edited)) => edited,
                Ok(None) => {
                    let name = &self.editor.name;
                    return Err(failed(format!("the editor `{name}` left no file")).hint(AGAIN));
                }
                Err(fault) => return Ok(Outcome::Kept(fault.into())),
            };
            let is_changed = edited != self.base;
            if !ended.success() {
                let error = self.failure(ended);
                if !is_changed {
                    return Err(error);
                }
                let hint = format!("if it is to count: {}", self.adopt_command());
                return Ok(Outcome::Kept(error.hint(hint)));
            }
            if !is_changed {
                return Ok(Outcome::Unchanged);
            }
            let source = Source::from_bytes(self.copy.path.clone(), edited);
            let read = source.read();
            let unreadable =
                match read.and_then(|now| Ok((source.as_text()?, now.book.people.len()))) {
                    Ok((text, people)) => return Ok(self.save(text, people)),
                    Err(unreadable) => unreadable,
                };
            line = first_line(&unreadable);
            if let Some(outcome) = self.ask(unreadable) {
                return Ok(outcome);
            }
        }
    }

    /// The error of an editor that failed, which is also how a user says not to save.
    fn failure(&self, ended: ExitStatus) -> CliError {
        if was_interrupted(ended) {
            return CliError::cancelled();
        }
        let how = match ended.code() {
            Some(code) => format!("ended with exit code {code}"),
            None => "was ended by a signal".to_owned(),
        };
        failed(format!("the editor `{}` {how}", self.editor.name)).hint(AGAIN)
    }

    /// Asks what to do with a copy that cannot be read; `None` means edit it again. Where nobody can
    /// answer, it is kept.
    fn ask(&self, unreadable: Unreadable) -> Option<Outcome> {
        let session = self.session;
        if session.can_ask {
            session.tell(&file_errors(
                &unreadable,
                session.shows_places,
                &session.err,
            ));
            // Before the question, which may be answered by Ctrl-C.
            let path = self.copy.path.display().to_string();
            let path = sanitize::line(&path);
            session.tell(&format!("Not saved yet; your edit is in {path}\n"));
            let question = "Edit again, throw it away, or keep it there? [E/t/k]";
            while let Ok(answer) = question::ask(session, question) {
                match answer.to_lowercase().as_str() {
                    "" | "e" | "edit" => return None,
                    "t" | "throw" => return Some(Outcome::Discarded),
                    "k" | "keep" => break,
                    _ => {}
                }
            }
        }
        let hint = format!("mend it, then take it in: {}", self.adopt_command());
        Some(Outcome::Kept(CliError::from(unreadable).hint(hint)))
    }

    fn save(&self, text: &str, people: usize) -> Outcome {
        let session = self.session;
        let base = Source::from_bytes(session.location.file.clone(), self.base.clone());
        // An editor that crashed while saving looks the same.
        if people == 0
            && !self.writing.yes
            && let Ok(before) = base.read()
            && !before.book.people.is_empty()
        {
            let people = count(before.book.people.len(), "person", "people");
            let question = format!("Take all {people} out of the file?");
            if !session.can_ask || !question::yes(session, &question).unwrap_or(false) {
                let error = refused(format!("the edit takes all {people} out of the file"))
                    .hint("if that is meant, edit it again with: allies edit --yes");
                return Outcome::Kept(error);
            }
        }
        let (location, what) = (&session.location, &self.what);
        let options = session.commit_options(self.writing);
        match external_edit::save_edited(location, &options, &self.base, text, what) {
            Ok(Some((saved, is_merged))) => Outcome::Saved(saved, is_merged),
            Ok(None) => Outcome::Kept(self.overlap()),
            Err(fault) => Outcome::Kept(fault.into()),
        }
    }

    /// The error for lines that were changed in the file too.
    fn overlap(&self) -> CliError {
        let file = &self.session.location.file;
        let (ours, copy) = (quoted(file), quoted(&self.copy.path));
        let hint = match self.copy.save_original(&self.base) {
            Some(before) => {
                let before = quoted(&before);
                format!("bring both together: allies merge {before} {ours} {copy}")
            }
            None => format!("bring both together by hand: diff {copy} {ours}"),
        };
        let file = file.display();
        failed(format!("{file} was changed meanwhile, at the same place")).hint(hint)
    }

    /// The command that adopts the copy: an edit whose editor only copies. So it is read as strictly,
    /// written as safely, and undone by `undo`.
    fn adopt_command(&self) -> String {
        let editor = format!("cp {}", quoted(&self.copy.path));
        let editor = shell_words::quote(&editor);
        let location = &self.session.location;
        if location.explicit {
            let file = quoted(&location.file);
            format!("VISUAL={editor} allies edit --file {file}")
        } else {
            format!("VISUAL={editor} allies edit")
        }
    }
}

/// Reports that nothing changed, and warns of errors: no other command may be able to read the file.
fn report_unchanged(base: Vec<u8>, session: &Session) {
    session.report(Done::Nothing, "Nothing was changed.\n");
    let source = Source::from_bytes(session.location.file.clone(), base);
    if let Err(unreadable) = source.read() {
        let errors = unreadable.diagnostics.len() + unreadable.more();
        let errors = count(errors, "error", "errors");
        let file = unreadable.path.display().to_string();
        let file = sanitize::line(&file);
        session.warn(&format!("{file} still has {errors}: allies check"));
    }
}

fn report_saved(saved: &Saved, is_merged: bool, session: &Session) -> Result<()> {
    let file = &session.location.file;
    let source = |text: &str| Source::from_bytes(file.clone(), text.to_owned().into_bytes());
    let (before, after) = (source(&saved.before), source(&saved.after));
    let now = after.read().map_err(|_| read_back(file))?;
    let was = before.read().ok().map(|reading| reading.book);
    transaction::warn(&now.warnings, session);
    let summary = edit_summary(was.as_ref(), &now.book, is_merged);
    transaction::conclude(session, saved, &summary)
}
