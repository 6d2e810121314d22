//! `edit` in the user's own editor: a private copy that counts once it can be read.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use snapbox::{assert_data_eq, str};

use crate::sandbox::{Output, Sandbox};

pub const BOOK: &str = r#"# my book

[people.sara]
name = "Sara Ortiz"
dept = "IT"
log = [
  { on = 2026-11-20, gave = "a secret" },
]

[people.omar]
name = "Omar Khan"
dept = "HR"
"#;

/// Writes an editor that does that in `sh`; `$file` is the file it is given.
pub fn editor(sandbox: &Sandbox, name: &str, script: &str) -> PathBuf {
    let path = sandbox.home().join(name);
    let text = format!("#!/bin/sh\nfor file; do :; done\n{script}\n");
    std::fs::write(&path, text).expect("written");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("a mode");
    path
}

/// Runs with that variable as the editor.
fn edit(sandbox: &Sandbox, editor: &str, arguments: &[&str]) -> Output {
    let mut command = sandbox.command(["edit"].iter().chain(arguments));
    hide_process(sandbox.finish(command.env("EDITOR", editor)))
}

/// The number of the process stands in the path of the copy.
fn hide_process(output: Output) -> Output {
    let hide = |text: String| {
        let mut parts = text.split("/edit/allies-");
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |text, part| {
            let rest = part.trim_start_matches(|c: char| c.is_ascii_digit());
            format!("{text}/edit/allies-PID{rest}")
        })
    };
    Output {
        code: output.code,
        out: hide(output.out),
        err: hide(output.err),
    }
}

/// Runs with an editor of that script, which must succeed.
fn edited(sandbox: &Sandbox, script: &str, arguments: &[&str]) -> String {
    let editor = editor(sandbox, "ed.sh", script);
    let output = edit(sandbox, &editor.display().to_string(), arguments);
    assert_eq!(
        (output.code, output.err.as_str()),
        (0, ""),
        "{}",
        output.out
    );
    assert_eq!(copies(sandbox), [] as [PathBuf; 0], "no copy stays");
    output.out
}

/// Runs with an editor of that script, which must be refused and write nothing.
fn refused(sandbox: &Sandbox, script: &str, arguments: &[&str]) -> String {
    let before = std::fs::read(sandbox.file()).ok();
    let editor = editor(sandbox, "ed.sh", script);
    let output = edit(sandbox, &editor.display().to_string(), arguments);
    assert_eq!((output.code, output.out.as_str()), (1, ""));
    assert_eq!(std::fs::read(sandbox.file()).ok(), before);
    output.err
}

/// The files in the folders of copies.
pub fn copies(sandbox: &Sandbox) -> Vec<PathBuf> {
    let all = sandbox.home().join(".local/state/allies/edit");
    let folders = std::fs::read_dir(all).into_iter().flatten();
    let mut files: Vec<PathBuf> = folders
        .flat_map(|folder| std::fs::read_dir(folder.expect("a folder").path()).expect("read"))
        .map(|file| file.expect("a file").path())
        .collect();
    files.sort();
    files
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).expect("a text")
}

