//! What the program asked of the system, as `strace` tells it, and the faults it makes.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use crate::commands::Case;
use crate::fault::{Fault, What};
use crate::scene::{Output, Stage, finish};

/// One system call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Its name.
    pub name: String,
    /// Which of its name, from 1.
    pub nth: usize,
    /// Everything after the name: arguments and result.
    pub rest: String,
}

/// Why nothing can be traced here, told on standard error past the test's own capture, since
/// a proof that was left out must not look like one that held.
pub fn is_missing() -> bool {
    let Some(tracer) = tracer() else {
        skipped("strace is not installed: no fault was tried");
        return true;
    };
    let tried = Command::new(tracer)
        .args(["-f", "-o", "/dev/null", "true"])
        .stdin(Stdio::null())
        .output();
    let works = tried.is_ok_and(|output| output.status.success());
    if !works {
        skipped("system calls may not be traced here: no fault was tried");
    }
    !works
}

/// Says loudly that something was not tried.
pub fn skipped(why: &str) {
    say(&format!("SKIPPED: {why}"));
}

/// A line that is seen even where the test passes.
pub fn say(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// Runs the program under `strace` and gives what it asked of the system.
pub fn record(stage: &Stage, case: &Case, injections: &[String]) -> (Output, Vec<Call>) {
    let file = stage.trace_file();
    let mut command = strace(&file, injections);
    command.arg("-y");
    (run(&mut command, stage, case), calls(&file))
}

fn run(command: &mut Command, stage: &Stage, case: &Case) -> Output {
    command
        .arg(env!("CARGO_BIN_EXE_allies"))
        .args(case.arguments);
    stage.prepare(command);
    if !case.editor.is_empty() {
        command.env("EDITOR", case.editor);
    }
    finish(command, case.input)
}

/// What a fault did.
pub struct Struck {
    /// What the program gave.
    pub output: Output,
    /// Whether it was killed.
    pub killed: bool,
    /// The calls of the name that was tried, as far as the program came.
    pub calls: Vec<Call>,
}

/// Runs the program with one fault, on top of those of the scene.
pub fn strike(stage: &Stage, case: &Case, scene: &[String], fault: &Fault) -> Struck {
    let file = stage.trace_file();
    let mut injections = scene.to_vec();
    injections.push(fault.injection());
    let mut command = strace(&file, &injections);
    // What is not traced is not made to fail either.
    let mut traced = vec![fault.call.as_str()];
    let standing = scene.iter();
    traced.extend(standing.filter_map(|it| it.strip_prefix("inject=")?.split(':').next()));
    command.arg("-e").arg(format!("trace={}", traced.join(",")));
    // Other calls need not stop the program, which is faster. But then no signal is sent, and
    // an editor would be struck as well.
    if fault.what != What::Kills && case.editor.is_empty() {
        command.args(["-f", "--seccomp-bpf"]);
    }
    let output = run(&mut command, stage, case);
    Struck {
        killed: output.code.is_none(),
        calls: calls(&file),
        output,
    }
}

fn strace(file: &Path, injections: &[String]) -> Command {
    // By its whole path: the program's environment has none to look it up in.
    let mut command = Command::new(tracer().unwrap_or(Path::new("strace")));
    command.args(["-qq", "-s", "128", "-o"]).arg(file);
    for injection in injections {
        command.arg("-e").arg(injection);
    }
    command
}

fn tracer() -> Option<&'static Path> {
    static TRACER: OnceLock<Option<PathBuf>> = OnceLock::new();
    let found = TRACER.get_or_init(|| {
        let path = std::env::var_os("PATH")?;
        let mut names = std::env::split_paths(&path).map(|folder| folder.join("strace"));
        names.find(|name| name.is_file())
    });
    found.as_deref()
}

impl Struck {
    /// Whether the fault hit the very call that was meant.
    pub fn fired(&self, fault: &Fault, meant: &Call) -> Result<(), String> {
        let of_name = self.calls.iter().filter(|call| call.name == fault.call);
        let hit = of_name.clone().nth(fault.nth - 1);
        let Some(hit) = hit else {
            return Err(format!("only {} calls of {}", of_name.count(), fault.call));
        };
        if hit.subject() != meant.subject() {
            return Err(format!(
                "another call was hit: {hit:?} instead of {meant:?}"
            ));
        }
        match fault.what {
            What::Kills => {
                let last = of_name.count() == fault.nth;
                (self.killed && last).then_some(())
            }
            What::Fails(_) | What::KeepsFailing(_) => {
                let injected = hit.rest.ends_with("(INJECTED)");
                (injected && !self.killed).then_some(())
            }
        }
        .ok_or_else(|| format!("it did not fire: {hit:?}"))
    }

    /// Whether it hit what the program says on standard error.
    pub fn silences(&self) -> bool {
        self.calls
            .iter()
            .any(|call| call.rest.starts_with("2, ") && call.rest.ends_with("(INJECTED)"))
    }
}

impl Call {
    /// The paths that it names, the process's own number left out.
    fn subject(&self) -> Vec<String> {
        // This one names none: the path is its answer.
        if self.name == "getcwd" {
            return Vec::new();
        }
        let quoted = self.rest.split('"').skip(1).step_by(2);
        let is_path = |text: &&str| text.starts_with('/');
        quoted
            .filter(is_path)
            .map(|path| path.replace(|c: char| c.is_ascii_digit(), ""))
            .collect()
    }

    /// Whether it names something below that folder, by path or by handle.
    pub fn is_about(&self, folder: &str) -> bool {
        self.rest.contains(folder)
    }

    /// Whether the system did it.
    pub fn succeeded(&self) -> bool {
        !self.rest.contains(" = -1 ")
    }
}

/// Reads a trace: a line for each call, the process before it.
fn calls(file: &Path) -> Vec<Call> {
    let text = std::fs::read(file).expect("a trace");
    let text = String::from_utf8_lossy(&text);
    let mut calls: Vec<Call> = Vec::new();
    for line in text.lines() {
        let line = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let Some((name, rest)) = line.trim_start().split_once('(') else {
            continue;
        };
        if !name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        {
            continue;
        }
        let nth = calls.iter().filter(|call| call.name == name).count() + 1;
        calls.push(Call {
            name: name.to_owned(),
            nth,
            rest: without_current_folder(rest),
        });
    }
    calls
}

/// Without where the program was started from, which `strace -y` adds to every path.
fn without_current_folder(rest: &str) -> String {
    match rest.split_once("AT_FDCWD<") {
        Some((start, end)) => {
            let end = end.split_once('>').map_or(end, |(_, end)| end);
            format!("{start}AT_FDCWD{end}")
        }
        None => rest.to_owned(),
    }
}
