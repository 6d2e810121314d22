//! All the faults, or one in so many.

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write as _;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use crate::commands::{CASES, Case};
use crate::fault::What;
use crate::rehearsal::{rehearse, standing};
use crate::scene::Stage;
use crate::trace::{self, say};
use crate::verdict::{Before, judge};

/// An ordinary run tries one fault in so many. A prime, so that it falls on every call and
/// every error in turn however many errors a call has.
const STRIDE: usize = 13;

/// Which faults are tried.
enum Choice {
    All,
    /// One in so many, of every command others than of the one before.
    Some,
    /// Those whose names hold this.
    Named(String),
}

impl Choice {
    fn of_environment() -> Self {
        match env::var("ALLIES_FAULTS") {
            Ok(all) if all == "all" => Self::All,
            Ok(name) if !name.is_empty() => Self::Named(name),
            _ => Self::Some,
        }
    }

    fn takes(&self, name: &str, case: usize, number: usize) -> bool {
        match self {
            Self::All => true,
            Self::Some => (number + case).is_multiple_of(STRIDE),
            Self::Named(part) => name.contains(part),
        }
    }
}

/// How often one fault is aimed before it is given up.
const AIMS: usize = 4;

/// What came of the faults.
#[derive(Default)]
struct Tally {
    /// By call: faults that fired, and of these kills.
    fired: BTreeMap<String, (usize, usize)>,
    /// By case.
    cases: BTreeMap<String, usize>,
    possible: usize,
    /// Faults that hit another call each time they were aimed.
    missed: usize,
    violations: Vec<String>,
}

#[test]
fn after_every_fault_the_file_is_whole_and_the_next_command_works() {
    if trace::is_missing() {
        return;
    }
    let start = Instant::now();
    let choice = Choice::of_environment();
    let tally = Mutex::new(Tally::default());
    let next = AtomicUsize::new(0);
    let workers = thread::available_parallelism()
        .map_or(2, usize::from)
        .max(2);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                let stage = Stage::new();
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let Some(case) = CASES.get(number) else {
                        return;
                    };
                    try_out(&stage, case, number, &choice, &tally);
                }
            });
        }
    });
    let tally = tally.into_inner().expect("every worker came to its end");
    say(&tally.report(start.elapsed().as_secs()));
    assert!(
        tally.violations.is_empty(),
        "{} violations:\n{}",
        tally.violations.len(),
        tally.violations.join("\n\n")
    );
    let total: usize = tally.fired.values().map(|(fired, _)| fired).sum();
    assert!(
        tally.missed * 200 <= total,
        "{} of {total} faults missed",
        tally.missed
    );
    match choice {
        Choice::All => assert!(total >= 1000, "only {total} faults fired"),
        Choice::Some => assert!(
            tally.cases.len() == CASES.len() && total >= 200,
            "only {total} faults fired, of {} commands",
            tally.cases.len()
        ),
        Choice::Named(name) => assert!(total > 0, "no fault is named `{name}`"),
    }
}

/// Every chosen fault of one command.
fn try_out(stage: &Stage, case: &Case, index: usize, choice: &Choice, tally: &Mutex<Tally>) {
    let rehearsal = rehearse(stage, case);
    tally.lock().expect("no worker failed").possible += rehearsal.tries.len();
    for (number, tried) in rehearsal.tries.iter().enumerate() {
        let (meant, fault) = tried;
        let name = format!("{}: {fault}", case.name());
        if !choice.takes(&name, index, number) {
            continue;
        }
        // A loaded machine makes a command wait and look once more, and then the count hits
        // another call: that proves nothing, so aim again.
        let mut aims = 0;
        let (before, struck) = loop {
            rehearsal.snapshot.restore(stage);
            let before = Before::of(stage);
            let struck = trace::strike(stage, case, &standing(case.scene), fault);
            aims += 1;
            if aims == AIMS || struck.fired(fault, meant).is_ok() {
                break (before, struck);
            }
        };
        if struck.fired(fault, meant).is_err() {
            tally.lock().expect("no worker failed").missed += 1;
            continue;
        }
        let found = judge(stage, case, &rehearsal, &before, tried, &struck);
        let mut tally = tally.lock().expect("no worker failed");
        if found.is_empty() {
            let (fired, kills) = tally.fired.entry(fault.call.clone()).or_default();
            *fired += 1;
            *kills += usize::from(fault.what == What::Kills);
            *tally.cases.entry(case.name()).or_default() += 1;
        } else {
            let found = found.join("\n");
            tally.violations.push(format!("{name}\n{found}"));
        }
    }
}

impl Tally {
    fn report(&self, seconds: u64) -> String {
        let total: usize = self.fired.values().map(|(fired, _)| fired).sum();
        let kills: usize = self.fired.values().map(|(_, kills)| kills).sum();
        let mut text = format!(
            "{total} faults fired of {} that there are ({} errors, {kills} kills), of {} \
             commands, in {seconds} s; {} violations, {} missed",
            self.possible,
            total - kills,
            self.cases.len(),
            self.violations.len(),
            self.missed
        );
        for (call, (fired, kills)) in &self.fired {
            let _ = write!(text, "\n{fired:8} {call} ({kills} kills)");
        }
        text
    }
}
