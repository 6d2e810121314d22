//! Handles: short identifiers of people and goals, derived from their names.

use std::borrow::Cow;

use crate::text::fold::fold;

/// Longer handles are cut at a word; nobody types names this long.
const LONGEST: usize = 48;

/// Titles before a first name.
const TITLES: &str = "dr prof professor mr mrs ms miss mx sir dame herr frau hr fr";

/// A handle for a person: the first name if free, else the whole name, else that with a number
/// from 2. Lower case ASCII letters, digits and hyphens; `person` for a name that folds to no
/// ASCII.
pub fn handle_for(name: &str, taken: &dyn Fn(&str) -> bool) -> String {
    let words = words(name);
    let untitled = words
        .iter()
        .position(|word| TITLES.split(' ').all(|title| title != word))
        .map_or(words.as_slice(), |first| &words[first..]);
    // An initial is not a first name.
    if let Some(first) = untitled.first().filter(|word| word.len() > 1)
        && !taken(first)
    {
        return first.clone();
    }
    numbered(hyphenated(untitled, "person"), taken)
}

/// A handle for a goal: its whole name, with a number from 2 if taken; `goal` for a name that folds
/// to no ASCII.
pub fn goal_handle_for(name: &str, taken: &dyn Fn(&str) -> bool) -> String {
    numbered(hyphenated(&words(name), "goal"), taken)
}

/// Whether a handle needs no quoting anywhere: lower case ASCII letters, digits and hyphens, and no
/// leading hyphen, which would make it an option.
pub fn is_plain_handle(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with('-')
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// A handle as typed after a command: quoted where the shell requires it, and after `--` where it
/// would be an option. A handle written in the file by hand may hold anything. Letters of any
/// language stay unquoted, which no quoting library does.
pub fn as_argument(handle: &str) -> Cow<'_, str> {
    let is_plain = |c: char| c.is_alphanumeric() || "-_.,".contains(c);
    let quoted = if !handle.is_empty() && handle.chars().all(is_plain) {
        Cow::Borrowed(handle)
    } else {
        Cow::Owned(format!("'{}'", handle.replace('\'', r"'\''")))
    };
    if handle.starts_with('-') {
        Cow::Owned(format!("-- {quoted}"))
    } else {
        quoted
    }
}

fn words(name: &str) -> Vec<String> {
    fold(name)
        .replace('\'', "")
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| word.get(..LONGEST).unwrap_or(word).to_owned())
        .collect()
}

fn hyphenated(words: &[String], fallback: &str) -> String {
    let mut handle = String::new();
    for word in words {
        if handle.is_empty() {
            handle.push_str(word);
        } else if handle.len() + 1 + word.len() <= LONGEST {
            handle.push('-');
            handle.push_str(word);
        } else {
            break;
        }
    }
    if handle.is_empty() {
        fallback.clone_into(&mut handle);
    }
    handle
}

/// The handle if free, else with a free number from 2 whose predecessor is taken. Found by
/// galloping and bisection: a book may hold thousands of names that fold to nothing.
fn numbered(handle: String, taken: &dyn Fn(&str) -> bool) -> String {
    if !taken(&handle) {
        return handle;
    }
    let with_number = |number: u64| format!("{handle}-{number}");
    let (mut last_taken, mut first_free) = (1_u64, 2_u64);
    while taken(&with_number(first_free)) && first_free < u64::MAX {
        last_taken = first_free;
        first_free = first_free.saturating_mul(2);
    }
    while first_free - last_taken > 1 {
        let middle = last_taken.midpoint(first_free);
        if taken(&with_number(middle)) {
            last_taken = middle;
        } else {
            first_free = middle;
        }
    }
    with_number(first_free)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn with(name: &str, taken: &[&str]) -> String {
        handle_for(name, &|handle| taken.contains(&handle))
    }

    #[test]
    fn the_first_name_then_the_whole_then_a_number() {
        assert_eq!(with("Sara Ortiz", &[]), "sara");
        assert_eq!(with("Sara Ortiz", &["sara"]), "sara-ortiz");
        assert_eq!(with("Sara Ortiz", &["sara", "sara-ortiz"]), "sara-ortiz-2");
        let taken = ["sara", "sara-ortiz", "sara-ortiz-2"];
        assert_eq!(with("Sara Ortiz", &taken), "sara-ortiz-3");
        assert_eq!(with("Sara", &["sara"]), "sara-2");
    }

    #[test]
    fn a_handle_is_quoted_where_the_shell_requires_it() {
        let table = [
            ("sara", "sara"),
            ("Søren_2", "Søren_2"),
            ("sara,omar", "sara,omar"),
            ("the boss", "'the boss'"),
            ("o'neil", r"'o'\''neil'"),
            ("$(id)", "'$(id)'"),
            ("", "''"),
            ("-x", "-- -x"),
            ("-a b", "-- '-a b'"),
        ];
        for (handle, meant) in table {
            assert_eq!(as_argument(handle), meant, "{handle}");
        }
    }

    #[test]
    fn names_of_many_kinds_give_a_typeable_handle() {
        let table = [
            ("Søren Holm", "soren"),
            ("Łukasz", "lukasz"),
            ("Großmann", "grossmann"),
            ("Işık", "isik"),
            ("O'Neil", "oneil"),
            ("O’Neil", "oneil"),
            ("Anne-Marie Slaughter", "anne"),
            ("Dr. Anna Meier", "anna"),
            ("Prof. Dr. Dr. Weiß", "weiss"),
            ("Dr", "dr"),
            ("J. Smith", "j-smith"),
            ("Q", "q"),
            ("50 Cent", "50"),
            ("José 김 🚀", "jose"),
            ("김민준", "person"),
            ("--- …", "person"),
            ("", "person"),
        ];
        for (name, handle) in table {
            assert_eq!(with(name, &[]), handle, "{name}");
        }
        assert_eq!(with("김민준", &["person"]), "person-2");
    }

    #[test]
    fn numbers_go_up_one_by_one() {
        let mut taken: Vec<String> = vec!["person".to_owned()];
        for number in 2..50 {
            let handle = handle_for("김민준", &|handle| taken.iter().any(|one| one == handle));
            assert_eq!(handle, format!("person-{number}"));
            taken.push(handle);
        }
    }

    #[test]
    fn a_goal_handle_is_its_whole_name() {
        let handle = goal_handle_for("Launch billing v2", &|_| false);
        assert_eq!(handle, "launch-billing-v2");
        let handle = goal_handle_for("Launch billing v2", &|h| h == "launch-billing-v2");
        assert_eq!(handle, "launch-billing-v2-2");
        assert_eq!(goal_handle_for("目標", &|_| false), "goal");
    }

    #[test]
    fn a_very_long_name_gives_a_short_handle() {
        assert!(with(&"word ".repeat(1000), &["word"]).len() <= LONGEST);
        assert!(with(&"w".repeat(1000), &[]).len() <= LONGEST);
    }

    proptest! {
        #[test]
        fn every_name_gives_a_plain_handle_that_is_free(
            name in any::<String>(),
            taken in proptest::collection::vec("[a-c]{1,2}", 0..9),
        ) {
            let handle = handle_for(&name, &|handle| taken.iter().any(|one| one == handle));
            prop_assert!(is_plain_handle(&handle), "{}", handle);
            prop_assert!(!taken.contains(&handle));
        }
    }
}
