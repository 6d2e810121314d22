//! Made-up books of any size, always the same for the same size.
//!
//! Rows are spread over ten years up to [`TODAY`], most of them on few people, as in life.

use std::fmt::Write as _;

/// The day on which the books end, and as of which they are looked at.
pub const TODAY: &str = "2026-11-20";

const FIRST: [&str; 15] = [
    "Sara", "Omar", "Lin", "Priya", "Jo", "Ana", "Wei", "Tom", "Maya", "Igor", "Zoë", "Noor",
    "Kofi", "Elif", "Hana",
];
const LAST: [&str; 10] = [
    "Ortiz", "Khan", "Chen", "Patel", "Smith", "Silva", "Okafor", "Müller", "Rossi", "Tanaka",
];
const DEPTS: [&str; 8] = [
    "IT",
    "Audio-visual",
    "Procurement",
    "Shipping",
    "Executive support",
    "Accounting",
    "HR",
    "Engineering",
];
const KINDS: [&str; 11] = [
    "gave", "shared", "praised", "thanked", "met", "met", "called", "wrote", "wrote", "asked",
    "received",
];
const NOTES: [&str; 6] = [
    "Reviewed the slides before the board meeting",
    "Asked for a purchase order in a hurry",
    "Coffee; how their queue works, and what jumps it",
    "Sent the survey she was looking for",
    "Thanked him in front of Dana",
    "Fixed the projector five minutes before the talk",
];
const DAYS: f64 = 3650.0;

/// The text of a book with so many people and rows.
pub fn book(people: usize, rows: usize) -> String {
    let mut dice = Dice(7);
    let mut logs: Vec<Vec<(chrono::NaiveDate, &str, &str, bool)>> = vec![Vec::new(); people];
    let end: chrono::NaiveDate = TODAY.parse().expect("a day");
    for _ in 0..rows {
        // A quarter of the people have two thirds of the rows.
        let who = dice.below_one().ln() * -0.25 * people as f64;
        let age = dice.below_one().powf(1.5) * DAYS;
        let on = end - chrono::Days::new(age as u64);
        let (kind, note) = (dice.one_of(&KINDS), dice.one_of(&NOTES));
        let urgent = kind == "asked" && dice.below_one() < 0.1;
        logs[(who as usize).min(people - 1)].push((on, kind, note, urgent));
    }
    let mut text = "format = 1\n\n# a made-up book\n".to_owned();
    for (number, log) in logs.iter_mut().enumerate() {
        let (first, last) = (dice.one_of(&FIRST), dice.one_of(&LAST));
        let (dept, level) = (dice.one_of(&DEPTS), dice.one_of(&["up", "peer", "down"]));
        let (day, every) = (20 + dice.below(11), dice.one_of(&[7, 14, 30, 30, 90]));
        write!(
            text,
            "\n[people.p{number}]\nname = \"{first} {last} {number}\"\nadded = 2016-11-{day}\n\
             dept = \"{dept}\"\nlevel = \"{level}\"\nevery = {every}\nhelps = [\"vpn\", \"laptops\"]\n"
        )
        .expect("a string takes all");
        if log.is_empty() {
            continue;
        }
        log.sort_unstable();
        text += "log = [\n";
        for (on, kind, note, urgent) in log {
            let urgent = if *urgent { ", urgent = true" } else { "" };
            writeln!(text, "  {{ on = {on}, {kind} = \"{note}\"{urgent} }},")
                .expect("a string takes all");
        }
        text += "]\n";
    }
    text
}

/// Numbers that look random, the same on every machine (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Above 0, since its logarithm is taken, and at most 1.
    fn below_one(&mut self) -> f64 {
        ((self.next() >> 11) + 1) as f64 / (1_u64 << 53) as f64
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len() as u64) as usize]
    }
}
