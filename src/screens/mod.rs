//! Answers as text and as JSON. A view is built from what the core finds and printed by the
//! commands; it never prints, reads no clock and knows the terminal only as a [`Page`].

pub mod annotation;
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
pub mod style;
pub mod table;
pub mod undo;
pub mod walk;
pub mod who;
pub mod words;

use serde::Serialize;

use crate::screens::style::{ColorMode, Label};

/// How wide output may be and whether it is coloured. Decided once for each stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Columns of text on a line.
    pub width: usize,
    /// Whether labels become colours.
    pub color: ColorMode,
    /// Whether the stream is a terminal: if not, each table row is one line, however long.
    pub is_terminal: bool,
}

impl Page {
    /// Colours the text by its label, unless colour is off. The text must be safe for a terminal.
    pub fn paint(&self, label: Label, text: &str) -> String {
        if self.color == ColorMode::Off || label == Label::Plain || text.is_empty() {
            return text.to_owned();
        }
        let style = label.style();
        format!("{style}{text}{style:#}")
    }
}

/// An answer: text for people, and the same facts as JSON for scripts.
pub trait View: Serialize {
    /// The answer as lines of text, each with a newline.
    fn render(&self, page: &Page) -> String;
}
