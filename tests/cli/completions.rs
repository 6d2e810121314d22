//! `completions`, and what shells ask at every press of Tab.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use snapbox::{assert_data_eq, str};

use crate::bounded;
use crate::sandbox::{Sandbox, TODAY};
use crate::terminal::Terminal;

/// Whatever a book may hold that a shell could take for a command.
const HOSTILE: &str = r#"
[settings.network]
departments = ["IT", "$(touch pwned)"]

[goals.audit]
name = "Pass `touch pwned` the audit"
set = 2026-11-01

[goals."$(touch pwned)"]
name = "x"
set = 2026-11-01

[people.sara]
name = "Sara $(touch pwned) `touch pwned`; touch pwned\u001b[2J\n%F{red}"
dept = "`touch pwned`"
tags = ["berlin", "$(touch pwned)", "a b;touch pwned"]

[people.sam]
name = "Sam Okoro"
dept = "Facilities"

[people.ana]
name = "Ana Silva"
archived = 2026-08-31

[people."$(touch pwned)"]
name = "Evil"

[people."sa;touch pwned"]
name = "Evil"

[people."sa`touch pwned`"]
name = "Evil"
"#;

/// What the program offers for the last of these words; fish's protocol shows names too.
fn offered(sandbox: &Sandbox, words: &[&str]) -> String {
    let mut command = sandbox.command(["--", "allies"]);
    command.args(words).env("COMPLETE", "fish");
    let output = sandbox.finish(&mut command);
    assert_eq!((output.code, output.err.as_str()), (0, ""), "{words:?}");
    output.out
}

