//! Commands as values, and random ones.

use crate::model::Model;

/// The day on which everything happens.
pub const TODAY: &str = "2026-11-23";

/// A command that changes the file, or would.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    Add {
        handle: String,
        name: String,
        dept: Option<String>,
        tags: Vec<String>,
        met: Option<String>,
    },
    Log {
        handles: Vec<String>,
        kind: &'static str,
        note: String,
        on: String,
        size: &'static str,
        urgent: bool,
    },
    Promise {
        handle: String,
        what: String,
        by: String,
    },
    Kept {
        handle: String,
        number: usize,
    },
    Snooze {
        handle: String,
        until: Option<String>,
    },
    Set {
        handle: String,
        field: &'static str,
        text: String,
    },
    SetList {
        handle: String,
        field: &'static str,
        list: Vec<String>,
    },
    Unset {
        handle: String,
        field: &'static str,
    },
    Archive {
        handle: String,
    },
    BringBack {
        handle: String,
    },
    Remove {
        handle: String,
    },
    AddGoal {
        name: String,
        handle: String,
        by: Option<String>,
        helped_by: Vec<String>,
    },
    FinishGoal {
        handle: String,
    },
    RemoveGoal {
        handle: String,
    },
    Undo,
    Redo,
}

/// Random numbers that are the same for the same seed.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("small") % most.max(1)
    }

    fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }

    fn flip(&mut self) -> bool {
        self.below(2) == 0
    }

    fn text(&mut self) -> String {
        const TEXTS: [&str; 12] = [
            "by the coffee machine",
            "it's",
            "a \"quoted\" word",
            "# no comment",
            "back\\slash",
            "é👋",
            "two\nlines",
            "tab\there",
            "[people.x]",
            "{ a = 1 }",
            "'''",
            "=",
        ];
        self.one(&TEXTS).to_owned()
    }

    fn past(&mut self) -> String {
        format!("2026-{:02}-{:02}", 1 + self.below(10), 1 + self.below(28))
    }

    fn coming(&mut self) -> String {
        format!("2027-{:02}-{:02}", 1 + self.below(12), 1 + self.below(28))
    }

    fn words(&mut self) -> Vec<String> {
        const WORDS: [&str; 5] = ["vpn", "it's", "Wi-Fi", "a \"b\"", "é"];
        let count = 1 + self.below(3);
        let mut words: Vec<String> = Vec::new();
        for _ in 0..count {
            let word = self.one(&WORDS).to_owned();
            if !words.contains(&word) {
                words.push(word);
            }
        }
        words
    }
}

impl Command {
    /// A command that mostly fits the book.
    pub fn random(dice: &mut Dice, model: &Model) -> Self {
        const KINDS: [&str; 11] = [
            "gave", "praised", "shared", "thanked", "asked", "received", "met", "called", "wrote",
            "strained", "repaired",
        ];
        let (people, goals) = (model.handles("people"), model.handles("goals"));
        let kind = if people.is_empty() { 0 } else { dice.below(40) };
        if kind < 4 {
            return Self::add(dice);
        }
        let handle = dice.one(&people);
        match kind {
            4..16 => {
                let kind = dice.one(&KINDS);
                let mut handles = vec![handle];
                let other = dice.one(&people);
                if dice.below(4) == 0 && !handles.contains(&other) {
                    handles.push(other);
                }
                Self::Log {
                    handles,
                    kind,
                    note: if dice.below(4) == 0 {
                        String::new()
                    } else {
                        dice.text()
                    },
                    on: dice.past(),
                    size: dice.one(&["small", "normal", "normal", "big"]),
                    urgent: kind == "asked" && dice.flip(),
                }
            }
            16..19 => Self::Promise {
                handle,
                what: dice.text(),
                by: dice.coming(),
            },
            19..21 => Self::Kept {
                handle,
                number: 1 + dice.below(3),
            },
            21..24 => Self::Snooze {
                handle,
                until: dice.flip().then(|| dice.coming()),
            },
            24..27 => Self::Set {
                handle,
                field: dice.one(&["dept", "role", "org", "boss", "about"]),
                text: dice.text(),
            },
            27..29 => Self::SetList {
                handle,
                field: dice.one(&["helps", "cares", "tags"]),
                list: dice.words(),
            },
            29..31 => Self::Unset {
                handle,
                field: dice.one(&["dept", "role", "about", "helps", "tags", "snooze"]),
            },
            31 => Self::Archive { handle },
            32 => Self::BringBack { handle },
            33 => Self::Remove { handle },
            34 => Self::add_goal(dice, &people),
            35 if !goals.is_empty() => Self::FinishGoal {
                handle: dice.one(&goals),
            },
            36 if !goals.is_empty() && dice.flip() => Self::RemoveGoal {
                handle: dice.one(&goals),
            },
            37 => Self::Redo,
            _ => Self::Undo,
        }
    }

