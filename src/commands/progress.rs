//! A line on standard error while something takes long: only in a terminal, only after a moment,
//! and erased when it is done.

use std::io::{self, Write};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::commands::session::Session;

/// What takes less needs no line.
const MOMENT: Duration = Duration::from_millis(300);

/// How often the line is rewritten.
const BEAT: Duration = Duration::from_millis(200);

/// The line; dropping it erases it.
#[derive(Debug)]
pub struct Progress(Option<(Sender<()>, JoinHandle<()>)>);

impl Progress {
    /// Starts the clock. `doing` must be sanitized: `importing team.vcf`.
    pub fn start(session: &Session, doing: String) -> Self {
        if !session.shows_progress() {
            return Self(None);
        }
        let (done, is_done) = channel::<()>();
        let line = thread::Builder::new().spawn(move || {
            let start = Instant::now();
            let mut pause = MOMENT;
            let mut longest = 0;
            while is_done.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
                pause = BEAT;
                let text = format!("{doing}: {:.1} s", start.elapsed().as_secs_f32());
                longest = longest.max(text.chars().count());
                write(&format!("\r{text}"));
            }
            if longest > 0 {
                write(&format!("\r{}\r", " ".repeat(longest)));
            }
        });
        // Without a thread there is no line, and the work goes on.
        Self(line.ok().map(|line| (done, line)))
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((done, line)) = self.0.take() {
            drop(done);
            // A panic in it would change nothing here.
            _ = line.join();
        }
    }
}

fn write(text: &str) {
    let mut err = io::stderr().lock();
    _ = err.write_all(text.as_bytes());
    _ = err.flush();
}
