//! Random commands against a plain model of the file: a table of keys and values as the `toml`
//! crate reads them, which shares nothing with the program. After each command the file must
//! say what the model says; at the end every change is taken back, to the first byte, and made
//! again, to the last.
//!
//! Most sequences go straight to the functions that the commands use; some go through the
//! program itself, and there `show` and `list` are held to the model as well.

#[path = "../cli/bounded.rs"]
mod bounded;
mod commands;
mod model;
mod process;
mod straight;
mod ways;

use std::thread;

use commands::{Command, Dice};
use model::{Effect, Model};
use process::Process;
use straight::Straight;
use ways::Way;

/// Books to start from: none, one of every feature, and the spellings people use.
const BOOKS: [&str; 6] = [
    "",
    include_str!("../../examples/allies.toml"),
    include_str!("../faults/book.toml"),
    "people = { ann = { name = 'Ann', log = [] }, ben = { name = 'Ben' } }",
    "people.ann.name = 'Ann'\npeople.ann.mine.own = [1, 2]\npeople.ben.name = 'Ben'\n",
    "\u{feff}# mine\r\n[people.ann]\r\nname = \"Ann\"\r\nfoo.bar = 1\r\n\r\n[[people.ann.log]]\r\n\
     on = 2026-11-01\r\nmet = \"x\"\r\n",
];

/// How many sequences there are of each kind, and how long each is.
const STRAIGHT: u64 = 200;
const PROCESSES: u64 = 12;
const LENGTH: usize = 100;

/// One sequence, all the way there, back and there again.
fn play(way: &impl Way, seed: u64) -> usize {
    let mut dice = Dice::new(seed);
    let book = BOOKS[usize::try_from(seed).expect("small") % BOOKS.len()];
    way.start(book);
    let mut model = Model::new(book);
    let mut texts = vec![way.text()];
    let mut done = 0;
    for step in 0..LENGTH {
        let command = Command::random(&mut dice, &model);
        let before = way.text();
        let code = way.run(&command, &model);
        let context = || {
            format!(
                "seed {seed}, step {step}: {command:?}\n--- before\n{before}\n--- after\n{}",
                way.text()
            )
        };
        match model.apply(&command) {
            Effect::Changed => {
                assert_eq!(code, 0, "{}", context());
                texts.truncate(done + 1);
                texts.push(way.text());
                done += 1;
            }
            Effect::Undone => {
                assert_eq!(code, 0, "{}", context());
                done -= 1;
            }
            Effect::Redone => {
                assert_eq!(code, 0, "{}", context());
                done += 1;
            }
            Effect::Nothing => assert!(code <= 1, "{}", context()),
        }
        assert_eq!(way.text(), texts[done], "{}", context());
        assert_eq!(model.table(), &Model::read(&way.text()), "{}", context());
        if step % 10 == 9 {
            way.look(&model);
        }
    }
    for text in texts[..done].iter().rev() {
        assert_eq!(way.run(&Command::Undo, &model), 0, "seed {seed}");
        assert_eq!(&way.text(), text, "seed {seed}: taken back");
    }
    assert_eq!(
        way.run(&Command::Undo, &model),
        1,
        "seed {seed}: nothing is left"
    );
    assert_eq!(way.text(), book, "seed {seed}: the first byte");
    for text in &texts[1..] {
        assert_eq!(way.run(&Command::Redo, &model), 0, "seed {seed}");
        assert_eq!(&way.text(), text, "seed {seed}: made again");
    }
    assert_eq!(
        way.run(&Command::Redo, &model),
        1,
        "seed {seed}: nothing is left"
    );
    texts.len() - 1
}

/// Plays on every processor; gives how many changes stood at the ends, all together.
fn play_all<W: Way>(sequences: u64, new: impl Fn() -> W + Sync) -> usize {
    let workers = thread::available_parallelism().map_or(2, |it| it.get() as u64);
    let new = &new;
    thread::scope(|scope| {
        let workers: Vec<_> = (0..workers)
            .map(|first| {
                let seeds = (first..sequences).step_by(usize::try_from(workers).expect("few"));
                scope.spawn(move || {
                    let way = new();
                    seeds.map(|seed| play(&way, seed)).sum::<usize>()
                })
            })
            .collect();
        let ended = workers
            .into_iter()
            .map(|worker| worker.join().expect("held"));
        ended.sum()
    })
}

#[test]
fn two_hundred_sequences_of_a_hundred_changes_say_what_the_model_says() {
    let standing = play_all(STRAIGHT, Straight::new);
    let most = usize::try_from(STRAIGHT).expect("small") * LENGTH;
    assert!(
        standing * 3 > most,
        "only {standing} of {most} changed anything"
    );
}

#[test]
fn commands_and_their_answers_say_what_the_model_says() {
    let standing = play_all(PROCESSES, Process::new);
    let most = usize::try_from(PROCESSES).expect("small") * LENGTH;
    assert!(
        standing * 3 > most,
        "only {standing} of {most} changed anything"
    );
}