    fn add(dice: &mut Dice) -> Self {
        let number = dice.below(10_000);
        Self::Add {
            handle: format!("p{number}"),
            name: format!("Pat Number{number}"),
            dept: dice.flip().then(|| dice.text()),
            tags: if dice.flip() {
                dice.words()
            } else {
                Vec::new()
            },
            met: dice.flip().then(|| dice.text()),
        }
    }

    fn add_goal(dice: &mut Dice, people: &[String]) -> Self {
        let number = dice.below(10_000);
        Self::AddGoal {
            name: format!("Goal {number}"),
            handle: format!("goal-{number}"),
            by: dice.flip().then(|| dice.coming()),
            helped_by: if dice.flip() {
                vec![dice.one(people)]
            } else {
                Vec::new()
            },
        }
    }

    /// The words that a user types for it.
    pub fn arguments(&self) -> Vec<String> {
        let owned = |words: &[&str]| {
            words
                .iter()
                .map(|word| (*word).to_owned())
                .collect::<Vec<_>>()
        };
        match self {
            Self::Add {
                handle,
                name,
                dept,
                tags,
                met,
            } => {
                let mut words = owned(&["add", name, "--handle", handle]);
                words.extend(dept.iter().map(|dept| format!("--dept={dept}")));
                words.extend(tags.iter().map(|tag| format!("--tag={tag}")));
                words.extend(met.iter().map(|met| format!("--met={met}")));
                words
            }
            Self::Log {
                handles,
                kind,
                note,
                on,
                size,
                urgent,
            } => {
                let mut words = owned(&["log", &handles.join(","), kind, "--on", on]);
                if *size != "normal" {
                    words.push(format!("--{size}"));
                }
                if *urgent {
                    words.push("--urgent".to_owned());
                }
                if !note.is_empty() {
                    words.push(note.clone());
                }
                words
            }
            Self::Promise { handle, what, by } => owned(&["promise", handle, what, "--by", by]),
            Self::Kept { handle, number } => owned(&["kept", handle, &number.to_string()]),
            Self::Snooze { handle, until } => match until {
                Some(until) => owned(&["snooze", handle, until]),
                None => owned(&["snooze", handle, "--off"]),
            },
            Self::Set {
                handle,
                field,
                text,
            } => owned(&["edit", handle, &format!("--{field}={text}")]),
            Self::SetList {
                handle,
                field,
                list,
            } => {
                let flag = if *field == "tags" { "tag" } else { field };
                let mut words = owned(&["edit", handle]);
                words.extend(list.iter().map(|word| format!("--{flag}={word}")));
                words
            }
            Self::Unset { handle, field } => owned(&["edit", handle, "--unset", field]),
            Self::Archive { handle } => owned(&["archive", handle]),
            Self::BringBack { handle } => owned(&["archive", handle, "--undo"]),
            Self::Remove { handle } => owned(&["remove", handle, "--yes"]),
            Self::AddGoal {
                name,
                by,
                helped_by,
                ..
            } => {
                let mut words = owned(&["goal", "add", name]);
                words.extend(by.iter().map(|by| format!("--by={by}")));
                words.extend(helped_by.iter().map(|who| format!("--helped-by={who}")));
                words
            }
            Self::FinishGoal { handle } => owned(&["goal", "done", handle]),
            Self::RemoveGoal { handle } => owned(&["goal", "remove", handle, "--yes"]),
            Self::Undo => owned(&["undo"]),
            Self::Redo => owned(&["undo", "--redo"]),
        }
    }
}
