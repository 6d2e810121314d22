//! Renders an error for standard error: `error:`, its causes, what happened to the file, `hint:`.

use crate::commands::errors::error::{CliError, CliErrorKind, Hint};
use crate::screens::Page;
use crate::screens::annotation::Annotation;
use crate::screens::style::Label;
use crate::screens::words::count;
use crate::store::data_file::Unreadable;
use crate::text::sanitize;

/// The error as lines for standard error, and the exit code. `command` is what was typed, such as
/// `log`; if it `writes`, the lines say that nothing was written.
pub fn explain(
    error: &CliError,
    command: &str,
    writes: bool,
    shows_lines: bool,
    page: &Page,
) -> (String, u8) {
    let code = error.exit_code();
    if error.kind == CliErrorKind::Silent {
        return (String::new(), code);
    }
    let mut text = match &error.unreadable {
        Some(unreadable) => file_errors(unreadable, shows_lines, page),
        None => headed(Label::Error, "error:", &error.message, page),
    };
    for cause in &error.causes {
        text += &format!("  {}\n", sanitize::line(cause));
    }
    if error.kept_in.is_some() || (writes && !error.has_written) {
        text += "nothing was written\n";
    }
    if let Some(copy) = &error.kept_in {
        let copy = copy.display().to_string();
        text += &format!("your edit is kept in {}\n", sanitize::line(&copy));
    }
    let hint = match &error.hint {
        Some(Hint::Text(hint)) => hint,
        Some(Hint::Again(handle)) => &format!("allies {command} {handle} …"),
        None => return (text, code),
    };
    (text + &headed(Label::Hint, "hint:", hint, page), code)
}

/// Every error of a file with its place. Its line is private, so it is shown only on request.
pub fn file_errors(unreadable: &Unreadable, shows_lines: bool, page: &Page) -> String {
    let mut text = String::new();
    for diagnostic in &unreadable.diagnostics {
        text += &headed(Label::Error, "error:", &diagnostic.message, page);
        let annotation = Annotation {
            path: &unreadable.path.to_string_lossy(),
            line: diagnostic.line,
            column: diagnostic.column,
            label: &diagnostic.label,
        };
        let excerpt = diagnostic.snippet(&unreadable.text);
        text += &annotation.render(shows_lines.then_some((excerpt.line, excerpt.place)), page);
        if let Some(help) = &diagnostic.help {
            text += &headed(Label::Hint, "hint:", help, page);
        }
    }
    let more = unreadable.more();
    if more > 0 {
        text += &format!("and {}\n", count(more, "more error", "more errors"));
    }
    text
}

/// A line that begins with `head` in the colour of that label.
pub fn headed(label: Label, head: &str, text: &str, page: &Page) -> String {
    format!("{} {}\n", page.paint(label, head), sanitize::line(text))
}
