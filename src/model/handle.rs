//! The short word by which the user names a person or a goal, made from its name.

use std::borrow::Cow;

use crate::text::fold::fold;

/// Longer than any name that is typed; what goes on after it is cut at a word.
const LONGEST: usize = 48;

/// What stands before a first name and is none.
const TITLES: &str = "dr prof professor mr mrs ms miss mx sir dame herr frau hr fr";

/// A handle for a person: the first name if it is free, else the whole name, else that with
/// a number from 2. Lower case ASCII letters, digits and hyphens; a name without any ASCII
/// letter to fold to is a `person`.
pub fn handle_for(name: &str, taken: &dyn Fn(&str) -> bool) -> String {
    let words = words(name);
    let untitled = words
        .iter()
        .position(|word| TITLES.split(' ').all(|title| title != word))
        .map_or(words.as_slice(), |first| &words[first..]);
    // An initial is no first name.
    if let Some(first) = untitled.first().filter(|word| word.len() > 1)
        && !taken(first)
    {
        return first.clone();
    }
    free(joined(untitled, "person"), taken)
}

/// A handle for a goal: its whole name, if need be with a number from 2; `goal` if there is
/// no ASCII letter in it.
pub fn goal_handle_for(name: &str, taken: &dyn Fn(&str) -> bool) -> String {
    free(joined(&words(name), "goal"), taken)
}

/// Whether it is a handle that needs no quoting anywhere: lower case ASCII letters, digits
/// and hyphens, and no hyphen first, where it would read as an option.
pub fn is_plain_handle(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with('-')
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// A handle as it is typed behind a command: in quotes where a shell would take it for more, and
/// behind `--` where it would read as an option. What the user wrote by hand in the file may hold
/// anything. Letters of any language stay bare, which no library for quoting does.
pub fn typed(handle: &str) -> Cow<'_, str> {
    let is_plain = |c: char| c.is_alphanumeric() || "-_.,".contains(c);
    let bare = !handle.is_empty() && handle.chars().all(is_plain);
    let typed = if bare {
        Cow::Borrowed(handle)
    } else {
        Cow::Owned(format!("'{}'", handle.replace('\'', r"'\''")))
    };
    if handle.starts_with('-') {
        Cow::Owned(format!("-- {typed}"))
    } else {
        typed
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

fn joined(words: &[String], nameless: &str) -> String {
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
        nameless.clone_into(&mut handle);
    }
    handle
}

/// The handle, or the first number from 2 whose predecessor is taken and which is free itself.
/// Found by doubling and halving: a book may hold thousands of names that fold to nothing.
fn free(handle: String, taken: &dyn Fn(&str) -> bool) -> String {
    if !taken(&handle) {
        return handle;
    }
    let numbered = |number: u64| format!("{handle}-{number}");
    let (mut last_taken, mut first_free) = (1_u64, 2_u64);
    while taken(&numbered(first_free)) && first_free < u64::MAX {
        last_taken = first_free;
        first_free = first_free.saturating_mul(2);
    }
    while first_free - last_taken > 1 {
        let middle = last_taken.midpoint(first_free);
        if taken(&numbered(middle)) {
            last_taken = middle;
        } else {
            first_free = middle;
        }
    }
    numbered(first_free)
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
    fn a_handle_is_quoted_where_a_shell_would_take_it_for_more() {
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
            assert_eq!(typed(handle), meant, "{handle}");
        }
    }

    #[test]
    fn names_of_many_kinds_give_a_handle_to_type() {
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
    fn a_goal_is_named_whole() {
        let handle = goal_handle_for("Launch billing v2", &|_| false);
        assert_eq!(handle, "launch-billing-v2");
        let handle = goal_handle_for("Launch billing v2", &|h| h == "launch-billing-v2");
        assert_eq!(handle, "launch-billing-v2-2");
        assert_eq!(goal_handle_for("目標", &|_| false), "goal");
    }

    #[test]
    fn a_page_of_a_name_gives_a_short_handle() {
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
