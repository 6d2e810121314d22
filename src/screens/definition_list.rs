//! Lines with a label: the label at the left, once above all that share it, and the line beside it.

use crate::screens::Page;
use crate::screens::style::Label;
use crate::text::wrap::wrap;

/// Lines that are being put together for a page.
#[derive(Debug)]
pub struct DefinitionList<'p> {
    page: &'p Page,
    column: usize,
    text: String,
    last: &'static str,
}

impl<'p> DefinitionList<'p> {
    /// No lines yet; the labels take so many columns.
    pub fn new(page: &'p Page, column: usize) -> Self {
        Self {
            page,
            column,
            text: String::new(),
            last: "",
        }
    }

    /// One line, which may be painted; it wraps beside its label.
    pub fn push(&mut self, label: &'static str, line: &str) {
        let shown = if label == self.last { "" } else { label };
        self.last = label;
        let column = self.column;
        let shown = format!("{shown:<column$}");
        let line = self.page.paint(Label::Heading, &shown) + line;
        self.text += &wrap(&line, self.page.width, &" ".repeat(column));
    }

    /// Lines that share a label.
    pub fn extend(&mut self, label: &'static str, lines: impl IntoIterator<Item: AsRef<str>>) {
        for line in lines {
            self.push(label, line.as_ref());
        }
    }

    /// An empty line.
    pub fn gap(&mut self) {
        self.text.push('\n');
    }

    /// The page they are on.
    pub fn page(&self) -> &'p Page {
        self.page
    }

    /// The lines, the last one ended too.
    pub fn into_text(self) -> String {
        self.text
    }
}
