//! Which editor is meant, and how it is told the line at which to open a file.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, ExitStatus};
#[cfg(unix)]
use std::sync::{Arc, OnceLock, atomic::AtomicBool, atomic::Ordering};

use crate::commands::errors::{Result, failed};
use crate::commands::session::Session;
use crate::model::handle::typed;

/// Editors by name, how each takes line and file, and the flag without which it gives the file
/// back before it is edited, long and short.
const KNOWN: [(&str, &str, Option<(&str, &str)>); 7] = [
    (
        "vi vim nvim view vis elvis nano pico emacs emacsclient mg jed joe jmacs jstar jpico ne \
         micro kak mcedit zile dte",
        "+LINE FILE",
        None,
    ),
    ("gvim mvim", "+LINE FILE", Some(("--nofork", "-f"))),
    ("gedit xed", "+LINE FILE", Some(("--wait", "-w"))),
    ("hx helix", "FILE:LINE", None),
    ("zed zeditor subl", "FILE:LINE", Some(("--wait", "-w"))),
    (
        "code code-insiders codium vscodium cursor windsurf",
        "--goto FILE:LINE",
        Some(("--wait", "-w")),
    ),
    ("kate", "--line LINE FILE", Some(("--block", "-b"))),
];

/// The user's editor.
#[derive(Debug)]
pub struct Editor {
    /// The variable as it is set.
    whole: String,
    /// Its words: the program and its arguments.
    words: Vec<String>,
}

impl Editor {
    /// `$VISUAL`, else `$EDITOR`.
    pub fn of(session: &Session, who: Option<&str>) -> Result<Self> {
        let Some((variable, whole)) = &session.editor else {
            let who = who.map_or("WHO".into(), typed);
            return Err(
                failed("no editor is set: neither VISUAL nor EDITOR").hint(format!(
                    "export EDITOR=nano, or vi, or \"code --wait\"; \
                     without one: allies edit {who} --dept HR"
                )),
            );
        };
        let words = shell_words::split(whole).ok().filter(|it| !it.is_empty());
        let Some(words) = words else {
            return Err(failed(format!(
                "{variable} is no command: a quote in it does not close"
            ))
            .hint("as in: export EDITOR=\"code --wait\""));
        };
        Ok(Self {
            whole: whole.clone(),
            words,
        })
    }

    /// The program as the user knows it.
    pub fn name(&self) -> &str {
        self.words.first().map_or("", String::as_str)
    }

    /// Opens the file at a line and waits until the editor ends.
    pub fn run(&self, path: &Path, line: Option<usize>) -> Result<ExitStatus> {
        let _waiting = leave_interrupts();
        // A path with a space that nobody quoted: it cannot be anything else if it is there.
        if self.words.len() > 1
            && let Ok(status) = run(&self.whole, &arguments(&[], &self.whole, path, line))
        {
            return Ok(status);
        }
        let given = self.words.get(1..).unwrap_or_default();
        run(self.name(), &arguments(given, self.name(), path, line)).map_err(|error| {
            failed(format!(
                "the editor `{}` cannot be started: {error}",
                self.name()
            ))
            .hint("set the one you use: export EDITOR=nano")
        })
    }
}

fn run(program: &str, arguments: &[OsString]) -> std::io::Result<ExitStatus> {
    Command::new(program).args(arguments).status()
}

/// What the program is called with: what the user gave, what makes it wait, line and file.
fn arguments(given: &[String], program: &str, path: &Path, line: Option<usize>) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = given.iter().map(OsString::from).collect();
    let name = Path::new(program)
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    let known = KNOWN
        .iter()
        .find(|(names, ..)| names.split(' ').any(|known| known == name));
    let Some((_, template, wait)) = known else {
        arguments.push(path.into());
        return arguments;
    };
    if let Some((long, short)) = wait
        && !given.iter().any(|it| it == long || it == short)
    {
        arguments.push(long.into());
    }
    let Some(line) = line else {
        arguments.push(path.into());
        return arguments;
    };
    for word in template.split(' ') {
        let word = word.replace("LINE", &line.to_string());
        arguments.push(match word.strip_prefix("FILE") {
            Some(behind) => [path.as_os_str(), behind.as_ref()].into_iter().collect(),
            None => word.into(),
        });
    }
    arguments
}

/// Until this is dropped, Ctrl-C is the editor's, which stands in the same terminal. If it ended
/// this program too, the editor would be left alone with a shell that prompts over it.
#[derive(Debug)]
struct Waiting(());

/// Leaves interrupts to the editor, by a handler and not `SIG_IGN`, which it would inherit.
fn leave_interrupts() -> Waiting {
    #[cfg(unix)]
    if let Some(ends) = ends_program() {
        ends.store(false, Ordering::SeqCst);
    }
    Waiting(())
}

impl Drop for Waiting {
    fn drop(&mut self) {
        #[cfg(unix)]
        if let Some(ends) = ends_program() {
            ends.store(true, Ordering::SeqCst);
        }
    }
}

/// Whether an interrupt ends the program; nothing where no handler could be had.
#[cfg(unix)]
fn ends_program() -> Option<&'static Arc<AtomicBool>> {
    use signal_hook::consts::{SIGINT, SIGQUIT};
    use signal_hook::flag::register_conditional_default;
    static ENDS: OnceLock<Option<Arc<AtomicBool>>> = OnceLock::new();
    ENDS.get_or_init(|| {
        let ends = Arc::new(AtomicBool::new(true));
        for signal in [SIGINT, SIGQUIT] {
            register_conditional_default(signal, Arc::clone(&ends)).ok()?;
        }
        Some(ends)
    })
    .as_ref()
}

/// Whether an editor was ended by Ctrl-C.
pub fn was_interrupted(ended: ExitStatus) -> bool {
    #[cfg(unix)]
    return std::os::unix::process::ExitStatusExt::signal(&ended)
        == Some(signal_hook::consts::SIGINT);
    #[cfg(not(unix))]
    {
        let _ = ended;
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn called(editor: &str, line: Option<usize>) -> String {
        let words = shell_words::split(editor).expect("words");
        let arguments = arguments(&words[1..], &words[0], Path::new("/a.toml"), line);
        let shown: Vec<_> = arguments.iter().map(|it| it.to_string_lossy()).collect();
        shown.join(" ")
    }

    #[test]
    fn editors_open_at_the_line_in_their_own_way() {
        let table = [
            ("vi", "+7 /a.toml"),
            ("/usr/bin/nvim -u NONE", "-u NONE +7 /a.toml"),
            ("nano", "+7 /a.toml"),
            ("emacs -nw", "-nw +7 /a.toml"),
            ("hx", "/a.toml:7"),
            ("zed", "--wait /a.toml:7"),
            ("code", "--wait --goto /a.toml:7"),
            ("code -w", "-w --goto /a.toml:7"),
            ("Code.exe --wait", "--wait --goto /a.toml:7"),
            ("gvim", "--nofork +7 /a.toml"),
            ("kate", "--block --line 7 /a.toml"),
            ("ed", "/a.toml"),
            ("/home/me/my-editor --flag", "--flag /a.toml"),
        ];
        for (editor, meant) in table {
            assert_eq!(called(editor, Some(7)), meant, "{editor}");
        }
    }

    #[test]
    fn without_a_line_only_the_file_is_opened() {
        assert_eq!(called("vim", None), "/a.toml");
        assert_eq!(called("code", None), "--wait /a.toml");
    }
}
