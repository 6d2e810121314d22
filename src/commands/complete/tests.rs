//! What is offered, and what must never be.

use crate::commands::complete::*;

#[test]
fn only_words_that_no_shell_runs_are_offered() {
    let hostile = [
        "$(touch x)",
        "`id`",
        "a b",
        "a;b",
        "a|b",
        "a*",
        "~",
        "-rf",
        "a\nb",
        "a'b",
        "a\"b",
        "a\\b",
        "{a,b}",
        "!x",
        "<(id)",
        "a&",
        "#a",
        "=ls",
        "",
        "a$b",
        "a:b",
        "a/b",
        "a%b",
        "[ab]",
        "^a",
    ];
    assert_eq!(plain(hostile.into_iter().map(Text::from)), []);
    let plain: Vec<String> = plain(
        ["IT", "Büro", "audio-visual", "IT"]
            .into_iter()
            .map(Text::from),
    )
    .into_iter()
    .map(|offer| offer.get_value().to_string_lossy().into_owned())
    .collect();
    assert_eq!(plain, ["Büro", "IT", "audio-visual"]);
    assert_eq!(candidate("Sara", "Sara"), None);
    assert_eq!(candidate("$(id)", "Sara"), None);
}

#[test]
fn a_name_beside_is_text_and_nothing_else() {
    assert_eq!(harmless("Zoë O'Neil-Sato, Jr."), "Zoë O'Neil-Sato, Jr.");
    assert_eq!(
        harmless("$(rm)`x`\u{1b}[2J\n\t%F{red}\u{202e}\\"),
        "??rm??x???2J???F?red???"
    );
}

#[test]
fn the_last_of_a_list_is_completed_and_the_rest_kept() {
    let people = || offers(["sara", "sam", "omar"]);
    let offered = |typed: &str| -> Vec<String> {
        beginning_with(OsStr::new(typed), people())
            .into_iter()
            .map(|offer| offer.get_value().to_string_lossy().into_owned())
            .collect()
    };
    assert_eq!(offered("sa"), ["sara", "sam"]);
    assert_eq!(offered("omar,sa"), ["omar,sara", "omar,sam"]);
    assert_eq!(offered("sam,sa"), ["sam,sara"]);
    assert_eq!(offered("$(id),sa"), [""; 0]);
    assert_eq!(offered("x"), [""; 0]);
}

#[test]
fn the_file_of_the_line_is_the_one_that_is_read() {
    let file = |line: &str| named_file(line.split(' ').map(OsString::from));
    assert_eq!(file("allies --file no.toml -- allies show "), None);
    assert_eq!(
        file("allies -- allies --file a.toml show "),
        Some(PathBuf::from("a.toml"))
    );
    assert_eq!(
        file("allies -- allies show --file=b.toml s"),
        Some(PathBuf::from("b.toml"))
    );
    assert_eq!(file("allies -- allies show --file"), None);
}
