//! Reads a whole file: with the fast reader if possible, else with the complete one.

use chrono::NaiveDate;

use crate::document::diagnostic::Diagnostic;
use crate::document::read::plain::read_plain;
use crate::document::read::reader::{Reader, Reading};
use crate::document::read::syntax;
use crate::document::tree::{NO_SUCH_DATE, SyntaxError, SyntaxErrors, TomlTree};

/// Reads the whole file, or returns up to ten of its errors in the order of the text; the last one
/// holds how many more there are.
pub fn read(text: &str) -> Result<Reading<'_>, Vec<Diagnostic>> {
    match read_plain(text) {
        Some(reading) => Ok(reading),
        None => read_tree(&parse(text)?),
    }
}

/// As [`read`], with notes on what is valid but worth a look on that day.
pub fn read_and_lint(text: &str, today: NaiveDate) -> Result<Reading<'_>, Vec<Diagnostic>> {
    let tree = parse(text)?;
    let mut reader = Reader::new(&tree);
    let book = reader.book();
    reader.lint(&book, today);
    reader.finish(book)
}

/// Parses a text as TOML, or returns its errors.
pub(crate) fn parse(text: &str) -> Result<TomlTree<'_>, Vec<Diagnostic>> {
    TomlTree::parse(text).map_err(|errors| {
        impossible_days(text, &errors).unwrap_or_else(|| syntax::diagnostics(text, &errors))
    })
}

/// Reads a tree with the complete reader.
pub(crate) fn read_tree<'t>(tree: &TomlTree<'t>) -> Result<Reading<'t>, Vec<Diagnostic>> {
    let mut reader = Reader::new(tree);
    let book = reader.book();
    reader.finish(book)
}

/// Replaces an impossible day while the rest is read; of the same length, so that no place moves.
const SOME_DAY: &str = "2000-01-01";

/// Days that do not exist, such as 2026-02-30, are not valid TOML, so they prevent a tree. If they
/// are the only syntax errors, the rest is read all the same for its errors.
#[cold]
fn impossible_days(text: &str, errors: &SyntaxErrors) -> Option<Vec<Diagnostic>> {
    let is_day = |error: &SyntaxError| {
        let raw = text.get(error.at.clone()).unwrap_or_default();
        error.what == NO_SUCH_DATE && raw.len() == SOME_DAY.len() && raw.as_bytes()[4] == b'-'
    };
    if !errors.list.iter().all(is_day) || errors.count > errors.list.len() {
        return None;
    }
    let mut with_days = text.to_owned();
    for error in &errors.list {
        with_days.replace_range(error.at.clone(), SOME_DAY);
    }
    let tree = TomlTree::parse(&with_days).ok()?;
    let mut reader = Reader::new(&tree);
    for error in &errors.list {
        reader.report(syntax::diagnostic(text, error, error.at.clone()));
    }
    let book = reader.book();
    reader.finish(book).err()
}

#[cfg(test)]
mod tests {
    use crate::document::read::file::read;

    fn errors(text: &str) -> Vec<String> {
        let diagnostics = read(text).map(|_| ()).expect_err("errors");
        let diagnostics = diagnostics.iter();
        diagnostics
            .map(|one| format!("{}:{} {}", one.line, one.column, one.message))
            .collect()
    }

    #[test]
    fn an_impossible_day_is_reported_with_all_other_errors() {
        let text = "[people.sara]\n\
                    name = \"Sára\"\n\
                    level = \"upp\"\n\
                    added = 2026-02-30\n\
                    log = [\n  { on = 2026-13-01, met = \"\" },\n  { on = 2026-11-20, gav = \"\" },\n]\n";
        assert_eq!(
            errors(text),
            [
                "3:9 no such level",
                "4:9 there is no such date",
                "6:10 there is no such date",
                "7:22 no kind of interaction in this row",
            ]
        );
    }

    #[test]
    fn other_syntax_errors_are_reported_as_usual() {
        assert_eq!(
            errors("a = 2026-02-30\nb = \nc = \"\n"),
            [
                "1:5 there is no such date",
                "2:5 a key without a value",
                "3:6 a quote is missing",
            ]
        );
        assert_eq!(
            errors("[people.sara]\nlevel = 1\nadded = 2026-02-30T10:00:00\n"),
            ["3:9 there is no such date"]
        );
        assert_eq!(
            errors("[people.sara]\nlevel = 1\nadded = 25:00:00.0\n"),
            ["3:9 there is no such date"]
        );
    }
}