#[test]
fn each_shell_is_told_what_its_start_file_needs() {
    let sandbox = Sandbox::with("this is no toml");
    assert_data_eq!(
        sandbox.ok(["completions", "bash"]),
        str![[r#"
# Completion of allies, for ~/.bashrc
source <(COMPLETE=bash allies)

"#]]
    );
    assert_data_eq!(
        sandbox.ok(["completions", "zsh"]),
        str![[r##"
#compdef allies
# Completion of allies, for ~/.zshrc after compinit, or as a file _allies in $fpath
source <(COMPLETE=zsh allies)
[[ ${funcstack[1]} = _allies ]] && _clap_dynamic_completer_allies "$@"

"##]]
    );
    assert_data_eq!(
        sandbox.ok(["completions", "fish"]),
        str![[r#"
# Completion of allies, for ~/.config/fish/completions/allies.fish
COMPLETE=fish allies | source

"#]]
    );
    assert_data_eq!(
        sandbox.ok(["completions", "elvish"]),
        str![[r#"
# Completion of allies, for ~/.config/elvish/rc.elv
eval (E:COMPLETE=elvish allies | slurp)

"#]]
    );
    assert_data_eq!(
        sandbox.ok(["completions", "powershell"]),
        str![[r##"
# Completion of allies, for $PROFILE
$env:COMPLETE = "powershell"; allies | Out-String | Invoke-Expression; Remove-Item Env:/COMPLETE

"##]]
    );
    let unknown = sandbox.run(["completions", "tcsh"]);
    assert_eq!(unknown.code, 2);
    assert_data_eq!(
        unknown.err,
        str![[r#"
error: invalid value `tcsh` for `<SHELL>`
  [possible values: bash, elvish, fish, powershell, zsh]
hint: a similar value exists: `zsh`

"#]]
    );
}

#[test]
fn a_static_script_knows_every_command() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = Sandbox::new().ok(["completions", shell, "--static"]);
        for command in ["log", "import", "completions"] {
            assert!(script.contains(command), "{shell}: {command}");
        }
    }
}

#[test]
fn handles_are_offered_with_names_beside_them_and_nothing_that_a_shell_runs() {
    let sandbox = Sandbox::with(HOSTILE);
    assert_data_eq!(
        offered(&sandbox, &["show", "s"]),
        str![[r#"
sam	Sam Okoro
sara	Sara ??touch pwned? ?touch pwned?? touch pwned??2J??F?red?

"#]]
    );
    assert_data_eq!(
        offered(&sandbox, &["log", "sam,s"]),
        str![[r#"
sam,sara	Sara ??touch pwned? ?touch pwned?? touch pwned??2J??F?red?

"#]]
    );
    assert_data_eq!(
        offered(&sandbox, &["archive", "a"]),
        str![[r#"
ana	Ana Silva

"#]]
    );
    assert_data_eq!(
        offered(&sandbox, &["add", "Li", "--introduced-by", "sar"]),
        str![[r#"
sara	Sara ??touch pwned? ?touch pwned?? touch pwned??2J??F?red?

"#]]
    );
}

#[test]
fn words_of_the_program_and_of_the_book_are_offered() {
    let sandbox = Sandbox::with(HOSTILE);
    assert_data_eq!(
        offered(&sandbox, &["log", "sara", "t"]),
        str![[r#"
thanked

"#]]
    );
    assert_data_eq!(
        offered(&sandbox, &["list", "--dept", ""]),
        str![[r#"
Facilities
IT

"#]]
    );
    assert_data_eq!(
        offered(&sandbox, &["list", "--tag", ""]),
        str![[r#"
berlin

"#]]
    );
    assert_data_eq!(
        offered(&sandbox, &["list", "--standing", "in"]),
        str![[r#"
in-debt

"#]]
    );
    assert_data_eq!(
        offered(&sandbox, &["add", "Li", "--level", ""]),
        str![[r#"
up
peer
down
outside

"#]]
    );
    assert_data_eq!(
        offered(&sandbox, &["goal", "done", "a"]),
        str![[r#"
audit	Pass ?touch pwned? the audit

"#]]
    );
    assert_data_eq!(
        offered(&sandbox, &["import", "x", "--from", "f"]),
        str![[r#"
friends

"#]]
    );
    assert_data_eq!(
        offered(&sandbox, &["help", "fo"]),
        str![[r#"
format

"#]]
    );
}

#[test]
fn files_are_offered_by_names_that_are_plain() {
    let sandbox = Sandbox::new();
    for name in ["team.vcf", "$(touch pwned).vcf", "te am.vcf", "te;am.vcf"] {
        std::fs::write(sandbox.home().join(name), "").expect("written");
    }
    assert_data_eq!(
        offered(&sandbox, &["import", "te"]),
        str![[r#"
team.vcf

"#]]
    );
    assert_data_eq!(offered(&sandbox, &["import", "$"]), "");
}

#[test]
fn the_file_named_on_the_line_is_the_one_that_is_asked() {
    let sandbox = Sandbox::with("");
    std::fs::write(sandbox.home().join("other.toml"), HOSTILE).expect("written");
    assert_eq!(offered(&sandbox, &["show", "sam"]), "");
    for file in ["other.toml", "~/other.toml"] {
        let found = offered(&sandbox, &["--file", file, "show", "sam"]);
        assert!(found.starts_with("sam\t"), "{file}: {found}");
    }
}

#[test]
fn a_book_that_cannot_be_read_leaves_the_prompt_alone() {
    for book in ["[people.sara", "format = 9\n", "<<<<<<< HEAD\n"] {
        assert_eq!(offered(&Sandbox::with(book), &["show", "s"]), "");
    }
    let sandbox = Sandbox::with(HOSTILE);
    let mut bad = sandbox.command(["--", "allies", "show", "sar"]);
    bad.env("COMPLETE", "fish").env("ALLIES_TODAY", "someday");
    assert_eq!(sandbox.finish(&mut bad).err, "");
}

#[test]
fn a_shell_that_is_none_is_told() {
    let sandbox = Sandbox::new();
    let output = sandbox.finish(sandbox.command::<&str>([]).env("COMPLETE", "tcsh"));
    assert_eq!((output.code, output.out.as_str()), (2, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: unknown shell `tcsh`, expected one of `bash`, `elvish`, `fish`, `powershell`, `zsh`

"#]]
    );
}

/// A real shell with the program on its path, if this machine has it.
fn real(shell: &str, sandbox: &Sandbox) -> Option<Command> {
    let has = |folder: &&str| Path::new(folder).join(shell).exists();
    let Some(place) = ["/usr/bin", "/bin"].into_iter().find(has) else {
        writeln!(std::io::stderr(), "skipped: there is no {shell} here").expect("told");
        return None;
    };
    let folder = Path::new(env!("CARGO_BIN_EXE_allies"))
        .parent()
        .expect("a folder");
    let mut command = Command::new(Path::new(place).join(shell));
    command
        .env_clear()
        .env("HOME", sandbox.home())
        .env("PATH", format!("{}:/usr/bin:/bin", folder.display()))
        .env("ALLIES_TODAY", TODAY)
        .env("TERM", "xterm")
        .current_dir(sandbox.home());
    Some(command)
}

/// What a script prints in a real shell, if this machine has it.
fn printed(sandbox: &Sandbox, shell: &str, option: &str, script: &str) -> Option<String> {
    let mut command = real(shell, sandbox)?;
    command
        .args([option, "-c", script])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let child = command.spawn().expect("it runs");
    let output = bounded::end(child, "", &command);
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{shell}");
    Some(String::from_utf8(output.stdout).expect("UTF-8"))
}

fn nothing_ran(sandbox: &Sandbox) {
    assert!(
        !sandbox.home().join("pwned").exists(),
        "the book ran a command"
    );
}

#[test]
fn bash_completes_and_runs_nothing_of_the_book() {
    let sandbox = Sandbox::with(HOSTILE);
    // What bash would put on the line is evaluated as if Enter had been pressed.
    let script = r#"
        source <(allies completions bash)
        try() {
            COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_TYPE=9 COMPREPLY=()
            _clap_complete_allies allies "${@: -1}" "${@: -2:1}"
            printf '%s\n' "${COMPREPLY[@]}"
            for word in "${COMPREPLY[@]}"; do eval "true $word"; done
        }
        try allies show s
        try allies log sara,s
        try allies list --tag ''
        try allies list --dept F
        try allies goal done a
    "#;
    if let Some(out) = printed(&sandbox, "bash", "--norc", script) {
        assert_data_eq!(
            out,
            str![[r#"
sam
sara
sara,sam
berlin
Facilities
audit

"#]]
        );
        nothing_ran(&sandbox);
    }
}

#[test]
fn fish_completes_and_runs_nothing_of_the_book() {
    let sandbox = Sandbox::with(HOSTILE);
    let script = "allies completions fish | source
        complete -C 'allies show s'
        complete -C 'allies log sara,s'
        complete -C 'allies list --tag '
        complete -C 'allies goal done a'";
    if let Some(out) = printed(&sandbox, "fish", "--no-config", script) {
        assert_data_eq!(
            out,
            str![[r#"
sam	Sam Okoro
sara	Sara ??touch pwned? ?touch pwned?? touch pwned??2J??F?red?
sara,sam	Sam Okoro
berlin
audit	Pass ?touch pwned? the audit

"#]]
        );
        nothing_ran(&sandbox);
    }
}

#[test]
fn zsh_completes_and_runs_nothing_of_the_book() {
    let sandbox = Sandbox::with(HOSTILE);
    let Some(mut zsh) = real("zsh", &sandbox) else {
        return;
    };
    zsh.args(["-f", "-i"]);
    let mut zsh = Terminal::open(zsh);
    zsh.types("PS1=; autoload -Uz compinit; compinit -u -D; source <(allies completions zsh)");
    // What Tab put on the line is shown, and then run as it stands.
    zsh.types("preexec() { print -r -- \"RAN<$1>\" }; print RE''ADY");
    zsh.sees("READY");
    for (typed, completed) in [
        ("show sar", "show sara"),
        ("log sam,sar", "log sam,sara"),
        ("list --tag ", "list --tag berlin"),
        ("list --dept F", "list --dept Facilities"),
        ("goal done a", "goal done audit"),
    ] {
        zsh.presses(&format!("allies {typed}\t"));
        zsh.types("");
        zsh.sees(&format!("RAN<allies {completed}"));
    }
    zsh.types("exit 0");
    zsh.ends();
    nothing_ran(&sandbox);
}