#[test]
fn edit_saves_what_the_editor_saved_and_undo_takes_it_back() {
    let sandbox = Sandbox::with(BOOK);
    let script = "/bin/sed -i -e 's/IT/Purchasing/' -e 's/a secret/two decks/' \"$file\"";
    assert_data_eq!(
        edited(&sandbox, script, &["sara"]),
        str![[r#"
Sara Ortiz: dept IT → Purchasing, log changed.
Take it back: allies undo

"#]]
    );
    let changed = BOOK
        .replace("IT", "Purchasing")
        .replace("a secret", "two decks");
    assert_eq!(sandbox.text(), changed);
    assert!(sandbox.ok(["undo", "--list"]).contains("edit sara"));
    sandbox.ok(["undo"]);
    assert_eq!(sandbox.text(), BOOK);
}

#[test]
fn edit_tells_who_came_and_went() {
    let sandbox = Sandbox::with(BOOK);
    let script = "cat > \"$file\" <<'E'\n[settings]\nevery = 10\n[people.ann]\nname = \"Ann\"\nE";
    assert_data_eq!(
        edited(&sandbox, &script.replace("cat", "/bin/cat"), &[]),
        str![[r#"
Ann added, Sara Ortiz and Omar Khan removed and settings changed.
Take it back: allies undo

"#]]
    );
    let script = "echo '# more' >> \"$file\"";
    assert_data_eq!(
        edited(&sandbox, script, &[]),
        str![[r#"
Saved: what the file means is the same.
Take it back: allies undo

"#]]
    );
}

#[test]
fn edit_of_nothing_says_so_and_touches_nothing() {
    let sandbox = Sandbox::with(BOOK);
    let before = std::fs::metadata(sandbox.file())
        .expect("a file")
        .modified()
        .expect("a time");
    assert_eq!(edited(&sandbox, ":", &["omar"]), "Nothing was changed.\n");
    let after = std::fs::metadata(sandbox.file())
        .expect("a file")
        .modified()
        .expect("a time");
    assert_eq!((sandbox.text().as_str(), before), (BOOK, after));
    assert_eq!(sandbox.ok(["undo", "--list"]), "Nothing to take back.\n");
}

#[test]
fn edit_gives_the_editor_a_private_copy_at_the_line_of_the_person() {
    let sandbox = Sandbox::with(BOOK);
    let seen = sandbox.home().join("seen");
    let script = format!(
        "echo \"$@\" | /bin/sed 's/allies-[0-9]*/allies-PID/' > {seen}\n\
         /bin/stat -c %a \"$file\" \"$(/usr/bin/dirname \"$file\")\" >> {seen}",
        seen = seen.display()
    );
    // Known by its name, whatever it is.
    let vim = editor(&sandbox, "vim", &script);
    edit(&sandbox, &format!("{} -n", vim.display()), &["omar"]);
    let home = sandbox.home().display().to_string();
    assert_data_eq!(
        text(&seen).replace(&home, "~"),
        str![[r#"
+10 ~/.local/state/allies/edit/allies-PID-0/allies.toml600
700

"#]]
    );
    edit(&sandbox, &vim.display().to_string(), &[]);
    assert!(text(&seen).starts_with('/'), "no line without a person");
}

#[test]
fn edit_prefers_visual_and_takes_arguments_quotes_and_spaces() {
    let sandbox = Sandbox::with(BOOK);
    let seen = sandbox.home().join("seen");
    let script = format!("echo \"$1|$2\" > {}", seen.display());
    let path = editor(&sandbox, "my editor", &script);
    let path = path.display();
    for (variable, meant) in [
        (format!("'{path}' --flag 'two words'"), "--flag|two words\n"),
        (format!("\"{path}\" --flag"), "--flag|/"),
        // Nobody quoted it, and there is only one way to mean it.
        (format!("{path}"), "/"),
    ] {
        let mut command = sandbox.command(["edit"]);
        command
            .env("VISUAL", variable)
            .env("EDITOR", "/nonexistent");
        let output = sandbox.finish(&mut command);
        assert_eq!((output.code, output.err.as_str()), (0, ""));
        assert!(text(&seen).starts_with(meant), "{}", text(&seen));
    }
    let output = sandbox.finish(
        sandbox
            .command(["edit"])
            .env("VISUAL", " ")
            .env("EDITOR", "/bin/true"),
    );
    assert_eq!(output.code, 0, "an empty variable is none");
}

/// Neither the state folder nor the one for temporary files takes it.
#[test]
fn a_copy_that_cannot_be_made_is_told_with_the_file_and_the_place() {
    let sandbox = Sandbox::with(BOOK);
    let mut command = sandbox.command(["edit"]);
    command
        .env("EDITOR", "/bin/true")
        .env("XDG_STATE_HOME", "/dev/null")
        .env("TMPDIR", "/dev/null");
    let output = sandbox.finish(&mut command);
    assert_eq!((output.code, output.out.as_str()), (1, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: no private copy of ~/.config/allies/allies.toml could be made for the editor
  /dev/null: File exists (os error 17)
nothing was written
hint: set TMPDIR to a folder that can be written; without an editor: allies edit WHO --dept HR

"#]]
    );
    assert_eq!(sandbox.text(), BOOK);
}

#[test]
fn edit_without_an_editor_or_with_one_that_is_not_there_is_refused() {
    let sandbox = Sandbox::with(BOOK);
    let output = sandbox.run(["edit", "sara"]);
    assert_eq!((output.code, output.out.as_str()), (1, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: no editor is set: neither VISUAL nor EDITOR
nothing was written
hint: export EDITOR=nano, or vi, or "code --wait"; without one: allies edit sara --dept HR

"#]]
    );
    let output = edit(&sandbox, "/no/such --wait", &[]);
    assert_eq!((output.code, output.out.as_str()), (1, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: the editor `/no/such` cannot be started: No such file or directory (os error 2)
nothing was written
hint: set the one you use: export EDITOR=nano

"#]]
    );
    let output = edit(&sandbox, "vim \"", &[]);
    assert_eq!((output.code, output.out.as_str()), (1, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: EDITOR is no command: a quote in it does not close
nothing was written
hint: as in: export EDITOR="code --wait"

"#]]
    );
    assert_eq!(copies(&sandbox), [] as [PathBuf; 0]);
    assert_eq!(sandbox.text(), BOOK);
}

#[test]
fn edit_refuses_nonsense_and_keeps_it() {
    let sandbox = Sandbox::with(BOOK);
    let script = "/bin/sed -i 's/dept = \"HR\"/level = \"beside\"/' \"$file\"";
    let err = refused(&sandbox, script, &[]);
    assert_data_eq!(
        &err,
        str![[r#"
error: no such level
  ~/.local/state/allies/edit/allies-PID-0/allies.toml:12:9: expected up, peer, down or outside
nothing was written
your edit is kept in ~/.local/state/allies/edit/allies-PID-0/allies.toml
hint: mend it, then take it in: VISUAL='cp ~/.local/state/allies/edit/allies-PID-0/allies.toml' allies edit

"#]]
    );
    assert!(!err.contains("a secret"));
    let kept = copies(&sandbox);
    assert_eq!(kept.len(), 1);
    assert_eq!(
        text(&kept[0]),
        BOOK.replace("dept = \"HR\"", "level = \"beside\"")
    );
    // What is kept is told by `check`, too.
    assert!(
        sandbox
            .ok(["check"])
            .contains("an edit of the file is kept")
    );
}

#[test]
fn edit_refuses_bytes_that_are_no_text() {
    let sandbox = Sandbox::with(BOOK);
    let err = refused(&sandbox, "printf '\\377' >> \"$file\"", &[]);
    assert_data_eq!(
        err,
        str![[r#"
error: the file is not UTF-8 text
  ~/.local/state/allies/edit/allies-PID-0/allies.toml:13:1: this byte is not UTF-8
hint: save it as UTF-8 in your editor
nothing was written
your edit is kept in ~/.local/state/allies/edit/allies-PID-0/allies.toml
hint: mend it, then take it in: VISUAL='cp ~/.local/state/allies/edit/allies-PID-0/allies.toml' allies edit

"#]]
    );
    assert_eq!(copies(&sandbox).len(), 1);
}

#[test]
fn edit_by_an_editor_that_fails_writes_nothing() {
    let sandbox = Sandbox::with(BOOK);
    assert_data_eq!(
        refused(&sandbox, "exit 3", &[]),
        str![[r#"
error: the editor `~/ed.sh` ended with exit code 3
nothing was written
hint: open it again with: allies edit

"#]]
    );
    assert_eq!(copies(&sandbox), [] as [PathBuf; 0], "nothing to keep");
    let err = refused(&sandbox, "echo '# new' >> \"$file\"; exit 1", &[]);
    assert_data_eq!(
        err,
        str![[r#"
error: the editor `~/ed.sh` ended with exit code 1
nothing was written
your edit is kept in ~/.local/state/allies/edit/allies-PID-0/allies.toml
hint: if it is to count: VISUAL='cp ~/.local/state/allies/edit/allies-PID-0/allies.toml' allies edit

"#]]
    );
    assert_eq!(copies(&sandbox).len(), 1, "something to keep");
    let err = refused(&sandbox, "kill -9 $$", &[]);
    assert_data_eq!(
        err,
        str![[r#"
error: the editor `~/ed.sh` was ended by a signal
nothing was written
hint: open it again with: allies edit

"#]]
    );
}

#[test]
fn edit_that_was_kept_is_taken_in_by_the_hint() {
    let sandbox = Sandbox::with(BOOK);
    refused(&sandbox, "/bin/sed -i 's/HR/IT/' \"$file\"; exit 1", &[]);
    let kept = copies(&sandbox);
    let editor = format!("/bin/cp {}", kept[0].display());
    let output = edit(&sandbox, &editor, &[]);
    assert_eq!((output.code, output.err.as_str()), (0, ""));
    assert_eq!(sandbox.text(), BOOK.replace("HR", "IT"));
    sandbox.ok(["undo"]);
    assert_eq!(sandbox.text(), BOOK);
}

#[test]
fn edit_interrupted_in_the_editor_is_cancelled_and_loses_nothing() {
    let sandbox = Sandbox::with(BOOK);
    let script = editor(&sandbox, "ed.sh", "echo '# new' >> \"$file\"; kill -INT $$");
    let output = edit(&sandbox, &script.display().to_string(), &[]);
    assert_eq!((output.code, output.out.as_str()), (130, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: cancelled
nothing was written
your edit is kept in ~/.local/state/allies/edit/allies-PID-0/allies.toml
hint: if it is to count: VISUAL='cp ~/.local/state/allies/edit/allies-PID-0/allies.toml' allies edit

"#]]
    );
    assert_eq!(copies(&sandbox).len(), 1);
    // The terminal sends it to both; the editor that goes on is waited for.
    let script = editor(
        &sandbox,
        "ed2.sh",
        "trap : INT; kill -INT $PPID; /bin/sed -i 's/HR/IT/' \"$file\"",
    );
    let output = edit(&sandbox, &script.display().to_string(), &[]);
    assert_eq!((output.code, output.err.as_str()), (0, ""));
    assert_eq!(sandbox.text(), BOOK.replace("HR", "IT"));
}

#[test]
fn edit_that_leaves_no_file_is_refused() {
    let sandbox = Sandbox::with(BOOK);
    assert_data_eq!(
        refused(&sandbox, "/bin/rm \"$file\"", &[]),
        str![[r#"
error: the editor `~/ed.sh` left no file
nothing was written
hint: open it again with: allies edit

"#]]
    );
}

#[test]
fn edit_that_leaves_nobody_wants_a_yes() {
    let sandbox = Sandbox::with(BOOK);
    assert_data_eq!(
        refused(&sandbox, ": > \"$file\"", &[]),
        str![[r#"
error: the edit takes all 2 people out of the file
nothing was written
your edit is kept in ~/.local/state/allies/edit/allies-PID-0/allies.toml
hint: if that is meant, edit it again with: allies edit --yes

"#]]
    );
    let editor = editor(&sandbox, "ed.sh", ": > \"$file\"");
    let output = edit(&sandbox, &editor.display().to_string(), &["--yes"]);
    assert_eq!((output.code, output.err.as_str()), (0, ""));
    assert_eq!(sandbox.text(), "");
    sandbox.ok(["undo"]);
    assert_eq!(sandbox.text(), BOOK);
}

#[test]
fn edit_brings_together_what_was_written_meanwhile() {
    let sandbox = Sandbox::with(BOOK);
    let allies = env!("CARGO_BIN_EXE_allies");
    let script = format!("{allies} log sara met lunch -q\n/bin/sed -i 's/HR/IT/' \"$file\"");
    assert_data_eq!(
        edited(&sandbox, &script, &["omar"]),
        str![[r#"
Omar Khan: dept HR → IT.
The file was changed meanwhile; both changes are in it.
Take it back: allies undo

"#]]
    );
    let both = BOOK.replace("HR", "IT").replace(
        "\"a secret\" },\n",
        "\"a secret\" },\n  { on = 2026-11-23, met = \"lunch\" },\n",
    );
    assert_eq!(sandbox.text(), both);
    sandbox.ok(["undo"]);
    sandbox.ok(["undo"]);
    assert_eq!(sandbox.text(), BOOK);
}

#[test]
fn edit_at_the_same_place_as_somebody_else_is_refused_and_kept() {
    let sandbox = Sandbox::with(BOOK);
    let allies = env!("CARGO_BIN_EXE_allies");
    let script = format!("{allies} edit omar --dept Sales -q\n/bin/sed -i 's/HR/IT/' \"$file\"");
    let editor = editor(&sandbox, "ed.sh", &script);
    let output = edit(&sandbox, &editor.display().to_string(), &["omar"]);
    assert_eq!((output.code, output.out.as_str()), (1, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: ~/.config/allies/allies.toml was changed meanwhile, at the same place
nothing was written
your edit is kept in ~/.local/state/allies/edit/allies-PID-0/allies.toml
hint: bring both together: allies merge ~/.local/state/allies/edit/allies-PID-0/before.toml ~/.config/allies/allies.toml ~/.local/state/allies/edit/allies-PID-0/allies.toml

"#]]
    );
    assert_eq!(sandbox.text(), BOOK.replace("HR", "Sales"));
    let kept = copies(&sandbox);
    assert_eq!(kept.len(), 2);
    assert_eq!(text(&kept[0]), BOOK.replace("HR", "IT"));
    assert_eq!(text(&kept[1]), BOOK, "what both were made of");
}

#[test]
fn edit_that_the_disk_refuses_in_the_end_is_kept() {
    let sandbox = Sandbox::with(BOOK);
    let script = format!(
        "/bin/chmod 400 {}; /bin/sed -i 's/HR/IT/' \"$file\"",
        sandbox.file().display()
    );
    assert_data_eq!(
        refused(&sandbox, &script, &[]),
        str![[r#"
error: ~/.config/allies/allies.toml is write-protected
nothing was written
your edit is kept in ~/.local/state/allies/edit/allies-PID-0/allies.toml
hint: allow it: chmod u+w ~/.config/allies/allies.toml

"#]]
    );
    let kept = copies(&sandbox);
    assert_eq!(text(&kept[0]), BOOK.replace("HR", "IT"));
}

#[test]
fn edit_opens_a_file_that_cannot_be_read_at_what_is_wrong() {
    let broken = BOOK.replace("dept = \"HR\"", "level = \"beside\"");
    let sandbox = Sandbox::with(&broken);
    let seen = sandbox.home().join("seen");
    let script = format!("echo \"$1\" >> {}", seen.display());
    let vi = editor(&sandbox, "vi", &script);
    let vi = vi.display().to_string();
    edit(&sandbox, &vi, &[]);
    edit(&sandbox, &vi, &["sara"]);
    edit(&sandbox, &vi, &["nobody"]);
    assert_eq!(text(&seen), "+12\n+3\n+12\n");
    let output = edit(&sandbox, &vi, &[]);
    assert_eq!(
        (output.code, output.out.as_str()),
        (0, "Nothing was changed.\n")
    );
    assert_data_eq!(
        output.err,
        str![[r#"
warning: ~/.config/allies/allies.toml still has 1 error: allies check

"#]]
    );
    let script = "/bin/sed -i 's/level = \"beside\"/dept = \"HR\"/' \"$file\"";
    assert_data_eq!(
        edited(&sandbox, script, &[]),
        str![[r#"
Saved: the file can be read again, 2 people.
Take it back: allies undo

"#]]
    );
    assert_eq!(sandbox.text(), BOOK);
}

#[test]
fn edit_makes_the_first_file() {
    let sandbox = Sandbox::new();
    let script = "printf '[people.ann]\\nname = \"Ann\"\\n' > \"$file\"";
    assert_data_eq!(
        edited(&sandbox, script, &[]),
        str![[r#"
Ann added.
Take it back: allies undo

"#]]
    );
    let mode = std::fs::metadata(sandbox.file())
        .expect("a file")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn edit_shows_in_a_dry_run_what_it_would_change() {
    let sandbox = Sandbox::with(BOOK);
    let script = "/bin/sed -i 's/HR/IT/' \"$file\"";
    assert_data_eq!(
        edited(&sandbox, script, &["--dry-run"]),
        str![[r#"
line 12
- dept = "HR"
+ dept = "IT"
Nothing was written: this was a dry run.

"#]]
    );
    assert_eq!(sandbox.text(), BOOK);
}

#[test]
fn edit_refuses_at_once_what_could_not_be_written_afterwards() {
    let sandbox = Sandbox::with(BOOK);
    let seen = sandbox.home().join("seen");
    let script = editor(&sandbox, "ed.sh", &format!("echo > {}", seen.display()));
    let script = script.display().to_string();
    let output = edit(&sandbox, &script, &["sarra"]);
    assert_eq!((output.code, output.out.as_str()), (1, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: nobody fits `sarra`
  near: sara  Sara Ortiz, IT
nothing was written
hint: allies edit sara …

"#]]
    );
    let mode = std::fs::Permissions::from_mode(0o400);
    std::fs::set_permissions(sandbox.file(), mode).expect("a mode");
    let output = edit(&sandbox, &script, &[]);
    assert_eq!((output.code, output.out.as_str()), (1, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: ~/.config/allies/allies.toml is write-protected
nothing was written
hint: allow it: chmod u+w ~/.config/allies/allies.toml

"#]]
    );
    let mut command = sandbox.command(["edit", "--file", "/dev/stdin"]);
    command.env("EDITOR", &script).stdin(Stdio::piped());
    let output = sandbox.finish(&mut command);
    assert_eq!(output.code, 1);
    assert!(!seen.exists(), "no editor was started");
}

#[test]
fn edit_holds_no_lock_while_the_editor_is_open() {
    let sandbox = Sandbox::with(BOOK);
    let allies = env!("CARGO_BIN_EXE_allies");
    // Within the patience of a lock this would fail, and the script with it.
    let script = format!("{allies} edit omar --dept Sales -q || exit 9");
    assert_eq!(edited(&sandbox, &script, &[]), "Nothing was changed.\n");
    assert_eq!(sandbox.text(), BOOK.replace("HR", "Sales"));
}
