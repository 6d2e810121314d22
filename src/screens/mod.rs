//! Answers as text and as JSON. A view is built from the core and printed by the commands; it
//! never prints itself, reads no clock and knows no terminal but the [`Page`] it is given.

pub mod calendar;
pub mod change_summary;
pub mod check;
pub mod definition_list;
pub mod diff;
pub mod due;
pub mod edit_summary;
pub mod goal;
pub mod import;
pub mod list;
pub mod person;
pub mod phrase;
pub mod review;
pub mod show;
pub mod snippet;
pub mod style;
pub mod table;
pub mod undo;
pub mod walk;
pub mod who;
pub mod words;

use serde::Serialize;

use crate::screens::style::{Label, Style};

/// What a view is written on: how wide, and whether in colour. Decided once for each stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Columns of text on a line.
    pub width: usize,
    /// Whether labels become colours.
    pub style: Style,
    /// Whether someone looks at it: else a table has a line for each row, however long.
    pub is_terminal: bool,
}

impl Page {
    /// Text with its label's colour, if there is colour. The text must be fit for a terminal.
    pub fn paint(&self, label: Label, text: &str) -> String {
        if self.style == Style::Plain || label == Label::Plain || text.is_empty() {
            return text.to_owned();
        }
        let look = label.look();
        format!("{look}{text}{look:#}")
    }
}

/// An answer: text for people, and the same facts for scripts.
pub trait View: Serialize {
    /// The answer as lines of text, the last one ended too.
    fn render(&self, page: &Page) -> String;
}
