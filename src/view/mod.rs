//! Answers as text and as JSON. A view is built from the core and printed by the commands; it
//! never prints itself, reads no clock and knows no terminal but the [`Page`] it is told of.

pub mod calendar;
pub mod check;
pub mod diff;
pub mod due;
pub mod edited;
pub mod fields;
pub mod goal;
pub mod import;
pub mod labelled;
pub mod list;
pub mod outcome;
pub mod person;
pub mod phrase;
pub mod place;
pub mod review;
pub mod safe;
pub mod show;
pub mod style;
pub mod table;
pub mod undo;
pub mod walk;
pub mod who;
pub mod words;
pub mod wrap;

use serde::Serialize;
use style::{Label, Style};

/// What a view is written on: how wide, and whether in colour. Decided once for each stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Columns of text on a line.
    pub width: usize,
    /// Whether labels become colours.
    pub style: Style,
}

impl Page {
    /// Text with its label's colour, if there is colour. The text must be fit for a terminal.
    pub fn paint(&self, label: Label, text: &str) -> String {
        self.style.paint(label, text)
    }

    /// Writes it to the end of a longer text.
    pub fn write(&self, label: Label, words: &str, text: &mut String) {
        self.style.write(label, words, text);
    }

    /// As [`Self::write`], what `words` writes to the end of the text.
    pub fn write_with(&self, label: Label, text: &mut String, words: impl FnOnce(&mut String)) {
        self.style.write_with(label, text, words);
    }
}

/// An answer: text for people, and the same facts for scripts.
pub trait View: Serialize {
    /// The answer as lines of text, the last one ended too.
    fn text(&self, page: &Page) -> String;
}
