//! The file in the user's own editor: a private copy, read strictly before it counts, with no
//! lock held meanwhile. Whatever fails, what was typed stays in the copy, and its path is told.

use std::path::PathBuf;
use std::process::ExitStatus;

use crate::commands::args::find_person;
use crate::commands::edit::editor::Editor;
use crate::commands::edit::interrupt;
use crate::commands::errors::{CliError, Result, failed, places, read_back, refused};
use crate::commands::session::{Done, Session};
use crate::commands::transaction::Saving;
use crate::commands::{question, transaction};
use crate::document::locate::line_of;
use crate::screens::edit_summary::edit_summary;
use crate::screens::words::count;
use crate::store::data_file::{Source, Unreadable};
use crate::store::edit_copy::PrivateCopy;
use crate::store::external_edit;
use crate::store::external_edit::Adopted;
use crate::text::sanitize;
use crate::text::shell::quoted;

/// What to type after an editor that failed.
const AGAIN: &str = "open it again with: allies edit";

/// Lets the user edit the file, at a person if one is named.
pub fn run(who: Option<&str>, saving: Saving, session: &Session) -> Result<()> {
    let editor = Editor::of(session, who)?;
    let options = session.saving(saving.yes, saving.dry_run);
    let base = external_edit::to_edit(&session.location, &options)?;
    let start = start(&base, who, session)?;
    let copy = PrivateCopy::make(&session.location, &session.temporary, &base)?;
    let edit = Edit {
        session,
        saving,
        editor,
        base,
        copy,
        what: start.what,
        people: start.people,
    };
    edit.run(start.line)
}

/// Where the editor is to begin, what undo calls it, and how many people there are.
struct Start {
    line: Option<usize>,
    what: String,
    people: usize,
}

/// In a file that can be read, at the person; else at what keeps it from being read, unless
/// that person can be found all the same.
fn start(base: &[u8], who: Option<&str>, session: &Session) -> Result<Start> {
    let at = |handle: Option<&str>, line, people| Start {
        line,
        what: handle.map_or_else(|| "edit".to_owned(), |handle| format!("edit {handle}")),
        people,
    };
    let source = Source::of_bytes(session.location.file.clone(), base.to_owned());
    let Unreadable { text, findings, .. } = match source.read() {
        Ok(reading) => {
            let people = reading.book.people.len();
            let Some(who) = who else {
                return Ok(at(None, None, people));
            };
            let person = find_person(who, &reading.book, session.today)?;
            let text = source.text()?;
            return Ok(at(
                Some(&person.handle),
                line_of(text, &person.handle),
                people,
            ));
        }
        Err(unreadable) => unreadable,
    };
    let line = who.and_then(|who| line_of(&text, who));
    let first = findings.first().map(|finding| finding.line);
    Ok(at(who.filter(|_| line.is_some()), line.or(first), 0))
}

/// An edit that is under way.
struct Edit<'a> {
    session: &'a Session,
    saving: Saving,
    editor: Editor,
    base: Vec<u8>,
    copy: PrivateCopy,
    what: String,
    /// How many people there were; 0 also where the file could not be read.
    people: usize,
}

/// An edited text that a file may hold.
struct Edited {
    text: String,
    people: usize,
}

/// What is to be done with a copy that cannot be read.
enum Answer {
    Again,
    ThrowAway,
    Keep,
}

