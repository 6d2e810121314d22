//! A whole file: the fast reader where it can, else the complete one.

use chrono::NaiveDate;

use crate::document::diagnostic::Finding;
use crate::document::read::plain::read_plain;
use crate::document::read::reader::{Reader, Reading};
use crate::document::read::syntax;
use crate::document::tree::{NO_SUCH_DATE, SyntaxError, SyntaxErrors, TomlTree};

/// Reads the whole file, or gives up to ten of its errors in the order of the text; the last
/// of them says how many more there are.
pub fn read(text: &str) -> Result<Reading<'_>, Vec<Finding>> {
    match read_plain(text) {
        Some(reading) => Ok(reading),
        None => read_tree(&parse(text)?),
    }
}

/// As [`read`], and notes what is legal but worth a look on that day.
pub fn read_closely(text: &str, today: NaiveDate) -> Result<Reading<'_>, Vec<Finding>> {
    let tree = parse(text)?;
    let mut reader = Reader::new(&tree);
    let book = reader.book();
    reader.look_closely(&book, today);
    reader.finish(book)
}

/// The tree of a text, or what is wrong with it as TOML.
pub(crate) fn parse(text: &str) -> Result<TomlTree<'_>, Vec<Finding>> {
    TomlTree::parse(text).map_err(|faults| {
        impossible_days(text, &faults).unwrap_or_else(|| syntax::findings(text, &faults))
    })
}

/// Reads a tree.
pub(crate) fn read_tree<'t>(tree: &TomlTree<'t>) -> Result<Reading<'t>, Vec<Finding>> {
    let mut reader = Reader::new(tree);
    let book = reader.book();
    reader.finish(book)
}

/// What stands for an impossible day while the rest is read: as long, so that no place moves.
const SOME_DAY: &str = "2000-01-01";

/// Days that are in no calendar, such as 2026-02-30, are no TOML, so there is no tree of the file.
/// Where nothing else is wrong with it as TOML, the rest is read all the same for its errors.
#[cold]
fn impossible_days(text: &str, faults: &SyntaxErrors) -> Option<Vec<Finding>> {
    let is_day = |fault: &SyntaxError| {
        let raw = text.get(fault.at.clone()).unwrap_or_default();
        fault.what == NO_SUCH_DATE && raw.len() == SOME_DAY.len() && raw.as_bytes()[4] == b'-'
    };
    if !faults.list.iter().all(is_day) || faults.count > faults.list.len() {
        return None;
    }
    let mut with_days = text.to_owned();
    for fault in &faults.list {
        with_days.replace_range(fault.at.clone(), SOME_DAY);
    }
    let tree = TomlTree::parse(&with_days).ok()?;
    let mut reader = Reader::new(&tree);
    for fault in &faults.list {
        reader.report(syntax::finding(text, fault, fault.at.clone()));
    }
    let book = reader.book();
    reader.finish(book).err()
}

#[cfg(test)]
mod tests {
    use crate::document::read::file::read;

    fn told(text: &str) -> Vec<String> {
        let findings = read(text).map(|_| ()).expect_err("errors");
        let told = findings.iter();
        told.map(|one| format!("{}:{} {}", one.line, one.column, one.message))
            .collect()
    }

    #[test]
    fn a_day_in_no_calendar_is_told_with_all_else_that_is_wrong() {
        let text = "[people.sara]\n\
                    name = \"Sára\"\n\
                    level = \"upp\"\n\
                    added = 2026-02-30\n\
                    log = [\n  { on = 2026-13-01, met = \"\" },\n  { on = 2026-11-20, gav = \"\" },\n]\n";
        assert_eq!(
            told(text),
            [
                "3:9 no such level",
                "4:9 there is no such date",
                "6:10 there is no such date",
                "7:22 no kind of interaction in this row",
            ]
        );
    }

    #[test]
    fn other_faults_of_the_text_are_told_as_ever() {
        assert_eq!(
            told("a = 2026-02-30\nb = \nc = \"\n"),
            [
                "1:5 there is no such date",
                "2:5 a key without a value",
                "3:6 a quote is missing",
            ]
        );
        assert_eq!(
            told("[people.sara]\nlevel = 1\nadded = 2026-02-30T10:00:00\n"),
            ["3:9 there is no such date"]
        );
        assert_eq!(
            told("[people.sara]\nlevel = 1\nadded = 25:00:00.0\n"),
            ["3:9 there is no such date"]
        );
    }
}
