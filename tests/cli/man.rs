//! `man`: the pages of the manual.

use std::io::Write as _;
use std::process::{Command, Stdio};

use snapbox::{IntoData as _, assert_data_eq, str};

use crate::bounded;
use crate::sandbox::Sandbox;

#[test]
fn every_command_has_a_page() {
    let sandbox = Sandbox::new();
    let said = sandbox.ok(["man", "--output", "man/man1"]);
    assert!(
        said.starts_with("man/man1: ") && said.ends_with(" pages\n"),
        "{said}"
    );
    let page = |name: &str| std::fs::read_to_string(sandbox.home().join("man/man1").join(name));
    let main = page("allies.1").expect("the page of the program");
    assert_eq!(main, sandbox.ok(["man"]));
    for command in main.split("allies\\-").skip(1) {
        let name = command.split('(').next().expect("a name");
        let text = page(&format!("allies-{name}.1")).expect("a page");
        assert!(text.contains(".SH EXAMPLES\n.EX\n"), "{name}");
    }
}

#[test]
fn pages_that_were_written_before_one_failed_are_told() {
    let sandbox = Sandbox::new();
    let folder = sandbox.home().join("man1");
    std::fs::create_dir_all(folder.join("allies-due.1")).expect("made");
    let output = sandbox.run(["man", "--output", "man1", "--yes"]);
    assert_eq!(output.code, 1);
    assert_data_eq!(
        output.err,
        str![[r#"
error: ~/man1/allies-due.1 is a folder, not a file
  3 of 28 files were written before it, each whole
hint: name a file in it

"#]]
    );
    assert!(folder.join("allies-add.1").is_file());
}

#[test]
fn a_page_says_what_the_help_says() {
    let sandbox = Sandbox::new();
    sandbox.ok(["man", "--output", "."]);
    let page = std::fs::read_to_string(sandbox.home().join("allies-man.1")).expect("a page");
    assert_data_eq!(page, str![[r#"
.ie \n(.g .ds Aq \(aq
.el .ds Aq '
.TH ALLIES-MAN 1  "allies 0.1.0" "allies manual"
.ie \n(.g .ds Aq \(aq
.el .ds Aq '
.SH NAME
allies\-man \- The manual: a page for the program, and one for each command
.ie \n(.g .ds Aq \(aq
.el .ds Aq '
.SH SYNOPSIS
\fBallies man\fR [\fB\-\-file\fR] [\fB\-o\fR|\fB\-\-output\fR] [\fB\-\-today\fR] [\fB\-y\fR|\fB\-\-yes\fR] [\fB\-\-color\fR] [\fB\-q\fR|\fB\-\-quiet\fR] [\fB\-\-no\-input\fR] [\fB\-h\fR|\fB\-\-help\fR] [\fB\-V\fR|\fB\-\-version\fR] 
.ie \n(.g .ds Aq \(aq
.el .ds Aq '
.SH DESCRIPTION
The manual: a page for the program, and one for each command
.PP
Without \-\-output it prints the page of the program. With it all pages are written into that folder; pages of an older version are replaced with \-\-yes.
.ie \n(.g .ds Aq \(aq
.el .ds Aq '
.SH OPTIONS
.TP
\fB\-o\fR, \fB\-\-output\fR \fI<DIR>\fR
The folder for all pages; it is made if it is missing
.TP
\fB\-y\fR, \fB\-\-yes\fR
Replace pages that are there
.TP
\fB\-h\fR, \fB\-\-help\fR
Print help (see a summary with \*(Aq\-h\*(Aq)
.TP
\fB\-V\fR, \fB\-\-version\fR
Print version
.SH EVERYWHERE
.TP
\fB\-\-file\fR \fI<PATH>\fR
The file to use [default: $ALLIES_FILE, else allies.toml in the config folder]
.TP
\fB\-\-today\fR \fI<DATE>\fR
Look at the book as of that day [default: $ALLIES_TODAY, else the clock]
.TP
\fB\-\-color\fR \fI<WHEN>\fR [default: auto]
When to use colour
.TP
\fB\-q\fR, \fB\-\-quiet\fR
Say nothing after a change
.TP
\fB\-\-no\-input\fR
Never ask a question
.ie \n(.g .ds Aq \(aq
.el .ds Aq '
.SH EXAMPLES
.EX
  allies man | man \-l \-
  allies man \-\-output ~/.local/share/man/man1 \-\-yes
.EE
.SH "SEE ALSO"
\fBallies\fR(1)

"#]].raw());
}

#[test]
fn pages_that_differ_are_replaced_with_a_yes_only() {
    let sandbox = Sandbox::new();
    sandbox.ok(["man", "--output", "pages"]);
    // The same again is no change.
    sandbox.ok(["man", "--output", "pages"]);
    let page = sandbox.home().join("pages/allies-log.1");
    std::fs::write(&page, "of an older version").expect("written");
    std::fs::remove_file(sandbox.home().join("pages/allies-due.1")).expect("removed");
    let refused = sandbox.run(["man", "--output", "pages"]);
    assert_eq!(refused.code, 1);
    assert_data_eq!(
        refused.err,
        str![[r#"
error: pages/allies-log.1 is there already
nothing was written
hint: to replace it add --yes, or name another file

"#]]
    );
    assert!(!sandbox.home().join("pages/allies-due.1").exists());
    sandbox.ok(["man", "--output", "pages", "--yes"]);
    assert_ne!(
        std::fs::read_to_string(page).expect("a page"),
        "of an older version"
    );
}

#[test]
fn printing_needs_no_home_and_no_book() {
    let sandbox = Sandbox::with("this is no toml");
    let homeless = sandbox.finish(sandbox.command(["man"]).env_remove("HOME"));
    assert_eq!((homeless.code, homeless.err.as_str()), (0, ""));
}

#[test]
fn groff_has_nothing_to_warn_of() {
    let sandbox = Sandbox::new();
    sandbox.ok(["man", "--output", "."]);
    for entry in std::fs::read_dir(sandbox.home()).expect("home") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "1") {
            continue;
        }
        let mut groff = Command::new("groff");
        groff
            .args(["-ww", "-K", "utf8", "-man", "-Tutf8"])
            .arg(&path)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        match groff.spawn() {
            Ok(child) => {
                let output = bounded::end(child, "", &groff);
                let told = String::from_utf8_lossy(&output.stderr).into_owned();
                assert_eq!((output.status.success(), told.as_str()), (true, ""));
            }
            Err(_) => {
                return writeln!(std::io::stderr(), "skipped: there is no groff here")
                    .expect("told");
            }
        }
    }
}
