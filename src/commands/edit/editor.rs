//! The user's editor, and how it opens a file at a line.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, ExitStatus};
#[cfg(unix)]
use std::sync::{Arc, OnceLock, atomic::AtomicBool, atomic::Ordering};

use crate::commands::errors::{Result, failed};
use crate::commands::session::Session;
use crate::model::handle::as_argument;

/// Editors by name, their arguments for line and file, and the flag, long and short, that makes
/// them wait until the file is closed.
const KNOWN: [(&str, &str, &str); 7] = [
    (
        "vi vim nvim view vis elvis nano pico emacs emacsclient mg jed joe jmacs jstar jpico ne \
         micro kak mcedit zile dte",
        "+LINE FILE",
        "",
    ),
    ("gvim mvim", "+LINE FILE", "--nofork -f"),
    ("gedit xed", "+LINE FILE", "--wait -w"),
    ("hx helix", "FILE:LINE", ""),
    ("zed zeditor subl", "FILE:LINE", "--wait -w"),
    (
        "code code-insiders codium vscodium cursor windsurf",
        "--goto FILE:LINE",
        "--wait -w",
    ),
    ("kate", "--line LINE FILE", "--block -b"),
];

/// The user's editor.
pub struct Editor {
    /// The program.
    pub name: String,
    given: Vec<String>,
    /// The variable as it is set.
    whole: String,
}

impl Editor {
    /// `$VISUAL`, else `$EDITOR`.
    pub fn from_session(session: &Session, who: Option<&str>) -> Result<Self> {
        let Some((variable, whole)) = &session.editor else {
            let who = who.map_or("WHO".into(), as_argument);
            return Err(
                failed("no editor is set: neither VISUAL nor EDITOR").hint(format!(
                    "export EDITOR=nano, or vi, or \"code --wait\"; \
                     without one: allies edit {who} --dept HR"
                )),
            );
        };
        let mut given = shell_words::split(whole).unwrap_or_default();
        if given.is_empty() {
            return Err(failed(format!(
                "{variable} is no command: a quote in it does not close"
            ))
            .hint("as in: export EDITOR=\"code --wait\""));
        }
        Ok(Self {
            name: given.remove(0),
            given,
            whole: whole.clone(),
        })
    }

    /// Opens the file at a line and waits until the editor ends.
    pub fn run(&self, path: &Path, line: Option<usize>) -> Result<ExitStatus> {
        let (name, whole) = (&self.name, &self.whole);
        // A path with a space may be unquoted: if the whole value is a program, it is meant.
        if !self.given.is_empty()
            && let Ok(status) = run(whole, &arguments(&[], whole, path, line))
        {
            return Ok(status);
        }
        run(name, &arguments(&self.given, name, path, line)).map_err(|error| {
            failed(format!("the editor `{name}` cannot be started: {error}"))
                .hint("set the one you use: export EDITOR=nano")
        })
    }
}

fn run(program: &str, arguments: &[OsString]) -> std::io::Result<ExitStatus> {
    let mut command = Command::new(program);
    end_on_interrupt(false);
    let ended = command.args(arguments).status();
    end_on_interrupt(true);
    ended
}

/// Whether Ctrl-C ends this program. While an editor runs in the same terminal it must not, or the
/// shell would prompt over the editor. A handler and not `SIG_IGN`, which the editor would inherit;
/// if it cannot be installed, Ctrl-C ends the program.
#[cfg_attr(not(unix), expect(unused_variables, reason = "only Unix has signals"))]
fn end_on_interrupt(ends: bool) {
    #[cfg(unix)]
    {
        use signal_hook::consts::{SIGINT, SIGQUIT};
        use signal_hook::flag::register_conditional_default;
        static ENDS: OnceLock<Option<Arc<AtomicBool>>> = OnceLock::new();
        let flag = ENDS.get_or_init(|| {
            let flag = Arc::new(AtomicBool::new(true));
            for signal in [SIGINT, SIGQUIT] {
                register_conditional_default(signal, Arc::clone(&flag)).ok()?;
            }
            Some(flag)
        });
        if let Some(flag) = flag {
            flag.store(ends, Ordering::SeqCst);
        }
    }
}

/// The arguments of the program: the user's own, the flag to wait, line and file.
fn arguments(given: &[String], program: &str, path: &Path, line: Option<usize>) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = given.iter().map(OsString::from).collect();
    let name = Path::new(program)
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    let is_named = |(names, ..): &&(&str, _, _)| names.split(' ').any(|known| known == name);
    let (_, template, wait) = KNOWN.iter().find(is_named).unwrap_or(&("", "FILE", ""));
    if !given
        .iter()
        .any(|it| wait.split(' ').any(|flag| flag == it))
    {
        arguments.extend(wait.split_whitespace().next().map(OsString::from));
    }
    let template = if line.is_some() { template } else { "FILE" };
    let line = line.unwrap_or_default().to_string();
    for word in template.split(' ') {
        let word = word.replace("LINE", &line);
        arguments.push(match word.strip_prefix("FILE") {
            Some(behind) => [path.as_os_str(), behind.as_ref()].into_iter().collect(),
            None => word.into(),
        });
    }
    arguments
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
