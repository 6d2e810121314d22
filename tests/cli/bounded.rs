//! Waiting for a program, but not for ever: one that hangs fails its test.

use std::process::{Child, Command, Output};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// Longer than any command takes, also on a machine that does ten other things.
const LIMIT: Duration = Duration::from_mins(2);

/// Gives a program its input, waits for its end, and gives what it said on those streams that
/// are pipes. One that does not come to an end is killed.
#[track_caller]
pub fn end(mut child: Child, input: &str, command: &Command) -> Output {
    let (process, input) = (child.id(), input.to_owned());
    let (sender, ended) = mpsc::channel();
    thread::spawn(move || {
        if let Some(mut stdin) = child.stdin.take() {
            // A program that needs no input may be gone before it is written.
            let _ = std::io::Write::write_all(&mut stdin, input.as_bytes());
        }
        let _ = sender.send(child.wait_with_output());
    });
    if let Ok(output) = ended.recv_timeout(LIMIT) {
        return output.expect("the program ends");
    }
    let kill = ["-KILL", &process.to_string()];
    let _ = Command::new("kill").args(kill).status();
    let said = ended.recv_timeout(Duration::from_secs(5));
    panic!("still running after {LIMIT:?}: {command:?}; {said:?}");
}
