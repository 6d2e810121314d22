//! Everything worth knowing about the file: errors, warnings and notes, worst first.

use std::ops::Range;

use serde::Serialize;

use crate::screens::annotation::Annotation;
use crate::screens::style::Label;
use crate::screens::words::{capitalized, count, list};
use crate::screens::{Page, View};
use crate::text::sanitize;

/// A message about the file, and the place it is about.
#[derive(Debug, Default, Serialize)]
pub struct CheckMessage {
    /// The line, from 1; `None` if it is about the file as a whole.
    pub line: Option<usize>,
    /// The column in characters, from 1.
    pub column: Option<usize>,
    /// The message itself.
    pub message: String,
    /// What to print at the place itself.
    pub label: Option<String>,
    /// What to do; scripts rely on its old name.
    #[serde(rename = "remedy")]
    pub help: Option<String>,
    /// The handle of the person it concerns.
    pub handle: Option<String>,
    /// The text of the line and the characters to mark, if it may be shown.
    #[serde(skip)]
    pub excerpt: Option<(String, Range<usize>)>,
}

/// What the file contains.
#[derive(Debug, Clone, Copy)]
pub struct Counts {
    /// People, including archived ones.
    pub people: usize,
    /// Rows of all logs.
    pub rows: usize,
    /// Goals.
    pub goals: usize,
}

/// What checking the file found.
#[derive(Debug, Serialize)]
pub struct CheckView {
    /// The file.
    pub file: String,
    /// Why it cannot be read.
    pub errors: Vec<CheckMessage>,
    /// What is probably a mistake.
    pub warnings: Vec<CheckMessage>,
    /// What is worth a look.
    pub notes: Vec<CheckMessage>,
    /// How many errors there are beyond those shown.
    pub more: usize,
    /// What it contains, if it can be read.
    #[serde(skip)]
    pub counts: Option<Counts>,
}

impl View for CheckView {
    fn render(&self, page: &Page) -> String {
        let mut text = String::new();
        let severities = [
            (Label::Error, "error:", &self.errors),
            (Label::Warning, "warning:", &self.warnings),
            (Label::Heading, "note:", &self.notes),
        ];
        for (label, head, all) in severities {
            for message in all {
                text += &self.message(message, &page.paint(label, head), page);
            }
        }
        if self.more > 0 {
            text += &format!("and {}\n", count(self.more, "more error", "more errors"));
        }
        text + &format!("{}\n", self.summary())
    }
}

impl CheckView {
    fn message(&self, message: &CheckMessage, head: &str, page: &Page) -> String {
        let mut text = format!("{head} {}\n", sanitize::line(&message.message));
        if let (Some(line), Some(column)) = (message.line, message.column) {
            let annotation = Annotation {
                path: &self.file,
                line,
                column,
                label: message.label.as_deref().unwrap_or_default(),
            };
            let excerpt = message.excerpt.as_ref();
            let excerpt = excerpt.map(|(line, place)| (line.as_str(), place.clone()));
            text += &annotation.render(excerpt, page);
        }
        if let Some(help) = &message.help {
            let hint = page.paint(Label::Hint, "hint:");
            text += &format!("{hint} {}\n", sanitize::line(help));
        }
        text + "\n"
    }

    /// The result in one sentence.
    fn summary(&self) -> String {
        let file = sanitize::line(&self.file);
        let found = list(&self.found_counts());
        let Some(counts) = self.counts else {
            return format!("{file}: {found}. Nothing can be read or written until it is mended.");
        };
        let held = list(&[
            count(counts.people, "person", "people"),
            count(counts.rows, "row", "rows"),
            count(counts.goals, "goal", "goals"),
        ]);
        if found.is_empty() {
            format!("{file}: {held}. No problems found.")
        } else {
            format!("{file}: {held}. {}.", capitalized(&found))
        }
    }

    fn found_counts(&self) -> Vec<String> {
        let errors = self.errors.len() + self.more;
        let all = [
            (errors, "error", "errors"),
            (self.warnings.len(), "warning", "warnings"),
            (self.notes.len(), "note", "notes"),
        ];
        all.into_iter()
            .filter(|(number, ..)| *number > 0)
            .map(|(number, one, many)| count(number, one, many))
            .collect()
    }
}
