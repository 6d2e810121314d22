//! A real terminal, as a person at a keyboard has it: a pseudo-terminal of 80 columns.

use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use expectrl::process::unix::WaitStatus;
use expectrl::session::OsSession;
use expectrl::{Eof, Expect as _};

/// Longer than any answer takes, also on a machine that does ten other things.
const PATIENCE: Duration = Duration::from_secs(20);

/// Ctrl-C.
pub const INTERRUPT: &str = "\u{3}";

/// Ctrl-D.
pub const END_OF_INPUT: &str = "\u{4}";

/// A program in a terminal of its own.
pub struct Terminal {
    session: OsSession,
}

/// How a program ended.
#[derive(Debug, PartialEq, Eq)]
pub enum End {
    /// With that exit code.
    Code(i32),
    /// By that signal.
    Signal(i32),
}

impl Terminal {
    /// Starts the program, its three streams being the terminal.
    pub fn open(mut command: Command) -> Self {
        // The sandbox takes the streams away; here they are the keyboard and the screen.
        command
            .stdin(Stdio::inherit())
            .stdout(Stdio::inherit())
            .stderr(Stdio::inherit());
        let mut session = OsSession::spawn(command).expect("a terminal");
        session.set_expect_timeout(Some(PATIENCE));
        let mut terminal = Self { session };
        terminal.resize(80);
        terminal
    }

    /// Makes the terminal so many columns wide.
    pub fn resize(&mut self, columns: u16) {
        let process = self.session.get_process_mut();
        process.set_window_size(columns, 50).expect("resized");
    }

    /// Waits until that text is on the screen, and gives all that came before it, itself
    /// included.
    pub fn sees(&mut self, text: &str) -> String {
        match self.session.expect(text) {
            Ok(found) => {
                let seen = [found.before(), found.get(0).unwrap_or_default()].concat();
                screen(&seen)
            }
            Err(error) => {
                let mut rest = [0; 8192];
                let read = self.session.try_read(&mut rest).unwrap_or(0);
                panic!(
                    "{text:?} was never seen: {error}; {}",
                    screen(&rest[..read])
                );
            }
        }
    }

    /// Types a line and Enter.
    pub fn types(&mut self, line: &str) {
        self.presses(&format!("{line}\n"));
    }

    /// Presses keys.
    pub fn presses(&mut self, keys: &str) {
        self.session.send(keys).expect("typed");
    }

    /// Waits for the end, and gives all that came before it, and how it ended.
    pub fn ends(mut self) -> (String, End) {
        let seen = self.session.expect(Eof).expect("it ends");
        let seen = screen(seen.as_bytes());
        // The terminal is closed, but that is not yet the end.
        let start = Instant::now();
        let status = loop {
            match self.session.get_process().status().expect("a status") {
                WaitStatus::StillAlive => thread::sleep(Duration::from_millis(5)),
                ended => break ended,
            }
            let waited = start.elapsed();
            assert!(waited < PATIENCE, "runs on without a terminal: {seen}");
        };
        let end = match status {
            WaitStatus::Exited(_, code) => End::Code(code),
            WaitStatus::Signaled(_, signal, _) => End::Signal(signal as i32),
            other => panic!("{other:?}"),
        };
        (seen, end)
    }
}

/// What a command with an environment of its own shows in a terminal of that width, without
/// colour.
pub fn shown(command: &Command, columns: u16) -> String {
    let environment = command.get_envs();
    let environment = environment.filter_map(|(key, value)| Some((key, value?)));
    let folder = command.get_current_dir().expect("a folder of its own");
    let mut shell = Command::new("sh");
    shell
        // The program starts when the terminal has its width, and not before.
        .args(["-c", "read -r _; exec \"$0\" \"$@\""])
        .arg(command.get_program())
        .args(command.get_args())
        .env_clear()
        .envs(environment)
        .env("NO_COLOR", "1")
        .current_dir(folder);
    let mut terminal = Terminal::open(shell);
    terminal.resize(columns);
    terminal.types("");
    terminal.ends().0
}

fn screen(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace('\r', "")
}