impl Edit<'_> {
    /// Opens the editor until the copy can be read or the user has had enough.
    fn run(self, first: Option<usize>) -> Result<()> {
        let mut line = first;
        loop {
            let ended = match self.editor.run(self.copy.path(), line) {
                Ok(ended) => ended,
                Err(error) => {
                    self.copy.discard();
                    return Err(error);
                }
            };
            let edited = match self.copy.read() {
                Ok(Some(edited)) => edited,
                Ok(None) => return Err(self.nothing_left()),
                Err(fault) => return Err(self.keep(fault.into())),
            };
            let is_changed = edited != self.base;
            if !ended.success() {
                return Err(self.failed(ended, is_changed));
            }
            if !is_changed {
                self.nothing_changed();
                return Ok(());
            }
            let unreadable = match readable(self.copy.path().into(), edited) {
                Ok(edited) => return self.save(&edited),
                Err(unreadable) => unreadable,
            };
            line = unreadable.findings.first().map(|finding| finding.line);
            match self.what_now(&unreadable)? {
                Answer::Again => {}
                Answer::ThrowAway => {
                    self.copy.discard();
                    self.session.tell("Thrown away: nothing was written.\n");
                    return Err(CliError::silent());
                }
                Answer::Keep => {
                    let hint = format!("mend it, then take it in: {}", self.take_in());
                    return Err(self.keep(unreadable.into()).hint(hint));
                }
            }
        }
    }

    /// A file that was left as it is may be one that no other command can read.
    fn nothing_changed(self) {
        self.copy.discard();
        self.session.report(Done::Nothing, "Nothing was changed.\n");
        let source = Source::of_bytes(self.session.location.file.clone(), self.base);
        if let Err(unreadable) = source.read() {
            let errors = unreadable.findings.len() + unreadable.more();
            let errors = count(errors, "error", "errors");
            let file = unreadable.path.display().to_string();
            self.session.warn(&format!(
                "{} still has {errors}: allies check",
                sanitize::line(&file)
            ));
        }
    }

    fn nothing_left(self) -> CliError {
        self.copy.discard();
        failed(format!("the editor `{}` left no file", self.editor.name())).hint(AGAIN)
    }

    /// An editor that ends with an error is the way to say that nothing is meant.
    fn failed(self, ended: ExitStatus, is_changed: bool) -> CliError {
        let error = self.why_failed(ended);
        if is_changed {
            let hint = format!("if it is to count: {}", self.take_in());
            return self.keep(error).hint(hint);
        }
        self.copy.discard();
        error
    }

    fn why_failed(&self, ended: ExitStatus) -> CliError {
        if interrupt::was(ended) {
            return CliError::cancelled();
        }
        let how = match ended.code() {
            Some(code) => format!("ended with exit code {code}"),
            None => "was ended by a signal".to_owned(),
        };
        failed(format!("the editor `{}` {how}", self.editor.name())).hint(AGAIN)
    }

    /// Asks what to do with a copy that cannot be read; where nobody can answer, it is kept.
    fn what_now(&self, unreadable: &Unreadable) -> Result<Answer> {
        let session = self.session;
        if !session.can_ask {
            return Ok(Answer::Keep);
        }
        session.tell(&places(unreadable, session.shows_places, &session.err));
        // Told before the question, since it can be answered by Ctrl-C.
        let path = self.copy.path().display().to_string();
        session.tell(&format!(
            "Not saved yet; your edit is in {}\n",
            sanitize::line(&path)
        ));
        loop {
            let question = "Edit again, throw it away, or keep it there? [E/t/k]";
            let answer = match question::ask(session, question) {
                Ok(answer) => answer.to_lowercase(),
                // The end of input: nobody is there any more.
                Err(_) => return Ok(Answer::Keep),
            };
            match answer.as_str() {
                "" | "e" | "edit" => return Ok(Answer::Again),
                "t" | "throw" => return Ok(Answer::ThrowAway),
                "k" | "keep" => return Ok(Answer::Keep),
                _ => {}
            }
        }
    }

    fn save(self, edited: &Edited) -> Result<()> {
        let session = self.session;
        // An editor that died while it saved looks the same.
        if self.people > 0 && edited.people == 0 && !self.saving.yes {
            let people = count(self.people, "person", "people");
            let agreed = session.can_ask
                && question::yes(session, &format!("Take all {people} out of the file?"))
                    .unwrap_or(false);
            if !agreed {
                let error = refused(format!("the edit takes all {people} out of the file"))
                    .hint("if that is meant, edit it again with: allies edit --yes");
                return Err(self.keep(error));
            }
        }
        let options = session.saving(self.saving.yes, self.saving.dry_run);
        let adopted = external_edit::adopt(
            &session.location,
            &options,
            &self.base,
            &edited.text,
            &self.what,
        );
        let Adopted {
            saved,
            before,
            splices,
            after,
            merged,
        } = match adopted {
            Ok(Some(adopted)) => adopted,
            Ok(None) => return Err(self.overlap()),
            Err(fault) => return Err(self.keep(fault.into())),
        };
        self.copy.discard();
        let file = &session.location.file;
        let before_book = Source::of_bytes(file.clone(), before.clone().into_bytes());
        let after_book = Source::of_bytes(file.clone(), after.into_bytes());
        let Ok(now) = after_book.read() else {
            return Err(read_back(file));
        };
        let was = before_book.read().ok().map(|reading| reading.book);
        transaction::warn(&now.warnings, session);
        let told = edit_summary(was.as_ref(), &now.book, merged);
        transaction::conclude(session, &saved, &before, &splices, &told)
    }

    /// Somebody else changed the same lines.
    fn overlap(&self) -> CliError {
        let file = &self.session.location.file;
        let (ours, copy) = (quoted(file), quoted(self.copy.path()));
        let hint = match self.copy.keep_before(&self.base) {
            Some(before) => format!(
                "bring both together: allies merge {} {ours} {copy}",
                quoted(&before)
            ),
            None => format!("bring both together by hand: diff {copy} {ours}"),
        };
        let file = file.display();
        let message = format!("{file} was changed meanwhile, at the same place");
        self.keep(failed(message).hint(hint))
    }

    /// The error, with the copy that is kept.
    fn keep(&self, why: CliError) -> CliError {
        why.kept_in(self.copy.path())
    }

    /// How to take in the copy: as an edit of its own, by an editor that only copies. So it is
    /// read strictly before it counts, written as safely, and undone by `undo`.
    fn take_in(&self) -> String {
        let editor = format!("cp {}", quoted(self.copy.path()));
        let location = &self.session.location;
        let file = if location.explicit {
            format!(" --file {}", quoted(&location.file))
        } else {
            String::new()
        };
        format!("VISUAL={} allies edit{file}", shell_words::quote(&editor))
    }
}

/// The text of a copy, if a file may hold it.
fn readable(path: PathBuf, bytes: Vec<u8>) -> std::result::Result<Edited, Unreadable> {
    let source = Source::of_bytes(path, bytes);
    let people = source.read()?.book.people.len();
    let text = source.text()?.to_owned();
    Ok(Edited { text, people })
}
