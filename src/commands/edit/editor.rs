//! Which editor is meant, and how it is told the line at which to open a file.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, ExitStatus};

use crate::commands::edit::interrupt;
use crate::commands::errors::{Result, failed};
use crate::commands::session::Session;
use crate::model::handle::typed;

/// How an editor takes a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Jump {
    /// `+12 FILE`
    Plus,
    /// `FILE:12`
    Colon,
    /// `--goto FILE:12`
    Goto,
    /// `--line 12 FILE`
    Line,
}

/// Editors of one kind.
struct Known {
    names: &'static [&'static str],
    jump: Jump,
    /// The flag without which they give the file back before it is edited, long and short.
    wait: Option<(&'static str, &'static str)>,
}

const KNOWN: [Known; 7] = [
    Known {
        names: &[
            "vi",
            "vim",
            "nvim",
            "view",
            "vis",
            "elvis",
            "nano",
            "pico",
            "emacs",
            "emacsclient",
            "mg",
            "jed",
            "joe",
            "jmacs",
            "jstar",
            "jpico",
            "ne",
            "micro",
            "kak",
            "mcedit",
            "zile",
            "dte",
        ],
        jump: Jump::Plus,
        wait: None,
    },
    Known {
        names: &["gvim", "mvim"],
        jump: Jump::Plus,
        wait: Some(("--nofork", "-f")),
    },
    Known {
        names: &["gedit", "xed"],
        jump: Jump::Plus,
        wait: Some(("--wait", "-w")),
    },
    Known {
        names: &["hx", "helix"],
        jump: Jump::Colon,
        wait: None,
    },
    Known {
        names: &["zed", "zeditor", "subl"],
        jump: Jump::Colon,
        wait: Some(("--wait", "-w")),
    },
    Known {
        names: &[
            "code",
            "code-insiders",
            "codium",
            "vscodium",
            "cursor",
            "windsurf",
        ],
        jump: Jump::Goto,
        wait: Some(("--wait", "-w")),
    },
    Known {
        names: &["kate"],
        jump: Jump::Line,
        wait: Some(("--block", "-b")),
    },
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
        let _waiting = interrupt::leave_to_the_editor();
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
        .find(|known| known.names.contains(&name.as_str()));
    let Some(Known { jump, wait, .. }) = known else {
        arguments.push(path.into());
        return arguments;
    };
    if let Some((long, short)) = wait
        && !given.iter().any(|it| it == long || it == short)
    {
        arguments.push(long.into());
    }
    let with_line = |line: usize| {
        let mut file = OsString::from(path);
        file.push(format!(":{line}"));
        file
    };
    match (line, jump) {
        (None, _) => arguments.push(path.into()),
        (Some(line), Jump::Plus) => arguments.extend([format!("+{line}").into(), path.into()]),
        (Some(line), Jump::Colon) => arguments.push(with_line(line)),
        (Some(line), Jump::Goto) => arguments.extend(["--goto".into(), with_line(line)]),
        (Some(line), Jump::Line) => {
            arguments.extend(["--line".into(), line.to_string().into(), path.into()]);
        }
    }
    arguments
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
